//! What came on paper: a statement typed in by a worker, checked and matched like a file; receipts and the like for the family.

use seven_core::people::Role;

use super::{LATER, send_file};
use crate::money::Desk;
use crate::town::Browser;

/// The fields of a statement of the last days of August; its lines as day, name, out, in.
fn statement<'t>(
    (opening, closing): (&'t str, &'t str),
    lines: &[(&'static str, &'static str, &'static str, &'static str)],
) -> Vec<(String, &'t str)> {
    let head = [
        ("rows", "8"),
        ("account", "60-16-13 31926819"),
        ("from-day", "25"),
        ("from-month", "8"),
        ("from-year", "2026"),
        ("until-day", "31"),
        ("until-month", "8"),
        ("until-year", "2026"),
        ("opening", opening),
        ("closing", closing),
    ];
    let mut fields: Vec<(String, &str)> = head.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
    for (at, (day, payee, out, into)) in lines.iter().enumerate() {
        for (part, value) in [("", day), ("-payee", payee), ("-out", out), ("-in", into)] {
            fields.push((format!("line-{at}{part}"), value));
        }
    }
    fields
}

async fn send(browser: &mut Browser, at: &str, fields: &[(String, &str)]) -> crate::town::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    browser.fill_in(at, at, &fields).await
}

#[tokio::test]
async fn a_statement_on_paper_is_checked_matched_and_told_to_the_family() {
    let (desk, _) = Desk::opened().await;
    desk.hall.place.town.employ(desk.hall.place.worker.0, Role::TeamMember).await;
    let mut grace = desk.worker(LATER).await;
    let at = desk.office("/spending/paper");
    assert!(grace.get(&desk.office("/spending")).await.text.contains(&at), "the way to it");
    let lines = [("26/8/2026", "EXAMPLESHIRE", "", "400"), ("27 08 2026", "VILLAGE POOL", "8.85", "")];
    let wrong = send(&mut grace, &at, &statement(("0", "400"), &lines)).await;
    assert!(wrong.status == 422 && wrong.text.contains("This does not fit"), "{}", wrong.text);
    assert!(wrong.text.contains("value=\"VILLAGE POOL\""), "nothing typed is lost: {}", wrong.text);
    for (line, said) in [
        (("27/13/2026", "POOL", "8.85", ""), "Type a day such as 28/08/2026"),
        (("27/8/2026", "POOL", "8.85", "8.85"), "Type one sum, out or in"),
        (("27/8/2026", "", "8.85", ""), "Type who paid or was paid"),
        (("20/8/2026", "POOL", "8.85", ""), "This day is outside the days"),
    ] {
        let refused = send(&mut grace, &at, &statement(("100", "91.15"), &[line])).await;
        assert!(refused.status == 422 && refused.text.contains(said), "{said}: {}", refused.text);
    }
    let mut more = statement(("0", "391.15"), &lines);
    more.push(("more".to_owned(), "yes"));
    let more = send(&mut grace, &at, &more).await;
    assert!(more.text.contains("Line 16") && more.text.contains("VILLAGE POOL"), "{}", more.text);
    let entered = send(&mut grace, &at, &statement(("0", "391.15"), &lines)).await;
    assert!(entered.goes_to().ends_with("done=statement-entered"), "{}", entered.text);
    let again = send(&mut grace, &at, &statement(("0", "391.15"), &lines)).await;
    assert!(again.status == 422 && again.text.contains("there already"), "{}", again.text);
    let mut kit = desk.hall.kit(LATER + 1).await;
    let list = kit.get(&desk.family("/statements")).await;
    let one = super::address(&list, &desk.family("/statements/"));
    let page = kit.get(&one).await;
    assert!(page.text.contains("Entered for you from paper by Grace Bennett"), "{}", page.text);
    assert!(page.text.contains("VILLAGE POOL"), "{}", page.text);
    let refused = kit.get(&at).await;
    assert!(refused.status == 403 || refused.status == 404, "{}", refused.status);
}

#[tokio::test]
async fn receipts_and_cash_on_paper_are_kept_for_the_family_and_say_so() {
    let (desk, _) = Desk::opened().await;
    desk.hall.place.town.employ(desk.hall.place.worker.0, Role::TeamMember).await;
    let mut grace = desk.worker(LATER).await;
    let piece = desk.hall.line.to_string();
    let on = [("on-day", "29"), ("on-month", "8"), ("on-year", "2026"), ("piece", piece.as_str())];
    let at = desk.office("/spending/paper/receipt");
    let bare = send_file(&mut grace, (&at, &at), &on, ("", b"")).await;
    assert!(bare.status == 422 && bare.text.contains("Write a sum such as"), "{}", bare.text);
    let pool = [&on[..], &[("payee", "Village Pool"), ("amount", "8.85")]].concat();
    let kept = send_file(&mut grace, (&at, &at), &pool, ("scan.gif", super::records::DOT)).await;
    assert!(kept.goes_to().ends_with("done=paper-entered"), "{}", kept.text);
    let list = grace.get(kept.goes_to()).await;
    assert!(list.text.contains("Photo of Village Pool"), "{}", list.text);
    let again = [&on[..], &[("payee", "Village Shop"), ("amount", "2")]].concat();
    let kept = send_file(&mut grace, (&at, &at), &again, ("scan.txt", b"<script>")).await;
    assert!(kept.goes_to().ends_with("done=paper-entered-bare"), "{}", kept.text);
    assert!(grace.get(kept.goes_to()).await.text.contains("its file is not kept"), "told");
    let hours = desk.office("/spending/paper/timesheet");
    let from = [("from-day", "24"), ("from-month", "8"), ("from-year", "2026")];
    let worked = [&on[..], &from, &[("payee", "Rob"), ("hours", "3"), ("wage", "12.71")]].concat();
    let kept = send_file(&mut grace, (&hours, &hours), &worked, ("", b"")).await;
    assert!(kept.goes_to().ends_with("done=paper-entered"), "{}", kept.text);
    let mut kit = desk.hall.kit(LATER + 1).await;
    let list = kit.get(&desk.family("/records")).await;
    assert!(list.text.contains("Waits for a yes"), "hours wait for the family that employs: {}", list.text);
    for part in list.text.split(&format!("href=\"{}", desk.family("/records/"))).skip(1) {
        let id = part.split('"').next().unwrap();
        if id.starts_with("new") {
            continue;
        }
        let page = kit.get(&desk.family(&format!("/records/{id}"))).await;
        assert!(page.text.contains("Entered for you from paper by Grace Bennett"), "{}", page.text);
    }
    assert_eq!(grace.get(&desk.office("/spending/paper/nonsense")).await.status, 404);
}
