//! Odd words in every field: stored as they are or refused with a reason, never a fault, never markup.

use actions::notes::{NewNote, write_note};
use actions::retention::place_hold;
use seven_core::access::Purpose;
use seven_core::people::RelationKind;
use seven_core::people::name::Name;
use store::people;

use super::{Dice, Signed, everybody, field_names, filled, place, routes, send, somebody_for};
use crate::council::office::Office;
use crate::council::rounds;
use crate::routes::is_allowed;

/// Markup that would do something, in three places where it could stand.
const MARKUP: [&str; 3] =
    ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; </textarea><svg onload=alert(1)>"];

/// What must stand on no page.
const LIVE: [&str; 4] = ["<script>alert", "<img src=x", "<svg onload", "</textarea><svg"];

fn odd() -> Vec<String> {
    let mut odd: Vec<String> = MARKUP.iter().map(|&text| text.to_owned()).collect();
    let others = [
        "",
        "O'Hara",
        "X",
        "🦋",
        "שרה בל",
        "\u{202e}lleB",
        "\u{2067}שרה\u{2069}",
        "{{ 7*7 }}",
        "%s%n",
        "=1+1",
        "a\u{0}b",
        "line\r\nSet-Cookie: x=y",
        "-1",
        "1e9",
        "99999999999999999999",
        "2026-02-30",
        "yes",
        "0",
    ];
    odd.extend(others.map(str::to_owned));
    odd.extend(["é".repeat(300), "é".repeat(301), "a".repeat(10_000), "<".repeat(5_000)]);
    odd
}

#[tokio::test]
async fn odd_words_in_every_field_of_every_form_are_words() {
    let office = place().await;
    rounds::told(&office, "some", office.ada).await;
    let (names, odd) = (field_names(), odd());
    let mut signed = Signed::none();
    let mut dice = Dice(0x5EED_2026);
    for route in routes() {
        let Some((name, who)) = somebody_for(&office, &route).await else { continue };
        let (mut browser, csrf) = signed.of(&office, who).await;
        let path =
            filled(
                &route,
                |param| {
                    if param == "child" { office.town.child.to_string() } else { office.north.to_string() }
                },
            );
        // once each word in all fields, then words by chance
        for round in 0..odd.len() + 6 {
            let mut fields = vec![("csrf".to_owned(), csrf.clone())];
            for field in &names {
                let word = if round < odd.len() { &odd[round] } else { &odd[dice.below(odd.len())] };
                if round < odd.len() || dice.below(3) > 0 {
                    fields.push((field.clone(), word.clone()));
                }
            }
            let asked: String =
                form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields[1..fields.len().min(40)]).finish();
            let path = if route.method == "GET" { format!("{path}?{asked}") } else { path.clone() };
            if path.len() > 60_000 {
                continue; // more than an address may hold
            }
            let answer = send(&mut browser, &route, &path, &fields).await;
            let told =
                format!("{name}: {} {path:.100}, words {round}: {}\n{}", route.method, answer.status, answer.text);
            assert!(!answer.status.is_server_error(), "{told}");
            assert!(LIVE.iter().all(|live| !answer.text.contains(live)), "{told}");
            assert!(answer.headers.get("set-cookie").is_none_or(|line| !line.to_str().unwrap().starts_with("x=")));
            if answer.goes_to().starts_with('/') {
                let next = browser.get(answer.goes_to()).await;
                assert!(!next.status.is_server_error(), "{told}\n-> {}", next.text);
                assert!(LIVE.iter().all(|live| !next.text.contains(live)), "{told}\n-> {}", next.text);
            }
        }
    }
}

/// People, groups and texts that are called markup.
async fn called_markup(office: &Office) {
    let town = &office.town;
    let mut write = town.writing().await;
    for (at, id) in [town.child, town.parent.0, office.ada.0, office.ben.0].into_iter().enumerate() {
        let mut person = people::find(&mut write, id).await.unwrap().unwrap();
        person.name = Name::read(MARKUP[at % 3], MARKUP[(at + 1) % 3], "").unwrap();
        person.contact.email = Some("<script>alert(1)</script>@example.org".to_owned());
        person.contact.address = Some(MARKUP.join("\n"));
        people::update(&mut write, &person).await.unwrap();
    }
    let group = store::relations::Group {
        id: write.id(),
        kind: seven_core::people::GroupKind::Team,
        name: MARKUP[0].to_owned(),
        urn: None,
    };
    store::relations::insert_group(&mut write, &group).await.unwrap();
    let mut relation = store::relations::of_child(&mut write, town.child).await.unwrap().remove(0);
    relation.id = write.id();
    relation.kind = RelationKind::Team;
    relation.holder = seven_core::people::Holder::Group(group.id);
    relation.source = MARKUP[1].to_owned();
    store::relations::insert(&mut write, &relation).await.unwrap();
    town.commit(write).await;
    let ada = rounds::caller(office, office.ada.0, Purpose::Work, 4);
    for body in MARKUP {
        let note = NewNote { body: body.to_owned(), is_hidden_from_family: false, about: None };
        write_note(&ada, town.child, note).await.unwrap();
    }
    let guardian = rounds::caller(office, office.guardian.0, Purpose::Work, 4);
    place_hold(&guardian, town.child, MARKUP[2]).await.unwrap();
}

#[tokio::test]
async fn people_and_texts_that_are_called_markup_are_shown_as_they_are_called() {
    let office = place().await;
    rounds::told(&office, "some", office.ada).await;
    called_markup(&office).await;
    let mut signed = Signed::none();
    let mut seen = 0;
    for route in routes().iter().filter(|route| route.method == "GET") {
        for (name, who) in everybody(&office) {
            if !is_allowed(&office.town, who.0, route, office.town.child).await {
                continue;
            }
            let (mut browser, _) = signed.of(&office, who).await;
            let path =
                filled(
                    route,
                    |param| {
                        if param == "child" { office.town.child.to_string() } else { office.north.to_string() }
                    },
                );
            let answer = browser.get(&path).await;
            let told = format!("{name}: {path}: {}\n{}", answer.status, answer.text);
            assert!(!answer.status.is_server_error(), "{told}");
            let is_text = answer.headers.get("content-type").is_some_and(|kind| kind.to_str().unwrap().contains("csv"));
            assert!(is_text || LIVE.iter().all(|live| !answer.text.contains(live)), "{told}");
            seen += usize::from(answer.text.contains("&#60;script&#62;alert(1)"));
        }
    }
    assert!(seen > 20, "the names stand on {seen} pages only: is this test looking at them?");
}
