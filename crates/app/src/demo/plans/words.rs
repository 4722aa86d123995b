//! What Beth's, John's and Jed's plans say. The people and the sums are made up; what they want is what the pen pictures tell.

use seven_core::Pence;
use seven_core::plan::Body;
use seven_core::plan::money::{Holding, LeftOver, MoneyChoice, MoneyHelp, Savings};
use seven_core::plan::pattern::{Day, Pattern, Season};
use seven_core::plan::support::{Paid, Part, Quadrant, Quantity, Support, SupportKind, Unit, UnitPrice};
use seven_core::plan::writing::{
    CirclePerson, Measure, Outcome, Page, Ring, Risk, SafetyNote, Topic, Wealth, WealthPart,
};

use super::Written;

pub const SHORTFALL: &str = "The prices are the lowest that we found. We asked three agencies in the town. Without the rest of the \
                             money the mornings, or the way there, would fall away.";
pub const ENOUGH: &str = "Every outcome has somebody and a price. The sums were compared with last year’s invoices.";
pub const REASONS: &str = "The plan is his own, it answers what he hopes for, and each sum can be followed.";
pub const WHY_DIFFERENT: &str = "The plan was costed line by line; the figure that was told was a starting point.";

fn page(topic: Topic, words: &str, easy: &str) -> Written {
    let (words, easy) = (words.to_owned(), easy.to_owned());
    plain(Body::Page(Page { words, easy, ..Page::about(topic) }))
}

fn person(name: &str, who: &str, ring: Ring) -> Written {
    plain(Body::Person(CirclePerson { name: name.to_owned(), who: who.to_owned(), ring }))
}

fn count(words: &str, framework: &str, what: &str, baseline: u32, aim: u32) -> Written {
    let measure = Measure::Count { what: what.to_owned(), baseline, aim };
    plain(Body::Outcome(Outcome { words: words.to_owned(), framework: framework.to_owned(), measure, by: None }))
}

fn change(words: &str, framework: &str, today: &str, then: &str) -> Written {
    let measure = Measure::Change { today: today.to_owned(), then: then.to_owned() };
    plain(Body::Outcome(Outcome { words: words.to_owned(), framework: framework.to_owned(), measure, by: None }))
}

fn risk(worth: &str, wrong: &str, doing: &str, child_says: &str) -> Written {
    let [worth, wrong, doing, child_says] = [worth, wrong, doing, child_says].map(str::to_owned);
    plain(Body::Risk(Risk { worth, wrong, doing, child_says }))
}

fn crisis(when: &str, what: &str, call: &str) -> Written {
    let [when, what, call] = [when, what, call].map(str::to_owned);
    plain(Body::Safety(SafetyNote { when, what, call, guarded: false }))
}

fn wealth(part: WealthPart, strength: u8, words: &str) -> Written {
    plain(Body::Wealth(Wealth { part, words: words.to_owned(), strength }))
}

fn held(stream: &str, holding: Holding, manager: &str, help: &[MoneyHelp]) -> Written {
    let (stream, manager) = (stream.to_owned(), manager.to_owned());
    plain(Body::Money(MoneyChoice { stream, holding, manager, help: help.to_vec() }))
}

fn left(stream: &str, left_over: LeftOver, for_what: &str) -> Written {
    let (stream, for_what) = (stream.to_owned(), for_what.to_owned());
    plain(Body::Savings(Savings { stream, left_over, for_what, until: None }))
}

fn plain(body: Body) -> Written {
    Written { body, serves: Vec::new() }
}

/// What, who, kind, where it comes from, when, how much of what.
struct Line {
    what: &'static str,
    who: &'static str,
    kind: SupportKind,
    quadrant: Quadrant,
    pattern: Pattern,
    /// In thousandths.
    quantity: i64,
    unit: Unit,
    serves: Vec<usize>,
}

impl Line {
    fn unpaid(self) -> Written {
        self.with(None)
    }

    /// Paid at so many thousandths of a penny each.
    fn paid(self, stream: &str, price: i64, payee: &str) -> Written {
        self.partly(stream, price, payee, Part::Whole)
    }

    fn partly(self, stream: &str, price: i64, payee: &str, part: Part) -> Written {
        let (stream, payee) = (stream.to_owned(), payee.to_owned());
        self.with(Some(Paid { stream, price: UnitPrice(price), part, employing: None, payee }))
    }

    fn with(self, paid: Option<Paid>) -> Written {
        let body = Body::Support(Support {
            what: self.what.to_owned(),
            who: self.who.to_owned(),
            kind: self.kind,
            quadrant: self.quadrant,
            outcomes: Vec::new(),
            pattern: self.pattern,
            from: None,
            until: None,
            quantity: Quantity(self.quantity),
            unit: self.unit,
            paid,
        });
        Written { body, serves: self.serves }
    }
}

fn school_days() -> Pattern {
    Pattern::OnDays { days: Day::ALL.iter().take(5).copied().collect(), season: Season::TermTime }
}

fn saturdays() -> Pattern {
    Pattern::OnDays { days: vec![Day::Saturday], season: Season::AllYear }
}

/// Getting up in the morning.
pub(super) fn beth() -> Vec<Written> {
    [beth_self(), beth_hopes(), beth_support(), beth_rest()].into_iter().flatten().collect()
}

/// Who writes, and who matters.
fn beth_self() -> Vec<Written> {
    vec![
        page(
            Topic::WhoIAm,
            "I am Beth. I am seventeen. I live with my family, and I am the eldest.",
            "I am Beth. I am 17.",
        ),
        page(
            Topic::Love,
            "A slow start. My van. Music with drums. Being outside when it is windy.",
            "I love my van and loud music.",
        ),
        page(Topic::Works, "Time. One person who talks to me before they touch me.", "Talk to me first."),
        page(Topic::WorksNot, "Being hurried. Seven o’clock.", "Do not rush me."),
        page(
            Topic::Communicate,
            "I look at what I want. When I turn away, that is my no.",
            "I look for yes. I turn away for no.",
        ),
        page(
            Topic::Next,
            "To start my day an hour later. To know people in our town before I leave school.",
            "Sleep longer. Meet people.",
        ),
        person("Mum", "", Ring::Closest),
        person("Lily and Tom", "my little sister and brother", Ring::Closest),
        person("Shanice", "helps me in the mornings", Ring::PaidHelp),
    ]
}

/// What is hoped for, and what the budget pays for it.
fn beth_hopes() -> Vec<Written> {
    vec![
        change(
            "We all start the day one hour later",
            "be-healthy",
            "everybody is up at six for the bus at half past seven",
            "Beth gets up at seven, in her own time",
        ),
        count(
            "I get to know people in our town",
            "make-a-positive-contribution",
            "afternoons a month with somebody who is not family",
            0,
            4,
        ),
        Line {
            what: "Somebody who gets me up, at my pace",
            who: "Shanice and one other",
            kind: SupportKind::Help,
            quadrant: Quadrant::SelfDirected,
            pattern: school_days(),
            quantity: 1_500,
            unit: Unit::Hour,
            serves: vec![0],
        }
        .paid("social-care", 1_640_000, "Side by Side"),
        Line {
            what: "To school in my own van instead of the taxi",
            who: "Mum drives",
            kind: SupportKind::Travel,
            quadrant: Quadrant::SelfDirected,
            pattern: school_days(),
            quantity: 11_400,
            unit: Unit::Mile,
            serves: vec![0],
        }
        .paid("education", 45_000, "Mum"),
        Line {
            what: "Out in town with somebody who knows me",
            who: "Shanice",
            kind: SupportKind::Help,
            quadrant: Quadrant::SelfDirected,
            pattern: Pattern::TimesAMonth { times: 2 },
            quantity: 3_000,
            unit: Unit::Hour,
            serves: vec![1],
        }
        .paid("social-care", 1_640_000, "Side by Side"),
    ]
}

/// What others do.
fn beth_support() -> Vec<Written> {
    vec![
        Line {
            what: "Drumming on the common",
            who: "the drummers, everybody is welcome",
            kind: SupportKind::Activity,
            quadrant: Quadrant::Universal,
            pattern: Pattern::TimesAMonth { times: 1 },
            quantity: 2_000,
            unit: Unit::Hour,
            serves: vec![1],
        }
        .unpaid(),
        Line {
            what: "Saturday club",
            who: "Meadow",
            kind: SupportKind::Activity,
            quadrant: Quadrant::Targeted,
            pattern: saturdays(),
            quantity: 3_000,
            unit: Unit::Hour,
            serves: vec![1],
        }
        .unpaid(),
        Line {
            what: "Breakfast for the little ones while Beth gets ready",
            who: "Gran",
            kind: SupportKind::Break,
            quadrant: Quadrant::Community,
            pattern: school_days(),
            quantity: 1_000,
            unit: Unit::Hour,
            serves: vec![0],
        }
        .unpaid(),
    ]
}

/// Risks, what there is beside money, and how the money is held.
fn beth_rest() -> Vec<Written> {
    vec![
        risk(
            "Being out in town with one person",
            "Beth gets cold, or the lift is broken",
            "A warm bag goes along; we ring the library about the lift first",
            "I look at the door when I want to go out",
        ),
        crisis(
            "Two bad nights in a row",
            "Dark room, drums quietly, no visitors",
            "Mum, then the night nurse’s telephone",
        ),
        wealth(WealthPart::Capacity, 3, "We know Beth best, and Mum can drive the van."),
        wealth(WealthPart::Connection, 2, "Gran nearby. The drummers."),
        wealth(WealthPart::Information, 2, "Another family showed us how they found their supporters."),
        held("social-care", Holding::IndividualServiceFund, "Side by Side", &[MoneyHelp::Finding]),
        held("education", Holding::DirectPayment, "Mum", &[]),
        left("social-care", LeftOver::Earmark, "more afternoons in the summer"),
        left("education", LeftOver::GiveBack, ""),
        left("health", LeftOver::RollOver, ""),
    ]
}

/// A musical and a curry.
pub(super) fn john() -> Vec<Written> {
    [john_self(), john_hopes(), john_support(), john_rest()].into_iter().flatten().collect()
}

/// Who writes, and who matters.
fn john_self() -> Vec<Written> {
    vec![
        page(
            Topic::WhoIAm,
            "I am John, I am sixteen. I have epilepsy and I learn slowly. I laugh a lot.",
            "I am John. I am 16.",
        ),
        page(Topic::Love, "Musicals. Curry. My cousin Rob.", "Musicals, curry, Rob."),
        page(
            Topic::Works,
            "Knowing what comes next. Somebody who knows what to do when I have a seizure.",
            "Tell me what comes next.",
        ),
        page(Topic::Next, "To go out with people of my age. To see a show in London.", "A show in London."),
        page(Topic::Yes, "Town on Saturdays. The pictures. A meal out.", "Town. Pictures. Curry."),
        page(Topic::No, "Clubs where everybody is grown up.", "No clubs for grown-ups."),
        person("Mum and Dad", "", Ring::Closest),
        person("Rob", "my cousin", Ring::Closest),
    ]
}

/// What is hoped for, and what the budget pays for it.
fn john_hopes() -> Vec<Written> {
    vec![
        count("I spend time with people of my age", "enjoy-and-achieve", "Saturdays out a month", 0, 4),
        change(
            "My parents get a rest",
            "stay-safe",
            "somebody is up with me at all hours",
            "one long weekend in two months that is theirs",
        ),
        Line {
            what: "Saturdays with Rob: town, the pictures, a curry",
            who: "Rob, who is paid what we both spend",
            kind: SupportKind::Activity,
            quadrant: Quadrant::SelfDirected,
            pattern: saturdays(),
            quantity: 1_000,
            unit: Unit::Item,
            serves: vec![0],
        }
        .paid("social-care", 2_400_000, "Rob"),
        Line {
            what: "A musical in London with Rob, train and a meal",
            who: "Rob",
            kind: SupportKind::Activity,
            quadrant: Quadrant::SelfDirected,
            pattern: Pattern::Once { on: None },
            quantity: 1_000,
            unit: Unit::Item,
            serves: vec![0],
        }
        .paid("social-care", 26_500_000, "John"),
        Line {
            what: "A second show later in the year",
            who: "Rob",
            kind: SupportKind::Activity,
            quadrant: Quadrant::SelfDirected,
            pattern: Pattern::Once { on: None },
            quantity: 1_000,
            unit: Unit::Item,
            serves: vec![0],
        }
        .paid("social-care", 14_000_000, "John"),
        Line {
            what: "A long weekend when a trained supporter stays here",
            who: "Side by Side",
            kind: SupportKind::Break,
            quadrant: Quadrant::SelfDirected,
            pattern: Pattern::TimesAYear { times: 6 },
            quantity: 2_000,
            unit: Unit::Night,
            serves: vec![1],
        }
        .paid("social-care", 16_500_000, "Side by Side"),
    ]
}

/// What others do.
fn john_support() -> Vec<Written> {
    vec![
        Line {
            what: "Epilepsy nurse shows Rob what to do",
            who: "the community nurse",
            kind: SupportKind::Help,
            quadrant: Quadrant::Universal,
            pattern: Pattern::TimesAYear { times: 1 },
            quantity: 2_000,
            unit: Unit::Hour,
            serves: vec![0],
        }
        .unpaid(),
        Line {
            what: "Sunday dinners",
            who: "Aunt May",
            kind: SupportKind::Break,
            quadrant: Quadrant::Community,
            pattern: Pattern::TimesAMonth { times: 2 },
            quantity: 3_000,
            unit: Unit::Hour,
            serves: vec![1],
        }
        .unpaid(),
        Line {
            what: "Holiday scheme",
            who: "Meadow",
            kind: SupportKind::Activity,
            quadrant: Quadrant::Targeted,
            pattern: Pattern::TimesAWeek { times: 1, season: Season::Holidays },
            quantity: 1_000,
            unit: Unit::Session,
            serves: vec![0],
        }
        .unpaid(),
    ]
}

/// Risks, what there is beside money, and how the money is held.
fn john_rest() -> Vec<Written> {
    vec![
        risk(
            "London, by train",
            "A seizure on the way, crowds",
            "Rob is trained and carries the medicine; an early train; seats booked at the aisle",
            "I am not scared. Rob is there",
        ),
        crisis("A seizure longer than five minutes", "The medicine in the red bag", "999, then Mum"),
        wealth(WealthPart::Capacity, 4, "John can travel with somebody he trusts."),
        wealth(WealthPart::Connection, 4, "Rob, Aunt May, the whole street."),
        wealth(WealthPart::Information, 3, "We know the rules of direct payments well by now."),
        held("social-care", Holding::DirectPayment, "Mum, for John", &[MoneyHelp::Account]),
        left("social-care", LeftOver::Earmark, "a weekend away with Rob"),
        left("education", LeftOver::GiveBack, ""),
        left("health", LeftOver::GiveBack, ""),
    ]
}

/// Breaks at the coast.
pub(super) fn jed() -> Vec<Written> {
    [jed_self(), jed_hopes(), jed_support(), jed_rest()].into_iter().flatten().collect()
}

/// Who writes, and who matters.
fn jed_self() -> Vec<Written> {
    vec![
        page(Topic::WhoIAm, "I am Jed. I am seventeen and will be eighteen soon.", "I am Jed. I am 17."),
        page(Topic::Love, "The sea. Caravans. The people I chose to help me.", "The sea. Caravans."),
        page(Topic::WorksNot, "New people. New places. Things that change on the day.", "I do not like new things."),
        page(
            Topic::Next,
            "A place by the sea that stays mine when I can no longer go to the short-break house.",
            "My own place by the sea.",
        ),
        page(Topic::Communicate, "A few words, and a book with pictures.", "Words and pictures."),
        person("Mum, Dad and Kay", "my family", Ring::Closest),
        person("Pete and Anjali", "the helpers I chose", Ring::PaidHelp),
    ]
}

/// What is hoped for, and what the budget pays for it.
fn jed_hopes() -> Vec<Written> {
    let caravan = Part::Sum { pence: Pence(550_000) };
    vec![
        change(
            "I still have breaks when I am eighteen",
            "enjoy-and-achieve",
            "the short-break house, which ends at eighteen",
            "a caravan that is the same each time",
        ),
        count("I get away from the city with people I like", "be-healthy", "weekends by the sea a year", 1, 8),
        Line {
            what: "Towards a caravan; the family pays the rest",
            who: "Sandy Bay",
            kind: SupportKind::Equipment,
            quadrant: Quadrant::SelfDirected,
            pattern: Pattern::Once { on: None },
            quantity: 1_000,
            unit: Unit::Item,
            serves: vec![0, 1],
        }
        .partly("social-care", 1_400_000_000, "Sandy Bay", caravan),
        Line {
            what: "Weekends at the caravan with Pete or Anjali",
            who: "Pete, Anjali",
            kind: SupportKind::Help,
            quadrant: Quadrant::SelfDirected,
            pattern: Pattern::TimesAYear { times: 8 },
            quantity: 16_000,
            unit: Unit::Hour,
            serves: vec![1],
        }
        .paid("social-care", 1_580_000, "Pete and Anjali"),
    ]
}

/// What others do.
fn jed_support() -> Vec<Written> {
    vec![
        Line {
            what: "Family holidays in the caravan",
            who: "Mum, Dad and Kay",
            kind: SupportKind::Break,
            quadrant: Quadrant::Community,
            pattern: Pattern::TimesAYear { times: 3 },
            quantity: 7_000,
            unit: Unit::Day,
            serves: vec![0, 1],
        }
        .unpaid(),
        Line {
            what: "Bus pass to the coast",
            who: "the county",
            kind: SupportKind::Travel,
            quadrant: Quadrant::Universal,
            pattern: Pattern::TimesAYear { times: 8 },
            quantity: 1_000,
            unit: Unit::Item,
            serves: vec![1],
        }
        .unpaid(),
        Line {
            what: "Goodbye afternoons at the short-break house",
            who: "Meadow",
            kind: SupportKind::Activity,
            quadrant: Quadrant::Targeted,
            pattern: Pattern::TimesAMonth { times: 1 },
            quantity: 3_000,
            unit: Unit::Hour,
            serves: vec![0],
        }
        .unpaid(),
    ]
}

/// Risks, what there is beside money, and how the money is held.
fn jed_rest() -> Vec<Written> {
    vec![
        risk(
            "Nights at the sea without Mum and Dad",
            "Jed wants to go home in the night",
            "The first times one of us sleeps in the next caravan; the book has a page for “home now”",
            "I say home and we go home",
        ),
        wealth(WealthPart::Connection, 3, "Neighbours on the site know Jed since he was small."),
        wealth(WealthPart::Money, 2, "The caravan is let when we are not there."),
        held("social-care", Holding::DirectPayment, "Dad, for Jed", &[MoneyHelp::Payroll, MoneyHelp::Employing]),
        left("social-care", LeftOver::RollOver, ""),
        left("education", LeftOver::GiveBack, ""),
        left("health", LeftOver::GiveBack, ""),
    ]
}
