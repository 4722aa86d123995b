//! What makes paper of a document. The pages know no printer; the program that starts them hands one in.

use seven_core::document::Document;

/// Makes PDF files.
pub trait Documents: Send + Sync + std::fmt::Debug {
    /// The document as a PDF.
    ///
    /// # Errors
    /// Why it cannot be printed, for the log.
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String>;
}
