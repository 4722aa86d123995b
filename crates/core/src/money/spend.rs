//! "Can I spend this?", answered from the plan and the law of the stream: yes, ask first, or no, each with the rule that says
//! so and a key of the sentence that tells it. An answer is kept, so that nobody is told something else later.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::grounds::GroundsPack;
use crate::ledger::{AccountKind, Holdings, Movement, Named, Transfer, statement};
use crate::plan::support::SupportKind;
use crate::{Pence, PersonId, PieceId, TransferId};

/// What somebody would like to spend money on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Wish {
    /// The stream.
    pub stream: String,
    /// How much.
    pub amount: Pence,
    /// The line of the plan that it would be for, where there is one.
    pub line: Option<PieceId>,
    /// What kind of thing it is.
    pub kind: SupportKind,
    /// What of the law's list it is, by id; none where it is nothing of it.
    #[serde(default)]
    pub excluded: Option<String>,
    /// Whether somebody is paid who lives in the same household.
    #[serde(default)]
    pub to_household: bool,
    /// Whether it happens on a school's premises and the head has not agreed.
    #[serde(default)]
    pub at_school_unagreed: bool,
}

/// A line of the plan as money stands on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineMoney {
    /// The line.
    pub line: PieceId,
    /// The stream that pays.
    pub stream: String,
    /// What kind of support it is.
    pub kind: SupportKind,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// What the plan gives it.
    pub planned: Pence,
    /// What has been spent on it.
    pub spent: Pence,
}

impl LineMoney {
    /// What is left of the line.
    #[must_use]
    pub fn left(&self) -> Pence {
        Pence(self.planned.0.saturating_sub(self.spent.0))
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum SpendAnswer {
    /// Yes, on this line.
    Yes {
        /// The line.
        line: PieceId,
    },
    /// Perhaps: ask first.
    Ask {
        /// The rule.
        rule: SpendRule,
    },
    /// No.
    No {
        /// The rule.
        rule: SpendRule,
    },
}

/// The rule that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
pub enum SpendRule {
    /// The law of the stream leaves it out.
    Excluded {
        /// What it is, by id in the pack.
        what: String,
        /// Where it stands.
        source: String,
    },
    /// Less money is there.
    NotEnough {
        /// What is there.
        there: Pence,
    },
    /// No line of the plan is for this.
    NotInPlan,
    /// More than is left of the line.
    MoreThanLine {
        /// The line.
        line: PieceId,
        /// What is left of it.
        left: Pence,
    },
    /// Somebody of the household would be paid.
    Household,
    /// The head of the school has to agree.
    School,
    /// A sum that is none.
    NotAboveNothing,
}

impl SpendAnswer {
    /// The key of its sentence.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            SpendAnswer::Yes { .. } => "spend-yes",
            SpendAnswer::Ask { rule } | SpendAnswer::No { rule } => match rule {
                SpendRule::Excluded { .. } => "spend-excluded",
                SpendRule::NotEnough { .. } => "spend-not-enough",
                SpendRule::NotInPlan => "spend-not-in-plan",
                SpendRule::MoreThanLine { .. } => "spend-more-than-line",
                SpendRule::Household => "spend-household",
                SpendRule::School => "spend-school",
                SpendRule::NotAboveNothing => "spend-no-sum",
            },
        }
    }
}

/// Answers. `there` is what is held for the child in the stream and not kept for anything.
#[must_use]
pub fn can_i_spend(wish: &Wish, lines: &[LineMoney], there: Pence, pack: Option<&GroundsPack>) -> SpendAnswer {
    let no = |rule| SpendAnswer::No { rule };
    let ask = |rule| SpendAnswer::Ask { rule };
    if wish.amount <= Pence::ZERO {
        return no(SpendRule::NotAboveNothing);
    }
    if let Some(what) = &wish.excluded {
        let source = pack
            .and_then(|pack| pack.excluded.iter().find(|one| one.id == *what))
            .map(|one| one.source.clone())
            .unwrap_or_default();
        return no(SpendRule::Excluded { what: what.clone(), source });
    }
    if wish.amount > there {
        return no(SpendRule::NotEnough { there });
    }
    // the household rule and the school's consent are decisions of a person, never a flat no
    if wish.to_household {
        return ask(SpendRule::Household);
    }
    if wish.at_school_unagreed {
        return ask(SpendRule::School);
    }
    let own = || lines.iter().filter(|line| line.stream == wish.stream);
    let line = match wish.line {
        Some(id) => own().find(|line| line.line == id),
        None => own().filter(|line| line.kind == wish.kind).max_by_key(|line| line.left()),
    };
    match line {
        None => ask(SpendRule::NotInPlan),
        Some(line) if line.left() < wish.amount => ask(SpendRule::MoreThanLine { line: line.line, left: line.left() }),
        Some(line) => SpendAnswer::Yes { line: line.line },
    }
}

/// How the plan's lines stand, from what each was planned and the entries that name it.
#[must_use]
pub fn lines_of(
    planned: &[(PieceId, String, SupportKind, Option<PieceId>, Pence)],
    entries: &[Transfer],
) -> Vec<LineMoney> {
    let mut lines = Vec::new();
    for (line, stream, kind, outcome, planned) in planned {
        let by_line = statement::by_line(stream, entries);
        let spent = by_line.get(&Some(*line)).map_or(Pence::ZERO, |held| statement::of(held, AccountKind::Spent));
        lines.push(LineMoney {
            line: *line,
            stream: stream.clone(),
            kind: *kind,
            outcome: *outcome,
            planned: *planned,
            spent,
        });
    }
    lines
}

/// The entries of something that was spent. What goes beyond what is held, the family put in itself: it is told as that, and
/// no pot goes below nothing.
#[must_use]
pub fn spent(
    (id, child, stream): (TransferId, PersonId, &str),
    amount: Pence,
    held: &Holdings,
    (day, named): (Date, &Named),
) -> Vec<Transfer> {
    let there = statement::of(held, AccountKind::Paid);
    let beyond = Pence(amount.0.saturating_sub(there.0.max(0)).max(0));
    let mut entries = Vec::new();
    if beyond > Pence::ZERO {
        let own = TransferId::of(&["own money for", &id.to_string()]);
        entries.push(Transfer::post(own, Movement::Contribute, child, stream, beyond, day, named.clone()));
    }
    entries.push(Transfer::post(id, Movement::Spend, child, stream, amount, day, named.clone()));
    entries
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::super::grounds;
    use super::*;

    fn line(number: u128, kind: SupportKind, planned: i64, spent: i64) -> LineMoney {
        LineMoney {
            line: PieceId(Uuid::from_u128(number)),
            stream: "social-care".to_owned(),
            kind,
            outcome: None,
            planned: Pence(planned),
            spent: Pence(spent),
        }
    }

    fn wish(pence: i64) -> Wish {
        Wish {
            stream: "social-care".to_owned(),
            amount: Pence(pence),
            line: None,
            kind: SupportKind::Activity,
            excluded: None,
            to_household: false,
            at_school_unagreed: false,
        }
    }

    #[test]
    fn the_plan_answers_whether_money_may_be_spent() {
        let packs = grounds::known().unwrap();
        let pack = grounds::of_stream(&packs, "social-care", date(2026, 9, 1));
        let lines = [line(1, SupportKind::Activity, 10_000, 4_000), line(2, SupportKind::Travel, 5_000, 0)];
        let key = |wish: &Wish| can_i_spend(wish, &lines, Pence(8_000), pack).key();
        assert_eq!(key(&wish(6_000)), "spend-yes");
        assert_eq!(key(&wish(6_001)), "spend-more-than-line");
        assert_eq!(key(&wish(8_001)), "spend-not-enough");
        assert_eq!(key(&wish(0)), "spend-no-sum");
        assert_eq!(key(&Wish { kind: SupportKind::Equipment, ..wish(100) }), "spend-not-in-plan");
        assert_eq!(key(&Wish { line: Some(PieceId(Uuid::from_u128(2))), ..wish(5_000) }), "spend-yes");
        assert_eq!(key(&Wish { stream: "health".to_owned(), ..wish(100) }), "spend-not-in-plan");
        assert_eq!(key(&Wish { to_household: true, ..wish(100) }), "spend-household");
        assert_eq!(key(&Wish { at_school_unagreed: true, ..wish(100) }), "spend-school");
        let gambling = Wish { excluded: Some("gambling".to_owned()), ..wish(100) };
        let SpendAnswer::No { rule: SpendRule::Excluded { source, .. } } =
            can_i_spend(&gambling, &lines, Pence(8_000), pack)
        else {
            panic!("gambling is left out")
        };
        assert!(!source.is_empty());
    }

    #[test]
    fn what_a_family_spends_beyond_what_is_there_is_its_own_money() {
        let held = Holdings::from([(AccountKind::Paid, Pence(4_000))]);
        let named = Named::by(None, jiff::Timestamp::UNIX_EPOCH);
        let ids = (TransferId::of(&["x"]), PersonId(Uuid::from_u128(1)), "social-care");
        let day = date(2026, 9, 1);
        let within = spent(ids, Pence(4_000), &held, (day, &named));
        assert_eq!(within.len(), 1);
        let beyond = spent(ids, Pence(4_500), &held, (day, &named));
        let told: Vec<(Movement, Pence)> = beyond.iter().map(|one| (one.movement, one.amount)).collect();
        assert_eq!(told, [(Movement::Contribute, Pence(500)), (Movement::Spend, Pence(4_500))]);
    }
}
