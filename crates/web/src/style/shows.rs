//! What shows things: tags, lists, tables, notices.

use super::{Section, sample};
use crate::parts::Link;
use crate::parts::show::{
    Cell, Column, ConfirmPanel, Details, Empty, Inset, Notice, Order, Pagination, Row, SummaryList, Tab, Table, Tabs,
    Tag, Tone,
};
use crate::words::PageWords;

const LONG: &str =
    "Pneumonoultramicroscopicsilicovolcanoconiosis and everything else that has to be said about it, at length";

pub fn sections(w: PageWords) -> Vec<Section> {
    vec![tags(), lists(), tables(w), pages(w), notices(w)]
}

fn tags() -> Section {
    Section::new(
        "tags",
        "Tags",
        vec![
            sample("Calm", &Tag::new("Draft", Tone::Calm)),
            sample("Active", &Tag::new("With the team", Tone::Active)),
            sample("Good", &Tag::new("Agreed", Tone::Good)),
            sample("Attention", &Tag::new("Waits for you", Tone::Attention)),
            sample("Urgent", &Tag::new("9 days late", Tone::Urgent)),
            sample("Long", &Tag::new(LONG, Tone::Calm)),
        ],
    )
}

fn lists() -> Section {
    let rows = || {
        vec![
            Row::new("Name", "Sam <i>Example</i>").action(Link::new("Change", "/style"), "name"),
            Row::new("Born", "3 May 2015").action(Link::new("Change", "/style"), "date of birth"),
            Row::new("Name in Arabic", "سام"),
            Row::new("About Sam", "Two lines\nof text"),
            Row::new("Long", LONG),
        ]
    };
    let paragraphs =
        vec!["A key worker is the person you talk to first.".to_owned(), "You can ask for another.".to_owned()];
    Section::new(
        "summaries",
        "Summaries",
        vec![
            sample("List", &SummaryList::new(rows())),
            sample("Card", &SummaryList::new(rows()).titled("About Sam")),
            sample("Details", &Details::new("What is a key worker?", paragraphs)),
            sample("Details with a part, open", &Details::of("About Sam", &SummaryList::new(rows()), true)),
            sample("Inset", &Inset::new("You can ask for this decision to be looked at again until 3 June 2026.")),
        ],
    )
}

fn tables(w: PageWords) -> Section {
    let columns = || {
        vec![
            Column::new("Child").sorted_by("/style?sort=name", None),
            Column::number("Points").sorted_by("/style?sort=points", Some(Order::Descending)),
            Column::number("A year").sorted_by("/style?sort=year", Some(Order::Ascending)),
            Column::new("State"),
        ]
    };
    let row = |name: &str, points: &str, pounds: &str, tag: Tag| {
        vec![
            Cell::Link(Link::new(name, "/style"), Some("North team".to_owned())),
            Cell::text(points),
            Cell::text(pounds),
            Cell::Tag(tag),
        ]
    };
    let rows = vec![
        row("Sam Example", "61", "£12,345.00", Tag::new("Agreed", Tone::Good)),
        row("سارة", "7.5", "£820.50", Tag::new("Draft", Tone::Calm)),
        row(LONG, "0", "£0.00", Tag::new("9 days late", Tone::Urgent)),
    ];
    let total = vec![Cell::text("Together"), Cell::text("68.5"), Cell::text("£13,165.50"), Cell::text("")];
    Section::new(
        "tables",
        "Tables",
        vec![sample("Normal", &Table::new(w, "Children of the team", columns(), rows).total(total))],
    )
}

fn pages(w: PageWords) -> Section {
    let tab = |text: &str, is_current| Tab { link: Link::new(text, "/style"), is_current };
    let tabs = vec![tab("Overview", false), tab("Answers", true), tab("Budget", false), tab("History", false)];
    Section::new(
        "pages",
        "Pages and views",
        vec![
            sample("In the middle", &Pagination::new(w, "/style", 5, 25, 1_234)),
            sample("One page", &Pagination::new(w, "/style", 1, 25, 3)),
            sample("Views", &Tabs::new("Views of Sam", tabs)),
        ],
    )
}

fn notices(w: PageWords) -> Section {
    let kept = vec![Row::new("Your reference", "EX-2026-0042"), Row::new("We answer by", "3 June 2026")];
    let information = Notice::information(w, "The rates change on 1 April.").more(Link::new("What changes", "/style"));
    Section::new(
        "notices",
        "Notices",
        vec![
            sample("Information", &information.id("information")),
            sample(
                "Nothing there",
                &Empty::new(w, "Nobody has looked at Sam's record.").next(Link::new("Who may look", "/style")),
            ),
            sample("Done", &ConfirmPanel::new("Your answers are with us", kept).below_a_heading()),
        ],
    )
}
