//! A plan in the sections of a rule pack, for families and workers alike: the same paper for both.

use actions::plan::PlanView;
use seven_core::PersonId;
use seven_core::document::{Document, Style};
use seven_core::plan::pack::{self, Pack, Signer};
use seven_core::plan::paper::{Began, Media, Paper, Signed, Which};
use store::agreements::{self, StoredAgreement};
use store::{Query, StoreError, agreement_challenges, people, plan_media};

use crate::dates::day_of;
use crate::fault::{Fault, broken};
use crate::streams::names_of;
use crate::visit::Visit;

/// The rule packs that are attached to a plan.
pub(crate) fn packs_of(view: &PlanView) -> Result<Vec<Pack>, Fault> {
    let known = pack::known().map_err(|error| broken(&error))?;
    Ok(known.into_iter().filter(|pack| view.plan.packs.contains(&pack.id)).collect())
}

/// The plan in the sections of one of its packs; not found for a pack that is not attached to it.
pub(crate) async fn in_sections(
    at: &mut impl Query,
    visit: &Visit,
    view: &PlanView,
    id: &str,
    media_at: &str,
) -> Result<Document, Fault> {
    let pack = packs_of(view)?.into_iter().find(|pack| pack.id == id).ok_or(Fault::NotFound)?;
    let child = people::find(at, view.plan.child).await?.ok_or(Fault::NotFound)?;
    let streams = names_of(at, visit.language, view.told.as_ref()).await?;
    let media = plan_media::of_plan(at, view.plan.id).await?;
    let media: Vec<Media> = media.iter().map(|one| Media::of(one.id, &one.media_type, &one.words)).collect();
    let newest = agreements::of_plan(at, view.plan.id).await?.into_iter().next();
    let paper = Paper {
        name: child.name.first(),
        authority: &visit.authority.name,
        day: visit.moment.today,
        style: Style::Standard,
        which: Which::Whole,
        pieces: &view.pieces(),
        summary: &view.summary,
        stretch: view.plan.stretch,
        status: view.plan.status,
        shortfall: &view.plan.shortfall,
        streams: &streams,
        media: &media,
        media_at,
    };
    let (began, signed) = match &newest {
        Some(asked) => (began(at, visit, asked).await?, signed(at, asked).await?),
        None => (Began::default(), Vec::new()),
    };
    Ok(paper.in_sections(&pack, began, &signed))
}

/// Which clocks have begun. Payments and reviews come with later steps.
async fn began(at: &mut impl Query, visit: &Visit, asked: &StoredAgreement) -> Result<Began, Fault> {
    let challenges = agreement_challenges::of_agreement(at, asked.id).await?;
    let waiting = challenges.iter().find(|one| one.outcome.is_none());
    let both =
        asked.signatures.authority.zip(asked.signatures.family.as_ref()).filter(|_| asked.signatures.are_complete());
    Ok(Began {
        asked: Some(asked.request.asked_on),
        signed: both.map(|((_, authority), (_, family, _))| authority.max(*family)),
        challenged: waiting.map(|one| day_of(&visit.app.clock, one.asked_at)),
        ..Began::default()
    })
}

async fn signed(at: &mut impl Query, asked: &StoredAgreement) -> Result<Vec<Signed>, StoreError> {
    let mut all = Vec::new();
    if let Some((by, on)) = asked.signatures.authority {
        all.push((Signer::Authority, name(at, by).await?, on));
    }
    if let Some((by, on, _)) = asked.signatures.family.as_ref().filter(|_| !asked.signatures.is_declined()) {
        all.push((Signer::Family, name(at, *by).await?, *on));
    }
    Ok(all)
}

async fn name(at: &mut impl Query, person: PersonId) -> Result<String, StoreError> {
    Ok(people::find(at, person).await?.map(|person| person.name.shown()).unwrap_or_default())
}
