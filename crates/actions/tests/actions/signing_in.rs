//! Signing in from the first link to a new phone, on both databases.

use actions::people::Letter;
use actions::sign_in::codes::code_at;
use actions::sign_in::{
    Arrival, Brought, Browser, Settings, Visitor, enrol, enrolment, hashed_password, open_link, reset_sign_in,
    send_link, sign_out, try_code, try_password, visitor,
};
use seven_core::sign_in::{Lost, ResetReason};
use store::{accounts, mail};
use testkit::{World, on_both_databases};

use crate::office::{Office, only, refused};

const PASSWORD: &str = "correct kettle lamp";

fn arrival(world: &World) -> Arrival {
    let (store, authority) = (world.store.clone(), world.authority.clone());
    Arrival { store, authority, browser: Browser::default(), moment: world.clock.now() }
}

fn letter() -> Letter {
    Letter { subject: "Begin anew".to_owned(), body: "You begin anew.".to_owned() }
}

/// The token of the newest link in the outbox.
async fn newest_token(world: &World) -> String {
    let letters = mail::newest(&mut world.reading().await, 1).await.unwrap();
    letters[0].body.split("token=").nth(1).unwrap().to_owned()
}

/// By link, as far as a link brings somebody; takes codes over where it asks for them. Gives the session's token and the secret.
async fn come_in(world: &World, email: &str) -> (String, String) {
    let arrival = arrival(world);
    let sent = actions::sign_in::Letter {
        subject: "Link".to_owned(),
        body: "{link}".to_owned(),
        page: "http://localhost/sign-in/link/open".to_owned(),
    };
    let kept = send_link(&arrival, email, "", &sent).await.unwrap();
    let brought = open_link(&arrival, &newest_token(world).await, Some(&kept), "").await.unwrap();
    let Brought::HalfWay(half) = brought else { panic!("whoever works here gives a code besides") };
    assert!(half.enrols);
    let found = enrolment(&arrival, &half.token, "Exampleshire").await.unwrap();
    let code = code_at(&found.secret, arrival.moment.at).unwrap();
    let (arrived, paper) = enrol(&arrival, &half.token, &code).await.unwrap();
    assert_eq!(paper.len(), 8);
    (arrived.token, found.secret)
}

async fn is_in(world: &World, token: &str) -> bool {
    let who = visitor(&world.store, &world.authority, &Settings::default(), token, world.clock.now()).await.unwrap();
    matches!(who, Visitor::Signed(_))
}

#[test]
fn from_a_link_and_new_codes_to_a_password_and_out_again() {
    on_both_databases(async |store| {
        let mut office = Office::new(store).await;
        let account = office.world.open_account(office.worker, "grace@example.org").await;
        let (token, secret) = come_in(&office.world, "grace@example.org").await;
        assert!(is_in(&office.world, &token).await);
        let hash = hashed_password(PASSWORD).await.unwrap();
        let mut write = office.world.writing().await;
        accounts::set_password(&mut write, account, &hash).await.unwrap();
        let event = seven_core::audit::Event::of(write.permit(), "made up");
        write.commit(event).await.unwrap();
        office.world.clock.pass_minutes(5);
        let arrival = arrival(&office.world);
        assert_eq!(refused(try_password(&arrival, "grace@example.org", "wrong", "").await), only("sign-in-wrong"));
        let half = try_password(&arrival, "Grace@Example.org ", PASSWORD, "/council").await.unwrap();
        assert!(!half.enrols && !is_in(&office.world, &half.token).await, "half a way is no way in");
        assert_eq!(refused(try_code(&arrival, &half.token, "000000").await), only("sign-in-code-wrong"));
        let code = code_at(&secret, arrival.moment.at).unwrap();
        let arrived = try_code(&arrival, &half.token, &code).await.unwrap();
        assert_eq!(arrived.then, "/council");
        assert_eq!(refused(try_code(&arrival, &half.token, &code).await), only("sign-in-begin-again"), "once");
        let Visitor::Signed(signed) =
            visitor(&office.world.store, &office.world.authority, &Settings::default(), &arrived.token, arrival.moment)
                .await
                .unwrap()
        else {
            panic!()
        };
        assert_eq!(refused(sign_out(&office.at_home(office.parent), signed.session.id).await), only("missing"));
        sign_out(&office.at_home(office.worker), signed.session.id).await.unwrap();
        assert!(!is_in(&office.world, &arrived.token).await && is_in(&office.world, &token).await);
    });
}

#[test]
fn too_many_wrong_passwords_wait_and_each_is_on_record() {
    on_both_databases(async |store| {
        let mut office = Office::new(store).await;
        office.world.open_account(office.worker, "grace@example.org").await;
        let before = office.world.entries().await;
        for _ in 0..5 {
            let tried = try_password(&arrival(&office.world), "grace@example.org", "wrong", "").await;
            assert_eq!(refused(tried), only("sign-in-wrong"));
        }
        let waiting = refused(try_password(&arrival(&office.world), "grace@example.org", "wrong", "").await);
        assert_ne!(waiting, only("sign-in-wrong"));
        assert_eq!(office.world.entries().await, before + 6);
        office.world.clock.pass_minutes(2);
        let tried = try_password(&arrival(&office.world), "grace@example.org", "wrong", "").await;
        assert_eq!(refused(tried), only("sign-in-wrong"), "waiting ends");
    });
}

#[test]
fn a_colleague_who_lost_phone_and_paper_begins_anew_and_the_old_codes_are_worth_nothing() {
    on_both_databases(async |store| {
        let mut office = Office::new(store).await;
        office.world.open_account(office.worker, "grace@example.org").await;
        office.world.open_account(office.parent, "kit@example.org").await;
        let (token, old) = come_in(&office.world, "grace@example.org").await;
        office.world.clock.pass_minutes(5);
        let (lost, why) = (Lost::Codes, ResetReason::AskedInPerson);
        for nobody in [office.worker, office.manager, office.parent] {
            let tried = reset_sign_in(&office.at_work(nobody), office.worker, lost, why, &letter()).await;
            assert_eq!(refused(tried), only("refused"));
        }
        let admin = office.at_work(office.admin);
        let parents = reset_sign_in(&admin, office.parent, lost, why, &letter()).await;
        assert_eq!(refused(parents), [("colleague".to_owned(), "no-colleague")]);
        let without_account = reset_sign_in(&admin, office.manager, lost, why, &letter()).await;
        assert_eq!(refused(without_account), only("missing"));
        assert_eq!(reset_sign_in(&admin, office.worker, lost, why, &letter()).await.unwrap(), 1, "a session ends");
        assert!(!is_in(&office.world, &token).await);
        let told = mail::newest(&mut office.world.reading().await, 1).await.unwrap();
        assert_eq!((told[0].to.as_str(), told[0].subject.as_str()), ("grace@example.org", "Begin anew"));
        let twice = reset_sign_in(&admin, office.worker, lost, why, &letter()).await;
        assert_eq!(refused(twice), [("colleague".to_owned(), "nothing-there")]);
        office.world.clock.pass_minutes(5);
        let (again, new) = come_in(&office.world, "grace@example.org").await;
        assert!(is_in(&office.world, &again).await);
        assert_ne!(old, new);
    });
}
