//! The printer that the pages are given. It reads its fonts when the first document is printed.

use std::sync::LazyLock;

use print::{PrintError, Printer};
use seven_core::document::Document;
use web::documents::Documents;

/// Prints through typst.
pub struct Paper(LazyLock<Result<Printer, PrintError>>);

impl std::fmt::Debug for Paper {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Paper")
    }
}

impl Paper {
    /// A printer that has not read its fonts yet.
    pub fn new() -> Paper {
        Paper(LazyLock::new(Printer::new))
    }
}

impl Documents for Paper {
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String> {
        let printer = self.0.as_ref().map_err(ToString::to_string)?;
        printer.pdf(document).map_err(|error| error.to_string())
    }

    fn study(&self, made: &calibration::study::Made) -> Result<String, String> {
        crate::studio::page_of(made).map_err(|failure| failure.to_string())
    }
}
