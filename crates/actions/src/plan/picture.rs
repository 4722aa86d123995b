//! A photo made fit to keep: turned the right way up, no larger than a page shows, and without what a telephone writes into it
//! (where and when it was taken), by drawing it anew.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits};

/// Neither side is longer, in pixels.
const LONGEST_SIDE: u32 = 1_600;
/// No picture with a longer side is opened, in pixels: a small file can hold a picture that fills the memory.
const LARGEST_OPENED: u32 = 20_000;
/// No more memory is used to open one, in bytes.
const MOST_MEMORY: u64 = 400 * 1024 * 1024;
/// How well a photo is kept, of 100.
const QUALITY: u8 = 82;

/// A picture as it is kept, and its media type: JPEG, or PNG where parts are see-through.
///
/// # Errors
/// Why it cannot be opened, for the log.
pub(crate) fn fit(bytes: &[u8]) -> Result<(Vec<u8>, &'static str), String> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_OPENED);
    limits.max_image_height = Some(LARGEST_OPENED);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let turned = decoder.orientation().map_err(|error| error.to_string())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    picture.apply_orientation(turned);
    let (wide, high) = picture.dimensions();
    if wide.max(high) > LONGEST_SIDE {
        picture = picture.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    let mut kept = Vec::new();
    if picture.color().has_alpha() {
        picture.write_to(&mut Cursor::new(&mut kept), ImageFormat::Png).map_err(|error| error.to_string())?;
        return Ok((kept, "image/png"));
    }
    let encoder = JpegEncoder::new_with_quality(&mut kept, QUALITY);
    picture.to_rgb8().write_with_encoder(encoder).map_err(|error| error.to_string())?;
    Ok((kept, "image/jpeg"))
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    #[test]
    fn a_large_photo_is_made_to_fit_and_small_ones_stay() {
        for (wide, high, fits) in [(4_000, 1_000, (1_600, 400)), (300, 200, (300, 200))] {
            let photo = DynamicImage::from(RgbImage::from_pixel(wide, high, Rgb([90, 120, 30])));
            let (kept, kind) = fit(&written(&photo, ImageFormat::Jpeg)).unwrap();
            assert_eq!((image::load_from_memory(&kept).unwrap().dimensions(), kind), (fits, "image/jpeg"));
        }
        let drawing = DynamicImage::from(RgbaImage::from_pixel(20, 10, Rgba([1, 2, 3, 0])));
        assert_eq!(fit(&written(&drawing, ImageFormat::Png)).unwrap().1, "image/png");
    }

    #[test]
    fn where_a_photo_was_taken_is_not_kept_and_it_stands_upright() {
        // an Exif block that says "turn a quarter to the right", with a word that a place could be
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"51.5074N");
        let photo = DynamicImage::from(RgbImage::from_pixel(40, 20, Rgb([90, 120, 30])));
        let jpeg = written(&photo, ImageFormat::Jpeg);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let with_place = [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat();
        let (kept, _) = fit(&with_place).unwrap();
        assert_eq!(image::load_from_memory(&kept).unwrap().dimensions(), (20, 40));
        assert!(!kept.windows(8).any(|window| window == b"51.5074N"));
    }

    #[test]
    fn what_is_no_picture_is_not_kept() {
        let photo = DynamicImage::from(RgbImage::from_pixel(64, 64, Rgb([9, 9, 9])));
        let png = written(&photo, ImageFormat::Png);
        assert!(fit(&png[..png.len() / 2]).is_err(), "half a picture");
        assert!(fit(b"\x89PNG\r\n\x1a\n<script>").is_err());
        // a header that promises a picture of 60,000 by 60,000
        let mut huge = png.clone();
        huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(fit(&huge).is_err());
    }
}
