//! `/family/{child}/answers`: a round of answering. Everybody writes on their own sheet; here are its pages.

pub mod all;
pub mod check;
pub mod overview;
pub mod question;
pub mod sharing;
pub mod side_by_side;

use std::sync::Arc;

use actions::ActionError;
use actions::assessment::{Round, capacity_of, viewer_of};
use axum::response::{IntoResponse, Redirect, Response};
use ras::scheme::{Question, Words};
use seven_core::access::{Permit, Seat};
use seven_core::assessment::{Capacity, Viewer};
use seven_core::document::Style;
use seven_core::{AssessmentId, PersonId};
use store::StoreError;
use store::sheets::StoredSheet;

use crate::asking::{Asker, is_theirs};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::query::{kept, scheme_words, style, told};
use crate::visit::Visit;
use crate::words::PageWords;

/// Everything that a page about a round needs.
pub(crate) struct Desk {
    pub visit: Visit,
    pub w: PageWords,
    pub round: Round,
    pub words: Words,
    pub style: Style,
    pub person: PersonId,
    pub seat: Seat,
}

impl Desk {
    /// Loads the round that an address names.
    pub async fn open(visit: Visit, folder: &str, round: &str) -> Result<Desk, Fault> {
        let w = visit.words(folder);
        let id: AssessmentId = round.parse().map_err(|_| Fault::NotFound)?;
        let child = visit.child()?;
        let person = visit.person().ok_or(Fault::SignInFirst)?;
        let seat = visit.permit.as_ref().and_then(Permit::seat).ok_or(Fault::NotFound)?;
        let mut reading = visit.reading().await?;
        let round = Round::load(&mut reading, child, id, visit.moment.today).await?;
        drop(reading);
        let style = style(&visit);
        let words = scheme_words(&round.loaded.scheme, w.language(), style);
        Ok(Desk { visit, w, round, words, style, person, seat })
    }

    pub fn asker(&self) -> Asker<'_> {
        Asker { scheme: &self.round.loaded.scheme, words: &self.words, w: self.w }
    }

    /// As what this person answers.
    pub fn capacity(&self) -> Capacity {
        capacity_of(self.seat).unwrap_or(Capacity::PeerHelper)
    }

    pub fn viewer(&self) -> Viewer {
        viewer_of(self.person, self.seat)
    }

    pub fn own(&self) -> Option<&StoredSheet> {
        self.round.own(self.person)
    }

    /// The questions that are this person's to answer, as their answers are now.
    pub fn mine(&self) -> Vec<&Question> {
        asked_of(&self.round, self.person, self.capacity())
    }

    /// The address of the round, or of a page under it, with the style that the reader chose.
    pub fn at(&self, page: &str) -> String {
        let (child, id) = (self.round.assessment.child, self.round.assessment.id);
        format!("/family/{child}/answers/{id}{page}{}", kept(self.style))
    }

    /// The overview of all rounds.
    pub fn overview(&self) -> String {
        format!("/family/{}/answers", self.round.assessment.child)
    }

    pub fn page(&self, title: impl Into<String>) -> Page {
        let mut page = told(&self.visit, self.w, self.visit.page(self.w, title));
        page.back = Some(Link::new(self.w.t("nav.answers"), self.overview()));
        page
    }

    /// After a change: to a page that says what was done.
    pub fn done(&self, page: &str, done: &str) -> Response {
        let joint = if kept(self.style).is_empty() { '?' } else { '&' };
        Redirect::to(&format!("{}{joint}done={done}", self.at(page))).into_response()
    }
}

/// The questions of a round that are somebody's to answer, as their answers are now.
pub(crate) fn asked_of(round: &Round, person: PersonId, capacity: Capacity) -> Vec<&Question> {
    let calculator = &round.loaded.calculator;
    let answers = round.own(person).map(|own| &own.sheet.answers);
    let given = answers.into_iter().flatten().map(|(question, answer)| (question.as_str(), answer.as_str()));
    let sheet = calculator.sheet(given).unwrap_or_else(|_| calculator.blank_sheet());
    let questions = round.loaded.scheme.questions.iter().zip(calculator.asked(&sheet));
    questions.filter(|(one, asked)| *asked && is_theirs(one, capacity)).map(|(one, _)| one).collect()
}

/// Whether an action failed because somebody else, or the same person elsewhere, changed the same thing.
pub(crate) fn is_changed(error: &ActionError) -> bool {
    matches!(error, ActionError::Store(StoreError::Changed(_)))
}

/// A way to read the page in other words.
pub(crate) fn other_words(desk: &Desk, page: &str) -> Option<Link> {
    let scheme = Arc::clone(&desk.round.loaded);
    if !scheme.scheme.words.contains_key("easy") {
        return None;
    }
    let (child, id) = (desk.round.assessment.child, desk.round.assessment.id);
    let at = format!("/family/{child}/answers/{id}{page}");
    Some(match desk.style {
        Style::EasyRead => Link::new(desk.w.t("styles.usual"), at),
        _ => Link::new(desk.w.t("styles.easy"), format!("{at}?style=easy")),
    })
}
