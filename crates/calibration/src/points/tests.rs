use super::*;
use crate::cases::{Cases, Columns, QuestionColumn, read};
use crate::chance::Chance;

const WORTH: [[f64; 4]; 4] = [
    [0.0, 500.0, 2_000.0, 6_000.0],
    [0.0, 1_000.0, 1_000.0, 3_000.0],
    [0.0, 0.0, 0.0, 0.0],
    [0.0, 200.0, 900.0, 900.0],
];

fn cases(count: usize, noise: f64) -> Cases {
    let mut chance = Chance::new(17);
    let names = ["eating", "night", "colour", "moving"];
    let mut text = format!("person,current_cost,{}\n", names.join(","));
    for row in 0..count {
        let levels: Vec<usize> = names.iter().map(|_| chance.below(4)).collect();
        let worth: f64 = levels.iter().zip(WORTH).map(|(level, worth)| worth[*level]).sum();
        let cost = (300.0 + worth + noise * chance.normal()).max(0.0);
        let levels: Vec<String> = levels.iter().map(usize::to_string).collect();
        text.push_str(&format!("p{row},{cost:.2},{}\n", levels.join(",")));
    }
    let column = |name: &&str| QuestionColumn { id: (*name).to_owned(), options: Vec::new() };
    let columns = Columns { questions: names.iter().map(column).collect(), ..Columns::default() };
    read(text.as_bytes(), &columns).unwrap().0
}

fn near(found: &Weights, tolerance: f64) {
    for (question, worth) in found.questions.iter().zip(WORTH) {
        let is_near = question.weights.iter().zip(worth).all(|(found, worth)| (found - worth).abs() < tolerance);
        assert!(is_near, "{question:?} is not {worth:?}");
    }
}

#[test]
fn the_worth_of_answers_is_found_again_by_every_loss() {
    let cases = cases(2_000, 300.0);
    for loss in [PointLoss::Squares, PointLoss::Quantile(0.5), PointLoss::Huber] {
        near(&weigh(&cases, &[], &PointChoices { loss, ..PointChoices::default() }).unwrap(), 90.0);
    }
}

#[test]
fn more_need_never_earns_less_even_when_the_cases_say_so() {
    let cases = cases(60, 4_000.0);
    for loss in [PointLoss::Squares, PointLoss::Quantile(0.5), PointLoss::Huber] {
        let found = weigh(&cases, &[], &PointChoices { loss, ..PointChoices::default() }).unwrap();
        for question in &found.questions {
            assert!(
                question.weights.windows(2).all(|pair| pair[0] <= pair[1]) && question.weights[0] == 0.0,
                "{question:?}"
            );
        }
        let scored = scored(&found, 40).unwrap();
        let points = scored.questions.iter().flat_map(|question| &question.points);
        assert_eq!(points.max(), Some(&40));
        assert!(scored.questions.iter().all(|question| question.points.windows(2).all(|pair| pair[0] <= pair[1])));
    }
}

#[test]
fn what_people_decide_stands() {
    let lock =
        |option: &str, least, most| Lock { question: "night".to_owned(), option: option.to_owned(), least, most };
    let cases = cases(500, 300.0);
    let locks = vec![lock("1", 800.0, 800.0), lock("3", 0.0, 2_500.0)];
    for loss in [PointLoss::Squares, PointLoss::Quantile(0.5)] {
        let found =
            weigh(&cases, &[], &PointChoices { loss, locks: locks.clone(), ..PointChoices::default() }).unwrap();
        let night = &found.questions[1].weights;
        assert_eq!(night[1], 800.0);
        assert!(night[2] >= 800.0 && night[3] <= 2_500.001, "{night:?}");
    }
    let contradiction = vec![lock("1", 900.0, 900.0), lock("2", 100.0, 100.0)];
    let error = weigh(&cases, &[], &PointChoices { locks: contradiction, ..PointChoices::default() }).unwrap_err();
    assert!(error.to_string().contains("contradict each other"), "{error}");
    let unknown = vec![lock("9", 1.0, 1.0)];
    let error = weigh(&cases, &[], &PointChoices { locks: unknown, ..PointChoices::default() }).unwrap_err();
    assert!(error.to_string().contains("it has 0, 1, 2, 3"), "{error}");
}

#[test]
fn fewer_cases_than_answers_are_refused_with_what_they_could_carry() {
    let error = weigh(&cases(8, 1.0), &[], &PointChoices::default()).unwrap_err();
    assert!(error.to_string().contains("8 cases cannot tell"), "{error}");
}

#[test]
fn a_question_without_a_say_is_the_first_to_go() {
    let forms = shorter_forms(&cases(300, 500.0), &PointChoices::default(), 5, 1, 2).unwrap();
    assert_eq!(forms.len(), 4);
    assert_eq!(forms[1].without.as_deref(), Some("colour"));
    assert!(forms[1].unseen_r_squared.unwrap() > 0.9 && forms[3].unseen_r_squared.unwrap() < 0.9);
}
