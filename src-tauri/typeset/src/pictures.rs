//! Pages as pictures, made from the file's own bytes: what is looked at is what leaves, not another rendering of it.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use typst::foundations::{Bytes, dict};
use typst::utils::Scalar;
use typst_render::RenderOptions;

use crate::{Fault, laid};

/// Of a picture of a page, in pixels.
const LARGEST: f32 = 6_000.0;

/// How many pages a PDF has.
///
/// # Errors
/// [`Fault::NoPage`] where the bytes are no PDF.
pub fn pages(pdf: &[u8]) -> Result<usize, Fault> {
    Ok(read(pdf)?.pages().len())
}

/// A page of a PDF as a PNG; the first is 0. A scale of 1 gives 72 pixels to the inch.
///
/// # Errors
/// [`Fault::NoPage`] where the bytes are no PDF or there is no such page, [`Fault::NoPicture`] where it cannot be drawn.
pub fn page(pdf: &[u8], number: usize, scale: f32) -> Result<Vec<u8>, Fault> {
    let pdf = read(pdf)?;
    let page = pdf.pages().get(number).ok_or(Fault::NoPage)?;
    let (width, height) = page.render_dimensions();
    let scale = if scale.is_finite() { scale.clamp(0.1, 8.0) } else { 1.0 };
    let scale = scale.min(LARGEST / width.max(height).max(1.0));
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let drawn = render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    drawn.into_png().map_err(|_| Fault::NoPicture)
}

fn read(pdf: &[u8]) -> Result<Pdf, Fault> {
    Pdf::new(pdf.to_vec()).map_err(|_| Fault::NoPage)
}

/// A drawing of our own (SVG) as a PNG, for programs that know no drawings. A scale of 1 gives a pixel for each of its own.
///
/// # Errors
/// [`Fault::Layout`] where it is no drawing, [`Fault::NoPicture`] where it cannot be drawn.
pub fn drawing(svg: &str, scale: f32) -> Result<Vec<u8>, Fault> {
    const ALONE: &str = "#set page(width: auto, height: auto, margin: 0pt)\n\
        #set text(font: \"Literata\")\n\
        #image(sys.inputs.drawing, format: \"svg\")";
    let drawn = laid(ALONE, dict! { "drawing" => Bytes::from_string(svg.to_owned()) }).map_err(Fault::Layout)?;
    let page = drawn.pages().first().ok_or(Fault::NoPicture)?;
    // A pixel of a drawing is three quarters of a point.
    let options = RenderOptions { pixel_per_pt: Scalar::new(f64::from(scale) * 4.0 / 3.0), render_bleed: false };
    typst_render::render(page, &options).encode_png().map_err(|_| Fault::NoPicture)
}
