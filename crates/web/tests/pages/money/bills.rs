//! Invoices for what the council buys, with the family's yes first; and the months of an individual service fund.

use seven_core::HoldingId;
use seven_core::money::MoneyHolding;
use seven_core::people::Role;
use seven_core::plan::Pattern;
use seven_core::plan::money::Holding;
use store::papers;

use super::bank_file::send_file;
use super::{Desk, OPENED};
use crate::agreements::Hall;

impl Desk {
    /// Sam's money opened and held in this way; with the family's yes first where the council buys.
    pub(super) async fn held_as(way: Holding, payee: &str) -> (Desk, HoldingId) {
        let (desk, id) = Desk::opened().await;
        let town = &desk.hall.place.town;
        let mut reading = town.store.reading(&town.authority).await.unwrap();
        let mut held = papers::find::<MoneyHolding>(&mut reading, id).await.unwrap();
        drop(reading);
        held.paper.way = way;
        held.paper.payee = payee.to_owned();
        held.paper.is_family_first = way == Holding::CouncilManaged;
        let mut write = town.writing().await;
        papers::save(&mut write, &held).await.unwrap();
        town.commit(write).await;
        (desk, id)
    }
}

pub(super) fn invoice<'f>(line: &'f str, number: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("line", line),
        ("provider", "Side by Side"),
        ("number", number),
        ("dated-day", "1"),
        ("dated-month", "9"),
        ("dated-year", "2026"),
        ("pay-by-day", "20"),
        ("pay-by-month", "9"),
        ("pay-by-year", "2026"),
        ("quantity", "3"),
        ("price", "10"),
        ("amount", "30"),
        ("pay-name", "Side by Side"),
        ("sort-code", "20-00-00"),
        ("account-number", "12345678"),
    ]
}

/// An invoice of the list as its form names it.
fn seen(id: &str, version: i64) -> String {
    format!("{id} {version}")
}

#[tokio::test]
async fn an_invoice_is_entered_seen_by_the_family_and_approved_by_another() {
    let (desk, _) = Desk::held_as(Holding::CouncilManaged, "").await;
    let line = desk.hall.line.to_string();
    let mut grace = desk.worker(OPENED + 2).await;
    let at = desk.office("/invoices");
    let bare = grace.fill_in(&at, &at, &[("quantity", "some")]).await;
    for said in ["Choose one from the list", "Give a real day", "Give a number such as 3 or 1.5"] {
        assert!(bare.status == 422 && bare.text.contains(said), "{said}: {}", bare.text);
    }
    let mut dear = invoice(&line, "16");
    dear[10].1 = "12";
    dear[11].1 = "36";
    let refused = grace.fill_in(&at, &at, &dear).await;
    assert!(refused.text.contains("One costs £12.00 here, and £10.00 was agreed"), "{}", refused.text);
    let taken = grace.fill_in(&at, &at, &invoice(&line, "17")).await;
    assert!(taken.goes_to().ends_with("done=invoice-taken"), "{}", taken.text);
    let again = grace.fill_in(&at, &at, &invoice(&line, " 17 ")).await;
    assert!(again.text.contains("has sent invoice 17 before"), "{}", again.text);

    let mut kit = desk.hall.kit(OPENED + 3).await;
    let bills = desk.family("/invoices");
    assert!(kit.get(&desk.family("")).await.text.contains(&bills), "the way to it");
    let page = kit.get(&bills).await;
    assert!(page.text.contains("Side by Side: £30.00") && page.text.contains("3, at £10.00 each"), "{}", page.text);
    let form = page.text.split(&format!("action=\"{bills}/")).nth(1).unwrap().split('/').next().unwrap().to_owned();
    let silent = kit.fill_in(&bills, &format!("{bills}/{form}/wrong"), &[("version", "1")]).await;
    assert!(silent.status == 422 && silent.text.contains("Write at least a word"), "{}", silent.text);
    let why = format!("why-{form}");
    let wrong =
        kit.fill_in(&bills, &format!("{bills}/{form}/wrong"), &[("version", "1"), (why.as_str(), "We had two")]).await;
    assert!(wrong.goes_to().ends_with("done=bill-wrong"), "{}", wrong.text);
    assert!(
        grace.get(&at).await.text.contains("We had two (Grace Bennett looks after it"),
        "{}",
        grace.get(&at).await.text
    );
    let late = kit.fill_in(&bills, &format!("{bills}/{form}/yes"), &[("version", "1")]).await;
    assert!(late.status == 422 && late.text.contains("Somebody answered this bill in the meantime"), "{}", late.text);
    let right = kit.fill_in(&bills, &format!("{bills}/{form}/yes"), &[("version", "2")]).await;
    assert!(right.goes_to().ends_with("done=bill-right"), "{}", right.text);
    let twice = kit.fill_in(&bills, &format!("{bills}/{form}/yes"), &[("version", "3")]).await;
    assert_eq!(twice.status, 422);
    let approved = grace.fill_in(&at, &format!("{at}/approve"), &[("approved", seen(&form, 3).as_str())]).await;
    assert!(approved.goes_to().ends_with("done=invoice-approved"), "{}", approved.text);
    let stranger = desk.hall.place.town.somebody("Pat", "Nosy", "pat@example.org").await;
    let mut pat = desk.hall.browser(stranger, OPENED + 3).await;
    assert_eq!(pat.get(&bills).await.status, 404);
}

#[tokio::test]
async fn a_file_of_invoices_is_told_row_by_row() {
    let (desk, _) = Desk::held_as(Holding::CouncilManaged, "").await;
    let mut grace = desk.worker(OPENED + 2).await;
    let at = desk.office("/invoices");
    let file = "number,dated,pay by,line,quantity,price,amount,account name,sort code,account number\n\
                1,01/09/2026,20/09/2026,Afternoons in town,2,10,20,Side by Side,20-00-00,12345678\n\
                1,01/09/2026,20/09/2026,Afternoons in town,2,10,20,Side by Side,20-00-00,12345678\n\
                2,01/09/2026,20/09/2026,Horse riding,2,10,20,Side by Side,20-00-00,12345678\n\
                3,01/13/2026,20/09/2026,Afternoons in town,2,10,20,Side by Side,20-00-00,12345678\n\
                4,01/09/2026,20/09/2026,Afternoons in town,2,10,21,Side by Side,20-00-00,123\n";
    let fields = [("file-provider", "Side by Side")];
    let told = send_file(&mut grace, &at, &format!("{at}/file"), &fields, file.as_bytes()).await;
    for said in [
        "Taken",
        "has sent invoice 1 before",
        "no line “Horse riding”",
        "`01/13/2026` in the column `dated`",
        "An account number has eight digits",
    ] {
        assert!(told.text.contains(said), "{said}: {}", told.text);
    }
    let nonsense = send_file(&mut grace, &at, &format!("{at}/file"), &fields, b"PK\x03\x04").await;
    assert!(nonsense.status == 422 && nonsense.text.contains("This file cannot be used"), "{}", nonsense.text);
}

#[tokio::test]
async fn a_funds_holder_accounts_for_its_own_fund_and_sees_nothing_else() {
    let (desk, holding) = Desk::held_as(Holding::IndividualServiceFund, "Side by Side").await;
    let town = &desk.hall.place.town;
    let group = crate::council::office::group(town, "Side by Side").await;
    let rosa = town.somebody("Rosa", "Helper", "rosa@sidebyside.example").await;
    crate::council::office::employ(town, rosa.0, Role::ProviderStaff, Some(group)).await;
    let other = crate::council::office::group(town, "Elsewhere").await;
    let tim = town.somebody("Tim", "Other", "tim@elsewhere.example").await;
    crate::council::office::employ(town, tim.0, Role::ProviderStaff, Some(other)).await;
    for group in [group, other] {
        crate::council::office::allocate(town, town.child, group).await;
    }
    let at = desk.office("/funds");
    let mut hers = desk.hall.browser(rosa, OPENED + 3).await;
    let page = hers.get(&at).await;
    assert!(page.status == 200 && page.text.contains("Side by Side"), "{}", page.text);
    assert!(page.text.contains("Every month that is over is accounted for"), "nothing was paid yet: {}", page.text);
    let month = [("holding", holding.to_string()), ("month", "2026-08-01".to_owned())];
    let mut fields: Vec<(&str, &str)> = month.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend([("spent-0", "5"), ("closing", "0")]);
    let wrong = hers.fill_in(&at, &at, &fields).await;
    assert!(wrong.status == 422 && wrong.text.contains("is said to be left"), "{}", wrong.text);
    fields[2].1 = "much";
    let bad = hers.fill_in(&at, &at, &fields).await;
    assert!(bad.status == 422 && bad.text.contains("Give a sum such as"), "{}", bad.text);
    let file = b"what,line,amount,words\nspent,Horse riding,1,x\n";
    let sent: Vec<(&str, &str)> = fields[..2].to_vec();
    let bad = send_file(&mut hers, &at, &format!("{at}/file"), &sent, file).await;
    assert!(bad.status == 422 && bad.text.contains("has no line `Horse riding`"), "{}", bad.text);
    let mut his = desk.hall.browser(tim, OPENED + 3).await;
    let page = his.get(&at).await;
    assert!(page.status == 200 && !page.text.contains("Side by Side"), "{}", page.text);
    assert_eq!(his.fill_in(&at, &at, &fields).await.status, 404);
    assert_eq!(hers.get(&desk.office("")).await.status, 403, "and nothing else of the money");
    let invoices = hers.get(&desk.office("/invoices")).await;
    assert!(invoices.status == 200 && invoices.text.contains("has no line here"), "{}", invoices.text);
    let home = hers.get("/family").await;
    assert!(home.text.contains(&desk.office("/invoices")), "the way there: {}", home.text);
}

#[tokio::test]
async fn a_plan_without_a_choice_is_bought_by_the_council() {
    let hall = Hall::with(Pattern::TimesAYear { times: 50 }, None, "{}").await;
    hall.agreed().await;
    let mut kit = hall.kit(4).await;
    let sign = hall.of_newest("/sign").await;
    kit.fill_in(&sign, &sign, &[("answer", "accept")]).await;
    let mut grace = hall.browser(hall.place.worker, OPENED).await;
    let money = format!("/council/children/{}/money", hall.child());
    let agreement = hall.newest().await.id.to_string();
    grace.fill_in(&money, &format!("{money}/open"), &[("agreement", &agreement)]).await;
    let page = grace.get(&format!("{money}/invoices")).await;
    assert!(page.text.contains("Afternoons in town: £10.00 each, £500.00 left"), "{}", page.text);
}
