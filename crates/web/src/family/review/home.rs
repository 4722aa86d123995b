//! The page itself: the next meeting, the child's view first, how what was hoped for moved, what there is to talk about.

use actions::reviews::OutcomeView;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use seven_core::ReviewId;
use seven_core::access::Action;
use seven_core::plan::writing::Measure;
use seven_core::review::{ReviewStatus, Saying};
use store::papers::Stored;

use super::{Desk, FOLDER};
use crate::dates::day;
use crate::fault::Fault;
use crate::parts::chart::Figure;
use crate::parts::form::{Choice, Choices, Csrf, DateInput, Hidden, Posted, TextArea, TextInput};
use crate::parts::layout::Page;
use crate::parts::show::{SummaryList, Table};
use crate::parts::{Link, Made};
use crate::query::told;
use crate::review_view;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/review/page.html")]
struct ReviewPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    at: String,
    /// Where the days to come are as a file.
    calendar: String,
    /// What comes next, in sentences, and how the box looks.
    next: Vec<String>,
    look: &'static str,
    asks: Option<TextArea>,
    own: Option<OwnView>,
    own_title: String,
    drawing: Option<Link>,
    said: Vec<SummaryList>,
    outcomes: Vec<Hoped>,
    points: Vec<(String, Vec<String>)>,
    lines: Option<Table>,
    letters: Vec<Link>,
    learn: Option<Learn>,
}

/// The form for one's own view.
struct OwnView {
    review: Hidden,
    version: Hidden,
    face: Choices,
    good: TextArea,
    hard: TextArea,
    change: TextArea,
    enough: Choices,
    safe: Choices,
    right: Choices,
    written_by: TextInput,
}

/// An outcome with its line and the form to tell how it is.
struct Hoped {
    figure: Figure,
    form: Option<Tell>,
}

struct Tell {
    summary: String,
    is_open: bool,
    outcome: Hidden,
    value: Made,
    day: DateInput,
    words: TextInput,
    said_by: TextInput,
}

/// What was learned from the last review.
struct Learn {
    at: String,
    worked: TextArea,
    tell: TextArea,
    allows: Choices,
    shared: Option<String>,
}

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let desk = Desk::open(&visit).await?;
    page(&visit, &desk, &Posted::empty(visit.words(FOLDER))).await
}

/// The page with what came of a form.
pub(super) async fn page(visit: &Visit, desk: &Desk, posted: &Posted) -> Result<Response, Fault> {
    let (w, rw) = (desk.w, review_view::words(visit));
    let is_own = visit.person() == Some(desk.child);
    let title = if is_own { w.t("title-own").to_owned() } else { w.say("title", &[("name", &desk.name)]) };
    let mut page = told(visit, w, visit.page(w, title.clone()));
    page.back = Some(Link::new(w.say("nav.child", &[("name", &desk.name)]), format!("/family/{}", desk.child)));
    page.errors = posted.errors();
    let status = if posted.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let open = desk.view.open();
    let said = open.map(|one| desk.view.said_for(ReviewId(one.id))).unwrap_or_default();
    let mine = said.iter().find(|one| Some(one.stored.paper.of) == visit.person());
    let (next, look) = next(visit, desk);
    let may_say = visit.opens(Action::SayAtReview);
    let own = open.filter(|_| may_say).map(|one| own(w, one.id, mine.map(|one| &one.stored), posted));
    let hoped = |(number, one): (usize, &OutcomeView)| Hoped {
        figure: review_view::figure(rw, &desk.view, number, one),
        form: may_say.then(|| tell(visit, w, one, posted)),
    };
    let page = ReviewPage {
        page,
        w,
        csrf: visit.csrf(),
        title,
        at: desk.at(),
        calendar: format!("/family/{}/calendar", desk.child),
        next,
        look,
        asks: (open.is_none() && visit.opens(Action::AskForReview) && desk.view.plan.is_some())
            .then(|| posted.field("why").text_area(4_000).rows(3)),
        own_title: if is_own { w.t("own.title-own").to_owned() } else { w.t("own.title").to_owned() },
        drawing: drawing(visit, desk).filter(|_| own.is_some()),
        own,
        said: said.iter().map(|one| review_view::saying(rw, one)).collect(),
        outcomes: desk.view.outcomes.iter().enumerate().map(hoped).collect(),
        points: match desk.view.plan.is_some() {
            true => review_view::points(rw, &desk.view.points, (&desk.name, is_own)),
            false => Vec::new(),
        },
        lines: review_view::lines(rw, &desk.view),
        letters: letters(w, desk),
        learn: learn(visit, desk, posted),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// What comes next: the meeting, the wait for a day, or by when a review is due.
fn next(visit: &Visit, desk: &Desk) -> (Vec<String>, &'static str) {
    let (w, today) = (desk.w, visit.moment.today);
    if visit.permit.as_ref().is_some_and(seven_core::access::Permit::is_after_death) {
        return (vec![w.t("next.quiet").to_owned()], "information");
    }
    if let Some(open) = desk.view.open() {
        let review = &open.paper;
        return match (review.status, review.on) {
            (ReviewStatus::Planned | ReviewStatus::Prepared, Some(on)) => {
                let meeting = w.say("next.meeting", &[("day", &day(w, on)), ("place", &review.place)]);
                (vec![meeting, w.t("next.ways").to_owned()], "action")
            }
            (ReviewStatus::Held, _) => {
                let held = review.held_on.map(|on| day(w, on)).unwrap_or_default();
                (vec![w.say("next.held", &[("day", &held)])], "information")
            }
            _ => (vec![w.t("next.asked").to_owned()], "information"),
        };
    }
    match desk.view.due.first() {
        Some(due) if due.by < today => {
            let late = u64::try_from(due.days_late(today)).unwrap_or(0);
            (vec![w.count_with("next.late", late, &[("day", &day(w, due.by))])], "warning")
        }
        Some(due) => (vec![w.say("next.due", &[("day", &day(w, due.by))])], "information"),
        None => (vec![w.t("next.no-plan").to_owned()], "information"),
    }
}

fn own(w: PageWords, review: uuid::Uuid, known: Option<&Stored<Saying>>, posted: &Posted) -> OwnView {
    let is_sent = !posted.value("review").is_empty();
    let paper = known.map(|one| &one.paper);
    let text = |name: &str, of: fn(&Saying) -> &str| {
        let field = posted.field_said(name, &format!("own.{name}"));
        if is_sent { field } else { field.value(paper.map(of).unwrap_or_default()) }
    };
    let choice = |name: &str, codes: &[&str], known: Option<String>| {
        let field = posted.field_said(name, &format!("own.{name}"));
        let field = if is_sent { field } else { field.value(known.unwrap_or_default()) };
        let words = |code: &&str| {
            let text = w.find(&format!("own.{name}.{code}")).or_else(|| w.find(&format!("own.{code}")));
            Choice::new(*code, text.unwrap_or(code))
        };
        field.radios(codes.iter().map(words).collect())
    };
    let yes_no = |is_so: Option<bool>| is_so.map(|is_so| if is_so { "yes" } else { "no" }.to_owned());
    OwnView {
        review: Hidden::new("review", review.to_string()),
        version: Hidden::new("version", known.map_or(0, |one| one.version).to_string()),
        face: choice("face", &["5", "4", "3", "2", "1"], paper.and_then(|one| one.face).map(|face| face.to_string())),
        good: text("good", |one| &one.good).text_area(4_000).rows(3),
        hard: text("hard", |one| &one.hard).text_area(4_000).rows(3),
        change: text("change", |one| &one.change).text_area(4_000).rows(3),
        enough: choice(
            "enough",
            &["yes", "just", "no"],
            paper.and_then(|one| one.enough).map(|enough| enough.code().to_owned()),
        ),
        safe: choice("safe", &["yes", "no"], yes_no(paper.and_then(|one| one.is_safe))),
        right: choice("right", &["yes", "no"], yes_no(paper.and_then(|one| one.is_right))),
        written_by: text("written-by", |one| &one.written_by).text(),
    }
}

fn tell(visit: &Visit, w: PageWords, one: &OutcomeView, posted: &Posted) -> Tell {
    let id = one.id.to_string();
    let is_open = posted.value("outcome") == id;
    let field = |name: &str| posted.field_said(&format!("{name}-{id}"), &format!("tell.{name}"));
    let value = match &one.outcome.measure {
        Measure::Scale { low, high, .. } => {
            let hint = w.say("tell.scale", &[("low", low), ("high", high)]);
            Made::of(&field("value").hint(hint).text().digits().characters(3))
        }
        Measure::Count { what, .. } => Made::of(&field("value").hint(what.clone()).text().digits().characters(5)),
        Measure::Change { .. } => {
            let rw = review_view::words(visit);
            let words =
                |value: u32| Choice::new(value.to_string(), review_view::value_shown(rw, &one.outcome.measure, value));
            Made::of(&field("value").radios([0, 1, 2].map(words).to_vec()).inline())
        }
    };
    let mut on = field("day");
    if on.value.is_empty() {
        on = on.value(visit.moment.today.to_string());
    }
    Tell {
        summary: w.say("tell.summary", &[("what", &one.outcome.words)]),
        is_open: is_open && !posted.is_right(),
        outcome: Hidden::new("outcome", id.clone()),
        value,
        day: on.date(),
        words: field("words").text(),
        said_by: field("said-by").text(),
    }
}

/// Where the child can draw or record what it says: its own pages of the plan.
fn drawing(visit: &Visit, desk: &Desk) -> Option<Link> {
    let plan = desk.view.plan.as_ref().filter(|_| visit.opens(Action::ViewOwnPages))?;
    Some(Link::new(desk.w.t("own.drawing"), format!("/family/{}/plan/{}/me", desk.child, plan.id)))
}

fn letters(w: PageWords, desk: &Desk) -> Vec<Link> {
    let decided = desk.view.reviews.iter().filter(|one| one.paper.decision.is_some());
    let link = |one: &Stored<seven_core::review::Review>| {
        let held = one.paper.held_on.map(|on| day(w, on)).unwrap_or_default();
        Link::new(w.say("letter.of", &[("day", &held)]), format!("{}/{}", desk.at(), one.id))
    };
    decided.rev().map(link).collect()
}

/// What was learned from the last review that was held.
fn learn(visit: &Visit, desk: &Desk, posted: &Posted) -> Option<Learn> {
    let w = desk.w;
    let held = desk.view.reviews.iter().rfind(|one| one.paper.held_on.is_some());
    let held = held.filter(|_| visit.opens(Action::AskForReview))?;
    let known = desk.view.learned.get(&ReviewId(held.id)).map(|one| &one.paper);
    let is_sent = !posted.value("learn").is_empty();
    let text = |name: &str, known: Option<&str>| {
        let field = posted.field_said(name, &format!("learn.{name}"));
        if is_sent { field } else { field.value(known.unwrap_or_default()) }.text_area(4_000).rows(3)
    };
    let is_allowed =
        if is_sent { !posted.all("allows").is_empty() } else { known.is_some_and(|one| one.allowed.is_some()) };
    let allows = Choice::new("yes", w.t("learn.allows.yes")).hint(w.t("learn.allows.note")).chosen(is_allowed);
    Some(Learn {
        at: format!("{}/{}/learned", desk.at(), held.id),
        worked: text("worked", known.map(|one| one.worked.as_str())),
        tell: text("tell", known.map(|one| one.tell.as_str())),
        allows: posted.field_said("allows", "learn.allows").checkboxes(vec![allows]),
        shared: known.and_then(|one| one.told.as_ref()).map(|(title, story)| format!("{title}: {story}")),
    })
}
