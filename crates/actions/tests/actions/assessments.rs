//! A round of answering from its opening to the letter and the answer to a challenge.

use std::collections::BTreeMap;

use actions::assessment::{Settling, enter_paper, finish_sheet, open, save_answers, settle, submit, tell};
use actions::budget::challenge;
use actions::{ActionError, Caller};
use jiff::civil::date;
use ras::record::{Replay, replay};
use seven_core::access::{Purpose, Refusal};
use seven_core::assessment::{Reason, Status};
use seven_core::budget::ChallengeOutcome;
use seven_core::people::{GroupKind, Holder, RelationKind, Role};
use seven_core::{AssessmentId, BudgetId, Pence, PersonId};
use store::schemes::{self, SchemeVersion};
use store::sheets::{self, Answer};
use store::{StoreError, assessments, budgets, challenges};
use testkit::{Somebody, World, on_both_databases};

pub(crate) struct Cast {
    pub world: World,
    pub sam: PersonId,
    pub kit: PersonId,
    pub alex: PersonId,
    pub grace: PersonId,
    pub manager: PersonId,
}

impl Cast {
    pub async fn new(store: &store::Store) -> Cast {
        let world = World::new(store).await;
        let sam = world.add(Somebody::child("Sam Bell", "2015-05-02")).await.id;
        let kit = world.add(Somebody::grown_up("Kit Bell")).await.id;
        let alex = world.add(Somebody::grown_up("Alex Bell")).await.id;
        let grace = world.add(Somebody::grown_up("Grace Bennett")).await.id;
        let manager = world.add(Somebody::grown_up("Ola Marsh")).await.id;
        world.relate(sam, kit, RelationKind::Parent).await;
        world.relate(sam, alex, RelationKind::Parent).await;
        world.relate(sam, grace, RelationKind::KeyWorker).await;
        let team = world.group(GroupKind::Team, "North").await;
        world.relate_to(sam, Holder::Group(team), RelationKind::Team).await;
        world.employ(manager, Role::TeamManager, Some(team)).await;
        put_in_force(&world).await;
        Cast { world, sam, kit, alex, grace, manager }
    }

    fn caller(&self, person: PersonId, purpose: Purpose) -> Caller {
        let (store, authority) = (self.world.store.clone(), self.world.authority.clone());
        Caller { store, authority, person: Some(person), purpose, moment: self.world.clock.now() }
    }

    pub fn family(&self, person: PersonId) -> Caller {
        self.caller(person, Purpose::OwnLife)
    }

    pub fn worker(&self, person: PersonId) -> Caller {
        self.caller(person, Purpose::Work)
    }

    pub async fn answer(&self, person: PersonId, round: AssessmentId, answers: &[(&str, &str)]) {
        let answers: Vec<Answer> = answers.iter().map(|(question, answer)| given(question, answer)).collect();
        let caller = self.family(person);
        save_answers(&caller, self.sam, round, 0, &answers).await.unwrap();
        finish_sheet(&caller, self.sam, round).await.unwrap();
    }

    /// Kit's answers come to 15 points at £62.50: £938 a year to the whole pound, told by the key worker.
    pub async fn told(&self) -> BudgetId {
        let round = open(&self.family(self.kit), self.sam, Reason::First).await.unwrap();
        self.answer(self.kit, round, &[("eating", "some"), ("friends", "some")]).await;
        submit(&self.family(self.kit), self.sam, round).await.unwrap();
        let grace = self.worker(self.grace);
        settle(&grace, self.sam, round, self.round(round).await.version, &[]).await.unwrap();
        tell(&grace, self.sam, round).await.unwrap()
    }

    async fn round(&self, round: AssessmentId) -> assessments::Assessment {
        let mut reading = self.world.reading().await;
        assessments::find(&mut reading, self.sam, round).await.unwrap().unwrap()
    }
}

fn given(question: &str, answer: &str) -> Answer {
    Answer { question: question.to_owned(), answer: answer.to_owned(), remark: String::new() }
}

/// The small scheme of the engine's own documentation: two questions, one price.
async fn put_in_force(world: &World) {
    let files = ras::doc::files();
    let texts: BTreeMap<String, String> =
        files.iter().map(|(name, bytes)| (name.to_owned(), String::from_utf8(bytes.to_vec()).unwrap())).collect();
    let scheme = ras::doc::scheme().unwrap();
    let mut write = world.writing().await;
    let version = SchemeVersion {
        id: write.id(),
        scheme: scheme.id.clone(),
        effective_from: scheme.effective_from,
        effective_until: None,
        hash: scheme.hash.to_string(),
        files: texts,
        findings: "[]".to_owned(),
        published_by: None,
        published_at: world.clock.now().at,
        cliffs_accepted_by: None,
        equality_note: String::new(),
        in_force_from: Some(date(2026, 4, 1)),
        in_force_by: None,
        withdrawn_from: None,
        withdrawn_by: None,
        withdrawn_why: None,
        version: 1,
    };
    schemes::insert(&mut write, &version).await.unwrap();
    let event = seven_core::audit::Event::of(write.permit(), "scheme version");
    write.commit(event).await.unwrap();
}

pub(crate) fn code(result: Result<impl std::fmt::Debug, ActionError>) -> &'static str {
    match result.unwrap_err() {
        ActionError::Rule(problem) => problem.code,
        ActionError::Invalid(problems) => problems[0].code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn from_two_sheets_that_differ_to_a_figure_that_comes_out_again() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let round = open(&cast.family(cast.kit), cast.sam, Reason::First).await.unwrap();
        // one round at a time: whoever begins second joins
        assert_eq!(open(&cast.family(cast.alex), cast.sam, Reason::First).await.unwrap(), round);
        cast.answer(cast.kit, round, &[("eating", "some"), ("friends", "some")]).await;
        cast.answer(cast.alex, round, &[("eating", "exceptional"), ("friends", "some")]).await;
        assert_eq!(code(tell(&cast.worker(cast.grace), cast.sam, round).await), "step-left-out");
        submit(&cast.family(cast.kit), cast.sam, round).await.unwrap();
        let grace = cast.worker(cast.grace);
        let version = cast.round(round).await.version;
        let open_questions = settle(&grace, cast.sam, round, version, &[]).await.unwrap();
        assert_eq!(open_questions, ["eating"]);
        let eating = |reason: &str| Settling {
            question: "eating".to_owned(),
            value: "substantial".to_owned(),
            reason: reason.to_owned(),
        };
        let version = cast.round(round).await.version;
        assert_eq!(code(settle(&grace, cast.sam, round, version, &[eating(" ")]).await), "reason-missing");
        let stale = settle(&grace, cast.sam, round, version - 1, &[eating("seen at lunch")]).await;
        assert!(matches!(stale, Err(ActionError::Store(StoreError::Changed(_)))), "{stale:?}");
        assert!(settle(&grace, cast.sam, round, version, &[eating("seen at lunch")]).await.unwrap().is_empty());
        let budget = tell(&grace, cast.sam, round).await.unwrap();
        assert_eq!(tell(&grace, cast.sam, round).await.unwrap(), budget);
        assert_eq!(cast.round(round).await.status, Status::Told);
        let mut reading = cast.world.reading().await;
        let told = budgets::find(&mut reading, cast.sam, budget).await.unwrap().unwrap();
        // 25 points for eating and 5 for friends, at £62.50
        assert_eq!((told.total, told.points_thousandths), (Pence(187_500), 30_000));
        assert_eq!(told.challenge_by, date(2026, 9, 29));
        assert_eq!(told.record.person, cast.sam.to_string());
        let (scheme, calculator) =
            (ras::doc::scheme().unwrap(), ras::doc::scheme().unwrap().on(told.worked_out_on).unwrap());
        assert_eq!(replay(&told.record, &scheme, &calculator), Replay::Identical);
        let lines = budgets::lines(&mut reading, budget).await.unwrap();
        assert_eq!(lines[0].amount, Some(Pence(187_500)));
        // the sheets stay as they were written
        let sheets = sheets::of_assessment(&mut reading, round).await.unwrap();
        for (author, eating) in [(cast.kit, "some"), (cast.alex, "exceptional")] {
            let own = sheets.iter().find(|stored| stored.sheet.author == author).unwrap();
            assert_eq!(own.sheet.answers["eating"], eating);
        }
    });
}

#[test]
fn an_answer_that_changed_in_the_meantime_is_not_written_over() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        let round = open(&kit, cast.sam, Reason::First).await.unwrap();
        let first = save_answers(&kit, cast.sam, round, 0, &[given("eating", "some")]).await.unwrap();
        let second = save_answers(&kit, cast.sam, round, first.version, &[given("eating", "none")]).await.unwrap();
        assert!(second.version > first.version);
        let late = save_answers(&kit, cast.sam, round, first.version, &[given("eating", "exceptional")]).await;
        assert!(matches!(late, Err(ActionError::Store(StoreError::Changed(_)))), "{late:?}");
        // another question, and the same answer once more, disturb nobody
        save_answers(&kit, cast.sam, round, first.version, &[given("friends", "some")]).await.unwrap();
        let same = save_answers(&kit, cast.sam, round, first.version, &[given("eating", "none")]).await.unwrap();
        assert_eq!(same.changed, 0);
        let wrong = [given("eating", "lots"), given("none-such", "some")];
        let Err(ActionError::Invalid(problems)) = save_answers(&kit, cast.sam, round, 9, &wrong).await else {
            panic!()
        };
        assert_eq!(
            problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
            ["answer-not-in-the-list", "no-such-question"]
        );
    });
}

#[test]
fn paper_counts_like_the_screen_and_is_marked() {
    on_both_databases(async |store| {
        let cast = Cast::new(store).await;
        let grace = cast.worker(cast.grace);
        let round = open(&grace, cast.sam, Reason::First).await.unwrap();
        let answers = [given("eating", "some"), given("friends", "none")];
        assert_eq!(code(enter_paper(&grace, cast.sam, round, cast.manager, &answers).await), "author-not-related");
        let sheet = enter_paper(&grace, cast.sam, round, cast.kit, &answers).await.unwrap();
        let mut reading = cast.world.reading().await;
        let stored = sheets::of_assessment(&mut reading, round).await.unwrap();
        assert_eq!((stored[0].sheet.id, stored[0].sheet.author), (sheet, cast.kit));
        assert!(stored[0].sheet.is_on_paper && stored[0].sheet.is_finished);
        assert_eq!(stored[0].sheet.entered_by, Some(cast.grace));
        let family = enter_paper(&cast.family(cast.alex), cast.sam, round, cast.alex, &answers).await;
        assert!(matches!(family, Err(ActionError::Refused(Refusal::NotYours(_)))));
    });
}

#[test]
fn a_challenge_is_answered_by_somebody_else_and_only_in_time() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let round = open(&cast.family(cast.kit), cast.sam, Reason::First).await.unwrap();
        cast.answer(cast.kit, round, &[("eating", "some"), ("friends", "some")]).await;
        submit(&cast.family(cast.kit), cast.sam, round).await.unwrap();
        let manager = cast.worker(cast.manager);
        settle(&manager, cast.sam, round, cast.round(round).await.version, &[]).await.unwrap();
        let budget = tell(&manager, cast.sam, round).await.unwrap();
        let asked = challenge::ask(&cast.family(cast.kit), cast.sam, budget, "").await.unwrap();
        assert_eq!(challenge::ask(&cast.family(cast.kit), cast.sam, budget, "again").await.unwrap(), asked);
        let upheld = ChallengeOutcome::Upheld;
        let same = challenge::answer(&manager, cast.sam, asked, upheld, "we looked at every answer again").await;
        assert_eq!(code(same), "challenge-same-decider");
        challenge::take_back(&cast.family(cast.kit), cast.sam, asked).await.unwrap();
        let mut reading = cast.world.reading().await;
        let all = challenges::of_child(&mut reading, cast.sam).await.unwrap();
        assert_eq!((all.len(), all[0].outcome.as_deref()), (1, Some("withdrawn")));
        drop(reading);
        cast.world.clock.pass_days(29);
        assert_eq!(code(challenge::ask(&cast.family(cast.kit), cast.sam, budget, "").await), "challenge-too-late");
    });
}

#[test]
fn answering_again_starts_from_last_time_and_the_old_figure_stands() {
    on_both_databases(async |store| {
        let mut cast = Cast::new(store).await;
        let kit = cast.family(cast.kit);
        assert_eq!(code(open(&kit, cast.sam, Reason::ChangedNeeds).await), "nothing-to-answer-again");
        let grace = cast.worker(cast.grace);
        for (reason, eating, total) in [(Reason::First, "some", 93_800), (Reason::ChangedNeeds, "exceptional", 343_800)]
        {
            cast.world.clock.pass_days(1);
            let round = open(&cast.family(cast.kit), cast.sam, reason).await.unwrap();
            let begun = save_answers(&cast.family(cast.kit), cast.sam, round, 0, &[]).await.unwrap();
            let answers = [given("eating", eating), given("friends", "some")];
            save_answers(&cast.family(cast.kit), cast.sam, round, begun.version, &answers).await.unwrap();
            submit(&cast.family(cast.kit), cast.sam, round).await.unwrap();
            settle(&grace, cast.sam, round, cast.round(round).await.version, &[]).await.unwrap();
            let budget = tell(&grace, cast.sam, round).await.unwrap();
            let mut reading = cast.world.reading().await;
            assert_eq!(budgets::find(&mut reading, cast.sam, budget).await.unwrap().unwrap().total, Pence(total));
        }
        assert_eq!(code(open(&kit, cast.sam, Reason::First).await), "not-the-first-time");
        let mut reading = cast.world.reading().await;
        let rounds = assessments::of_child(&mut reading, cast.sam).await.unwrap();
        assert_eq!(rounds.iter().map(|one| one.status).collect::<Vec<_>>(), [Status::Told, Status::Superseded]);
        assert_eq!(budgets::of_child(&mut reading, cast.sam).await.unwrap().len(), 2);
    });
}
