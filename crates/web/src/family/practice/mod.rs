//! `/me/practice`: the seven steps in miniature, with a small sum that the authority has set. Nothing counts; it is one's own.

use actions::ActionError;
use actions::practice::{MOST_CHARACTERS, STEPS, begin_anew, practise};
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::Pence;
use seven_core::settings::Settings;
use store::practice::{self, Practice};

use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Csrf, Posted, TextArea};
use crate::parts::layout::Page;
use crate::parts::show::Row;
use crate::parts::show::SummaryList;
use crate::parts::steps::{Bar, Stage, Step, Trail};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// What is written at each step, by name; a name that begins with `cost` is a sum of money.
const FIELDS: [&[&str]; 7] = [
    &["wish"],
    &["matters", "change"],
    &["safe"],
    &["holds"],
    &["thing-1", "cost-1", "thing-2", "cost-2", "thing-3", "cost-3"],
    &["happened"],
    &["worked"],
];

#[derive(Template)]
#[template(path = "family/practice/page.html")]
struct PracticePage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    sum: String,
    step: i64,
    title: String,
    text: String,
    fields: Vec<TextArea>,
    bar: Option<Bar>,
    summary: Option<SummaryList>,
}

/// Where one is.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let person = visit.person().ok_or(Fault::SignInFirst)?;
    let mut reading = visit.reading().await?;
    let practice = practice::find(&mut reading, person).await?.unwrap_or(Practice { step: 1, ..Practice::default() });
    drop(reading);
    let w = visit.words("family/practice");
    let notes = practice.notes.clone().into_iter().collect();
    page(&visit, &practice, &Posted::of(w, notes))
}

fn page(visit: &Visit, practice: &Practice, posted: &Posted) -> Result<Html<String>, Fault> {
    let w = visit.words("family/practice");
    let sum = Settings::read(&visit.authority.settings).practice().ok_or(Fault::NotFound)?;
    let step = practice.step.clamp(1, STEPS + 1);
    let names = usize::try_from(step - 1).ok().and_then(|at| FIELDS.get(at)).copied().unwrap_or_default();
    let field =
        |name: &&str| posted.field(name).text_area(MOST_CHARACTERS).rows(if name.starts_with("cost") { 1 } else { 3 });
    let mut page = visit.page(w, w.t("title"));
    page.trail = Some(Trail::new(w, trail(w, step)).label(w.t("trail-label")));
    page.back = Some(Link::new(w.t("back"), "/family"));
    page.errors = posted.errors();
    let find = |key: String| w.find(&key).unwrap_or_default().to_owned();
    let page = PracticePage {
        page,
        w,
        csrf: visit.csrf(),
        sum: w.say("sum", &[("sum", &sum)]),
        step,
        title: find(format!("at-{step}.title")),
        text: find(format!("at-{step}.text")),
        fields: names.iter().map(field).collect(),
        bar: (step >= 5).then(|| Bar::new(w, w.t("bar-label"), costs(practice), sum)),
        summary: (step > STEPS).then(|| summary(w, practice)),
    };
    Ok(Html(page.render()?))
}

fn trail(w: PageWords, now: i64) -> Vec<Step> {
    let stage = |number: i64| match number.cmp(&now) {
        std::cmp::Ordering::Less => Stage::Done,
        std::cmp::Ordering::Equal => Stage::Now,
        std::cmp::Ordering::Greater => Stage::Later,
    };
    let step = |number: i64| Step {
        name: w.find(&format!("step.{number}")).unwrap_or_default().to_owned(),
        stage: stage(number),
        href: None,
    };
    (1..=STEPS).map(step).collect()
}

/// What all things together cost; what is no sum counts nothing.
fn costs(practice: &Practice) -> Pence {
    let sums = practice.notes.iter().filter(|(name, _)| name.starts_with("cost"));
    let total: i64 = sums
        .filter_map(|(_, text)| Pence::read(text.trim_start_matches('£')).ok())
        .map(|cost| cost.0.max(0))
        .fold(0, i64::saturating_add);
    Pence(total)
}

fn summary(w: PageWords, practice: &Practice) -> SummaryList {
    let names = FIELDS.iter().flat_map(|names| names.iter());
    let row = |name: &&str| {
        let text = practice.notes.get(*name).filter(|text| !text.is_empty())?;
        Some(Row::new(w.find(&format!("{name}.label")).unwrap_or_default(), text))
    };
    SummaryList::new(names.filter_map(row).collect())
}

/// Keeps what was written and goes on, back or to the start.
pub async fn save(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("family/practice");
    let caller = visit.signed_caller()?;
    let to_start = Redirect::to("/me/practice").into_response();
    if sent.value("go") == "anew" {
        begin_anew(&caller).await?;
        return Ok(to_start);
    }
    let step = sent.value("step").parse::<i64>().unwrap_or(1).clamp(1, STEPS + 1);
    let names = usize::try_from(step - 1).ok().and_then(|at| FIELDS.get(at)).copied().unwrap_or_default();
    let notes: Vec<(String, String)> =
        names.iter().map(|name| ((*name).to_owned(), sent.value(name).to_owned())).collect();
    let next = if sent.value("go") == "back" { step - 1 } else { step + 1 };
    let mut posted = sent.posted(w);
    let is_sum =
        |text: &str| text.is_empty() || Pence::read(text.trim_start_matches('£')).is_ok_and(|sum| sum >= Pence::ZERO);
    let wrong: Vec<&(String, String)> =
        notes.iter().filter(|(name, text)| name.starts_with("cost") && !is_sum(text)).collect();
    if !wrong.is_empty() {
        wrong.iter().for_each(|(name, _)| posted.refuse_in_words(name, w.t("not-a-sum")));
        let notes = notes.iter().cloned().collect();
        return Ok(page(&visit, &Practice { step, notes }, &posted)?.into_response());
    }
    match practise(&caller, next.clamp(1, STEPS + 1), notes).await {
        Ok(_) => Ok(to_start),
        Err(ActionError::Invalid(problems)) => {
            for problem in problems {
                posted.refuse_in_words(&problem.field, w.t("problem.too-long"));
            }
            Ok(page(&visit, &Practice { step, ..Practice::default() }, &posted)?.into_response())
        }
        Err(error) => Err(error.into()),
    }
}
