//! `/family/{child}/money/…`: what a family spends. Bank statements with one plain question at a time, and what is written down
//! by hand: receipts, bills, cash, miles, hours.

pub mod columns;
pub mod line;
pub mod questions;
pub mod record;
pub mod records;
pub mod statement;
pub mod statements;
pub mod write_down;

use std::fmt::Display;

use actions::spending::{LineView, SpendingView, view};
use actions::{ActionError, Problem};
use seven_core::matching::{ExpectedKind, Reason, Why};
use seven_core::spending::books::Standing;
use seven_core::{PersonId, PieceId};
use store::people;
use store::spending::lines::LineState;
use store::spending::matches::StoredMatch;

use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::parts::show::{Tag, Tone};
use crate::query::told;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
pub(crate) const FOLDER: &str = "family/spending";

/// A child's spending as a family page needs it.
struct Till {
    visit: Visit,
    w: PageWords,
    child: PersonId,
    /// What the child is called.
    name: String,
    view: SpendingView,
}

impl Till {
    /// Loads it.
    async fn open(visit: Visit) -> Result<Till, Fault> {
        let child = visit.child()?;
        let view = view(&visit.signed_caller()?, child).await?;
        let mut reading = visit.reading().await?;
        let name = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?.name.first().to_owned();
        drop(reading);
        let w = visit.words(FOLDER);
        Ok(Till { visit, w, child, name, view })
    }

    /// Who entered something for the family from its paper.
    async fn entered_by(&self, person: PersonId) -> Result<String, Fault> {
        let found = people::find(&mut self.visit.reading().await?, person).await?;
        let name = found.map(|person| person.name.shown()).unwrap_or_default();
        Ok(self.w.say("from-paper", &[("name", &name)]))
    }

    /// The address of a page.
    fn at(&self, page: &str) -> String {
        format!("/family/{}/money{page}", self.child)
    }

    /// A page with the way back.
    fn page(&self, title: impl Into<String>, back: Link) -> Page {
        let mut page = told(&self.visit, self.w, self.visit.page(self.w, title));
        page.back = Some(back);
        page
    }

    fn to_statements(&self) -> Link {
        Link::new(self.w.t("to.statements"), self.at("/statements"))
    }

    fn to_records(&self) -> Link {
        Link::new(self.w.t("to.records"), self.at("/records"))
    }

    fn line(&self, id: &str) -> Result<&LineView, Fault> {
        self.view.lines.iter().find(|line| line.stored.id.to_string() == id).ok_or(Fault::NotFound)
    }

    /// What a line of the plan is.
    fn what(&self, piece: PieceId) -> String {
        let found = self.view.plan.iter().find(|line| line.piece == piece);
        found.map_or_else(|| self.w.t("for.old-line").to_owned(), |line| line.what.clone())
    }

    /// What a line was for.
    fn for_what(&self, made: &StoredMatch) -> String {
        if made.kind == ExpectedKind::PlanLine {
            let piece = made.target.parse().ok();
            return piece.map_or_else(String::new, |piece| self.what(piece));
        }
        if made.kind == ExpectedKind::ScheduledPayment {
            return self.w.t("for.payment").to_owned();
        }
        match self.view.records.iter().find(|kept| kept.id.to_string() == made.target) {
            Some(kept) => {
                let kind = self.kind(kept.record.kind);
                self.w.say("for.record", &[("kind", &kind), ("payee", &kept.record.payee)])
            }
            None => self.w.t("for.written-down").to_owned(),
        }
    }

    /// What a kind of record is called.
    fn kind(&self, kind: ExpectedKind) -> &'static str {
        self.w.find(&format!("kind.{}", kind.code())).unwrap_or_default()
    }

    /// How something stands in the books, in words.
    fn standing(&self, standing: Standing) -> String {
        let key = match standing {
            Standing::Posted(_) => "standing.posted".to_owned(),
            Standing::ToPost(_) => "standing.to-post".to_owned(),
            Standing::Shown(_) => "standing.shown".to_owned(),
            Standing::CameIn => "standing.came-in".to_owned(),
            Standing::Not(why) => format!("standing.{}", why.code()),
        };
        self.w.find(&key).unwrap_or_default().to_owned()
    }

    /// How a line stands, in a word.
    fn state(&self, line: &LineView) -> Tag {
        let w = self.w;
        match line.stored.state {
            LineState::Matched => Tag::new(w.t("state.matched"), Tone::Good),
            LineState::Asked => Tag::new(w.t("state.asked"), Tone::Attention),
            LineState::Left if line.stored.line.pence.0 > 0 => Tag::new(w.t("state.in"), Tone::Calm),
            LineState::Left => Tag::new(w.t("state.left"), Tone::Active),
        }
    }

    /// Lines that somebody is asked about, the earliest first.
    fn asked(&self) -> Vec<&LineView> {
        let mut asked: Vec<&LineView> = self
            .view
            .lines
            .iter()
            .filter(|line| line.stored.state == LineState::Asked && line.question.is_some())
            .collect();
        asked.reverse();
        asked
    }

    /// Money out that nobody has said anything about, the earliest first.
    fn left(&self) -> Vec<&LineView> {
        let is_asked = |line: &&LineView| line.stored.state == LineState::Asked && line.question.is_some();
        let open = |line: &&LineView| line.stored.state != LineState::Matched && line.stored.line.pence.0 < 0;
        let mut left: Vec<&LineView> = self.view.lines.iter().filter(open).filter(|line| !is_asked(line)).collect();
        left.reverse();
        left
    }
}

/// Who was paid, as the bank writes it.
fn payee(w: PageWords, line: &LineView) -> String {
    let line = &line.stored.line;
    let told = [&line.payee, &line.reference].into_iter().map(|text| text.trim()).find(|text| !text.is_empty());
    told.map_or_else(|| w.t("nobody-named").to_owned(), str::to_owned)
}

/// Why something was matched, in words.
fn reasons(w: PageWords, why: Why) -> Vec<String> {
    let days = why.days();
    let one = |reason: Reason| match reason {
        Reason::DaysApart => w.count("reason.days-apart", days.into()),
        _ => w.find(&format!("reason.{}", reason.code())).unwrap_or_default().to_owned(),
    };
    why.reasons().map(one).collect()
}

/// What a rule or a field says, with the field. A file that was refused is told with what is wrong and what to do.
pub(crate) fn said(w: PageWords, error: ActionError) -> Result<Vec<(String, String)>, Fault> {
    let problems = match error {
        ActionError::Rule(problem) => vec![problem],
        ActionError::Invalid(problems) => problems,
        other => return Err(other.into()),
    };
    Ok(problems.iter().map(|problem| (problem.field.clone(), in_words(w, problem))).collect())
}

fn in_words(w: PageWords, problem: &Problem) -> String {
    let values: Vec<(&str, &dyn Display)> =
        problem.values.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    let kind = value(problem, "kind");
    match w.find(&format!("refused.{kind}")).filter(|_| !kind.is_empty()) {
        Some(_) => {
            let why = value(problem, "why");
            let detail = w.say("refused-detail", &[("why", &why)]);
            format!("{} {detail}", w.say(&format!("refused.{kind}"), &values))
        }
        None => w.say(&format!("problem.{}", problem.code), &values),
    }
}

fn value<'p>(problem: &'p Problem, name: &str) -> &'p str {
    problem.values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}
