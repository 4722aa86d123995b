//! The charts, with children made up by a small sum.

use seven_core::Pence;

use super::{Section, sample};
use crate::parts::chart::{
    Change, ChangeChart, Child, CircleChart, NeedChart, PotChart, PriceStep, ProgressChart, RingOfPeople, StepsChart,
    Strength, StrengthChart, Told,
};
use crate::words::PageWords;

pub fn sections(w: PageWords) -> Vec<Section> {
    vec![need(w), changes(w), pots(w), steps(w), circles(w), strengths(w), progress(w)]
}

fn children(count: i64) -> Vec<Child> {
    let child = |at: i64| Child {
        label: format!("Child {at}"),
        href: Some("/style".to_owned()),
        need_hundredths: at * 7_919 % 7_300 / 50 * 50,
        spend: Pence((at * 104_729 % 29_000 + 900) * 100),
        is_outlier: at % 17 == 3,
    };
    (1..=count).map(child).collect()
}

fn need(w: PageWords) -> Section {
    let chart = |count| NeedChart {
        words: w,
        children: children(count),
        description: "There is almost no link between need and spend. 7 children stand out.".to_owned(),
    };
    Section::new(
        "need",
        "Need beside spend",
        vec![
            sample("121 children", &chart(121).figure("need").csv("/style")),
            sample("Twelve children", &chart(12).figure("need-few").titled("Need beside spend: the north team")),
            sample("Nobody", &chart(0).figure("need-none").titled("Need beside spend: nobody yet")),
        ],
    )
}

fn changes(w: PageWords) -> Section {
    let change =
        |child: Child| Change { label: child.label, before: child.spend, after: Pence(child.need_hundredths * 400) };
    let mut changes: Vec<Change> = children(14).into_iter().map(change).collect();
    if let Some(first) = changes.first_mut() {
        first.label = "A child with a name that is longer than its room".to_owned();
    }
    let description = "8 of 14 children gain, 6 lose.".to_owned();
    Section::new(
        "changes",
        "Before and after",
        vec![sample("Fourteen children", &ChangeChart { words: w, changes, description }.figure("change"))],
    )
}

fn pots(w: PageWords) -> Section {
    let pot = |agreed: i64| PotChart {
        words: w,
        available: Pence(420_000_000),
        contingency: Pence(50_400_000),
        indicative: Pence(115_000_000),
        agreed: Pence(agreed * 100),
    };
    Section::new(
        "pots",
        "The pot",
        vec![
            sample("Some left", &pot(1_900_000).figure("pot").csv("/style")),
            sample(
                "Too much promised",
                &pot(2_900_000).figure("pot-over").titled("What next year's budget is used for"),
            ),
        ],
    )
}

fn steps(w: PageWords) -> Section {
    let bands = [
        (0, Some(900), 0),
        (1_000, Some(1_900), 1_500),
        (2_000, Some(3_400), 4_200),
        (3_500, Some(5_900), 9_800),
        (6_000, None, 16_000),
    ];
    let step = |(from_hundredths, to_hundredths, pounds): (i64, Option<i64>, i64)| PriceStep {
        from_hundredths,
        to_hundredths,
        amount: Pence(pounds * 100),
    };
    let chart = StepsChart {
        words: w,
        title: "Social care: from points to money".to_owned(),
        description: "Five steps, from nothing under 10 points to £16,000 from 60 points on. Sam has 27.5 points."
            .to_owned(),
        steps: bands.into_iter().map(step).collect(),
        own_hundredths: Some(2_750),
    };
    Section::new(
        "steps",
        "Points and money",
        vec![sample("Five steps, with one's own place", &chart.figure("steps-chart"))],
    )
}

fn circles(w: PageWords) -> Section {
    let ring = |name: &str, count: usize| RingOfPeople {
        name: name.to_owned(),
        people: (1..=count).map(|at| (format!("Person {at}"), "a friend".to_owned())).collect(),
    };
    let chart = |counts: [usize; 4]| {
        let names = ["Closest to me", "Friends and family", "People I know", "People paid to help me"];
        let rings = names.into_iter().zip(counts).map(|(name, count)| ring(name, count)).collect();
        CircleChart { words: w, middle: "Sam".to_owned(), rings }
    };
    let samples = vec![
        sample("Two to six in each ring, and one more", &chart([2, 7, 5, 3]).figure("circle-full")),
        sample("One person", &chart([1, 0, 0, 0]).figure("circle-one").titled("The people around Sam: one person")),
    ];
    Section::new("circle", "The circle of people", samples)
}

fn strengths(w: PageWords) -> Section {
    let one = |(name, strength): (&str, u8)| Strength { name: name.to_owned(), words: String::new(), strength };
    let all = [("What we can do", 4), ("Who we know", 2), ("What we find out", 5), ("Money", 0)].map(one).into();
    let chart = StrengthChart { words: w, all };
    Section::new(
        "strength",
        "How much there is of each",
        vec![sample("One of them not said", &chart.figure("strengths"))],
    )
}

fn progress(w: PageWords) -> Section {
    let told = |(month, value): (i8, u32)| Told {
        day: jiff::civil::date(2026, month, 1),
        value,
        shown: value.to_string(),
        who: "Sam".to_owned(),
        words: String::new(),
    };
    let chart = |values: &[(i8, u32)]| ProgressChart {
        words: w,
        from: told((4, 1)),
        aim: (8, "Hoped for: 8".to_owned()),
        told: values.iter().copied().map(told).collect(),
        description: "It began at 1, we hope for 8.".to_owned(),
    };
    let title = "I go out with friends";
    let samples = vec![
        sample("Four values", &chart(&[(5, 2), (7, 6), (9, 5), (11, 8)]).figure("progress", title)),
        sample("Nothing told yet", &chart(&[]).figure("progress-none", "Nothing told yet")),
    ];
    Section::new("progress", "How an outcome moved", samples)
}
