//! Choices as they are typed into the form, and as the form shows them.

use actions::{ActionError, Problem};
use calibration::study::{Chosen, MethodName, NearName};
use calibration::tables::Meeting;
use seven_core::Pence;

use crate::parts::form::Posted;

const MEETINGS: [(&str, Meeting); 3] = [
    ("least-loss", Meeting::LeastLoss),
    ("common-shift", Meeting::CommonShift),
    ("common-share", Meeting::CommonShare),
];

/// The values of the form.
pub fn shown(chosen: &Chosen) -> Vec<(String, String)> {
    let near = if chosen.near == NearName::Median { "median" } else { "squares" };
    let meet = MEETINGS.iter().find(|(_, meeting)| *meeting == chosen.meeting).map_or("", |(code, _)| *code);
    let pounds = |pence: i64| Pence(pence).to_string().replace(['£', ','], "").replace(".00", "");
    let or_nothing = |pence: Option<i64>| pence.map(pounds).unwrap_or_default();
    let single = [
        ("method", chosen.method.code().to_owned()),
        ("near", near.to_owned()),
        ("bands", chosen.bands.to_string()),
        ("multiple", chosen.multiple.to_string()),
        ("budget", or_nothing(chosen.budget_pence)),
        ("contingency", hundredths(chosen.contingency_basis_points)),
        ("meet", meet.to_owned()),
        ("floor", pounds(chosen.floor_pence)),
        ("ceiling", or_nothing(chosen.ceiling_pence)),
        ("cap", or_nothing(chosen.cap_pence)),
        ("questions", chosen.questions.join(", ")),
        ("leave-out", if chosen.leaves_out_faulty { "yes".to_owned() } else { String::new() }),
        ("samples", chosen.samples.to_string()),
        ("seed", chosen.seed.to_string()),
    ];
    let own = single.into_iter().map(|(name, value)| (name.to_owned(), value));
    let groups = chosen.groups.iter().map(|value| ("groups".to_owned(), value.clone()));
    let adjust = chosen.adjust.iter().map(|value| ("adjust".to_owned(), value.clone()));
    own.chain(groups).chain(adjust).collect()
}

/// `12`, `12.5`, `12.25`: basis points as people type per cent.
fn hundredths(basis_points: u32) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What was typed.
///
/// # Errors
/// Invalid, with a problem at each field that cannot be read.
pub fn read(posted: &Posted) -> Result<Chosen, ActionError> {
    let mut typed = Typed { posted, problems: Vec::new() };
    let method = MethodName::of_code(posted.value("method"));
    if method.is_none() {
        typed.problems.push(Problem::new("method", "missing"));
    }
    let list = |name: &str| posted.all(name).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let questions = posted.value("questions").split(',').map(str::trim).filter(|name| !name.is_empty());
    let meeting = MEETINGS.iter().find(|(code, _)| *code == posted.value("meet")).map(|(_, meeting)| *meeting);
    let chosen = Chosen {
        method: method.unwrap_or(MethodName::Bands),
        near: if posted.value("near") == "median" { NearName::Median } else { NearName::Squares },
        bands: typed.whole("bands", (1, 60)),
        multiple: typed.whole("multiple", (1, 1_000)),
        budget_pence: typed.sum("budget"),
        contingency_basis_points: typed.percent("contingency"),
        meeting: meeting.unwrap_or_default(),
        floor_pence: typed.sum("floor").unwrap_or(0),
        ceiling_pence: typed.sum("ceiling"),
        cap_pence: typed.sum("cap"),
        questions: questions.map(str::to_owned).collect(),
        groups: list("groups"),
        adjust: list("adjust"),
        leaves_out_faulty: !posted.value("leave-out").is_empty(),
        seed: typed.whole("seed", (0, u64::MAX)),
        samples: typed.whole("samples", (0, 20_000)),
    };
    if typed.problems.is_empty() { Ok(chosen) } else { Err(ActionError::Invalid(typed.problems)) }
}

struct Typed<'form> {
    posted: &'form Posted,
    problems: Vec<Problem>,
}

impl Typed<'_> {
    /// A whole number between two ends.
    fn whole<T: std::str::FromStr + PartialOrd + Default + ToString>(
        &mut self,
        name: &str,
        (least, most): (T, T),
    ) -> T {
        let found = self.posted.value(name).replace(',', "").parse::<T>();
        match found.ok().filter(|number| (&least..=&most).contains(&number)) {
            Some(number) => number,
            None => {
                let problem = Problem::new(name, "range").with("least", least.to_string());
                self.problems.push(problem.with("most", most.to_string()));
                T::default()
            }
        }
    }

    /// A sum of money, or nothing where nothing is typed.
    fn sum(&mut self, name: &str) -> Option<i64> {
        let text = self.posted.value(name);
        if text.is_empty() {
            return None;
        }
        match Pence::read(text) {
            Ok(sum) if sum >= Pence::ZERO => Some(sum.0),
            _ => {
                self.problems.push(Problem::new(name, "no-sum"));
                None
            }
        }
    }

    /// Per cent with up to two decimals, as ten-thousandths.
    fn percent(&mut self, name: &str) -> u32 {
        let text = self.posted.value(name).trim_end_matches('%').trim();
        let found =
            Pence::read(if text.is_empty() { "0" } else { text }).ok().and_then(|read| u32::try_from(read.0).ok());
        match found.filter(|points| *points < 10_000) {
            Some(points) => points,
            None => {
                self.problems.push(Problem::new(name, "share"));
                0
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn form(changes: &[(&str, &str)]) -> Posted {
        let mut values = shown(&Chosen { budget_pence: Some(150_000_050), ..Chosen::default() });
        for (name, value) in changes {
            values.retain(|(known, _)| known != name);
            values.push(((*name).to_owned(), (*value).to_owned()));
        }
        Posted::of(Words::new(Language::English).page("council/studio/choose"), values)
    }

    #[test]
    fn what_is_shown_is_read_back_the_same() {
        let chosen = Chosen {
            method: MethodName::Lines,
            near: NearName::Median,
            contingency_basis_points: 1_225,
            ceiling_pence: Some(3_600_000),
            cap_pence: Some(12_345),
            groups: vec!["age".to_owned(), "sex".to_owned()],
            questions: vec!["eating".to_owned(), "night".to_owned()],
            leaves_out_faulty: true,
            ..Chosen::default()
        };
        let posted = Posted::of(Words::new(Language::English).page("council/studio/choose"), shown(&chosen));
        assert_eq!(read(&posted).unwrap(), chosen);
        assert_eq!(read(&form(&[])).unwrap().budget_pence, Some(150_000_050));
    }

    #[test]
    fn each_field_that_cannot_be_read_is_named() {
        let wrong = [
            ("method", "dice"),
            ("bands", "0"),
            ("budget", "much"),
            ("contingency", "100"),
            ("floor", "-5"),
            ("samples", "1e9"),
        ];
        let Err(ActionError::Invalid(problems)) = read(&form(&wrong)) else { panic!("it was taken") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["method", "bands", "budget", "contingency", "floor", "samples"]);
    }
}
