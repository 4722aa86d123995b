use jiff::civil::date;

use super::*;

fn payment(id: &str, name: &str, pence: i64, reference: &str) -> Payment {
    Payment {
        id: id.to_owned(),
        name: name.to_owned(),
        sort_code: "12-34-56".parse().unwrap(),
        account: "12345678".parse().unwrap(),
        pence: Pence(pence),
        reference: Reference::read(reference).unwrap(),
    }
}

fn run(payments: Vec<Payment>) -> PaymentFile {
    PaymentFile {
        id: "RUN-7".to_owned(),
        originator: Originator {
            name: "Exampleshire Council".to_owned(),
            sort_code: "09-01-22".parse().unwrap(),
            account: "11223344".parse().unwrap(),
            service_user: "654321".to_owned(),
        },
        made_on: date(2026, 5, 4),
        made_at: "2026-05-04T09:30:00".to_owned(),
        processed_on: date(2026, 5, 5),
        serial: "000042".to_owned(),
        payments,
    }
}

fn two() -> PaymentFile {
    run(vec![payment("p1", "Zoë O’Brien", 250_000, "DP MAY"), payment("p2", "Ann & Bob <Bell>", 182_150, "INV-1001")])
}

#[test]
fn standard_18_has_its_lengths_its_contra_and_equal_totals() {
    let text = standard_18(&two()).unwrap();
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    let starts: Vec<&str> = lines.iter().map(|line| &line[..4]).collect();
    assert_eq!(starts, ["VOL1", "HDR1", "HDR2", "UHL1", "1234", "1234", "0901", "EOF1", "EOF2", "UTL1"]);
    for (at, line) in lines.iter().enumerate() {
        assert_eq!(line.len(), if (4..7).contains(&at) { 100 } else { 80 }, "{line:?}");
        assert!(line.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || ".&/- ".contains(c)), "{line:?}");
    }
    let first = "12345612345678099090122112233440000".to_owned();
    assert_eq!(lines[4][..31], first[..31]);
    assert_eq!((&lines[4][31..35], &lines[4][35..46]), ("    ", "00000250000"));
    assert_eq!(&lines[4][46..], "EXAMPLESHIRE COUNCDP MAY            ZOE OBRIEN        ");
    assert_eq!((&lines[6][15..17], &lines[6][64..70], &lines[6][35..46]), ("17", "CONTRA", "00000432150"));
    assert_eq!(&lines[9][..44], "UTL10000000432150000000043215000000010000002");
    assert_eq!((&lines[3][4..10], &lines[3][10..16], &lines[3][20..22]), (" 26125", "999999", "00"));
    assert_eq!((&lines[3][28..37], &lines[3][37..40]), ("1 DAILY  ", "001"));
    assert_eq!((&lines[0][41..47], &lines[1][5..11]), ("654321", "654321"));
}

#[test]
fn pain_001_is_well_formed_in_the_order_of_the_schema_and_adds_up() {
    let text = pain_001(&two()).unwrap();
    let root = crate::statements::marked_up(text.as_bytes()).unwrap();
    let message = root.child("CstmrCdtTrfInitn").unwrap();
    let names = crate::statements::Marked::names;
    assert_eq!(names(message.child("GrpHdr").unwrap()), ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"]);
    let run = message.child("PmtInf").unwrap();
    assert_eq!(
        names(run)[..10],
        [
            "PmtInfId",
            "PmtMtd",
            "BtchBookg",
            "NbOfTxs",
            "CtrlSum",
            "ReqdExctnDt",
            "Dbtr",
            "DbtrAcct",
            "DbtrAgt",
            "CdtTrfTxInf"
        ]
    );
    assert_eq!(run.text_at(&["CtrlSum"]), Some("4321.50"));
    let payments: Vec<_> = run.all("CdtTrfTxInf").collect();
    assert_eq!(names(payments[1]), ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"]);
    assert_eq!(payments[1].text_at(&["Cdtr", "Nm"]), Some("Ann & Bob <Bell>"));
    assert_eq!(payments[0].text_at(&["CdtrAgt", "FinInstnId", "ClrSysMmbId", "MmbId"]), Some("123456"));
}

#[test]
fn columns_follow_the_profile() {
    let profile = PaymentColumns {
        has_headings: true,
        columns: vec![
            ("Sort, code".to_owned(), PaymentColumn::SortCode),
            ("Name".to_owned(), PaymentColumn::Name),
            ("Amount".to_owned(), PaymentColumn::Pounds),
            ("Type".to_owned(), PaymentColumn::Always("BACS".to_owned())),
            ("Day".to_owned(), PaymentColumn::Day),
        ],
    };
    let text = columns(&two(), &profile).unwrap();
    assert!(
        text.starts_with("\"Sort, code\",Name,Amount,Type,Day\r\n123456,ZOE OBRIEN,2500.00,BACS,05/05/2026\r\n"),
        "{text}"
    );
    assert_eq!(
        columns(&two(), &PaymentColumns { has_headings: true, columns: Vec::new() }),
        Err(PaymentFault::NoColumns)
    );
}

#[test]
fn a_run_is_right_as_a_whole_or_not_written() {
    let with = |change: fn(&mut PaymentFile)| {
        let mut file = two();
        change(&mut file);
        standard_18(&file).unwrap_err()
    };
    assert_eq!(with(|file| file.payments.clear()), PaymentFault::Empty);
    assert!(matches!(with(|file| file.payments[1].pence = Pence(0)), PaymentFault::Sum { .. }));
    assert!(matches!(with(|file| file.payments[1].pence = Pence(-5)), PaymentFault::Sum { .. }));
    assert_eq!(with(|file| file.payments[1].id = "p1".to_owned()), PaymentFault::Twice("p1".to_owned()));
    assert!(matches!(with(|file| file.payments[1].name = "🦊".to_owned()), PaymentFault::Name(_)));
    assert!(matches!(with(|file| file.processed_on = date(2026, 5, 9)), PaymentFault::Day(_)), "a Saturday");
    assert!(matches!(with(|file| file.processed_on = date(2026, 5, 1)), PaymentFault::Day(_)), "it is over");
    assert!(matches!(with(|file| file.originator.service_user = "12".to_owned()), PaymentFault::ServiceUser(_)));
}

#[test]
fn the_banks_answer_is_read_line_by_line() {
    let xml = "<?xml version=\"1.0\"?>\n<Document><CstmrPmtStsRpt><OrgnlPmtInfAndSts>\
        <TxInfAndSts><OrgnlEndToEndId>p1</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>\
        <TxInfAndSts><OrgnlEndToEndId>p2</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>\
        </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";
    let table = "id,status,reason\np1,paid,\np2,returned,AC04\n";
    let wanted = [
        Answer { id: "p1".to_owned(), outcome: Outcome::Confirmed },
        Answer { id: "p2".to_owned(), outcome: Outcome::Returned("AC04".to_owned()) },
    ];
    for text in [xml, table] {
        assert_eq!(read_answers(text.as_bytes()).unwrap(), wanted);
    }
    assert!(matches!(read_answers(b"id,status\np1,paid\np1,paid\n"), Err(AnswerError::Twice { line: 3, .. })));
    assert!(matches!(read_answers(b"id,status\np1,perhaps\n"), Err(AnswerError::Status { line: 2, .. })));
    assert_eq!(read_answers(b"<Document/>"), Err(AnswerError::Nothing));
}
