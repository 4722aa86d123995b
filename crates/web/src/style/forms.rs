//! Fields, controls and buttons.

use super::{Section, sample};
use crate::parts::form::{Button, Choice, Field, Posted};
use crate::words::PageWords;

/// A name of 300 letters, as some are.
const LONG: &str = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewarenwohlgepflege\
                    undsorgfaltigkeitbeschutzenvorangreifendurchihrraubgierigfeinde";

/// Right to left.
const ARABIC: &str = "سارة بنت عبد الله";

pub fn sections(w: PageWords) -> Vec<Section> {
    vec![text(w), larger(w), dates_and_money(w), choices(w), lists_and_files(w), buttons()]
}

fn field(w: PageWords, name: &str, label: &str) -> Field {
    Field::new(w, name, label)
}

fn text(w: PageWords) -> Section {
    let wrong =
        field(w, "text-error", "E-mail").hint("We write to you here").value("sam@").error("Write the whole address");
    Section::new(
        "text",
        "Text",
        vec![
            sample(
                "Normal",
                &field(w, "text", "First name").hint("As you want to be called").text().autocomplete("given-name"),
            ),
            sample("With an error", &wrong.text().email()),
            sample("Long", &field(w, "text-long", LONG).value(LONG).text()),
            sample("Right to left", &field(w, "text-rtl", "Name").value(ARABIC).text()),
            sample(
                "Digits",
                &field(w, "text-code", "Code")
                    .hint("Six digits")
                    .text()
                    .digits()
                    .characters(5)
                    .autocomplete("one-time-code"),
            ),
            sample("Password", &field(w, "text-password", "Password").text().password("current-password")),
        ],
    )
}

fn larger(w: PageWords) -> Section {
    let story = field(w, "area", "What does a good day look like?").hint("As much or as little as you like");
    let wrong =
        field(w, "area-error", "Why do you decide this?").value("Because").error("Write at least 20 characters");
    Section::new(
        "areas",
        "More text",
        vec![
            sample("Normal", &story.text_area(500)),
            sample("With an error", &wrong.text_area(20)),
            sample("Right to left", &field(w, "area-rtl", "Note").value(ARABIC).text_area(200).rows(2)),
        ],
    )
}

fn dates_and_money(w: PageWords) -> Section {
    let wrong = [("born-day", "31"), ("born-month", "2"), ("born-year", "2019")];
    let mut posted = Posted::of(w, wrong.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
    posted.refuse_in_words("born", "February has no 31st day: write the date on the birth certificate");
    let mut born = posted.field("born");
    born.label = "Date of birth".to_owned();
    Section::new(
        "dates",
        "Dates and money",
        vec![
            sample(
                "Date",
                &field(w, "date", "When did it start?").hint("For example, 27 3 2026").value("2026-05-01").date(),
            ),
            sample("Date with an error", &born.date()),
            sample("Money", &field(w, "money", "How much?").value("1,234.56").money().after("a week")),
            sample(
                "Money with an error",
                &field(w, "money-error", "How much?")
                    .value("lots")
                    .error("Write pounds and pence, such as 1,234.56")
                    .money(),
            ),
        ],
    )
}

fn choices(w: PageWords) -> Section {
    let days = || {
        vec![
            Choice::new("mon", "Monday").chosen(true),
            Choice::new("tue", "Tuesday").hint("In the afternoon only"),
            Choice::new("wed", "Wednesday").hint("Full until September").disabled(),
        ]
    };
    let yes_no = || vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    let asked = field(w, "radio", "May your school see this?").hint("You can change this later").value("yes");
    Section::new(
        "choices",
        "Choosing",
        vec![
            sample("Radios", &asked.radios(yes_no())),
            sample(
                "Radios side by side, with an error",
                &field(w, "radio-error", "Do you agree?").error("Choose yes or no").radios(yes_no()).inline(),
            ),
            sample("Checkboxes", &field(w, "check", "Which days?").hint("Tick all that suit you").checkboxes(days())),
            sample("Small checkboxes", &field(w, "check-small", "Show").checkboxes(days()).small()),
            sample(
                "Long choice",
                &field(w, "radio-long", "Who?").radios(vec![Choice::new("a", LONG), Choice::new("b", ARABIC)]),
            ),
        ],
    )
}

fn lists_and_files(w: PageWords) -> Section {
    let teams = || vec![Choice::new("n", "North team"), Choice::new("s", "South team"), Choice::new("x", LONG)];
    Section::new(
        "lists",
        "Lists and files",
        vec![
            sample("List", &field(w, "select", "Team").value("s").select(teams())),
            sample("List with an error", &field(w, "select-error", "Team").error("Choose a team").select(teams())),
            sample("File", &field(w, "file", "A picture of the receipt").file(&["PDF", "JPG", "PNG"], "10 MB")),
            sample(
                "File with an error",
                &field(w, "file-error", "Receipts")
                    .error("This file is 14 MB: send one of at most 10 MB")
                    .file(&["PDF"], "10 MB")
                    .several(),
            ),
        ],
    )
}

fn buttons() -> Section {
    Section::new(
        "buttons",
        "Buttons",
        vec![
            sample("Main", &Button::new("Save and go on")),
            sample("Beside it", &Button::new("Save and come back later").secondary().sends("then", "later")),
            sample("Cannot be undone", &Button::new("Withdraw the request").warning()),
            sample("Disabled", &Button::new("Agree the plan").disabled()),
            sample("A link", &Button::link("Start", "/style")),
        ],
    )
}
