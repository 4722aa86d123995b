//! The scheme studio: from cases to a draft, and everything that can be wrong on the way.

use std::fmt::Write;
use std::time::Duration;

use actions::Caller;
use actions::studio::start;
use calibration::Watch;
use calibration::study::{Chosen, evidence, make};
use seven_core::StudyId;
use seven_core::access::Purpose;
use store::studies;
use web::app::{App, Clock, Mode};

use super::office::{Office, send_file};
use crate::town::{Answer, Browser, after_minutes};

fn cases(rows: usize) -> String {
    let mut text = "person,points,current_cost,area,sex\n".to_owned();
    for row in 0..rows {
        let cost = 500 + (row % 24) * 130 + (row * 37) % 400;
        let (area, sex) = (["North", "South", "South"][row % 3], ["F", "M"][row % 2]);
        writeln!(text, "p{row},{},{cost},{area},{sex}", row % 24).unwrap();
    }
    text
}

const CHOICES: [(&str, &str); 13] = [
    ("version", "1"),
    ("method", "bands"),
    ("near", "squares"),
    ("bands", "4"),
    ("multiple", "5"),
    ("budget", "£250,000"),
    ("contingency", "12.5"),
    ("meet", "least-loss"),
    ("floor", "100"),
    ("ceiling", ""),
    ("cap", ""),
    ("samples", "40"),
    ("seed", "7"),
];

/// The choices with others in their place or beside them.
fn with<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let own = CHOICES.iter().filter(|(name, _)| !others.iter().any(|(other, _)| other == name));
    own.chain(others).copied().collect()
}

async fn begun(browser: &mut Browser, text: &str) -> Answer {
    let fields = [("file-title", "Next year")];
    send_file(browser, "/council/studio", "/council/studio/file", &fields, text.as_bytes()).await
}

/// The path of a study that was begun.
fn path(answer: &Answer) -> String {
    assert!(answer.goes_to().ends_with("done=study-begun"), "{}", answer.text);
    answer.goes_to().split('?').next().unwrap().to_owned()
}

/// Waits until a run has ended, and gives the page that then stands there.
async fn ended(browser: &mut Browser, study: &str) -> Answer {
    for _ in 0..600 {
        let page = browser.get(&format!("{study}/run")).await;
        if page.status != 200 || !page.text.contains("data-fresh") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the run does not end");
}

#[tokio::test]
async fn a_commissioner_goes_from_cases_to_a_published_draft() {
    let office = Office::new().await;
    let mut com = office.as_(office.commissioner).await;
    let text = cases(144);
    let study = path(&begun(&mut com, &text).await);
    let check = com.get(&study).await;
    assert!(
        check.text.contains("Every line of the file can be used") && check.text.contains(">144<"),
        "{}",
        check.text
    );
    let choose = com.get(&format!("{study}/choose")).await;
    assert!(
        choose.text.contains("data-slider=\"All the money there is for a year\" data-min=\"0\""),
        "{}",
        choose.text
    );
    let sent = with(&[("groups", "area"), ("groups", "sex"), ("adjust", "points")]);
    let run = com.fill_in(&format!("{study}/choose"), &format!("{study}/choose"), &sent).await;
    assert!(run.goes_to().ends_with("/run"), "{}", run.text);
    assert!(ended(&mut com, &study).await.goes_to().ends_with("/results"));
    let results = com.get(&format!("{study}/results")).await;
    for words in ["144 cases were looked at", "Who gains and who loses", "North beside South", "--contingency 0.125"] {
        assert!(results.text.contains(words), "{words}: {}", results.text);
    }
    assert!(com.get(&format!("{study}/report")).await.text.contains("From the smallest amounts to the largest"));
    let chosen = Chosen {
        bands: 4,
        budget_pence: Some(25_000_000),
        contingency_basis_points: 1_250,
        floor_pence: 10_000,
        groups: vec!["area".to_owned(), "sex".to_owned()],
        adjust: vec!["points".to_owned()],
        seed: 7,
        samples: 40,
        ..Chosen::default()
    };
    let made = make(text.as_bytes(), &chosen, 1, &Watch::default()).unwrap();
    let wanted = evidence(&made.hash, &made.left_out, None, &made.found).unwrap();
    assert!(com.get(&format!("{study}/file/evidence.json")).await.text == wanted, "the same to the last byte");
    assert_eq!(com.get(&format!("{study}/file/cases.csv")).await.text, text);
    assert!(com.get(&format!("{study}/file/rules.toml")).await.text.contains("kind = \"bands\""));
    let result = results.hidden("result");
    let page = format!("{study}/results");
    let short = [("result", result.as_str()), ("side", "finance"), ("name", ""), ("words", "Fine")];
    let short = com.fill_in(&page, &format!("{study}/sign"), &short).await;
    assert!(short.status == 422 && short.text.contains("Write the name of the person"), "{}", short.text);
    let words = "The amounts stay within the money there is.";
    let signed = [("result", result.as_str()), ("side", "finance"), ("name", "Fay <b>"), ("words", words)];
    assert!(com.fill_in(&page, &format!("{study}/sign"), &signed).await.goes_to().ends_with("done=signed"));
    let shown = com.get(&page).await.text;
    assert!(shown.contains("Fay &#60;b&#62;") && shown.contains("written down by Com Office"), "{shown}");
    published(&mut com, &study, &result).await;
    assert_eq!(office.town.entries_with("signed-for").await, 1);
}

/// Publishes the present result as a draft, and finds it on the schemes pages.
async fn published(com: &mut Browser, study: &str, result: &str) {
    let page = format!("{study}/results");
    let publish = [
        ("result", result),
        ("id", "next-year"),
        ("title", "Next year"),
        ("from-day", "1"),
        ("from-month", "4"),
        ("from-year", "2027"),
        ("cliffs", "Com Office"),
        ("equality", "Whoever has much more than others of like need would lose."),
    ];
    let published = com.fill_in(&page, &format!("{study}/publish"), &publish).await;
    assert!(published.goes_to().ends_with("done=draft-published"), "{}", published.text);
    let version = com.get(&page).await.text;
    let version =
        version.split("/council/schemes/").skip(1).find_map(|rest| rest.get(..36)).filter(|id| id.contains('-'));
    let version = com.get(&format!("/council/schemes/{}", version.unwrap())).await;
    assert!(
        version.text.contains("next-year 2027-04-01") && version.text.contains("Put it in force"),
        "{}",
        version.text
    );
}

#[tokio::test]
async fn files_that_cannot_be_used_are_explained() {
    let office = Office::new().await;
    let mut com = office.as_(office.commissioner).await;
    for (text, words) in [
        ("", "Choose a file"),
        ("person,cost\na,1\n", "no column `current_cost`"),
        ("person,current_cost\n", "holds no person"),
        ("person,current_cost\na,\nb,-5\n", "none of the 2 rows can be used"),
        ("person,person,current_cost\n", "stands twice"),
    ] {
        let told = begun(&mut com, text).await;
        assert!(told.status == 422 && told.text.contains(words), "{words}: {}", told.text);
    }
    let untitled =
        send_file(&mut com, "/council/studio", "/council/studio/file", &[], b"person,current_cost\na,1\n").await;
    assert!(untitled.status == 422 && untitled.text.contains("Give it a name"));
    let nobody = com.fill_in("/council/studio", "/council/studio/records", &[("title", "Ours")]).await;
    assert!(nobody.status == 422 && nobody.text.contains("No figure has been told"), "{}", nobody.text);
}

#[tokio::test]
async fn faulty_lines_are_shown_and_left_out_only_when_somebody_says_so() {
    let office = Office::new().await;
    let mut com = office.as_(office.commissioner).await;
    let text = cases(60) + "m,4,,North,F\nn,4,-20,North,F\no,4,\"£1,200.50\",South,M\np1,1,667,South,M\n";
    let study = path(&begun(&mut com, &text).await);
    let check = com.get(&study).await.text;
    for words in ["3 lines cannot be used", "The cost is missing", "stands in line 3 already", ">61<"] {
        assert!(check.contains(words), "{words}: {check}");
    }
    let choose = format!("{study}/choose");
    let refused = com.fill_in(&choose, &choose, &with(&[])).await;
    assert!(refused.status == 422 && refused.text.contains("Say that they may be left out"), "{}", refused.text);
    assert!(com.fill_in(&choose, &choose, &with(&[("leave-out", "yes")])).await.goes_to().ends_with("/run"));
    assert!(ended(&mut com, &study).await.goes_to().ends_with("/results"));
    let evidence = com.get(&format!("{study}/file/evidence.json")).await.text;
    assert!(evidence.contains("62,\n    63,\n    65"), "the lines are named, the people are not: {evidence}");
}

#[tokio::test]
async fn choices_that_cannot_be_are_told_with_what_could_be() {
    let office = Office::new().await;
    let mut com = office.as_(office.commissioner).await;
    let study = path(&begun(&mut com, &cases(60)).await);
    let choose = format!("{study}/choose");
    for (wrong, words) in [
        (("budget", "much"), "Give a sum such as 1,200,000"),
        (("budget", "0"), "Give a sum such as 1,200,000"),
        (("contingency", "100"), "Give a share from 0 to below 100"),
        (("bands", "many"), "Give a whole number from 1 to 60"),
        (("ceiling", "50"), "The greatest amount is below the least"),
        (("method", ""), "Choose a method"),
        (("questions", "eating"), "no column called eating"),
    ] {
        let told = com.fill_in(&choose, &choose, &with(&[wrong])).await;
        assert!(told.status == 422 && told.text.contains(words), "{words}: {}", told.text);
    }
    let capped = com.fill_in(&choose, &choose, &with(&[("method", "price-point"), ("cap", "500")])).await;
    assert!(capped.status == 422 && capped.text.contains("A limit on jumps goes with"));
    // what only the sum shows: a floor that the money cannot meet is told with the highest that it can
    let floor = with(&[("floor", "9,000")]);
    assert!(com.fill_in(&choose, &choose, &floor).await.goes_to().ends_with("/run"));
    let told = ended(&mut com, &study).await.text;
    assert!(told.contains("It came to nothing") && told.contains("floor"), "{told}");
    let again = with(&[("version", "3")]);
    assert!(com.fill_in(&choose, &choose, &again).await.goes_to().ends_with("/run"), "it can be run again");
    assert!(ended(&mut com, &study).await.goes_to().ends_with("/results"));
    let stale = com.fill_in(&choose, &choose, &with(&[])).await;
    assert!(stale.status == 422 && stale.text.contains("Somebody else changed this"), "{}", stale.text);
}

#[tokio::test]
async fn too_few_alike_and_unknown_cases_are_never_shown_as_solid() {
    let office = Office::new().await;
    let mut com = office.as_(office.commissioner).await;
    let mut alike = "person,points,current_cost,area\n".to_owned();
    (0..30).for_each(|row| writeln!(alike, "p{row},3,500,{}", if row < 2 { "Far" } else { "Near" }).unwrap());
    let study = path(&begun(&mut com, &alike).await);
    let check = com.get(&study).await.text;
    for words in ["30 cases are few", "Every case costs the same", "the same points", "1 have fewer than 10 people"] {
        assert!(check.contains(words), "{words}: {check}");
    }
    let choose = format!("{study}/choose");
    let sent = with(&[("groups", "area"), ("bands", "1"), ("budget", ""), ("floor", "0")]);
    assert!(com.fill_in(&choose, &choose, &sent).await.goes_to().ends_with("/run"));
    assert!(ended(&mut com, &study).await.goes_to().ends_with("/results"));
    let results = com.get(&format!("{study}/results")).await.text;
    assert!(results.contains("Nothing is said of these groups") && results.contains("too few to say"), "{results}");
    let no_points = "person,eating,night,current_cost\na,1,2,500\nb,0,1,300\nc,3,0,900\n";
    let study = path(&begun(&mut com, no_points).await);
    let choose = format!("{study}/choose");
    let missing = com.fill_in(&choose, &choose, &with(&[])).await;
    assert!(missing.status == 422 && missing.text.contains("Name the columns that hold answers"));
    let learned = with(&[("questions", "eating, night"), ("bands", "1")]);
    assert!(com.fill_in(&choose, &choose, &learned).await.goes_to().ends_with("/run"));
    let told = ended(&mut com, &study).await.text;
    assert!(told.contains("It came to nothing") && told.contains("question"), "fewer cases than answers: {told}");
}

#[tokio::test]
async fn the_studio_is_for_those_who_answer_for_money_and_schemes() {
    let office = Office::new().await;
    let mut com = office.as_(office.commissioner).await;
    let study = path(&begun(&mut com, &cases(60)).await);
    for (who, list, choose, cases) in [
        (office.head, 200, 403, 404),
        (office.auditor, 200, 403, 404),
        (office.ada, 403, 403, 403),
        (office.admin, 403, 403, 403),
    ] {
        let mut browser = office.as_(who).await;
        assert_eq!(browser.get("/council/studio").await.status, list);
        assert_eq!(browser.get(&format!("{study}/choose")).await.status, choose);
        assert_eq!(browser.get(&format!("{study}/file/cases.csv")).await.status, cases);
    }
    assert_eq!(com.get("/council/studio/methods").await.status, 200);
    assert_eq!(com.get("/council/studio/no-such-study").await.status, 404);
    assert_eq!(com.get(&format!("{study}/file/evidence.json")).await.status, 404, "nothing has been run");
}

#[tokio::test]
async fn a_run_can_be_cancelled_and_one_that_fell_silent_can_be_run_again() {
    let office = Office::new().await;
    let mut com = office.as_(office.commissioner).await;
    let study = path(&begun(&mut com, &cases(60)).await);
    let id: StudyId = study.rsplit('/').next().unwrap().parse().unwrap();
    let caller = Caller {
        store: office.town.store.clone(),
        authority: office.town.authority.clone(),
        person: Some(office.commissioner.0),
        purpose: Purpose::Work,
        moment: after_minutes(5),
    };
    // begun, and the server never goes on with it
    let silent = start(&caller, (id, 1), &Chosen { bands: 2, samples: 10, ..Chosen::default() }).await.unwrap();
    let run = com.get(&format!("{study}/run")).await.text;
    assert!(run.contains("It waits until another study has ended") && run.contains("Cancel this run"), "{run}");
    let twice = com.fill_in(&study, &format!("{study}/choose"), &with(&[("version", "2")])).await;
    assert!(twice.status == 422 && twice.text.contains("This study is running"), "{}", twice.text);
    let clock = Clock::Frozen(after_minutes(6));
    let app = App::new(office.town.store.clone(), clock, Mode::Demo, "http://localhost".to_owned()).await.unwrap();
    let mut later = Browser::new(web::router(app));
    later.sign_in_as(office.commissioner.1).await;
    let told = later.get(&format!("{study}/run")).await.text;
    assert!(told.contains("It was interrupted") && told.contains("run it again"), "{told}");
    let again = later.fill_in(&study, &format!("{study}/choose"), &with(&[("version", "2")])).await;
    assert!(again.goes_to().ends_with("/run"), "{}", again.text);
    assert!(ended(&mut later, &study).await.goes_to().ends_with("/results"));
    // the run that was thought dead comes back, and writes nothing
    silent.go(None, || after_minutes(7)).await.unwrap();
    let mut reading = office.town.store.reading(&office.town.authority).await.unwrap();
    let found = studies::find(&mut reading, id).await.unwrap().unwrap();
    assert!(found.state == "done" && found.chosen.unwrap().contains("\"seed\":7"));
    drop(reading);
    let waiting = start(&caller, (id, found.version), &Chosen { bands: 2, ..Chosen::default() }).await.unwrap();
    let cancelled = com.fill_in(&format!("{study}/run"), &format!("{study}/cancel"), &[]).await;
    assert!(cancelled.goes_to().ends_with("done=cancelled"), "{}", cancelled.text);
    waiting.go(None, || after_minutes(5)).await.unwrap();
    assert!(com.get(&format!("{study}/run")).await.text.contains("It was cancelled. Nothing of it is kept"));
    let nothing = com.fill_in(&study, &format!("{study}/cancel"), &[]).await;
    assert!(nothing.status == 422 && nothing.text.contains("Nothing of this study is running"));
}
