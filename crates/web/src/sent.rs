//! What came with a form: its fields, as pairs of name and text.

use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use http_body_util::BodyExt;

use crate::fault::Fault;
use crate::guard::{MOST_FORM_BYTES, same};
use crate::parts::form::Posted;
use crate::visit::Visit;
use crate::words::PageWords;

/// The fields of a form without files. Its token has been compared by the guard.
#[derive(Debug, Clone, Default)]
pub struct Sent(pub Vec<(String, String)>);

impl Sent {
    /// What came under a name, without blanks around it.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value.trim())
    }

    /// The fields, to be shown again with what was found wrong.
    #[must_use]
    pub fn posted(self, words: PageWords) -> Posted {
        Posted::of(words, self.0)
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Fault;

    async fn from_request(request: Request, _state: &S) -> Result<Sent, Fault> {
        let bytes = axum::body::to_bytes(request.into_body(), MOST_FORM_BYTES).await.map_err(|_| Fault::TooLarge)?;
        Ok(Sent(pairs(&bytes)))
    }
}

/// A form with one file. The token stands before the file and is compared before the file is read.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The fields that are no file.
    pub fields: Sent,
    /// What the browser calls the file.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The largest file that is taken.
pub const MOST_FILE_BYTES: usize = 25 * 1024 * 1024;
/// So much of a larger one is listened to, so that whoever sent it is told why it is not taken.
const MOST_THROWN_AWAY_BYTES: usize = 512 * 1024 * 1024;

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Upload, Fault> {
        let visit = request.extensions().get::<Visit>().cloned().ok_or(Fault::NotFound)?;
        let signed = visit.signed.ok_or(Fault::SignInFirst)?;
        if told_length(&request) > MOST_FILE_BYTES + MOST_FORM_BYTES {
            throw_away(request.into_body()).await;
            return Err(Fault::TooLarge);
        }
        let unreadable = |error: MultipartRejection| Fault::Unreadable(error.to_string());
        let mut form = Multipart::from_request(request, state).await.map_err(unreadable)?;
        let mut upload = Upload { fields: Sent::default(), file_name: String::new(), bytes: Vec::new() };
        let mut is_ours = false;
        while let Some(field) = form.next_field().await.map_err(|error| broken_off(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file_name) = field.file_name().map(str::to_owned) {
                if !is_ours {
                    return Err(Fault::Forged);
                }
                upload.file_name = file_name;
                upload.bytes = limited(field, MOST_FILE_BYTES).await?;
            } else {
                let text = String::from_utf8_lossy(&limited(field, MOST_FORM_BYTES).await?).into_owned();
                if name == "csrf" {
                    is_ours = same(&text, &signed.session.csrf_token);
                }
                upload.fields.0.push((name, text));
            }
        }
        if is_ours { Ok(upload) } else { Err(Fault::Forged) }
    }
}

/// How many bytes a request says that it has.
fn told_length(request: &Request) -> usize {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// Takes in what is too large and keeps nothing of it: a browser reads the answer only once it has sent all, and tells of a broken
/// connection where nobody listens. There is an end to this as well.
async fn throw_away(mut body: Body) {
    let mut left = MOST_THROWN_AWAY_BYTES;
    while let Some(Ok(frame)) = body.frame().await {
        let Some(rest) = left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) else { return };
        left = rest;
    }
}

/// A form that ends before it should: because more was sent than is taken, or because it is none.
fn broken_off(error: &MultipartError) -> Fault {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Fault::TooLarge } else { Fault::Unreadable(error.to_string()) }
}

async fn limited(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken_off(&error))? {
        if bytes.len() + chunk.len() > most {
            return Err(Fault::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Pairs of a form or a query, decoded.
#[must_use]
pub fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes).into_owned().collect()
}
