//! From what a person types for a scheme to the scheme: a gallery id, `id@date`, or a path.

use crate::failure::Failure;
use crate::gallery;
use jiff::civil::Date;
use ras::{Calculator, Faults, MAX_FILE_BYTES, Scheme, SchemeFiles};
use std::path::Path;

/// A scheme that was found, and the day to calculate on.
pub struct Located {
    pub scheme: Scheme,
    /// The day that was asked for, or today, or (for a version named by hand that is not in force today) its first day.
    pub on: Date,
    /// The calculator for that day.
    pub calculator: Calculator,
}

/// A day as it is typed after `--on`.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a day as 2026-11-22".to_owned())
}

/// Today's date where the program runs; the only place that reads the clock.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// The scheme, made ready for a day of calculation.
pub fn calculator(name: &str, on: Option<Date>) -> Result<Located, Failure> {
    let versions = versions(name)?;
    let by_hand = versions.is_by_hand;
    let day = on.unwrap_or_else(today);
    let mut in_force = versions.schemes.iter().filter(|scheme| scheme.is_in_force(day));
    let chosen = match in_force.next_back() {
        Some(scheme) => (scheme.clone(), day),
        None => match (versions.schemes.as_slice(), on) {
            ([only], None) if by_hand => {
                eprintln!(
                    "note: this version is not in force on {day}; calculating as on {}, its first day",
                    only.effective_from
                );
                (only.clone(), only.effective_from)
            }
            _ => return Err(none_in_force(name, day, &versions.schemes)),
        },
    };
    let (scheme, on) = chosen;
    let calculator = scheme.on(on)?;
    Ok(Located { scheme, on, calculator })
}

/// A version to be read, not to work out a figure for anyone, and the day whose prices it is shown with.
pub struct ForReading {
    /// The version.
    pub scheme: Scheme,
    /// Ready for the day.
    pub calculator: Calculator,
}

/// The version to read: the one in force on the day that is asked for; without a day the one in force today, or else the
/// newest, as on the nearest of its days.
pub fn for_reading(name: &str, on: Option<Date>) -> Result<ForReading, Failure> {
    let schemes = versions(name)?.schemes;
    let day = on.unwrap_or_else(today);
    let in_force = schemes.iter().rfind(|scheme| scheme.is_in_force(day));
    let newest = schemes.iter().max_by_key(|scheme| scheme.effective_from).filter(|_| on.is_none());
    let Some(scheme) = in_force.or(newest).cloned() else { return Err(none_in_force(name, day, &schemes)) };
    let nearest = match scheme.effective_until {
        Some(until) if until < day => until,
        _ => scheme.effective_from.max(day),
    };
    let calculator = scheme.on(nearest)?;
    Ok(ForReading { scheme, calculator })
}

/// Every version that a name means: all of a gallery id or of a folder of dated folders, or just the one that was named.
pub fn schemes(name: &str) -> Result<Vec<Scheme>, Failure> {
    Ok(versions(name)?.schemes)
}

/// One version as it was found, whether or not it could be read.
pub struct Reading {
    /// What to call it: `id@date` or a path.
    pub name: String,
    /// The scheme, or every fault that stands in the way.
    pub scheme: Result<Scheme, Faults>,
}

/// Every version that a name means, with the faults of those that cannot be read, and whether one was named by hand.
pub fn readings(name: &str) -> Result<(Vec<Reading>, bool), Failure> {
    let (folders, is_by_hand) = folders(name)?;
    let reading = |(name, files): (String, SchemeFiles)| {
        let scheme = Scheme::read(&files);
        scheme.iter().for_each(|scheme| note_another_day(&name, scheme));
        Reading { name, scheme }
    };
    Ok((folders.into_iter().map(reading).collect(), is_by_hand))
}

struct Versions {
    /// By date.
    schemes: Vec<Scheme>,
    /// One version was named, by its date or path.
    is_by_hand: bool,
}

fn versions(name: &str) -> Result<Versions, Failure> {
    let (folders, is_by_hand) = folders(name)?;
    let schemes = folders.iter().map(|(_, files)| Scheme::read(files)).collect::<Result<Vec<_>, _>>()?;
    folders.iter().zip(&schemes).for_each(|((name, _), scheme)| note_another_day(name, scheme));
    Ok(Versions { schemes, is_by_hand })
}

/// A note when a dated folder is named by another day than the scheme's first.
fn note_another_day(name: &str, scheme: &Scheme) {
    let dated = Path::new(name).file_name().and_then(|name| name.to_str()).and_then(|name| name.parse::<Date>().ok());
    if dated.is_some_and(|day| day != scheme.effective_from) {
        eprintln!("note: the folder {name} holds a scheme that is in force from {}", scheme.effective_from);
    }
}

/// The files of every version that a name means, each with what to call it; and whether one was named by hand.
type Folders = (Vec<(String, SchemeFiles)>, bool);

fn folders(name: &str) -> Result<Folders, Failure> {
    let path = Path::new(name);
    if path.is_dir() {
        return from_path(path);
    }
    let (id, date) = match name.split_once('@') {
        Some((id, date)) => {
            let parsed = date
                .parse::<Date>()
                .map_err(|_| Failure::new(format!("`{date}` is not a date")).help("name a version as id@2026-04-01"))?;
            (id, Some(parsed))
        }
        None => (name, None),
    };
    // A folder of dated folders, and one of its dates.
    if let Some(date) = date
        && Path::new(id).join(date.to_string()).is_dir()
    {
        return from_path(&Path::new(id).join(date.to_string()));
    }
    let entries = gallery::entries();
    let of_id: Vec<&gallery::Entry> = entries.iter().filter(|entry| entry.id == id).collect();
    if of_id.is_empty() {
        let mut ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        ids.dedup();
        let message = format!("there is no scheme `{id}`: neither in the gallery nor a folder of that name");
        return Err(Failure::new(message)
            .help(format!("the gallery has {}; or give the path of a scheme's folder", ids.join(", "))));
    }
    let dates: Vec<String> = of_id.iter().map(|entry| entry.version.to_string()).collect();
    let chosen: Vec<&&gallery::Entry> =
        of_id.iter().filter(|entry| date.is_none_or(|date| date == entry.version)).collect();
    if chosen.is_empty() {
        return Err(Failure::new(format!("`{id}` has no version of that date"))
            .help(format!("its versions are {}", dates.join(", "))));
    }
    let named = chosen.iter().map(|entry| (format!("{id}@{}", entry.version), entry.files.clone()));
    Ok((named.collect(), date.is_some()))
}

/// A dated folder, or a folder that holds dated folders.
fn from_path(path: &Path) -> Result<Folders, Failure> {
    let named = |folder: &Path| Ok((folder.display().to_string(), read_folder(folder)?));
    if path.join("scheme.toml").is_file() {
        return Ok((vec![named(path)?], true));
    }
    let unreadable =
        |error: std::io::Error| Failure::new(format!("cannot read the folder {}: {error}", path.display()));
    let mut dated = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let is_dated = entry.file_name().to_str().is_some_and(|name| name.parse::<Date>().is_ok());
        if is_dated && entry.path().is_dir() {
            dated.push(entry.path());
        }
    }
    dated.sort();
    if dated.is_empty() {
        let message = format!("{} holds neither a scheme.toml nor dated folders such as 2026-04-01", path.display());
        return Err(Failure::new(message).help("`sevensteps ras new my-scheme` writes a scheme to start from"));
    }
    let folders = dated.iter().map(|folder| named(folder)).collect::<Result<Vec<_>, Failure>>()?;
    let is_by_hand = folders.len() == 1;
    Ok((folders, is_by_hand))
}

fn read_folder(path: &Path) -> Result<SchemeFiles, Failure> {
    let unreadable = |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let mut files = SchemeFiles::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let is_toml = Path::new(&name).extension().is_some_and(|extension| extension == "toml");
        if !is_toml || !entry.path().is_file() {
            continue;
        }
        let size = entry.metadata().map_err(unreadable)?.len();
        if size > u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX) {
            let message =
                format!("{} has {size} bytes, more than the {MAX_FILE_BYTES} that are read", entry.path().display());
            return Err(Failure::new(message).help("split the scheme, or take out what is not part of it"));
        }
        files.insert(name, std::fs::read(entry.path()).map_err(unreadable)?);
    }
    Ok(files)
}

/// No version is in force on a day: which days there are.
pub fn none_in_force(name: &str, day: Date, schemes: &[Scheme]) -> Failure {
    let periods = schemes.iter().map(|scheme| match scheme.effective_until {
        Some(until) => format!("{} to {until}", scheme.effective_from),
        None => format!("from {}", scheme.effective_from),
    });
    let periods: Vec<String> = periods.collect();
    let help =
        format!("its versions are in force {}; choose a day with --on, or name one as id@date", periods.join(", "));
    Failure::new(format!("no version of `{name}` is in force on {day}")).help(help)
}
