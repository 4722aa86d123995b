//! Invoices for a child's support that the council buys: sent one by one or as a file, approved, or held by somebody for a
//! reason.

use std::collections::BTreeMap;

use actions::ActionError;
use actions::money::{
    BillLine, MoneyView, NewInvoice, RowTold, approve_invoice, bill_lines, query_invoice, record_invoice,
    record_invoices,
};
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::money::Invoice;
use seven_core::money::invoice::InvoiceStatus;
use seven_core::people::{Holder, RelationKind, Role};
use seven_core::plan::support::{Quantity, UnitPrice};
use seven_core::{InvoiceId, Pence, PersonId};
use store::papers::Stored;
use store::{Reading, people, relations, staff};

use super::super::{Known, home};
use super::{FOLDER, Sees};
use crate::council::layout::{Form, back, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Inset, Notice, Table, Tag, Tone};
use crate::sent::{Sent, Upload};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// What a page of invoices needs.
struct Desk {
    known: Known,
    last_day: Option<Inset>,
    sees: Sees,
    lines: Vec<BillLine>,
    invoices: Vec<Stored<Invoice>>,
    names: BTreeMap<PersonId, String>,
    /// Who can look after an invoice that is held: whoever looks at it first of all.
    owners: Vec<Choice>,
}

impl Desk {
    async fn of(visit: &Visit) -> Result<Desk, Fault> {
        let known = Known::of(visit).await?;
        let mut reading = visit.reading().await?;
        let view = MoneyView::load(&mut reading, known.child.id, visit.moment.today).await?;
        let sees = Sees::of(visit, &mut reading).await?;
        let mut lines = bill_lines(&mut reading, &view).await?;
        // a provider is shown what it is named for, and nothing else of the plan
        lines.retain(|line| sees.sees(&line.payee));
        let mut invoices = view.invoices;
        invoices.retain(|one| sees.sees(&one.paper.provider));
        invoices.reverse();
        let names = owners(&mut reading, &invoices).await?;
        let owners = choices(visit, &mut reading, known.child.id).await?;
        let last_day = super::last_day(&mut reading, visit.words(FOLDER), &known.child).await?;
        Ok(Desk { known, last_day, sees, lines, invoices, names, owners })
    }

    fn at(&self) -> String {
        format!("{}/money/invoices", home(self.known.child.id))
    }

    fn what(&self, one: &Invoice) -> String {
        self.lines
            .iter()
            .find(|line| line.line == one.line)
            .map_or_else(|| called(&one.stream), |line| line.what.clone())
    }
}

async fn owners(at: &mut Reading, invoices: &[Stored<Invoice>]) -> Result<BTreeMap<PersonId, String>, Fault> {
    let mut names = BTreeMap::new();
    for held in invoices.iter().filter_map(|one| one.paper.held.as_ref()) {
        let person = people::find(at, held.owner).await?;
        names.insert(held.owner, person.map(|person| person.name.shown()).unwrap_or_default());
    }
    Ok(names)
}

/// Those who may do something about an invoice: the visitor, the child's own workers, finance.
async fn choices(visit: &Visit, at: &mut Reading, child: PersonId) -> Result<Vec<Choice>, Fault> {
    let today = visit.moment.today;
    let mut ids: Vec<PersonId> = visit.person().into_iter().collect();
    let works = [RelationKind::KeyWorker, RelationKind::LeadProfessional, RelationKind::SocialWorker];
    for one in relations::of_child(at, child).await? {
        if let Holder::Person(person) = one.holder
            && works.contains(&one.kind)
            && one.is_live(today)
        {
            ids.push(person);
        }
    }
    let finance = staff::all(at).await?.into_iter().map(|one| one.membership);
    ids.extend(finance.filter(|one| one.role == Role::Finance && one.is_live(today)).map(|one| one.person));
    let mut choices: Vec<Choice> = Vec::new();
    for id in ids {
        let value = id.to_string();
        if choices.iter().any(|choice| choice.value == value) {
            continue;
        }
        let name = people::find(at, id).await?.map(|person| person.name.shown()).unwrap_or_default();
        choices.push(Choice::new(value, name));
    }
    Ok(choices)
}

/// The invoices.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    page(&visit, &Desk::of(&visit).await?, &Posted::empty(w), None)
}

fn page(visit: &Visit, desk: &Desk, posted: &Posted, told: Option<&Table>) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut office = desk.known.page(visit, w, "money").mended(posted).heading(w.t("invoices_title"));
    if let Some(last_day) = &desk.last_day {
        office = office.with(last_day);
    }
    if let Some(told) = told {
        office = office.with(&Notice::information(w, w.t("rows_lead")).id("rows")).with(told);
    }
    office = match desk.invoices.is_empty() {
        true => office.with(&Empty::new(w, w.t("no_invoices"))),
        false => office.with(&table(w, desk)),
    };
    office = decisions(visit, desk, office, posted);
    if desk.known.may(Action::AccountForFund) {
        office = office.link(w.t("funds_link"), &format!("{}/money/funds", home(desk.known.child.id)));
    }
    if desk.lines.is_empty() {
        return office.say(w.t("no_lines")).shown();
    }
    let lines: Vec<Choice> = desk.lines.iter().map(|line| choice(w, line)).collect();
    let mut form = Form::new(visit, desk.at()).field(&posted.field("line").select(lines));
    if desk.sees.own().is_none() {
        form = form.field(&posted.field("provider").text());
    }
    form = form
        .field(&posted.field("number").text())
        .field(&posted.field("dated").date())
        .field(&posted.field("pay-by").date());
    form = form.field(&posted.field("quantity").text().characters(5)).field(&posted.field("price").money());
    form = form.field(&posted.field("amount").money());
    for name in ["pay-name", "sort-code", "account-number"] {
        form = form.field(&posted.field(name).text());
    }
    office = office.heading(w.t("enter_title")).with(&form.button(Button::new(w.t("enter"))));
    let mut file = Form::new(visit, format!("{}/file", desk.at())).upload();
    if desk.sees.own().is_none() {
        file = file.field(&posted.field("file-provider").text());
    }
    let file = file.field(&posted.field("bills-file").file(&["CSV"], "25 MB")).button(Button::new(w.t("send_file")));
    office.heading(w.t("file_title")).say(w.t("file_lead")).with(&file).shown()
}

fn choice(w: PageWords, line: &BillLine) -> Choice {
    let text = w.say("line_of", &[("what", &line.what), ("price", &line.price), ("left", &line.left)]);
    Choice::new(line.line.to_string(), text)
}

fn table(w: PageWords, desk: &Desk) -> Table {
    let columns = vec![
        Column::new(w.t("column.number")),
        Column::new(w.t("column.provider")),
        Column::new(w.t("column.for")),
        Column::day(w.t("column.dated")),
        Column::day(w.t("column.pay-by")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.state")),
        Column::new(w.t("column.why")),
    ];
    let tone = |status: InvoiceStatus| match status {
        InvoiceStatus::WithFamily | InvoiceStatus::WithCouncil => Tone::Attention,
        InvoiceStatus::Held | InvoiceStatus::Refused => Tone::Urgent,
        InvoiceStatus::Approved | InvoiceStatus::InRun => Tone::Active,
        InvoiceStatus::Paid => Tone::Good,
    };
    let why = |one: &Invoice| match &one.held {
        Some(held) => {
            let owner = desk.names.get(&held.owner).cloned().unwrap_or_default();
            w.say("held", &[("why", &held.why), ("owner", &owner), ("day", &shown::day(held.since))])
        }
        None => String::new(),
    };
    let row = |one: &Stored<Invoice>| {
        let paper = &one.paper;
        vec![
            Cell::text(paper.number.clone()),
            Cell::text(paper.provider.clone()),
            Cell::text(desk.what(paper)),
            Cell::text(shown::day(paper.dated)),
            Cell::text(shown::day(paper.pay_by)),
            Cell::text(paper.amount.to_string()),
            Cell::Tag(Tag::new(shown::coded(w, "invoice-status", paper.status.code()), tone(paper.status))),
            Cell::text(why(paper)),
        ]
    };
    Table::new(w, w.t("invoices_title"), columns, desk.invoices.iter().map(row).collect()).hide_caption()
}

/// Saying yes to an invoice, or that something is wrong with it.
fn decisions(
    visit: &Visit,
    desk: &Desk,
    mut office: crate::council::layout::Office,
    posted: &Posted,
) -> crate::council::layout::Office {
    let w = visit.words(FOLDER);
    if !desk.known.may(Action::ApproveInvoice) {
        return office;
    }
    let with = |statuses: &[InvoiceStatus]| -> Vec<Choice> {
        let own = desk.invoices.iter().filter(|one| statuses.contains(&one.paper.status));
        let text = |one: &Stored<Invoice>| {
            let paper = &one.paper;
            w.say("invoice_of", &[("number", &paper.number), ("provider", &paper.provider), ("sum", &paper.amount)])
        };
        // with the version that was looked at: two people at once get a clear answer
        own.map(|one| Choice::new(format!("{} {}", one.id, one.version), text(one))).collect()
    };
    let ours = with(&[InvoiceStatus::WithCouncil]);
    if !ours.is_empty() {
        let form = Form::new(visit, format!("{}/approve", desk.at()))
            .field(&posted.field("approved").select(ours))
            .button(Button::new(w.t("approve")));
        office = office.heading(w.t("approve_title")).with(&form);
    }
    let open = with(&[InvoiceStatus::WithFamily, InvoiceStatus::WithCouncil, InvoiceStatus::Approved]);
    if !open.is_empty() {
        let form = Form::new(visit, format!("{}/query", desk.at()))
            .field(&posted.field("queried").select(open))
            .field(&posted.field("why").text())
            .field(&posted.field("owner").select(desk.owners.clone()).without_blank())
            .button(Button::new(w.t("query")).secondary());
        office = office.heading(w.t("query_title")).say(w.t("query_lead")).with(&form);
    }
    office
}

/// Reads the form of one invoice; everything that is wrong is told at once.
fn read(desk: &Desk, posted: &Posted) -> Result<NewInvoice, ActionError> {
    let mut problems = Vec::new();
    let mut wrong = |field: &str, code: &'static str| problems.push(actions::Problem::new(field, code));
    let line = desk.lines.iter().find(|line| line.line.to_string() == posted.value("line"));
    let (dated, pay_by) = (typed_day(&posted.date("dated")), typed_day(&posted.date("pay-by")));
    let quantity = Quantity::read(posted.value("quantity"));
    let (price, amount) = (UnitPrice::read(posted.value("price")), Pence::read(posted.value("amount")));
    if line.is_none() {
        wrong("line", "choose-from-the-list");
    }
    for (field, is_wrong, code) in [
        ("dated", dated.is_none(), "no-day"),
        ("pay-by", pay_by.is_none(), "no-day"),
        ("quantity", !quantity.as_ref().is_ok_and(|quantity| quantity.0 > 0), "not-a-quantity"),
        ("price", !price.as_ref().is_ok_and(|price| price.0 > 0), "no-sum"),
        ("amount", amount.is_err(), "no-sum"),
    ] {
        if is_wrong {
            wrong(field, code);
        }
    }
    let (Some(line), Some(dated), Some(pay_by), Ok(quantity), Ok(price), Ok(amount)) =
        (line, dated, pay_by, quantity, price, amount)
    else {
        return Err(ActionError::Invalid(problems));
    };
    if amount <= Pence::ZERO {
        let problem = actions::Problem::new("amount", "invoice-not-above-nothing");
        problems.push(problem.with("amount", amount.to_string()));
    }
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let text = |name: &str| posted.value(name).to_owned();
    Ok(NewInvoice {
        line: line.line,
        provider: desk.sees.own().map_or_else(|| text("provider"), str::to_owned),
        number: text("number"),
        dated,
        pay_by,
        quantity,
        price,
        amount,
        pay_to: (text("pay-name"), text("sort-code"), text("account-number")),
    })
}

/// Takes one invoice.
pub async fn record(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let (w, desk) = (visit.words(FOLDER), Desk::of(&visit).await?);
    let mut posted = sent.posted(w);
    let done = match read(&desk, &posted) {
        Ok(new) => record_invoice(&visit.signed_caller()?, desk.known.child.id, new).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(back(&desk.at(), "invoice-taken")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &desk, &posted, None)
        }
    }
}

/// Takes a file of invoices, and tells what became of each row.
pub async fn file(visit: Visit, upload: Upload) -> Result<Response, Fault> {
    let (w, desk) = (visit.words(FOLDER), Desk::of(&visit).await?);
    let mut posted = upload.fields.clone().posted(w);
    let provider = desk.sees.own().map_or_else(|| posted.value("file-provider").to_owned(), str::to_owned);
    let child = desk.known.child.id;
    match record_invoices(&visit.signed_caller()?, child, &provider, &upload.bytes).await {
        Ok(rows) => {
            let told = report(w, &rows);
            page(&visit, &Desk::of(&visit).await?, &Posted::empty(w), Some(&told))
        }
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &desk, &posted, None)
        }
    }
}

fn report(w: PageWords, rows: &[(u64, String, RowTold)]) -> Table {
    let columns = vec![
        Column::number(w.t("column.row")),
        Column::new(w.t("column.number")),
        Column::new(w.t("column.state")),
        Column::new(w.t("column.why")),
    ];
    let row = |(at, number, told): &(u64, String, RowTold)| {
        let why = match told {
            RowTold::Taken(_) => String::new(),
            RowTold::Unreadable(why) => why.clone(),
            RowTold::NoLine(line) => w.say("no_such_line", &[("line", line)]),
            RowTold::Refused(problem) => {
                let values: Vec<(&str, &dyn std::fmt::Display)> =
                    problem.values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
                w.say(&format!("problem.{}", problem.code), &values)
            }
        };
        let tag = match told {
            RowTold::Taken(_) => Tag::new(w.t("row_taken"), Tone::Good),
            _ => Tag::new(w.t("row_refused"), Tone::Urgent),
        };
        vec![Cell::text(at.to_string()), Cell::text(number.clone()), Cell::Tag(tag), Cell::text(why)]
    };
    Table::new(w, w.t("rows_title"), columns, rows.iter().map(row).collect())
}

/// The council says yes.
pub async fn approve(visit: Visit, Path(_): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let done = match seen(posted.value("approved")) {
        None => Err(ActionError::invalid("approved", "choose-from-the-list")),
        Some(id) => approve_invoice(&visit.signed_caller()?, child, id).await,
    };
    decided(&visit, &mut posted, done, "invoice-approved").await
}

/// An invoice of the list, with its version when it was looked at.
fn seen(value: &str) -> Option<(InvoiceId, i64)> {
    let (id, version) = value.split_once(' ')?;
    Some((id.parse().ok()?, version.parse().ok()?))
}

/// Something is wrong with it: whoever is chosen looks after it.
pub async fn query(visit: Visit, Path(_): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let why = posted.value("why").to_owned();
    let done = match (seen(posted.value("queried")), posted.value("owner").parse::<PersonId>()) {
        (None, _) => Err(ActionError::invalid("queried", "choose-from-the-list")),
        (_, Err(_)) => Err(ActionError::invalid("owner", "choose-from-the-list")),
        (Some(id), Ok(owner)) => query_invoice(&visit.signed_caller()?, child, id, (&why, owner)).await,
    };
    decided(&visit, &mut posted, done, "invoice-held").await
}

async fn decided(
    visit: &Visit,
    posted: &mut Posted,
    done: Result<(), ActionError>,
    what: &str,
) -> Result<Response, Fault> {
    let (w, desk) = (visit.words(FOLDER), Desk::of(visit).await?);
    match done {
        Ok(()) => Ok(back(&desk.at(), what)),
        Err(error) => {
            refuse(posted, w, error)?;
            page(visit, &desk, posted, None)
        }
    }
}
