//! Letters as PDF: pages ask for paper through [`Documents`], and the printer is handed to them here. It reads its fonts
//! when the first document is printed, so that starting stays quick.

use std::fmt;
use std::sync::OnceLock;

use print::{PrintError, Printer};
use seven_core::document::Document;
use web::documents::Documents;

/// A printer that is set up when it is first needed.
#[derive(Default)]
pub struct Press(OnceLock<Result<Printer, PrintError>>);

impl fmt::Debug for Press {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Press")
    }
}

impl Documents for Press {
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String> {
        match self.0.get_or_init(Printer::new) {
            Ok(printer) => printer.pdf(document).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        }
    }
}
