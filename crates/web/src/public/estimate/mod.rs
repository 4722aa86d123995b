//! `/what-might-we-get`: the published questions for everybody. Nothing is stored: what was answered travels in the form
//! itself, is sent with POST so that no address holds it, and is gone with the page.

mod range;

use std::collections::BTreeMap;
use std::sync::Arc;

use actions::schemes::{LoadedScheme, in_force};
use askama::Template;
use axum::response::Html;
use ras::scheme::{Question, Words};
use seven_core::document::{Document, Style};
use seven_core::settings::Settings;

use crate::asking::{Asked, Asker, Beside, field_name};
use crate::fault::Fault;
use crate::parts::document::Blocks;
use crate::parts::form::{Csrf, Posted};
use crate::parts::layout::Page;
use crate::query::{scheme_words, style, style_code, style_of};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;
use range::{Line, ranges};

#[derive(Template)]
#[template(path = "public/estimate/start.html")]
struct StartPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    has_scheme: bool,
    summary: Option<String>,
    count: String,
    style: &'static str,
}

#[derive(Template)]
#[template(path = "public/estimate/questions.html")]
struct QuestionsPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    style: &'static str,
    /// What was answered on other pages.
    carried: Vec<(String, String)>,
    /// The question's place on a page with one; nothing where all are on one.
    at: Option<usize>,
    asked: Vec<(Option<String>, Asked)>,
}

#[derive(Template)]
#[template(path = "public/estimate/result.html")]
struct ResultPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    style: &'static str,
    carried: Vec<(String, String)>,
    lines: Vec<Line>,
    total: Option<Line>,
    answered: String,
    is_whole: bool,
    working: Blocks,
    settings: Settings,
}

/// The introduction.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("public/estimate");
    let loaded = loaded(&visit).await?;
    let style = style(&visit);
    let words = loaded.as_ref().map(|loaded| scheme_words(&loaded.scheme, w.language(), style));
    let count = loaded.as_ref().map_or(0, |loaded| loaded.scheme.questions.len());
    let start = StartPage {
        page: visit.page(w, w.t("title")),
        w,
        csrf: visit.csrf(),
        has_scheme: loaded.is_some(),
        summary: words.and_then(|words| words.summary),
        count: w.say("start.count", &[("count", &count)]),
        style: style_code(style),
    };
    Ok(Html(start.render()?))
}

/// Any page after it: what was sent says where to go.
pub async fn send(visit: Visit, sent: Sent) -> Result<Html<String>, Fault> {
    let w = visit.words("public/estimate");
    let loaded = loaded(&visit).await?.ok_or(Fault::NotFound)?;
    let style = style_of(sent.value("style"));
    let words = scheme_words(&loaded.scheme, w.language(), style);
    let estimate = Estimate { visit: &visit, w, loaded: &loaded, words: &words, style };
    let (go, at) = (sent.value("go").to_owned(), sent.value("at").parse::<usize>().ok());
    let posted = sent.posted(w);
    let answers = estimate.asker().read(&posted);
    estimate.go(&go, at, &answers)
}

async fn loaded(visit: &Visit) -> Result<Option<Arc<LoadedScheme>>, Fault> {
    let mut reading = visit.reading().await?;
    Ok(in_force(&mut reading, visit.moment.today).await?)
}

struct Estimate<'v> {
    visit: &'v Visit,
    w: PageWords,
    loaded: &'v LoadedScheme,
    words: &'v Words,
    style: Style,
}

type Answers = BTreeMap<String, String>;

impl Estimate<'_> {
    fn asker(&self) -> Asker<'_> {
        Asker { scheme: &self.loaded.scheme, words: self.words, w: self.w }
    }

    fn go(&self, go: &str, at: Option<usize>, answers: &Answers) -> Result<Html<String>, Fault> {
        let faults = self.faults(answers);
        if !faults.is_empty() && go != "back" {
            let first = faults.first().and_then(|id| self.loaded.scheme.question_index(id));
            return self.questions(if at.is_some() { first } else { None }, answers, &faults);
        }
        let asked = self.asked(answers);
        let next = |from: usize| (from..asked.len()).find(|at| asked.get(*at) == Some(&true));
        match (go, at) {
            ("one", _) => self.questions(next(0), answers, &[]),
            ("all", _) => self.questions(None, answers, &[]),
            ("next", Some(at)) => match next(at + 1) {
                Some(next) => self.questions(Some(next), answers, &[]),
                None => self.result(answers),
            },
            ("back", Some(at)) => {
                let before = (0..at).rev().find(|at| asked.get(*at) == Some(&true));
                self.questions(Some(before.unwrap_or(0)), answers, &[])
            }
            _ => self.result(answers),
        }
    }

    /// Which questions are asked of somebody who answered so.
    fn asked(&self, answers: &Answers) -> Vec<bool> {
        let calculator = &self.loaded.calculator;
        let given = answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
        calculator.sheet(given).map(|sheet| calculator.asked(&sheet)).unwrap_or_default()
    }

    /// Questions whose answer is none that they allow.
    fn faults(&self, answers: &Answers) -> Vec<String> {
        let calculator = &self.loaded.calculator;
        let is_wrong = |(question, answer): &(&String, &String)| {
            let input = calculator.input_index(question).and_then(|at| calculator.inputs.get(at));
            !answer.is_empty() && input.is_some_and(|input| input.code(answer).is_err())
        };
        answers.iter().filter(is_wrong).map(|(question, _)| question.clone()).collect()
    }

    fn questions(&self, at: Option<usize>, answers: &Answers, faults: &[String]) -> Result<Html<String>, Fault> {
        let asker = self.asker();
        let mut posted = Posted::of(self.w, Vec::new());
        let total = self.loaded.scheme.questions.len();
        let is_here = |index: usize| at.is_none_or(|at| at == index);
        let mut outcome = None;
        let mut asked = Vec::new();
        for (index, question) in self.loaded.scheme.questions.iter().enumerate().filter(|(index, _)| is_here(*index)) {
            let error = faults.contains(&question.id).then(|| asker.fault(question));
            if let Some(problem) = &error {
                posted.refuse_in_words(&problem.name, problem.message.clone());
            }
            let heading = (outcome.as_ref() != Some(&question.outcome)).then(|| asker.outcome(question));
            outcome = Some(question.outcome.clone());
            let value = answers.get(&question.id).map_or("", String::as_str);
            let beside = Beside {
                position: Some((index + 1, total)),
                is_heading: at.is_some(),
                error: error.map(|problem| problem.message),
            };
            asked.push((heading, asker.ask(question, value, beside)));
        }
        let here = |question: &&Question| self.loaded.scheme.question_index(&question.id).is_some_and(is_here);
        let shown: Vec<&str> =
            self.loaded.scheme.questions.iter().filter(here).map(|question| question.id.as_str()).collect();
        let carried = carried(answers, &shown);
        let mut page = self.visit.page(self.w, self.w.t("title"));
        page.errors = posted.errors();
        let (w, csrf, style) = (self.w, self.visit.csrf(), style_code(self.style));
        Ok(Html(QuestionsPage { page, w, csrf, style, carried, at, asked }.render()?))
    }

    fn result(&self, answers: &Answers) -> Result<Html<String>, Fault> {
        let found = ranges(self.loaded, self.words, self.w, answers);
        let answered = answers.values().filter(|answer| !answer.is_empty()).count();
        let asked = self.asked(answers).into_iter().filter(|asked| *asked).count();
        let result = ResultPage {
            page: self.visit.page(self.w, self.w.t("result.title")),
            w: self.w,
            csrf: self.visit.csrf(),
            style: style_code(self.style),
            carried: carried(answers, &[]),
            lines: found.lines,
            total: found.total,
            answered: self.w.say("result.answered", &[("answered", &answered), ("asked", &asked)]),
            is_whole: found.is_whole,
            working: Blocks::new(self.working(&found.middle)),
            settings: Settings::read(&self.visit.authority.settings),
        };
        Ok(Html(result.render()?))
    }

    /// The working of the middle figure: the same text that a letter has.
    fn working(&self, middle: &ras::Sheet) -> Vec<seven_core::document::Block> {
        let explainer = ras::explain::Explainer::new(&self.loaded.scheme, &self.loaded.calculator, self.words);
        let explanation = explainer.explain("", middle);
        let known = crate::letters::nothing_known(self.visit, self.style, self.w);
        let letter: Document = seven_core::letter::letter(&explanation, explainer.wording(), &known);
        let start = explainer.wording().text(ras::explain::Message::HeadingAnswers);
        letter.blocks.into_iter().skip_while(|block| !is_heading(block, start)).collect()
    }
}

fn is_heading(block: &seven_core::document::Block, title: &str) -> bool {
    matches!(block, seven_core::document::Block::Heading { text, .. } if text.plain() == title)
}

/// Answers that stand on no field of the page, to be sent along with it.
fn carried(answers: &Answers, shown: &[&str]) -> Vec<(String, String)> {
    let others = answers.iter().filter(|(question, answer)| !shown.contains(&question.as_str()) && !answer.is_empty());
    others.map(|(question, answer)| (field_name(question), answer.clone())).collect()
}
