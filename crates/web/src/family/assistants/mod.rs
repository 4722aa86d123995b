//! `/family/{child}/money/assistants`: the people whom the family employs with its direct payment: what waits for a yes, and giving
//! somebody a seat.

pub mod household;
pub mod one;

use std::fmt::Display;

use actions::assistants::{AssistantView, NewAssistant, assistants, invite};
use actions::people::Letter;
use actions::spending::{LineOfPlan, lines_of_plans};
use actions::{ActionError, Problem};
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::PersonId;
use seven_core::access::Action;
use seven_core::assistant::{AssistantStatus, HoursStatus};
use seven_core::money::grounds;
use seven_core::plan::support::UnitPrice;
use seven_core::settings::Settings;
use store::people;

use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::{Fault, broken};
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::layout::Page;
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::query::told;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "family/assistants";

/// What the pages of this folder share.
struct Home {
    visit: Visit,
    w: PageWords,
    child: PersonId,
    name: String,
}

impl Home {
    async fn open(visit: Visit) -> Result<Home, Fault> {
        let child = visit.child()?;
        let mut reading = visit.reading().await?;
        let name = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?.name.first().to_owned();
        drop(reading);
        let w = visit.words(FOLDER);
        Ok(Home { visit, w, child, name })
    }

    fn at(&self, page: &str) -> String {
        format!("/family/{}/money{page}", self.child)
    }

    fn page(&self, title: &str, back: Link) -> Page {
        let mut page = told(&self.visit, self.w, self.visit.page(self.w, title));
        page.back = Some(back);
        page
    }

    /// The lines of the plan whose money the family holds and that are not over.
    async fn lines(&self) -> Result<Vec<LineOfPlan>, Fault> {
        let today = self.visit.moment.today;
        let all = lines_of_plans(&mut self.visit.reading().await?, self.child).await?;
        Ok(all.into_iter().filter(|line| line.is_with_family == Some(true) && line.stretch.until >= today).collect())
    }

    /// What the law of a stream says about paying somebody of the household, with where it stands.
    fn rule(&self, streams: &[&str]) -> Result<Vec<String>, Fault> {
        let packs = grounds::known().map_err(|error| broken(&error))?;
        let mut rules = Vec::new();
        for stream in streams {
            let pack = grounds::of_stream(&packs, stream, self.visit.moment.today);
            let Some(rule) = pack.and_then(|pack| pack.household.as_ref()) else { continue };
            let text = self.w.say("rule", &[("words", &rule.words), ("source", &rule.source)]);
            if !rules.contains(&text) {
                rules.push(text);
            }
        }
        Ok(rules)
    }

    /// Puts to its fields what an action refused; faults of another kind are the page's.
    fn refuse(&self, posted: &mut Posted, field: &str, error: ActionError) -> Result<(), Fault> {
        let problems = match error {
            ActionError::Rule(problem) => vec![problem],
            ActionError::Invalid(problems) => problems,
            ActionError::Store(store::StoreError::Changed(_)) => vec![Problem::new("", "changed-meanwhile")],
            other => return Err(other.into()),
        };
        for problem in problems {
            let values: Vec<(&str, &dyn Display)> =
                problem.values.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
            let own = if problem.field.is_empty() { field } else { &problem.field };
            posted.refuse_in_words(own, self.w.say(&format!("problem.{}", problem.code), &values));
        }
        Ok(())
    }
}

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let home = Home::open(visit).await?;
    page(&home, &Posted::empty(home.w)).await
}

async fn page(home: &Home, posted: &Posted) -> Result<Response, Fault> {
    let w = home.w;
    let seats = assistants(&home.visit.signed_caller()?, home.child).await?;
    let title = w.say("title", &[("name", &home.name)]);
    let back = Link::new(w.t("to.money"), home.at(""));
    let mut sheet = Sheet::new(home.page(&title, back), title).lead(w.t("lead")).mended(posted);
    sheet = match seats.is_empty() {
        true => sheet.with(&Empty::new(w, w.t("none"))),
        false => sheet.with(&table(home, &seats)),
    };
    if home.visit.opens(Action::EmployAssistant) {
        sheet = invitation(home, sheet, posted).await?;
    }
    sheet.links(&[Link::new(w.t("to.household"), home.at("/household"))]).shown()
}

/// Everybody who works for the family, or did.
fn table(home: &Home, seats: &[AssistantView]) -> Table {
    let w = home.w;
    let columns =
        ["who", "line", "left", "state"].map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
    let row = |view: &AssistantView| {
        let paper = &view.seat.paper;
        let waiting = view.hours.iter().filter(|one| one.stored.paper.status == HoursStatus::HandedIn).count();
        let state = match (paper.status, u64::try_from(waiting).unwrap_or(0)) {
            (_, count @ 1..) => Tag::new(w.count("state.waiting", count), Tone::Attention),
            (AssistantStatus::Working, _) => Tag::new(w.t("state.working"), Tone::Good),
            (AssistantStatus::Ended, _) => Tag::new(w.t("state.ended"), Tone::Calm),
        };
        vec![
            Cell::link(paper.name.clone(), home.at(&format!("/assistants/{}", view.seat.id))),
            Cell::text(view.line.as_ref().map(|line| line.what.clone()).unwrap_or_default()),
            Cell::text(view.left.map(|left| w.say("hours-left", &[("hours", &left)])).unwrap_or_default()),
            Cell::Tag(state),
        ]
    };
    Table::new(w, w.t("all"), columns.to_vec(), seats.iter().map(row).collect())
}

/// The form that gives somebody a seat.
async fn invitation(home: &Home, mut sheet: Sheet, posted: &Posted) -> Result<Sheet, Fault> {
    let w = home.w;
    let lines = home.lines().await?;
    sheet = sheet.heading("invite", w.t("invite.title"));
    if lines.is_empty() {
        return Ok(sheet.say(w.t("invite.no-line")));
    }
    let streams: Vec<&str> = lines.iter().map(|line| line.stream.as_str()).collect();
    let choice = |line: &LineOfPlan| {
        let text = match line.wage {
            Some(wage) => w.say("line-paid", &[("what", &line.what), ("wage", &wage)]),
            None => line.what.clone(),
        };
        Choice::new(line.piece.to_string(), text)
    };
    let form = Form::new(&home.visit, home.at("/assistants"))
        .field(&posted.field("given").text().at_most(300).autocomplete("off"))
        .field(&posted.field("family").text().at_most(300).autocomplete("off"))
        .field(&posted.field("email").text().email().autocomplete("off"))
        .field(&posted.field("line").select(lines.iter().map(choice).collect()))
        .field(&posted.field("wage").money())
        .field(&lives(home, posted))
        .field(&posted.field("why").text_area(1_000).rows(3))
        .button(Button::new(w.t("invite.send")));
    sheet = sheet.say(w.t("invite.lead"));
    let rules = home.rule(&streams)?;
    if !rules.is_empty() {
        sheet = sheet.set_apart("information", &rules);
    }
    Ok(sheet.with(&form))
}

/// Whether somebody lives with the child: asked once about each who is paid.
fn lives(home: &Home, posted: &Posted) -> crate::parts::form::Choices {
    let w = home.w;
    let given = posted.value("lives");
    let choices = [("no", "lives.no"), ("yes", "lives.yes")];
    posted
        .field("lives")
        .radios(choices.map(|(code, key)| Choice::new(code, w.find(key).unwrap_or(code)).chosen(given == code)).into())
}

/// Gives somebody a seat.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let home = Home::open(visit).await?;
    let w = home.w;
    let mut posted = sent.posted(w);
    let lines = home.lines().await?;
    let line = lines.iter().find(|line| line.piece.to_string() == posted.value("line"));
    if line.is_none() {
        posted.refuse_in_words("line", w.t("problem.choose-from-the-list"));
    }
    let typed = posted.value("wage");
    let wage = match (typed.is_empty(), line.and_then(|line| line.wage)) {
        (true, Some(wage)) => Some(wage),
        _ => UnitPrice::read(typed).ok(),
    };
    if wage.is_none() {
        posted.refuse_in_words("wage", w.t("problem.wage"));
    }
    let (Some(line), Some(wage)) = (line, wage) else { return page(&home, &posted).await };
    let new = NewAssistant {
        given: posted.value("given").to_owned(),
        family: posted.value("family").to_owned(),
        email: posted.value("email").to_owned(),
        line: line.piece,
        wage,
        lives_with_child: ["no", "yes"].contains(&posted.value("lives")).then(|| posted.value("lives") == "yes"),
        why: posted.value("why").to_owned(),
    };
    match invite(&home.visit.signed_caller()?, home.child, new, &letter(&home)).await {
        Ok(id) => Ok(Redirect::to(&home.at(&format!("/assistants/{id}?done=invited"))).into_response()),
        Err(error) => {
            home.refuse(&mut posted, "email", error)?;
            page(&home, &posted).await
        }
    }
}

/// What the assistant is written: no name but the council's, since nobody knows yet who reads it.
fn letter(home: &Home) -> Letter {
    let (w, visit) = (home.w, &home.visit);
    let settings = Settings::read(&visit.authority.settings);
    let desk = settings.email.or(settings.phone).unwrap_or_else(|| visit.authority.name.clone());
    let address = format!("{}/sign-in/link", visit.app.here(&visit.authority));
    let values: [(&str, &dyn Display); 3] =
        [("authority", &visit.authority.name), ("address", &address), ("desk", &desk)];
    Letter { subject: w.say("letter.subject", &values), body: w.say("letter.body", &values) }
}
