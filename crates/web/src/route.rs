//! A route: method, path, what one needs to be allowed, and the page.

use axum::handler::Handler;
use axum::routing::{self, MethodRouter};
use seven_core::access::{Action, Purpose};

use crate::app::App;

/// What a route asks of whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: everybody may.
    Nothing,
    /// Somebody signed in, about themself only.
    SignedIn(Action),
    /// A role in the authority.
    InAuthority(Action),
    /// A seat towards the child that `{child}` in the path names; who looks is recorded.
    TowardsChild(Action),
}

impl Needs {
    /// The action, where there is one.
    #[must_use]
    pub fn action(self) -> Option<Action> {
        match self {
            Needs::Nothing => None,
            Needs::SignedIn(action) | Needs::InAuthority(action) | Needs::TowardsChild(action) => Some(action),
        }
    }
}

/// One line of the router.
#[derive(Debug)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, with `{child}` and the like.
    pub path: &'static str,
    /// What it asks.
    pub needs: Needs,
    /// For what purpose the page is: one's own life, or work.
    pub purpose: Purpose,
    pub(crate) page: MethodRouter<App>,
}

/// A page that is looked at.
pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, needs: Needs, page: H) -> Route {
    Route { method: "GET", path, needs, purpose: purpose_of(path), page: routing::get(page) }
}

/// A form that is sent.
pub fn post<H: Handler<T, App>, T: 'static>(path: &'static str, needs: Needs, page: H) -> Route {
    Route { method: "POST", path, needs, purpose: purpose_of(path), page: routing::post(page) }
}

/// Family pages serve one's own life, all others work.
fn purpose_of(path: &str) -> Purpose {
    let is_own = ["/family", "/me", "/account"].iter().any(|start| path.starts_with(start));
    if is_own { Purpose::OwnLife } else { Purpose::Work }
}
