//! What was found about answers, in words and tables.

use super::{Assessor, Effect, Leaning, Ratings};
use crate::wording::{Block, Catalogue, Table, count, number, percent};

/// The blocks; none when nothing was asked.
#[must_use]
pub fn ratings_blocks(ratings: &Ratings, first: &str, second: &str) -> Vec<Block> {
    let desk = Desk { say: Catalogue::of(include_str!("messages.en.toml")), first, second };
    let parts = [desk.questions(ratings), desk.pairs(ratings), desk.thresholds(ratings), desk.assessors(ratings)];
    let parts: Vec<Block> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return parts;
    }
    std::iter::once(Block::Heading(2, desk.says("heading.ratings", &[]))).chain(parts).collect()
}

struct Desk<'a> {
    say: Catalogue,
    first: &'a str,
    second: &'a str,
}

impl Desk<'_> {
    fn says(&self, key: &str, values: &[(&str, &str)]) -> String {
        let groups = [("first", self.first), ("second", self.second)];
        let values: Vec<(&str, &str)> = values.iter().copied().chain(groups).collect();
        self.say.say(key, &values)
    }

    fn table(&self, caption: &str, head: &[&str], rows: Vec<Vec<String>>) -> Block {
        let head = head.iter().map(|key| self.says(&format!("table.{key}"), &[])).collect();
        Block::Table(Table { caption: self.says(&format!("table.{caption}"), &[]), head, rows })
    }

    /// A row whose figures cannot be told.
    fn hidden(&self, name: String, figures: usize) -> Vec<String> {
        std::iter::once(name).chain(std::iter::repeat_n(self.says("hidden.none", &[]), figures)).collect()
    }

    fn questions(&self, ratings: &Ratings) -> Vec<Block> {
        if ratings.questions.is_empty() {
            return Vec::new();
        }
        let is_large = |effect: Effect| effect == Effect::Large;
        let mut blocks = Vec::new();
        for (question, found) in &ratings.questions {
            if let Some(found) = found.filter(|found| is_large(found.effect)) {
                let odds = number(found.odds_ratio, 1);
                blocks.push(Block::Warning(self.says("question.large", &[("question", question), ("odds", &odds)])));
            }
        }
        blocks.push(Block::Paragraph(self.says("question.fine", &[])));
        let row = |(question, found): &(String, Option<super::Functioning>)| {
            let Some(found) = found else { return self.hidden(question.clone(), 5) };
            let effect = match found.effect {
                Effect::Negligible => "effect.negligible",
                Effect::Moderate => "effect.moderate",
                Effect::Large => "effect.large",
            };
            vec![
                question.clone(),
                number(found.odds_ratio, 2),
                number(found.uniform_chance, 4),
                number(found.changing_chance, 4),
                number(found.explained, 3),
                self.says(effect, &[]),
            ]
        };
        let head = ["question", "odds", "uniform", "changing", "explained", "effect"];
        blocks.push(self.table("questions", &head, ratings.questions.iter().map(row).collect()));
        blocks
    }

    fn pairs(&self, ratings: &Ratings) -> Vec<Block> {
        if ratings.pairs.is_empty() {
            return Vec::new();
        }
        let mut blocks = Vec::new();
        for (pair, found) in &ratings.pairs {
            let Some(found) = found else { continue };
            let key = match found.leaning {
                Leaning::First => "pair.first",
                Leaning::Second => "pair.second",
                Leaning::Neither => "pair.neither",
            };
            let shift = number(found.shift.value.abs(), 2);
            blocks.push(Block::Paragraph(self.says(key, &[("pair", pair), ("shift", &shift)])));
        }
        let row = |(pair, found): &(String, Option<super::Agreement>)| {
            let Some(found) = found else { return self.hidden(pair.clone(), 8) };
            let mut row = vec![pair.clone(), count(found.people), percent(found.same)];
            for estimate in [found.kappa, Some(found.shift)] {
                row.extend(match estimate {
                    Some(own) => [own.value, own.low, own.high].map(|figure| number(figure, 2)),
                    None => [(); 3].map(|()| self.says("hidden.none", &[])),
                });
            }
            row
        };
        let head = ["pair", "people", "same", "kappa", "from", "to", "shift", "from", "to"];
        blocks.push(self.table("pairs", &head, ratings.pairs.iter().map(row).collect()));
        blocks
    }

    fn thresholds(&self, ratings: &Ratings) -> Vec<Block> {
        if ratings.thresholds.is_empty() {
            return Vec::new();
        }
        let mut blocks = Vec::new();
        for (threshold, found) in &ratings.thresholds {
            let Some(found) = found else { continue };
            let (threshold, above, below) = (threshold.to_string(), found.above.to_string(), found.below.to_string());
            let values = [("threshold", threshold.as_str()), ("above", &above), ("below", &below)];
            blocks.push(if found.is_notable() {
                Block::Warning(self.says("threshold.notable", &values))
            } else {
                Block::Paragraph(self.says("threshold.fine", &values))
            });
        }
        let row = |(threshold, found): &(i64, Option<super::Bunching>)| {
            let Some(found) = found else { return self.hidden(threshold.to_string(), 4) };
            let (below, above) = (found.below.to_string(), found.above.to_string());
            vec![threshold.to_string(), below, above, percent(found.expected), number(found.chance, 4)]
        };
        let head = ["threshold", "below", "above", "expected", "chance"];
        blocks.push(self.table("thresholds", &head, ratings.thresholds.iter().map(row).collect()));
        blocks
    }

    fn assessors(&self, ratings: &Ratings) -> Vec<Block> {
        let Some(found) = &ratings.assessors else { return Vec::new() };
        let (share, chance) = (percent(found.share), number(found.chance, 4));
        let key = if found.chance < 0.01 { "assessor.matters" } else { "assessor.fine" };
        let said = Block::Paragraph(self.says(key, &[("share", &share), ("chance", &chance)]));
        // Where no leaning is found, there is no list of names to look down on.
        if found.share <= 0.0 {
            return vec![said];
        }
        let row = |one: &Assessor| {
            let mut row = vec![one.assessor.clone(), count(one.people)];
            row.extend([one.raw, one.leaning, one.low, one.high].map(|figure| number(figure, 1)));
            row
        };
        let rows = found.assessors.iter().map(row).collect();
        vec![said, self.table("assessors", &["assessor", "people", "raw", "leaning", "from", "to"], rows)]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RatingsQuestion, review};
    use super::*;
    use crate::cases::{Columns, read};
    use crate::chance::Chance;

    #[test]
    fn a_lopsided_question_a_crowd_and_a_leaning_are_found_and_told() {
        let mut chance = Chance::new(12);
        let mut text = "person,points,current_cost,sex,eating,eating_pro,night,play,team\n".to_owned();
        for at in 0..400 {
            let need = chance.below(4);
            let mut draw = |extra: usize| need + extra + chance.below(3);
            let (sex, team) = (["f", "m"][at % 2], ["x", "y", "z", "w"][at / 2 % 4]);
            let (eating, professional) = (draw(at % 2), draw(1));
            let (night, play) = (draw(0), draw(0));
            let points = (night + play) * 5 + usize::from(team == "x") * 25;
            text.push_str(&format!("p{at},{points},100,{sex},{eating},{professional},{night},{play},{team}\n"));
        }
        let cases = read(text.as_bytes(), &Columns::default()).unwrap().0;
        let question = RatingsQuestion {
            questions: ["eating", "night", "play"].map(str::to_owned).to_vec(),
            pairs: vec![("night".to_owned(), "eating_pro".to_owned())],
            thresholds: vec![40],
            width: 5,
            assessor: Some("team".to_owned()),
        };
        let sex = cases.group("sex").unwrap();
        let found = review(&cases, &question, sex, ["m", "f"], 10, 0.95).unwrap();
        let text = Block::text(&ratings_blocks(&found, "m", "f"));
        let flat = text.replace("\n! ", " ").replace('\n', " ");
        assert!(flat.contains("“eating” treats the groups differently"), "{text}");
        assert!(!flat.contains("“play” treats"), "{text}");
        assert!(flat.contains("“night − eating_pro”: the second says more need"), "{text}");
        assert!(flat.contains("It matters who assesses"), "{text}");
        assert_eq!(found.assessors.unwrap().assessors[0].assessor, "x");
        assert!(!text.contains('[') && !text.contains("NaN"), "{text}");
        let wrong = RatingsQuestion { questions: vec!["sex".to_owned()], ..question };
        let error = review(&cases, &wrong, sex, ["m", "f"], 10, 0.95).unwrap_err();
        assert!(error.to_string().contains("`f`, which is no level"), "{error}");
    }
}
