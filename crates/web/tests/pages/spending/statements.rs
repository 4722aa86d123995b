//! From a bank's file to a sorted line: read, told, asked, answered, undone, taken back; and what is refused, in plain words.

use super::{LATER, address, send_file, statement};
use crate::money::Desk;

#[tokio::test]
async fn a_family_hands_in_a_statement_and_answers_one_question() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let page = kit.get(&desk.family("")).await;
    assert!(page.text.contains(&desk.family("/statements")), "{}", page.text);
    let text = statement(10_000, &[(29, -2_400, "Rob Young"), (30, 50_000, "COUNCIL"), (31, -600, "UNKNOWN SHOP")]);
    let sent = desk.hand_in(&mut kit, "august.sta", &text).await;
    let to = sent.goes_to().to_owned();
    assert!(to.contains("new=3&known=0"), "{to} {}", sent.text);
    let page = kit.get(&to).await;
    for said in ["3 new lines.", "£100.00", "£570.00", "Rob Young", "ends in 6819"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(!page.text.contains("31926819"), "no more of the number than is needed");
    // one question at a time, or what nobody can know
    let page = kit.get(&desk.family("/questions")).await;
    let line = if page.text.contains("None of these") || page.text.contains("Yes, it was") {
        let at = page.text.split_once("action=\"").unwrap().1.split('"').next().unwrap();
        let mut rest = page.text.as_str();
        let mut form = at.to_owned();
        while !form.contains("/lines/") {
            rest = rest.split_once("action=\"").unwrap().1;
            form = rest.split('"').next().unwrap().to_owned();
        }
        form
    } else {
        address(&page, &desk.family("/lines/"))
    };
    let piece = desk.hall.line.to_string();
    let version = kit.get(&line).await.hidden("version");
    let bare = kit.fill_in(&line, &line, &[("version", &version), ("target", "")]).await;
    assert!(bare.status == 422 && bare.text.contains("Choose"), "{}", bare.text);
    let strange = kit.fill_in(&line, &line, &[("version", &version), ("target", "no-such-thing")]).await;
    assert!(strange.status == 422 && strange.text.contains("This cannot be it any more"), "{}", strange.text);
    let answered = kit.fill_in(&line, &line, &[("version", &version), ("target", &piece)]).await;
    assert!(answered.goes_to().ends_with("done=line-answered"), "{}", answered.text);
    let page = kit.get(&line).await;
    for said in ["Afternoons in town", "somebody said so", "In the books"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let late = kit.fill_in(&line, &line, &[("version", &version), ("target", &piece)]).await;
    assert!(late.status == 409 && late.text.contains("answered this in the meantime"), "{}", late.text);
    let version = kit.get(&line).await.hidden("version");
    let undone = kit.fill_in(&line, &format!("{line}/undo"), &[("version", &version)]).await;
    assert!(undone.goes_to().ends_with("done=match-undone"), "{}", undone.text);
    assert!(kit.get(&line).await.text.contains("Choose what it was for"));
    // and all of it taken back, after a question
    let list = kit.get(&desk.family("/statements")).await;
    let one = address(&list, &desk.family("/statements/"));
    let ask = kit.get(&format!("{one}/take-back")).await;
    assert!(ask.text.contains("Take this statement back?"), "{}", ask.text);
    let back = kit.fill_in(&format!("{one}/take-back"), &format!("{one}/take-back"), &[]).await;
    assert!(back.goes_to().ends_with("done=statement-taken-back"), "{}", back.text);
    assert_eq!(kit.get(&one).await.status, 404);
}

#[tokio::test]
async fn what_cannot_be_read_is_told_in_plain_words_with_what_to_do() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let good = statement(10_000, &[(29, -2_400, "ROB")]);
    for (text, said) in [
        (String::new(), "There is nothing in this file"),
        ("%PDF-1.7".to_owned(), "Choose camt.053, MT940, OFX or CSV"),
        (good.replace(":61:260829D24,00", ":61:260829D24,01"), "The lines do not add up"),
        (good.replace(":61:260829", ":61:260230"), "Some lines of the file cannot be right"),
        (good.replace(":62F:", ":99:"), "The file stops in the middle"),
        (good.replace("GBP", "EUR"), "This account is not in pounds"),
        (good.replace(":61:260829", ":61:261229"), "Perhaps day and month have changed places"),
        (statement(10_000, &[]), "There is no payment in this file"),
    ] {
        let refused = desk.hand_in(&mut kit, "august.sta", &text).await;
        assert!(refused.status == 422 && refused.text.contains(said), "{said}: {}", refused.text);
    }
    desk.hand_in(&mut kit, "august.sta", &good).await;
    let again = desk.hand_in(&mut kit, "august.sta", &good).await;
    assert!(again.status == 422 && again.text.contains("Everything in this file was here already"), "{}", again.text);
    let other = desk.hand_in(&mut kit, "other.sta", &good.replace("31926819", "31926810")).await;
    assert!(other.status == 422 && other.text.contains("this money is in this account too"), "{}", other.text);
    let at = desk.family("/statements");
    let text = good.replace("31926819", "31926810");
    let said = send_file(&mut kit, (&at, &at), &[("other-account", "yes")], ("other.sta", text.as_bytes())).await;
    assert!(said.goes_to().contains("new=1"), "{}", said.text);
}

#[tokio::test]
async fn columns_that_nobody_knows_are_asked_once_and_known_the_next_month() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let sent = desk.hand_in(&mut kit, "bank.csv", "When,Shop,Gone\n04/08/2026,Pool,8.85\n").await;
    let columns = sent.goes_to().to_owned();
    assert!(columns.contains("/money/columns/"), "{columns} {}", sent.text);
    let page = kit.get(&columns).await;
    for said in ["Which column is which?", "When", "Shop", "Pool", "8.85"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let bare = kit.fill_in(&columns, &columns, &[("date", "When"), ("sums", "one")]).await;
    assert!(bare.status == 422 && bare.text.contains("Choose"), "{}", bare.text);
    let fields = [
        ("date", "When"),
        ("date-order", "day-first"),
        ("sums", "one-spent"),
        ("sum", "Gone"),
        ("payee", "Shop"),
        ("bank", "The card"),
    ];
    let read = kit.fill_in(&columns, &columns, &fields).await;
    assert!(read.goes_to().contains("new=1"), "{}", read.text);
    let next = desk.hand_in(&mut kit, "bank.csv", "When,Shop,Gone\n05/08/2026,Bus,3.00\n").await;
    assert!(next.goes_to().contains("new=1"), "known by now: {}", next.text);
    // the file waits for whoever sent it, and for nobody else
    let mut grace = desk.worker(LATER + 1).await;
    assert_eq!(grace.get(&columns).await.status, 403);
}

#[tokio::test]
async fn a_csv_whose_day_and_month_have_changed_places_is_asked_about_or_refused_and_never_half_taken() {
    let (desk, _) = Desk::opened().await;
    let mut kit = desk.hall.kit(LATER).await;
    let file = |days: [&str; 2]| {
        let [one, other] = days;
        format!("Date,Description,Amount,Balance\n{one},POOL,-8.85,91.15\n{other},BUS,-3.00,88.15\n")
    };
    // month first, all of it: no day of it fits day first
    let swapped = desk.hand_in(&mut kit, "swapped.csv", &file(["08/11/2026", "08/25/2026"])).await;
    assert!(swapped.goes_to().contains("new=2"), "{}", swapped.text);
    let list = kit.get(&desk.family("/statements")).await;
    let one = address(&list, &desk.family("/statements/"));
    assert!(list.text.contains("11 August 2026") && !list.text.contains("November"), "{}", list.text);
    kit.fill_in(&format!("{one}/take-back"), &format!("{one}/take-back"), &[]).await;
    let to_come = desk.hand_in(&mut kit, "to-come.csv", &file(["11/08/2026", "12/25/2026"])).await;
    assert!(to_come.status == 422 && to_come.text.contains("day and month have changed places"), "{}", to_come.text);
    // either order could be meant, or none fits: somebody says, and the wrong answer is refused whole
    for (days, order) in [(["03/08/2026", "05/12/2025"], None), (["25/08/2026", "08/26/2026"], Some("day-first"))] {
        let asked = desk.hand_in(&mut kit, "which.csv", &file(days)).await;
        let columns = asked.goes_to().to_owned();
        assert!(columns.contains("/money/columns/"), "{columns} {}", asked.text);
        let Some(order) = order else { continue };
        let said = [
            ("date", "Date"),
            ("date-order", order),
            ("sums", "one"),
            ("sum", "Amount"),
            ("payee", "Description"),
            ("balance", "Balance"),
            ("bank", "The bank"),
        ];
        let refused = kit.fill_in(&columns, &columns, &said).await;
        assert!(refused.status == 422, "{} {}", refused.status, refused.text);
        assert!(refused.text.contains("We cannot tell the day from the month in this file"), "{}", refused.text);
    }
    let list = kit.get(&desk.family("/statements")).await;
    assert!(!list.text.contains(&format!("href=\"{}", desk.family("/statements/"))), "nothing is there: {}", list.text);
}

#[tokio::test]
async fn somebody_who_has_no_part_in_it_sees_no_statement() {
    let (desk, _) = Desk::opened().await;
    let stranger = desk.hall.place.town.somebody("Nobody", "Known", "nobody@example.org").await;
    let mut browser = desk.hall.browser(stranger, LATER).await;
    for page in ["/statements", "/questions", "/records", "/records/new/cash"] {
        assert_eq!(browser.get(&desk.family(page)).await.status, 404, "{page}");
    }
    assert_eq!(browser.get(&desk.office("/spending")).await.status, 404);
}
