//! The report of a study in words: the table and what it does, then what it means for groups of people.

use crate::cases::Cases;
use crate::fairness::equity::{self, Equity, EquityError, EquityQuestion, equity};
use crate::report::{Subject, blocks};
use crate::wording::{Block, Catalogue, Table};

/// The fewest people of whom anything is said.
const LEAST_PEOPLE: usize = 10;

pub(super) fn catalogue() -> Catalogue {
    Catalogue::of(include_str!("messages.en.toml"))
}

/// Each group of a column beside the largest; why not, where nothing can be compared.
pub type Compared = Vec<(String, Result<Equity, EquityError>)>;

/// Compares the groups of each column. A column is not allowed for in its own comparison.
///
/// # Errors
/// [`EquityError::NoColumn`] for a column that the file does not have.
pub fn groups(
    cases: &Cases,
    columns: &[String],
    adjust: &[String],
    (seed, samples): (u64, usize),
    threads: usize,
) -> Result<Compared, EquityError> {
    let compare = |group: &String| {
        let question = EquityQuestion {
            group: group.clone(),
            adjust: adjust.iter().filter(|name| *name != group).cloned().collect(),
            reference: None,
            least_people: LEAST_PEOPLE,
            confidence: 0.95,
            seed,
            samples: samples.max(100),
        };
        match equity(cases, &question, threads) {
            Err(error @ EquityError::NoColumn { .. }) => Err(error),
            other => Ok((group.clone(), other)),
        }
    };
    columns.iter().map(compare).collect()
}

/// The whole report.
#[must_use]
pub fn told(subject: &Subject<'_>, compared: &Compared) -> Vec<Block> {
    let mut told = blocks(subject);
    for (group, found) in compared {
        match found {
            // A part of this report now: each of its headings stands one lower, and its tables say which groups they are about.
            Ok(equity) => told.extend(equity::blocks(equity, "£").into_iter().map(|block| match block {
                Block::Heading(level, text) => Block::Heading(level + 1, text),
                Block::Table(table) => {
                    let values = [("group", group.as_str()), ("caption", table.caption.as_str())];
                    Block::Table(Table { caption: catalogue().say("groups.caption", &values), ..table })
                }
                other => other,
            })),
            Err(why) => {
                let say = catalogue();
                told.push(Block::Heading(2, say.say("groups.heading", &[("group", group)])));
                told.push(Block::Warning(say.say("groups.not_compared", &[("why", &why.to_string())])));
            }
        }
    }
    told
}
