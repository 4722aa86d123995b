//! What a layout can see: the template, its words, one document with its own pictures, the fonts. Anything else is not there.

use crate::printer::{PrintError, Printer};
use seven_core::document::PictureFile;
use typst::Library;
use typst::World;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

const TEMPLATE: &str = "paper.typ";
/// Beside the template: its blocks and words, which never change, and the document.
const WORDS: &str = "words.toml";
const BLOCKS: &str = "blocks.typ";
const DOCUMENT: &str = "document.json";
/// The document's own pictures.
const PICTURES: &str = "pictures/";

/// One document on the printer.
pub(crate) struct Desk<'p> {
    printer: &'p Printer,
    document: Bytes,
    pictures: Vec<(String, Bytes)>,
}

impl<'p> Desk<'p> {
    /// The template, read once.
    pub(crate) fn template() -> Result<Source, PrintError> {
        let path = VirtualPath::new(TEMPLATE).map_err(|error| PrintError::NotWhole(error.to_string()))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Source::new(id, include_str!("paper.typ").to_owned()))
    }

    pub(crate) fn new(printer: &'p Printer, document: String, pictures: &[PictureFile]) -> Desk<'p> {
        let pictures = pictures.iter();
        let pictures = pictures.map(|one| (format!("{PICTURES}{}", one.name), Bytes::new(one.bytes.clone()))).collect();
        Desk { printer, document: Bytes::from_string(document), pictures }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.printer.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.printer.fonts.book
    }

    fn main(&self) -> FileId {
        self.printer.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.printer.template.id() {
            return Ok(self.printer.template.clone());
        }
        match id.vpath().get_without_slash() {
            BLOCKS => Ok(Source::new(id, include_str!("blocks.typ").to_owned())),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id.vpath().get_without_slash() {
            DOCUMENT => Ok(self.document.clone()),
            WORDS => Ok(Bytes::from_string(include_str!("words.toml"))),
            other => {
                let found = self.pictures.iter().find(|(name, _)| name == other);
                found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
            }
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.printer.fonts.faces.get(index).cloned()
    }

    /// There is no clock: a document bears its own day.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
