//! The mail that waits reaches a mail server, and waits on where there is none.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use actions::sign_in::{MailSettings, Privacy, post_once};
use store::mail::{self, Mail};
use web::app::Mode;

use crate::town::{Browser, Town, after_minutes};

/// A mail server that takes one message and gives back what it was told.
fn mail_server() -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut heard = String::new();
        let mut is_letter = false;
        stream.write_all(b"220 here\r\n").unwrap();
        while let Some(Ok(line)) = lines.next() {
            heard.push_str(&line);
            heard.push('\n');
            let answer: &[u8] = match line.as_str() {
                "." => {
                    is_letter = false;
                    b"250 taken\r\n"
                }
                _ if is_letter => continue,
                "DATA" => {
                    is_letter = true;
                    b"354 go on\r\n"
                }
                "QUIT" => break,
                _ => b"250 yes\r\n",
            };
            stream.write_all(answer).unwrap();
            if line == "." {
                break;
            }
        }
        heard
    });
    (port, served)
}

fn settings(port: u16) -> MailSettings {
    let from = "Exampleshire <support@example.org>".to_owned();
    MailSettings { host: "127.0.0.1".to_owned(), port, privacy: Privacy::None, login: None, from }
}

async fn letter(town: &Town) -> Mail {
    mail::newest(&mut town.store.reading(&town.authority).await.unwrap(), 1).await.unwrap().remove(0)
}

#[tokio::test]
async fn a_letter_waits_while_the_mail_server_is_away_and_is_sent_once_when_it_is_back() {
    let town = Town::new().await;
    let mut browser = Browser::new(town.pages(Mode::Serve, 0).await);
    browser.fill_in("/sign-in/link", "/sign-in/link", &[("email", "kit@example.org")]).await;
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let post = |port: u16, minutes: i64| {
        let (store, authority) = (town.store.clone(), town.authority.clone());
        async move { post_once(&store, &authority, &settings(port), after_minutes(minutes).at).await.unwrap() }
    };
    assert_eq!(post(nobody, 0).await, 0);
    let waits = letter(&town).await;
    assert!(waits.attempts == 1 && waits.sent_at.is_none() && waits.last_failure.is_some());
    let (port, served) = mail_server();
    // not at once: a server that is away is not hammered
    assert_eq!(post(port, 0).await, 0);
    assert_eq!(post(port, 1).await, 1);
    let heard = served.join().unwrap();
    for part in ["MAIL FROM:<support@example.org>", "RCPT TO:<kit@example.org>", "Subject: Your link to sign in"] {
        assert!(heard.contains(part), "{part}\n{heard}");
    }
    // what was sent is not kept: its link would sign somebody in
    let sent = letter(&town).await;
    assert!(sent.sent_at.is_some() && sent.body.is_empty());
    assert_eq!(post(port, 10).await, 0);
}
