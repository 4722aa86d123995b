//! Choosing a made-up person, in a demonstration only: the router has no such route otherwise.

use actions::sign_in::{made_up_people, sign_in_as};
use axum::http::HeaderMap;
use axum::response::Response;
use seven_core::people::Role;
use seven_core::settings::Settings;
use store::holders::Holder;

use super::{arrival, arrive};
use crate::fault::Fault;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// As many are shown of a group at once; the others are folded away.
const SHOWN: usize = 8;

/// Made-up people of one kind.
#[derive(Debug)]
pub struct Group {
    /// What they are.
    pub title: String,
    /// The first few.
    pub first: Vec<Face>,
    /// Those folded away.
    pub others: Vec<Face>,
    /// The line that unfolds them.
    pub more: String,
}

/// A made-up person.
#[derive(Debug)]
pub struct Face {
    /// Their account.
    pub account: String,
    /// Their name.
    pub name: String,
    /// What they are here.
    pub seat: String,
}

/// Those whom a visitor meets first.
const INTRODUCED: &str = "introduced";

/// The other groups, in the order that visitors of a demonstration look for them.
const GROUPS: [&str; 6] = ["family", "young", "team", "council", "elsewhere", "other"];

/// All made-up people by group, those whom the authority's settings introduce before all others; empty groups are left out.
pub(super) async fn groups(visit: &Visit) -> Result<Vec<Group>, Fault> {
    let w = visit.words("sign_in/demo");
    let holders = made_up_people(&visit.app.store, &visit.authority.id, visit.moment.today).await?;
    let introduced = Settings::read(&visit.authority.settings).introduced;
    let group_of = |holder: &Holder| {
        if introduced.contains(&holder.name.shown()) { INTRODUCED } else { group_of(holder) }
    };
    let group = |code: &str| {
        let mut found: Vec<&Holder> = holders.iter().filter(|holder| group_of(holder) == code).collect();
        // by name, and those who are introduced in the order in which they are met
        found.sort_by_key(|holder| introduced.iter().position(|name| *name == holder.name.shown()));
        let mut first: Vec<Face> = found.into_iter().map(|holder| face(holder, w)).collect();
        let others = first.split_off(first.len().min(SHOWN));
        let more = w.count("more", others.len().try_into().unwrap_or(u64::MAX));
        Group { title: w.t(&format!("group.{code}")).to_owned(), first, others, more }
    };
    Ok([INTRODUCED].into_iter().chain(GROUPS).map(group).filter(|group| !group.first.is_empty()).collect())
}

fn group_of(holder: &Holder) -> &'static str {
    match holder.roles.first() {
        Some((role, _)) => match role {
            Role::TeamMember | Role::TeamManager | Role::GroupManager | Role::HeadOfService => "team",
            Role::Senco | Role::HealthCommissioner | Role::ProviderStaff => "elsewhere",
            _ => "council",
        },
        None if holder.has_record => "young",
        None if holder.relations.iter().any(|(kind, _)| kind.is_family()) => "family",
        None if !holder.relations.is_empty() => "elsewhere",
        None => "other",
    }
}

fn face(holder: &Holder, w: PageWords) -> Face {
    Face { account: holder.account.to_string(), name: holder.name.shown(), seat: seat(holder, w) }
}

fn seat(holder: &Holder, w: PageWords) -> String {
    if let Some((role, group)) = holder.roles.first() {
        let role = w.t(&format!("role.{role}")).to_owned();
        return match group {
            Some(group) => w.say("seat.within", &[("role", &role), ("group", group)]),
            None => role,
        };
    }
    if holder.has_record {
        return w.t("seat.young").to_owned();
    }
    let Some((kind, child)) = holder.relations.first() else { return String::new() };
    let seat = w.say(&format!("relation.{kind}"), &[("child", child)]);
    match holder.relations.len() - 1 {
        0 => seat,
        more => w.say("seat.and_more", &[("seat", &seat), ("more", &more)]),
    }
}

/// `POST /sign-in/as`: signs in as the person whose button was pressed.
pub async fn choose(visit: Visit, headers: HeaderMap, sent: Sent) -> Result<Response, Fault> {
    let account = sent.value("account").parse().map_err(|_| Fault::NotFound)?;
    let token = sign_in_as(&arrival(&visit, &headers), account).await?;
    Ok(arrive(&visit.app, &token, sent.value("then")))
}
