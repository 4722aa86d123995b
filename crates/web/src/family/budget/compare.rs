//! This letter beside the one before: what was answered differently, and what that did. Both stand.

use askama::Template;
use axum::extract::Path;
use axum::response::Html;
use seven_core::Pence;
use seven_core::assessment::compare;
use store::budgets;

use super::Told;
use crate::asking::Asker;
use crate::dates::{day, day_of};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::parts::show::{Cell, Column, Table};
use crate::query::{scheme_words, style};
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/budget/compare.html")]
struct ComparePage {
    page: Page,
    w: PageWords,
    money: Table,
    answers: Option<Table>,
    is_same_scheme: bool,
}

/// The comparison with the letter before.
pub async fn show(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Html<String>, Fault> {
    let w = visit.words("family/budget");
    let mut reading = visit.reading().await?;
    let now = Told::open(&visit, &mut reading, &id).await?;
    let all = budgets::of_child(&mut reading, now.child).await?;
    let before = all.iter().skip_while(|one| one.id != now.budget.id).nth(1).ok_or(Fault::NotFound)?;
    drop(reading);
    let found = compare(&before.record, &now.budget.record);
    let words = scheme_words(&now.loaded.scheme, w.language(), style(&visit));
    let asker = Asker { scheme: &now.loaded.scheme, words: &words, w };
    let (was, is) =
        (day(w, day_of(&visit.app.clock, before.told_at)), day(w, day_of(&visit.app.clock, now.budget.told_at)));
    let shown =
        |amount: Option<Pence>| amount.map_or_else(|| w.t("compare.no-amount").to_owned(), |amount| amount.to_string());
    let row = |change: &seven_core::assessment::StreamChange| {
        vec![
            Cell::text(words.stream(&change.stream)),
            Cell::text(shown(change.amount_was)),
            Cell::text(shown(change.amount_is)),
            Cell::text(change.change.map(|change| change.to_string()).unwrap_or_default()),
        ]
    };
    let columns = vec![
        Column::new(w.t("compare.stream")),
        Column::number(was.clone()),
        Column::number(is.clone()),
        Column::number(w.t("compare.change")),
    ];
    let money = Table::new(w, w.t("compare.money"), columns, found.streams.iter().map(row).collect());
    let rows = found.answers.iter().filter_map(|change| {
        let question = now.loaded.scheme.questions.iter().find(|one| one.id == change.question)?;
        let said = |value: &Option<String>| Cell::text(asker.in_words(question, value.as_deref().unwrap_or_default()));
        Some(vec![Cell::text(words.question(&question.id)), said(&change.was), said(&change.is)])
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let columns = vec![Column::new(w.t("compare.question")), Column::new(was), Column::new(is)];
    let answers = (!rows.is_empty()).then(|| Table::new(w, w.t("compare.answers"), columns, rows));
    let mut page = visit.page(w, w.t("compare.title"));
    page.back = Some(Link::new(w.t("nav.letter"), now.at("")));
    Ok(Html(ComparePage { page, w, money, answers, is_same_scheme: found.is_same_scheme }.render()?))
}
