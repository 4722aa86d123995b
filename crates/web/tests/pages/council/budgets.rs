//! From the first round to a challenge: everything that the office does about one child's figure.

use super::office::Office;
use crate::town::{Answer, Browser};

/// Every question of a page of paper with its last answer: the greatest need.
fn filled(page: &Answer) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for part in page.text.split("<input ").skip(1) {
        let of =
            |name: &str| part.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
        let (name, kind, value) = (of("name").to_owned(), of("type"), of("value").to_owned());
        if name.starts_with("answer-") {
            let value = match kind {
                "text" if name.contains("born") => "2015-05-17".to_owned(),
                "text" => "5".to_owned(),
                _ => value,
            };
            fields.retain(|(known, _)| *known != name);
            fields.push((name, value));
        }
    }
    fields
}

/// As the family does when it hands in.
async fn hand_in(office: &Office, assessment: &str) {
    let mut write = office.town.writing().await;
    let id = assessment.parse().unwrap();
    let round = store::assessments::find(&mut write, office.town.child, id).await.unwrap().unwrap();
    let at = crate::town::after_minutes(1).at;
    let status = seven_core::assessment::Status::Submitted;
    let handed = store::assessments::Assessment { status, submitted_at: Some(at), ..round };
    store::assessments::update(&mut write, &handed).await.unwrap();
    office.town.commit(write).await;
}

/// A reason alone settles nothing; then all is settled and told, once.
async fn settle_and_tell(ada: &mut Browser, sam: &str, assessment: &str) {
    let page = ada.get(&format!("{sam}/answers")).await;
    let version = page.hidden("version");
    let settle = [("assessment", assessment), ("version", version.as_str())];
    let reason_alone = [settle.as_slice(), &[("reason-nights", "We talked about it.")]].concat();
    let refused = ada.fill_in(&format!("{sam}/answers"), &format!("{sam}/answers/settle"), &reason_alone).await;
    assert!(refused.status == 422 && refused.text.contains("Choose an answer for at least one question"));
    let settled = ada.fill_in(&format!("{sam}/answers"), &format!("{sam}/answers/settle"), &settle).await;
    assert!(settled.goes_to().ends_with("all-settled"), "{}", settled.text);
    let told =
        ada.fill_in(&format!("{sam}/answers"), &format!("{sam}/answers/tell"), &[("assessment", assessment)]).await;
    assert!(told.goes_to().ends_with("done=told"), "{}", told.text);
    let twice =
        ada.fill_in(&format!("{sam}/answers"), &format!("{sam}/answers/tell"), &[("assessment", assessment)]).await;
    assert_eq!(twice.status, 303, "a second press tells nothing new");
}

#[tokio::test]
async fn a_round_goes_from_paper_to_a_figure_and_a_decision_beside_it() {
    let office = Office::new().await;
    office.scheme().await;
    let sam = office.sam();
    let mut ada = office.as_(office.ada).await;
    let begun = ada.fill_in(&format!("{sam}/answers"), &format!("{sam}/answers/open"), &[("reason", "first")]).await;
    assert!(begun.goes_to().ends_with("round-begun"), "{}", begun.text);
    let list = ada.get("/council").await;
    assert!(list.text.contains("The family&#39;s answers"), "the worklist says what the child waits for");
    let paper = ada.get(&format!("{sam}/paper")).await;
    let (csrf, assessment) = (paper.hidden("csrf"), paper.hidden("assessment"));
    let answers = filled(&paper);
    assert!(answers.len() > 3, "{}", paper.text);
    let author = office.town.parent.0.to_string();
    let mut fields = vec![("csrf", csrf.as_str()), ("assessment", &assessment), ("author", &author)];
    fields.extend(answers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let kept = ada.post(&format!("{sam}/paper"), &fields).await;
    assert!(kept.goes_to().ends_with("paper-entered"), "{}", kept.text);
    let page = ada.get(&format!("{sam}/answers")).await;
    assert!(page.text.contains("Kit Bell, parent or carer (from paper)"));

    hand_in(&office, &assessment).await;
    settle_and_tell(&mut ada, &sam, &assessment).await;
    let budget = ada.get(&format!("{sam}/budget")).await;
    assert!(budget.text.contains("How this figure was worked out") && budget.text.contains('£'), "{}", budget.text);
    let (id, stream) = (budget.hidden("budget"), "social-care");
    let ask = [
        ("budget", id.as_str()),
        ("kind", "adjustment"),
        ("stream", stream),
        ("why", "Two carers are needed at night."),
    ];
    let asked = ada.fill_in(&format!("{sam}/budget"), &format!("{sam}/budget/ask"), &ask).await;
    assert!(asked.goes_to().ends_with("done=asked"), "{}", asked.text);
    assert_eq!(ada.post(&format!("{sam}/budget/decide"), &[]).await.status, 403, "a key worker decides nothing");
    let mut ben = office.as_(office.ben).await;
    assert!(ben.get("/council").await.text.contains("A decision beside the figure"));
    let page = ben.get(&format!("{sam}/budget")).await;
    let (decision, version) = (page.hidden("decision"), page.hidden("version"));
    let decide = [
        ("decision", decision.as_str()),
        ("version", version.as_str()),
        ("kind", "adjustment"),
        ("outcome", "amount"),
        ("amount", "99,999.50"),
        ("reasons", "The night needs a second carer, as the nurse wrote."),
    ];
    let decided = ben.fill_in(&format!("{sam}/budget"), &format!("{sam}/budget/decide"), &decide).await;
    assert!(decided.goes_to().ends_with("done=decided"), "{}", decided.text);
    let page = ben.get(&format!("{sam}/budget")).await;
    assert!(page.text.contains("£99,999.50") && page.text.contains("Ben Office"));
    let again = ben.fill_in(&format!("{sam}/budget"), &format!("{sam}/budget/decide"), &decide).await;
    assert!(again.status == 422 && again.text.contains("Somebody else changed this"), "decided twice");
    let child = sam.replace("/council/children/", "/family/");
    let page = office.as_(office.town.parent).await.get(&child).await;
    assert!(page.text.contains("A person set an amount for you") && page.text.contains("£"), "{}", page.text);

    let mut head = office.as_(office.head).await;
    let need = head.get("/council/need-beside-spend").await;
    assert!(need.status == 200 && need.text.contains("Sam Bell"), "{}", need.text);
    let mut commissioner = office.as_(office.commissioner).await;
    let need = commissioner.get("/council/need-beside-spend.csv").await;
    assert!(need.text.contains("\"Child 1\"") && !need.text.contains("Sam"), "{}", need.text);
}

#[tokio::test]
async fn a_scheme_is_published_once_and_withdrawn_for_the_future() {
    let office = Office::new().await;
    office.scheme().await;
    let mut commissioner = office.as_(office.commissioner).await;
    let check = "/council/schemes/check?gallery=example-children%402026-04-01";
    let fields = [
        ("gallery", "example-children@2026-04-01"),
        ("upload", ""),
        ("cliffs", "C"),
        ("equality", "Nobody loses by this, we looked."),
    ];
    let again = commissioner.fill_in(check, "/council/schemes/publish", &fields).await;
    assert!(again.status == 422 && again.text.contains("published already"));
    let list = commissioner.get("/council/schemes").await;
    assert!(list.text.contains("In force"));
    let version = list.text.split("href=\"/council/schemes/").find(|part| part.starts_with('0')).unwrap();
    let path = format!("/council/schemes/{}", version.split('"').next().unwrap());
    let past = [
        ("version", "2"),
        ("withdrawn-day", "1"),
        ("withdrawn-month", "8"),
        ("withdrawn-year", "2026"),
        ("why", "Replaced by the next one soon"),
    ];
    let refused = commissioner.fill_in(&path, &format!("{path}/withdraw"), &past).await;
    assert!(refused.status == 422 && refused.text.contains("Choose today or a later day"));
    let mut ada = office.as_(office.ada).await;
    assert_eq!(ada.get(&path).await.status, 200);
    assert_eq!(ada.get(check).await.status, 403);
}
