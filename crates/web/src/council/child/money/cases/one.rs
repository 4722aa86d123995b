//! One case: what it says, where it stands, its letters, and the steps that this visitor may take now.

use actions::money::fund_holders;
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::money::MoneyCase;
use seven_core::money::case::{CaseStatus, Reconsideration};
use seven_core::money::grounds::CaseKind;
use seven_core::{CaseId, Pence};
use store::papers::{self, Stored};

use super::super::super::{Known, home};
use super::{FOLDER, tag};
use crate::case_letters;
use crate::council::layout::{Form, Office, query};
use crate::council::shown;
use crate::documents::printed;
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::document::Blocks;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Row, SummaryList, Table};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The most that is taken as words, in characters.
pub(super) const MOST_CHARACTERS: usize = 4_000;

/// The page.
pub async fn show(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &id, &Posted::empty(visit.words(FOLDER))).await
}

async fn find(visit: &Visit, id: &str) -> Result<Stored<MoneyCase>, Fault> {
    let id: CaseId = id.parse().map_err(|_| Fault::NotFound)?;
    Ok(papers::find_of(&mut visit.reading().await?, visit.child()?, id).await?)
}

/// The page with what came of a form.
pub(super) async fn page(visit: &Visit, id: &str, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let case = find(visit, id).await?;
    let at = format!("{}/money/cases", home(known.child.id));
    let own = format!("{at}/{}", case.id);
    let title = w.say(
        "one_title",
        &[("kind", &shown::coded(w, "kind", case.paper.kind.code())), ("stream", &called(&case.paper.stream))],
    );
    let mut office = known.page(visit, w, "money").mended(posted).link(w.t("all"), &at).heading(&title);
    office = office.with(&tag(w, &case.paper)).with(&facts(visit, w, &case.paper).await?);
    if !case.paper.hardship_plan.is_empty() {
        office = office.with(&parts(w, &case.paper));
    }
    office = office.heading(w.t("letters"));
    for (step, on) in case.paper.letters() {
        let name = shown::coded(w, "letter", step.code());
        let text = w.say("letter_of", &[("name", &name), ("day", &shown::day(on))]);
        office = office.link(&text, &format!("{own}/letter/{}", step.code()));
    }
    let holders = fund_holders(&mut visit.reading().await?, known.child.id).await?;
    Steps { w, visit, known: &known, posted, at: own, case: &case, holders }.all(office).shown()
}

async fn facts(visit: &Visit, w: PageWords, case: &MoneyCase) -> Result<SummaryList, Fault> {
    let mut reading = visit.reading().await?;
    let mut rows = Vec::new();
    let mut sum = |key: &str, sum: Pence| {
        if sum > Pence::ZERO {
            rows.push(Row::new(w.t(key), sum.to_string()));
        }
    };
    sum("fact.amount", case.amount);
    sum("fact.was", case.lowered_from.unwrap_or_default());
    sum("fact.came", case.recovered);
    rows.extend([
        Row::new(w.t("fact.ground"), case.ground_words.clone()),
        Row::new(w.t("fact.shown-by"), case.shown_by.clone()),
        Row::new(w.t("fact.about"), shown::day(case.about_day)),
        Row::new(w.t("fact.reasons"), case.reasons.clone()),
        Row::new(w.t("fact.answer-by"), shown::day(case.answer_by)),
        Row::new(w.t("fact.from"), shown::day(case.can_take_effect_from())),
    ]);
    let opened = Some((case.opened.0, case.opened.1, String::new()));
    let decided = case.decided.map(|(by, on)| (by, on, String::new()));
    let looked = case.reconsidered.clone().map(|(by, on, found, why)| {
        let found = shown::coded(w, "found", found.code());
        (by, on, format!("{found}: {why}"))
    });
    let steps = [
        ("fact.opened", opened),
        ("fact.answered", case.answer.clone()),
        ("fact.decided", decided),
        ("fact.asked-again", case.asked_again.clone()),
        ("fact.looked", looked),
    ];
    for (key, step) in steps {
        let Some((by, on, words)) = step else { continue };
        let name = name_of(&mut reading, by).await?;
        let said = w.say("by", &[("name", &name), ("day", &shown::day(on))]);
        let said = if words.is_empty() { said } else { format!("{said}: {words}") };
        rows.push(Row::new(w.t(key), said));
    }
    Ok(SummaryList::new(rows))
}

fn parts(w: PageWords, case: &MoneyCase) -> Table {
    let columns = vec![Column::day(w.t("parts.day")), Column::number(w.t("parts.sum"))];
    let row = |(on, sum): &(jiff::civil::Date, Pence)| vec![Cell::text(shown::day(*on)), Cell::text(sum.to_string())];
    Table::new(w, w.t("parts.title"), columns, case.hardship_plan.iter().map(row).collect())
}

/// The forms of the next steps.
struct Steps<'a> {
    w: PageWords,
    visit: &'a Visit,
    known: &'a Known,
    posted: &'a Posted,
    at: String,
    case: &'a Stored<MoneyCase>,
    /// Who could hold the money after it was stopped, beside the council.
    holders: Vec<String>,
}

impl Steps<'_> {
    fn all(&self, office: Office) -> Office {
        let case = &self.case.paper;
        let decides = self.known.may(Action::DecideMoneyCase);
        let writes = self.known.may(Action::AnswerMoneyCase);
        match case.status {
            CaseStatus::Notice => {
                let office = if writes { self.words(office, "answer") } else { office };
                if decides { self.decide(office) } else { office }
            }
            CaseStatus::Decided if case.asked_again.is_some() => {
                if decides {
                    self.look(office)
                } else {
                    office
                }
            }
            CaseStatus::Decided | CaseStatus::Reconsidered => {
                let may_ask = writes && case.status == CaseStatus::Decided;
                let office = if may_ask { self.words(office, "again") } else { office };
                if decides { self.effect(office) } else { office }
            }
            CaseStatus::InEffect if case.kind == CaseKind::Recover => self.coming_back(office, decides),
            _ => office,
        }
    }

    fn form(&self, step: &str) -> Form {
        Form::new(self.visit, format!("{}/{step}", self.at)).hidden("version", self.case.version)
    }

    /// What the family said on paper or on the phone.
    fn words(&self, office: Office, step: &str) -> Office {
        let w = self.w;
        let form = self
            .form(step)
            .field(&self.posted.field(step).text_area(MOST_CHARACTERS))
            .button(Button::new(w.t("write-down")).secondary());
        office.heading(&shown::coded(w, "paper", step)).say(w.t("paper_lead")).with(&form)
    }

    fn decide(&self, office: Office) -> Office {
        let w = self.w;
        let form = self
            .form("decide")
            .button(Button::new(w.t("keep")).warning().sends("keeps", "yes"))
            .button(Button::new(w.t("drop")).secondary().sends("keeps", "no"));
        let lead = w.say("decide_lead", &[("day", &shown::day(self.case.paper.answer_by))]);
        office.heading(w.t("decide")).say(&lead).with(&form)
    }

    fn look(&self, office: Office) -> Office {
        let w = self.w;
        let found = Reconsideration::ALL.iter();
        let found = found.map(|one| Choice::new(one.code(), shown::coded(w, "found", one.code()))).collect();
        let mut form = self.form("look").field(&self.posted.field("found").radios(found));
        if self.case.paper.amount > Pence::ZERO {
            form = form.field(&self.posted.field("amount").money());
        }
        let form =
            form.field(&self.posted.field("reasons").text_area(MOST_CHARACTERS)).button(Button::new(w.t("look")));
        office.heading(w.t("look_title")).say(w.t("look_lead")).with(&form)
    }

    fn effect(&self, office: Office) -> Office {
        let w = self.w;
        let from = self.case.paper.can_take_effect_from();
        let office = office.heading(w.t("effect"));
        if self.visit.moment.today < from {
            return office.say(&w.say("effect_later", &[("day", &shown::day(from))]));
        }
        let mut form = self.form("effect");
        let stops = matches!(self.case.paper.kind, CaseKind::Stop | CaseKind::Refuse);
        if stops && !self.holders.is_empty() {
            let council = Choice::new("", w.t("holder.council"));
            let others = self.holders.iter().map(|name| Choice::new(name.clone(), name.clone()));
            let all = [council].into_iter().chain(others).collect();
            form = form.field(&self.posted.field("holder").select(all).without_blank());
        }
        office.say(w.t("effect_lead")).with(&form.button(Button::new(w.t("effect")).warning()))
    }

    fn coming_back(&self, office: Office, decides: bool) -> Office {
        let w = self.w;
        let left = self.case.paper.still_asked();
        let mut office = office;
        if decides {
            let form = self
                .form("parts")
                .field(&self.posted.field("count").text())
                .field(&self.posted.field("first").date())
                .button(Button::new(w.t("parts_send")).secondary());
            let lead = w.say("parts_lead", &[("left", &left)]);
            office = office.heading(w.t("parts.title")).say(&lead).with(&form);
        }
        if self.known.may(Action::CorrectEntry) {
            let form =
                self.form("came-back").field(&self.posted.field("came").money()).button(Button::new(w.t("came_back")));
            office = office.heading(w.t("came_back")).say(&w.say("came_lead", &[("left", &left)])).with(&form);
        }
        office
    }
}

/// One of its letters.
pub async fn letter(visit: Visit, Path((_, id, step)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(&visit).await?;
    let case = find(&visit, &id).await?;
    let document = case_letters::letter(&visit, &known.child, &case, &step)?;
    if let (Some("pdf"), Some(documents)) = (query(&visit, "as").as_deref(), &visit.app.documents) {
        return printed(documents, document, "letter").await;
    }
    let at = format!("{}/money/cases/{id}", home(known.child.id));
    let mut office = known.page(&visit, w, "money").link(w.t("back_to_case"), &at);
    if visit.app.documents.is_some() {
        office = office.link(w.t("pdf"), &format!("{at}/letter/{step}?as=pdf"));
    }
    let title = document.title.plain();
    office.heading(&title).say(&document.day_text).with(&Blocks::new(document.blocks)).shown()
}
