//! A family makes its plan: pages, outcomes, support and what it costs; two people at once; who sees what.

use axum::body::Body as HttpBody;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use seven_core::access::Purpose;
use seven_core::people::RelationKind;
use seven_core::plan::Body;
use seven_core::plan::remark::RemarkKind;
use seven_core::plan::writing::{Page, Topic};

use super::Place;
use crate::town::{Answer, Browser};

/// The smallest picture that is one: a PNG of one pixel.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x88, 0x02, 0x00, 0x00, 0x5c, 0x00, 0x5b, 0xd8, 0xb4, 0x56, 0x5a, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

impl Place {
    /// Begins a plan; the address of its contents.
    pub(super) async fn plan(&self, browser: &mut Browser) -> String {
        let at = self.at("/plan");
        let begun = browser.fill_in(&at, &at, &[]).await;
        begun.goes_to().split('?').next().unwrap_or_default().to_owned()
    }
}

/// Fills the form of a piece in; the version is the page's own.
pub(super) async fn write(browser: &mut Browser, form: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(form).await;
    let (csrf, version) = (page.hidden("csrf"), page.hidden("version"));
    let mut all = vec![("csrf", csrf.as_str()), ("version", version.as_str())];
    all.extend_from_slice(fields);
    browser.post(form.split('?').next().unwrap_or_default(), &all).await
}

/// The id behind the mark of an address: `…#piece-<id>`.
pub(super) fn piece(answer: &Answer) -> String {
    answer.goes_to().rsplit_once("#piece-").map(|(_, id)| id.to_owned()).unwrap_or_default()
}

const AFTERNOONS: [(&str, &str); 13] = [
    ("what", "Saturday afternoons in town"),
    ("who", "Rob"),
    ("quadrant", "self-directed"),
    ("kind", "activity"),
    ("when", "year"),
    ("times", "50"),
    ("season", "all-year"),
    ("quantity", "1"),
    ("unit", "session"),
    ("paid", "yes"),
    ("stream", "social-care"),
    ("price", "18.76"),
    ("part", "whole"),
];

#[tokio::test]
async fn a_mother_writes_the_plan_and_sees_what_it_comes_to() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    place.letter(&mut browser, "substantial").await;
    let child = browser.get(&place.at("")).await;
    assert!(child.text.contains("Step 2 of 7") && child.text.contains(&place.at("/plan")), "{}", child.text);
    let plan = place.plan(&mut browser).await;
    let again = browser.fill_in(&plan, &place.at("/plan"), &[]).await;
    assert_eq!(again.goes_to(), format!("{plan}?done=begun"), "a second press is no second plan");
    let contents = browser.get(&plan).await;
    assert!(contents.text.contains("Being written") && contents.text.contains("0 of 8 pages"), "{}", contents.text);

    let words = [("topic", "love"), ("words", "Curry & musicals <3"), ("easy", "I like curry.")];
    let kept = write(&mut browser, &format!("{plan}/me/write/page/new?topic=love"), &words).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let rob = [("name", "Rob"), ("who", "my cousin"), ("ring", "closest")];
    write(&mut browser, &format!("{plan}/me/write/person/new"), &rob).await;
    let me = browser.get(&format!("{plan}/me")).await;
    for text in ["Curry &#38; musicals &#60;3", "In easy words", "4 words so far", "my cousin", "<svg"] {
        assert!(me.text.contains(text), "{text}\n{}", me.text);
    }

    let outcome = [
        ("words", "See my cousin in town"),
        ("framework", "enjoy-and-achieve"),
        ("measure", "count"),
        ("count", "afternoons in town"),
        ("count-today", "0"),
        ("count-aim", "4"),
    ];
    let outcome = piece(&write(&mut browser, &format!("{plan}/write/outcome/new"), &outcome).await);
    let mut line = AFTERNOONS.to_vec();
    line.push(("outcomes", &outcome));
    let kept = write(&mut browser, &format!("{plan}/write/support/new"), &line).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let support = browser.get(&format!("{plan}/chapter/support")).await;
    for text in ["£938.00", "50 × 1 = 50 visits", "50 visits × £18.76 = £938.00", "See my cousin in town"] {
        assert!(support.text.contains(text), "{text}\n{}", support.text);
    }
    let contents = browser.get(&plan).await;
    assert!(contents.text.contains("nobody has said who looks after it"), "{}", contents.text);
    let whole = browser.get(&format!("{plan}/whole")).await;
    assert!(whole.text.contains("0 today, 4 is the aim") && !whole.text.contains("/write/"), "{}", whole.text);
}

#[tokio::test]
async fn two_people_in_one_piece_both_keep_their_words() {
    let place = Place::new().await;
    let alex = place.town.somebody("Alex", "Bell", "alex@example.org").await;
    place.town.relate(alex.0, RelationKind::Parent).await;
    let (mut kit, mut alex) = (place.parent().await, place.browser(alex.1).await);
    let plan = place.plan(&mut kit).await;
    let new = format!("{plan}/me/write/page/new?topic=love");
    let piece = piece(&write(&mut kit, &new, &[("topic", "love"), ("words", "curry")]).await);
    let form = format!("{plan}/me/write/page/{piece}");
    let mine = kit.get(&form).await;
    write(&mut alex, &form, &[("topic", "love"), ("words", "curry and musicals")]).await;
    let (csrf, version) = (mine.hidden("csrf"), mine.hidden("version"));
    let late = [("csrf", csrf.as_str()), ("version", &version), ("topic", "love"), ("words", "curry on Saturdays")];
    let shown = kit.post(&form, &late).await;
    assert_eq!(shown.status, StatusCode::CONFLICT);
    for text in ["Alex Bell wrote here while you did", "curry and musicals", "curry on Saturdays"] {
        assert!(shown.text.contains(text), "{text}\n{}", shown.text);
    }
    // what the page sends now is taken: it carries the version that was shown
    let version = shown.hidden("version");
    let again = [("csrf", csrf.as_str()), ("version", &version), ("topic", "love"), ("words", "both")];
    assert_eq!(kit.post(&form, &again).await.status, StatusCode::SEE_OTHER);
    // taken out by one while the other writes: the words come back as a new piece
    let stale = kit.get(&form).await.hidden("version");
    alex.fill_in(&form, &format!("{form}/remove"), &[("version", &stale)]).await;
    let late = [("csrf", csrf.as_str()), ("version", &stale), ("topic", "love"), ("words", "kept all the same")];
    let gone = kit.post(&form, &late).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(gone.text.contains("kept all the same") && gone.text.contains("/me/write/page/new"), "{}", gone.text);
}

#[tokio::test]
async fn what_cannot_be_taken_is_named_at_its_field_and_stays_in_it() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let plan = place.plan(&mut browser).await;
    let form = format!("{plan}/write/support/new");
    for (name, wrong, id) in [
        ("what", " ", "what"),
        ("price", "a lot", "price"),
        ("price", "-3", "price"),
        ("times", "0", "times"),
        ("times", "<b>x</b>", "times"),
        ("when", "never", "when"),
        ("when", "on-days", "days"),
        ("quantity", "0", "quantity"),
        ("quantity", "1e3", "quantity"),
        ("unit", "", "unit"),
        ("quadrant", "fifth", "quadrant"),
        ("stream", "somebody-elses", "stream"),
        ("paid", "", "paid"),
        ("part", "share", "parts"),
    ] {
        let changed = AFTERNOONS.map(|(field, value)| if field == name { (field, wrong) } else { (field, value) });
        let shown = write(&mut browser, &form, &changed).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {wrong}");
        assert!(shown.text.contains(&format!("href=\"#{id}\"")), "{name} {wrong}\n{}", shown.text);
        assert!(shown.text.contains("Saturday afternoons") || name == "what", "{name} {wrong}");
        assert!(!shown.text.contains("<b>x"));
    }
    let risk = write(&mut browser, &format!("{plan}/write/risk/new"), &[("wrong", "he could get lost")]).await;
    assert!(risk.text.contains("href=\"#worth\"") && risk.text.contains("he could get lost"), "{}", risk.text);
    let long = "x".repeat(10_001);
    let risk = write(&mut browser, &format!("{plan}/write/risk/new"), &[("worth", &long)]).await;
    assert!(risk.text.contains("This has 10001 characters"));
    let days = [("from-day", "31"), ("from-month", "2"), ("from-year", "2027"), ("until-day", "1")];
    let shown = write(&mut browser, &format!("{plan}/days"), &days).await;
    assert!(shown.text.contains("href=\"#from\"") && shown.text.contains("href=\"#until\""), "{}", shown.text);
    for nowhere in ["/write/page/new", "/me/write/risk/new", "/write/secret/new", "/chapter/nine", "/media/1"] {
        assert_eq!(browser.get(&format!("{plan}{nowhere}")).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn a_brother_sees_the_childs_own_pages_and_nothing_else_of_the_plan() {
    let place = Place::new().await;
    let mut kit = place.parent().await;
    let plan = place.plan(&mut kit).await;
    write(&mut kit, &format!("{plan}/me/write/page/new"), &[("topic", "love"), ("words", "curry")]).await;
    let max = place.town.somebody("Max", "Bell", "max@example.org").await;
    place.town.relate(max.0, RelationKind::Sibling).await;
    let mut max = place.browser(max.1).await;
    let me = max.get(&format!("{plan}/me")).await;
    assert_eq!(me.status, StatusCode::OK, "{}", me.text);
    assert!(me.text.contains("curry") && !me.text.contains("/me/write") && !me.text.contains(&format!("{plan}\"")));
    for page in ["", "/whole", "/chapter/support", "/remarks", "/me/write/page/new"] {
        assert_eq!(max.get(&format!("{plan}{page}")).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    let stranger = place.town.somebody("Nobody", "Known", "nobody@example.org").await;
    assert_eq!(place.browser(stranger.1).await.get(&format!("{plan}/me")).await.status, StatusCode::NOT_FOUND);
}

/// A form with a file, as a browser sends it.
async fn send_file(browser: &mut Browser, form: &str, bytes: &[u8], words: &str) -> Answer {
    let csrf = browser.get(form).await.hidden("csrf");
    let mut body = Vec::new();
    for (name, value) in [("csrf", csrf.as_str()), ("picture-words", words)] {
        body.extend(format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n");
    body.extend(bytes);
    body.extend(b"\r\n--edge--\r\n");
    let request = browser.request("POST", form).header(CONTENT_TYPE, "multipart/form-data; boundary=edge");
    browser.send(request.body(HttpBody::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_picture_is_shown_to_those_who_may_see_the_page_and_a_page_is_no_picture() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let plan = place.plan(&mut browser).await;
    let new = format!("{plan}/me/write/page/new");
    let piece = piece(&write(&mut browser, &new, &[("topic", "love"), ("words", "curry")]).await);
    let form = format!("{plan}/me/pictures/{piece}");
    assert!(browser.get(&form).await.text.contains("At most 25 MB"));
    let refused = send_file(&mut browser, &form, b"<html><script>alert(1)</script>", "x").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("not a picture or a recording"), "{}", refused.text);
    assert!(send_file(&mut browser, &form, b"", "x").await.text.contains("Choose a file first"));
    let added = send_file(&mut browser, &form, PICTURE, "Sam with curry").await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    let me = browser.get(&format!("{plan}/me")).await;
    assert!(me.text.contains("alt=\"Sam with curry\""), "{}", me.text);
    let media = me.text.split_once("<img src=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let shown = browser.get(&media).await;
    let header = |name| shown.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header(CONTENT_TYPE), "image/jpeg");
    assert_eq!(header(CACHE_CONTROL), "private, max-age=600");
    assert_eq!(shown.headers.get("x-content-type-options").unwrap(), "nosniff");
    let stranger = place.town.somebody("Nobody", "Known", "nobody@example.org").await;
    assert_eq!(place.browser(stranger.1).await.get(&media).await.status, StatusCode::NOT_FOUND);
    // ticked away, it is on the page no more
    let id = media.rsplit('/').next().unwrap();
    let page = format!("{plan}/me/write/page/{piece}");
    write(&mut browser, &page, &[("topic", "love"), ("words", "curry"), ("without", id)]).await;
    assert!(!browser.get(&format!("{plan}/me")).await.text.contains("<img"));
}

#[tokio::test]
async fn the_family_takes_what_a_worker_proposes_into_its_plan() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let plan = place.plan(&mut browser).await;
    let id = plan.rsplit('/').next().unwrap().parse().unwrap();
    let proposed = Body::Page(Page { words: "swimming".to_owned(), ..Page::about(Topic::Love) });
    let new = actions::plan::NewRemark {
        kind: RemarkKind::Proposal,
        piece: None,
        words: "Sam lights up in water".to_owned(),
        proposed: Some(proposed),
        of_version: 0,
        takes_out: false,
    };
    let worker = place.caller(place.worker.0, Purpose::Work);
    let remark = actions::plan::make_remark(&worker, place.town.child, id, new).await.unwrap();
    assert!(browser.get(&plan).await.text.contains("waits for your answer"));
    let page = format!("{plan}/remarks");
    let shown = browser.get(&page).await;
    assert!(shown.text.contains("Grace Bennett has an idea") && shown.text.contains("swimming"), "{}", shown.text);
    let empty = browser.fill_in(&page, &page, &[("kind", "comment"), ("remark", " ")]).await;
    assert!(empty.text.contains("href=\"#remark\""), "{}", empty.text);
    let answer = format!("{page}/{remark}");
    browser.fill_in(&page, &answer, &[("to", "accepted")]).await;
    assert!(browser.get(&format!("{plan}/me")).await.text.contains("swimming"));
    let twice = browser.fill_in(&page, &answer, &[("to", "declined")]).await;
    assert!(twice.text.contains("This was answered already"), "{}", twice.text);
}

#[tokio::test]
async fn a_plan_that_is_put_away_stands_still_and_a_copy_begins_the_next() {
    let place = Place::new().await;
    let mut browser = place.parent().await;
    let plan = place.plan(&mut browser).await;
    write(&mut browser, &format!("{plan}/me/write/page/new"), &[("topic", "love"), ("words", "curry")]).await;
    browser.fill_in(&plan, &format!("{plan}/put-away"), &[]).await;
    let form = format!("{plan}/write/risk/new");
    assert_eq!(browser.get(&form).await.status, StatusCode::SEE_OTHER);
    let csrf = browser.get(&plan).await.hidden("csrf");
    let late = browser.post(&form, &[("csrf", &csrf), ("worth", "the bus alone")]).await;
    assert!(late.text.contains("This plan is put away") && late.text.contains("the bus alone"), "{}", late.text);
    let at = place.at("/plan");
    let old = plan.rsplit('/').next().unwrap();
    let next = browser.fill_in(&at, &at, &[("copy", old)]).await;
    let next = next.goes_to().split('?').next().unwrap().to_owned();
    assert_ne!(next, plan);
    assert!(browser.get(&format!("{next}/me")).await.text.contains("curry"));
}
