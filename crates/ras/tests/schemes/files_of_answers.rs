//! Files of answers as people's programs write them.

use crate::built::{calculator, levels};
use ras::{AnswerReader, AnswersError, Block, Calculator, Plan, Standing};

const RULES: &str = "[[step]]\nid = \"amount\"\nkind = \"points\"\n";

fn small() -> Calculator {
    calculator(&(levels("a") + &levels("b")), RULES)
}

/// `name: amount` or `name: reason` for each row.
fn read(calculator: &Calculator, file: impl AsRef<[u8]>) -> Result<Vec<String>, AnswersError> {
    let mut reader = AnswerReader::open(file.as_ref(), calculator)?;
    let mut block = Block::new(calculator);
    let plan = Plan::new(calculator);
    let mut all = Vec::new();
    while reader.next_block(&mut block)? {
        let amounts = plan.run(&block.people).unwrap();
        let stream = amounts.stream(0).unwrap();
        for row in 0..block.len() {
            let told = match (block.fault(row), stream.standing[row]) {
                (Some(fault), _) => fault.to_owned(),
                (None, Standing::Paid) => format!("{}", stream.amounts[row] / 100),
                (None, other) => format!("{other:?}"),
            };
            all.push(format!("{}: {told}", block.person(row)));
        }
    }
    Ok(all)
}

#[test]
fn the_same_answers_however_the_file_was_written() {
    let calculator = small();
    let expected = ["ada: 35", "ben: 0"];
    for file in [
        "person,a,b\nada,some,substantial\nben,none,none\n",
        "\u{feff}person,a,b\r\nada,some,substantial\r\nben,none,none",
        "\"person\",\"a\",\"b\"\n\"ada\",\"some\",\"substantial\"\n\"ben\",\"none\",\"none\"\n",
        "b,person,a\nsubstantial,ada,some\nnone,ben,none\n",
        "person, a ,b\nada, some , substantial\nben,none,none \n",
        "note,person,a,b\n\"x, y\",ada,some,substantial\n,ben,none,none\n",
        "person,a,b\n\nada,some,substantial\n\n\nben,none,none\n\n",
        "person,a,b,x,x\nada,some,substantial,1,2\nben,none,none,,\n,,,,\n,,,,\n",
    ] {
        assert_eq!(read(&calculator, file).unwrap(), expected, "{file:?}");
    }
}

#[test]
fn one_bad_row_never_spoils_the_others() {
    let calculator = small();
    let file = b"person,a,b\nada,some,none\nbad1,lots,none\nbad2,some\nbad3,some,none,none\n,some,none\nb\xffd,none,none\nbad5,so\x00me,none\nbad6,,none\nben,none,some\n";
    let found = read(&calculator, file).unwrap();
    let expected = [
        "ada: 10",
        "bad1: row 3, column a: `lots` is not allowed; it must be one of none, some, substantial, exceptional",
        "bad2: row 4, it has 2 cells, and the header has 3",
        "bad3: row 5, it has 4 cells, and the header has 3",
        ": row 6, column person: there is no name or number",
        "b\u{fffd}d: row 7, column person: these bytes are not UTF-8; save the file as `CSV UTF-8`",
        "bad5: row 8, column a: `so\\u{0}me` is not allowed; it must be one of none, some, substantial, exceptional; did you mean some?",
        "bad6: Refused",
        "ben: 10",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_file_that_is_no_file_of_answers_is_named_as_what_it_is() {
    let calculator = small();
    let told = |file: &[u8]| read(&calculator, file).unwrap_err().to_string();
    assert!(told(b"").contains("empty"));
    assert!(told(b"person;a;b\nx;none;none\n").contains("semicolons"));
    assert!(told(b"person\ta\tb\n").contains("tabs"));
    assert!(told(b"name,a,b\n").contains("no column `person`"));
    assert!(told(b"person,a,a\n").contains("`a` stands twice"));
    assert!(told(b"\xff\xfep\x00e\x00r\x00").contains("UTF-16"));
    assert!(told(b"person\xfe,a\n").contains("UTF-8"));
    assert!(told(b"per\x00son,a\n").contains("NUL"));
    assert!(told(b"person,a,b\rada,none,none\r").contains("returns alone"));
}

#[test]
fn a_quotation_mark_left_open_does_not_take_all_memory() {
    let calculator = small();
    let mut file = b"person,a,b\nada,\"some,none\n".to_vec();
    file.resize(20_000_000, b'x');
    assert!(matches!(read(&calculator, &file), Err(AnswersError::TooLong { row: 2 })));
}

#[test]
fn columns_that_nothing_asks_for_are_told_once() {
    let calculator = small();
    let reader = AnswerReader::open(&b"person,a,postcode,shoe\n"[..], &calculator).unwrap();
    assert_eq!(
        reader.notes(),
        [
            "columns that the scheme does not ask for are left aside: `postcode`, `shoe`",
            "there is no column for `b`, which must be answered; every row will be refused"
        ]
    );
}

#[test]
fn numbers_and_dates_are_read_exactly_and_within_bounds() {
    let questions = "[[question]]\nid = \"n\"\nkind = \"whole\"\nmin = 0\nmax = 400\n\
                     [[question]]\nid = \"d\"\nkind = \"decimal\"\nmin = 0\nmax = 10\nplaces = 1\n\
                     [[question]]\nid = \"born\"\nkind = \"date-of-birth\"\nmax = 25\n";
    let rules = "[[step]]\nid = \"amount\"\nkind = \"sum\"\nterms = [\"n\", { of = \"d\", times = 1000 }, { of = \"born\", times = 100000 }]\n";
    let calculator = calculator(questions, rules);
    let found = read(
        &calculator,
        "person,n,d,born\na,7,0.5,2020-05-01\nb,400,10,2026-05-01\nc,401,1,2020-01-01\nd,1.5,1,2020-01-01\ne,1,0.55,2020-01-01\nf,1,1,01/02/2020\ng,1,1,2026-05-02\nh,3.0,1.0,2025-01-01\n",
    );
    let found = found.unwrap();
    assert_eq!(found[0], "a: 600507");
    assert_eq!(found[1], "b: 10400");
    assert_eq!(found[7], "h: 101003");
    assert!(
        found[2].contains("column n: `401` is not allowed; it must be a whole number from 0 to 400"),
        "{}",
        found[2]
    );
    assert!(found[3].contains("`1.5`") && found[4].contains("at most 1 decimals") && found[5].contains("2012-05-17"));
    assert!(found[6].contains("of an age from 0 to 25 years on 2026-05-01"), "{}", found[6]);
}

#[test]
fn numbers_in_odd_clothes_are_refused_and_an_open_quotation_mark_is_guessed() {
    let questions = "[[question]]\nid = \"n\"\nkind = \"whole\"\nmin = 0\nmax = 400\n";
    let calculator = calculator(questions, "[[step]]\nid = \"amount\"\nkind = \"sum\"\nterms = [\"n\"]\n");
    let found = read(&calculator, "person,n\na,1_0\nb,+5\nc,05\n\"d,1\ne,2\n").unwrap();
    assert!(found[0].contains("`1_0` is not allowed") && found[1].contains("`+5` is not allowed"), "{found:?}");
    assert_eq!(found[2], "c: 5");
    assert!(found[3].contains("a quotation mark may be open"), "{found:?}");
}
