//! What goes to the bank and what comes back from it: files of a run that stay the same, answers taken line by line, account
//! numbers held against the operator's tables.

use actions::ActionError;
use actions::money::{
    Will, ask_bank_details, bank_id, draft_run, export_run, load_weights, read_bank_file, run_file, take_bank_file,
};
use jiff::civil::date;
use seven_core::HoldingId;
use seven_core::audit::Event;
use seven_core::ledger::AccountKind;
use seven_core::money::bank_details::NumberCheck;
use seven_core::money::pays_from::FileFormat;
use seven_core::money::run::RunLineStatus;
use seven_core::money::{BankDetails, PaymentRun, RunLine};
use store::{authorities, papers};
use testkit::on_both_databases;

use crate::assessments::{Cast, code};

const SETTINGS: &str = r#"{"pays-from": {"name": "Exampleshire", "sort-code": "20-00-00", "account": "55779911",
  "service-user": "654321", "formats": ["standard-18", "pain-001", "columns"],
  "columns": [{"heading": "Sort", "what": "sort-code"}, {"heading": "Sum", "what": "pence"},
              {"heading": "Code", "what": "always", "text": "99"}]}}"#;

impl Cast {
    async fn set(&self, settings: &str) {
        let mut write = self.world.writing().await;
        authorities::set_settings(&mut write, settings).await.unwrap();
        let event = Event::of(write.permit(), "settings");
        write.commit(event).await.unwrap();
    }
}

#[test]
fn the_banks_files_of_a_run_are_the_same_whenever_somebody_asks() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        cast.set(SETTINGS).await;
        let finn = cast.worker(finance.0);
        let early = draft_run(&finn, date(2026, 9, 30), date(2026, 9, 30)).await.unwrap();
        let none = run_file(&finn, early, FileFormat::Standard18).await;
        assert!(matches!(none, Err(ActionError::Store(_))), "nothing before it is handed over: {none:?}");
        let (run, lines) = cast.sent(finance, date(2026, 10, 1)).await;
        let bacs = run_file(&finn, run, FileFormat::Standard18).await.unwrap();
        assert!(bacs.contains("089999663749580992000005577991"), "{bacs}");
        assert!(bacs.contains("UHL1 26273"), "the banks work on it on 30 September: {bacs}");
        let xml = run_file(&finn, run, FileFormat::Pain001).await.unwrap();
        assert!(xml.contains(&format!("<EndToEndId>{}</EndToEndId>", bank_id(lines[0]))), "{xml}");
        assert_eq!(run_file(&finn, run, FileFormat::Columns).await.unwrap(), "089999,7817,99\r\n");
        // another account from now on: what was sent stays what was sent
        cast.set(&SETTINGS.replace("55779911", "11111111").replace("\"pain-001\",", "")).await;
        assert_eq!(run_file(&finn, run, FileFormat::Standard18).await.unwrap(), bacs);
        assert_eq!(run_file(&finn, run, FileFormat::Pain001).await.unwrap(), xml);
        let worker = run_file(&cast.worker(cast.grace), run, FileFormat::Pain001).await;
        assert!(matches!(worker, Err(ActionError::Refused(_))), "{worker:?}");
    });
}

#[test]
fn nothing_is_handed_over_of_which_the_bank_could_not_read_the_file() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        cast.set(&SETTINGS.replace("654321", "65")).await;
        let (finn, petra) = (cast.worker(finance.0), cast.worker(finance.1));
        let run = draft_run(&finn, date(2026, 10, 1), date(2026, 10, 1)).await.unwrap();
        actions::money::check_run(&finn, run).await.unwrap();
        actions::money::approve_run(&petra, run).await.unwrap();
        assert_eq!(code(export_run(&finn, run).await), "payment-file");
        let stands = papers::find::<PaymentRun>(&mut cast.world.reading().await, run).await.unwrap().paper;
        assert_eq!((stands.status.code(), stands.handed), ("approved", None), "and nothing has moved");
    });
}

#[test]
fn the_banks_answer_is_told_before_it_is_taken_and_taken_once() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        cast.paying(finance).await;
        let (run, lines) = cast.sent(finance, date(2026, 11, 1)).await;
        let (finn, on) = (cast.worker(finance.0), date(2026, 9, 1));
        let nonsense = read_bank_file(&finn, run, b"not,an,answer\n").await;
        assert_eq!(code(nonsense), "bank-file");
        let answer = format!(
            "id,status,reason\n{},paid,\n{},returned,AC04\nabc,paid,\n",
            bank_id(lines[0]).to_uppercase(),
            lines[1]
        );
        let read = read_bank_file(&finn, run, answer.as_bytes()).await.unwrap();
        assert_eq!(
            read.lines.iter().map(|(_, will)| will.clone()).collect::<Vec<_>>(),
            [Will::Confirm, Will::Return("AC04".to_owned())]
        );
        assert_eq!((read.unknown.as_slice(), read.silent.len()), (&["abc".to_owned()][..], 0));
        assert_eq!(cast.money().await.streams[0].of(AccountKind::Paid).0, 0, "looking moves nothing");
        let later = take_bank_file(&finn, run, (answer.as_bytes(), date(2026, 9, 2)), str::to_owned).await;
        assert_eq!(code(later), "day-to-come");
        let words = |code: &str| format!("account closed ({code})");
        assert_eq!(take_bank_file(&finn, run, (answer.as_bytes(), on), words).await.unwrap(), (1, 1));
        assert_eq!(cast.money().await.streams[0].of(AccountKind::Paid).0, 7_817);
        let stands = papers::part_of::<RunLine>(&mut cast.world.reading().await, run).await.unwrap();
        let of = |id| stands.iter().find(|line| line.id == id).map(|line| (line.paper.status, line.paper.why.as_str()));
        assert_eq!(of(lines[0]), Some((RunLineStatus::Confirmed, "")));
        assert_eq!(of(lines[1]), Some((RunLineStatus::Returned, "account closed (AC04)")));
        let again = take_bank_file(&finn, run, (answer.as_bytes(), on), words).await;
        assert_eq!(code(again), "bank-file-nothing", "the same file twice");
    });
}

#[test]
fn an_account_whose_digits_do_not_fit_is_found_before_money_goes_there() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let finance = (cast.finance("Finn Penny").await, cast.finance("Petra Pound").await);
        let holding: HoldingId = cast.paying(finance).await;
        let upkeep = actions::Caller { person: None, ..cast.worker(finance.0) };
        let broken = load_weights(&upkeep, "089999 089999 MOD99 1", "").await;
        assert!(matches!(broken, Err(ActionError::Outside(_))), "{broken:?}");
        let table = "089999 089999 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1\n";
        let own = load_weights(&cast.worker(finance.0), table, "").await;
        assert!(matches!(own, Err(ActionError::Refused(_))), "{own:?}");
        load_weights(&upkeep, table, "").await.unwrap();
        let kit = cast.family(cast.kit);
        let wrong = ask_bank_details(&kit, cast.sam, holding, ("Kit Bell", "08-99-99", "66374959")).await;
        assert_eq!(code(wrong), "bank-numbers");
        ask_bank_details(&kit, cast.sam, holding, ("Kit Bell", "08-99-99", "66374958")).await.unwrap();
        let given = papers::part_of::<BankDetails>(&mut cast.world.reading().await, holding).await.unwrap();
        // both of one day, in any order
        let mut checks: Vec<NumberCheck> = given.iter().map(|one| one.paper.numbers).collect();
        checks.sort_unstable();
        assert_eq!(checks, [NumberCheck::Holds, NumberCheck::NotLoaded]);
    });
}
