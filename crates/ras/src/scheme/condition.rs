//! Conditions on answers and numbers.

use super::Ref;
use crate::Ratio;
use crate::finding::Place;

/// A condition with the place it stands at.
#[derive(Debug, Clone)]
pub struct Condition {
    /// What it asks.
    pub kind: ConditionKind,
    /// Where it stands.
    pub place: Place,
}

/// What a condition asks.
#[derive(Debug, Clone)]
pub enum ConditionKind {
    /// The condition of this name.
    Named(String),
    /// A test on one answer or number.
    Of(Ref, Vec<Test>),
    /// The tests hold for at least one of these.
    AnyOf(Vec<Ref>, Vec<Test>),
    /// The tests hold for every one of these.
    AllOf(Vec<Ref>, Vec<Test>),
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// One test on an answer or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// The answer is one of these options.
    Is(Vec<String>),
    /// The question is answered, and with none of these options.
    IsNot(Vec<String>),
    /// The level compares so with this option.
    Level(Comparison, String),
    /// The number compares so with this one.
    Number(Comparison, Ratio),
    /// The question was answered (or was not).
    Answered(bool),
}

/// How two numbers or levels are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `<`
    Below,
    /// `=`
    Equals,
}

impl Comparison {
    /// Every comparison with its name in scheme files.
    pub const ALL: [(&'static str, Comparison); 5] = [
        ("at-least", Comparison::AtLeast),
        ("at-most", Comparison::AtMost),
        ("above", Comparison::Above),
        ("below", Comparison::Below),
        ("equals", Comparison::Equals),
    ];

    /// Whether `left` compares so with `right`.
    #[must_use]
    #[inline]
    pub fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Comparison::AtLeast => left >= right,
            Comparison::AtMost => left <= right,
            Comparison::Above => left > right,
            Comparison::Below => left < right,
            Comparison::Equals => left == right,
        }
    }
}

/// A condition with a name.
#[derive(Debug, Clone)]
pub struct NamedCondition {
    /// Its id.
    pub id: String,
    /// The condition.
    pub condition: Condition,
    /// Where it stands.
    pub place: Place,
}
