//! Whether a PDF that somebody sends can be kept as it is: looked through for what would run, and for what cannot be looked into.
//! It is never opened or drawn here; whoever reads it gets it as a file to download.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// All that is packed in one file comes to no more than this, in bytes: a small file can hold one that fills the memory.
const MOST_INSIDE: u64 = 256 * 1024 * 1024;
/// Packed things within packed things are looked through so deep.
const DEEPEST: u8 = 3;
/// The end of a file stands within so many of its last bytes.
const END_WITHIN: usize = 2_048;
/// No name that matters is longer, in bytes.
const LONGEST_NAME: usize = 24;

/// Names of what runs, plays or sends something when the file is read.
const RUNS: [&[u8]; 7] = [b"JavaScript", b"Launch", b"Rendition", b"RichMedia", b"ImportData", b"SubmitForm", b"XFA"];
/// Names of files that are carried inside, and of ways into them.
const CARRIES: [&[u8]; 3] = [b"EmbeddedFile", b"EmbeddedFiles", b"GoToE"];
/// Ways of packing that hide what is within from this look, in a file whose own structure is packed.
const HIDES: [&[u8]; 5] = [b"ASCII85Decode", b"ASCIIHexDecode", b"LZWDecode", b"RunLengthDecode", b"Crypt"];

/// Why a PDF is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PdfRefusal {
    /// It does not begin as one.
    #[error("not a PDF")]
    NoPdf,
    /// Its end is missing.
    #[error("the end of the PDF is missing")]
    CutOff,
    /// It is locked with a password.
    #[error("the PDF is locked")]
    Locked,
    /// Something in it would run.
    #[error("something in the PDF would run")]
    Runs,
    /// It carries other files.
    #[error("the PDF carries other files")]
    CarriesFiles,
    /// What is in it cannot be looked at, or is far too much.
    #[error("the PDF cannot be looked into")]
    Unclear,
}

impl PdfRefusal {
    /// Its code in the catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            PdfRefusal::NoPdf => "no-picture",
            PdfRefusal::CutOff => "pdf-cut-off",
            PdfRefusal::Locked => "pdf-locked",
            PdfRefusal::Runs => "pdf-runs",
            PdfRefusal::CarriesFiles => "pdf-carries-files",
            PdfRefusal::Unclear => "pdf-unclear",
        }
    }
}

/// Whether a file says of itself that it is a PDF.
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Looks a PDF through: all of it, and all that is packed in it.
///
/// # Errors
/// Why it is not kept.
pub fn look_through(bytes: &[u8]) -> Result<(), PdfRefusal> {
    if !is_pdf(bytes) {
        return Err(PdfRefusal::NoPdf);
    }
    let end = bytes.get(bytes.len().saturating_sub(END_WITHIN)..).unwrap_or(bytes);
    if find(end, b"%%EOF").is_none() || find(bytes, b"startxref").is_none() {
        return Err(PdfRefusal::CutOff);
    }
    // Sound files name these plainly; a name may be written with `#` and two digits for a letter, which is no reason to miss it
    let mut is_packed = false;
    let mut hides = false;
    for name in names(bytes) {
        judge(&name)?;
        if name == b"Encrypt" {
            return Err(PdfRefusal::Locked);
        }
        is_packed |= name == b"XRef" || name == b"ObjStm";
        hides |= HIDES.contains(&name.as_slice());
    }
    if is_packed && hides {
        return Err(PdfRefusal::Unclear);
    }
    let mut left = MOST_INSIDE;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        rest = from.get(b"stream".len()..).unwrap_or_default();
        let packed = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"));
        let Some(packed) = packed.filter(|_| !before.ends_with(b"end")) else { continue };
        if is_shuffled(before) {
            return Err(PdfRefusal::Unclear);
        }
        inside(packed, &mut left, DEEPEST)?;
    }
    Ok(())
}

/// Whether a stream of objects is written in a way that mixes its letters, which no program does that means well.
fn is_shuffled(before: &[u8]) -> bool {
    let from = before.windows(3).rposition(|three| three == b"obj").unwrap_or(0);
    let own: Vec<Vec<u8>> = names(before.get(from..).unwrap_or_default()).collect();
    let has = |wanted: &[u8]| own.iter().any(|name| name == wanted);
    has(b"ObjStm") && has(b"Predictor")
}

fn judge(name: &[u8]) -> Result<(), PdfRefusal> {
    if RUNS.contains(&name) {
        return Err(PdfRefusal::Runs);
    }
    if CARRIES.contains(&name) {
        return Err(PdfRefusal::CarriesFiles);
    }
    Ok(())
}

/// Looks at what is packed at the beginning of some bytes, if anything is.
fn inside(packed: &[u8], left: &mut u64, deep: u8) -> Result<(), PdfRefusal> {
    // the first two bytes of everything that is packed this way leave no remainder of 31, and end in 8
    let [first, second, ..] = packed else { return Ok(()) };
    if first & 0x0f != 8 || (u16::from(*first) << 8 | u16::from(*second)) % 31 != 0 {
        return Ok(());
    }
    let Some(deeper) = deep.checked_sub(1) else { return Err(PdfRefusal::Unclear) };
    let mut unpacked = Vec::new();
    // what breaks off in the middle is looked at as far as it goes: a reader would do the same
    let _ = ZlibDecoder::new(packed).take(*left + 1).read_to_end(&mut unpacked);
    let size = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
    *left = left.checked_sub(size).ok_or(PdfRefusal::Unclear)?;
    names(&unpacked).try_for_each(|name| judge(&name))?;
    inside(&unpacked, left, deeper)
}

fn find(within: &[u8], wanted: &[u8]) -> Option<usize> {
    within.windows(wanted.len()).position(|window| window == wanted)
}

/// The names in some bytes: `/Type` and `/#54ype` are the same. Longer ones are cut short.
fn names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    bytes.split(|byte| *byte == b'/').skip(1).map(|from| {
        let mut name = Vec::new();
        let mut rest = from;
        while let [letter, tail @ ..] = rest
            && name.len() < LONGEST_NAME
            && !letter.is_ascii_whitespace()
            && !b"\0()<>[]{}%".contains(letter)
        {
            rest = tail;
            let escaped = match (letter, tail) {
                (b'#', [high, low, ..]) => digit(*high).zip(digit(*low)),
                _ => None,
            };
            match escaped {
                Some((high, low)) => {
                    name.push(high << 4 | low);
                    rest = tail.get(2..).unwrap_or_default();
                }
                None => name.push(*letter),
            }
        }
        name
    })
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn file(body: &[u8]) -> Vec<u8> {
        let head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n";
        [&head[..], body, b"\nstartxref\n9\n%%EOF\n"].concat()
    }

    fn packed(inside: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(inside).unwrap();
        encoder.finish().unwrap()
    }

    fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
        [format!("5 0 obj\n<< {dictionary} >>\nstream\n").as_bytes(), content, b"\nendstream\nendobj"].concat()
    }

    #[test]
    fn a_bill_as_programs_write_it_is_kept() {
        assert_eq!(look_through(&file(b"")), Ok(()));
        let text = packed(b"BT /F1 12 Tf (Swimming 12.00) Tj ET");
        assert_eq!(look_through(&file(&stream("/Filter /FlateDecode", &text))), Ok(()));
        let objects = packed(b"7 0 << /Type /Annot /A << /S /URI /URI (https://example.org) >> >>");
        assert_eq!(look_through(&file(&stream("/Type /ObjStm /Filter /FlateDecode", &objects))), Ok(()));
        // old programs write their text so, in files whose own structure stands plain
        assert_eq!(look_through(&file(&stream("/Filter [ /ASCII85Decode /FlateDecode ]", b"Gas2F~>"))), Ok(()));
    }

    #[test]
    fn what_would_run_is_found_however_it_is_written() {
        for (body, why) in [
            (&b"<< /S /JavaScript /JS (app.alert(1)) >>"[..], PdfRefusal::Runs),
            (b"<< /S /J#61vaScrip#74 /JS (x) >>", PdfRefusal::Runs),
            (b"<</S/Launch/F(cmd.exe)>>", PdfRefusal::Runs),
            (b"<< /AcroForm << /XFA 4 0 R >> >>", PdfRefusal::Runs),
            (b"<< /Type /EmbeddedFile >>", PdfRefusal::CarriesFiles),
            (b"<< /Names << /EmbeddedFiles 3 0 R >> >>", PdfRefusal::CarriesFiles),
            (b"trailer << /Encrypt 6 0 R >>", PdfRefusal::Locked),
        ] {
            assert_eq!(look_through(&file(body)), Err(why), "{}", String::from_utf8_lossy(body));
            let inside = stream("/Type /ObjStm /Filter /FlateDecode", &packed(body));
            let told = look_through(&file(&inside));
            assert!(told == Err(why) || why == PdfRefusal::Locked, "packed: {}", String::from_utf8_lossy(body));
            let twice = stream("/Filter [ /FlateDecode /FlateDecode ]", &packed(&packed(body)));
            assert!(look_through(&file(&twice)) == Err(why) || why == PdfRefusal::Locked, "packed twice");
        }
        assert_eq!(look_through(&file(b"<< /JavaScripture 1 /XFALL 2 >> (a launch / Launch)")), Ok(()));
    }

    #[test]
    fn what_cannot_be_looked_into_is_not_kept() {
        let body = b"<< /S /JavaScript >>";
        let hidden = stream("/Type /ObjStm /Filter [ /ASCII85Decode /FlateDecode ]", b"Gas2F~>");
        assert_eq!(look_through(&file(&hidden)), Err(PdfRefusal::Unclear));
        let shuffled = stream("/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>", &packed(body));
        assert_eq!(look_through(&file(&shuffled)), Err(PdfRefusal::Unclear));
        let bomb = packed(&vec![0; 1 << 20]);
        let mut deep = bomb;
        for _ in 0..4 {
            deep = packed(&deep);
        }
        assert_eq!(look_through(&file(&stream("/Filter /FlateDecode", &deep))), Err(PdfRefusal::Unclear));
    }

    #[test]
    fn a_small_file_that_would_fill_the_memory_is_not_kept() {
        // 33 times 8 MiB of nothing
        let much = stream("/Filter /FlateDecode", &packed(&vec![0; 8 << 20]));
        let all = (0..33).flat_map(|_| much.clone()).collect::<Vec<_>>();
        assert!(all.len() < 400_000);
        assert_eq!(look_through(&file(&all)), Err(PdfRefusal::Unclear));
    }

    #[test]
    fn half_a_file_and_other_files_are_told_apart() {
        let whole = file(b"");
        assert_eq!(look_through(&whole[..whole.len() - 12]), Err(PdfRefusal::CutOff));
        assert_eq!(look_through(b"<script>"), Err(PdfRefusal::NoPdf));
        assert_eq!(look_through(b""), Err(PdfRefusal::NoPdf));
    }
}
