//! Every route on one screen: method, path, what it needs, and the page behind it.

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware;
use axum::response::Response;
use seven_core::access::Action::*;
use seven_core::access::Purpose;

use crate::app::{App, Mode};
use crate::fault::Fault;
use crate::guard::{Post, guard};
use crate::route::Needs::{Nothing, SignedIn, TowardsChild};
use crate::route::{Route, get, post};
use crate::{account, assets, family, outbox, public, service, sign_in};

/// Every route that asks for something to be allowed. A new page is one line here.
#[must_use]
#[rustfmt::skip]
pub fn routes(mode: Mode) -> Vec<Route> {
    let mut routes = vec![
        // everybody
        get("/",                            Nothing,                        public::home::show),
        get("/help",                        Nothing,                        public::told::help),
        get("/privacy",                     Nothing,                        public::told::privacy),
        get("/accessibility",               Nothing,                        public::told::accessibility),
        get("/apply",                       Nothing,                        public::told::apply),
        get("/what-might-we-get",           Nothing,                        public::estimate::show),
        post("/what-might-we-get",          Nothing,                        public::estimate::send),
        get("/how-it-is-worked-out",        Nothing,                        public::method::show),
        get("/questions-on-paper",          Nothing,                        public::method::paper),
        get("/sign-in",                     Nothing,                        sign_in::choose::show),
        get("/sign-in/arrived",             Nothing,                        sign_in::choose::arrived),
        get("/sign-in/staff",               Nothing,                        sign_in::staff::show),
        post("/sign-in/staff",              Nothing,                        sign_in::staff::send),
        get("/sign-in/code",                Nothing,                        sign_in::code::show),
        post("/sign-in/code",               Nothing,                        sign_in::code::send),
        get("/sign-in/enrol",               Nothing,                        sign_in::enrol::show),
        post("/sign-in/enrol",              Nothing,                        sign_in::enrol::send),
        get("/sign-in/link",                Nothing,                        sign_in::link::show),
        post("/sign-in/link",               Nothing,                        sign_in::link::send),
        get("/sign-in/link/sent",           Nothing,                        sign_in::link::sent),
        get("/sign-in/link/open",           Nothing,                        sign_in::link::look),
        post("/sign-in/link/open",          Nothing,                        sign_in::link::open),
        // whoever is signed in, about themself
        get("/account",                     SignedIn(ManageOwnAccount),     account::home::show),
        get("/account/sessions",            SignedIn(ManageOwnAccount),     account::sessions::show),
        post("/account/sessions/end",       SignedIn(ManageOwnAccount),     account::sessions::end),
        post("/account/sessions/end-all",   SignedIn(ManageOwnAccount),     account::sessions::end_all),
        get("/account/password",            SignedIn(ManageOwnAccount),     account::password::show),
        post("/account/password",           SignedIn(ManageOwnAccount),     account::password::send),
        get("/account/codes",               SignedIn(ManageOwnAccount),     account::codes::show),
        post("/account/codes",              SignedIn(ManageOwnAccount),     account::codes::begin),
        get("/account/codes/new",           SignedIn(ManageOwnAccount),     account::codes::show_new),
        post("/account/codes/new",          SignedIn(ManageOwnAccount),     account::codes::finish),
        post("/account/sign-out",           SignedIn(ManageOwnAccount),     account::sign_out::send),
        // families
        get("/family",                      SignedIn(ViewHome),             family::home::show),
        get("/family/{child}",              TowardsChild(ViewChild),        family::child::show),
        get("/family/{child}/answers",      TowardsChild(ViewAnswers),      family::rounds::overview::show),
        post("/family/{child}/answers",     TowardsChild(OpenAssessment),   family::rounds::overview::begin),
        post("/family/{child}/answers/{round}/mine",             TowardsChild(AnswerSheet),     family::rounds::overview::begin_mine),
        get("/family/{child}/answers/{round}/question/{id}",     TowardsChild(AnswerSheet),     family::rounds::question::show),
        post("/family/{child}/answers/{round}/question/{id}",    TowardsChild(AnswerSheet),     family::rounds::question::save),
        get("/family/{child}/answers/{round}/all",               TowardsChild(AnswerSheet),     family::rounds::all::show),
        post("/family/{child}/answers/{round}/all",              TowardsChild(AnswerSheet),     family::rounds::all::save),
        get("/family/{child}/answers/{round}/check",             TowardsChild(AnswerSheet),     family::rounds::check::show),
        post("/family/{child}/answers/{round}/finish",           TowardsChild(AnswerSheet),     family::rounds::check::finish),
        post("/family/{child}/answers/{round}/write-again",      TowardsChild(AnswerSheet),     family::rounds::check::write_again),
        post("/family/{child}/answers/{round}/hand-in",          TowardsChild(SubmitAnswers),   family::rounds::check::hand_in),
        post("/family/{child}/answers/{round}/stop",             TowardsChild(SubmitAnswers),   family::rounds::check::stop),
        get("/family/{child}/answers/{round}/sharing",           TowardsChild(AnswerSheet),     family::rounds::sharing::show),
        post("/family/{child}/answers/{round}/sharing",          TowardsChild(AnswerSheet),     family::rounds::sharing::save),
        get("/family/{child}/answers/{round}/side-by-side",      TowardsChild(ViewAnswers),     family::rounds::side_by_side::show),
        get("/family/{child}/budget",       TowardsChild(ViewBudget),       family::budget::list::show),
        get("/family/{child}/budget/{id}",  TowardsChild(ViewBudget),       family::budget::letter::show),
        get("/family/{child}/budget/{id}/compare",               TowardsChild(ViewBudget),      family::budget::compare::show),
        get("/family/{child}/budget/{id}/challenge",             TowardsChild(ViewBudget),      family::budget::challenge::show),
        post("/family/{child}/budget/{id}/challenge",            TowardsChild(ChallengeBudget), family::budget::challenge::send),
        post("/family/{child}/budget/{id}/challenge/take-back",  TowardsChild(ChallengeBudget), family::budget::challenge::take),
        get("/family/{child}/who-looked",   TowardsChild(ViewWhoLooked),    family::looked::show),
        get("/family/{child}/details",      TowardsChild(EditChild),        family::details::show),
        post("/family/{child}/details",     TowardsChild(EditChild),        family::details::save),
        get("/family/{child}/lead",         TowardsChild(HandOver),         family::lead::show),
        post("/family/{child}/lead",        TowardsChild(HandOver),         family::lead::send),
        get("/me/practice",                 SignedIn(Practise),             family::practice::show),
        post("/me/practice",                SignedIn(Practise),             family::practice::save),
    ];
    if mode == Mode::Demo {
        routes.extend([
            get("/outbox",                  Nothing,                        outbox::show),
            post("/sign-in/as",             Nothing,                        sign_in::demo::choose),
        ]);
    }
    routes
}

/// The service: all routes behind the guard, and the files that pages are dressed with.
pub fn router(app: App) -> Router {
    let behind_guard = |post: Post| middleware::from_fn_with_state((app.clone(), post), guard);
    let mut router: Router<App> = Router::new();
    for route in routes(app.mode) {
        let child_at = route.path.split('/').position(|part| part == "{child}");
        let post = Post { needs: route.needs, purpose: route.purpose, child_at };
        router = router.route(route.path, route.page.layer(behind_guard(post)));
    }
    let nowhere = Post { needs: Nothing, purpose: Purpose::OwnLife, child_at: None };
    let not_found = axum::routing::any(|| async { Fault::NotFound }).layer(behind_guard(nowhere));
    let is_secure = app.is_secure();
    router
        .route("/healthz", axum::routing::get(service::health::show))
        .route("/assets/{name}", axum::routing::get(assets::serve))
        .route("/licences", axum::routing::get(assets::licences))
        .fallback(not_found)
        .layer(middleware::map_response(move |response: Response| async move { secured(response, is_secure) }))
        .with_state(app)
}

/// Headers that every answer carries.
fn secured(mut response: Response, is_secure: bool) -> Response {
    const ALWAYS: [(HeaderName, &str); 4] = [
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
        ),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
    ];
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // what is shown to one person stays in no cache
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let apart = [("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin")];
    for (name, value) in apart {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    let features = HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    headers.entry(HeaderName::from_static("permissions-policy")).or_insert(features);
    if is_secure {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
    response
}
