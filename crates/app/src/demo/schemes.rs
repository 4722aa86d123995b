//! The schemes of Exampleshire: this year's from the gallery, and last years' with lower prices.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ras::check::{CheckOptions, check};
use ras::{Scheme, SchemeFiles};
use seven_core::PersonId;
use store::schemes::{self, SchemeVersion};

use super::seed::Seeder;
use crate::failure::Failure;
use crate::gallery;

/// The scheme that Exampleshire works with.
const SCHEME: &str = "example-children";

/// Publishes both versions and puts them in force; gives them oldest first.
pub async fn add(seeder: &mut Seeder<'_>, by: Option<PersonId>) -> Result<Vec<SchemeVersion>, Failure> {
    let entries = gallery::entries();
    let newest = entries.iter().rfind(|entry| entry.id == SCHEME);
    let entry = newest.ok_or_else(|| Failure::new(format!("the gallery has no `{SCHEME}`")))?;
    let text = |(name, bytes): (&str, &[u8])| (name.to_owned(), String::from_utf8_lossy(bytes).into_owned());
    let now: BTreeMap<String, String> = entry.files.iter().map(text).collect();
    let before = earlier(&now, entry.version, seeder.years_ago(3))?;
    let mut versions = Vec::new();
    for files in [before, now] {
        let version = version(seeder, files, by)?;
        schemes::insert(&mut seeder.write, &version).await?;
        versions.push(version);
    }
    Ok(versions)
}

fn version(
    seeder: &Seeder<'_>,
    texts: BTreeMap<String, String>,
    by: Option<PersonId>,
) -> Result<SchemeVersion, Failure> {
    let mut files = SchemeFiles::new();
    for (name, text) in &texts {
        files.insert(name.as_str(), text.as_bytes());
    }
    let scheme = Scheme::read(&files)?;
    let report = check(&scheme, &CheckOptions::default());
    let findings: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    Ok(SchemeVersion {
        id: seeder.write.id(),
        scheme: scheme.id.clone(),
        effective_from: scheme.effective_from,
        effective_until: scheme.effective_until,
        hash: scheme.hash.to_string(),
        files: texts,
        findings: serde_json::to_string(&findings).map_err(|error| Failure::new(error.to_string()))?,
        published_by: by,
        published_at: seeder.at(scheme.effective_from, 9),
        cliffs_accepted_by: Some("Priya Nair".to_owned()),
        equality_note: "Looked at by age, sex, ethnicity and kind of need together with the parent carer forum; the \
                        price for under-fives is raised so that babies' shorter sheets do not count against them."
            .to_owned(),
        in_force_from: Some(scheme.effective_from),
        in_force_by: by,
        withdrawn_from: None,
        withdrawn_by: None,
        withdrawn_why: None,
        version: 1,
    })
}

/// The version before: the same questions and points, prices of three years ago, no worked cases.
fn earlier(
    now: &BTreeMap<String, String>,
    from: Date,
    three_years_ago: Date,
) -> Result<BTreeMap<String, String>, Failure> {
    let last_day = from.yesterday().map_err(|error| Failure::new(error.to_string()))?;
    let first_day = Date::new(three_years_ago.year(), 4, 1).map_err(|error| Failure::new(error.to_string()))?;
    let mut files = now.clone();
    files.remove("cases.toml");
    for text in files.values_mut() {
        *text = text.replace(
            &format!("effective-from = {from}\ncurrency"),
            &format!("effective-from = {first_day}\neffective-until = {last_day}\ncurrency"),
        );
        *text = text.replace(&format!("effective-from = {from}"), &format!("effective-from = {first_day}"));
        *text = text.replace("value = 75,", "value = 70,").replace("value = 100,", "value = 94,");
        *text = text.replace("price list for 2026/27", "earlier price list");
    }
    Ok(files)
}
