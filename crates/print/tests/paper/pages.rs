//! Makes documents to print, and opens what was printed.

use crate::words;
use lopdf::{Dictionary, Object};
use ras::explain::{Explainer, Explanation, Wording};
use ras::{Calculator, Scheme, SchemeFiles};
use seven_core::document::{Block, Document, Language, Style};
use seven_core::letter::{Answered, ChallengeRoute, Known, SetBeside};
use std::path::PathBuf;
use std::sync::LazyLock;

pub const STYLES: [Style; 3] = [Style::Standard, Style::LargePrint, Style::EasyRead];

pub static PRINTER: LazyLock<print::Printer> = LazyLock::new(|| print::Printer::new().unwrap());

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The made-up scheme of Exampleshire.
pub fn scheme() -> Scheme {
    let folder = root().join("schemes/example-children/2026-04-01");
    let mut files = SchemeFiles::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files = files.with(name, std::fs::read_to_string(&path).unwrap());
        }
    }
    Scheme::read(&files).unwrap()
}

/// People of the example file with their answers.
pub fn people() -> Vec<(String, Vec<(String, String)>)> {
    let text = std::fs::read_to_string(root().join("examples/answers.csv")).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let person = |cells: Vec<&str>| {
        let answers = header.iter().zip(&cells).skip(1).filter(|(_, answer)| !answer.is_empty());
        (cells[0].to_owned(), answers.map(|(id, answer)| ((*id).to_owned(), (*answer).to_owned())).collect())
    };
    lines.map(person).collect()
}

/// Hands over the explanations of the first so many people.
pub fn explanations(most: usize, mut take: impl FnMut(&Explanation<'_>, &Wording)) {
    let scheme = scheme();
    let calculator: Calculator = scheme.on(jiff::civil::date(2026, 5, 1)).unwrap();
    let words = scheme.words_in("en");
    let explainer = Explainer::new(&scheme, &calculator, &words);
    for (person, answers) in people().into_iter().take(most) {
        let sheet = calculator.sheet(answers.iter().map(|(id, answer)| (id.as_str(), answer.as_str()))).unwrap();
        take(&explainer.explain(&person, &sheet), explainer.wording());
    }
}

/// All that a service may know, made up.
pub fn known(child: &str, style: Style) -> Known {
    let day = |day| jiff::civil::date(2026, 5, day);
    Known {
        child: child.to_owned(),
        authority: "Exampleshire Council".to_owned(),
        reference: Some("EX-2026-0417".to_owned()),
        address: ["Siân Ŵyn-Jones", "4 Heol y Bryn", "Exampleton", "EX1 2AB"].map(str::to_owned).to_vec(),
        day: day(5),
        style,
        words: Language::English,
        answered: vec![
            Answered { name: child.to_owned(), role: "Young person".to_owned(), day: day(1), is_on_paper: true },
            Answered {
                name: "Siân Ŵyn-Jones".to_owned(), role: "Mother".to_owned(), day: day(2), is_on_paper: false
            },
        ],
        challenge: Some(ChallengeRoute {
            by: jiff::civil::date(2026, 6, 2),
            answered_by: jiff::civil::date(2026, 6, 23),
            who: "Priya Example, key worker".to_owned(),
            phone: Some("01632 960 123".to_owned()),
            email: Some("children@exampleshire.example".to_owned()),
            post: Some("My money, County Hall, Exampleton EX1 1AA".to_owned()),
        }),
        adjusted: vec![SetBeside {
            stream: "social-care".to_owned(),
            amount: ras::Money(1_234_500),
            who: "Tom Example, team manager".to_owned(),
            day: day(4),
            reason: "A lift breaks down often this year, and two people are needed until it is replaced.".to_owned(),
        }],
    }
}

/// A document with nothing but some blocks.
pub fn document(title: &str, blocks: Vec<Block>) -> Document {
    Document {
        title: title.into(),
        language: Language::English,
        style: Style::Standard,
        authority: "Exampleshire".to_owned(),
        reference: None,
        day: jiff::civil::date(2026, 5, 5),
        day_text: "5 May 2026".to_owned(),
        address: Vec::new(),
        blocks,
        pictures: Vec::new(),
    }
}

/// A printed document, opened again.
pub struct Printed(lopdf::Document);

/// Prints and opens.
pub fn print(document: &Document) -> Printed {
    Printed::open(&PRINTER.pdf(document).unwrap())
}

impl Printed {
    pub fn open(bytes: &[u8]) -> Printed {
        Printed(lopdf::Document::load_mem(bytes).unwrap())
    }

    pub fn pages(&self) -> usize {
        self.0.get_pages().len()
    }

    /// All its text; blanks and line ends count for nothing, because lines break where there is room.
    pub fn text(&self) -> String {
        let pages = self.0.get_pages();
        squeezed(&pages.values().map(|page| words::of_page(&self.0, *page)).collect::<String>())
    }

    pub fn has(&self, text: &str) -> bool {
        self.text().contains(&squeezed(text))
    }

    pub fn catalog(&self) -> &Dictionary {
        self.0.catalog().unwrap()
    }

    /// What stands in the XML about the document.
    pub fn metadata(&self) -> String {
        let stream = self.follow(self.catalog().get(b"Metadata").unwrap()).as_stream().unwrap();
        let plain = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(plain).unwrap()
    }

    pub fn follow<'d>(&'d self, object: &'d Object) -> &'d Object {
        self.0.dereference(object).unwrap().1
    }

    /// The kinds of all tags in reading order, outer before inner, and alternative texts.
    pub fn tags(&self) -> Vec<(String, Dictionary)> {
        let mut tags = Vec::new();
        self.walk(self.catalog().get(b"StructTreeRoot").unwrap(), &mut tags);
        tags
    }

    pub fn kinds(&self) -> Vec<String> {
        self.tags().into_iter().map(|(kind, _)| kind).collect()
    }

    fn walk(&self, object: &Object, tags: &mut Vec<(String, Dictionary)>) {
        match self.follow(object) {
            Object::Array(each) => each.iter().for_each(|object| self.walk(object, tags)),
            Object::Dictionary(tag) => {
                if let Ok(kind) = tag.get(b"S").and_then(Object::as_name) {
                    tags.push((String::from_utf8_lossy(kind).into_owned(), tag.clone()));
                }
                if let Ok(inner) = tag.get(b"K") {
                    self.walk(inner, tags);
                }
            }
            _ => {}
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\u{200b}').collect()
}
