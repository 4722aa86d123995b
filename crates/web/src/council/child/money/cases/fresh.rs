//! Opening a case: first the stream and what is meant, then the grounds that the stream's law has for it, with what is within
//! reach and what is not.

use actions::ActionError;
use actions::money::{MoneyView, open_case, reach};
use axum::response::Response;
use seven_core::money::case::NewCase;
use seven_core::money::grounds::{self, CaseKind, GroundsPack, LawfulGround};
use seven_core::settings::Settings;
use seven_core::{EvidenceId, Pence};
use store::Reading;
use uuid::Uuid;

use super::super::super::home;
use super::{FOLDER, page};
use crate::council::layout::{Form, Office, back, query, refuse};
use crate::council::shown;
use crate::council::shown::typed_day;
use crate::fault::{Fault, broken};
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The most that is taken as reasons, in characters.
const MOST_CHARACTERS: usize = 4_000;

/// The forms.
pub(super) async fn form(
    visit: &Visit,
    at: &mut Reading,
    office: Office,
    view: &MoneyView,
    posted: &Posted,
) -> Result<Office, Fault> {
    let w = visit.words(FOLDER);
    let address = format!("{}/money/cases", home(view.child));
    let value = |name: &str| match posted.value(name) {
        "" => query(visit, name).unwrap_or_default(),
        given => given.to_owned(),
    };
    let (stream, kind) = (value("stream"), CaseKind::from_code(&value("kind")).ok());
    let streams = view.streams.iter().map(|one| Choice::new(one.stream.clone(), called(&one.stream))).collect();
    let kinds = CaseKind::ALL.iter().map(|one| Choice::new(one.code(), shown::coded(w, "kind", one.code())));
    let choose = Form::search(visit, address.clone())
        .field(&posted.field("stream").value(stream.clone()).select(streams))
        .field(&posted.field("kind").value(kind.map(CaseKind::code).unwrap_or_default()).select(kinds.collect()))
        .button(Button::new(w.t("choose")).secondary());
    let office = office.heading(w.t("open_title")).say(w.t("open_lead")).with(&choose);
    let packs = grounds::known().map_err(|error| broken(&error))?;
    let pack = grounds::of_stream(&packs, &stream, visit.moment.today);
    let is_held = view.streams.iter().any(|one| one.stream == stream);
    let (Some(kind), Some(pack), true) = (kind, pack, is_held) else { return Ok(office) };
    let mut office = office.heading(
        &w.say("form_title", &[("kind", &shown::coded(w, "kind", kind.code())), ("stream", &called(&stream))]),
    );
    if kind == CaseKind::Recover {
        let months = Settings::read(&visit.authority.settings).query_within_months;
        let found = reach(at, view.child, &stream, (visit.moment.today, months)).await?;
        let row = |key: &str, sum: Pence| Row::new(w.say(key, &[("months", &months)]), sum.to_string());
        office = office.with(&SummaryList::new(vec![
            row("reach.within", found.within(false)),
            row("reach.held", found.held),
            row("reach.spent", found.spent),
            row("reach.kept", found.kept),
            row("reach.older", found.older),
            row("reach.own", found.own),
            row("reach.asked", found.asked),
        ]));
    }
    Ok(office.with(&fields(visit, w, (&stream, kind, pack), posted, address)))
}

fn fields(
    visit: &Visit,
    w: PageWords,
    (stream, kind, pack): (&str, CaseKind, &GroundsPack),
    posted: &Posted,
    address: String,
) -> Form {
    let choice = |ground: &LawfulGround| {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("source", &ground.source), ("days", &ground.notice_days)];
        Choice::new(ground.id.clone(), ground.words.clone()).hint(w.say("ground.of", &values))
    };
    let choices = pack.grounds.iter().filter(|ground| ground.allows.contains(&kind)).map(choice).collect();
    let once = Some(posted.value("once")).filter(|once| !once.is_empty()).map(str::to_owned);
    let mut form = Form::new(visit, address)
        .hidden("stream", stream)
        .hidden("kind", kind.code())
        .hidden("once", once.unwrap_or_else(|| Uuid::now_v7().to_string()))
        .field(&posted.field("ground").radios(choices))
        .field(&posted.field("shown-by").text());
    if matches!(kind, CaseKind::Recover | CaseKind::Reduce) {
        form = form.field(&posted.field("amount").money());
    }
    if visit.permit.as_ref().is_some_and(seven_core::access::Permit::is_after_death) {
        form = form.field(&posted.field("addressed-to").text_area(500).rows(4));
    }
    form.field(&posted.field("about").date())
        .field(&posted.field("reasons").text_area(MOST_CHARACTERS))
        .button(Button::new(w.t("open")).warning())
}

/// Opens it.
pub(super) async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let opened = match read(&posted) {
        Ok(new) => open_case(&visit.signed_caller()?, child, new).await,
        Err(error) => Err(error),
    };
    let at = format!("{}/money/cases", home(child));
    match opened {
        Ok(id) => {
            let by_hand = visit.permit.as_ref().is_some_and(seven_core::access::Permit::is_after_death);
            Ok(back(&format!("{at}/{id}"), if by_hand { "case-opened-by-hand" } else { "case-opened" }))
        }
        // the same form, sent twice
        Err(ActionError::Store(store::StoreError::Taken(_))) => Ok(back(&at, "case-opened")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}

fn read(posted: &Posted) -> Result<NewCase, ActionError> {
    let missing = |field: &str, code| ActionError::invalid(field, code);
    let kind = CaseKind::from_code(posted.value("kind")).map_err(|_| missing("kind", "choose-from-the-list"))?;
    if posted.value("ground").is_empty() {
        return Err(missing("ground", "case-no-ground"));
    }
    if posted.value("shown-by").is_empty() {
        return Err(missing("shown-by", "empty"));
    }
    let amount = match (kind, posted.value("amount")) {
        (CaseKind::Recover | CaseKind::Reduce, typed) => Pence::read(typed).map_err(|_| missing("amount", "no-sum"))?,
        _ => Pence::ZERO,
    };
    let about_day = typed_day(&posted.date("about")).ok_or_else(|| missing("about", "no-day"))?;
    if posted.value("reasons").chars().count() > MOST_CHARACTERS {
        return Err(missing("reasons", "text-too-long"));
    }
    Ok(NewCase {
        stream: posted.value("stream").to_owned(),
        kind,
        ground: posted.value("ground").to_owned(),
        evidence: EvidenceId(posted.value("once").parse().unwrap_or_else(|_| Uuid::now_v7())),
        shown_by: posted.value("shown-by").to_owned(),
        amount,
        about_day,
        reasons: posted.value("reasons").to_owned(),
        addressed_to: posted.value("addressed-to").to_owned(),
    })
}
