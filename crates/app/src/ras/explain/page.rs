//! The letter as a page that stands alone: it can be read on a small screen, by a reading machine and on paper. What it
//! looks like stands in `templates/letter.html` and the files beside it.

use super::language_of;
use crate::failure::Failure;
use askama::Template;
use ras::Money;
use ras::explain::{
    AnswerLine, AnswerPoints, Change, Cliff, Explanation, Message, PointsGroup, PointsTable, QuestionChange, Source,
    StepLine, StreamLine, TotalLine, Towards, Value, Wording, effects, write_source,
};

/// Writes the page; `words` is the language of the scheme's own wording.
pub fn html(explanation: &Explanation<'_>, wording: &Wording, words: &str) -> Result<String, Failure> {
    let page = Page { letter: explanation, wording, words: language_of(words) };
    let text = page.render().map_err(|error| Failure::new(format!("cannot write the page: {error}")))?;
    // Loops of the template leave lines of nothing but blanks.
    let mut page = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        page.push_str(line);
        page.push('\n');
    }
    Ok(page)
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Page<'p> {
    letter: &'p Explanation<'p>,
    wording: &'p Wording,
    words: &'p str,
}

impl<'p> Page<'p> {
    /// A sentence of the letter.
    fn say(&self, message: Message) -> &'static str {
        self.wording.text(message)
    }

    fn title(&self) -> String {
        let title = self.say(Message::HeadingTitle);
        let values = [("title", Value::Text(title)), ("person", Value::Text(&self.letter.person))];
        self.wording.sentence(Message::LabelPage, &values)
    }

    fn day(&self) -> String {
        let mut day = String::new();
        self.wording.put(&mut day, Value::Day(self.letter.on));
        day
    }

    /// Paragraphs of a text: empty lines stand between them.
    fn paragraphs(&self, text: &'p str) -> Vec<&'p str> {
        text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect()
    }

    /// How long the bar of an amount is, in hundredths of the largest with the same period.
    fn bar(&self, line: &StreamLine<'_>) -> i64 {
        let of_period = self.letter.streams.iter().filter(|other| other.period == line.period);
        let largest = of_period.filter_map(|other| other.amount).max().unwrap_or_default().0;
        let amount = line.amount.unwrap_or_default().0;
        if largest > 0 && amount > 0 { (amount / (largest / 100).max(1)).clamp(1, 100) } else { 0 }
    }

    /// Sums of more than one amount.
    fn totals(&self) -> impl Iterator<Item = &'p TotalLine> {
        self.letter.totals.iter().filter(|total| total.streams > 1)
    }

    fn total_label(&self, total: &TotalLine) -> String {
        self.wording.amount_for(total.amount, total.period)
    }

    /// Answers by outcome, as they are asked.
    fn answers(&self) -> Vec<(&'p str, &'p [AnswerLine<'p>])> {
        let groups = self.letter.answers.chunk_by(|a, b| a.outcome == b.outcome);
        let groups: Vec<&'p [AnswerLine<'p>]> = groups.collect();
        let unnamed = if groups.len() == 1 { Message::AnswersAll } else { Message::AnswersOtherOutcome };
        let name = |group: &'p [AnswerLine<'p>]| {
            group.first().and_then(|line| line.outcome).unwrap_or_else(|| self.say(unnamed))
        };
        groups.into_iter().map(|group| (name(group), group)).collect()
    }

    fn has_points(&self, group: &[AnswerLine<'_>]) -> bool {
        group.iter().any(|line| !line.points.is_empty() || line.source.is_some())
    }

    fn set_points(&self, points: &AnswerPoints<'_>) -> String {
        if points.set.is_empty() {
            return points.shown.clone().into_owned();
        }
        let values = [("set", Value::Text(points.set)), ("points", Value::Text(&points.shown))];
        self.wording.sentence(Message::AnswersSetPoints, &values)
    }

    fn group_name(&self, table: &PointsTable<'p>, group: &PointsGroup<'p>) -> &'p str {
        let unnamed = if table.groups.len() == 1 { Message::AnswersAll } else { Message::AnswersOtherOutcome };
        group.outcome.unwrap_or_else(|| self.say(unnamed))
    }

    fn at_most(&self, cap: &str) -> String {
        self.wording.sentence(Message::PointsAtMost, &[("cap", Value::Text(cap))])
    }

    /// Each stream with its steps and the number of the first of them.
    fn streams(&self) -> Vec<(&'p StreamLine<'p>, Vec<&'p StepLine<'p>>, usize)> {
        let mut number = 1;
        let mut streams = Vec::new();
        for (at, stream) in self.letter.streams.iter().enumerate() {
            let steps: Vec<&StepLine<'_>> = self.letter.steps.iter().filter(|step| step.stream == at).collect();
            let first = number;
            number += steps.len();
            streams.push((stream, steps, first));
        }
        streams
    }

    fn source(&self, source: &Source<'_>) -> String {
        let mut text = String::new();
        write_source(self.wording, &mut text, *source);
        text
    }

    fn step_source(&self, source: &Source<'_>) -> String {
        self.wording.sentence(Message::StepsSource, &[("source", Value::Text(&self.source(source)))])
    }

    /// The amounts on both sides of a line, for the streams that differ.
    fn sides(&self, cliff: &Cliff<'_>) -> Vec<(&'p str, String, String)> {
        let streams = self.letter.streams.iter().zip(cliff.low.amounts.iter().zip(&cliff.high.amounts));
        let differ = streams.filter(|(_, (low, high))| low != high);
        let shown = |line: &StreamLine<'_>, amount: Option<Money>| {
            amount.map_or_else(
                || self.say(Message::LabelNoAmount).to_owned(),
                |amount| self.wording.amount_for(amount, line.period),
            )
        };
        differ.map(|(line, (low, high))| (line.name, shown(line, *low), shown(line, *high))).collect()
    }

    fn cliff_caption(&self, cliff: &Cliff<'_>) -> String {
        self.wording.sentence(Message::CliffCaption, &[("name", Value::Text(cliff.name))])
    }

    /// Questions whose other answers move an amount.
    fn moving(&self) -> Vec<&'p QuestionChange<'p>> {
        self.letter.changes.iter().filter(|change| change.moves(&self.letter.streams)).collect()
    }

    /// Questions whose other answers change nothing, where that means something.
    fn still(&self) -> Vec<&'p QuestionChange<'p>> {
        let is_still = |change: &&QuestionChange<'_>| self.letter.is_complete && !change.moves(&self.letter.streams);
        self.letter.changes.iter().filter(is_still).collect()
    }

    fn question_now(&self, question: &QuestionChange<'_>) -> String {
        let values = [("question", Value::Text(question.text)), ("answer", Value::Text(&question.answer))];
        self.wording.sentence(Message::ChangeQuestion, &values)
    }

    fn other_answer(&self, change: &Change<'_>) -> String {
        let message = match change.towards {
            Towards::Lower => Message::ChangeToLower,
            Towards::Higher => Message::ChangeToHigher,
            Towards::Other | Towards::First => Message::ChangeToOther,
        };
        self.wording.sentence(message, &[("answer", Value::Text(&change.answer))])
    }

    /// What another answer would do, stream by stream; at the end of a line a sign stays with its amount.
    fn effects(&self, change: &Change<'_>) -> Vec<String> {
        let effects = effects(self.wording, change, &self.letter.streams);
        effects.into_iter().map(|effect| effect.replace('−', "−\u{2060}").replace('+', "+\u{2060}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ras::explain::Explainer;
    use ras::{Scheme, SchemeFiles};

    const HOSTILE: &str = "<script>alert(1)</script> & \"quotes\" 'too'";

    /// A page of a scheme whose every text tries to be a script.
    fn hostile() -> String {
        let frame = r#"
            format = 1
            id = "hostile"
            effective-from = 2026-04-01
            currency = "GBP"
            period = "year"
            [sources]
            report = { title = '<script>alert(1)</script>', where = '<script>alert(1)</script>' }
            [[stream]]
            id = "care"
            amount = "budget"
            eligible-when = { of = "points", at-least = 5 }
            [[route]]
            id = "panel"
            when = { of = "points", at-least = 0 }
        "#;
        let questions = "[[question]]\nid = \"points\"\nkind = \"whole\"\nmin = 0\nmax = 9\noutcome = \"be-healthy\"\n";
        let rules = r#"
            [[step]]
            id = "budget"
            kind = "bands"
            of = "points"
            source = "report, <script>alert(1)</script>"
            rows = [ { from = 0, to = 5, value = 10 }, { from = 6, to = 9, value = 20 } ]
        "#;
        let hostile = format!("'''{HOSTILE}'''");
        let words = format!(
            "title = {hostile}\nauthority = {hostile}\nchallenge = {hostile}\nadjustment = {hostile}\n\
             [outcome]\nbe-healthy = {hostile}\n[stream]\ncare = {hostile}\n[step]\nbudget = {hostile}\n\
             [not-eligible]\ncare = {hostile}\n[route]\npanel = {hostile}\n\
             [question.points]\ntext = {hostile}\nunit = {hostile}\n"
        );
        let files = SchemeFiles::new()
            .with("scheme.toml", frame)
            .with("questions.toml", questions)
            .with("rules.toml", rules)
            .with("words.en.toml", words);
        let scheme = Scheme::read(&files).unwrap();
        let calculator = scheme.on(scheme.effective_from).unwrap();
        let words = scheme.words_in("en");
        let explainer = Explainer::new(&scheme, &calculator, &words);
        let mut pages = String::new();
        for points in ["4", "5", "6"] {
            let sheet = calculator.sheet([("points", points)]).unwrap();
            pages += &html(&explainer.explain(HOSTILE, &sheet), explainer.wording(), "en").unwrap();
        }
        pages
    }

    /// The page of a worked example of the gallery.
    fn example(case: &str) -> String {
        let entry = crate::gallery::entries().into_iter().find(|entry| entry.id == "example-children").unwrap();
        let scheme = Scheme::read(&entry.files).unwrap();
        let calculator = scheme.on(scheme.effective_from).unwrap();
        let words = scheme.words_in("en");
        let explainer = Explainer::new(&scheme, &calculator, &words);
        let case = scheme.cases.iter().find(|known| known.name.starts_with(case)).unwrap();
        let sheet = calculator.sheet(case.answers.iter().map(|(id, answer)| (id.as_str(), answer.as_str()))).unwrap();
        html(&explainer.explain("ada", &sheet), explainer.wording(), "cy").unwrap()
    }

    #[test]
    fn wording_and_names_cannot_become_markup() {
        let page = hostile();
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&#60;script&#62;alert(1)"), "{page}");
        // No text is put into an attribute but the language, which is a plain code.
        assert!(!page.contains("\"quotes\""), "{page}");
    }

    #[test]
    fn a_reading_machine_finds_its_way() {
        for page in [example("high need at nine"), example("little need"), hostile()] {
            assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
            for (found, wanted) in [("<th>", 0), ("<th class", 0), ("style=", page.matches("aria-hidden").count())] {
                assert_eq!(page.matches(found).count(), wanted, "{found}");
            }
            assert_eq!(page.matches("<table").count(), page.matches("<caption").count());
            assert_eq!(page.matches("<h1").count(), page.matches("<!doctype").count());
            let levels = page.match_indices("<h").filter_map(|(at, _)| page.get(at + 2..at + 3)?.parse::<i32>().ok());
            let levels: Vec<i32> = levels.collect();
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        }
    }

    #[test]
    fn the_page_shows_the_figures_of_the_letter() {
        let page = example("high need at nine");
        for shown in [
            "<td class=\"amount\">£15,246 a year",
            "<td class=\"amount\">£27,434 a year</td>",
            "<p class=\"working\">231 points × £75 = £17,325</p>",
            "Social care £14,718 (−\u{2060}£528)",
            "<tbody lang=\"cy\">",
        ] {
            assert!(page.contains(shown), "{shown} is not in\n{page}");
        }
        let closed = example("little need");
        assert!(closed.contains("Health money starts above 12 health points."), "{closed}");
    }
}
