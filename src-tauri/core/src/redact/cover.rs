//! A face or a name on a picture, covered: the pixels below are gone from the file, and so is everything but the pixels.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgba};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Width or height in pixels; cameras stay well below.
const SIDE: u32 = 30_000;
/// Bytes of memory a decoded picture may take.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Bytes of the file.
const FILE: usize = 200 * 1024 * 1024;
/// Quality of a JPEG, of 100.
const QUALITY: u8 = 92;
/// Edge of the squares a JPEG is stored in: a lossy neighbour of a pixel lies in the same square, or with halved colours in
/// the next. Pixels are gone before encoding, so that only whole squares of plain colour tell nothing of what was near.
const SQUARE: u32 = 16;

/// A rectangle on a picture that is held upright: fractions of its width and height, from its left upper corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[ts(rename = "PicturePatch")]
pub struct Patch {
    /// From the left, 0 to 1.
    pub left: f32,
    /// From above, 0 to 1.
    pub top: f32,
    /// 0 to 1.
    pub width: f32,
    /// 0 to 1.
    pub height: f32,
}

/// A picture with the patches filled, upright, without metadata. A JPEG stays one, every other picture becomes a PNG; of one
/// that moves the first picture is left.
///
/// # Errors
/// `BadInput` where the file is no picture that can be shown, is too large, or a patch is no rectangle.
pub fn cover(bytes: &[u8], patches: &[Patch]) -> Result<Vec<u8>> {
    if bytes.len() > FILE {
        return Err(Error::bad("the picture is too large to be covered"));
    }
    let (image, format) = upright(bytes).ok_or_else(|| Error::bad("the file is no picture that can be covered"))?;
    let (width, height) = (image.width(), image.height());
    let mut solid = image.to_rgba8();
    drop(image);
    let grain = if format == ImageFormat::Jpeg { SQUARE } else { 1 };
    for patch in patches {
        let sides = [patch.left, patch.top, patch.width, patch.height];
        if sides.iter().any(|side| !side.is_finite()) || patch.width <= 0.0 || patch.height <= 0.0 {
            return Err(Error::bad("a patch on the picture is no rectangle"));
        }
        let (left, right) = pixels(patch.left, patch.width, width, grain);
        let (top, bottom) = pixels(patch.top, patch.height, height, grain);
        for y in top..bottom {
            for x in left..right {
                solid.put_pixel(x, y, Rgba([40, 40, 40, 255]));
            }
        }
    }
    let mut out = Vec::new();
    let written = if format == ImageFormat::Jpeg {
        DynamicImage::ImageRgba8(solid).to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
    } else {
        solid.write_with_encoder(PngEncoder::new(&mut out))
    };
    written.map_err(|_| Error::bad("the picture cannot be written"))?;
    Ok(out)
}

/// The pixels between two fractions, outwards to whole squares.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between nothing and the side before")]
fn pixels(from: f32, length: f32, side: u32, grain: u32) -> (u32, u32) {
    let at = |fraction: f32| f64::from(fraction.clamp(0.0, 1.0)) * f64::from(side);
    let start = at(from).floor() as u32 / grain * grain;
    let end = (at(from + length).ceil() as u32).div_ceil(grain).saturating_mul(grain);
    (start.min(side), end.min(side))
}

fn upright(bytes: &[u8]) -> Option<(DynamicImage, ImageFormat)> {
    let format = image::guess_format(bytes).ok()?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif) {
        return None;
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > MEMORY {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    Some((image, format))
}
