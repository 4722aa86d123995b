//! What stands around the style page: everything the layout can show.

use crate::parts::Link;
use crate::parts::form::{Csrf, ErrorSummary, Problem};
use crate::parts::layout::{Page, Place, SignedIn, Skin, Width};
use crate::parts::show::Notice;
use crate::parts::steps::{Stage, Step, Trail};
use crate::words::PageWords;

const STEPS: [&str; 7] =
    ["My money", "My plan", "Agreed", "Organise", "Live life", "See how it worked", "Put it right"];

pub fn page(w: PageWords, skin: Skin) -> Page {
    let address = if skin == Skin::Office { "/style?skin=office" } else { "/style" };
    let mut page = Page::new(w, w.t("title"), "Exampleshire Council").in_other_languages(address);
    let place = |text: &str, is_current| Place { link: Link::new(text, "/style"), is_current };
    page.skin = skin;
    page.width = if skin == Skin::Office { Width::Wide } else { Width::Reading };
    page.places = vec![place("Style", true), place("Children", false), place("Money", false)];
    page.person = Some(SignedIn {
        name: "Róisín <i>O'Neil</i>".to_owned(),
        seat: "Parent of Sam".to_owned(),
        account: "/style".to_owned(),
        sign_out: "/style".to_owned(),
        csrf: Csrf { token: "made-up".to_owned() },
    });
    page.is_demo = true;
    page.breadcrumbs = vec![Link::new("Home", "/style"), Link::new("Sam", "/style")];
    page.trail = Some(trail(w, 2));
    page.errors = ErrorSummary::new(
        w,
        vec![
            Problem {
                name: "text-error".to_owned(),
                message: "Write your e-mail address, such as sam@example.org".to_owned(),
            },
            Problem { name: String::new(), message: "Somebody else changed this while you were writing".to_owned() },
        ],
    );
    page.notice = Some(Notice::success(w, "Your answers are saved.").more(Link::new("See them", "/style")));
    page
}

/// The seven steps, with so many behind.
pub fn trail(w: PageWords, done: usize) -> Trail {
    let stage = |at: usize| match at.cmp(&done) {
        std::cmp::Ordering::Less => Stage::Done,
        std::cmp::Ordering::Equal => Stage::Now,
        std::cmp::Ordering::Greater => Stage::Later,
    };
    let step = |(at, name): (usize, &&str)| Step {
        name: (*name).to_owned(),
        stage: stage(at),
        href: (at <= done).then(|| "/style".to_owned()),
    };
    Trail::new(w, STEPS.iter().enumerate().map(step).collect())
}
