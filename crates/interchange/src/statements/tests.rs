use jiff::civil::date;
use proptest::prelude::*;
use seven_core::Pence;
use seven_core::banking::StatementFormat;
use seven_core::banking::profile::{ColumnProfile, DateOrder};
use seven_core::banking::statement::{Finding, Wanted};

use super::*;

/// A statement as a British bank writes it in XML, made up; `entries` stand within it.
fn camt(version: &str, entries: &str, closing: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}\">\n\
         <BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>\n<Stmt><Id>S-7</Id>\n\
         <Acct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id><Ccy>GBP</Ccy></Acct>\n\
         <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-05-01</Dt></Dt></Bal>\n\
         <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-05-31</Dt></Dt></Bal>\n\
         {entries}\n</Stmt></BkToCstmrStmt></Document>\n"
    )
}

fn entry(sum: &str, sign: &str, details: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"GBP\">{sum}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-05-04</Dt></BookgDt>\
         <ValDt><Dt>2026-05-05</Dt></ValDt><AcctSvcrRef>B-9</AcctSvcrRef><NtryDtls><TxDtls>{details}</TxDtls></NtryDtls></Ntry>"
    )
}

const SHOP: &str =
    "<RltdPties><Cdtr><Nm>Pool &amp; Gym</Nm></Cdtr></RltdPties><RmtInf><Ustrd>Swim</Ustrd><Ustrd>May</Ustrd></RmtInf>";

fn one(text: &str) -> Statement {
    let mut all = read(text.as_bytes(), None).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn refused(text: &str) -> StatementError {
    read(text.as_bytes(), None).unwrap_err()
}

#[test]
fn camt_is_read_in_every_version() {
    let late = SHOP.replace("<Cdtr><Nm>", "<Cdtr><Pty><Nm>").replace("</Nm></Cdtr>", "</Nm></Pty></Cdtr>");
    for (version, details) in [("02", SHOP), ("04", SHOP), ("08", &late)] {
        let read = one(&camt(version, &entry("8.85", "DBIT", details), "91.15"));
        assert_eq!(
            (read.format, read.currency.as_str(), read.number.as_str()),
            (StatementFormat::Camt053, "GBP", "S-7")
        );
        let line = &read.lines[0];
        assert_eq!((line.booked, line.value_date), (date(2026, 5, 4), Some(date(2026, 5, 5))));
        assert_eq!((line.pence, line.payee.as_str()), (Pence(-885), "Pool & Gym"));
        assert_eq!((line.reference.as_str(), line.bank_id.as_str(), line.place), ("Swim May", "B-9", 8));
        assert_eq!(read.check(&Wanted::default()), []);
    }
}

#[test]
fn a_batch_is_told_apart_where_its_parts_come_to_its_sum() {
    let part = |sum: &str, who: &str| {
        format!("<TxDtls><Amt Ccy=\"GBP\">{sum}</Amt><RltdPties><Cdtr><Nm>{who}</Nm></Cdtr></RltdPties></TxDtls>")
    };
    let batch = |second: &str| {
        let inner = format!("{}{}", part("5.00", "Ann"), part(second, "Bob"));
        entry("8.00", "DBIT", "").replace("<TxDtls></TxDtls>", &inner)
    };
    let whole = one(&camt("08", &batch("3.00"), "92.00"));
    let lines: Vec<_> = whole.lines.iter().map(|line| (line.payee.as_str(), line.pence.0)).collect();
    assert_eq!(lines, [("Ann", -500), ("Bob", -300)]);
    assert_eq!(one(&camt("08", &batch("2.00"), "92.00")).lines.len(), 1, "the parts are not all of it");
}

#[test]
fn entries_that_are_not_booked_are_counted_and_left_out() {
    let waiting = entry("8.85", "DBIT", SHOP).replace("<Sts>BOOK</Sts>", "<Sts><Cd>PDNG</Cd></Sts>");
    let read = one(&camt("08", &waiting, "100.00"));
    assert_eq!((read.lines.len(), read.left_out), (0, 1));
}

#[test]
fn xml_that_would_grow_or_break_is_refused_at_its_line() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"BkToCstmr\">]>\n<Document>&b;</Document>";
    assert_eq!(refused(bomb), StatementError::Entity { line: 2 });
    let unknown = camt("02", &entry("1", "DBIT", "<RmtInf><Ustrd>&big;</Ustrd></RmtInf>"), "99.00");
    assert_eq!(refused(&unknown), StatementError::Entity { line: 8 });
    let whole = camt("02", &entry("8.85", "DBIT", SHOP), "91.15");
    for cut in [whole.len() - 20, whole.len() / 2, whole.find("<Ntry>").unwrap() + 3] {
        assert!(matches!(refused(&whole[..cut]), StatementError::Truncated { .. }), "{:?}", refused(&whole[..cut]));
    }
    let deep = format!("<Document>BkToCstmr{}", "<a>".repeat(100));
    assert!(matches!(refused(&deep), StatementError::TooDeep { .. }));
    assert_eq!(refused("<Document><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>"), StatementError::NoStatement);
    let notice = "<Document><BkToCstmrDbtCdtNtfctn/></Document>";
    assert!(matches!(refused(notice), StatementError::OtherMessage(_)));
}

#[test]
fn a_sum_with_parts_of_a_penny_is_refused_and_noughts_are_not() {
    assert_eq!(one(&camt("02", &entry("8.85000", "DBIT", SHOP), "91.15")).lines[0].pence, Pence(-885));
    let told = refused(&camt("02", &entry("8.85001", "DBIT", SHOP), "91.15"));
    assert_eq!(told.to_string(), "line 8: `8.85001` has parts of a penny: a bank books whole pence");
    let both = format!("{}\n{}", entry("1.001", "DBIT", ""), entry("x", "DBIT", ""));
    let StatementError::Lines(faults) = refused(&camt("02", &both, "91.15")) else { panic!() };
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [8, 9], "every fault is told");
}

const MT940: &str = ":20:MAY\r\n:25:601613/31926819\r\n:28C:5/1\r\n:60F:C260501GBP100,00\r\n\
    :61:2605040504D8,85NTRFNONREF//B-9\r\n:86:POOL AND GYM\r\nSWIM MAY\r\n:61:260504D8,85NTRFNONREF\r\n:62M:C260504GBP82,30\r\n-\r\n\
    :20:MAY\r\n:25:601613/31926819\r\n:28C:5/2\r\n:60M:C260504GBP82,30\r\n:61:260505C10,NTRFGIFT\r\n:62F:C260531GBP92,30\r\n-\r\n";

#[test]
fn mt940_goes_on_over_pages_and_keeps_like_lines() {
    for text in [MT940.to_owned(), MT940.replace('\r', ""), MT940.replacen(":20:", "{1:F01}{4:\r\n:20:", 1)] {
        let read = one(&text);
        assert_eq!((read.lines.len(), read.closing.as_ref().unwrap().pence), (3, Pence(9_230)));
        let first = &read.lines[0];
        assert_eq!((first.payee.as_str(), first.reference.as_str()), ("POOL AND GYM", "SWIM MAY"));
        assert_eq!(read.check(&Wanted::default()), []);
    }
}

#[test]
fn mt940_that_breaks_off_or_has_an_impossible_day_is_refused() {
    let cut = &MT940[..MT940.find(":62F:").unwrap()];
    assert!(matches!(refused(cut), StatementError::Truncated { .. }));
    let february = MT940.replace(":61:2605040504D", ":61:2602300501D");
    assert_eq!(refused(&february).to_string(), "line 5: `260230` is no day of the calendar");
}

const OFX: &str = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX>\n<BANKMSGSRSV1><STMTTRNRS><TRNUID>1\n<STMTRS>\n<CURDEF>GBP\n\
    <BANKACCTFROM><BANKID>601613<ACCTID>31926819<ACCTTYPE>CHECKING</BANKACCTFROM>\n<BANKTRANLIST>\n<DTSTART>20260501<DTEND>20260531\n\
    <STMTTRN>\n<TRNTYPE>DEBIT\n<DTPOSTED>20260504120000.000[0:GMT]\n<TRNAMT>-8.85\n<FITID>B-9\n<NAME>Pool & Gym\n<MEMO>Swim\n</STMTTRN>\n\
    </BANKTRANLIST>\n<LEDGERBAL><BALAMT>91.15<DTASOF>20260531</LEDGERBAL>\n</STMTRS></STMTTRNRS></BANKMSGSRSV1>\n</OFX>\n";

#[test]
fn ofx_is_read_with_and_without_ends() {
    let read = one(OFX);
    assert_eq!((read.format, read.account.0.as_str()), (StatementFormat::Ofx, "601613 31926819"));
    let line = &read.lines[0];
    assert_eq!((line.booked, line.pence, line.payee.as_str()), (date(2026, 5, 4), Pence(-885), "Pool & Gym"));
    assert_eq!((line.reference.as_str(), line.bank_id.as_str(), line.place), ("Swim", "B-9", 12));
    let missing = OFX.replace("<DTPOSTED>20260504120000.000[0:GMT]\n", "");
    assert_eq!(refused(&missing).to_string(), "line 12: the date is missing");
    assert!(matches!(refused(&OFX[..OFX.find("</BANKTRANLIST>").unwrap()]), StatementError::Truncated { .. }));
    assert!(matches!(refused("<OFX></OFX>"), StatementError::NoStatement));
}

const CSV: &str = "Account name,Ann Bell\nDate,Description,Paid in,Paid out,Balance\n31/05/2026,Pool,,8.85,91.15\n04/05/2026,Grant,20.00,,100.00\n";

#[test]
fn a_table_with_known_headings_needs_no_profile() {
    let read = one(CSV);
    let lines: Vec<_> = read.lines.iter().map(|line| (line.place, line.booked.day(), line.pence.0)).collect();
    assert_eq!(lines, [(4, 4, 2_000), (3, 31, -885)], "the earliest first");
    assert_eq!((read.opening.unwrap().pence, read.closing.unwrap().pence), (Pence(8_000), Pence(9_115)));
    assert!(matches!(refused("a,b\n1,2\n"), StatementError::Columns(_)));
}

#[test]
fn day_and_month_are_asked_and_never_guessed() {
    let both = "Date,Description,Amount\n04/05/2026,Pool,-8.85\n";
    let StatementError::Asks(Question::DayOrMonth { line: 2, day_first, month_first, .. }) = refused(both) else {
        panic!()
    };
    assert_eq!((day_first, month_first), (date(2026, 5, 4), date(2026, 4, 5)));
    let mixed = "Date,Description,Amount\n14/05/2026,Pool,-8.85\n05/14/2026,Pool,-8.85\n";
    assert_eq!(refused(mixed), StatementError::Asks(Question::BothOrders { one: 2, other: 3 }));
    let american = "Date,Description,Amount\n05/14/2026,Pool,-8.85\n05/04/2026,Pool,-8.85\n";
    assert_eq!(one(american).lines[0].booked, date(2026, 5, 4));
    for plain in ["14 May 2026", "2026-05-14", "14-May-26", "20260514", "14.05.2026 10:30"] {
        let read = one(&format!("Date,Description,Amount\n{plain},Pool,-8.85\n"));
        assert_eq!(read.lines[0].booked, date(2026, 5, 14), "{plain}");
    }
}

fn profile(order: DateOrder) -> ColumnProfile {
    let headings = ["Date", "Description", "Amount"].map(str::to_owned);
    ColumnProfile { date_order: Some(order), ..suggested_profile(&headings).unwrap() }
}

#[test]
fn a_saved_order_is_doubted_where_the_file_shows_another() {
    let by = |text: &str| read(text.as_bytes(), Some(&profile(DateOrder::DayFirst)));
    let swapped = "Date,Description,Amount\n05/14/2026,Pool,-8.85\n";
    assert!(matches!(by(swapped), Err(StatementError::Asks(Question::Swapped { line: 2, .. }))));
    let torn = "Date,Description,Amount\n05/02/2026,Pool,-1\n05/06/2026,Pool,-1\n05/11/2026,Pool,-1\n";
    assert!(matches!(by(torn), Err(StatementError::Asks(Question::Spread { swapped: 9, .. }))));
    assert_eq!(by("Date,Description,Amount\n05/02/2026,Pool,-1\n").unwrap()[0].lines[0].booked, date(2026, 2, 5));
    let missing = ColumnProfile { date: "Day".to_owned(), ..profile(DateOrder::DayFirst) };
    assert!(matches!(read(swapped.as_bytes(), Some(&missing)), Err(StatementError::MissingColumn { .. })));
}

#[test]
fn a_card_tells_what_was_declined_and_what_came_back() {
    let text = "Trace id,Entry type,Tx date UTC,Bill amount,Bill currency,Fixed fee,MCC,Merchant name\n\
        1,Presentment,2026-05-04,8.85,GBP,,7997,Pool\n2,Auth declined,2026-05-04,50.00,GBP,,5999,Shop\n\
        3,Reversal,2026-05-06,8.85,GBP,,7997,Pool\n4,Presentment,2026-05-07,2.00,GBP,0.25,4111,Bus\n";
    let read = one(text);
    assert_eq!((read.format, read.left_out, read.currency.as_str()), (StatementFormat::CardCsv, 1, "GBP"));
    assert_eq!(read.lines.iter().map(|line| line.pence.0).collect::<Vec<_>>(), [-885, 885, -225]);
    assert_eq!((read.lines[0].merchant_category, read.lines[0].bank_id.as_str()), (Some(7997), "1"));
}

#[test]
fn lines_of_two_accounts_in_one_table_are_refused() {
    let text = "Date,Description,Amount,Account\n14/05/2026,Pool,-8.85,1\n15/05/2026,Pool,-8.85,2\n";
    assert!(matches!(refused(text), StatementError::Mixed { line: 3, .. }));
}

#[test]
fn what_is_no_statement_says_what_it_is() {
    assert_eq!(refused(" \n"), StatementError::Empty);
    assert!(matches!(read(b"%PDF-1.7", None), Err(StatementError::OtherKind("a PDF"))));
    assert!(matches!(read(b"PK\x03\x04abc", None), Err(StatementError::OtherKind(_))));
    assert_eq!(read(&vec![b'a'; MAX_BYTES + 1], None), Err(StatementError::TooLarge));
    assert_eq!(refused("<html></html>"), StatementError::NoStatement);
}

#[test]
fn a_statement_that_lost_a_line_does_not_add_up() {
    let short = one(&camt("02", "", "91.15"));
    assert!(matches!(short.check(&Wanted::default())[0], Finding::SumDiffers { .. }));
}

proptest! {
    #[test]
    fn any_bytes_are_statements_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300), which in 0_usize..5) {
        let starts = ["", ":20:A\n:25:B\n:61:", "<OFX><A>", "<Document>BkToCstmr", "Date,Amount\n"];
        let all: Vec<u8> = starts[which].bytes().chain(bytes).collect();
        let _ = read(&all, None);
    }

    #[test]
    fn a_broken_file_never_ends_in_a_panic(at in 0_usize..2_000, byte in any::<u8>(), which in 0_usize..4) {
        let whole = [camt("02", &entry("8.85", "DBIT", SHOP), "91.15"), MT940.to_owned(), OFX.to_owned(), CSV.to_owned()];
        let mut bytes = whole[which].clone().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes, None);
        bytes.truncate(at);
        let _ = read(&bytes, None);
    }
}
