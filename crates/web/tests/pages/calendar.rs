//! The days for somebody's own calendar: a page, a file, and a secret link that opens days and nothing else.

use crate::money::Desk;
use crate::town::Browser;
use web::app::Mode;

#[tokio::test]
async fn a_calendar_fetches_the_days_by_a_secret_link_until_it_is_ended() {
    let (desk, _) = Desk::paying().await;
    let mut kit = desk.hall.kit(60).await;
    let at = format!("/family/{}/calendar", desk.hall.child());
    let review = kit.get(&format!("/family/{}/review", desk.hall.child())).await;
    assert!(review.text.contains(&at), "the way to it: {}", review.text);
    let page = kit.get(&at).await;
    assert!(page.text.contains("Money comes") && page.text.contains("You have no link"), "{}", page.text);
    let link = async |kit: &mut Browser| {
        let made = kit.fill_in(&at, &format!("{at}/link"), &[]).await;
        let rest = made.text.split_once("/calendar/").unwrap_or_else(|| panic!("{}", made.text));
        let all = made.text.match_indices("http://localhost/calendar/").count();
        assert_eq!(all, 1, "{}", rest.1);
        let token = made.text.split_once("http://localhost/calendar/").unwrap().1;
        format!("/calendar/{}", token.split('<').next().unwrap())
    };
    let first = link(&mut kit).await;
    assert!(!kit.get(&at).await.text.contains(first.trim_start_matches("/calendar/")), "shown once");
    let town = &desk.hall.place.town;
    let mut calendar = Browser::new(town.pages(Mode::Serve, 61).await);
    let days = calendar.get(&first).await;
    assert_eq!(days.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(days.text.starts_with("BEGIN:VCALENDAR") && days.text.contains("SUMMARY:Money comes"), "{}", days.text);
    for unsaid in ["Sam", "Bell", "£", "DESCRIPTION"] {
        assert!(!days.text.contains(unsaid), "{unsaid}: {}", days.text);
    }
    assert!(town.entries_with("calendar link").await >= 2, "made, and fetched");
    let looked = kit.get(&format!("/family/{}/who-looked?own=1", desk.hall.child())).await;
    assert!(looked.text.contains("A calendar fetched the days"), "{}", looked.text);
    assert_eq!(calendar.get("/calendar/nonsense").await.status, 404);
    assert_eq!(calendar.get(&format!("{}x", first.trim_end_matches(".ics"))).await.status, 404);
    // a new link ends the old one
    let second = link(&mut kit).await;
    assert_eq!(calendar.get(&first).await.status, 404);
    assert_eq!(calendar.get(&second).await.status, 200);
    let ended = kit.fill_in(&at, &format!("{at}/end"), &[]).await;
    assert!(ended.goes_to().ends_with("done=link-ended"), "{}", ended.text);
    assert_eq!(calendar.get(&second).await.status, 404);
    let last = (0..40).map(|_| ()).collect::<Vec<()>>();
    let mut waits = 0;
    for () in last {
        waits += usize::from(calendar.get(&second).await.status == 429);
    }
    assert!(waits > 0, "whoever tries many at once has to wait");
}

#[tokio::test]
async fn a_link_opens_no_more_than_its_maker_may_see() {
    let (desk, _) = Desk::paying().await;
    let mut kit = desk.hall.kit(60).await;
    let at = format!("/family/{}/calendar", desk.hall.child());
    let made = kit.fill_in(&at, &format!("{at}/link"), &[]).await;
    let token = made.text.split_once("http://localhost/calendar/").unwrap().1.split('<').next().unwrap().to_owned();
    let town = &desk.hall.place.town;
    let mut calendar = Browser::new(town.pages(Mode::Serve, 61).await);
    assert_eq!(calendar.get(&format!("/calendar/{token}")).await.status, 200);
    let mut write = town.writing().await;
    let person = desk.hall.place.town.parent.0;
    let own = store::relations::of_person(&mut write, person).await.unwrap();
    for one in own {
        store::staff::restrict_contact(&mut write, one.child, one.id, true).await.unwrap();
    }
    town.commit(write).await;
    assert_eq!(calendar.get(&format!("/calendar/{token}")).await.status, 404, "contact is restricted since");
}
