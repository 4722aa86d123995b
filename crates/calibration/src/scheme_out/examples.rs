//! Worked examples for the scheme: both sides of every row, so that `ras check` works each table's amounts out again.

use super::draft::{Draft, Needs, option_id, own_id};
use super::text::{pounds, quoted};

/// Rows of a table whose sides are shown.
const MOST_ROWS: usize = 40;

/// The text of `cases.toml`.
pub fn cases_toml(draft: &Draft) -> String {
    let mut made = "# Worked examples; `ras check` works each out again.\n".to_owned();
    for (at, table) in draft.tables.iter().enumerate() {
        let stratum = draft.strata.as_ref().and_then(|strata| Some((&strata.name, strata.values.get(at)?)));
        if draft.strata.is_none() && at > 0 {
            break;
        }
        for (name, answers, points) in sheets(draft, table) {
            let mut answers = answers;
            let mut name = name;
            if let Some((question, value)) = stratum {
                answers.push(format!("{} = {}", own_id(question), quoted(&option_id(value))));
                name = format!("{name}, {value}");
            }
            let (name, answers) = (quoted(&name), answers.join(", "));
            let amount = pounds(table.amount_pence(points));
            made.push_str(&format!(
                "\n[[case]]\nname = {name}\nanswers = {{ {answers} }}\nexpect = {{ support = {amount} }}\npoints = {{ support = {points} }}\n"
            ));
        }
    }
    made
}

/// Name, answers and points of each example.
fn sheets(draft: &Draft, table: &crate::tables::Table) -> Vec<(String, Vec<String>, i64)> {
    let (least, most) = draft.range();
    match &draft.needs {
        Needs::Points { .. } => {
            let mut points: Vec<i64> =
                table.rows.iter().take(MOST_ROWS).flat_map(|row| [row.from - 1, row.from]).collect();
            points.extend([least, most]);
            points.retain(|points| (least..=most).contains(points));
            points.sort_unstable();
            points.dedup();
            points
                .into_iter()
                .map(|points| (format!("{points} points"), vec![format!("points = {points}")], points))
                .collect()
        }
        Needs::Questions(questions) => {
            let sheet = |level: &dyn Fn(usize, usize) -> usize| {
                let (mut answers, mut points) = (Vec::new(), 0);
                for (at, question) in questions.iter().enumerate() {
                    let level = level(at, question.options.len().saturating_sub(1));
                    let Some((option, _)) = question.options.get(level) else { continue };
                    answers.push(format!("{} = {}", own_id(&question.id), quoted(&option_id(option))));
                    points += question.points.get(level).copied().unwrap_or(0);
                }
                (answers, points)
            };
            let mut made = Vec::new();
            let mut take = |name: String, (answers, points): (Vec<String>, i64)| made.push((name, answers, points));
            take("the least need".to_owned(), sheet(&|_, _| 0));
            take("the most need".to_owned(), sheet(&|_, last| last));
            take("the middle of every question".to_owned(), sheet(&|_, last| last / 2));
            for (one, question) in questions.iter().enumerate() {
                take(format!("only {}, at its most", question.id), sheet(&|at, last| if at == one { last } else { 0 }));
            }
            made
        }
    }
}
