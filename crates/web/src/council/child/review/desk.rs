//! One review: where it stands, what everybody said, what there is to talk about, and the forms that this visitor may send.

use actions::reviews::ReviewView;
use axum::extract::Path;
use axum::response::Response;
use seven_core::ReviewId;
use seven_core::access::Action;
use seven_core::review::learning::LearningStatus;
use seven_core::review::saying::Enough;
use seven_core::review::{DecisionKind, Review, ReviewStatus, TakesPart, clock};
use store::papers::Stored;

use super::super::{Known, home};
use super::{FOLDER, decide, id, list, opened};
use crate::council::layout::{Form, Office};
use crate::council::shown;
use crate::fault::{Fault, broken};
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::review_view;
use crate::visit::Visit;
use crate::words::PageWords;

/// What a part of the page is made from.
pub(super) struct Desk<'a> {
    pub w: PageWords,
    pub visit: &'a Visit,
    pub known: &'a Known,
    pub view: &'a ReviewView,
    pub stored: &'a Stored<Review>,
    pub posted: &'a Posted,
    pub at: String,
}

impl Desk<'_> {
    /// A form of this review.
    pub fn form(&self, to: &str) -> Form {
        Form::new(self.visit, format!("{}/{to}", self.at)).hidden("version", self.stored.version)
    }

    /// The choices of a kind, by their codes.
    pub fn choices(&self, kind: &str, codes: &[&str]) -> Vec<Choice> {
        codes.iter().map(|code| Choice::new(*code, shown::coded(self.w, kind, code))).collect()
    }
}

/// The page.
pub async fn show(visit: Visit, Path((_, review)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &review, &Posted::empty(visit.words(FOLDER))).await
}

/// The letter about the decision, as the family has it.
pub async fn letter(visit: Visit, Path((_, review)): Path<(String, String)>) -> Result<Response, Fault> {
    let (known, view) = opened(&visit).await?;
    let stored = view.review(id(&review)?).ok_or(Fault::NotFound)?;
    let document = review_view::letter(&mut visit.reading().await?, &visit, &view, &stored.paper).await?;
    let at = format!("{}/review/{review}", home(known.child.id));
    let back = Link::new(visit.words(FOLDER).t("back_to_review"), at.clone());
    review_view::shown(&visit, document.ok_or(Fault::NotFound)?, format!("{at}/letter"), back).await
}

/// The page with what came of a form.
pub(super) async fn page(visit: &Visit, review: &str, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let (known, view) = opened(visit).await?;
    let stored = view.review(id(review)?).ok_or(Fault::NotFound)?;
    let at = format!("{}/review/{review}", home(known.child.id));
    let desk = Desk { w, visit, known: &known, view: &view, stored, posted, at };
    let mut office = known.page(visit, w, "review").mended(posted);
    office = office.link(w.t("back"), &format!("{}/review", home(known.child.id))).with(&facts(&desk)?);
    if stored.paper.decision.is_some() {
        office = office.link(w.t("to_letter"), &format!("{}/letter", desk.at));
    }
    let rw = review_view::words(visit);
    let said = view.said_for(ReviewId(stored.id));
    office = office.heading(w.t("said_title"));
    if said.is_empty() {
        office = office.say(w.t("nobody_said"));
    }
    for one in said {
        office = office.with(&review_view::saying(rw, one));
    }
    if stored.paper.status.is_open() {
        office = office.heading(w.t("agenda_title"));
        let row = |(title, findings): (String, Vec<String>)| {
            let known = if findings.is_empty() { w.t("nothing_known").to_owned() } else { findings.join("\n") };
            Row::new(title, known)
        };
        let rows =
            review_view::points(rw, &view.points, (known.child.name.first(), false)).into_iter().map(row).collect();
        office = office.with(&SummaryList::new(rows));
    }
    steps(&desk, office).await?.shown()
}

fn facts(desk: &Desk<'_>) -> Result<SummaryList, Fault> {
    let (w, review) = (desk.w, &desk.stored.paper);
    let mut rows = vec![Row::new(w.t("column.state"), shown::coded(w, "status", review.status.code()))];
    let mut row = |key: &str, value: String| {
        if !value.is_empty() {
            rows.push(Row::new(w.t(key).to_owned(), value));
        }
    };
    row("column.day", shown::day_or_nothing(review.on));
    row("column.place", review.place.clone());
    row("why_title", review.why.clone());
    row("held_on", shown::day_or_nothing(review.held_on));
    row("present.label", review.present.clone());
    row("notes.label", review.notes.clone());
    if review.is_ehc {
        row("is-ehc.label", w.t("is-ehc.yes").to_owned());
        let pack = clock::known().map_err(|error| broken(&error))?;
        let by = |clock: &str| review.held_on.and_then(|held| pack.answer_by(clock, held));
        row("ehc_decision_by", shown::day_or_nothing(by("ehc-decision")));
        row("ehc_amended_by", shown::day_or_nothing(by("ehc-amended")));
    }
    if let Some(decision) = &review.decision {
        let kinds: Vec<String> = decision.kinds.iter().map(|kind| shown::coded(w, "kind", kind.code())).collect();
        row("decided_title", format!("{}: {}", shown::day(decision.on), kinds.join("\n")));
        if decision.kinds.contains(&DecisionKind::AdultServices) {
            let pack = clock::known().map_err(|error| broken(&error))?;
            row("adults_by", shown::day_or_nothing(pack.adults_decide_by(decision.on)));
        }
        row("reasons.label", decision.reasons.clone());
        row("ask_by", shown::day_or_nothing(review.ask_by));
    }
    if let Some(look) = &review.another_look {
        row("look_asked", format!("{}: {}", shown::day(look.on), look.words));
        row("look_by", shown::day(look.answer_by));
        if let Some((_, on, stands, reasons)) = &look.answer {
            let answer = w.t(if *stands { "look_stands" } else { "look_again" });
            row("look_answer", format!("{}: {answer}\n{reasons}", shown::day(*on)));
        }
    }
    Ok(SummaryList::new(rows))
}

/// What can be done next, for whoever may.
async fn steps(desk: &Desk<'_>, mut office: Office) -> Result<Office, Fault> {
    let (w, posted, status) = (desk.w, desk.posted, desk.stored.paper.status);
    let may_hold = desk.known.may(Action::HoldReview);
    if may_hold && matches!(status, ReviewStatus::Planned | ReviewStatus::Prepared) {
        if status == ReviewStatus::Planned {
            let form = desk.form("prepare").button(Button::new(w.t("prepare")).secondary());
            office = office.heading(w.t("prepare_title")).say(w.t("prepare_lead")).with(&form);
        }
        let hold = desk
            .form("hold")
            .field(&posted.field("held").date())
            .field(&posted.field("present").text())
            .field(&posted.field("notes").text_area(8_000).rows(6))
            .button(Button::new(w.t("hold")));
        office = office.heading(w.t("hold_title")).with(&hold);
    }
    if may_hold && status.is_open() {
        office = office.heading(w.t("paper_title")).say(w.t("paper_lead")).with(&on_paper(desk).await?);
    }
    if may_hold && status.is_ahead() && status != ReviewStatus::Asked {
        let again = Form::new(desk.visit, format!("{}/review", home(desk.known.child.id)))
            .hidden("review", desk.stored.id)
            .hidden("version", desk.stored.version)
            .hidden("again", "yes");
        office = office.heading(w.t("again_title")).with(&list::planning(w, again, posted, w.t("again")));
        let off =
            desk.form("call-off").field(&posted.field("why").text()).button(Button::new(w.t("call_off")).warning());
        office = office.heading(w.t("call_off_title")).with(&off);
    }
    if status == ReviewStatus::Held && desk.known.may(Action::DecideReview) {
        office = office.heading(w.t("decide_title")).say(w.t("decide_lead")).with(&decide::form(desk));
    }
    let look = desk.stored.paper.another_look.as_ref().filter(|look| look.answer.is_none());
    if look.is_some() && desk.known.may(Action::DecideReview) {
        let decider = desk.stored.paper.decision.as_ref().map(|decision| decision.by);
        if decider == desk.visit.person() {
            office = office.heading(w.t("look_title")).say(w.t("look_other"));
        } else {
            let form = desk
                .form("look")
                .field(&posted.field("stands").radios(desk.choices("stands", &["yes", "no"])))
                .field(&posted.field("look-reasons").text_area(4_000).rows(4))
                .button(Button::new(w.t("look")));
            office = office.heading(w.t("look_title")).with(&form);
        }
    }
    Ok(learned(desk, office))
}

/// What somebody said on paper or at the meeting, to be typed in.
async fn on_paper(desk: &Desk<'_>) -> Result<Form, Fault> {
    let (w, posted) = (desk.w, desk.posted);
    let mut reading = desk.visit.reading().await?;
    let around = store::staff::around(&mut reading, desk.known.child.id).await?;
    let relations = store::relations::of_child(&mut reading, desk.known.child.id).await?;
    let today = desk.visit.moment.today;
    let mut people = vec![Choice::new(desk.known.child.id.to_string(), desk.known.child.name.shown())];
    for one in relations.iter().filter(|one| one.is_live(today) && !one.is_contact_restricted) {
        if let seven_core::people::Holder::Person(person) = one.holder {
            let name = around.iter().find(|known| known.relation == one.id).map(|known| known.name.clone());
            people.push(Choice::new(person.to_string(), name.unwrap_or_default()));
        }
    }
    let rw = review_view::words(desk.visit);
    let face = |number: u8| Choice::new(number.to_string(), rw.find(&format!("face.{number}")).unwrap_or_default());
    let enough: Vec<&str> = Enough::ALL.iter().map(|one| one.code()).collect();
    let ways = [TakesPart::Paper, TakesPart::Meeting].map(TakesPart::code);
    let area = |name: &str| posted.field(name).text_area(4_000).rows(2);
    Ok(desk
        .form("paper")
        .field(&posted.field("of").select(people))
        .field(&posted.field("way").radios(desk.choices("way", &ways)).inline())
        .field(&posted.field("face").select([5, 4, 3, 2, 1].map(face).to_vec()))
        .field(&area("good"))
        .field(&area("hard"))
        .field(&area("change"))
        .field(&posted.field("enough").radios(desk.choices("enough", &enough)).inline())
        .field(&posted.field("safe").radios(desk.choices("is-so", &["yes", "no"])).inline())
        .field(&posted.field("right").radios(desk.choices("is-so", &["yes", "no"])).inline())
        .field(&posted.field("written-by").text())
        .button(Button::new(w.t("paper_send")).secondary()))
}

/// What was learned, and the version without names for others.
fn learned(desk: &Desk<'_>, mut office: Office) -> Office {
    let w = desk.w;
    let Some(note) = desk.view.learned.get(&ReviewId(desk.stored.id)).map(|note| &note.paper) else { return office };
    let mut rows = vec![
        Row::new(w.t("worked"), note.worked.clone()),
        Row::new(w.t("tell"), note.tell.clone()),
        Row::new(w.t("learned_state"), shown::coded(w, "learning", note.status.code())),
    ];
    if let Some((title, story)) = &note.told {
        rows.push(Row::new(w.t("others_read"), format!("{title}\n{story}")));
    }
    office = office.heading(w.t("learned_title")).with(&SummaryList::new(rows));
    if note.status == LearningStatus::Own || !desk.known.may(Action::HoldReview) {
        return office;
    }
    let is_sent = !desk.posted.value("title").is_empty() || !desk.posted.value("story").is_empty();
    let words = note.told.clone().unwrap_or_else(|| (String::new(), format!("{}\n{}", note.worked, note.tell)));
    let field = |name: &str, known: String| {
        let field = desk.posted.field(name);
        if is_sent { field } else { field.value(known.trim().to_owned()) }
    };
    let form = desk
        .form("learned")
        .field(&field("title", words.0).text())
        .field(&field("story", words.1).text_area(4_000).rows(5))
        .button(Button::new(w.t("share")).secondary());
    office.say(w.t("share_lead")).with(&form)
}
