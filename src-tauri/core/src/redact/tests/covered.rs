//! A covered picture: nothing of what lay below, and nothing but pixels.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage};

use super::*;

/// Green everywhere, with something red and striped in the middle quarter.
fn picture(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(96, 64, |x, y| {
        if (36..60).contains(&x) && (24..40).contains(&y) {
            Rgb([if (x + y) % 2 == 0 { 250 } else { 120 }, 0, 0])
        } else {
            Rgb([0, 200, 0])
        }
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend([0x10, 1, 2, 0, 4, 0, 0, 0, b'S', b'E', b'C', 0]);
    tiff.extend([0; 4]);
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(u16::try_from(tiff.len() + 2).unwrap().to_be_bytes());
    out.extend(tiff);
    out.extend(&jpeg[2..]);
    out.extend(b"canary behind the end");
    out
}

const MIDDLE: Patch = Patch { left: 0.375, top: 0.375, width: 0.25, height: 0.25 };

#[test]
fn no_pixel_below_a_patch_survives_in_any_format() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let before = picture(format);
        let covered = image::load_from_memory(&cover(&before, &[MIDDLE]).unwrap()).unwrap();
        assert_eq!(covered.dimensions(), (96, 64), "{format:?}");
        let red = covered.to_rgb8().pixels().filter(|pixel| pixel[0] > 90 && pixel[0] > pixel[1]).count();
        assert_eq!(red, 0, "{format:?}");
        for (x, y) in [(36, 24), (59, 24), (36, 39), (59, 39), (48, 32)] {
            let pixel = covered.get_pixel(x, y);
            assert!(pixel.0[..3].iter().all(|value| value.abs_diff(40) < 12), "{format:?} at {x}, {y}: {pixel:?}");
        }
        assert!(covered.get_pixel(2, 2)[1] > 150, "the rest is still there");
    }
}

#[test]
fn what_lay_below_makes_no_difference_to_the_file() {
    // The same picture with other things below the patch becomes the same bytes: nothing of them can be in there.
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let other = RgbImage::from_fn(96, 64, |x, y| {
            if (36..60).contains(&x) && (24..40).contains(&y) {
                Rgb([0, 0, u8::try_from(x + y).unwrap()])
            } else {
                Rgb([0, 200, 0])
            }
        });
        let red = image::load_from_memory(&picture(ImageFormat::Png)).unwrap();
        let cover_of = |image: &DynamicImage| {
            let mut out = Cursor::new(Vec::new());
            image.write_to(&mut out, ImageFormat::Png).unwrap();
            cover(&out.into_inner(), &[MIDDLE]).unwrap()
        };
        assert_eq!(cover_of(&red), cover_of(&DynamicImage::ImageRgb8(other)), "{format:?}");
    }
}

#[test]
fn a_covered_picture_has_no_metadata() {
    let bytes = with_exif(&picture(ImageFormat::Jpeg));
    assert!(bytes.windows(4).any(|window| window == b"Exif"));
    let covered = cover(&bytes, &[MIDDLE]).unwrap();
    for trace in [b"Exif".as_slice(), b"SEC\0", b"canary"] {
        assert!(!covered.windows(trace.len()).any(|window| window == trace));
    }
}

#[test]
fn patches_reach_the_edges_and_nonsense_is_refused() {
    let all = Patch { left: -1.0, top: -1.0, width: 9.0, height: 9.0 };
    let covered = image::load_from_memory(&cover(&picture(ImageFormat::Png), &[all]).unwrap()).unwrap().to_rgb8();
    // A negative start is held at the edge, and so is an end beyond it.
    assert!(covered.pixels().all(|pixel| pixel.0 == [40, 40, 40]));
    for patch in
        [Patch { width: f32::NAN, ..MIDDLE }, Patch { height: 0.0, ..MIDDLE }, Patch { left: f32::INFINITY, ..MIDDLE }]
    {
        assert!(cover(&picture(ImageFormat::Png), &[patch]).is_err());
    }
    for bytes in [b"".as_slice(), b"<svg/>", b"\xff\xd8\xff", b"GIF89a"] {
        assert!(cover(bytes, &[MIDDLE]).is_err());
    }
    assert!(cover(&picture(ImageFormat::Png), &[]).is_ok(), "without a patch it is only written anew");
}
