//! A study in the scheme studio: next year's prices from the children's own records, run, signed, published as a draft. Made by
//! the same actions as pages use.

use std::sync::Arc;

use actions::schemes::Answered;
use actions::studio::{Press, Publishing, begin_from_records, publish_draft, sign, start};
use actions::{ActionError, Caller};
use calibration::study::{Chosen, MethodName};
use seven_core::access::Purpose;
use seven_core::people::Role;
use seven_core::{AuthorityId, Moment, PersonId};
use store::{Store, StoreError, studies};

use super::money::first_of_april;
use super::staff::Staff;
use crate::failure::Failure;

/// What the study is called.
const TITLE: &str = "One price for every point";

/// Samples behind each range: few, since a demonstration has to be ready at once.
const SAMPLES: usize = 200;

/// The money for all support of these children in a year, in pence.
const BUDGET_PENCE: i64 = 80_000_000;

/// Who signs, for whom, in which words.
const SIGNED: [(Role, &str, &str, &str); 3] = [
    (
        Role::Commissioner,
        "families",
        "Marian Pell, chair of the Exampleshire Parent Carer Forum",
        "We read it at our March meeting. One price is fair to explain. We ask that nobody loses more than a tenth in a year.",
    ),
    (
        Role::Finance,
        "finance",
        "Fiona Marsh",
        "The amounts and what is kept back stay within the budget. We look at the pot again after the first quarter.",
    ),
    (
        Role::HeadOfService,
        "equality",
        "Angela Boateng",
        "I have read the comparison by age, sex, ethnicity and need. What is too few to say we ask families about ourselves.",
    ),
];

/// Adds the study.
pub async fn add(store: &Store, authority: &AuthorityId, moment: Moment, staff: &Staff) -> Result<(), Failure> {
    let caller = |person: PersonId| Caller {
        store: store.clone(),
        authority: authority.clone(),
        person: Some(person),
        purpose: Purpose::Work,
        moment,
    };
    let commissioner = caller(staff.who(Role::Commissioner)?);
    let study = begin_from_records(&commissioner, TITLE).await.map_err(|error| failed(&error))?;
    let chosen = Chosen {
        method: MethodName::PricePoint,
        budget_pence: Some(BUDGET_PENCE),
        contingency_basis_points: 1_200,
        ceiling_pence: Some(3_600_000),
        groups: ["age_band", "sex", "ethnicity", "need"].map(str::to_owned).to_vec(),
        adjust: vec!["points".to_owned()],
        samples: SAMPLES,
        ..Chosen::default()
    };
    let press: Press = Arc::new(|made| crate::studio::page_of(made).map_err(|failure| failure.to_string()));
    let run = start(&commissioner, (study, 1), &chosen).await.map_err(|error| failed(&error))?;
    run.go(Some(press), move || moment).await.map_err(|error| failed(&error))?;
    let mut reading = store.reading(authority).await?;
    let found = studies::find(&mut reading, study).await?.ok_or(StoreError::Missing("study"))?;
    drop(reading);
    let result = found.result_hash.ok_or_else(|| {
        Failure::new(format!("the demonstration's study came to nothing: {}", found.why.unwrap_or_default()))
    })?;
    for (role, side, name, words) in SIGNED {
        sign(&caller(staff.who(role)?), study, side, (name, words), &result).await.map_err(|error| failed(&error))?;
    }
    let publishing = Publishing {
        id: "one-price".to_owned(),
        from: first_of_april(moment.today).checked_add(jiff::Span::new().years(1)).ok(),
        title: TITLE.to_owned(),
        authority: "Exampleshire".to_owned(),
        answered: Answered {
            cliffs_accepted_by: "Priya Nair".to_owned(),
            equality_note:
                "Families who have much more now than their points come to would lose. Nobody loses more than a tenth \
                            in a year while they move, and each is talked with first."
                    .to_owned(),
        },
    };
    publish_draft(&commissioner, study, &result, &publishing).await.map_err(|error| failed(&error))?;
    Ok(())
}

fn failed(error: &ActionError) -> Failure {
    Failure::new(format!("the demonstration's study: {error}"))
}
