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

/// Width or height in pixels; cameras stay well below.
const SIDE: u32 = 30_000;
/// Bytes of memory any decoded picture may take (32 megapixels)…
const MEMORY: u64 = 128 * 1024 * 1024;
/// …and one that is larger as a file, for each byte of that: photos take six to thirty, a bomb thousands…
const MEMORY_FOR_A_BYTE: u64 = 64;
/// …up to this.
const MEMORY_AT_MOST: u64 = 1024 * 1024 * 1024;
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
    // A decoder that gives up in the middle of a picture has shown that it is none.
    std::panic::catch_unwind(|| cleaned(bytes)).ok().flatten()
}

fn cleaned(bytes: &[u8]) -> Option<Picture> {
    let (format, media_type) = format(bytes)?;
    if crate::mutant::is("pictures leave as they came") {
        return Some(Picture { bytes: bytes.to_owned(), media_type, changed: false });
    }
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
    let memory = (MEMORY + MEMORY_FOR_A_BYTE * bytes.len() as u64).min(MEMORY_AT_MOST);
    limits.max_alloc = Some(memory);
    reader.limits(limits);
    let decoder = reader.into_decoder().ok()?;
    (decoder.total_bytes() <= memory).then_some(decoder)
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

/// Whether a file is a picture of a kind that may say where it was taken, and that nobody here can clean: HEIC, AVIF,
/// TIFF, BMP, JPEG 2000 and XL, and what cameras keep raw. By its first bytes; by its name where those do not tell.
pub(super) fn may_tell_place(name: &str, start: &[u8]) -> bool {
    const NAMES: [&str; 27] = [
        "heic", "heif", "hif", "avif", "tif", "tiff", "bmp", "dib", "dng", "cr2", "cr3", "crw", "nef", "nrw", "arw",
        "srf", "sr2", "orf", "raf", "rw2", "pef", "srw", "x3f", "jxl", "jp2", "jpf", "j2k",
    ];
    const STARTS: [&[u8]; 12] = [
        b"II*\0",
        b"MM\0*",
        // TIFF with long addresses.
        b"II+\0",
        b"MM\0+",
        // Panasonic and Olympus call their TIFF otherwise; Fujifilm and Sigma have their own.
        b"IIU\0",
        b"IIRO",
        b"IIRS",
        b"MMOR",
        b"FUJIFILMCCD-RAW",
        b"FOVb",
        b"\0\0\0\x0cJXL \r\n\x87\n",
        b"\0\0\0\x0cjP  \r\n\x87\n",
    ];
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    NAMES.contains(&extension.as_str())
        || STARTS.iter().any(|known| start.starts_with(known))
        || is_bmp(start)
        || holds_still_pictures(start)
}

/// "BM" alone may begin a text; the length of the second header is one of a few.
fn is_bmp(start: &[u8]) -> bool {
    start.starts_with(b"BM")
        && start.get(14..18).is_some_and(|length| matches!(length, [12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

/// ISO 14496-12: a file of the MP4 family that says of itself, first or among others, that it holds still pictures.
fn holds_still_pictures(start: &[u8]) -> bool {
    const BRANDS: [&[u8]; 14] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1", b"avif",
        b"avis", b"crx ",
    ];
    let Some(&[a, b, c, d, b'f', b't', b'y', b'p']) = start.first_chunk() else { return false };
    let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
    let brands = start.get(8..length.min(start.len())).unwrap_or_default();
    // The second word is the version of the first.
    brands.chunks_exact(4).enumerate().any(|(index, brand)| index != 1 && BRANDS.contains(&brand))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::export::tests::data;
    use image::{GenericImageView as _, Rgb, RgbImage};

    /// What a container uses to hold metadata, and what cameras and editors write into it.
    const TRACES: [&[u8]; 12] = [
        b"Exif",
        b"http://ns.adobe.com",
        b"xmpmeta",
        b"Photoshop 3.0",
        b"8BIM",
        b"GPS",
        b"Canon",
        b"SONY",
        b"CASIO",
        b"RICOH",
        b"XMP DataXMP",
        b"eXIf",
    ];

    fn traces(bytes: &[u8]) -> Vec<String> {
        let holds = |trace: &&&[u8]| bytes.windows(trace.len()).any(|window| window == **trace);
        TRACES.iter().filter(holds).map(|trace| String::from_utf8_lossy(trace).into_owned()).collect()
    }

    /// Red left, blue right.
    fn two_colours() -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(
            32,
            16,
            |x, _| if x < 16 { Rgb([250, 10, 10]) } else { Rgb([10, 10, 250]) },
        ))
    }

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        two_colours().write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    /// An EXIF block with an orientation and a model.
    fn exif(orientation: u8) -> Vec<u8> {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend([0x10, 1, 2, 0, 4, 0, 0, 0, b'S', b'E', b'C', 0]);
        tiff.extend([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
        tiff.extend([0; 4]);
        tiff
    }

    fn jpeg_with(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
        let plain = encoded(ImageFormat::Jpeg);
        let mut out = plain[..2].to_vec();
        for (marker, data) in segments {
            out.extend([0xff, *marker]);
            out.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
            out.extend(data);
        }
        out.extend(&plain[2..]);
        out
    }

    fn png_with(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
        let plain = encoded(ImageFormat::Png);
        let mut out = plain[..33].to_vec();
        out.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        out.extend(kind);
        out.extend(data);
        let mut crc = !0u32;
        for byte in kind.iter().chain(data) {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            }
        }
        out.extend((!crc).to_be_bytes());
        out.extend(&plain[33..]);
        out
    }

    #[test]
    fn a_small_file_that_wants_much_memory_is_no_picture_and_a_large_one_is() {
        let sized = |width, height| {
            let mut out = Cursor::new(Vec::new());
            DynamicImage::new_rgba8(width, height).write_to(&mut out, ImageFormat::Png).unwrap();
            out.into_inner()
        };
        // 64 megapixels of nothing in a megabyte: 244 MB.
        let bomb = sized(8_000, 8_000);
        assert!(bomb.len() < 1_500_000 && without_metadata(&bomb).is_none(), "{} bytes", bomb.len());
        assert!(without_metadata(&sized(2_000, 1_000)).is_some());
        let mut photo = bomb;
        photo.extend(vec![0; 1_000_000]);
        assert!(decoder(&photo, ImageFormat::Png).is_some(), "as large a picture in a larger file is honest");
    }

    #[test]
    fn no_real_photo_keeps_a_trace_and_its_pixels_stay() {
        let Some(folder) = data("exif-images") else { return };
        let mut seen = 0;
        for item in std::fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "jpg") {
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            let Some(picture) = without_metadata(&bytes) else {
                assert_eq!(name, "notjpeg.jpg", "only the file that is none is left out");
                continue;
            };
            assert_eq!(traces(&picture.bytes), Vec::<String>::new(), "{name}");
            let again = without_metadata(&picture.bytes).unwrap();
            assert!(!again.changed, "{name}: nothing is left to take out");
            let (before, after) =
                (image::load_from_memory(&bytes).unwrap(), image::load_from_memory(&picture.bytes).unwrap());
            if turned(&bytes, ImageFormat::Jpeg) == Some(None) {
                assert!(before == after, "{name}: the pixels are the same");
                seen += 1;
            }
            if name == "gps-added.jpg" {
                assert!(traces(&bytes).contains(&"Exif".to_owned()) && picture.changed);
            }
        }
        assert!(seen >= 6, "{seen} pictures kept their pixels");
    }

    #[test]
    fn a_picture_without_metadata_is_the_same_file() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let bytes = encoded(format);
            let picture = without_metadata(&bytes).unwrap();
            assert!(picture.bytes == bytes && !picture.changed, "{format:?}");
        }
    }

    #[test]
    fn a_lying_picture_is_turned_and_says_no_more_that_it_lies() {
        let app1 = [b"Exif\0\0".to_vec(), exif(6)].concat();
        for bytes in [jpeg_with(&[(0xe1, app1)]), png_with(*b"eXIf", &exif(6))] {
            let picture = without_metadata(&bytes).unwrap();
            let image = image::load_from_memory(&picture.bytes).unwrap();
            assert_eq!(image.dimensions(), (16, 32), "{}", picture.media_type);
            let [top, bottom] = [image.get_pixel(8, 4), image.get_pixel(8, 28)];
            assert!(top[0] > 180 && bottom[2] > 180, "turned clockwise: {top:?} {bottom:?}");
            assert!(traces(&picture.bytes).is_empty() && !picture.bytes.windows(3).any(|window| window == b"SEC"));
        }
    }

    #[test]
    fn comments_thumbnails_and_what_hangs_behind_the_end_are_gone() {
        const SECRET: &[u8] = b"canary-7731";
        let jfxx = [b"JFXX\0\x10".to_vec(), SECRET.to_vec()].concat();
        let thumbnail = [b"JFIF\0\x01\x01\0\0\x01\0\x01\x04\x01".to_vec(), SECRET.to_vec(), vec![0]].concat();
        let mpf = [b"MPF\0".to_vec(), SECRET.to_vec()].concat();
        let profile = [b"ICC_PROFILE\0\x01\x01".to_vec(), b"the profile stays".to_vec()].concat();
        let mut jpeg = jpeg_with(&[
            (0xfe, SECRET.to_vec()),
            (0xe0, thumbnail),
            (0xe0, jfxx),
            (0xe2, mpf),
            (0xed, SECRET.to_vec()),
            (0xe2, profile),
        ]);
        jpeg.extend(encoded(ImageFormat::Jpeg));
        jpeg.extend(SECRET);
        let mut gif = encoded(ImageFormat::Gif);
        gif.pop();
        gif.extend([0x21, 0xfe, 11]);
        gif.extend(SECRET);
        gif.extend([0, 0x21, 0xff, 11]);
        gif.extend(b"XMP DataXMP");
        gif.push(11);
        gif.extend(SECRET);
        gif.extend([0, 0x3b]);
        gif.extend(SECRET);
        let mut webp = encoded(ImageFormat::WebP);
        webp.extend(b"EXIF\x0b\0\0\0");
        webp.extend(SECRET);
        webp.push(0);
        let size = u32::try_from(webp.len() - 8).unwrap();
        webp[4..8].copy_from_slice(&size.to_le_bytes());
        let mut png = png_with(*b"tEXt", &[b"Author\0", SECRET].concat());
        png.extend(SECRET);
        for bytes in [jpeg, gif, webp, png] {
            assert!(bytes.windows(SECRET.len()).any(|window| window == SECRET));
            let picture = without_metadata(&bytes).unwrap();
            assert!(picture.changed, "{}", picture.media_type);
            assert!(!picture.bytes.windows(SECRET.len()).any(|window| window == SECRET), "{}", picture.media_type);
            assert_eq!(image::load_from_memory(&picture.bytes).unwrap().dimensions(), (32, 16));
            if picture.media_type == "image/jpeg" {
                assert!(picture.bytes.windows(17).any(|window| window == b"the profile stays"));
            }
        }
    }

    #[test]
    fn what_is_no_picture_does_not_leave_as_one() {
        let huge =
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\xff\xff\xff\0\xff\xff\xff\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0";
        for bytes in [b"".as_slice(), b"<svg onload=alert(1)>", b"\xff\xd8\xff", b"GIF89a", b"RIFF\x04\0\0\0WEBP", huge]
        {
            assert_eq!(without_metadata(bytes), None);
        }
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let whole = encoded(format);
            for end in 0..whole.len() {
                // Cut anywhere: either left out or still a picture, and never a panic.
                if let Some(picture) = without_metadata(&whole[..end]) {
                    assert!(image::load_from_memory(&picture.bytes).is_ok());
                }
            }
        }
    }

    #[test]
    fn a_million_stuffed_bytes_where_a_marker_should_be_are_left_out_without_a_crash() {
        let stuffing = [0xff, 0].repeat(1_000_000);
        let mut bytes = b"\xff\xd8\xff\xe0\0\x02".to_vec();
        bytes.extend(&stuffing);
        assert_eq!(without_metadata(&bytes), None);
        // The same between two segments of a sound picture is passed over.
        let plain = encoded(ImageFormat::Jpeg);
        let stuffed = [&plain[..2], &stuffing, &plain[2..]].concat();
        assert!(without_metadata(&stuffed).is_none_or(|picture| picture.bytes == plain));
        assert_eq!(containers::jpeg(&stuffed), Some(plain));
    }

    #[test]
    fn pictures_that_cannot_be_cleaned_are_known_by_their_bytes_or_their_name() {
        let box_of = |major: &[u8], others: &[u8]| {
            let length = u32::try_from(16 + others.len()).unwrap().to_be_bytes();
            [length.as_slice(), b"ftyp", major, b"\0\0\0\0", others, b"\0\0\0\x08mdat"].concat()
        };
        for brand in ["heic", "heix", "hevc", "mif1", "msf1", "avif", "avis", "crx "] {
            assert!(may_tell_place("photo.txt", &box_of(brand.as_bytes(), b"")), "{brand}");
            assert!(may_tell_place("photo", &box_of(b"isom", &[b"iso2", brand.as_bytes()].concat())), "{brand}");
        }
        let bmp = b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0";
        for start in [b"II*\0\x08".as_slice(), b"MM\0*\0", b"II+\0", b"FUJIFILMCCD-RAW 0201", bmp] {
            assert!(may_tell_place("photo.dat", start), "{start:?}");
        }
        for name in ["a.heic", "A.HEIF", "b.avif", "c.tif", "c.TIFF", "d.bmp", "e.dng", "f.cr2", "g.NEF", "h.arw"] {
            assert!(may_tell_place(name, b""), "{name}");
        }
    }

    #[test]
    fn texts_documents_and_films_are_not_taken_for_pictures() {
        let film = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42heic";
        for (name, start) in [
            ("notes.txt", b"BMI of the class, written in June".as_slice()),
            ("notes.txt", b"II. The second chapter"),
            ("notes.md", b"MM"),
            ("heic", b"a name is not its ending"),
            ("film.mp4", film),
            ("cut.mp4", b"\0\0\0\x18ftyp"),
            ("short", b"\0\0\0\0ftypmp42"),
            ("report.pdf", b"%PDF-1.7"),
            ("empty", b""),
        ] {
            assert!(!may_tell_place(name, start), "{name} {start:?}");
        }
    }
}
