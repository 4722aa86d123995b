//! The schemes of Exampleshire: this year's from the gallery, and last years' with lower prices.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use ras::check::{CheckOptions, check};
use ras::{Scheme, SchemeFiles};
use seven_core::PersonId;
use seven_core::access::Action;
use seven_core::people::Role;
use store::schemes::{self, SchemeVersion};

use super::money::first_of_april;
use super::seed::Seeder;
use super::staff::Staff;
use crate::failure::Failure;
use crate::gallery;

/// The scheme that Exampleshire works with.
const SCHEME: &str = "example-children";

/// Publishes three versions and puts each in force; gives them oldest first.
pub async fn add(seeder: &mut Seeder, staff: &Staff) -> Result<Vec<SchemeVersion>, Failure> {
    let by = staff.who(Role::Commissioner)?;
    let entries = gallery::entries();
    let newest = entries.iter().rfind(|entry| entry.id == SCHEME);
    let entry = newest.ok_or_else(|| Failure::new(format!("the gallery has no `{SCHEME}`")))?;
    let text = |(name, bytes): (&str, &[u8])| (name.to_owned(), String::from_utf8_lossy(bytes).into_owned());
    let now: BTreeMap<String, String> = entry.files.iter().map(text).collect();
    let from = entry.version;
    let last = from.saturating_sub(1.years());
    let first = first_of_april(seeder.years_ago(3)).min(last.saturating_sub(1.years()));
    let files =
        [earlier(&now, from, (first, last), ("69", "92"))?, earlier(&now, from, (last, from), ("72", "96"))?, now];
    let mut versions = Vec::new();
    for files in files {
        let (version, cliffs) = version(seeder, files, by)?;
        seeder.write.go_to(version.published_at);
        schemes::insert(&mut seeder.write, &version).await?;
        let subject = format!("scheme version {}", version.id);
        if seeder.day() >= seeder.years_ago(3) {
            let particulars =
                [("scheme", version.scheme.clone()), ("hash", version.hash.clone()), ("cliffs", cliffs.to_string())];
            seeder.did(by, Action::PublishScheme, None, subject.clone(), &particulars)?;
            seeder.pass(9);
            let particulars = [("in-force-from", version.effective_from.to_string())];
            seeder.did(by, Action::PublishScheme, None, subject, &particulars)?;
        }
        versions.push(version);
    }
    Ok(versions)
}

fn version(seeder: &Seeder, texts: BTreeMap<String, String>, by: PersonId) -> Result<(SchemeVersion, usize), Failure> {
    let mut files = SchemeFiles::new();
    for (name, text) in &texts {
        files.insert(name.as_str(), text.as_bytes());
    }
    let scheme = Scheme::read(&files)?;
    let report = check(&scheme, &CheckOptions::default());
    let findings: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    // families read a scheme for a month before it counts
    let published_at = seeder.at(scheme.effective_from.saturating_sub(30.days()), 9);
    let version = SchemeVersion {
        id: seeder.write.id(),
        scheme: scheme.id.clone(),
        effective_from: scheme.effective_from,
        effective_until: scheme.effective_until,
        hash: scheme.hash.to_string(),
        files: texts,
        findings: serde_json::to_string(&findings).map_err(|error| Failure::new(error.to_string()))?,
        published_by: Some(by),
        published_at,
        cliffs_accepted_by: Some("Priya Nair".to_owned()),
        equality_note: "Looked at by age, sex, ethnicity and kind of need together with the parent carer forum; the \
                        price for under-fives is raised so that babies' shorter sheets do not count against them."
            .to_owned(),
        in_force_from: Some(scheme.effective_from),
        in_force_by: Some(by),
        withdrawn_from: None,
        withdrawn_by: None,
        withdrawn_why: None,
        version: 1,
    };
    Ok((version, findings.len()))
}

/// An earlier version, in force from a day up to another: the same questions and points, lower prices, no worked cases.
fn earlier(
    now: &BTreeMap<String, String>,
    of: Date,
    (first_day, next): (Date, Date),
    (care, health): (&str, &str),
) -> Result<BTreeMap<String, String>, Failure> {
    let last_day = next.yesterday().map_err(|error| Failure::new(error.to_string()))?;
    let mut files = now.clone();
    files.remove("cases.toml");
    for text in files.values_mut() {
        *text = text.replace(
            &format!("effective-from = {of}\ncurrency"),
            &format!("effective-from = {first_day}\neffective-until = {last_day}\ncurrency"),
        );
        *text = text.replace(&format!("effective-from = {of}"), &format!("effective-from = {first_day}"));
        *text = text.replace("value = 75,", &format!("value = {care},"));
        *text = text.replace("value = 100,", &format!("value = {health},"));
        *text = text.replace("price list for 2026/27", "earlier price list");
    }
    Ok(files)
}
