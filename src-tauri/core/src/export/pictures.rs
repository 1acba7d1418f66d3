//! Pictures without their metadata: place, camera, owner, time, thumbnail and comments never leave.
//!
//! Where the container allows it, the pixels stay as they are, bit for bit, and everything around them goes. A picture
//! that says it must be turned is turned and written anew, since the note that says so goes with the rest. In either case
//! it is decoded once, within limits: what cannot be shown is not sent either, as nobody knows what is in it.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};

use super::containers;
use crate::error::Result;

/// Width or height in pixels; cameras stay well below.
const SIDE: u32 = 30_000;
/// Bytes of memory a decoded picture may take.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Quality of a turned JPEG, of 100: no loss that an eye sees.
const QUALITY: u8 = 92;

/// A picture that may leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// One of the four types that are shown.
    pub media_type: &'static str,
    /// Whether anything was taken out.
    pub changed: bool,
}

/// The picture without its metadata (the colour profile stays), or `None` where the bytes are no picture that can be
/// shown. A picture without metadata comes back byte for byte.
pub fn without_metadata(bytes: &[u8]) -> Option<Picture> {
    let (format, media_type) = format(bytes)?;
    let stripped = match format {
        ImageFormat::Jpeg => containers::jpeg(bytes),
        ImageFormat::Png => containers::png(bytes),
        ImageFormat::WebP => containers::webp(bytes),
        _ => containers::gif(bytes),
    }?;
    let turned = turned(bytes, format)?;
    let bytes_out = match turned {
        Some(image) => image,
        None => {
            decode(&stripped, format)?;
            stripped
        }
    };
    Some(Picture { changed: bytes_out != bytes, bytes: bytes_out, media_type })
}

fn format(bytes: &[u8]) -> Option<(ImageFormat, &'static str)> {
    match crate::attachments::media_type("", bytes) {
        "image/jpeg" => Some((ImageFormat::Jpeg, "image/jpeg")),
        "image/png" => Some((ImageFormat::Png, "image/png")),
        "image/webp" => Some((ImageFormat::WebP, "image/webp")),
        "image/gif" => Some((ImageFormat::Gif, "image/gif")),
        _ => None,
    }
}

fn decoder(bytes: &[u8], format: ImageFormat) -> Option<impl ImageDecoder> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().ok()?;
    (decoder.total_bytes() <= MEMORY).then_some(decoder)
}

fn decode(bytes: &[u8], format: ImageFormat) -> Option<DynamicImage> {
    DynamicImage::from_decoder(decoder(bytes, format)?).ok()
}

/// The picture upright, written anew, where its metadata says that it lies; else nothing.
fn turned(bytes: &[u8], format: ImageFormat) -> Option<Option<Vec<u8>>> {
    let mut decoder = decoder(bytes, format)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if orientation == Orientation::NoTransforms || format == ImageFormat::Gif {
        return Some(None);
    }
    let profile = decoder.icc_profile().ok().flatten();
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    encode(&image, format, profile).ok().map(Some)
}

fn encode(image: &DynamicImage, format: ImageFormat, profile: Option<Vec<u8>>) -> image::ImageResult<Vec<u8>> {
    let mut out = Vec::new();
    match format {
        ImageFormat::Jpeg => write(JpegEncoder::new_with_quality(&mut out, QUALITY), profile, image)?,
        ImageFormat::Png => write(PngEncoder::new(&mut out), profile, image)?,
        _ => write(WebPEncoder::new_lossless(&mut out), profile, image)?,
    }
    Ok(out)
}

fn write(mut encoder: impl ImageEncoder, profile: Option<Vec<u8>>, image: &DynamicImage) -> image::ImageResult<()> {
    if let Some(profile) = profile {
        // A format that cannot hold a profile shows the colours as most programs would.
        drop(encoder.set_icc_profile(profile));
    }
    image.write_with_encoder(encoder)
}

/// What is said about a picture in the preview.
pub(super) fn note(picture: Option<&Picture>) -> &'static str {
    match picture {
        Some(picture) if picture.changed => "place, camera and other notes inside the picture were taken out",
        Some(_) => "a picture without notes inside",
        None => "left out: it cannot be shown as a picture, so nobody can see what would leave",
    }
}

/// A picture of an entry, ready to leave.
///
/// # Errors
/// `NotFound` or `Damaged` where its file is missing or broken.
pub(super) fn of(vault: &crate::attachments::Vault, attachment: &crate::attachments::Attachment) -> Result<Option<Picture>> {
    Ok(without_metadata(&vault.read(attachment.id)?))
}
