//! The engine held against slow and simple ways of doing the same.

use crate::built::{HEAD, calculator, levels, may, r, scheme};
use proptest::prelude::*;
use ras::{AnswerReader, Block, Calculator, Ratio};

/// A value as the formula of a made-up scheme gives it, in fractions.
#[derive(Debug, Clone)]
enum Formula {
    Answer(usize),
    Number(i32, u32),
    Sum(Vec<(Formula, i32)>),
    Product(Box<Formula>, Box<Formula>),
    Greatest(Box<Formula>, Box<Formula>),
    Least(Box<Formula>, Box<Formula>),
    Square(Box<Formula>),
    IfAbove(Box<Formula>, i32, Box<Formula>, Box<Formula>),
}

fn formulas() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        (0_usize..3).prop_map(Formula::Answer),
        (-999_i32..999, 0_u32..4).prop_map(|(n, p)| Formula::Number(n, p))
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            prop::collection::vec((inner.clone(), -50_i32..50), 1..4).prop_map(Formula::Sum),
            (boxed(), boxed()).prop_map(|(a, b)| Formula::Product(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Formula::Greatest(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Formula::Least(a, b)),
            boxed().prop_map(Formula::Square),
            (boxed(), -99_i32..99, boxed(), boxed()).prop_map(|(a, n, b, c)| Formula::IfAbove(a, n, b, c)),
        ]
    })
}

impl Formula {
    /// The steps that give it, and the name of the last.
    fn steps(&self, rules: &mut String, count: &mut usize) -> String {
        let mut part = |formula: &Formula| formula.steps(rules, count);
        let body = match self {
            Formula::Answer(question) => format!("kind = \"sum\"\nterms = [\"q{question}\"]"),
            Formula::Number(n, places) => format!("kind = \"sum\"\nterms = [\"{}\"]", number(*n, *places)),
            Formula::Sum(terms) => {
                let terms: Vec<String> =
                    terms.iter().map(|(of, by)| format!("{{ of = \"{}\", times = {by} }}", part(of))).collect();
                format!("kind = \"sum\"\nterms = [{}]", terms.join(", "))
            }
            Formula::Product(a, b) => format!("kind = \"product\"\nof = [\"{}\", \"{}\"]", part(a), part(b)),
            Formula::Greatest(a, b) => format!("kind = \"greatest\"\nof = [\"{}\", \"{}\"]", part(a), part(b)),
            Formula::Least(a, b) => format!("kind = \"least\"\nof = [\"{}\", \"{}\"]", part(a), part(b)),
            Formula::Square(a) => format!("kind = \"power\"\nof = \"{}\"\nexponent = 2", part(a)),
            Formula::IfAbove(a, n, b, c) => {
                let (a, b, c) = (part(a), part(b), part(c));
                format!(
                    "kind = \"cases\"\ncases = [{{ when = {{ of = \"{a}\", above = {n} }}, value = \"{b}\" }}]\notherwise = \"{c}\""
                )
            }
        };
        *count += 1;
        let id = format!("s{count}");
        *rules += &format!("[[step]]\nid = \"{id}\"\n{body}\n");
        id
    }

    /// Its value, worked out in fractions; none when those overflow.
    fn value(&self, answers: &[Ratio]) -> Option<Ratio> {
        match self {
            Formula::Answer(question) => Some(answers[*question]),
            Formula::Number(n, places) => Some(r(&number(*n, *places))),
            Formula::Sum(terms) => terms.iter().try_fold(Ratio::ZERO, |sum, (of, by)| {
                sum.plus(of.value(answers)?.times(Ratio::whole(i64::from(*by)))?)
            }),
            Formula::Product(a, b) => a.value(answers)?.times(b.value(answers)?),
            Formula::Greatest(a, b) => Some(a.value(answers)?.max(b.value(answers)?)),
            Formula::Least(a, b) => Some(a.value(answers)?.min(b.value(answers)?)),
            Formula::Square(a) => a.value(answers)?.times(a.value(answers)?),
            Formula::IfAbove(a, n, b, c) => {
                if a.value(answers)? > Ratio::whole(i64::from(*n)) {
                    b.value(answers)
                } else {
                    c.value(answers)
                }
            }
        }
    }
}

fn number(n: i32, places: u32) -> String {
    Ratio::new(i128::from(n), 10_i128.pow(places)).unwrap().to_string()
}

/// To the penny, halves away from zero, straight from the fraction.
fn pence(value: Ratio) -> i128 {
    let (num, den) = (value.num() * 100, value.den());
    let size = (num.abs() * 2 + den) / (den * 2);
    if num < 0 { -size } else { size }
}

proptest! {
    #[test]
    fn every_formula_comes_to_what_fractions_come_to(formula in formulas(), answers in prop::collection::vec((0_i64..40, 0_i64..40, -300_i64..301), 1..8)) {
        let mut rules = String::new();
        let last = formula.steps(&mut rules, &mut 0);
        let head = HEAD.replace("amount = \"amount\"", &format!("amount = \"{last}\""));
        let questions = "[[question]]\nid = \"q0\"\nkind = \"whole\"\nmin = 0\nmax = 39\n\
                         [[question]]\nid = \"q1\"\nkind = \"whole\"\nmin = 0\nmax = 39\n\
                         [[question]]\nid = \"q2\"\nkind = \"decimal\"\nmin = -3\nmax = 3\n";
        // A scheme whose numbers could grow too large is refused beforehand; nothing is worked out then.
        let Ok(calculator) = scheme(&head, questions, &rules).and_then(|scheme| scheme.on(may())) else { return Ok(()) };
        let plan = ras::Plan::new(&calculator);
        let mut people = ras::Population::new(&calculator);
        let mut wanted = Vec::new();
        for (a, b, c) in answers {
            let c = Ratio::new(i128::from(c), 100).unwrap();
            let sheet = calculator.sheet([("q0", a.to_string().as_str()), ("q1", b.to_string().as_str()), ("q2", c.to_string().as_str())]).unwrap();
            let Some(value) = formula.value(&[Ratio::whole(a), Ratio::whole(b), c]) else { return Ok(()) };
            let amount = calculator.score(&sheet).streams[0].amount.clone().unwrap().0;
            prop_assert_eq!(i128::from(amount), pence(value), "{}", rules);
            people.push(&sheet);
            wanted.push(amount);
        }
        let amounts = plan.run(&people).unwrap();
        prop_assert_eq!(&amounts.stream(0).unwrap().amounts, &wanted);
    }

    #[test]
    fn files_are_read_as_the_csv_library_reads_them(rows in prop::collection::vec(cells(), 0..12), is_crlf in any::<bool>()) {
        let calculator = calculator(&(levels("a") + &levels("b")), "[[step]]\nid = \"amount\"\nkind = \"points\"\n");
        let end = if is_crlf { "\r\n" } else { "\n" };
        let mut file = format!("person,a,b{end}");
        for row in &rows {
            file += &(row.join(",") + end);
        }
        prop_assert_eq!(read_here(&calculator, &file), read_by_library(&calculator, &file));
    }
}

/// A row of cells, some quoted, some odd, sometimes too few or too many.
fn cells() -> impl Strategy<Value = Vec<String>> {
    let cell = prop_oneof![
        4 => prop::sample::select(vec!["none", "some", "substantial", "exceptional", ""]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["\"none\"", "\"so\"\"me\"", "\"some,\"", "\"two\nlines\"", " some ", "som", "somewhat", "Ada", "\"Ada, B\"", "ž"]).prop_map(str::to_owned),
    ];
    let name = prop::sample::select(vec!["ada", "\"ben\"", "\"c, d\"", "Žofia"]).prop_map(str::to_owned);
    let few = prop_oneof![8 => Just(2_usize), 1 => Just(1), 1 => Just(3)];
    (name, few.prop_flat_map(move |few| prop::collection::vec(cell.clone(), few)))
        .prop_map(|(name, cells)| std::iter::once(name).chain(cells).collect())
}

/// Name, and the answers or that they are not usable.
type Told = (String, Option<(Option<i64>, Option<i64>)>);

fn read_here(calculator: &Calculator, file: &str) -> Vec<Told> {
    let mut reader = AnswerReader::open(file.as_bytes(), calculator).unwrap();
    let mut block = Block::new(calculator);
    let mut all = Vec::new();
    while reader.next_block(&mut block).unwrap() {
        for row in 0..block.len() {
            let sheet = block.people.sheet(row);
            let answers = block.fault(row).is_none().then(|| (sheet.code(0), sheet.code(1)));
            all.push((block.person(row), answers));
        }
    }
    all
}

fn read_by_library(calculator: &Calculator, file: &str) -> Vec<Told> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.as_bytes());
    let told = |record: csv::StringRecord| {
        let answers =
            (record.len() == 3).then(|| calculator.sheet([("a", &record[1]), ("b", &record[2])]).ok()).flatten();
        (record[0].to_owned(), answers.map(|sheet| (sheet.code(0), sheet.code(1))))
    };
    reader.records().map(|record| told(record.unwrap())).collect()
}
