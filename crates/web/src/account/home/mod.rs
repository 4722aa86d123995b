//! `/account`: how one signs in, and what one can change about it.

use actions::sign_in::{OwnAccount, own_account};
use askama::Template;
use axum::response::Html;

use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::parts::show::{Row, SummaryList};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "account/home/page.html")]
struct HomePage {
    page: Page,
    list: SummaryList,
}

/// The account.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("account/home");
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let own: OwnAccount = own_account(&visit.signed_caller()?).await?;
    let change = |href: &str| Link::new(w.t("change"), href);
    let mut rows = vec![
        Row::new(w.t("name"), signed.name.clone()),
        Row::new(w.t("email"), own.email),
        Row::new(w.t("browsers"), w.t("browsers_what"))
            .action(Link::new(w.t("see"), "/account/sessions"), w.t("browsers_about")),
    ];
    if signed.works_here || own.has_codes {
        let password = if own.has_password { "password_set" } else { "password_none" };
        rows.push(Row::new(w.t("password"), w.t(password)).action(change("/account/password"), w.t("password_about")));
        let codes = if own.has_codes {
            w.count("codes_set", own.paper_left.try_into().unwrap_or_default())
        } else {
            w.t("codes_none").to_owned()
        };
        rows.push(Row::new(w.t("codes"), codes).action(change("/account/codes"), w.t("codes_about")));
    }
    if own.has_organisation {
        rows.push(Row::new(w.t("organisation"), w.t("organisation_what")));
    }
    let page = visit.page(w, w.t("title"));
    Ok(Html(HomePage { page, list: SummaryList::new(rows) }.render()?))
}
