//! Everything that somebody can ask for, and which seats may. To change a permission, change one arm here; the grid
//! snapshot shows the tick that moved.

use super::Seat;
use crate::codes::coded;

/// What an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One child: depends on the relation to that child.
    Child,
    /// The authority as a whole: depends on roles only.
    Authority,
    /// The person's own account and nothing else.
    Oneself,
}

coded! {
    /// One thing that somebody can do or see.
    pub enum Action ("action") {
        /// See a child's page: name, age, who helps, what is waiting.
        ViewChild = "view-child",
        /// See an address that is kept from related people.
        ViewRestrictedAddress = "view-restricted-address",
        /// See answer sheets, as far as they are shared with the seat.
        ViewAnswers = "view-answers",
        /// See indicative budgets, their working and what was decided beside them.
        ViewBudget = "view-budget",
        /// See notes that the family may see.
        ViewNotes = "view-notes",
        /// See notes that are hidden from the family that they concern.
        ViewHiddenNotes = "view-hidden-notes",
        /// See who looked at or changed the child's record, when and why.
        ViewWhoLooked = "view-who-looked",
        /// Start a round of answering, the first or because needs changed.
        OpenAssessment = "open-assessment",
        /// Fill in one's own answer sheet.
        AnswerSheet = "answer-sheet",
        /// Choose who may see the child's and the family's sheets.
        ShareSheets = "share-sheets",
        /// Hand the answers in.
        SubmitAnswers = "submit-answers",
        /// Enter answers that came on paper.
        EnterPaper = "enter-paper",
        /// Settle differences between sheets, each with a reason.
        SettleAnswers = "settle-answers",
        /// Ask for a figure outside the tables.
        AskExceptional = "ask-exceptional",
        /// Decide on a figure outside the tables.
        DecideExceptional = "decide-exceptional",
        /// Decide a sum beside the figure, with reasons.
        AdjustBudget = "adjust-budget",
        /// Challenge a figure or a decision.
        ChallengeBudget = "challenge-budget",
        /// Answer a challenge.
        AnswerChallenge = "answer-challenge",
        /// Change how to reach a child.
        EditChild = "edit-child",
        /// Change who a child is: name, date of birth, numbers.
        EditIdentity = "edit-identity",
        /// Record, change or end a relation to the child.
        Relate = "relate",
        /// Restrict a person's contact, or keep an address from related people.
        Restrict = "restrict",
        /// Ask a related person to sign in.
        Invite = "invite",
        /// Write a note that the family may see.
        WriteNote = "write-note",
        /// Write a note that is hidden from the family.
        WriteHiddenNote = "write-hidden-note",
        /// Record that the young person takes the lead.
        HandOver = "hand-over",
        /// Record what the child has today and what it costs.
        RecordPackage = "record-package",
        /// See bank statements, receipts and what was matched to what.
        ViewSpending = "view-spending",
        /// Import a bank statement, or take an import back; save how its columns are read.
        ImportStatement = "import-statement",
        /// Say what a line of a statement was for, or that it was not.
        MatchSpending = "match-spending",
        /// Record a receipt, a bill, cash, miles or an assistant's hours.
        RecordSpending = "record-spending",
        /// Approve an assistant's hours for the family that employs them.
        ApproveHours = "approve-hours",
        /// Talk with the family about something that was noticed in its spending, and write down what was said.
        TalkAboutSpending = "talk-about-spending",
        /// Take out everything that is held about the child (UK GDPR, article 15).
        ExportRecord = "export-record",
        /// Place or lift a legal hold.
        HoldRecord = "hold-record",
        /// Erase the child's record when it is due.
        EraseRecord = "erase-record",
        /// See the child's own pages of a plan: who I am, what I love, who matters.
        ViewOwnPages = "view-own-pages",
        /// See a plan: outcomes, support, money, risks.
        ViewPlan = "view-plan",
        /// Write in the child's own pages.
        WriteOwnPages = "write-own-pages",
        /// Begin a plan and write in it.
        WritePlan = "write-plan",
        /// Comment on a plan, propose a change, put a view beside it.
        RemarkOnPlan = "remark-on-plan",
        /// Take or leave what others propose; ask for the plan to be agreed; put it away; share a draft by a link.
        DecidePlan = "decide-plan",
        /// Answer the questions that a plan is read with, and whether it is enough.
        CheckPlan = "check-plan",
        /// Decide on a plan, within one's limit, and sign it for the authority.
        AgreePlan = "agree-plan",
        /// Say on a panel how one would decide on a plan.
        SitOnPanel = "sit-on-panel",
        /// Sign an agreed plan for the family, or decline; challenge a decision on it.
        SignPlan = "sign-plan",
        /// Answer a challenge of a decision on a plan.
        AnswerPlanChallenge = "answer-plan-challenge",
        /// See a child's money: what is there, what is coming, what was paid and spent, and on what grounds.
        ViewMoney = "view-money",
        /// Open a child's money from a signed plan.
        OpenMoney = "open-money",
        /// Set up how money is held and when it is paid; let payments rest and go on.
        ArrangeMoney = "arrange-money",
        /// Sign the agreement about a direct payment or a fund for the family.
        SignMoneyTerms = "sign-money-terms",
        /// Give or change bank details.
        AskBankDetails = "ask-bank-details",
        /// Confirm bank details that somebody else gave.
        ConfirmBankDetails = "confirm-bank-details",
        /// Record what was spent, or what was obtained without paying.
        RecordSpend = "record-spend",
        /// Put an entry in the books right by an opposite one.
        CorrectEntry = "correct-entry",
        /// Keep money for a named thing, or no longer.
        KeepMoneyFor = "keep-money-for",
        /// Open a case of refusing, lowering, stopping or asking back money.
        OpenMoneyCase = "open-money-case",
        /// Decide a case about money, or reconsider one that somebody else decided.
        DecideMoneyCase = "decide-money-case",
        /// Answer a case about money for the family, or ask for another look at it.
        AnswerMoneyCase = "answer-money-case",
        /// Record a provider's invoice.
        RecordInvoice = "record-invoice",
        /// Approve or query an invoice, for the family or the council.
        ApproveInvoice = "approve-invoice",
        /// Account for an individual service fund.
        AccountForFund = "account-for-fund",
        /// Spend a worker's small budget for a child, and explain it.
        UseFloat = "use-float",
        /// Give a child money out of what is kept back, at once.
        UseContingency = "use-contingency",
        /// See reviews: when the next is due, what it talks about, what was said and decided.
        ViewReview = "view-review",
        /// Say what one thinks for a review, and how outcomes are.
        SayAtReview = "say-at-review",
        /// Ask for a review, or for another look at what was decided; say that others may learn from it.
        AskForReview = "ask-for-review",
        /// Plan a review, prepare it, hold it, enter what came on paper.
        HoldReview = "hold-review",
        /// Decide after a review, or look again at what somebody else decided.
        DecideReview = "decide-review",
        /// Say that something has changed in what the child needs.
        SayNeedsChanged = "say-needs-changed",
        /// Decide what is done about a change of need: answer again, change the plan, or neither.
        AnswerNeedsChanged = "answer-needs-changed",
        /// See messages between the family and its workers.
        ViewMessages = "view-messages",
        /// Write a message, for the family or to it.
        WriteMessage = "write-message",
        /// See one's own hours as a personal assistant, and what became of them.
        ViewOwnHours = "view-own-hours",
        /// Hand in one's own hours as a personal assistant, or take them back.
        HandInHours = "hand-in-hours",
        /// Give a personal assistant a seat and end it; say who of those who are paid lives with the child.
        EmployAssistant = "employ-assistant",
        /// Agree that somebody of the household is paid, or not.
        AgreeHousehold = "agree-household",
        /// Make a secret link for one's own calendar, and end it.
        MakeCalendarLink = "make-calendar-link",
        /// Fetch the days of a child into a calendar, without names and sums.
        ViewCalendar = "view-calendar",
        /// Record that a child has died, what the named person answers, and that it was a mistake.
        RecordDeath = "record-death",
        /// Record that a child moves away or moved in, and pass papers on.
        RecordMove = "record-move",
        /// Say for the family what may go to another council.
        AgreeToPass = "agree-to-pass",
        /// See the list of work: the children that one's relations reach.
        ViewWorklist = "view-worklist",
        /// Look for a child by name or number.
        SearchPeople = "search-people",
        /// Add a child to the system.
        AddChild = "add-child",
        /// Import people and packages, and undo an import.
        ImportPeople = "import-people",
        /// Manage accounts, roles and groups of staff.
        ManageStaff = "manage-staff",
        /// See schemes that are not yet in force.
        ViewSchemes = "view-schemes",
        /// Publish a scheme version, put it in force, withdraw it for the future.
        PublishScheme = "publish-scheme",
        /// See the budget pot.
        ViewPot = "view-pot",
        /// Set the money available and the contingency share.
        ManagePot = "manage-pot",
        /// Allow commitments above what is left.
        AllowOverCommitment = "allow-over-commitment",
        /// See need beside spend.
        ViewNeedBesideSpend = "view-need-beside-spend",
        /// Open a record outside one's relations, with a reason.
        BreakGlass = "break-glass",
        /// Review records opened outside relations.
        ReviewBreakGlass = "review-break-glass",
        /// Read the audit log of the authority.
        ViewAuditLog = "view-audit-log",
        /// Verify and export the audit log.
        ExportAuditLog = "export-audit-log",
        /// Run the retention rules.
        RunRetention = "run-retention",
        /// Change the authority's settings.
        ManageSettings = "manage-settings",
        /// Set up, migrate, copy, back up and restore: the server's own upkeep.
        KeepSystem = "keep-system",
        /// Set how much somebody may agree to.
        SetLimits = "set-limits",
        /// See how like plans were decided: the month in figures, the risk and opportunity register.
        ViewConsistency = "view-consistency",
        /// Write into the risk and opportunity register.
        KeepRegister = "keep-register",
        /// See the studies of the scheme studio and what came out of them.
        ViewStudies = "view-studies",
        /// Begin a study, choose, run it.
        MakeStudy = "make-study",
        /// Sign for what a study found.
        SignStudy = "sign-study",
        /// See the books of the authority: runs, trial balance, forecasts.
        ViewBooks = "view-books",
        /// Put together, check and export payment runs; record what the bank says.
        PreparePayments = "prepare-payments",
        /// Approve a payment run that somebody else put together.
        ApprovePayments = "approve-payments",
        /// Close a financial year; export the books.
        CloseBooks = "close-books",
        /// Change rates in all live awards.
        ChangeRates = "change-rates",
        /// Hand a small budget to a worker, keep money back for crises.
        GiveFloat = "give-float",
        /// See the entries of the books with the names of children, and draw a sample of them.
        ViewEntries = "view-entries",
        /// Sign in.
        SignIn = "sign-in",
        /// See one's own front page: the children that one is related to.
        ViewHome = "view-home",
        /// See and end one's own sessions; change how one signs in.
        ManageOwnAccount = "manage-own-account",
        /// Try the steps with a practice budget.
        Practise = "practise",
    }
}

/// The family and those who act in its place, as far as they decide.
const DECIDING_FAMILY: [Seat; 3] = [Seat::YoungPerson, Seat::Parent, Seat::Nominee];
/// Managers who decide.
const MANAGERS: [Seat; 2] = [Seat::TeamManager, Seat::GroupManager];

impl Action {
    /// What the action is about.
    #[must_use]
    pub fn scope(self) -> Scope {
        match self {
            Action::SignIn | Action::ViewHome | Action::ManageOwnAccount | Action::Practise => Scope::Oneself,
            later if later >= Action::ViewWorklist => Scope::Authority,
            _ => Scope::Child,
        }
    }

    /// Whether it only looks: such an action is recorded as a view when it is about a child.
    #[must_use]
    pub fn is_view(self) -> bool {
        self.code().starts_with("view-") || self == Action::SearchPeople
    }

    /// The seats that may.
    #[must_use]
    pub fn seats(self) -> Vec<Seat> {
        if self.scope() == Scope::Child { self.seats_towards_a_child() } else { self.seats_in_the_authority() }
    }

    fn seats_towards_a_child(self) -> Vec<Seat> {
        use Seat::*;
        let with = |groups: &[&[Seat]]| groups.concat();
        match self {
            Action::ViewChild => with(&[
                &DECIDING_FAMILY,
                &[Child, ParentAfterHandOver, Carer, Broker, Senco, HealthCommissioner],
                &[KeyWorker, TeamMember, SafeguardingLead, BreakGlass],
                &MANAGERS,
            ]),
            Action::ViewRestrictedAddress => vec![KeyWorker, TeamManager, SafeguardingLead],
            Action::ViewAnswers => with(&[
                &DECIDING_FAMILY,
                &[Child, ParentAfterHandOver, Carer, KeyWorker, TeamMember, Senco, HealthCommissioner],
                &[SafeguardingLead, BreakGlass],
                &MANAGERS,
            ]),
            Action::ViewBudget => with(&[
                &DECIDING_FAMILY,
                &[Child, ParentAfterHandOver, KeyWorker, TeamMember, Broker, HealthCommissioner, Finance, Auditor],
                &[SafeguardingLead, BreakGlass],
                &MANAGERS,
            ]),
            Action::ViewNotes => {
                with(&[&DECIDING_FAMILY, &[KeyWorker, TeamMember, SafeguardingLead, BreakGlass], &MANAGERS])
            }
            Action::ViewHiddenNotes => with(&[&[KeyWorker, SafeguardingLead, BreakGlass], &MANAGERS]),
            Action::ViewWhoLooked => {
                with(&[&DECIDING_FAMILY, &[Child, KeyWorker, SafeguardingLead, Auditor], &MANAGERS])
            }
            Action::OpenAssessment | Action::AskExceptional | Action::Invite => {
                with(&[&DECIDING_FAMILY, &[KeyWorker, TeamMember, TeamManager]])
            }
            Action::AnswerSheet => with(&[
                &DECIDING_FAMILY,
                &[Child, ParentAfterHandOver, Carer, KeyWorker, TeamMember, Senco, HealthCommissioner],
            ]),
            Action::ShareSheets => with(&[&DECIDING_FAMILY, &[Child]]),
            Action::SubmitAnswers | Action::ChallengeBudget => DECIDING_FAMILY.to_vec(),
            Action::EnterPaper | Action::EditIdentity => vec![KeyWorker, TeamMember, TeamManager],
            Action::SettleAnswers => vec![KeyWorker, TeamManager],
            Action::DecideExceptional | Action::AdjustBudget | Action::AnswerChallenge => MANAGERS.to_vec(),
            Action::EditChild => with(&[&DECIDING_FAMILY, &[KeyWorker, TeamMember, TeamManager]]),
            Action::Relate => with(&[&[KeyWorker, SafeguardingLead], &MANAGERS]),
            Action::Restrict => vec![KeyWorker, TeamManager, SafeguardingLead],
            Action::WriteNote => with(&[&[KeyWorker, TeamMember, SafeguardingLead], &MANAGERS]),
            Action::WriteHiddenNote => with(&[&[KeyWorker, SafeguardingLead], &MANAGERS]),
            Action::HandOver => vec![YoungPerson, KeyWorker, TeamManager],
            Action::RecordPackage => vec![KeyWorker, TeamMember, TeamManager, Finance],
            Action::ViewSpending => with(&[
                &DECIDING_FAMILY,
                &[Child, KeyWorker, TeamMember, Broker, Finance, Auditor, SafeguardingLead, BreakGlass],
                &MANAGERS,
            ]),
            Action::ImportStatement | Action::MatchSpending | Action::RecordSpending => {
                with(&[&DECIDING_FAMILY, &[KeyWorker, TeamMember, Broker, Finance]])
            }
            Action::ApproveHours => DECIDING_FAMILY.to_vec(),
            Action::TalkAboutSpending => with(&[&[KeyWorker, TeamMember, Finance], &MANAGERS]),
            Action::ExportRecord => with(&[&DECIDING_FAMILY, &[SafeguardingLead, Operator], &MANAGERS]),
            Action::HoldRecord => vec![GroupManager, SafeguardingLead, Operator],
            Action::EraseRecord => vec![GroupManager, Operator],
            _ => self.seats_towards_a_plan(),
        }
    }

    fn seats_towards_a_plan(self) -> Vec<Seat> {
        use Seat::*;
        let with = |groups: &[&[Seat]]| groups.concat();
        let planners = [KeyWorker, TeamMember, Broker, HealthCommissioner, Senco];
        match self {
            Action::ViewOwnPages => with(&[
                &DECIDING_FAMILY,
                &[Child, ParentAfterHandOver, Carer, Sibling, ProviderStaff, SafeguardingLead, BreakGlass, LinkHolder],
                &planners,
                &MANAGERS,
            ]),
            Action::ViewPlan => with(&[
                &DECIDING_FAMILY,
                &[Child, Carer, SafeguardingLead, BreakGlass, Finance, Auditor, LinkHolder],
                &planners,
                &MANAGERS,
            ]),
            Action::WriteOwnPages => with(&[&DECIDING_FAMILY, &[Child, Carer, KeyWorker, Broker]]),
            Action::WritePlan => with(&[&DECIDING_FAMILY, &[KeyWorker, Broker]]),
            Action::RemarkOnPlan => with(&[&DECIDING_FAMILY, &[Child, Carer, SafeguardingLead], &planners, &MANAGERS]),
            Action::DecidePlan | Action::SignPlan => DECIDING_FAMILY.to_vec(),
            Action::SitOnPanel => with(&[&[KeyWorker, TeamMember, HealthCommissioner, Senco], &MANAGERS]),
            Action::CheckPlan => with(&[&[KeyWorker, TeamMember], &MANAGERS]),
            Action::AgreePlan | Action::AnswerPlanChallenge => MANAGERS.to_vec(),
            _ => self.seats_towards_money(),
        }
    }

    fn seats_towards_money(self) -> Vec<Seat> {
        use Seat::*;
        let with = |groups: &[&[Seat]]| groups.concat();
        match self {
            Action::ViewMoney => with(&[
                &DECIDING_FAMILY,
                &[Child, KeyWorker, TeamMember, Broker, HealthCommissioner, Finance, Auditor],
                &[SafeguardingLead, BreakGlass],
                &MANAGERS,
            ]),
            Action::OpenMoney | Action::ArrangeMoney => with(&[&[KeyWorker, TeamMember, Finance], &MANAGERS]),
            Action::SignMoneyTerms | Action::KeepMoneyFor => DECIDING_FAMILY.to_vec(),
            // whoever has no screen tells the key worker, who writes it down
            Action::AnswerMoneyCase => with(&[&DECIDING_FAMILY, &[KeyWorker]]),
            Action::AskBankDetails => with(&[&DECIDING_FAMILY, &[KeyWorker, Finance]]),
            Action::ConfirmBankDetails | Action::CorrectEntry => vec![Finance],
            Action::RecordSpend => with(&[&DECIDING_FAMILY, &[KeyWorker, TeamMember, Broker, Finance]]),
            Action::OpenMoneyCase => with(&[&[KeyWorker, Finance], &MANAGERS]),
            Action::DecideMoneyCase => MANAGERS.to_vec(),
            // in a crisis whoever leads the support acts the same day, within a limit
            Action::UseContingency => with(&[&[KeyWorker], &MANAGERS]),
            Action::RecordInvoice => vec![KeyWorker, TeamMember, Finance, ProviderStaff],
            Action::ApproveInvoice => with(&[&DECIDING_FAMILY, &[KeyWorker, Finance]]),
            Action::AccountForFund => vec![ProviderStaff, Finance],
            Action::UseFloat => vec![KeyWorker],
            _ => self.seats_towards_a_review(),
        }
    }

    fn seats_towards_a_review(self) -> Vec<Seat> {
        use Seat::*;
        let with = |groups: &[&[Seat]]| groups.concat();
        let around = [Child, ParentAfterHandOver, Carer, KeyWorker, TeamMember, Broker, HealthCommissioner, Senco];
        match self {
            Action::ViewReview => {
                with(&[&DECIDING_FAMILY, &around, &[SafeguardingLead, BreakGlass, Auditor], &MANAGERS])
            }
            Action::SayAtReview => with(&[&DECIDING_FAMILY, &around]),
            Action::AskForReview => DECIDING_FAMILY.to_vec(),
            Action::HoldReview => vec![KeyWorker, TeamMember, TeamManager],
            Action::DecideReview => MANAGERS.to_vec(),
            Action::SayNeedsChanged => {
                with(&[&DECIDING_FAMILY, &[Child, ParentAfterHandOver, Carer, KeyWorker, TeamMember, TeamManager]])
            }
            Action::AnswerNeedsChanged => vec![KeyWorker, TeamMember, TeamManager],
            Action::ViewMessages => {
                with(&[&DECIDING_FAMILY, &[KeyWorker, TeamMember, SafeguardingLead, BreakGlass], &MANAGERS])
            }
            Action::WriteMessage => with(&[&DECIDING_FAMILY, &[KeyWorker, TeamMember, TeamManager]]),
            Action::ViewOwnHours | Action::HandInHours => vec![Assistant],
            Action::EmployAssistant => DECIDING_FAMILY.to_vec(),
            Action::MakeCalendarLink => with(&[&DECIDING_FAMILY, &[Child, ParentAfterHandOver, Carer]]),
            Action::ViewCalendar => vec![LinkHolder],
            Action::AgreeHousehold => with(&[&[KeyWorker], &MANAGERS]),
            _ => seats_of_life_changes(self),
        }
    }

    fn seats_in_the_authority(self) -> Vec<Seat> {
        use Seat::*;
        match self {
            Action::ViewWorklist => {
                vec![TeamMember, TeamManager, GroupManager, Senco, HealthCommissioner, SafeguardingLead, Finance]
            }
            Action::SearchPeople | Action::BreakGlass => vec![TeamMember, TeamManager, GroupManager, SafeguardingLead],
            Action::AddChild => vec![TeamMember, TeamManager, GroupManager],
            Action::ImportPeople | Action::ManageStaff | Action::RunRetention | Action::ManageSettings => {
                vec![Administrator, Operator]
            }
            Action::ViewSchemes => {
                vec![TeamMember, TeamManager, GroupManager, Finance, Commissioner, Auditor, Administrator]
            }
            Action::PublishScheme => vec![Commissioner, Operator],
            Action::ViewPot => vec![TeamManager, GroupManager, Finance, Commissioner, Auditor],
            Action::ManagePot => vec![Finance],
            Action::AllowOverCommitment => vec![GroupManager],
            Action::ViewNeedBesideSpend => vec![TeamManager, GroupManager, Finance, Commissioner, Auditor],
            Action::ReviewBreakGlass => vec![SafeguardingLead],
            Action::ViewAuditLog => vec![SafeguardingLead, Auditor],
            Action::ExportAuditLog => vec![Auditor, Operator],
            Action::SetLimits => vec![Administrator, Operator],
            Action::ViewConsistency => {
                vec![TeamMember, TeamManager, GroupManager, Finance, Commissioner, Auditor]
            }
            Action::KeepRegister => vec![TeamManager, GroupManager],
            Action::ViewStudies => vec![GroupManager, Finance, Commissioner, Auditor],
            Action::MakeStudy => vec![Commissioner],
            Action::SignStudy => vec![GroupManager, Finance, Commissioner],
            Action::KeepSystem => vec![Operator],
            Action::ViewBooks => vec![GroupManager, Finance, Commissioner, Auditor],
            Action::ViewEntries => vec![Finance, Auditor],
            Action::PreparePayments | Action::ApprovePayments | Action::CloseBooks | Action::GiveFloat => vec![Finance],
            Action::ChangeRates => vec![Finance, Commissioner],
            _ => Vec::new(),
        }
    }
}

/// The seats of what changes in a life.
fn seats_of_life_changes(action: Action) -> Vec<Seat> {
    match action {
        Action::RecordDeath => [&[Seat::KeyWorker][..], &MANAGERS].concat(),
        Action::RecordMove => [&[Seat::KeyWorker, Seat::TeamMember][..], &MANAGERS].concat(),
        Action::AgreeToPass => DECIDING_FAMILY.to_vec(),
        _ => Vec::new(),
    }
}
