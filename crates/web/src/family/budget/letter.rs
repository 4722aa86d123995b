//! One letter: the figure with all its working, on the screen, in large print, in easy words, or as a PDF.

use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use ras::Money;
use ras::explain::Explainer;
use ras::record::{Replay, replay};
use seven_core::access::Action;
use seven_core::assessment::Capacity;
use seven_core::document::Document;
use seven_core::letter::{Answered, ChallengeRoute, Known, SetBeside, letter};
use seven_core::settings::Settings;
use store::{Reading, challenges, people, sheets};

use super::Told;
use crate::dates::{day, day_of};
use crate::documents::printed;
use crate::family::name_of;
use crate::fault::{Fault, broken};
use crate::letters::nothing_known;
use crate::parts::Link;
use crate::parts::document::Blocks;
use crate::parts::layout::Page;
use crate::query::{query, scheme_words, style, style_code, told};
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/budget/letter.html")]
struct LetterPage {
    page: Page,
    w: PageWords,
    title: String,
    date: String,
    blocks: Blocks,
    style: &'static str,
    at: String,
    has_pdf: bool,
    challenge: Option<Link>,
    challenged: Option<String>,
}

/// The letter.
pub async fn show(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let w = visit.words("family/budget");
    let mut reading = visit.reading().await?;
    let found = Told::open(&visit, &mut reading, &id).await?;
    if replay(&found.budget.record, &found.loaded.scheme, &found.loaded.calculator) != Replay::Identical {
        // a figure that does not come out again is not shown as if it did
        return Err(broken(&format!("budget {} does not replay", found.budget.id)));
    }
    let document = document(&visit, w, &mut reading, &found).await?;
    let challenges = challenges::of_child(&mut reading, found.child).await?;
    let child = people::find(&mut reading, found.child).await?.ok_or(Fault::NotFound)?;
    drop(reading);
    if let (Some("pdf"), Some(documents)) = (query(&visit, "as").as_deref(), &visit.app.documents) {
        return printed(documents, document, "letter").await;
    }
    let today = visit.moment.today;
    let last =
        challenges.iter().find(|one| one.budget == found.budget.id && one.outcome.as_deref() != Some("withdrawn"));
    let may_ask = today <= found.budget.challenge_by && visit.opens(Action::ChallengeBudget);
    let challenge = match last {
        Some(_) => Some(Link::new(w.t("letter.see-challenge"), found.at("/challenge"))),
        None => may_ask.then(|| Link::new(w.t("letter.challenge"), found.at("/challenge"))),
    };
    let mut page = told(&visit, w, visit.page(w, document.title.plain()));
    page.back =
        Some(Link::new(w.say("nav.child", &[("name", &child.name.first())]), format!("/family/{}", found.child)));
    let page = LetterPage {
        page,
        w,
        title: document.title.plain(),
        date: day(w, document.day),
        blocks: Blocks::new(document.blocks),
        style: style_code(style(&visit)),
        at: found.at(""),
        has_pdf: visit.app.documents.is_some(),
        challenge,
        challenged: last.and_then(|one| {
            let by = day(w, one.answer_by);
            one.outcome.is_none().then(|| w.say("letter.waits", &[("day", &by)]))
        }),
    };
    Ok(Html(page.render()?).into_response())
}

async fn document(visit: &Visit, w: PageWords, reading: &mut Reading, told: &Told) -> Result<Document, Fault> {
    let style = style(visit);
    let words = scheme_words(&told.loaded.scheme, w.language(), style);
    let explainer = Explainer::new(&told.loaded.scheme, &told.loaded.calculator, &words);
    let sheet = told.sheet();
    let name = name_of(reading, told.child).await?;
    let explanation = explainer.explain(&name, &sheet);
    let known = known(visit, w, reading, told, name.clone()).await?;
    Ok(letter(&explanation, explainer.wording(), &Known { style, ..known }))
}

/// What only the service knows: who answered, what stands beside the figure, until when it can be challenged.
async fn known(visit: &Visit, w: PageWords, reading: &mut Reading, told: &Told, child: String) -> Result<Known, Fault> {
    let budget = &told.budget;
    let settings = Settings::read(&visit.authority.settings);
    let mut answered = Vec::new();
    for stored in sheets::of_assessment(reading, budget.assessment).await? {
        if stored.sheet.is_finished {
            let role = role(w, stored.sheet.capacity);
            let day = day_of(&visit.app.clock, stored.changed_at);
            let name = name_of(reading, stored.sheet.author).await?;
            answered.push(Answered { name, role, day, is_on_paper: stored.sheet.is_on_paper });
        }
    }
    let mut adjusted = Vec::new();
    for set in store::budgets::set_beside(reading, budget.id).await? {
        let who = name_of(reading, set.by).await?;
        let day = day_of(&visit.app.clock, set.at);
        adjusted.push(SetBeside { stream: set.stream, amount: Money(set.decided.0), who, day, reason: set.reasons });
    }
    let told_by = match budget.told_by {
        Some(person) => name_of(reading, person).await?,
        None => visit.authority.name.clone(),
    };
    let challenge = ChallengeRoute {
        by: budget.challenge_by,
        answered_by: settings.challenge_rules().answer_by(budget.challenge_by),
        who: told_by,
        phone: settings.phone,
        email: settings.email,
        post: settings.address,
    };
    let day = day_of(&visit.app.clock, budget.told_at);
    let reference = Some(budget.id.to_string());
    let none = nothing_known(visit, style(visit), w);
    Ok(Known { child, reference, day, answered, adjusted, challenge: Some(challenge), ..none })
}

fn role(w: PageWords, capacity: Capacity) -> String {
    w.find(&format!("capacity.{}", capacity.code())).unwrap_or_default().to_owned()
}
