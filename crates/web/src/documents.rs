//! What makes paper of a document, and a page of a study's report. The pages know no printer; the program that starts them hands one in.

use std::sync::Arc;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use seven_core::document::Document;

use crate::fault::{Fault, broken};

/// Makes PDF files.
pub trait Documents: Send + Sync + std::fmt::Debug {
    /// The document as a PDF.
    ///
    /// # Errors
    /// Why it cannot be printed, for the log.
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String>;

    /// The report of a study as a page that stands alone, byte for byte as the command line writes it.
    ///
    /// # Errors
    /// Why it cannot be written, for whoever reads of the run.
    fn study(&self, made: &calibration::study::Made) -> Result<String, String>;
}

/// A document as an answer with a PDF. Printing is work for a thread of its own: other pages go on meanwhile.
pub(crate) async fn printed(documents: &Arc<dyn Documents>, document: Document, name: &str) -> Result<Response, Fault> {
    let documents = Arc::clone(documents);
    let done = tokio::task::spawn_blocking(move || documents.pdf(&document)).await;
    let bytes = done.map_err(|error| broken(&error))?.map_err(|why| broken(&why))?;
    let name = format!("inline; filename=\"{name}.pdf\"");
    Ok(([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}
