//! A personal assistant on a telephone: asked in by the family, hands in a week, is answered; and close family at home.

use seven_core::AccountId;
use seven_core::people::Role;
use store::accounts;

use crate::money::Desk;

/// Minutes after the plan was written: it has begun, and it is Thursday, 15 October.
const LATER: i64 = 44 * 24 * 60;

impl Desk {
    fn asking(&self) -> Vec<(&'static str, String)> {
        vec![
            ("given", "Rob".to_owned()),
            ("family", "Young".to_owned()),
            ("email", "rob@example.org".to_owned()),
            ("line", self.hall.line.to_string()),
            ("wage", "13.50".to_owned()),
            ("lives", "no".to_owned()),
            ("why", String::new()),
        ]
    }

    /// Rob, whom Kit has asked in, and the page of his seat.
    async fn rob(&self) -> ((seven_core::PersonId, AccountId), String) {
        let at = self.family("/assistants");
        let mut kit = self.hall.kit(LATER).await;
        let fields = self.asking();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let asked = kit.fill_in(&at, &at, &fields).await;
        assert!(asked.goes_to().ends_with("done=invited"), "{}", asked.text);
        let town = &self.hall.place.town;
        let mut reading = town.store.reading(&town.authority).await.unwrap();
        let account = accounts::by_email(&mut reading, "rob@example.org").await.unwrap().unwrap();
        ((account.person, account.id), asked.goes_to().split('?').next().unwrap().to_owned())
    }
}

#[tokio::test]
async fn an_assistant_hands_in_a_week_on_a_telephone_and_sees_nothing_else() {
    let (desk, _) = Desk::opened().await;
    let (rob, seat) = desk.rob().await;
    let own = format!("/me/hours/{}", desk.hall.child());
    let mut phone = desk.hall.browser(rob, LATER + 1).await;
    let home = phone.get("/family").await;
    assert!(home.text.contains(&own) && home.text.contains("Your hours with Sam"), "{}", home.text);
    let page = phone.get(&own).await;
    for said in ["Your hours with Sam", "£13.50 an hour", "Week from 12 October 2026", "Wednesday, 14 October 2026"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    for unsaid in ["Bell", "Afternoons", "£938", "Friday, 16 October"] {
        assert!(!page.text.contains(unsaid), "{unsaid}: {}", page.text);
    }
    let id = page.hidden("seat");
    let week = [("seat", id.as_str()), ("week", "2026-10-12")];
    let odd = [&week[..], &[("d2-from", "nine"), ("d2-until", "12")]].concat();
    let odd = phone.fill_in(&own, &own, &odd).await;
    assert!(odd.status == 422 && odd.text.contains("Write a time such as 9:30"), "{}", odd.text);
    assert!(odd.text.contains("value=\"nine\""), "nothing typed is lost: {}", odd.text);
    let none = phone.fill_in(&own, &own, &week).await;
    assert!(none.status == 422 && none.text.contains("Write at least one day"), "{}", none.text);
    let good = [&week[..], &[("d2-from", "9:00"), ("d2-until", "12:00"), ("d2-pause", "30")]].concat();
    let sent = phone.fill_in(&own, &own, &good).await;
    assert!(sent.goes_to().ends_with("done=handed-in"), "{}", sent.text);
    let twice = phone.fill_in(&own, &own, &good).await;
    assert!(twice.status == 422 && twice.text.contains("there are hours for this time already"), "{}", twice.text);
    let page = phone.get(&own).await;
    assert!(page.text.contains("Waits for the family") && page.text.contains("2.5 hours, £33.75"), "{}", page.text);
    // every door but the assistant's own is shut
    for shut in [desk.family(""), desk.family("/assistants"), seat.clone(), desk.office("/spending")] {
        let answer = phone.get(&shut).await;
        assert!(answer.status == 403 || answer.status == 404, "{shut}: {}", answer.status);
        assert!(!answer.text.contains("Bell"), "{}", answer.text);
    }
    let mut kit = desk.hall.kit(LATER + 2).await;
    let theirs = kit.get(&own).await;
    assert!(theirs.status == 403 || theirs.status == 404, "{}", theirs.status);
}

#[tokio::test]
async fn the_family_says_yes_asks_once_more_writes_hours_down_and_ends_the_work() {
    let (desk, _) = Desk::opened().await;
    let (rob, seat) = desk.rob().await;
    let own = format!("/me/hours/{}", desk.hall.child());
    let mut phone = desk.hall.browser(rob, LATER + 1).await;
    let mut kit = desk.hall.kit(LATER + 2).await;
    let id = phone.get(&own).await.hidden("seat");
    let week = |from: &'static str, until: &'static str| {
        vec![
            ("seat", id.clone()),
            ("week", "2026-10-12".to_owned()),
            ("d2-from", from.to_owned()),
            ("d2-until", until.to_owned()),
        ]
    };
    let hand_in = async |phone: &mut crate::town::Browser, from, until| {
        let fields = week(from, until);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        phone.fill_in(&own, &own, &fields).await
    };
    hand_in(&mut phone, "9:00", "12:00").await;
    let list = kit.get(&desk.family("/assistants")).await;
    assert!(list.text.contains("Rob Young") && list.text.contains("1 waits for your yes"), "{}", list.text);
    let page = kit.get(&seat).await;
    assert!(page.text.contains("9:00 to 12:00, 3 hours"), "{}", page.text);
    let (hours, version) = (page.hidden("hours"), page.hidden("version"));
    let seen = [("hours", hours.as_str()), ("version", version.as_str())];
    let silent = kit.fill_in(&seat, &format!("{seat}/ask"), &seen).await;
    assert!(silent.status == 422 && silent.text.contains("Write at least a word"), "{}", silent.text);
    let name = format!("asked-{hours}");
    let asked = [&seen[..], &[(name.as_str(), "Was it not until 11?")]].concat();
    let asked = kit.fill_in(&seat, &format!("{seat}/ask"), &asked).await;
    assert!(asked.goes_to().ends_with("done=hours-asked"), "{}", asked.text);
    assert!(phone.get(&own).await.text.contains("Was it not until 11?"));
    hand_in(&mut phone, "9:00", "11:00").await;
    let page = kit.get(&seat).await;
    let (hours, version) = (page.hidden("hours"), page.hidden("version"));
    let seen = [("hours", hours.as_str()), ("version", version.as_str())];
    let yes = kit.fill_in(&seat, &format!("{seat}/approve"), &seen).await;
    assert!(yes.goes_to().ends_with("done=hours-approved"), "{}", yes.text);
    let late = kit.fill_in(&seat, &format!("{seat}/approve"), &seen).await;
    assert!(late.status == 422 && late.text.contains("answered already"), "{}", late.text);
    let records = kit.get(&desk.family("/records")).await;
    assert!(records.text.contains("Hours (Rob Young)") && records.text.contains("£27.00"), "{}", records.text);
    assert!(phone.get(&own).await.text.contains("The family said yes on 15 October 2026"));
    let write = format!("{seat}/hours");
    let crossing = kit.fill_in(&seat, &write, &[("week", "2026-10-12"), ("d2-from", "10"), ("d2-until", "11")]).await;
    assert!(crossing.status == 422 && crossing.text.contains("for this time already"), "{}", crossing.text);
    let written = kit.fill_in(&seat, &write, &[("week", "2026-10-12"), ("d2-from", "15"), ("d2-until", "16")]).await;
    assert!(written.goes_to().ends_with("done=hours-written"), "{}", written.text);
    let ended = kit.fill_in(&seat, &format!("{seat}/end"), &[("version", "1")]).await;
    assert!(ended.goes_to().ends_with("done=work-ended"), "{}", ended.text);
    let gone = phone.get(&own).await;
    assert!(gone.status == 404 && !gone.text.contains("Sam"), "{}", gone.text);
    assert!(!phone.get("/family").await.text.contains("Sam"));
}

#[tokio::test]
async fn asking_somebody_in_is_checked_and_close_family_at_home_is_looked_at_together() {
    let (desk, _) = Desk::opened().await;
    let at = desk.family("/assistants");
    let mut kit = desk.hall.kit(LATER).await;
    let page = kit.get(&at).await;
    assert!(page.text.contains("may be paid only where the council agrees"), "{}", page.text);
    for (field, value, said) in [
        ("email", "rob", "Write an e-mail address"),
        ("wage", "lots", "Write what an hour is paid"),
        ("wage", "5", "The law says that an hour is paid"),
        ("line", "none", "Choose one of these"),
        ("lives", "", "Choose one of these"),
        ("lives", "yes", "Write a sentence about why"),
        ("given", "", "Look at the name again"),
    ] {
        let mut fields = desk.asking();
        fields.iter_mut().find(|(name, _)| *name == field).unwrap().1 = value.to_owned();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = kit.fill_in(&at, &at, &fields).await;
        assert!(refused.status == 422 && refused.text.contains(said), "{field}={value}: {}", refused.text);
    }
    let home = desk.family("/household");
    let page = kit.get(&home).await;
    let payee = page.text.split("<option value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let why = "Gran is the only one whom Sam lets feed her.";
    let said = kit.fill_in(&home, &home, &[("payee", &payee), ("lives", "yes"), ("why", why)]).await;
    assert!(said.goes_to().ends_with("done=household-said"), "{}", said.text);
    let stranger = kit.fill_in(&home, &home, &[("payee", "Nobody"), ("lives", "no")]).await;
    assert_eq!(stranger.status, 422, "{}", stranger.text);
    desk.hall.place.town.employ(desk.hall.place.worker.0, Role::TeamMember).await;
    let mut grace = desk.worker(LATER + 1).await;
    let office = desk.office("/household");
    let page = grace.get(&office).await;
    assert!(page.text.contains(why) && page.text.contains("nobody has decided"), "{}", page.text);
    let (id, version) = (page.hidden("payee"), page.hidden("version"));
    let own = [("payee", id.as_str()), ("version", version.as_str()), ("answer", "agree")];
    let short = grace.fill_in(&office, &office, &[&own[..], &[("reason", "fine")]].concat()).await;
    assert!(short.status == 422 && short.text.contains("Write at least a sentence"), "{}", short.text);
    let reason = [("reason", "Sam takes food from nobody else.")];
    let agreed = grace.fill_in(&office, &office, &[&own[..], &reason].concat()).await;
    assert!(agreed.goes_to().ends_with("done=household-decided"), "{}", agreed.text);
    let told = kit.get(&home).await;
    assert!(told.text.contains("Sam takes food from nobody else."), "{}", told.text);
}
