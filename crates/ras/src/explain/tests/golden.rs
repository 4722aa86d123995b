//! Whole letters, word for word.

use super::{Ready, scheme};

/// The first scheme of the reference.
fn first_scheme() -> Ready {
    let frame = r#"
        format = 1
        id = "my-scheme"
        effective-from = 2026-04-01
        currency = "GBP"
        period = "year"
        [sources]
        committee = { title = "Children's committee, report 7", where = "Minutes of 3 February 2026" }
        [review]
        uprated-on = 2027-04-01
        [[stream]]
        id = "social-care"
        points = "care-points"
        amount = "care-budget"
        round = { to = 1, mode = "half-up" }
    "#;
    let questions = r#"
        [[question]]
        id = "eating"
        outcome = "be-healthy"
        kind = "levels"
        options = ["none", "some", "substantial", "exceptional"]
        points = [0, 10, 25, 50]
        [[question]]
        id = "friends"
        outcome = "enjoy-and-achieve"
        kind = "levels"
        options = ["none", "some", "substantial", "exceptional"]
        points = [0, 5, 15, 30]
    "#;
    let rules = r#"
        [[parameter]]
        id = "price-point"
        value = 62.50
        source = "committee, table 2"
        [[step]]
        id = "care-points"
        kind = "points"
        [[step]]
        id = "care-budget"
        kind = "product"
        of = ["care-points", "price-point"]
    "#;
    let words = r#"
        title = "Our short-breaks scheme"
        authority = "Exampleshire"
        challenge = "Tell your key worker within 28 days. You get an answer within 15 working days."
        [stream]
        social-care = "Social care"
        [parameter]
        price-point = "Price of one point"
        [step]
        care-points = "Points for social care"
        care-budget = "Points times the price of a point"
        [question.eating]
        text = "To eat and drink well"
        options = { none = "I need no extra support", some = "I need some support", substantial = "I need a lot of support", exceptional = "I need exceptional support" }
        [question.friends]
        text = "To be with my friends"
        options = { none = "I need no extra support", some = "I need some support", substantial = "I need a lot of support", exceptional = "I need exceptional support" }
    "#;
    Ready::new(scheme(frame, questions, rules, words))
}

#[test]
fn a_family_can_see_how_every_pound_was_reached() {
    let ready = first_scheme();
    let explainer = ready.explainer();
    let sheet = ready.sheet(&[("eating", "some"), ("friends", "substantial")]);
    let explanation = explainer.explain("Ada Lovelace", &sheet);
    let text = explainer.text(&explanation);
    let expected = LETTER.trim_start().replace("{hash}", &ready.calculator.hash.to_string());
    assert_eq!(text, expected, "\n{text}");
}

const LETTER: &str = "
How your indicative budget was worked out
=========================================

For: Ada Lovelace
Worked out with: Our short-breaks scheme
By: Exampleshire
Worked out for the day: 1 April 2026

Your indicative budget
----------------------

  Social care: £1,563 a year

This is an indicative budget. It is a starting point for your plan, not a decision. A named
person decides, looks at your plan with you, and gives you the reasons. If the plan shows that
it is not enough, it is looked at again.

Your answers
------------

These are the answers that were counted. If one is not right, say so: the figure is then worked
out again.

Be healthy
  To eat and drink well: I need some support (points: 10)

Enjoy and achieve
  To be with my friends: I need a lot of support (points: 15)

Your points
-----------

Each part of life has its own points. They are the points of your answers, added up.

Points for social care
  Be healthy: 10
  Enjoy and achieve: 15
  Together: 25 points

Step by step
------------

You can check every line with a pencil.

1. Points for social care
     10 + 15 = 25 points
2. Points times the price of a point
     25 points × £62.50 = £1,562.50
       25 points: Points for social care
       £62.50: Price of one point (source 1, table 2)
Social care: £1,562.50, rounded once, to the nearest £1, halves up: £1,563

What would have to change
-------------------------

This shows what one other answer would do, when all the rest stays as it is. Choose the answer
that is true for you; there is no wrong answer.

To eat and drink well (now: I need some support)
  One step lower, “I need no extra support”: Social care £938 (−£625)
  One step higher, “I need a lot of support”: Social care £2,500 (+£937)

To be with my friends (now: I need a lot of support)
  One step lower, “I need some support”: Social care £938 (−£625)
  One step higher, “I need exceptional support”: Social care £2,500 (+£937)

If you think this is wrong
--------------------------

You can ask for another look at the answers, the sums or the amount. You do not have to give a
reason, but it helps to say which line looks wrong.

Tell your key worker within 28 days. You get an answer within 15 working days.

What happens next
-----------------

The figure may be set higher or lower afterwards. A named person decides and writes down why, so
that you can follow it.

These rules hold from 1 April 2026.
The prices are next due to change on 1 April 2027.

How to check this letter
------------------------

Anyone with these rules and these answers gets the same figure. If the fingerprint is the same,
not a letter of the rules has changed.

Version of the rules: my-scheme@2026-04-01
Fingerprint of the rules: {hash}

Where the numbers come from
---------------------------

1. Children's committee, report 7 (Minutes of 3 February 2026)
";

#[test]
fn without_an_answer_the_letter_says_which_and_what_it_would_do() {
    let ready = first_scheme();
    let explainer = ready.explainer();
    let explanation = explainer.explain("ada", &ready.sheet(&[("eating", "some")]));
    let text = explainer.text(&explanation);
    assert!(explanation.steps.is_empty() && explanation.points.is_empty() && explanation.is_refused);
    for line in [
        "  Social care: no amount can be given. The question “To be with my friends” has no answer yet. Without it there is \
         no amount. Answer it, or ask for help with it.\n",
        "  To be with my friends: no answer\n",
        "  If the answer were “I need no extra support”: Social care £625\n",
    ] {
        assert!(text.contains(line), "{line}\nnot in\n{text}");
    }
}

#[test]
fn json_holds_the_same_figures() {
    let ready = first_scheme();
    let explainer = ready.explainer();
    let sheet = ready.sheet(&[("eating", "some"), ("friends", "substantial")]);
    let json = serde_json::to_value(explainer.explain("ada", &sheet)).unwrap();
    assert_eq!(json["person"], "ada");
    assert_eq!(json["on"], "2026-04-01");
    assert_eq!(json["streams"][0]["amount"], "1563.00");
    assert_eq!(json["totals"][0]["amount"], "1563.00");
    assert_eq!(json["steps"][1]["working"], "25 points × £62.50 = £1,562.50");
    assert_eq!(json["steps"][1]["parts"][1]["source"]["document"], "Children's committee, report 7");
    assert_eq!(json["changes"][0]["changes"][0]["towards"], "lower");
    assert_eq!(json["changes"][0]["changes"][0]["streams"][0]["difference"], "-625.00");
}

#[test]
fn one_explainer_serves_many_threads() {
    fn can_be_shared<T: Send + Sync>() {}
    can_be_shared::<crate::explain::Explainer<'_>>();
    can_be_shared::<crate::explain::Explanation<'_>>();
}
