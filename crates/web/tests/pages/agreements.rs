//! Getting a plan agreed, from asking to both signatures, as everybody sees it who takes part; and the public cases that
//! taught its rules.

mod cases;
mod office_pages;
mod story;

use actions::agreement::set_limit;
use actions::plan::{Entry, begin, write_piece};
use seven_core::access::Purpose;
use seven_core::agreement::checklist::SevenQuestions;
use seven_core::agreement::{Bound, Limit};
use seven_core::people::Role;
use seven_core::plan::money::{Holding, MoneyChoice};
use seven_core::plan::pattern::Day;
use seven_core::plan::support::{Paid, Part, Quadrant, Quantity, Support, SupportKind, Unit, UnitPrice};
use seven_core::plan::writing::{Measure, Outcome};
use seven_core::plan::{Body, Pattern, Season};
use seven_core::{AccountId, Pence, PersonId, PieceId, PlanId};
use store::agreements::{self, StoredAgreement};
use web::app::Mode;

use crate::council::office::{allocate, employ, group};
use crate::family::Place;
use crate::town::{Answer, Browser, after_minutes};

/// A day later, in minutes.
pub const DAY: i64 = 24 * 60;
/// Reasons that are long enough to be some.
pub const WHY: &str = "It is what Sam wants, and it keeps Sam safe.";

type Somebody = (PersonId, AccountId);

/// A family with a letter, its key worker, and those who may agree to plans.
pub struct Hall {
    pub place: Place,
    /// Manager of the team.
    pub ben: Somebody,
    /// Head of service.
    pub head: Somebody,
    pub admin: Somebody,
    pub plan: PlanId,
    pub line: PieceId,
}

impl Hall {
    /// With a plan of 50 afternoons at £10, held as a direct payment by Kit.
    pub async fn new() -> Hall {
        Hall::with(Pattern::TimesAYear { times: 50 }, Some("Kit Bell"), "{}").await
    }

    /// With other times, another manager of the money or none, and settings.
    pub async fn with(pattern: Pattern, manager: Option<&str>, settings: &str) -> Hall {
        let place = Place::with_settings(settings).await;
        let town = &place.town;
        let north = group(town, "North").await;
        allocate(town, town.child, north).await;
        let ben = town.somebody("Ben", "Office", "ben@example.gov.uk").await;
        employ(town, ben.0, Role::TeamManager, Some(north)).await;
        let head = town.somebody("Angela", "Boateng", "angela@example.gov.uk").await;
        town.employ(head.0, Role::HeadOfService).await;
        let admin = town.somebody("Adm", "Office", "adm@example.gov.uk").await;
        town.employ(admin.0, Role::Administrator).await;
        place.letter(&mut place.parent().await, "some").await;
        let (plan, line) = write_plan(&place, pattern, manager).await;
        Hall { place, ben, head, admin, plan, line }
    }

    pub fn child(&self) -> PersonId {
        self.place.town.child
    }

    /// A page of the family about getting the plan agreed.
    pub fn family(&self, page: &str) -> String {
        format!("/family/{}/plan/{}/agree{page}", self.child(), self.plan)
    }

    /// A page of the council about the plan.
    pub fn council(&self, page: &str) -> String {
        format!("/council/children/{}/plan/{}{page}", self.child(), self.plan)
    }

    /// Somebody's browser, so many minutes after the plan was written.
    pub async fn browser(&self, who: Somebody, minutes: i64) -> Browser {
        let mut browser = Browser::new(self.place.town.pages(Mode::Demo, 60 + minutes).await);
        browser.sign_in_as(who.1).await;
        browser
    }

    pub async fn kit(&self, minutes: i64) -> Browser {
        self.browser(self.place.town.parent, minutes).await
    }

    /// Somebody may agree to so much a year; to any sum for nothing.
    pub async fn limit(&self, who: Somebody, pounds: Option<i64>) {
        let bound = pounds.map_or(Bound::Any, |pounds| Bound::UpTo(Pence(pounds * 100)));
        let limit = Limit { person: who.0, stream: None, bound, from: after_minutes(0).today, until: None };
        set_limit(&self.place.caller(self.admin.0, Purpose::Work), limit).await.unwrap();
    }

    /// Kit asks; gives the newest asking.
    pub async fn ask(&self, minutes: i64) -> StoredAgreement {
        let mut kit = self.kit(minutes).await;
        let asked = kit.fill_in(&self.family(""), &self.family(""), &[]).await;
        assert!(asked.goes_to().ends_with("done=plan-asked"), "{}", asked.text);
        self.newest().await
    }

    /// Kit makes the next plan as a copy of this one; from then on the hall is about that.
    pub async fn copy(&mut self) {
        let kit = self.place.caller(self.place.town.parent.0, Purpose::OwnLife);
        self.plan = begin(&kit, self.child(), Some(self.plan)).await.unwrap();
    }

    pub async fn newest(&self) -> StoredAgreement {
        let mut reading = self.place.town.store.reading(&self.place.town.authority).await.unwrap();
        agreements::of_plan(&mut reading, self.plan).await.unwrap().remove(0)
    }

    /// The key worker answers every question with yes, and that it is enough.
    pub async fn check(&self, minutes: i64) {
        let mut grace = self.browser(self.place.worker, minutes).await;
        let names: Vec<String> = SevenQuestions::ALL.iter().map(|one| format!("answer-{}", one.code())).collect();
        let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "yes")).collect();
        let check = self.council("/check");
        let kept = grace.fill_in(&check, &self.council("/check/question"), &fields).await;
        assert!(kept.goes_to().ends_with("done=answered"), "{}", kept.text);
        let fields = [("enough", "yes"), ("reasons", "Gran does the rest, as she always has.")];
        let kept = grace.fill_in(&check, &self.council("/check/enough"), &fields).await;
        assert!(kept.goes_to().ends_with("done=answered"), "{}", kept.text);
    }

    /// Somebody sends a decision.
    pub async fn decide(&self, who: Somebody, choice: &str, minutes: i64) -> Answer {
        let different = [("why-different", "The plan needs less than the figure; the rest stays in the pot.")];
        self.decide_with(who, choice, &different, minutes).await
    }

    pub async fn decide_with(&self, who: Somebody, choice: &str, more: &[(&str, &str)], minutes: i64) -> Answer {
        let mut browser = self.browser(who, minutes).await;
        let id = self.newest().await.id.to_string();
        let mut fields = vec![("agreement", id.as_str()), ("choice", choice)];
        if !more.iter().any(|(name, _)| *name == "reasons") {
            fields.push(("reasons", WHY));
        }
        fields.extend_from_slice(more);
        browser.fill_in(&self.council("/decide"), &self.council("/decide"), &fields).await
    }

    /// Asked, checked and agreed by Ben within his limit.
    pub async fn agreed(&self) -> StoredAgreement {
        self.limit(self.ben, Some(5_000)).await;
        self.ask(1).await;
        self.check(2).await;
        let decided = self.decide(self.ben, "agree", 3).await;
        assert!(decided.goes_to().ends_with("done=plan-decided"), "{}", decided.text);
        self.newest().await
    }

    /// A page of the family about the newest asking.
    pub async fn of_newest(&self, page: &str) -> String {
        self.family(&format!("/{}{page}", self.newest().await.id))
    }
}

fn entry(body: Body) -> Entry {
    Entry { piece: None, version: 0, place: None, body }
}

/// A plan as Kit writes it: an outcome, a paid line that serves it, and who looks after the money.
async fn write_plan(place: &Place, pattern: Pattern, manager: Option<&str>) -> (PlanId, PieceId) {
    let child = place.town.child;
    let kit = place.caller(place.town.parent.0, Purpose::OwnLife);
    let plan = begin(&kit, child, None).await.unwrap();
    let outcome = Body::Outcome(Outcome {
        words: "See my cousin".to_owned(),
        framework: "enjoy-and-achieve".to_owned(),
        measure: Measure::Count { what: "afternoons out".to_owned(), baseline: 0, aim: 4 },
        by: None,
    });
    let outcome = write_piece(&kit, child, plan, entry(outcome)).await.unwrap();
    let line = Body::Support(Support {
        what: "Afternoons in town".to_owned(),
        who: "Rob Adeyemi".to_owned(),
        kind: SupportKind::Activity,
        quadrant: Quadrant::SelfDirected,
        outcomes: vec![outcome],
        pattern,
        from: None,
        until: None,
        quantity: Quantity::ONE,
        unit: Unit::Session,
        paid: Some(Paid {
            stream: "social-care".to_owned(),
            price: UnitPrice::read("10").unwrap(),
            part: Part::Whole,
            employing: None,
            payee: String::new(),
        }),
    });
    let line = write_piece(&kit, child, plan, entry(line)).await.unwrap();
    if let Some(manager) = manager {
        let choice = MoneyChoice {
            stream: "social-care".to_owned(),
            holding: Holding::DirectPayment,
            manager: manager.to_owned(),
            help: Vec::new(),
        };
        write_piece(&kit, child, plan, entry(Body::Money(choice))).await.unwrap();
    }
    (plan, line)
}

/// Every Thursday, all year round.
pub fn thursdays() -> Pattern {
    Pattern::OnDays { days: vec![Day::Thursday], season: Season::AllYear }
}
