//! A QR code as a picture that needs no other file and no style.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Empty squares around it, which cameras need.
const MARGIN: i32 = 4;

/// A text as a QR code in SVG, heard as `name`, which comes from a catalogue and holds no markup; empty where the text is
/// too long for one. Of the text it holds the drawing alone, so nothing needs escaping.
pub(crate) fn picture(text: &str, name: &str) -> String {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return String::new() };
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in 0..size {
            if code.get_module(x, y) {
                // writing to a string does not fail
                let _ = write!(path, "M{},{}h1v1h-1z", x + MARGIN, y + MARGIN);
            }
        }
    }
    let whole = size + 2 * MARGIN;
    format!(
        "<svg viewBox=\"0 0 {whole} {whole}\" width=\"232\" height=\"232\" role=\"img\" aria-labelledby=\"code-picture\" \
         shape-rendering=\"crispEdges\"><title id=\"code-picture\">{name}</title>\
         <path fill=\"#fff\" d=\"M0,0h{whole}v{whole}h-{whole}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_holds_nothing_of_its_text() {
        let picture = picture("otpauth://totp/<script>", "A picture");
        assert!(picture.starts_with("<svg") && picture.ends_with("</svg>") && !picture.contains("script"));
        assert_eq!(super::picture(&"a".repeat(10_000), ""), "");
    }
}
