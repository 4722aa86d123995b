//! Days as a calendar file (iCalendar, RFC 5545), for the calendar that somebody has on their telephone or desk.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Something that falls on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEvent {
    /// What tells it from every other, and stays the same when its day moves: a calendar that has it changes it.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What the calendar shows. Others may see it on a screen, so it names nobody.
    pub title: String,
    /// More about it; empty where there is nothing more.
    pub more: String,
}

/// A line has at most so many bytes; longer ones go on behind a blank (section 3.1).
const LONGEST_LINE_BYTES: usize = 75;

/// A calendar of these days. `name` is what the calendar is called, `made_at` when the file was made.
#[must_use]
pub fn calendar(name: &str, made_at: Timestamp, events: &[DayEvent]) -> String {
    let stamp = made_at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut lines: Vec<String> =
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Seven Steps//EN", "METHOD:PUBLISH"].map(str::to_owned).into();
    lines.push(format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        let next = event.day.tomorrow().unwrap_or(event.day);
        lines.push("BEGIN:VEVENT".to_owned());
        lines.push(format!("UID:{}", escaped(&event.uid)));
        lines.push(format!("DTSTAMP:{stamp}"));
        lines.push(format!("DTSTART;VALUE=DATE:{}", event.day.strftime("%Y%m%d")));
        lines.push(format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
        lines.push(format!("SUMMARY:{}", escaped(&event.title)));
        if !event.more.is_empty() {
            lines.push(format!("DESCRIPTION:{}", escaped(&event.more)));
        }
        lines.push("TRANSP:TRANSPARENT".to_owned());
        lines.push("END:VEVENT".to_owned());
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().flat_map(|line| [folded(line), "\r\n".to_owned()]).collect()
}

/// A text with the signs escaped that mean something (section 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line, broken between letters so that no part is too long.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut bytes = 0;
    for letter in line.chars() {
        if bytes + letter.len_utf8() > LONGEST_LINE_BYTES {
            out.push_str("\r\n ");
            bytes = 1;
        }
        out.push(letter);
        bytes += letter.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of(title: &str) -> String {
        let event = DayEvent {
            uid: "review-1@example".to_owned(),
            day: date(2026, 12, 31),
            title: title.to_owned(),
            more: "Read it;\nthen, say".to_owned(),
        };
        calendar("Dates", "2026-11-02T09:30:00Z".parse().unwrap(), &[event])
    }

    #[test]
    fn a_day_lasts_until_the_next_and_signs_that_mean_something_are_escaped() {
        let text = of("Money, \\ and more");
        for line in [
            "BEGIN:VCALENDAR",
            "DTSTAMP:20261102T093000Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "SUMMARY:Money\\, \\\\ and more",
            "DESCRIPTION:Read it\\;\\nthen\\, say",
            "END:VCALENDAR",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line}: {text}");
        }
    }

    #[test]
    fn no_line_is_longer_than_a_calendar_reads_and_no_letter_is_broken() {
        let title = "Zoë’s ".repeat(40);
        let text = of(&title);
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE_BYTES), "{text}");
        assert!(text.replace("\r\n ", "").contains(&title), "{text}");
    }
}
