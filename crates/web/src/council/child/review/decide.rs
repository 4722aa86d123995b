//! Deciding after a review, answering another look, and putting what was learned among the stories.

use actions::ActionError;
use actions::reviews;
use axum::extract::Path;
use axum::response::Response;
use seven_core::Pence;
use seven_core::plan::money::LeftOver;
use seven_core::review::decision::EhcAnswer;
use seven_core::review::{DecisionKind, Proposed, SavingsDecision};

use super::desk::Desk;
use super::steps::{answered, on_field};
use super::{FOLDER, day, id, opened, version};
use crate::council::layout::Form;
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;

type Place = Path<(String, String)>;

/// What deciding asks.
pub(super) fn form(desk: &Desk<'_>) -> Form {
    let (w, posted) = (desk.w, desk.posted);
    let ticked = posted.all("kinds");
    let kinds = DecisionKind::ALL.iter().map(|kind| {
        let hint = w.find(&format!("kind-hint.{kind}")).unwrap_or_default();
        let choice = Choice::new(kind.code(), shown::coded(w, "kind", kind.code())).hint(hint);
        choice.chosen(ticked.contains(&kind.code()))
    });
    let mut on = posted.field("decided");
    if on.value.is_empty() {
        on = on.value(desk.visit.moment.today.to_string());
    }
    let mut form = desk.form("decide").field(&posted.field("kinds").checkboxes(kinds.collect()));
    if desk.stored.paper.is_ehc {
        let answers: Vec<&str> = EhcAnswer::ALL.iter().map(|one| one.code()).collect();
        form = form.field(&posted.field("ehc").radios(desk.choices("ehc-answer", &answers)));
    }
    form = form.field(&posted.field("reasons").text_area(4_000).rows(5)).field(&on.date());
    for (number, (stream, to_spend)) in desk.view.streams.iter().enumerate() {
        let label = w.say("savings_of", &[("stream", &called(stream)), ("sum", to_spend)]);
        let codes: Vec<&str> = LeftOver::ALL.iter().map(|one| one.code()).collect();
        form = form
            .field(&posted.asking(&format!("savings-{number}"), label).select(desk.choices("savings-what", &codes)))
            .field(&posted.asking(&format!("kept-{number}"), w.t("kept_sum")).money())
            .field(&posted.asking(&format!("for-{number}"), w.t("kept_for")).text())
            .field(&posted.asking(&format!("until-{number}"), w.t("kept_until")).date());
    }
    form.button(Button::new(w.t("decide")))
}

fn typed(posted: &Posted, streams: &[(String, Pence)]) -> Result<Proposed, ActionError> {
    let kinds: Result<Vec<DecisionKind>, _> = posted.all("kinds").into_iter().map(DecisionKind::from_code).collect();
    let ehc = match posted.value("ehc") {
        "" => None,
        code => Some(EhcAnswer::from_code(code).map_err(|_| ActionError::invalid("ehc", "choose-from-the-list"))?),
    };
    let mut savings = Vec::new();
    for (number, (stream, _)) in streams.iter().enumerate() {
        let own = |name: &str| format!("{name}-{number}");
        let what = match posted.value(&own("savings")) {
            "" => continue,
            code => {
                LeftOver::from_code(code).map_err(|_| ActionError::invalid(&own("savings"), "choose-from-the-list"))?
            }
        };
        let is_kept = what == LeftOver::Earmark;
        let amount = match is_kept {
            true => {
                Pence::read(posted.value(&own("kept"))).map_err(|_| ActionError::invalid(&own("kept"), "no-sum"))?
            }
            false => Pence::ZERO,
        };
        let until = if is_kept { Some(day(posted, &own("until"))?) } else { None };
        let for_what = posted.value(&own("for")).to_owned();
        savings.push(SavingsDecision { stream: stream.clone(), what, amount, for_what, until });
    }
    Ok(Proposed {
        kinds: kinds.map_err(|_| ActionError::invalid("kinds", "choose-from-the-list"))?,
        reasons: posted.value("reasons").to_owned(),
        on: day(posted, "decided")?,
        savings,
        ehc,
    })
}

/// Decides.
pub async fn decide(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let of = (id(&review)?, version(&posted)?);
    let (_, view) = opened(&visit).await?;
    let done = match typed(&posted, &view.streams) {
        Ok(proposed) => {
            let done = reviews::decide(&visit.signed_caller()?, visit.child()?, of, proposed).await;
            done.map_err(|error| on_field(error, "on", "decided"))
        }
        Err(error) => Err(error),
    };
    answered(&visit, &review, posted, done.map(|()| "decided")).await
}

/// Answers another look.
pub async fn look(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let of = (id(&review)?, version(&posted)?);
    let stands = match posted.value("stands") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let done = match stands {
        None => Err(ActionError::invalid("stands", "choose-from-the-list")),
        Some(stands) => {
            let answer = (stands, posted.value("look-reasons"));
            let done = reviews::answer_look(&visit.signed_caller()?, visit.child()?, of, answer).await;
            done.map_err(|error| on_field(error, "reasons", "look-reasons"))
        }
    };
    answered(&visit, &review, posted, done.map(|()| "look-answered")).await
}

/// Puts words without names among the stories.
pub async fn share(visit: Visit, Path((_, review)): Place, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let words = (posted.value("title"), posted.value("story"));
    let done = reviews::share_learning(&visit.signed_caller()?, visit.child()?, id(&review)?, words).await;
    answered(&visit, &review, posted, done.map(|()| "shared")).await
}
