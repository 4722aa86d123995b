//! What people chose for a study, as it is kept, and the command line that says the same.

use crate::calibrate::Choices;
use crate::cases::QuestionColumn;
use crate::points::PointChoices;
use crate::tables::{Edges, Meeting, Method, Nearness};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// How a table is made, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MethodName {
    /// As practised: scores and costs sorted each by itself.
    Percentile,
    /// One price for each point.
    PricePoint,
    /// An amount for each score, never falling.
    Isotonic,
    /// Steps that hold over a range of points.
    Bands,
    /// Straight lines between knots.
    Lines,
}

impl MethodName {
    /// All of them, from the simplest to explain to the one that is there to be compared with.
    pub const ALL: [MethodName; 5] =
        [MethodName::PricePoint, MethodName::Bands, MethodName::Lines, MethodName::Isotonic, MethodName::Percentile];

    /// Its name on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            MethodName::Percentile => "percentile",
            MethodName::PricePoint => "price-point",
            MethodName::Isotonic => "isotonic",
            MethodName::Bands => "bands",
            MethodName::Lines => "lines",
        }
    }

    /// The method of a name.
    #[must_use]
    pub fn of_code(code: &str) -> Option<MethodName> {
        MethodName::ALL.into_iter().find(|method| method.code() == code)
    }
}

/// What amounts are near to, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NearName {
    /// The mean cost.
    Squares,
    /// The middle cost.
    Median,
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// How the table is made.
    pub method: MethodName,
    /// What amounts are near to.
    pub near: NearName,
    /// How many bands or lines.
    pub bands: usize,
    /// Bands and lines begin at multiples of it.
    pub multiple: i64,
    /// All the money, in pence; none leaves the total as it falls.
    pub budget_pence: Option<i64>,
    /// The part of it that is held back, in ten-thousandths.
    pub contingency_basis_points: u32,
    /// How the budget is met.
    pub meeting: Meeting,
    /// Least amount in pence.
    pub floor_pence: i64,
    /// Greatest amount in pence.
    pub ceiling_pence: Option<i64>,
    /// The most that an amount may rise from one row to the next, in pence.
    pub cap_pence: Option<i64>,
    /// Columns with answers, to learn points from; none where the file has points.
    pub questions: Vec<String>,
    /// Columns whose groups are compared.
    pub groups: Vec<String>,
    /// Columns that are allowed for in these comparisons.
    pub adjust: Vec<String>,
    /// Whether rows that cannot be used are left out.
    pub leaves_out_faulty: bool,
    /// The seed of all chance.
    pub seed: u64,
    /// Samples behind each interval.
    pub samples: usize,
}

impl Default for Chosen {
    fn default() -> Chosen {
        Chosen {
            method: MethodName::Bands,
            near: NearName::Squares,
            bands: 6,
            multiple: 5,
            budget_pence: None,
            contingency_basis_points: 0,
            meeting: Meeting::default(),
            floor_pence: 0,
            ceiling_pence: None,
            cap_pence: None,
            questions: Vec::new(),
            groups: Vec::new(),
            adjust: Vec::new(),
            leaves_out_faulty: false,
            seed: 1,
            samples: 1_000,
        }
    }
}

/// What cannot be chosen together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChosenError {
    /// A floor above the ceiling.
    #[error("the least amount is above the greatest")]
    FloorAboveCeiling,
    /// A cap where the method has none.
    #[error("a cap on steps goes with methods by squares: isotonic, bands and lines")]
    CapWithoutSquares,
    /// All of the budget held back.
    #[error("a contingency of all the money leaves nothing to share out")]
    NothingLeft,
}

impl Chosen {
    /// Fails where choices contradict each other.
    ///
    /// # Errors
    /// [`ChosenError`] with the first contradiction.
    pub fn check(&self) -> Result<(), ChosenError> {
        let has_squares = self.near == NearName::Squares || self.method == MethodName::Lines;
        let has_steps = matches!(self.method, MethodName::Isotonic | MethodName::Bands | MethodName::Lines);
        match () {
            () if self.ceiling_pence.is_some_and(|ceiling| ceiling < self.floor_pence) => {
                Err(ChosenError::FloorAboveCeiling)
            }
            () if self.cap_pence.is_some() && !(has_squares && has_steps) => Err(ChosenError::CapWithoutSquares),
            () if self.contingency_basis_points >= 10_000 => Err(ChosenError::NothingLeft),
            () => Ok(()),
        }
    }

    fn method(&self) -> Method {
        let near = match self.near {
            NearName::Squares => Nearness::Squares,
            NearName::Median => Nearness::Quantile(0.5),
        };
        let (bands, multiple) = (self.bands, self.multiple);
        match self.method {
            MethodName::Percentile => Method::Percentile,
            MethodName::PricePoint => Method::PricePoint,
            MethodName::Isotonic => Method::Isotonic(near),
            MethodName::Bands => Method::Bands(Edges::Number { bands, multiple }, near),
            MethodName::Lines => Method::Lines { stretches: bands, multiple },
        }
    }

    /// The choices as tables are made by them.
    #[must_use]
    pub fn choices(&self, threads: usize, watch: &Watch) -> Choices {
        let pounds = |pence: i64| pence as f64 / 100.0;
        Choices {
            method: self.method(),
            budget: self.budget_pence.map(pounds),
            contingency: f64::from(self.contingency_basis_points) / 10_000.0,
            meeting: self.meeting,
            floor: pounds(self.floor_pence),
            ceiling: self.ceiling_pence.map_or(f64::INFINITY, pounds),
            cap: self.cap_pence.map(pounds),
            seed: self.seed,
            samples: self.samples,
            threads,
            watch: watch.clone(),
            ..Choices::default()
        }
    }

    /// The columns that hold answers.
    #[must_use]
    pub fn question_columns(&self) -> Vec<QuestionColumn> {
        self.questions.iter().map(|id| QuestionColumn { id: id.clone(), options: Vec::new() }).collect()
    }

    /// What points are learned with.
    #[must_use]
    pub fn point_choices(&self) -> PointChoices {
        PointChoices { has_base: true, largest_points: 50, ..PointChoices::default() }
    }

    /// The arguments after `sevensteps studio report cases.csv` that say the same.
    #[must_use]
    pub fn arguments(&self) -> Vec<String> {
        let mut made = self.table_arguments();
        for (name, columns) in [("groups", &self.groups), ("adjust", &self.adjust)] {
            if !columns.is_empty() {
                made.extend([format!("--{name}"), columns.join(",")]);
            }
        }
        made
    }

    /// The same after `sevensteps studio fit cases.csv`, which compares no groups.
    #[must_use]
    pub fn table_arguments(&self) -> Vec<String> {
        let mut made: Vec<String> = Vec::new();
        let mut say = |name: &str, value: String| made.extend([format!("--{name}"), value]);
        say("method", self.method.code().to_owned());
        if self.near == NearName::Median {
            say("near", "quantile".to_owned());
        }
        if matches!(self.method, MethodName::Bands | MethodName::Lines) {
            say("bands", self.bands.to_string());
            say("multiple", self.multiple.to_string());
        }
        if let Some(budget) = self.budget_pence {
            say("budget", decimal(budget, 2));
        }
        if self.contingency_basis_points > 0 {
            // a part, not per cent: what is read from it is then the nearest number to the same fraction
            say("contingency", decimal(i64::from(self.contingency_basis_points), 4));
        }
        let meeting = match self.meeting {
            Meeting::LeastLoss => None,
            Meeting::CommonShift => Some("common-shift"),
            Meeting::CommonShare => Some("common-share"),
        };
        if let Some(meeting) = meeting {
            say("meet", meeting.to_owned());
        }
        if self.floor_pence > 0 {
            say("floor", decimal(self.floor_pence, 2));
        }
        for (name, pence) in [("ceiling", self.ceiling_pence), ("cap", self.cap_pence)] {
            if let Some(pence) = pence {
                say(name, decimal(pence, 2));
            }
        }
        if !self.questions.is_empty() {
            say("questions", self.questions.join(","));
        }
        say("seed", self.seed.to_string());
        say("samples", self.samples.to_string());
        if self.leaves_out_faulty {
            made.push("--leave-out-faulty".to_owned());
        }
        made
    }
}

/// A whole number of hundredths or ten-thousandths as a decimal without needless noughts: `1234.5`.
fn decimal(value: i64, places: u32) -> String {
    let whole = 10_i64.pow(places);
    let width = usize::try_from(places).unwrap_or(0);
    let text = format!("{}.{:0width$}", value / whole, value % whole);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Arguments as they are typed into a shell: what a shell would read in its own way stands in quotes.
#[must_use]
pub fn quoted_for_a_shell(arguments: &[String]) -> String {
    let plain = |text: &str| {
        let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "-_.,/=:".contains(sign);
        !text.is_empty() && text.chars().all(is_plain)
    };
    let one = |text: &String| if plain(text) { text.clone() } else { format!("'{}'", text.replace('\'', r"'\''")) };
    arguments.iter().map(one).collect::<Vec<_>>().join(" ")
}
