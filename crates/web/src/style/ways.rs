//! What belongs to the way of a budget.

use seven_core::Pence;

use super::{Section, around, sample};
use crate::parts::Link;
use crate::parts::form::Field;
use crate::parts::steps::{Amount, Answer, Bar, Event, Question, Timeline};
use crate::words::PageWords;

pub fn sections(w: PageWords) -> Vec<Section> {
    vec![trails(w), questions(w), amounts(w), histories(w)]
}

fn trails(w: PageWords) -> Section {
    Section::new(
        "trails",
        "The way",
        vec![
            sample("At the first step", &around::trail(w, 0).label("The way, at its beginning")),
            sample("All done", &around::trail(w, 7).label("The way, at its end")),
        ],
    )
}

fn answers() -> Vec<Answer> {
    let help = |text: &str| Some(text.to_owned());
    vec![
        Answer::new("none", "No more help than others of that age", None),
        Answer::new("some", "Some help", help("Somebody reminds or gets things ready.")),
        Answer::new("much", "A lot of help", help("Somebody is there most of the time, and does much of it.")),
        Answer::new("all", "Help with all of it", help("Two people, or somebody trained for it, day and night.")),
    ]
}

fn questions(w: PageWords) -> Section {
    let field = |name: &str| Field::new(w, name, "How much help does Sam need with washing and dressing?");
    let chosen = field("question").hint("Think of an ordinary week.").value("some");
    let wrong = field("question-error").error("Choose the answer that is nearest");
    let others = vec![
        ("Sam's mother".to_owned(), "A lot of help".to_owned()),
        ("The school".to_owned(), "Some help".to_owned()),
    ];
    let mut ticks = answers();
    if let Some(first) = ticks.first_mut() {
        first.is_chosen = true;
    }
    Section::new(
        "questions",
        "Questions",
        vec![
            sample("Levels, one chosen", &Question::levels(chosen, answers()).position(3, 14)),
            sample("With an error, and what others answered", &Question::levels(wrong, answers()).others(others)),
            sample("Boxes to tick", &Question::ticks(field("question-ticks"), ticks)),
        ],
    )
}

fn amounts(w: PageWords) -> Section {
    let working = || Link::new("How we worked this out", "/style");
    let bar = |used, whole| Bar::new(w, "What the plan uses", Pence(used), Pence(whole));
    let year = Amount::new("Sam's indicative budget", Pence(1_234_567), working()).period("a year");
    let range = Amount::in_words("What you might get", "£4,000 to £5,200", working())
        .note("Most families with such answers are in the middle.");
    Section::new(
        "amounts",
        "Amounts",
        vec![
            sample("An amount", &year),
            sample("A range", &range),
            sample("Partly used", &bar(420_000, 1_200_000)),
            sample("Over", &bar(1_300_000, 1_200_000)),
            sample("Nothing used", &bar(0, 1_200_000)),
        ],
    )
}

fn histories(w: PageWords) -> Section {
    let event = |title: &str, when: &str, by: Option<&str>, text: Option<&str>| Event {
        title: title.to_owned(),
        when: when.to_owned(),
        instant: "2026-05-03T14:05".to_owned(),
        by: by.map(str::to_owned),
        text: text.map(str::to_owned),
        link: text.map(|_| Link::new("Read it", "/style")),
    };
    Section::new(
        "history",
        "History",
        vec![sample(
            "Events",
            &Timeline::new(
                w,
                vec![
                    event(
                        "Budget told",
                        "3 May 2026, 14:05",
                        Some("Ada Manager"),
                        Some("£12,345.67 a year.\nBy the scheme of 1 April 2026."),
                    ),
                    event("Answers sent", "28 April 2026, 20:41", Some("سارة"), None),
                    event("Record opened", "2 April 2026, 9:00", None, None),
                ],
            ),
        )],
    )
}
