//! Files with the sentences that people read, kept apart from code so that another language can stand beside.

use std::collections::HashMap;

/// Every text of a catalogue file by `table.key`.
pub(crate) fn texts(text: &str) -> HashMap<String, String> {
    let Ok(document) = toml_edit::Document::parse(text) else { return HashMap::new() };
    let mut texts = HashMap::new();
    for (table, item) in document.iter() {
        for (key, item) in item.as_table_like().into_iter().flat_map(|table| table.iter()) {
            if let Some(text) = item.as_str() {
                texts.insert(format!("{table}.{key}"), text.trim_end_matches('\n').to_owned());
            }
        }
    }
    texts
}
