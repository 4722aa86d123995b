use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::document::Block;
use crate::plan::costing::Ground;
use crate::plan::money::{Holding, LeftOver, MoneyChoice, Savings};
use crate::plan::pack::{self, Signer};
use crate::plan::pattern::{Day, Pattern, Season, Terms};
use crate::plan::support::{Paid, Part, Quadrant, Quantity, Support, SupportKind, Unit, UnitPrice};
use crate::plan::writing::{CirclePerson, Outcome, Page, Ring, Risk, SafetyNote, Topic};
use crate::plan::{employing, summarise};
use crate::{Pence, PieceId};

fn piece(number: u128, body: Body) -> Piece {
    Piece { id: PieceId(Uuid::from_u128(number)), place: i64::try_from(number).unwrap(), body }
}

/// What John's Saturdays cost.
fn town() -> Support {
    Support {
        what: "Town with my cousin".to_owned(),
        who: "Rob".to_owned(),
        kind: SupportKind::Activity,
        quadrant: Quadrant::SelfDirected,
        outcomes: vec![PieceId(Uuid::from_u128(4))],
        pattern: Pattern::OnDays { days: vec![Day::Saturday], season: Season::AllYear },
        from: None,
        until: None,
        quantity: Quantity::read("4").unwrap(),
        unit: Unit::Hour,
        paid: Some(Paid {
            stream: "social-care".to_owned(),
            price: UnitPrice::read("14.50").unwrap(),
            part: Part::Whole,
            employing: None,
            payee: String::new(),
        }),
    }
}

/// A caravan of which the budget pays a part.
fn caravan() -> Support {
    let part = Part::Sum { pence: Pence(550_000) };
    let price = UnitPrice::read("14000").unwrap();
    Support {
        what: "A caravan".to_owned(),
        pattern: Pattern::Once { on: Some(date(2026, 6, 1)) },
        quantity: Quantity::ONE,
        unit: Unit::Item,
        paid: town().paid.map(|paid| Paid { price, part, ..paid }),
        ..town()
    }
}

fn notes() -> [Body; 2] {
    let note = |when: &str, call: &str, guarded| {
        let (when, call) = (when.to_owned(), call.to_owned());
        Body::Safety(SafetyNote { when, what: String::new(), call, guarded })
    };
    [note("a name that nobody may read", "", true), note("He goes quiet", "Mum", false)]
}

/// Some of what a young man who loves musicals and curry might write.
fn pieces() -> Vec<Piece> {
    let page = |topic, words: &str, easy: &str| {
        Body::Page(Page { words: words.to_owned(), easy: easy.to_owned(), ..Page::about(topic) })
    };
    let gran = Support { what: "Sunday dinner".to_owned(), who: "Gran".to_owned(), paid: None, ..town() };
    let measure = Measure::Count { what: "afternoons out a month".to_owned(), baseline: 0, aim: 4 };
    let risk = Risk {
        worth: "The train to London".into(),
        wrong: "Crowds".into(),
        doing: "Early train".into(),
        child_says: "I am not scared".into(),
    };
    let choice = MoneyChoice {
        stream: "social-care".into(),
        holding: Holding::DirectPayment,
        manager: "Mum".into(),
        help: vec![],
    };
    let savings = Savings {
        stream: "social-care".into(),
        left_over: LeftOver::Earmark,
        for_what: "a second show".into(),
        until: Some(date(2027, 12, 31)),
    };
    let [guarded, crisis] = notes();
    let bodies = [
        page(Topic::WhoIAm, "I am sixteen.\n\nI have a big laugh.", "I am 16."),
        page(Topic::Love, "Musicals and curry.", ""),
        Body::Person(CirclePerson { name: "Rob".into(), who: "my cousin".into(), ring: Ring::Closest }),
        Body::Outcome(Outcome { words: "Be with Rob".into(), framework: "enjoy".into(), measure, by: None }),
        Body::Support(town()),
        Body::Support(caravan()),
        Body::Support(gran),
        Body::Risk(risk),
        guarded,
        crisis,
        Body::Money(choice),
        Body::Savings(savings),
    ];
    (1..).zip(bodies).map(|(number, body)| piece(number, body)).collect()
}

fn plain(which: Which, style: Style) -> String {
    with_paper(&pieces(), which, style, |paper| paper.document().plain())
}

/// The plan in the sections of a pack.
fn in_sections(pieces: &[Piece], pack: &str, began: Began, signed: &[Signed]) -> String {
    let packs = pack::known().unwrap();
    let pack = packs.iter().find(|known| known.id == pack).unwrap();
    with_paper(pieces, Which::Whole, Style::Standard, |paper| paper.in_sections(pack, began, signed).plain())
}

fn with_paper(pieces: &[Piece], which: Which, style: Style, told: impl Fn(&Paper<'_>) -> String) -> String {
    let stretch = Stretch::year_from(date(2026, 4, 1));
    let (terms, rates) = (Terms::default(), employing::known().unwrap());
    let budget = [("social-care".to_owned(), Some(Pence(860_000)))];
    let summary = summarise(pieces, &budget, Ground { plan: stretch, terms: &terms, rates: &rates, ends: &[] });
    let paper = Paper {
        name: "John",
        authority: "Exampleshire",
        day: date(2026, 4, 1),
        style,
        which,
        pieces,
        summary: &summary,
        stretch,
        status: PlanStatus::Draft,
        shortfall: "",
        streams: &[("social-care".to_owned(), "Social care".to_owned())],
        media: &[],
        media_at: "",
    };
    told(&paper)
}

#[test]
fn the_whole_plan_can_be_followed_with_a_pencil() {
    let text = plain(Which::Whole, Style::Standard);
    for line in [
        "John’s plan",
        "From 1 April 2026 to 31 March 2027.",
        "I have a big laugh.",
        "Rob, my cousin",
        "every Saturday, 4 hours each time",
        "208 hours at £14.50",
        "£3,016.00",
        "£14,000.00 in all; the budget pays £5,500.00",
        "once, on 1 June 2026",
        "Sunday dinner",
        "£8,516.00",
        "£84.00",
        "Early train",
        "Who to call: Mum",
        "a direct payment",
        "Kept for a second show until 31 December 2027",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
}

#[test]
fn what_is_guarded_is_on_no_paper_and_the_childs_pages_stand_alone() {
    for which in [Which::Whole, Which::OwnPages] {
        assert!(!plain(which, Style::Standard).contains("nobody may read"));
    }
    let own = plain(Which::OwnPages, Style::Standard);
    assert!(own.starts_with("All about John") && own.contains("Musicals") && !own.contains('£'), "{own}");
}

#[test]
fn section_j_says_what_direct_payments_buy_for_which_outcome_and_who_receives_them() {
    let text = in_sections(&pieces(), "ehc-plan", Began::default(), &[]);
    let j = text.split("\nJ. Personal budget").nth(2).unwrap().split("\nK. ").next().unwrap();
    for words in ["Town with my cousin", "Be with Rob", "£3,016.00", "£8,516.00", "Mum", "Social care"] {
        assert!(j.contains(words), "{words} is not in {j}");
    }
    let b = text.split("\nB. Special").nth(2).unwrap().split("\nC. ").next().unwrap();
    assert!(b.contains("Written by the authority") && b.contains("Add this section"), "{b}");
    assert!(!text.contains("nobody may read"));
}

#[test]
fn bracknell_forest_an_empty_section_j_says_that_it_is_empty() {
    let without = |kind| pieces().into_iter().filter(|piece| piece.body.kind() != kind).collect::<Vec<_>>();
    let text = in_sections(&without(BodyKind::Money), "ehc-plan", Began::default(), &[]);
    let j = text.split("\nJ. Personal budget").nth(2).unwrap().split("\nK. ").next().unwrap();
    assert!(j.contains("Still empty"), "{j}");
}

#[test]
fn clocks_name_their_last_days_once_they_have_begun_and_whoever_signed_is_named() {
    let asked = Began { asked: Some(date(2026, 11, 2)), ..Began::default() };
    let signed = [(Signer::Authority, "Ben Office".to_owned(), date(2026, 11, 9))];
    let text = in_sections(&pieces(), "child-in-need", asked, &signed);
    for words in [
        "22 November 2026",
        "12 months after both sides have signed",
        "(still to be checked there)",
        "For the authority: Ben Office, 9 November 2026",
        "For the family",
        "Sunday dinner",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    let health = in_sections(&pieces(), "personal-health-budget", Began::default(), &[]);
    assert!(!health.contains("£3,016.00"), "social care's lines are none of a health budget");
}

#[test]
fn a_picture_stands_in_its_page_and_a_recording_is_told_of() {
    let (picture, sound) = (crate::MediaId(Uuid::from_u128(70)), crate::MediaId(Uuid::from_u128(71)));
    let page = Page { media: vec![picture, sound], ..Page::about(Topic::Love) };
    let pieces = [piece(1, Body::Page(page))];
    let told = with_paper(&pieces, Which::OwnPages, Style::Standard, |paper| {
        let media = [Media::of(picture, "image/png", "my dog"), Media::of(sound, "video/webm", "me singing")];
        let document = Paper { media: &media, media_at: "/media", ..paper.clone() }.document();
        let wanted = Block::Picture {
            file: format!("{picture}.png"),
            href: format!("/media/{picture}"),
            words: "my dog".into(),
        };
        assert!(document.blocks.contains(&wanted), "{:?}", document.blocks);
        document.plain()
    });
    assert!(told.contains("to be heard in the plan on the screen: me singing"), "{told}");
}

#[test]
fn somebody_outside_reads_no_sum_of_money() {
    let document = shared_blocks("John", &pieces(), Style::Standard);
    let mut text = String::new();
    for block in &document {
        block.texts(&mut |part| text.push_str(part));
    }
    assert!(text.contains("Town with my cousin") && text.contains("Early train"), "{text}");
    assert!(!text.contains('£') && !text.contains("nobody may read"), "{text}");
}

#[test]
fn easy_read_is_the_familys_words_and_never_a_machines() {
    let easy = plain(Which::OwnPages, Style::EasyRead);
    assert!(easy.contains("I am 16.") && !easy.contains("I am sixteen."));
    assert!(easy.contains("Musicals and curry."), "where there are no easy words, the others stand");
}

#[test]
fn every_word_that_is_stored_has_its_text() {
    let keys = ENGLISH.keys();
    let codes = |table: &str, codes: Vec<&str>| {
        for code in codes {
            assert!(keys.contains(format!("{table}.{code}").as_str()), "{table}.{code}");
        }
    };
    codes("page", Topic::ALL.iter().map(|topic| topic.code()).collect());
    codes("circle", Ring::ALL.iter().map(|ring| ring.code()).collect());
    codes("unit", Unit::ALL.iter().map(|unit| unit.code()).collect());
    codes("day", Day::ALL.iter().map(|day| day.code()).collect());
    codes("season", Season::ALL.iter().map(|season| season.code()).collect());
    codes("money", Holding::ALL.iter().map(|holding| holding.code()).collect());
    for (table, all) in [
        ("pack.from", pack::PlanPart::ALL.iter().map(|one| one.code()).collect::<Vec<_>>()),
        ("pack.by", pack::Party::ALL.iter().map(|one| one.code()).collect()),
        ("pack.since", pack::Since::ALL.iter().map(|one| one.code()).collect()),
        ("pack.signer", Signer::ALL.iter().map(|one| one.code()).collect()),
    ] {
        for code in all {
            assert!(keys.contains(format!("{table}-{code}").as_str()), "{table}-{code}");
        }
    }
    codes("title", PlanStatus::ALL.iter().map(|status| status.code()).collect());
}
