//! The faces that pages are set in: those of the window, and for what they lack, those behind them. `fonts/README.md` says
//! where they come from and under which licence.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Coverage, Font, FontBook};
use typst::utils::LazyHash;

macro_rules! faces {
    ($($name:literal),* $(,)?) => { &[$(include_bytes!(concat!("../fonts/", $name))),*] };
}

/// In the order in which they are asked for a sign.
const FILES: &[&[u8]] = faces![
    "Literata-Regular.ttf",
    "Literata-Italic.ttf",
    "Literata-Bold.ttf",
    "Literata-BoldItalic.ttf",
    "LoopbookSans-Regular.ttf",
    "LoopbookSans-Italic.ttf",
    "LoopbookSans-SemiBold.ttf",
    "NotoSansMono-Regular.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoSerifHebrew-Regular.ttf",
    "NotoSerifArmenian-Regular.ttf",
    "NotoSerifGeorgian-Regular.ttf",
    "NotoSerifEthiopic-Regular.ttf",
    "NotoSerifDevanagari-Regular.ttf",
    "NotoSerifBengali-Regular.ttf",
    "NotoSansGurmukhi-Regular.ttf",
    "NotoSansGujarati-Regular.ttf",
    "NotoSansTamil-Regular.ttf",
    "NotoSansTelugu-Regular.ttf",
    "NotoSerifThai-Regular.ttf",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansMath-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoEmoji-Regular.ttf",
];

/// For what people write.
pub(crate) const TEXT: &str = "Literata";
/// For what stands around it.
pub(crate) const AROUND: &str = "Loopbook Sans";
/// For text of machines.
pub(crate) const CODE: &str = "Noto Sans Mono";

/// All faces, read once.
pub(crate) struct Faces {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
    /// The families behind the three of our own, in order.
    pub(crate) behind: Vec<String>,
    /// What each family has.
    signs: Vec<Coverage>,
}

/// The shapes of a face.
pub(crate) struct Face<'f>(&'f Coverage);

impl Face<'_> {
    pub(crate) fn has(&self, sign: char) -> bool {
        self.0.contains(sign.into())
    }
}

impl Faces {
    /// The first face that has a shape for it.
    pub(crate) fn of(&self, sign: char) -> Option<Face<'_>> {
        self.signs.iter().find(|signs| signs.contains(sign.into())).map(Face)
    }

    /// Whether one face has a shape for each of them: signs that stand on each other come from one face.
    pub(crate) fn have(&self, signs: &[char]) -> bool {
        self.signs.iter().any(|face| signs.iter().all(|sign| face.contains(u32::from(*sign))))
    }
}

/// The faces.
pub(crate) fn faces() -> &'static Faces {
    static FACES: LazyLock<Faces> = LazyLock::new(|| {
        let fonts: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
        let mut behind: Vec<String> = Vec::new();
        let mut signs: Vec<Coverage> = Vec::new();
        for font in &fonts {
            let info = font.info();
            if ![TEXT, AROUND, CODE].contains(&info.family.as_str()) && !behind.contains(&info.family) {
                behind.push(info.family.clone());
            }
            if !signs.contains(&info.coverage) {
                signs.push(info.coverage.clone());
            }
        }
        Faces { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts, behind, signs }
    });
    &FACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_can_be_read_and_each_family_is_known_by_its_name() {
        assert_eq!(faces().fonts.len(), FILES.len());
        let families: Vec<&str> = faces().book.families().map(|(family, _)| family).collect();
        for family in [TEXT, AROUND, CODE] {
            assert!(families.contains(&family), "{family} is not among {families:?}");
        }
        for sign in "aß€ğŁΩЖאبখकத你한ñ☐✓😀ẞ→≤\u{fffd}\u{20e3}".chars() {
            assert!(faces().have(&[sign]), "{sign} {:x}", u32::from(sign));
        }
        assert!(!faces().have(&['\u{12000}']), "cuneiform");
    }
}
