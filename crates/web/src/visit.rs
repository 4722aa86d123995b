//! A visit: one request with everything that was found out before the page is asked. Pages take it as an argument.

use std::sync::Arc;

use actions::Caller;
use actions::sign_in::Signed;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use seven_core::access::{Permit, Purpose};
use seven_core::{Moment, PersonId};
use store::authorities::Authority;
use store::sessions::StoredSession;
use store::{Reading, StoreError};

use crate::app::App;
use crate::fault::Fault;
use crate::parts::form::Csrf;
use crate::parts::layout::Page;
use crate::words::{Language, PageWords, Words};

/// One request, after the guard let it through.
#[derive(Debug, Clone)]
pub struct Visit {
    /// What every page has at hand.
    pub app: App,
    /// The authority whose pages these are.
    pub authority: Arc<Authority>,
    /// Who is signed in, if anybody.
    pub signed: Option<Arc<Signed>>,
    /// The session that was here until lately: what its person sent is kept for them.
    pub ended: Option<Arc<StoredSession>>,
    /// Where the request came from, as the network names it; empty where that is not known.
    pub place: String,
    /// What the guard allowed; nothing on pages for everybody.
    pub permit: Option<Permit>,
    /// For what purpose the page is.
    pub purpose: Purpose,
    /// When.
    pub moment: Moment,
    /// In which language to answer.
    pub language: Language,
    /// The path and query as they were asked for.
    pub address: String,
}

impl Visit {
    /// Whoever visits, ready to do something.
    #[must_use]
    pub fn caller(&self) -> Option<Caller> {
        Some(Caller {
            store: self.app.store.clone(),
            authority: self.authority.id.clone(),
            person: Some(self.signed.as_ref()?.actor.person),
            purpose: self.purpose,
            moment: self.moment,
        })
    }

    /// The same on pages that need somebody signed in, where the guard has made sure of it.
    ///
    /// # Errors
    /// [`Fault::SignInFirst`].
    pub fn signed_caller(&self) -> Result<Caller, Fault> {
        self.caller().ok_or(Fault::SignInFirst)
    }

    /// The child of the page, which the guard has permitted.
    ///
    /// # Errors
    /// [`Fault::NotFound`] on a page that is about no child.
    pub fn child(&self) -> Result<PersonId, Fault> {
        self.permit.as_ref().and_then(Permit::child).ok_or(Fault::NotFound)
    }

    /// Whether the seat in which the page was opened may do something else about the same child.
    #[must_use]
    pub fn opens(&self, action: seven_core::access::Action) -> bool {
        self.permit.as_ref().is_some_and(|permit| permit.opens(action))
    }

    /// The person signed in.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.signed.as_ref().map(|signed| signed.actor.person)
    }

    /// Opens the memory for reading.
    ///
    /// # Errors
    /// [`StoreError::Gone`].
    pub async fn reading(&self) -> Result<Reading, StoreError> {
        self.app.store.reading(&self.authority.id).await
    }

    /// The words of a page, by its folder.
    #[must_use]
    pub fn words(&self, folder: &str) -> PageWords {
        Words::new(self.language).page(folder)
    }

    /// What every form carries; empty where nobody is signed in.
    #[must_use]
    pub fn csrf(&self) -> Csrf {
        Csrf { token: self.signed.as_ref().map(|signed| signed.session.csrf_token.clone()).unwrap_or_default() }
    }

    /// What stands around a page.
    #[must_use]
    pub fn page(&self, words: PageWords, title: impl Into<String>) -> Page {
        crate::service::around(self, Page::new(words, title, self.authority.name.clone()))
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Visit, Fault> {
        parts.extensions.get::<Visit>().cloned().ok_or(Fault::NotFound)
    }
}
