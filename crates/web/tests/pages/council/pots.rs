//! A figure that a pot cannot bear: weighed before it is told, and told only once somebody has decided so by name.

use seven_core::access::Purpose;

use super::office::Office;
use super::rounds::{caller, settled};

const POT: &str = "/council/pot";
const OVER: &str = "/council/pot/over";

#[tokio::test]
async fn a_figure_beyond_the_pot_is_told_only_once_somebody_has_decided_so_by_name() {
    let office = Office::new().await;
    office.scheme().await;
    let mut robin = office.as_(office.town.manager).await;
    let pot = [("version", "0"), ("stream", "social-care"), ("available", "100"), ("contingency", "0")];
    assert!(robin.fill_in(POT, POT, &pot).await.goes_to().ends_with("pot-set"));
    let round = settled(&office, "substantial").await.to_string();
    let (page, to) = (format!("{}/answers", office.sam()), format!("{}/answers/tell", office.sam()));
    let mut ada = office.as_(office.ada).await;
    let warned = ada.get(&page).await;
    assert!(warned.text.contains("Social care: with this figure £"), "{}", warned.text);
    assert!(warned.text.contains("until then the figure cannot be told"), "{}", warned.text);
    let refused = ada.fill_in(&page, &to, &[("assessment", &round)]).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text.contains("Social care: £") && refused.text.contains("has to decide by name"),
        "{}",
        refused.text
    );
    assert!(ada.get(&format!("{}/budget", office.sam())).await.text.contains("No figure has been told yet"));

    let why = "The panel of 1 September agreed to go beyond it.";
    let over = |most: &'static str| [("over-stream", "social-care"), ("most", most), ("reasons", why)];
    for who in [office.ada, office.ben, office.town.manager] {
        let mut browser = office.as_(who).await;
        assert_eq!(browser.fill_in("/account", OVER, &over("1,000,000")).await.status, 403, "not theirs to decide");
    }
    let mut head = office.as_(office.head).await;
    for (most, told) in [("much", "Give a sum such as 12,000"), ("0", "so much is missing already")] {
        let wrong = head.fill_in(POT, OVER, &over(most)).await;
        assert!(wrong.status == 422 && wrong.text.contains(told), "{}", wrong.text);
    }
    let short = [("over-stream", "social-care"), ("most", "5,000"), ("reasons", "so it is")];
    assert!(head.fill_in(POT, OVER, &short).await.text.contains("at least 20 are needed"));
    let earlier = caller(&office, office.head.0, Purpose::Work, 4);
    let pot = ("2026-04-01".parse().unwrap(), "social-care");
    actions::pot::allow_over(&earlier, pot, seven_core::Pence(100), why).await.unwrap();
    let still = ada.fill_in(&page, &to, &[("assessment", &round)]).await;
    assert_eq!(still.status, 422, "a decision about a smaller sum is none about this");
    assert!(head.fill_in(POT, OVER, &over("1,000,000")).await.goes_to().ends_with("over-allowed"));
    assert!(ada.get(&page).await.text.contains("Head Office has decided that it may be"));
    let told = ada.fill_in(&page, &to, &[("assessment", &round)]).await;
    assert!(told.goes_to().ends_with("done=told"), "{}", told.text);
    let shown = robin.get(POT).await;
    assert!(shown.text.contains("Head Office, 1 September 2026") && shown.text.contains(why), "{}", shown.text);
    assert!(shown.text.contains("more is promised than there is."), "{}", shown.text);
    assert_eq!(office.town.entries_with("over-commitment-social-care").await, 1, "the figure names the decision");
    assert_eq!(office.town.entries_with("allow-over-commitment").await, 2);
}

#[tokio::test]
async fn a_figure_within_the_pot_needs_nobodys_decision() {
    let office = Office::new().await;
    office.scheme().await;
    let mut robin = office.as_(office.town.manager).await;
    for stream in ["social-care", "health"] {
        let pot = [("version", "0"), ("stream", stream), ("available", "9,000,000"), ("contingency", "12")];
        assert!(robin.fill_in(POT, POT, &pot).await.goes_to().ends_with("pot-set"));
    }
    let shown = robin.get(POT).await;
    for stream in ["Social care", "Health"] {
        let captions = shown.text.split("<caption").skip(1).filter_map(|part| part.split("</caption>").next());
        let caption = captions.filter(|caption| caption.contains(&format!("{stream}: the pot"))).count();
        assert_eq!(caption, 1, "each table has a caption of its own: {}", shown.text);
    }
    let round = settled(&office, "some").await.to_string();
    let page = format!("{}/answers", office.sam());
    let mut ada = office.as_(office.ada).await;
    assert!(!ada.get(&page).await.text.contains("more would be promised"));
    let told = ada.fill_in(&page, &format!("{page}/tell"), &[("assessment", &round)]).await;
    assert!(told.goes_to().ends_with("done=told"), "{}", told.text);
    assert_eq!(office.town.entries_with("over-commitment").await, 0);
}

#[tokio::test]
async fn a_finance_officer_is_led_to_what_they_may_open() {
    let office = Office::new().await;
    let mut robin = office.as_(office.town.manager).await;
    super::office::employ(&office.town, office.town.manager.0, seven_core::people::Role::Commissioner, None).await;
    let list = robin.get("/council").await;
    let links = list.text.split("href=\"").skip(1).filter_map(|part| part.split('"').next());
    let children: Vec<&str> = links.filter(|link| link.starts_with("/council/children/")).collect();
    assert_eq!(children, [format!("{}/budget", office.sam())], "{}", list.text);
    assert_eq!(robin.get(children[0]).await.status, 200);
    assert_eq!(robin.get(&office.sam()).await.status, 403);
}
