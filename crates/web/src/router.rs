//! Every route on one screen: method, path, what it needs, and the page behind it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Response;
use seven_core::access::Action::*;
use seven_core::access::Purpose;

use crate::app::{App, Mode};
use crate::fault::Fault;
use crate::guard::{Post, guard};
use crate::route::Needs::{InAuthority, Nothing, SignedIn, TowardsChild};
use crate::route::{Route, get, post};
use crate::secured::secured;
use crate::{account, assets, council, family, outbox, public, service, sign_in, style};

/// Every route that asks for something to be allowed. A new page is one line here.
#[must_use]
#[rustfmt::skip]
pub fn routes(mode: Mode) -> Vec<Route> {
    let mut routes = vec![
        // everybody
        get("/",                            Nothing,                        public::home::show),
        get("/help",                        Nothing,                        public::told::help),
        get("/privacy",                     Nothing,                        public::told::privacy),
        get("/accessibility",               Nothing,                        public::told::accessibility),
        get("/apply",                       Nothing,                        public::told::apply),
        get("/what-might-we-get",           Nothing,                        public::estimate::show),
        post("/what-might-we-get",          Nothing,                        public::estimate::send),
        get("/how-it-is-worked-out",        Nothing,                        public::method::show),
        get("/questions-on-paper",          Nothing,                        public::method::paper),
        get("/shared-plan/{token}",         Nothing,                        public::shared_plan::show),
        get("/calendar/{token}",            Nothing,                        public::calendar::show),
        get("/style",                       Nothing,                        style::show),
    ];
    routes.extend(door());
    routes.extend(own_account());
    routes.extend(family_routes());
    routes.extend(plan_routes());
    routes.extend(office_routes());
    routes.extend(studio_routes());
    routes.extend(agreement_routes());
    routes.extend(money_routes());
    routes.extend(spending_routes());
    routes.extend(books_routes());
    routes.extend(case_routes());
    routes.extend(review_routes());
    routes.extend(assistant_routes());
    routes.extend(change_routes());
    routes.extend(life_routes());
    if mode == Mode::Demo {
        routes.extend([
            get("/outbox",                  Nothing,                        outbox::show),
            post("/sign-in/as",             Nothing,                        sign_in::demo::choose),
        ]);
    }
    routes
}

/// What changes in a life.
#[rustfmt::skip]
fn life_routes() -> Vec<Route> {
    vec![
        get("/council/children/{child}/death",                            TowardsChild(RecordDeath),          council::child::death::show),
        post("/council/children/{child}/death",                           TowardsChild(RecordDeath),          council::child::death::send),
        post("/council/children/{child}/death/answer",                    TowardsChild(RecordDeath),          council::child::death::answer),
        post("/council/children/{child}/death/owed",                      TowardsChild(ArrangeMoney),         council::child::death::pay),
        get("/council/children/{child}/move",                             TowardsChild(RecordMove),           council::child::moving::show),
        post("/council/children/{child}/move",                            TowardsChild(RecordMove),           council::child::moving::send),
        post("/council/children/{child}/move/in",                         TowardsChild(RecordMove),           council::child::moving::send_in),
        post("/council/children/{child}/move/pass",                       TowardsChild(RecordMove),           council::child::moving::pass),
        post("/council/children/{child}/move/over",                       TowardsChild(RecordMove),           council::child::moving::over),
        post("/council/children/{child}/move/undo",                       TowardsChild(RecordMove),           council::child::moving::undo),
        get("/family/{child}/move",                                       TowardsChild(ViewMoney),            family::moving::show),
        post("/family/{child}/move/yes",                                  TowardsChild(AgreeToPass),          family::moving::send),
        post("/council/children/{child}/money/finds/carry-on",            TowardsChild(WritePlan),            council::child::finds::step_up),
        post("/council/children/{child}/death/take-back",                 TowardsChild(RecordDeath),          council::child::death::take),
    ]
}

/// The pages of children, young people and families.
#[rustfmt::skip]
fn family_routes() -> Vec<Route> {
    vec![
        get("/family",                      SignedIn(ViewHome),             family::home::show),
        get("/family/{child}",              TowardsChild(ViewChild),        family::child::show),
        get("/family/{child}/answers",      TowardsChild(ViewAnswers),      family::rounds::overview::show),
        post("/family/{child}/answers",     TowardsChild(OpenAssessment),   family::rounds::overview::begin),
        post("/family/{child}/answers/{round}/mine",             TowardsChild(AnswerSheet),     family::rounds::overview::begin_mine),
        get("/family/{child}/answers/{round}/question/{id}",     TowardsChild(AnswerSheet),     family::rounds::question::show),
        post("/family/{child}/answers/{round}/question/{id}",    TowardsChild(AnswerSheet),     family::rounds::question::save),
        get("/family/{child}/answers/{round}/all",               TowardsChild(AnswerSheet),     family::rounds::all::show),
        post("/family/{child}/answers/{round}/all",              TowardsChild(AnswerSheet),     family::rounds::all::save),
        get("/family/{child}/answers/{round}/check",             TowardsChild(AnswerSheet),     family::rounds::check::show),
        post("/family/{child}/answers/{round}/finish",           TowardsChild(AnswerSheet),     family::rounds::check::finish),
        post("/family/{child}/answers/{round}/write-again",      TowardsChild(AnswerSheet),     family::rounds::check::write_again),
        post("/family/{child}/answers/{round}/hand-in",          TowardsChild(SubmitAnswers),   family::rounds::check::hand_in),
        post("/family/{child}/answers/{round}/stop",             TowardsChild(SubmitAnswers),   family::rounds::check::stop),
        get("/family/{child}/answers/{round}/sharing",           TowardsChild(AnswerSheet),     family::rounds::sharing::show),
        post("/family/{child}/answers/{round}/sharing",          TowardsChild(AnswerSheet),     family::rounds::sharing::save),
        get("/family/{child}/answers/{round}/side-by-side",      TowardsChild(ViewAnswers),     family::rounds::side_by_side::show),
        get("/family/{child}/budget",       TowardsChild(ViewBudget),       family::budget::list::show),
        get("/family/{child}/budget/{id}",  TowardsChild(ViewBudget),       family::budget::letter::show),
        get("/family/{child}/budget/{id}/compare",               TowardsChild(ViewBudget),      family::budget::compare::show),
        get("/family/{child}/budget/{id}/challenge",             TowardsChild(ViewBudget),      family::budget::challenge::show),
        post("/family/{child}/budget/{id}/challenge",            TowardsChild(ChallengeBudget), family::budget::challenge::send),
        post("/family/{child}/budget/{id}/challenge/take-back",  TowardsChild(ChallengeBudget), family::budget::challenge::take),
        get("/family/{child}/who-looked",   TowardsChild(ViewWhoLooked),    family::looked::show),
        get("/family/{child}/details",      TowardsChild(EditChild),        family::details::show),
        post("/family/{child}/details",     TowardsChild(EditChild),        family::details::save),
        get("/family/{child}/lead",         TowardsChild(HandOver),         family::lead::show),
        post("/family/{child}/lead",        TowardsChild(HandOver),         family::lead::send),
        get("/family/{child}/plan/{plan}/paper",                 TowardsChild(ViewPlan),        family::plan::paper::show),
        get("/family/{child}/plan/{plan}/profile",               TowardsChild(ViewOwnPages),    family::plan::paper::profile),
        get("/family/{child}/plan/{plan}/history",               TowardsChild(ViewPlan),        family::plan::history::show),
        get("/family/{child}/plan/{plan}/links",                 TowardsChild(DecidePlan),      family::plan::links::show),
        post("/family/{child}/plan/{plan}/links",                TowardsChild(DecidePlan),      family::plan::links::make),
        post("/family/{child}/plan/{plan}/links/end",            TowardsChild(DecidePlan),      family::plan::links::end),
        get("/me/practice",                 SignedIn(Practise),             family::practice::show),
        post("/me/practice",                SignedIn(Practise),             family::practice::save),
    ]
}

/// The family's plan.
#[rustfmt::skip]
fn plan_routes() -> Vec<Route> {
    vec![
        get("/family/{child}/plan",                                     TowardsChild(ViewPlan),         family::plan::contents::current),
        post("/family/{child}/plan",                                    TowardsChild(WritePlan),        family::plan::contents::begin),
        get("/family/{child}/plan/{plan}",                              TowardsChild(ViewPlan),         family::plan::contents::show),
        post("/family/{child}/plan/{plan}/put-away",                    TowardsChild(DecidePlan),       family::plan::contents::put_away),
        post("/family/{child}/plan/{plan}/take-up",                     TowardsChild(DecidePlan),       family::plan::contents::take_up),
        get("/family/{child}/plan/{plan}/whole",                        TowardsChild(ViewPlan),         family::plan::whole::show),
        post("/family/{child}/plan/{plan}/unsaved",                     TowardsChild(ViewOwnPages),     family::plan::unsaved::keep),
        post("/family/{child}/plan/{plan}/unsaved/throw-away",          TowardsChild(ViewOwnPages),     family::plan::unsaved::throw_away),
        get("/family/{child}/plan/{plan}/ideas",                        TowardsChild(ViewPlan),         family::plan::ideas::show),
        post("/family/{child}/plan/{plan}/ideas",                       TowardsChild(WritePlan),        family::plan::ideas::take),
        get("/family/{child}/plan/{plan}/packs/{pack}",                 TowardsChild(ViewPlan),         family::plan::packs::show),
        get("/family/{child}/plan/{plan}/days",                         TowardsChild(WritePlan),        family::plan::heading::show),
        post("/family/{child}/plan/{plan}/days",                        TowardsChild(WritePlan),        family::plan::heading::save),
        get("/family/{child}/plan/{plan}/remarks",                      TowardsChild(ViewPlan),         family::plan::remarks::show),
        post("/family/{child}/plan/{plan}/remarks",                     TowardsChild(RemarkOnPlan),     family::plan::remarks::send),
        post("/family/{child}/plan/{plan}/remarks/{remark}",            TowardsChild(RemarkOnPlan),     family::plan::remarks::answer),
        get("/family/{child}/plan/{plan}/chapter/{chapter}",            TowardsChild(ViewPlan),         family::plan::chapter::show),
        get("/family/{child}/plan/{plan}/write/{kind}/{piece}",         TowardsChild(WritePlan),        family::plan::piece::show),
        post("/family/{child}/plan/{plan}/write/{kind}/{piece}",        TowardsChild(WritePlan),        family::plan::piece::save),
        post("/family/{child}/plan/{plan}/write/{kind}/{piece}/remove", TowardsChild(WritePlan),        family::plan::piece::remove),
        get("/family/{child}/plan/{plan}/me",                           TowardsChild(ViewOwnPages),     family::plan::me::show),
        get("/family/{child}/plan/{plan}/media/{media}",                TowardsChild(ViewOwnPages),     family::plan::media::show),
        get("/family/{child}/plan/{plan}/me/write/{kind}/{piece}",      TowardsChild(WriteOwnPages),    family::plan::piece::show_own),
        post("/family/{child}/plan/{plan}/me/write/{kind}/{piece}",     TowardsChild(WriteOwnPages),    family::plan::piece::save_own),
        post("/family/{child}/plan/{plan}/me/write/{kind}/{piece}/remove", TowardsChild(WriteOwnPages), family::plan::piece::remove_own),
        get("/family/{child}/plan/{plan}/me/pictures/{piece}",          TowardsChild(WriteOwnPages),    family::plan::pictures::show),
        post("/family/{child}/plan/{plan}/me/pictures/{piece}",         TowardsChild(WriteOwnPages),    family::plan::media::add),
    ]
}

/// Getting a plan agreed: the family's side and the authority's.
#[rustfmt::skip]
fn agreement_routes() -> Vec<Route> {
    vec![
        get("/family/{child}/plan/{plan}/agree",                          TowardsChild(ViewPlan),             family::agreement::ask::show),
        post("/family/{child}/plan/{plan}/agree",                         TowardsChild(DecidePlan),           family::agreement::ask::send),
        post("/family/{child}/plan/{plan}/agree/take-back",               TowardsChild(DecidePlan),           family::agreement::ask::take),
        get("/family/{child}/plan/{plan}/agree/{asking}",                 TowardsChild(ViewPlan),             family::agreement::letter::show),
        get("/family/{child}/plan/{plan}/agree/{asking}/sign",            TowardsChild(SignPlan),             family::agreement::sign::show),
        post("/family/{child}/plan/{plan}/agree/{asking}/sign",           TowardsChild(SignPlan),             family::agreement::sign::send),
        get("/family/{child}/plan/{plan}/agree/{asking}/agreement",       TowardsChild(ViewPlan),             family::agreement::signed::show),
        get("/family/{child}/plan/{plan}/agree/{asking}/challenge",       TowardsChild(ViewPlan),             family::agreement::challenge::show),
        post("/family/{child}/plan/{plan}/agree/{asking}/challenge",      TowardsChild(SignPlan),             family::agreement::challenge::send),
        post("/family/{child}/plan/{plan}/agree/{asking}/challenge/take-back", TowardsChild(SignPlan),        family::agreement::challenge::take),
        get("/council/children/{child}/plan",                             TowardsChild(ViewPlan),             council::child::plan::read::latest),
        get("/council/children/{child}/plan/{plan}",                      TowardsChild(ViewPlan),             council::child::plan::read::show),
        get("/council/children/{child}/plan/{plan}/media/{id}",           TowardsChild(ViewOwnPages),         council::child::plan::read::media),
        post("/council/children/{child}/plan/{plan}/remark",              TowardsChild(RemarkOnPlan),         council::child::plan::read::remarks::send),
        post("/council/children/{child}/plan/{plan}/remark/take-back",    TowardsChild(RemarkOnPlan),         council::child::plan::read::remarks::take),
        get("/council/children/{child}/plan/{plan}/packs/{pack}",         TowardsChild(ViewPlan),             council::child::plan::packs::show),
        get("/council/children/{child}/plan/{plan}/propose/{kind}/{piece}", TowardsChild(RemarkOnPlan),       council::child::plan::propose::show),
        post("/council/children/{child}/plan/{plan}/propose/{kind}/{piece}", TowardsChild(RemarkOnPlan),      council::child::plan::propose::send),
        get("/council/children/{child}/plan/{plan}/check",                TowardsChild(CheckPlan),            council::child::plan::check::show),
        post("/council/children/{child}/plan/{plan}/check/question",      TowardsChild(CheckPlan),            council::child::plan::check::question),
        post("/council/children/{child}/plan/{plan}/check/enough",        TowardsChild(CheckPlan),            council::child::plan::check::enough),
        get("/council/children/{child}/plan/{plan}/panel",                TowardsChild(SitOnPanel),           council::child::plan::panel::show),
        post("/council/children/{child}/plan/{plan}/panel",               TowardsChild(SitOnPanel),           council::child::plan::panel::send),
        get("/council/children/{child}/plan/{plan}/decide",               TowardsChild(AgreePlan),            council::child::plan::decide::show),
        post("/council/children/{child}/plan/{plan}/decide",              TowardsChild(AgreePlan),            council::child::plan::decide::send),
        get("/council/children/{child}/plan/{plan}/decisions",            TowardsChild(ViewPlan),             council::child::plan::decisions::show),
        post("/council/children/{child}/plan/{plan}/decisions/challenge", TowardsChild(AnswerPlanChallenge),  council::child::plan::decisions::answer),
        get("/council/limits",                                            InAuthority(SetLimits),             council::limits::show),
        post("/council/limits",                                           InAuthority(SetLimits),             council::limits::send),
        post("/council/limits/end",                                       InAuthority(SetLimits),             council::limits::send_end),
        get("/council/consistency",                                       InAuthority(ViewConsistency),       council::consistency::show),
        get("/council/register",                                          InAuthority(ViewConsistency),       council::register::show),
        post("/council/register",                                         InAuthority(KeepRegister),          council::register::send),
    ]
}

/// What a family spends: its statements and records, and what is talked about.
#[rustfmt::skip]
fn spending_routes() -> Vec<Route> {
    vec![
        get("/family/{child}/money/statements",                           TowardsChild(ViewSpending),         family::spending::statements::show),
        post("/family/{child}/money/statements",                          TowardsChild(ImportStatement),      family::spending::statements::send),
        get("/family/{child}/money/columns/{file}",                       TowardsChild(ImportStatement),      family::spending::columns::show),
        post("/family/{child}/money/columns/{file}",                      TowardsChild(ImportStatement),      family::spending::columns::send),
        get("/family/{child}/money/statements/{statement}",               TowardsChild(ViewSpending),         family::spending::statement::show),
        get("/family/{child}/money/statements/{statement}/take-back",     TowardsChild(ImportStatement),      family::spending::statement::ask_back),
        post("/family/{child}/money/statements/{statement}/take-back",    TowardsChild(ImportStatement),      family::spending::statement::send_back),
        get("/family/{child}/money/questions",                            TowardsChild(ViewSpending),         family::spending::questions::show),
        get("/family/{child}/money/lines/{line}",                         TowardsChild(ViewSpending),         family::spending::line::show),
        post("/family/{child}/money/lines/{line}",                        TowardsChild(MatchSpending),        family::spending::line::send),
        post("/family/{child}/money/lines/{line}/undo",                   TowardsChild(MatchSpending),        family::spending::line::undo),
        get("/family/{child}/money/records",                              TowardsChild(ViewSpending),         family::spending::records::show),
        get("/family/{child}/money/records/new/{kind}",                   TowardsChild(RecordSpending),       family::spending::write_down::show),
        post("/family/{child}/money/records/new/{kind}",                  TowardsChild(RecordSpending),       family::spending::write_down::send),
        get("/family/{child}/money/records/{record}",                     TowardsChild(ViewSpending),         family::spending::record::show),
        get("/family/{child}/money/records/{record}/picture",             TowardsChild(ViewSpending),         family::spending::record::picture),
        post("/family/{child}/money/records/{record}/picture",            TowardsChild(RecordSpending),       family::spending::record::add),
        post("/family/{child}/money/records/{record}/approve",            TowardsChild(ApproveHours),         family::spending::record::approve),
        post("/family/{child}/money/records/{record}/take-back",          TowardsChild(RecordSpending),       family::spending::record::take_back),
        get("/council/children/{child}/money/spending",                   TowardsChild(ViewSpending),         council::child::spending::show),
        post("/council/children/{child}/money/spending/talk",             TowardsChild(TalkAboutSpending),    council::child::spending::talk),
        get("/council/children/{child}/money/spending/records/{record}",  TowardsChild(ViewSpending),         family::spending::record::picture),
        get("/council/children/{child}/money/spending/paper",             TowardsChild(ImportStatement),      council::child::spending::paper::show),
        post("/council/children/{child}/money/spending/paper",            TowardsChild(ImportStatement),      council::child::spending::paper::send),
        get("/council/children/{child}/money/spending/paper/{kind}",      TowardsChild(RecordSpending),       council::child::spending::record::show),
        post("/council/children/{child}/money/spending/paper/{kind}",     TowardsChild(RecordSpending),       council::child::spending::record::send),
        get("/council/spending",                                          InAuthority(ViewWorklist),          council::spending::show),
        post("/council/spending",                                         InAuthority(PreparePayments),       council::spending::look),
    ]
}

/// Cases about a child's money, what is kept for something, and money in a crisis.
#[rustfmt::skip]
fn case_routes() -> Vec<Route> {
    vec![
        get("/family/{child}/money/cases/{case}",                         TowardsChild(ViewMoney),            family::money::cases::show),
        post("/family/{child}/money/cases/{case}/answer",                 TowardsChild(AnswerMoneyCase),      family::money::cases::answer),
        post("/family/{child}/money/cases/{case}/again",                  TowardsChild(AnswerMoneyCase),      family::money::cases::again),
        get("/family/{child}/money/cases/{case}/letter/{step}",           TowardsChild(ViewMoney),            family::money::cases::letter),
        get("/family/{child}/money/earmarks",                             TowardsChild(ViewMoney),            family::money::earmarks::show),
        post("/family/{child}/money/earmarks",                            TowardsChild(KeepMoneyFor),         family::money::earmarks::keep),
        post("/family/{child}/money/earmarks/{earmark}/spend",            TowardsChild(RecordSpend),          family::money::earmarks::spend),
        post("/family/{child}/money/earmarks/{earmark}/end",              TowardsChild(KeepMoneyFor),         family::money::earmarks::end),
        get("/council/children/{child}/money/cases",                      TowardsChild(ViewMoney),            council::child::money::cases::show),
        post("/council/children/{child}/money/cases",                     TowardsChild(OpenMoneyCase),        council::child::money::cases::send),
        get("/council/children/{child}/money/cases/{case}",               TowardsChild(ViewMoney),            council::child::money::cases::one::show),
        post("/council/children/{child}/money/cases/{case}/answer",       TowardsChild(AnswerMoneyCase),      council::child::money::cases::steps::answer),
        post("/council/children/{child}/money/cases/{case}/again",        TowardsChild(AnswerMoneyCase),      council::child::money::cases::steps::again),
        post("/council/children/{child}/money/cases/{case}/decide",       TowardsChild(DecideMoneyCase),      council::child::money::cases::steps::decide),
        post("/council/children/{child}/money/cases/{case}/look",         TowardsChild(DecideMoneyCase),      council::child::money::cases::steps::look),
        post("/council/children/{child}/money/cases/{case}/effect",       TowardsChild(DecideMoneyCase),      council::child::money::cases::steps::effect),
        post("/council/children/{child}/money/cases/{case}/parts",        TowardsChild(DecideMoneyCase),      council::child::money::cases::steps::parts),
        post("/council/children/{child}/money/cases/{case}/came-back",    TowardsChild(CorrectEntry),         council::child::money::cases::steps::came_back),
        get("/council/children/{child}/money/cases/{case}/letter/{step}", TowardsChild(ViewMoney),            council::child::money::cases::one::letter),
        get("/council/children/{child}/money/between/{bridge}",           TowardsChild(ViewMoney),            council::child::money::between::show),
        post("/council/children/{child}/money/between/{bridge}/look",     TowardsChild(ArrangeMoney),         council::child::money::between::look),
        post("/council/children/{child}/money/between/{bridge}/end",      TowardsChild(DecideMoneyCase),      council::child::money::between::end),
        get("/council/children/{child}/money/crisis",                     TowardsChild(UseContingency),       council::child::money::crisis::show),
        post("/council/children/{child}/money/crisis",                    TowardsChild(UseContingency),       council::child::money::crisis::send),
    ]
}

/// A child's money: the family's side, arranging it, and paying it.
#[rustfmt::skip]
fn money_routes() -> Vec<Route> {
    vec![
        get("/family/{child}/money",                                      TowardsChild(ViewMoney),            family::money::home::show),
        post("/family/{child}/money/wish",                                TowardsChild(RecordSpend),          family::money::spend::ask),
        post("/family/{child}/money/spend",                               TowardsChild(RecordSpend),          family::money::spend::record),
        get("/family/{child}/money/set-up/{holding}",                     TowardsChild(ViewMoney),            family::money::set_up::show),
        post("/family/{child}/money/set-up/{holding}/terms",              TowardsChild(SignMoneyTerms),       family::money::set_up::sign),
        post("/family/{child}/money/set-up/{holding}/bank",               TowardsChild(AskBankDetails),       family::money::set_up::bank),
        get("/council/children/{child}/money",                            TowardsChild(ViewMoney),            council::child::money::overview::show),
        post("/council/children/{child}/money/open",                      TowardsChild(OpenMoney),            council::child::money::overview::send),
        get("/council/children/{child}/money/{holding}",                  TowardsChild(ViewMoney),            council::child::money::arrange::show),
        post("/council/children/{child}/money/{holding}/payee",           TowardsChild(ArrangeMoney),         council::child::money::arrange::payee),
        post("/council/children/{child}/money/{holding}/checks",          TowardsChild(ArrangeMoney),         council::child::money::arrange::checks),
        post("/council/children/{child}/money/{holding}/begin",           TowardsChild(ArrangeMoney),         council::child::money::arrange::begin),
        post("/council/children/{child}/money/{holding}/schedule",        TowardsChild(ArrangeMoney),         council::child::money::arrange::days),
        post("/council/children/{child}/money/{holding}/rest",            TowardsChild(ArrangeMoney),         council::child::money::arrange::pause),
        post("/council/children/{child}/money/{holding}/go-on",           TowardsChild(ArrangeMoney),         council::child::money::arrange::resume),
        post("/council/children/{child}/money/{holding}/call-off",        TowardsChild(ArrangeMoney),         council::child::money::arrange::cancel),
        post("/council/children/{child}/money/{holding}/bank",            TowardsChild(AskBankDetails),       council::child::money::bank::give),
        post("/council/children/{child}/money/{holding}/bank/answer",     TowardsChild(ConfirmBankDetails),   council::child::money::bank::answer),
        get("/council/payments",                                          InAuthority(PreparePayments),       council::payments::show),
        post("/council/payments",                                         InAuthority(PreparePayments),       council::payments::draft),
        get("/council/payments/{run}",                                    InAuthority(PreparePayments),       council::payments::run::show),
        get("/council/payments/{run}/file",                               InAuthority(PreparePayments),       council::payments::file::show),
        get("/council/payments/{run}/file/{format}",                      InAuthority(PreparePayments),       council::payments::file::of_bank),
        post("/council/payments/{run}/answers",                           InAuthority(PreparePayments),       council::payments::answers::send),
        post("/council/payments/{run}/answers/take",                      InAuthority(PreparePayments),       council::payments::answers::take),
        get("/council/payments/{run}/answers/{kept}",                     InAuthority(PreparePayments),       council::payments::answers::show),
        post("/council/payments/{run}/check",                             InAuthority(PreparePayments),       council::payments::run::check),
        post("/council/payments/{run}/approve",                           InAuthority(ApprovePayments),       council::payments::run::approve),
        post("/council/payments/{run}/export",                            InAuthority(PreparePayments),       council::payments::run::export),
        post("/council/payments/{run}/drop",                              InAuthority(PreparePayments),       council::payments::run::put_away),
        post("/council/payments/{run}/confirm",                           InAuthority(PreparePayments),       council::payments::run::confirm),
        post("/council/payments/{run}/return",                            InAuthority(PreparePayments),       council::payments::run::returned),
        post("/council/payments/{run}/finish",                            InAuthority(PreparePayments),       council::payments::run::finish),
    ]
}

/// The books, invoices, funds, small budgets and rates.
#[rustfmt::skip]
fn books_routes() -> Vec<Route> {
    vec![
        get("/council/books",                                             InAuthority(ViewBooks),             council::books::show),
        post("/council/books/close",                                      InAuthority(CloseBooks),            council::books::close),
        get("/council/books/entries.csv",                                 InAuthority(CloseBooks),            council::books::csv),
        get("/council/books/general-ledger",                              InAuthority(CloseBooks),            council::books::general_ledger),
        get("/council/books/entries",                                     InAuthority(ViewEntries),           council::books::entries::show),
        get("/council/books/entries/{entry}",                             InAuthority(ViewEntries),           council::books::one_entry::show),
        get("/council/books/figures",                                     InAuthority(ViewBooks),             council::books::figures::show),
        get("/council/children/{child}/money/invoices",                   TowardsChild(RecordInvoice),        council::child::bills::invoices::show),
        post("/council/children/{child}/money/invoices",                  TowardsChild(RecordInvoice),        council::child::bills::invoices::record),
        post("/council/children/{child}/money/invoices/file",             TowardsChild(RecordInvoice),        council::child::bills::invoices::file),
        post("/council/children/{child}/money/invoices/approve",          TowardsChild(ApproveInvoice),       council::child::bills::invoices::approve),
        post("/council/children/{child}/money/invoices/query",            TowardsChild(ApproveInvoice),       council::child::bills::invoices::query),
        get("/council/children/{child}/money/funds",                      TowardsChild(AccountForFund),       council::child::bills::funds::show),
        post("/council/children/{child}/money/funds",                     TowardsChild(AccountForFund),       council::child::bills::funds::send),
        post("/council/children/{child}/money/funds/file",                TowardsChild(AccountForFund),       council::child::bills::funds::file),
        get("/family/{child}/money/invoices",                             TowardsChild(ApproveInvoice),       family::money::invoices::show),
        post("/family/{child}/money/invoices/{invoice}/yes",              TowardsChild(ApproveInvoice),       family::money::invoices::yes),
        post("/family/{child}/money/invoices/{invoice}/wrong",            TowardsChild(ApproveInvoice),       family::money::invoices::wrong),
        get("/council/floats",                                            InAuthority(GiveFloat),             council::floats::show),
        post("/council/floats",                                           InAuthority(GiveFloat),             council::floats::send),
        get("/council/children/{child}/money/finds",                      TowardsChild(UseFloat),             council::child::finds::show),
        post("/council/children/{child}/money/finds",                     TowardsChild(UseFloat),             council::child::finds::spend),
        post("/council/children/{child}/money/finds/free",                TowardsChild(UseFloat),             council::child::finds::free),
        post("/council/children/{child}/money/finds/explain",             TowardsChild(UseFloat),             council::child::finds::explain),
        get("/council/rates",                                             InAuthority(ChangeRates),           council::rates::show),
        post("/council/rates",                                            InAuthority(ChangeRates),           council::rates::send),
        get("/council/rates/{change}",                                    InAuthority(ChangeRates),           council::rates::one),
        get("/council/books/funds",                                       InAuthority(ViewEntries),           council::books::funds::show),
        get("/council/paying-account",                                    InAuthority(ManageSettings),        council::paying_account::show),
        post("/council/paying-account",                                   InAuthority(ManageSettings),        council::paying_account::send),
        get("/council/books/sample",                                      InAuthority(ViewEntries),           council::books::sample::show),
    ]
}

/// When something changes.
#[rustfmt::skip]
fn change_routes() -> Vec<Route> {
    vec![
        get("/family/{child}/changes",                                    TowardsChild(ViewReview),           family::changes::show),
        post("/family/{child}/changes",                                   TowardsChild(SayNeedsChanged),      family::changes::send),
        post("/family/{child}/changes/plan",                              TowardsChild(WritePlan),            family::changes::begin),
        get("/family/{child}/changes/{plan}",                             TowardsChild(ViewPlan),             family::changes::beside),
        get("/council/children/{child}/changes",                          TowardsChild(ViewReview),           council::child::changes::show),
        post("/council/children/{child}/changes",                         TowardsChild(SayNeedsChanged),      council::child::changes::send),
        get("/council/children/{child}/changes/{plan}",                   TowardsChild(ViewPlan),             council::child::changes::beside),
        post("/council/children/{child}/changes/{plan}",                  TowardsChild(AnswerNeedsChanged),   council::child::changes::decide),
    ]
}

/// Seeing how it worked.
#[rustfmt::skip]
fn review_routes() -> Vec<Route> {
    vec![
        get("/family/{child}/review",                                     TowardsChild(ViewReview),           family::review::show),
        get("/family/{child}/calendar.ics",                               TowardsChild(ViewReview),           family::calendar::show),
        get("/family/{child}/calendar",                                   TowardsChild(ViewReview),           family::calendar::page),
        post("/family/{child}/calendar/link",                             TowardsChild(MakeCalendarLink),     family::calendar::make),
        post("/family/{child}/calendar/end",                              TowardsChild(MakeCalendarLink),     family::calendar::end),
        post("/family/{child}/review/ask",                                TowardsChild(AskForReview),         family::review::ask),
        post("/family/{child}/review/say",                                TowardsChild(SayAtReview),          family::review::say),
        post("/family/{child}/review/outcome",                            TowardsChild(SayAtReview),          family::review::outcome),
        get("/family/{child}/review/paper",                               TowardsChild(ViewReview),           family::review::sheet),
        get("/family/{child}/review/{review}",                            TowardsChild(ViewReview),           family::review::letter),
        post("/family/{child}/review/{review}/another-look",              TowardsChild(AskForReview),         family::review::another_look),
        post("/family/{child}/review/{review}/learned",                   TowardsChild(AskForReview),         family::review::learn),
        post("/family/{child}/review/{review}/learned/take-back",         TowardsChild(AskForReview),         family::review::take_back),
        get("/family/{child}/messages",                                   TowardsChild(ViewMessages),         family::messages::show),
        post("/family/{child}/messages",                                  TowardsChild(WriteMessage),         family::messages::begin),
        get("/family/{child}/messages/{thread}",                          TowardsChild(ViewMessages),         family::messages::thread),
        post("/family/{child}/messages/{thread}",                         TowardsChild(WriteMessage),         family::messages::write),
        get("/council/children/{child}/messages",                         TowardsChild(ViewMessages),         council::child::messages::show),
        post("/council/children/{child}/messages",                        TowardsChild(WriteMessage),         council::child::messages::begin),
        get("/council/children/{child}/messages/{thread}",                TowardsChild(ViewMessages),         council::child::messages::thread),
        post("/council/children/{child}/messages/{thread}",               TowardsChild(WriteMessage),         council::child::messages::write),
        get("/council/children/{child}/review",                           TowardsChild(ViewReview),           council::child::review::overview),
        post("/council/children/{child}/review",                          TowardsChild(HoldReview),           council::child::review::plan),
        get("/council/children/{child}/review/{review}",                  TowardsChild(ViewReview),           council::child::review::show),
        get("/council/children/{child}/review/{review}/letter",           TowardsChild(ViewReview),           council::child::review::letter),
        post("/council/children/{child}/review/{review}/prepare",         TowardsChild(HoldReview),           council::child::review::prepare),
        post("/council/children/{child}/review/{review}/hold",            TowardsChild(HoldReview),           council::child::review::hold),
        post("/council/children/{child}/review/{review}/call-off",        TowardsChild(HoldReview),           council::child::review::call_off),
        post("/council/children/{child}/review/{review}/paper",           TowardsChild(HoldReview),           council::child::review::paper),
        post("/council/children/{child}/review/{review}/decide",          TowardsChild(DecideReview),         council::child::review::decide),
        post("/council/children/{child}/review/{review}/look",            TowardsChild(DecideReview),         council::child::review::look),
        post("/council/children/{child}/review/{review}/learned",         TowardsChild(HoldReview),           council::child::review::share),
    ]
}

/// Personal assistants: their seats, their hours, and who of those that are paid lives with the child.
#[rustfmt::skip]
fn assistant_routes() -> Vec<Route> {
    vec![
        get("/me/hours/{child}",                                          TowardsChild(ViewOwnHours),         family::own_hours::show),
        post("/me/hours/{child}",                                         TowardsChild(HandInHours),          family::own_hours::send),
        post("/me/hours/{child}/take-back",                               TowardsChild(HandInHours),          family::own_hours::back),
        get("/family/{child}/money/assistants",                           TowardsChild(ViewSpending),         family::assistants::show),
        post("/family/{child}/money/assistants",                          TowardsChild(EmployAssistant),      family::assistants::send),
        get("/family/{child}/money/assistants/{seat}",                    TowardsChild(ViewSpending),         family::assistants::one::show),
        post("/family/{child}/money/assistants/{seat}/approve",           TowardsChild(ApproveHours),         family::assistants::one::yes),
        post("/family/{child}/money/assistants/{seat}/ask",               TowardsChild(ApproveHours),         family::assistants::one::ask),
        post("/family/{child}/money/assistants/{seat}/hours",             TowardsChild(ApproveHours),         family::assistants::one::write),
        post("/family/{child}/money/assistants/{seat}/end",               TowardsChild(EmployAssistant),      family::assistants::one::stop),
        get("/family/{child}/money/household",                            TowardsChild(ViewSpending),         family::assistants::household::show),
        post("/family/{child}/money/household",                           TowardsChild(EmployAssistant),      family::assistants::household::send),
        get("/council/children/{child}/money/household",                  TowardsChild(ViewSpending),         council::child::household::show),
        post("/council/children/{child}/money/household",                 TowardsChild(AgreeHousehold),       council::child::household::send),
    ]
}

/// Signing in: for everybody, since nobody is known yet.
#[rustfmt::skip]
fn door() -> Vec<Route> {
    vec![
        get("/sign-in",                     Nothing,                        sign_in::choose::show),
        get("/sign-in/arrived",             Nothing,                        sign_in::choose::arrived),
        get("/sign-in/staff",               Nothing,                        sign_in::staff::show),
        post("/sign-in/staff",              Nothing,                        sign_in::staff::send),
        get("/sign-in/code",                Nothing,                        sign_in::code::show),
        post("/sign-in/code",               Nothing,                        sign_in::code::send),
        get("/sign-in/enrol",               Nothing,                        sign_in::enrol::show),
        post("/sign-in/enrol",              Nothing,                        sign_in::enrol::send),
        get("/sign-in/link",                Nothing,                        sign_in::link::show),
        post("/sign-in/link",               Nothing,                        sign_in::link::send),
        get("/sign-in/link/sent",           Nothing,                        sign_in::link::sent),
        get("/sign-in/link/open",           Nothing,                        sign_in::link::look),
        post("/sign-in/link/open",          Nothing,                        sign_in::link::open),
        get("/sign-in/organisation",        Nothing,                        sign_in::organisation::go),
        get("/sign-in/organisation/back",   Nothing,                        sign_in::organisation::back),
    ]
}

/// What whoever is signed in does about themself.
#[rustfmt::skip]
fn own_account() -> Vec<Route> {
    vec![
        get("/account",                     SignedIn(ManageOwnAccount),     account::home::show),
        get("/account/sessions",            SignedIn(ManageOwnAccount),     account::sessions::show),
        post("/account/sessions/end",       SignedIn(ManageOwnAccount),     account::sessions::end),
        post("/account/sessions/end-all",   SignedIn(ManageOwnAccount),     account::sessions::end_all),
        get("/account/password",            SignedIn(ManageOwnAccount),     account::password::show),
        post("/account/password",           SignedIn(ManageOwnAccount),     account::password::send),
        get("/account/codes",               SignedIn(ManageOwnAccount),     account::codes::show),
        post("/account/codes",              SignedIn(ManageOwnAccount),     account::codes::begin),
        get("/account/codes/new",           SignedIn(ManageOwnAccount),     account::codes::show_new),
        post("/account/codes/new",          SignedIn(ManageOwnAccount),     account::codes::finish),
        get("/account/kept",                SignedIn(ManageOwnAccount),     account::kept::show),
        post("/account/kept/send",          SignedIn(ManageOwnAccount),     account::kept::send),
        post("/account/kept/throw-away",    SignedIn(ManageOwnAccount),     account::kept::throw_away),
        post("/account/sign-out",           SignedIn(ManageOwnAccount),     account::sign_out::send),
    ]
}

/// The pages of the people who work at the authority.
#[rustfmt::skip]
fn office_routes() -> Vec<Route> {
    vec![
        get("/council",                                             InAuthority(ViewWorklist),          council::worklist::show),
        get("/council/search",                                      InAuthority(SearchPeople),          council::search::show),
        get("/council/add-child",                                   InAuthority(AddChild),              council::add_child::show),
        post("/council/add-child",                                  InAuthority(AddChild),              council::add_child::send),
        get("/council/children/{child}",                            TowardsChild(ViewChild),            council::child::overview::show),
        get("/council/children/{child}/people",                     TowardsChild(ViewChild),            council::child::people::show),
        post("/council/children/{child}/people",                    TowardsChild(Relate),               council::child::people::add),
        post("/council/children/{child}/people/group",              TowardsChild(Relate),               council::child::people::add_group),
        post("/council/children/{child}/people/end",                TowardsChild(Relate),               council::child::people::end),
        post("/council/children/{child}/people/restrict",           TowardsChild(Restrict),             council::child::people::restrict),
        post("/council/children/{child}/people/address",            TowardsChild(Restrict),             council::child::people::address),
        post("/council/children/{child}/people/invite",             TowardsChild(Invite),               council::child::people::invite),
        get("/council/children/{child}/answers",                    TowardsChild(ViewAnswers),          council::child::answers::show),
        post("/council/children/{child}/answers/open",              TowardsChild(OpenAssessment),       council::child::answers::open),
        post("/council/children/{child}/answers/settle",            TowardsChild(SettleAnswers),        council::child::answers::settle),
        post("/council/children/{child}/answers/more",              TowardsChild(SettleAnswers),        council::child::answers::more),
        post("/council/children/{child}/answers/again",             TowardsChild(SettleAnswers),        council::child::answers::again),
        post("/council/children/{child}/answers/tell",              TowardsChild(SettleAnswers),        council::child::answers::tell),
        get("/council/children/{child}/paper",                      TowardsChild(EnterPaper),           council::child::paper::show),
        post("/council/children/{child}/paper",                     TowardsChild(EnterPaper),           council::child::paper::send),
        get("/council/children/{child}/budget",                     TowardsChild(ViewBudget),           council::child::budget::show),
        post("/council/children/{child}/budget/ask",                TowardsChild(AskExceptional),       council::child::budget::ask),
        post("/council/children/{child}/budget/decide",             TowardsChild(AdjustBudget),         council::child::budget::decide),
        post("/council/children/{child}/budget/challenge",          TowardsChild(AnswerChallenge),      council::child::budget::answer_challenge),
        get("/council/children/{child}/packages",                   TowardsChild(ViewBudget),           council::child::packages::show),
        post("/council/children/{child}/packages",                  TowardsChild(RecordPackage),        council::child::packages::send),
        post("/council/children/{child}/packages/end",              TowardsChild(RecordPackage),        council::child::packages::end),
        get("/council/children/{child}/notes",                      TowardsChild(ViewNotes),            council::child::notes::show),
        post("/council/children/{child}/notes",                     TowardsChild(WriteNote),            council::child::notes::send),
        get("/council/children/{child}/history",                    TowardsChild(ViewWhoLooked),        council::child::history::show),
        get("/council/children/{child}/details",                    TowardsChild(EditIdentity),         council::child::details::show),
        post("/council/children/{child}/details",                   TowardsChild(EditIdentity),         council::child::details::send),
        get("/council/children/{child}/holds",                      TowardsChild(HoldRecord),           council::child::holds::show),
        post("/council/children/{child}/holds",                     TowardsChild(HoldRecord),           council::child::holds::send),
        post("/council/children/{child}/holds/lift",                TowardsChild(HoldRecord),           council::child::holds::send_lift),
        get("/council/open-record",                                 InAuthority(BreakGlass),            council::open_record::show),
        post("/council/open-record",                                InAuthority(BreakGlass),            council::open_record::send),
        get("/council/opened-records",                              InAuthority(ReviewBreakGlass),      council::opened_records::show),
        post("/council/opened-records",                             InAuthority(ReviewBreakGlass),      council::opened_records::send),
        get("/council/schemes",                                     InAuthority(ViewSchemes),           council::schemes::list::show),
        get("/council/schemes/check",                               InAuthority(PublishScheme),         council::schemes::check::show),
        post("/council/schemes/upload",                             InAuthority(PublishScheme),         council::schemes::check::send),
        post("/council/schemes/publish",                            InAuthority(PublishScheme),         council::schemes::check::publish_checked),
        get("/council/schemes/{version}",                           InAuthority(ViewSchemes),           council::schemes::version::show),
        post("/council/schemes/{version}/in-force",                 InAuthority(PublishScheme),         council::schemes::version::send_in_force),
        post("/council/schemes/{version}/withdraw",                 InAuthority(PublishScheme),         council::schemes::version::send_withdrawal),
        get("/council/pot",                                         InAuthority(ViewPot),               council::pot::show),
        post("/council/pot",                                        InAuthority(ManagePot),             council::pot::send),
        post("/council/pot/over",                                   InAuthority(AllowOverCommitment),   council::pot::send_over),
        get("/council/need-beside-spend",                           InAuthority(ViewNeedBesideSpend),   council::need_beside_spend::show),
        get("/council/need-beside-spend.csv",                       InAuthority(ViewNeedBesideSpend),   council::need_beside_spend::csv),
        get("/council/need-beside-spend/published.csv",             InAuthority(ViewNeedBesideSpend),   council::need_beside_spend::published_csv),
        get("/council/import",                                      InAuthority(ImportPeople),          council::import::show),
        get("/council/import/template/{kind}",                      InAuthority(ImportPeople),          council::import::template),
        post("/council/import/check",                               InAuthority(ImportPeople),          council::import::check),
        get("/council/import/check/{upload}",                       InAuthority(ImportPeople),          council::import::show_dry),
        post("/council/import/run",                                 InAuthority(ImportPeople),          council::import::run),
        post("/council/import/undo",                                InAuthority(ImportPeople),          council::import::send_undo),
        get("/council/import/{run}",                                InAuthority(ImportPeople),          council::import::show_run),
        get("/council/staff",                                       InAuthority(ManageStaff),           council::staff::show),
        post("/council/staff",                                      InAuthority(ManageStaff),           council::staff::send),
        post("/council/staff/end",                                  InAuthority(ManageStaff),           council::staff::send_end),
        post("/council/staff/group",                                InAuthority(ManageStaff),           council::staff::send_group),
        post("/council/staff/anew",                                 InAuthority(ManageStaff),           council::staff::send_anew),
        get("/council/audit",                                       InAuthority(ViewAuditLog),          council::audit::show),
        get("/council/audit.csv",                                   InAuthority(ExportAuditLog),        council::audit::csv),
    ]
}

/// A scheme from an authority's own cases.
#[rustfmt::skip]
fn studio_routes() -> Vec<Route> {
    vec![
        get("/council/studio",                                      InAuthority(ViewStudies),           council::studio::list::show),
        post("/council/studio/records",                             InAuthority(MakeStudy),             council::studio::list::send_records),
        post("/council/studio/file",                                InAuthority(MakeStudy),             council::studio::list::send_file),
        get("/council/studio/methods",                              InAuthority(ViewStudies),           council::studio::methods::show),
        get("/council/studio/{study}",                              InAuthority(ViewStudies),           council::studio::check::show),
        get("/council/studio/{study}/choose",                       InAuthority(MakeStudy),             council::studio::choose::show),
        post("/council/studio/{study}/choose",                      InAuthority(MakeStudy),             council::studio::choose::send),
        get("/council/studio/{study}/run",                          InAuthority(ViewStudies),           council::studio::run::show),
        post("/council/studio/{study}/cancel",                      InAuthority(MakeStudy),             council::studio::run::send_cancel),
        get("/council/studio/{study}/results",                      InAuthority(ViewStudies),           council::studio::results::show),
        get("/council/studio/{study}/report",                       InAuthority(ViewStudies),           council::studio::results::show_report),
        post("/council/studio/{study}/sign",                        InAuthority(SignStudy),             council::studio::results::send_signature),
        post("/council/studio/{study}/publish",                     InAuthority(PublishScheme),         council::studio::results::send_publication),
        get("/council/studio/{study}/file/{name}",                  InAuthority(ViewStudies),           council::studio::files::give),
    ]
}

/// The service: all routes behind the guard, and the files that pages are dressed with.
pub fn router(app: App) -> Router {
    let behind_guard = |post: Post| middleware::from_fn_with_state((app.clone(), post), guard);
    let mut router: Router<App> = Router::new();
    for route in routes(app.mode) {
        let child_at = route.path.split('/').position(|part| part == "{child}");
        let post = Post { needs: route.needs, purpose: route.purpose, child_at };
        router = router.route(route.path, route.page.layer(behind_guard(post)));
    }
    let nowhere = Post { needs: Nothing, purpose: Purpose::OwnLife, child_at: None };
    let not_found = axum::routing::any(|| async { Fault::NotFound }).layer(behind_guard(nowhere));
    let is_secure = app.is_secure();
    router
        .route("/healthz", axum::routing::get(service::health::show))
        .route("/assets/{name}", axum::routing::get(assets::serve))
        .route("/licences", axum::routing::get(assets::licences))
        .fallback(not_found)
        // files are read in pieces and counted; see `sent`
        .layer(DefaultBodyLimit::max(crate::sent::MOST_FILE_BYTES + 1024 * 1024))
        .layer(middleware::map_response(move |response: Response| async move { secured(response, is_secure) }))
        .with_state(app)
}
