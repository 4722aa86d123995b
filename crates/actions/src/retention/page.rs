//! The record as a page to read, with nothing in it that runs or loads from elsewhere.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::OnceLock;

use jiff::civil::Date;
use store::rows::Value;
use toml_edit::Document;

use super::Audience;
use super::export::Shared;

const CATALOGUE: &str = include_str!("record.en.toml");

/// Words by section and key: `tables.note`.
fn words() -> &'static BTreeMap<String, String> {
    static WORDS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let Ok(document) = Document::parse(CATALOGUE) else { return BTreeMap::new() };
        let sections = document.iter().filter_map(|(name, item)| Some((name, item.as_table_like()?)));
        let words = sections.flat_map(|(section, table)| {
            table.iter().filter_map(move |(key, item)| Some((format!("{section}.{key}"), item.as_str()?.to_owned())))
        });
        words.collect()
    })
}

fn word<'w>(section: &str, key: &'w str) -> std::borrow::Cow<'w, str> {
    match words().get(&format!("{section}.{key}")) {
        Some(word) => word.as_str().into(),
        None => key.replace('_', " ").into(),
    }
}

/// The page.
pub(super) fn written(shared: &[Shared<'_>], today: Date, audience: Audience) -> String {
    let title = word("page", "title");
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n<h1>{title}</h1>\n<p>{}</p>\n",
        word("page", "taken-out").replace("{day}", &today.to_string())
    );
    let audience = match audience {
        Audience::YoungPerson => "for-young-person",
        Audience::Family => "for-family",
        Audience::Council => "for-council",
    };
    page.push_str(&format!("<p>{}</p>\n", word("page", audience)));
    for part in shared.iter().filter(|part| !part.rows.is_empty() || part.left_out > 0) {
        section(&mut page, part);
    }
    page
}

fn section(page: &mut String, part: &Shared<'_>) {
    page.push_str(&format!("<h2>{}</h2>\n", escaped(&word("tables", part.table))));
    if part.left_out > 0 {
        let told = word("page", "left-out").replace("{count}", &part.left_out.to_string());
        page.push_str(&format!("<p class=\"left-out\">{told}</p>\n"));
    }
    for row in &part.rows {
        page.push_str("<dl>\n");
        for (column, value) in part.columns.iter().zip(row) {
            let shown = match value {
                Value::Text(text) if !text.is_empty() => escaped(text),
                Value::Number(pence) if column.name.ends_with("_pence") => pounds(*pence),
                Value::Number(number) if column.name.starts_with("is_") => {
                    word("page", if *number == 0 { "no" } else { "yes" }).into_owned()
                }
                Value::Number(number) => number.to_string(),
                _ => continue,
            };
            // writing to a text cannot fail
            let _ = writeln!(page, "<dt>{}</dt><dd>{shown}</dd>", escaped(&word("columns", &column.name)));
        }
        page.push_str("</dl>\n");
    }
}

fn pounds(pence: i64) -> String {
    seven_core::Pence(pence).to_string()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const STYLE: &str = "body{font:1.125rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}\
    dl{border-top:1px solid #b1b4b6;display:grid;grid-template-columns:minmax(8rem,1fr) 2fr;gap:.25rem 1rem;padding-top:.5rem}\
    dt{font-weight:bold}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}.left-out{border-left:.3rem solid;padding-left:1rem}";

/// Whether the catalogue has a word; for the test that it has every table.
#[cfg(test)]
fn has(section: &str, key: &str) -> bool {
    matches!(
        Document::parse(CATALOGUE).unwrap().get(section).and_then(|table| table.get(key)),
        Some(toml_edit::Item::Value(_))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_a_record_has_a_title() {
        for table in store::columns::tables().unwrap() {
            let belongs = table.child.is_some() || table.person.is_some();
            let belongs = belongs && table.columns.iter().any(|column| column.shown != store::columns::Shown::No);
            assert_eq!(has("tables", &table.name), belongs, "record.en.toml, [tables]: {}", table.name);
        }
        for key in ["title", "taken-out", "for-young-person", "for-family", "for-council", "left-out", "yes", "no"] {
            assert!(has("page", key), "record.en.toml, [page]: {key}");
        }
    }

    #[test]
    fn what_people_wrote_cannot_become_part_of_the_page() {
        assert_eq!(escaped("<b onclick=\"x\">&"), "&lt;b onclick=&quot;x&quot;&gt;&amp;");
    }
}
