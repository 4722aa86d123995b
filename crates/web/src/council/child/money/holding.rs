//! The page about how one stream's money is held: what is known, what is missing, and the forms that this visitor may send.

use actions::money::{MoneyView, StreamMoney};
use axum::response::Response;
use seven_core::access::Action;
use seven_core::money::bank_details::{BankStatus, NameMatch};
use seven_core::money::grounds::{self, GroundsPack};
use seven_core::money::holding::{AccountWay, HoldingStatus, PayeeKind, SetUpMissing};
use seven_core::money::late::{Timeliness, timeliness};
use seven_core::money::schedule::{InstalmentStatus, Rhythm};
use seven_core::money::{BankDetails, Instalment, MoneyHolding};
use seven_core::plan::money::Holding;
use seven_core::{HoldingId, Pence};
use store::papers::Stored;

use super::super::{Known, home};
use super::FOLDER;
use crate::council::layout::{Form, Office};
use crate::council::shown;
use crate::fault::{Fault, broken};
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Row, SummaryList, Table, Tag, Tone};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// One stream on the desk of somebody who arranges it.
struct Desk<'a> {
    w: PageWords,
    visit: &'a Visit,
    known: &'a Known,
    at: String,
    stream: &'a StreamMoney,
    held: &'a Stored<MoneyHolding>,
    posted: &'a Posted,
}

/// The page, with what came of a form.
pub async fn page(visit: &Visit, holding: HoldingId, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let mut reading = visit.reading().await?;
    let view = MoneyView::load(&mut reading, known.child.id, visit.moment.today).await?;
    drop(reading);
    let stream = view.held_in(holding).ok_or(Fault::NotFound)?;
    let held = stream.holding.as_ref().ok_or(Fault::NotFound)?;
    let packs = grounds::known().map_err(|error| broken(&error))?;
    let pack = grounds::of_stream(&packs, &stream.stream, visit.moment.today);
    let at = format!("{}/money/{holding}", home(known.child.id));
    let desk = Desk { w, visit, known: &known, at, stream, held, posted };
    let mut office = known.page(visit, w, "money").mended(posted);
    office = office.link(w.t("back"), &format!("{}/money", home(known.child.id)));
    office = office.heading(&called(&stream.stream)).with(&desk.facts());
    if held.paper.waits() {
        office = office.say(&w.say("set_up_beside", &[("day", &shown::day(held.paper.stretch.from))]));
    }
    office = desk.missing(office, pack);
    if known.may(Action::ArrangeMoney) {
        office = desk.arranging(office, pack);
    }
    office = desk.bank(office);
    desk.payments(office, &view).shown()
}

impl Desk<'_> {
    fn facts(&self) -> SummaryList {
        let (w, paper) = (self.w, &self.held.paper);
        let mut rows = vec![
            Row::new(w.t("way_title"), shown::coded(w, "way", paper.way.code())),
            Row::new(w.t("status_title"), shown::coded(w, "status", paper.status.code())),
            Row::new(w.t("from_title"), shown::day(paper.stretch.from)),
            Row::new(w.t("until_title"), shown::day(paper.stretch.until)),
            Row::new(w.t("payee.label"), paper.payee.clone()),
            Row::new(w.t("payee-kind.label"), shown::coded(w, "payee-kind", paper.payee_kind.code())),
            Row::new(w.t("account-way.label"), shown::coded(w, "account-way", paper.account.code())),
        ];
        if let Some(limit) = paper.fee_limit {
            rows.push(Row::new(w.t("fee-limit.label"), limit.to_string()));
        }
        if let Some(terms) = &paper.terms {
            rows.push(Row::new(w.t("terms_title"), w.say("terms_signed", &[("day", &shown::day(terms.on))])));
        }
        for rest in &paper.rests {
            let until = shown::day_or_nothing(rest.until);
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("from", &shown::day(rest.from)), ("until", &until), ("why", &rest.why)];
            rows.push(Row::new(w.t("rest_title"), w.say("rested", &values)));
        }
        SummaryList::new(rows)
    }

    /// What stands between this and the first payment, by name.
    fn missing(&self, office: Office, pack: Option<&GroundsPack>) -> Office {
        let w = self.w;
        if self.stream.missing.is_empty() {
            return office;
        }
        let asks = |ids: &[String]| -> Vec<String> {
            let checks = pack.map(|pack| pack.checks.as_slice()).unwrap_or_default();
            checks.iter().filter(|check| ids.contains(&check.id)).map(|check| check.ask.clone()).collect()
        };
        let line = |one: &SetUpMissing| {
            let words = shown::coded(w, "problem", one.code());
            match one {
                SetUpMissing::NotSo(ids) => format!("{words}: {}", asks(ids).join(" ")),
                _ => words,
            }
        };
        let lines: Vec<String> = self.stream.missing.iter().map(line).collect();
        office.heading(w.t("missing_title")).bullets(&lines)
    }

    fn arranging(&self, office: Office, pack: Option<&GroundsPack>) -> Office {
        let (w, paper) = (self.w, &self.held.paper);
        let mut office = office.heading(w.t("payee_title")).with(&self.payee());
        if let (Holding::DirectPayment, Some(pack)) = (paper.way, pack) {
            office = office.heading(w.t("checks_title")).say(&pack.source).with(&self.checks(pack));
        }
        match paper.status {
            HoldingStatus::SetUp => {
                let form = Form::new(self.visit, format!("{}/begin", self.at)).button(Button::new(w.t("begin")));
                office.heading(w.t("begin_title")).say(w.t("begin_lead")).with(&form)
            }
            HoldingStatus::Live => {
                let form = Form::new(self.visit, format!("{}/rest", self.at))
                    .field(&self.posted.field("from").date())
                    .field(&self.posted.field("until").date())
                    .field(&self.posted.field("why").text())
                    .button(Button::new(w.t("rest")).secondary());
                office.heading(w.t("rest_form_title")).say(w.t("rest_lead")).with(&form)
            }
            HoldingStatus::Suspended => {
                let form = Form::new(self.visit, format!("{}/go-on", self.at))
                    .field(&self.posted.field("on").date())
                    .button(Button::new(w.t("go_on")));
                office.heading(w.t("go_on_title")).with(&form)
            }
            HoldingStatus::Ended => office,
        }
    }

    fn payee(&self) -> Form {
        let (w, paper) = (self.w, &self.held.paper);
        let is_sent = !self.posted.value("payee-kind").is_empty();
        let field = |name: &str, known: &str| {
            let field = self.posted.field(name);
            if is_sent { field } else { field.value(known) }
        };
        let choices = |kind: &str, codes: Vec<&'static str>| -> Vec<Choice> {
            codes.into_iter().map(|code| Choice::new(code, shown::coded(w, kind, code))).collect()
        };
        let kinds = choices("payee-kind", PayeeKind::ALL.iter().map(|one| one.code()).collect());
        let ways = choices("account-way", AccountWay::ALL.iter().map(|one| one.code()).collect());
        let limit = paper.fee_limit.map(|limit| limit.to_string().replace(['£', ','], "")).unwrap_or_default();
        let ticked = [("premises", paper.is_on_school_premises), ("family-first", paper.is_family_first)];
        let so = ticked.map(|(code, is_so)| {
            let is_so = if is_sent { self.posted.all("so").contains(&code) } else { is_so };
            Choice::new(code, shown::coded(w, "so", code)).chosen(is_so)
        });
        Form::new(self.visit, format!("{}/payee", self.at))
            .hidden("version", self.held.version)
            .field(&field("payee", &paper.payee).text())
            .field(&field("payee-kind", paper.payee_kind.code()).select(kinds))
            .field(&field("account-way", paper.account.code()).select(ways))
            .field(&field("fee-limit", &limit).money())
            .field(&self.posted.field("so").checkboxes(so.to_vec()))
            .button(Button::new(w.t("keep")))
    }

    /// The law's questions. The good answer is always yes.
    fn checks(&self, pack: &GroundsPack) -> Form {
        let (w, paper) = (self.w, &self.held.paper);
        let mut form = Form::new(self.visit, format!("{}/checks", self.at)).hidden("version", self.held.version);
        for check in pack.checks_for(paper.is_on_school_premises) {
            let given = paper.checks.iter().find(|one| one.check == check.id);
            let yes_no = ["yes", "no"].map(|code| Choice::new(code, shown::coded(w, "is-so", code))).to_vec();
            let mut field =
                self.posted.asking(&format!("check-{}", check.id), check.ask.clone()).hint(check.source.clone());
            let mut seen = self.posted.asking(&format!("seen-{}", check.id), w.t("seen"));
            if let Some(given) = given.filter(|_| self.posted.is_right()) {
                field = field.value(if given.is_so { "yes" } else { "no" });
                seen = seen.value(given.seen.clone());
            }
            form = form.field(&field.radios(yes_no).inline()).field(&seen.text());
        }
        form.button(Button::new(w.t("keep_checks")))
    }

    fn bank(&self, office: Office) -> Office {
        let w = self.w;
        if self.held.paper.way == Holding::CouncilManaged {
            return office;
        }
        let mut office = office.heading(w.t("bank_title")).say(w.t("bank_lead"));
        if !self.stream.bank.is_empty() {
            office = office.with(&self.given());
        }
        let is_open = |one: &&Stored<BankDetails>| one.paper.status == BankStatus::Asked;
        let own = |one: &&Stored<BankDetails>| Some(one.paper.asked.0) == self.visit.person();
        let (mine, theirs): (Vec<_>, Vec<_>) = self.stream.bank.iter().filter(is_open).partition(own);
        if self.known.may(Action::ConfirmBankDetails) {
            if !mine.is_empty() {
                office = office.say(w.t("bank_own"));
            }
            if !theirs.is_empty() {
                let line = |one: &&Stored<BankDetails>| Choice::new(one.id.to_string(), numbers(&one.paper));
                let names = NameMatch::ALL.iter().filter(|one| **one != NameMatch::NotAsked);
                let names = names.map(|one| Choice::new(one.code(), shown::coded(w, "name-match", one.code())));
                let form = Form::new(self.visit, format!("{}/bank/answer", self.at))
                    .field(&self.posted.field("details").select(theirs.iter().map(line).collect()))
                    .field(&self.posted.field("name-match").select(names.collect()))
                    .field(&self.posted.field("bank-why").text())
                    .button(Button::new(w.t("confirm")).sends("answer", "confirm"))
                    .button(Button::new(w.t("refuse")).warning().sends("answer", "refuse"));
                office = office.with(&form);
            }
        }
        if self.known.may(Action::AskBankDetails) {
            let mut form = Form::new(self.visit, format!("{}/bank", self.at));
            for name in ["name", "sort-code", "account-number"] {
                form = form.field(&self.posted.field(name).text());
            }
            office = office.with(&form.button(Button::new(w.t("ask_bank")).secondary()));
        }
        office
    }

    fn given(&self) -> Table {
        let w = self.w;
        let columns = vec![
            Column::new(w.t("column.details")),
            Column::day(w.t("column.asked")),
            Column::new(w.t("column.numbers")),
            Column::day(w.t("column.from")),
            Column::new(w.t("column.state")),
        ];
        let tone = |status: BankStatus| match status {
            BankStatus::Asked => Tone::Attention,
            BankStatus::Confirmed => Tone::Good,
            BankStatus::Refused => Tone::Urgent,
            BankStatus::Replaced => Tone::Calm,
        };
        let row = |one: &Stored<BankDetails>| {
            let status = one.paper.status;
            vec![
                Cell::text(numbers(&one.paper)),
                Cell::text(shown::day(one.paper.asked.1)),
                Cell::text(shown::coded(w, "numbers", one.paper.numbers.code())),
                Cell::text(shown::day_or_nothing(one.paper.in_force_from)),
                Cell::Tag(Tag::new(shown::coded(w, "bank-status", status.code()), tone(status))),
            ]
        };
        Table::new(w, w.t("bank_title"), columns, self.stream.bank.iter().map(row).collect()).hide_caption()
    }

    /// The payments of this holding, and the forms that make them or call one off.
    fn payments(&self, office: Office, view: &MoneyView) -> Office {
        let w = self.w;
        let is_own = |one: &&Stored<Instalment>| one.paper.holding.0 == self.held.id;
        let own: Vec<&Stored<Instalment>> = self.stream.payments.iter().filter(is_own).collect();
        let may = self.known.may(Action::ArrangeMoney);
        if own.is_empty() {
            if !may || self.held.paper.way == Holding::CouncilManaged {
                return office;
            }
            let rhythms = Rhythm::ALL.iter().map(|one| Choice::new(one.code(), shown::coded(w, "rhythm", one.code())));
            let form = Form::new(self.visit, format!("{}/schedule", self.at))
                .field(&self.posted.field("rhythm").select(rhythms.collect()))
                .field(&self.posted.field("first").date())
                .button(Button::new(w.t("schedule")));
            return office.heading(w.t("schedule_title")).say(w.t("schedule_lead")).with(&form);
        }
        let office = office.heading(w.t("payments_title")).with(&self.payment_table(&own, view));
        let is_open = |one: &&&Stored<Instalment>| {
            matches!(one.paper.status, InstalmentStatus::Planned | InstalmentStatus::Resting)
        };
        let open: Vec<Choice> = own.iter().filter(is_open).map(|one| choice(one)).collect();
        if !may || open.is_empty() {
            return office;
        }
        let form = Form::new(self.visit, format!("{}/call-off", self.at))
            .field(&self.posted.field("payment").select(open))
            .field(&self.posted.field("call-off-why").text())
            .button(Button::new(w.t("call_off")).warning());
        office.heading(w.t("call_off_title")).with(&form)
    }

    /// The due day, and the day on which it is paid where banks do not work.
    fn due(&self, payment: &Instalment) -> String {
        let (due, comes) = (shown::day(payment.due), crate::pay_days::comes_on(self.visit, payment));
        let is_open = matches!(payment.status, InstalmentStatus::Planned | InstalmentStatus::Returned);
        if comes == payment.due || !is_open {
            return due;
        }
        self.w.say("due_moved", &[("due", &due), ("day", &shown::day(comes))])
    }

    fn payment_table(&self, own: &[&Stored<Instalment>], view: &MoneyView) -> Table {
        let w = self.w;
        let columns = vec![
            Column::day(w.t("column.due")),
            Column::number(w.t("column.sum")),
            Column::new(w.t("column.state")),
            Column::day(w.t("column.paid")),
            Column::new(w.t("column.note")),
        ];
        let state = |one: &Instalment| match timeliness(one, view.today) {
            Timeliness::Overdue(days) => Tag::new(w.count("late", u64::try_from(days).unwrap_or(0)), Tone::Urgent),
            Timeliness::PaidLate(days) => {
                Tag::new(w.count("paid_late", u64::try_from(days).unwrap_or(0)), Tone::Attention)
            }
            _ => {
                let tone = if one.status == InstalmentStatus::Paid { Tone::Good } else { Tone::Calm };
                Tag::new(shown::coded(w, "payment-status", one.status.code()), tone)
            }
        };
        let row = |one: &&Stored<Instalment>| {
            vec![
                Cell::text(self.due(&one.paper)),
                Cell::text(one.paper.total().to_string()),
                Cell::Tag(state(&one.paper)),
                Cell::text(shown::day_or_nothing(one.paper.paid_on)),
                Cell::text(one.paper.note.clone()),
            ]
        };
        let total = Pence(own.iter().fold(0, |sum, one| sum.saturating_add(one.paper.total().0)));
        let total = vec![
            Cell::text(w.t("total")),
            Cell::text(total.to_string()),
            Cell::text(""),
            Cell::text(""),
            Cell::text(""),
        ];
        let rows = own.iter().map(row).collect();
        Table::new(w, w.t("payments_title"), columns, rows).hide_caption().total(total)
    }
}

fn choice(one: &Stored<Instalment>) -> Choice {
    Choice::new(one.id.to_string(), format!("{}, {}", shown::day(one.paper.due), one.paper.total()))
}

/// Name, sort code and number, as whoever confirms them has to read them.
fn numbers(details: &BankDetails) -> String {
    format!("{}, {}, {}", details.name, shown::sort_code(&details.sort_code), details.account_number)
}
