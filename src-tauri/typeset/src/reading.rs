//! What can be read in a finished PDF: for the last look before it leaves, from the file's own bytes.

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Object};
use hayro::vello_cpu::kurbo::{Affine, BezPath, Rect};

use crate::Fault;

/// Every page's words in the order in which they are drawn, and then whatever else is said in the file: its title, its
/// author, descriptions of pictures, addresses of links.
///
/// # Errors
/// [`Fault::NoPage`] where the bytes are no PDF.
pub fn read(pdf: &[u8]) -> Result<Vec<String>, Fault> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| Fault::NoPage)?;
    let cache = InterpreterCache::new();
    let mut texts = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let paper = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let start = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(start, paper, &cache, page.xref(), InterpreterSettings::default());
        let mut words = Words::default();
        interpret_page(page, &mut context, &mut words);
        texts.push(words.text);
    }
    let mut said = Vec::new();
    for object in pdf.objects() {
        strings(&object, &mut said);
    }
    texts.push(said.join("\n"));
    Ok(texts)
}

fn strings(object: &Object<'_>, out: &mut Vec<String>) {
    match object {
        Object::String(string) => out.push(decoded(string.as_bytes())),
        Object::Dict(dict) => of_dict(dict, out),
        Object::Array(array) => of_array(array, out),
        Object::Stream(stream) => {
            of_dict(stream.dict(), out);
            // What the file tells about itself is a text of its own.
            let is_about = stream
                .dict()
                .get::<hayro::hayro_syntax::object::Name<'_>>("Type")
                .is_some_and(|name| name.as_ref() == b"Metadata");
            if is_about && let Ok(bytes) = stream.decoded() {
                out.push(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        _ => {}
    }
}

fn of_dict(dict: &Dict<'_>, out: &mut Vec<String>) {
    for (_, value) in dict.entries() {
        if let MaybeRef::NotRef(value) = value {
            strings(&value, out);
        }
    }
}

fn of_array(array: &Array<'_>, out: &mut Vec<String>) {
    for value in array.raw_iter() {
        if let MaybeRef::NotRef(value) = value {
            strings(&value, out);
        }
    }
}

/// UTF-16 where it says so, else bytes that are letters of their own.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        bytes => std::str::from_utf8(bytes)
            .map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), str::to_owned),
    }
}

/// Takes the words of a page, and draws nothing.
#[derive(Default)]
struct Words {
    text: String,
    line: Option<f64>,
}

impl<'a> Device<'a> for Words {
    fn draw_glyph(&mut self, glyph: &Glyph<'a>, to: Affine, within: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        let height = (to * within).translation().y;
        if self.line.is_some_and(|line| (line - height).abs() > 2.0) {
            self.text.push('\n');
        }
        self.line = Some(height);
        match glyph.as_unicode() {
            Some(BfString::Char(sign)) => self.text.push(sign),
            Some(BfString::String(signs)) => self.text.push_str(&signs),
            None => {}
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
