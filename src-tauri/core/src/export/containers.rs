//! The four picture formats as containers: what must stay for the pixels to be the same, and nothing else.
//!
//! Written by hand, since a library that edits metadata keeps what it does not know: the bytes after the end of a JPEG
//! (where phones put second pictures, their depth and their sound), thumbnails inside a JFIF header, private chunks of a
//! PNG, unknown chunks of a WebP. Here whatever is not on the list goes. Each function answers `None` for bytes that are
//! not what they say; a picture without metadata comes back byte for byte.

/// A reader of the bytes that are left.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|byte| byte[0])
    }

    fn number<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
}

/// ITU T.81: segments up to the end of the picture.
pub(super) fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let mut left = Bytes(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    if left.take(2)? != [0xff, 0xd8] {
        return None;
    }
    out.extend([0xff, 0xd8]);
    loop {
        let marker = marker(&mut left)?;
        if marker == END {
            out.extend([0xff, END]);
            return Some(out);
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            continue;
        }
        let length = usize::from(u16::from_be_bytes(left.number()?));
        let segment = left.take(length.checked_sub(2)?)?;
        if let Some(kept) = jpeg_segment(marker, segment) {
            out.extend([0xff, marker]);
            out.extend(u16::try_from(kept.len() + 2).ok()?.to_be_bytes());
            out.extend(kept.as_ref());
        }
        if marker == SCAN {
            let scan = scan_length(left.0);
            out.extend(left.take(scan)?);
        }
    }
}

/// The next marker: any number of `ff`, then a byte that is not 0. A loop, since a hostile file may hold millions of `ff 00`.
fn marker(left: &mut Bytes<'_>) -> Option<u8> {
    let mut before = 0;
    loop {
        let byte = left.byte()?;
        if before == 0xff && !matches!(byte, 0 | 0xff) {
            return Some(byte);
        }
        before = byte;
    }
}

/// The coded pixels reach to the next marker that is none of their own (stuffing, restarts).
fn scan_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] == 0xff && !matches!(bytes[at + 1], 0 | 0xd0..=0xd7) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

fn jpeg_segment(marker: u8, segment: &[u8]) -> Option<std::borrow::Cow<'_, [u8]>> {
    match marker {
        // JFIF: density, but never its thumbnail.
        0xe0 if segment.starts_with(b"JFIF\0") && segment.len() >= 14 => {
            let mut header = segment[..14].to_vec();
            header[12..].fill(0);
            Some(header.into())
        }
        // The colour profile.
        0xe2 if segment.starts_with(b"ICC_PROFILE\0") => Some(segment.into()),
        // Adobe's: how the colours are coded.
        0xee if segment.starts_with(b"Adobe") && segment.len() >= 12 => Some(segment[..12].into()),
        // Every other application's segment, and comments.
        0xe0..=0xef | 0xfe => None,
        // Tables, frames, scans; reserved markers carry no pixels.
        0xc0..=0xcf | 0xda..=0xdf => Some(segment.into()),
        _ => None,
    }
}

/// W3C PNG, third edition: chunks up to IEND.
pub(super) fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    const KEPT: [&[u8; 4]; 15] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"pHYs",
        b"acTL", b"fcTL", b"fdAT",
    ];
    let mut left = Bytes(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    if left.take(8)? != SIGNATURE {
        return None;
    }
    out.extend(SIGNATURE);
    loop {
        let whole = left.0;
        let length = usize::try_from(u32::from_be_bytes(left.number()?)).ok()?;
        let kind: [u8; 4] = left.number()?;
        left.take(length.checked_add(4)?)?;
        if KEPT.contains(&&kind) {
            out.extend(&whole[..length + 12]);
        }
        if &kind == b"IEND" {
            return Some(out);
        }
    }
}

/// RFC 9649: the chunks that make the picture, in one RIFF of the right length.
pub(super) fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    /// Flags of VP8X that announce EXIF and XMP.
    const METADATA: u8 = 0b0000_1100;
    let mut left = Bytes(bytes);
    if left.take(4)? != b"RIFF" {
        return None;
    }
    let length = usize::try_from(u32::from_le_bytes(left.number()?)).ok()?;
    let mut riff = Bytes(left.take(length.min(left.0.len()))?);
    if riff.take(4)? != b"WEBP" {
        return None;
    }
    let mut chunks = Vec::with_capacity(bytes.len());
    chunks.extend(b"WEBP");
    while riff.0.len() >= 8 {
        let (kind, data) = riff_chunk(&mut riff)?;
        match &kind {
            b"VP8X" => {
                let mut header = data.to_vec();
                *header.first_mut()? &= !METADATA;
                put_chunk(&mut chunks, kind, &header)?;
            }
            b"ANMF" => {
                let mut frame = Bytes(data);
                let mut kept = frame.take(16)?.to_vec();
                while frame.0.len() >= 8 {
                    let (kind, data) = riff_chunk(&mut frame)?;
                    if matches!(&kind, b"ALPH" | b"VP8 " | b"VP8L") {
                        put_chunk(&mut kept, kind, data)?;
                    }
                }
                put_chunk(&mut chunks, kind, &kept)?;
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ICCP" => put_chunk(&mut chunks, kind, data)?,
            _ => {}
        }
    }
    let mut out = Vec::with_capacity(chunks.len() + 8);
    out.extend(b"RIFF");
    out.extend(u32::try_from(chunks.len()).ok()?.to_le_bytes());
    out.extend(chunks);
    Some(out)
}

fn riff_chunk<'b>(left: &mut Bytes<'b>) -> Option<([u8; 4], &'b [u8])> {
    let kind = left.number()?;
    let length = usize::try_from(u32::from_le_bytes(left.number()?)).ok()?;
    let data = left.take(length)?;
    if length % 2 == 1 && !left.0.is_empty() {
        left.byte()?;
    }
    Some((kind, data))
}

fn put_chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    out.extend(kind);
    out.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
    Some(())
}

/// GIF89a: frames with their timing and the count of loops; comments and every application's own data go.
pub(super) fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];
    let mut left = Bytes(bytes);
    let header = left.take(13)?;
    if !header.starts_with(b"GIF8") {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(header);
    out.extend(left.take(colours(header[10]))?);
    loop {
        let whole = left.0;
        let kept = match left.byte()? {
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            0x2c => {
                let frame = left.take(9)?;
                left.take(colours(frame[8]))?;
                left.byte()?;
                sub_blocks(&mut left)?;
                true
            }
            0x21 => {
                let label = left.byte()?;
                let block = left.0;
                sub_blocks(&mut left)?;
                let size = block.len() - left.0.len();
                // A loop count: eleven bytes of name, three of data (1 and a number), the end.
                let counts_loops =
                    size == 17 && block[0] == 11 && LOOPS.contains(&&block[1..12]) && block[12..14] == [3, 1];
                label == 0xf9 && size == 6 || label == 0xff && counts_loops
            }
            _ => return None,
        };
        if kept {
            out.extend(&whole[..whole.len() - left.0.len()]);
        }
    }
}

/// Bytes of the table of colours that flags announce.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn sub_blocks(left: &mut Bytes<'_>) -> Option<()> {
    loop {
        match left.byte()? {
            0 => return Some(()),
            size => left.take(usize::from(size))?,
        };
    }
}
