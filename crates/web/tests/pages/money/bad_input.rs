//! What people mistype or send twice: sums of nothing and below it in every form about money, an empty name, the same invoice and
//! the same bill from two people. Each is told at its field, and nothing is kept.

use seven_core::people::{RelationKind, Role};
use seven_core::plan::money::Holding;

use super::bank_file::send_file;
use super::bills::invoice;
use super::{Desk, OPENED};
use crate::town::{Answer, Browser};

const ON: [(&str, &str); 3] = [("on-day", "29"), ("on-month", "8"), ("on-year", "2026")];

/// A form: its page, where it is sent, what else it says, its field for a sum.
struct SumForm<'f> {
    page: String,
    to: String,
    says: Vec<(&'f str, &'f str)>,
    field: &'f str,
    has_file: bool,
}

fn form<'f>(page: &str, to: &str, field: &'f str, says: &[(&'f str, &'f str)]) -> SumForm<'f> {
    SumForm { page: page.to_owned(), to: to.to_owned(), says: says.to_vec(), field, has_file: false }
}

impl SumForm<'_> {
    /// Sent with this in the place of the sum.
    async fn sent(&self, browser: &mut Browser, sum: &str) -> Answer {
        let fields = [&self.says[..], &[(self.field, sum)]].concat();
        match self.has_file {
            true => send_file(browser, &self.page, &self.to, &fields, b"").await,
            false => browser.fill_in(&self.page, &self.to, &fields).await,
        }
    }

    async fn refuses(&self, browser: &mut Browser, sums: &[&str]) {
        for sum in sums {
            let told = self.sent(browser, sum).await;
            let at_its_field = told.text.contains(&format!("href=\"#{}\"", self.field));
            assert!(
                told.status == 422 && at_its_field,
                "{} `{}` of {sum}: {} {}",
                self.to,
                self.field,
                told.status,
                told.text
            );
        }
    }
}

#[tokio::test]
async fn sums_of_nothing_and_below_are_refused_at_their_field_by_every_form_of_a_family() {
    let (desk, _) = Desk::paying().await;
    let mut kit = desk.hall.kit(OPENED + 20).await;
    let line = desk.hall.line.to_string();
    let home = desk.family("");
    let day = [("day-day", "1"), ("day-month", "9"), ("day-year", "2026")];
    let spend = [&[("line", line.as_str()), ("words", "swimming")], &day[..]].concat();
    let kept = [("stream", "social-care"), ("for-what", "a week away")];
    let until = [("until-day", "1"), ("until-month", "3"), ("until-year", "2027")];
    let earmarks = desk.family("/earmarks");
    let mut forms = vec![
        form(&home, &format!("{home}/wish"), "wish-amount", &[("wish-line", &line)]),
        form(&home, &format!("{home}/spend"), "amount", &spend),
        form(&earmarks, &earmarks, "amount", &[&kept[..], &until].concat()),
    ];
    let paid = [&[("payee", "Pool"), ("piece", "none")], &ON[..]].concat();
    let cash = [&paid[..], &[("what", "two hours"), ("signed-by", "Rob Young")]].concat();
    let trip = [&paid[..], &[("journey", "home to the pool")]].concat();
    let from = [("from-day", "24"), ("from-month", "8"), ("from-year", "2026")];
    let worked = [&paid[..], &from].concat();
    for (kind, field, says) in [
        ("receipt", "amount", paid.clone()),
        ("invoice", "amount", paid.clone()),
        ("cash", "amount", cash),
        ("mileage", "miles", [&trip[..], &[("rate", "45p")]].concat()),
        ("mileage", "rate", [&trip[..], &[("miles", "12")]].concat()),
        ("timesheet", "hours", [&worked[..], &[("wage", "12.71")]].concat()),
        ("timesheet", "wage", [&worked[..], &[("hours", "3")]].concat()),
    ] {
        let at = desk.family(&format!("/records/new/{kind}"));
        forms.push(SumForm { has_file: true, ..form(&at, &at, field, &says) });
    }
    for form in &forms {
        form.refuses(&mut kit, &["-5", "five", ""]).await;
        form.refuses(&mut kit, &["0"]).await;
    }
    let list = kit.get(&desk.family("/records")).await;
    assert!(list.text.contains("Nothing is written down yet"), "nothing is kept: {}", list.text);
}

#[tokio::test]
async fn sums_of_nothing_and_below_are_refused_at_their_field_by_every_form_of_an_office() {
    let (desk, _) = Desk::held_as(Holding::CouncilManaged, "").await;
    let town = &desk.hall.place.town;
    town.employ(desk.hall.place.worker.0, Role::TeamMember).await;
    let line = desk.hall.line.to_string();
    let bills = desk.office("/invoices");
    let without = |field: &str| -> Vec<(&str, &str)> {
        invoice(&line, "17").into_iter().filter(|(name, _)| *name != field).collect()
    };
    let finds = desk.office("/finds");
    let crisis = desk.office("/crisis");
    let mut grace = desk.worker(OPENED + 21).await;
    for field in ["quantity", "price", "amount"] {
        form(&bills, &bills, field, &without(field)).refuses(&mut grace, &["-5", "0", "five", ""]).await;
    }
    let tent = [("what", "A tent"), ("stream", "social-care")];
    form(&finds, &finds, "amount", &tent).refuses(&mut grace, &["-5", "0", ""]).await;
    form(&finds, &format!("{finds}/free"), "worth", &[("free-what", "A tent")])
        .refuses(&mut grace, &["-5", "0", "five"])
        .await;
    let of_stream = format!("social-care {line}");
    let why = [("line", of_stream.as_str()), ("why", "Sam's carer is in hospital since last night")];
    form(&crisis, &crisis, "amount", &why).refuses(&mut grace, &["-5", "0", ""]).await;
    let mut finn = desk.hall.browser(desk.finn, OPENED + 22).await;
    let id = desk.hall.place.worker.0.to_string();
    let float = [("worker", id.as_str()), ("stream", "social-care"), ("why", "autumn")];
    form("/council/floats", "/council/floats", "amount", &float).refuses(&mut finn, &["-5", "0", ""]).await;
}

#[tokio::test]
async fn an_invoice_without_a_name_on_its_account_says_so_and_not_that_the_number_is_wrong() {
    let (desk, _) = Desk::held_as(Holding::CouncilManaged, "").await;
    let line = desk.hall.line.to_string();
    let mut grace = desk.worker(OPENED + 2).await;
    let at = desk.office("/invoices");
    for (field, value, said, not) in [
        ("pay-name", " ", "Write whose account it is", "An account number has"),
        ("sort-code", "20-00", "A sort code has six digits", "An account number has"),
        ("account-number", "12", "An account number has", "A sort code has six digits"),
        ("provider", " ", "Write something here", "An account number has"),
        ("number", "", "Write something here", "An account number has"),
    ] {
        let mut fields = invoice(&line, "17");
        fields.iter_mut().filter(|(name, _)| *name == field).for_each(|one| one.1 = value);
        let told = grace.fill_in(&at, &at, &fields).await;
        assert!(told.status == 422 && told.text.contains(said) && !told.text.contains(not), "{field}: {}", told.text);
        assert!(told.text.contains(&format!("href=\"#{field}\"")), "{field}: {}", told.text);
    }
}

#[tokio::test]
async fn the_same_invoice_from_two_people_is_told_to_the_second() {
    let (desk, _) = Desk::held_as(Holding::CouncilManaged, "").await;
    let town = &desk.hall.place.town;
    let line = desk.hall.line.to_string();
    let tom = town.somebody("Tom", "Reed", "tom@example.gov.uk").await;
    town.employ(tom.0, Role::TeamMember).await;
    town.relate(tom.0, RelationKind::KeyWorker).await;
    let at = desk.office("/invoices");
    let mut grace = desk.worker(OPENED + 2).await;
    let taken = grace.fill_in(&at, &at, &invoice(&line, "SBS-1058")).await;
    assert!(taken.goes_to().ends_with("done=invoice-taken"), "{}", taken.text);
    let mut his = desk.hall.browser(tom, OPENED + 3).await;
    // in other letters, and with another sum: it is the same invoice
    let mut again = invoice(&line, "sbs-1058 ");
    again[9].1 = "2";
    again[11].1 = "20";
    let told = his.fill_in(&at, &at, &again).await;
    assert!(told.status == 422 && told.text.contains("has sent invoice"), "{} {}", told.status, told.text);
    let list = grace.get(&at).await;
    assert_eq!(list.text.matches("£30.00").count(), list.text.matches("SBS-1058").count(), "{}", list.text);
    assert!(!list.text.contains("£20.00"), "{}", list.text);
}

#[tokio::test]
async fn the_same_bill_from_a_mother_and_her_key_worker_is_told_to_the_second() {
    let (desk, _) = Desk::opened().await;
    desk.hall.place.town.employ(desk.hall.place.worker.0, Role::TeamMember).await;
    let mut kit = desk.hall.kit(OPENED + 2).await;
    let bill =
        [&[("payee", "Canal Boats"), ("amount", "42"), ("reference", "B-7"), ("piece", "none")], &ON[..]].concat();
    let new = desk.family("/records/new/invoice");
    let kept = send_file(&mut kit, &new, &new, &bill, b"").await;
    assert!(kept.goes_to().ends_with("done=record-kept"), "{}", kept.text);
    let mut grace = desk.worker(OPENED + 3).await;
    let paper = desk.office("/spending/paper/invoice");
    assert!(grace.get(&paper).await.text.contains("The number of the bill"), "asked by its name");
    let told = send_file(&mut grace, &paper, &paper, &bill, b"").await;
    assert!(told.status == 422 && told.text.contains("This bill is here already: £42.00"), "{}", told.text);
    assert!(told.text.contains("value=\"Canal Boats\""), "nothing typed is lost: {}", told.text);
}
