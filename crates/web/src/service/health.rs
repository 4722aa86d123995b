//! `GET /healthz`: `ok` once the database answers.

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;

/// Says `ok`, or that the database does not answer.
pub async fn show(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(%error, "not well");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
