//! Every individual service fund: who holds it, until when it is accounted for, and which months are missing.

use axum::response::Response;
use jiff::civil::Date;
use seven_core::ledger::AccountKind;
use seven_core::money::fund_return::months_missing;
use seven_core::money::holding::HoldingStatus;
use seven_core::money::{FundReturn, MoneyHolding};
use seven_core::plan::money::Holding;
use store::{ledger, papers, people};

use super::{FOLDER, looked, tabs};
use crate::council::layout::Office;
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::streams::called;
use crate::visit::Visit;

/// The funds.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let mut rows = Vec::new();
    for status in [HoldingStatus::SetUp, HoldingStatus::Live, HoldingStatus::Suspended] {
        for held in papers::until::<MoneyHolding>(&mut reading, status.code(), Date::MAX).await? {
            let paper = held.paper;
            if paper.way != Holding::IndividualServiceFund {
                continue;
            }
            let returns = papers::part_of::<FundReturn>(&mut reading, held.id).await?;
            let entries = ledger::of_child(&mut reading, paper.child).await?;
            let own = entries.iter().filter(|entry| entry.stream == paper.stream);
            let began = own.filter(|entry| entry.movement.to() == AccountKind::Paid).map(|entry| entry.day).min();
            let missing = months_missing(began, returns.iter().map(|one| one.paper.month), today);
            let child = people::find(&mut reading, paper.child).await?;
            let name = child.map(|child| child.name.shown()).unwrap_or_default();
            let until = returns.last().map(|one| one.paper.month.last_of_month());
            let state = match (missing.len(), began) {
                (_, None) => Tag::new(w.t("funds.no_money"), Tone::Calm),
                (0, _) => Tag::new(w.t("funds.up_to_date"), Tone::Good),
                (months, _) => Tag::new(w.count("funds_missing", u64::try_from(months).unwrap_or(0)), Tone::Urgent),
            };
            let months: Vec<String> = missing.iter().map(|day| day.strftime("%B %Y").to_string()).collect();
            rows.push(vec![
                Cell::link(name, format!("/council/children/{}/money", paper.child)),
                Cell::text(called(&paper.stream)),
                Cell::text(paper.payee.clone()),
                Cell::text(shown::day_or_nothing(until)),
                Cell::Tag(state),
                Cell::text(months.join(", ")),
            ]);
        }
    }
    drop(reading);
    looked(&visit, None, ("list funds", rows.len())).await?;
    let office = Office::new(&visit, w, w.t("funds.title")).above(&tabs(&visit, w, "funds")).say(w.t("funds.lead"));
    if rows.is_empty() {
        return office.with(&Empty::new(w, w.t("funds.none"))).shown();
    }
    let columns = vec![
        Column::new(w.t("column.who")),
        Column::new(w.t("column.stream")),
        Column::new(w.t("funds.holder")),
        Column::new(w.t("funds.until")),
        Column::new(w.t("funds.state")),
        Column::new(w.t("funds.months")),
    ];
    office.with(&Table::new(w, w.t("funds.title"), columns, rows).hide_caption()).shown()
}
