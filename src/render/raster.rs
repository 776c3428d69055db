//! Our pictures as PNG and PDF, with the feature `raster`.
//!
//! The font comes from a crate and the one of the machine is never asked for: a machine without fonts draws the same bytes
//! as any other. A PDF keeps its text as text.

use std::sync::Arc;

use krilla::geom::Size;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};
use thiserror::Error;

/// How wide a PNG may be, in pixels.
pub const PNG_WIDTHS: std::ops::RangeInclusive<u32> = 100..=20_000;

/// The most pixels of a PNG: its memory is four bytes for each.
const MOST_PIXELS: u64 = 250_000_000;

/// The long and the short side of A3 paper in points.
const A3: (f32, f32) = (1190.55, 841.89);

/// The largest a unit of a picture is printed, in points: as large as a browser would.
const LARGEST: f32 = 0.75;

/// Why a picture could not be drawn.
#[derive(Debug, Error)]
pub enum RasterError {
    /// The picture is not SVG that can be read.
    #[error("the picture cannot be read as SVG: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// Too large or too small.
    #[error(
        "a picture {width} pixels wide would be {height} high, which is too large or too small; choose another width"
    )]
    Size {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// The PNG could not be written.
    #[error("the PNG cannot be written: {0}")]
    Png(String),
    /// The PDF could not be written.
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
}

/// A picture as PNG of a width in pixels; the height follows. The same picture gives the same bytes.
///
/// # Errors
/// If `svg` is no SVG, or the size is beyond what can be drawn.
pub fn png(svg: &str, width: u32) -> Result<Vec<u8>, RasterError> {
    let tree = parse(svg)?;
    let scale = f64::from(width) / f64::from(tree.size().width());
    let height = rounded(f64::from(tree.size().height()) * scale);
    let wrong = || RasterError::Size { width, height };
    if !PNG_WIDTHS.contains(&width) || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(wrong());
    }
    let mut pixels = Pixmap::new(width, height).ok_or_else(wrong)?;
    let scale = narrowed(scale);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| RasterError::Png(error.to_string()))
}

/// A picture as a PDF of one page, as large as fits on A3 paper of either orientation. The same picture gives the same
/// bytes.
///
/// # Errors
/// If `svg` is no SVG, or the page cannot be written.
pub fn pdf(svg: &str) -> Result<Vec<u8>, RasterError> {
    let tree = parse(svg)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let (long, short) = (width.max(height), width.min(height));
    let scale = (A3.0 / long).min(A3.1 / short).min(LARGEST);
    let failed = |what: &str| RasterError::Pdf(what.to_owned());
    let size = Size::from_wh(width * scale, height * scale).ok_or_else(|| failed("the picture has no size"))?;
    let mut document = krilla::Document::new();
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    surface.draw_svg(&tree, size, SvgSettings::default()).ok_or_else(|| failed("the picture cannot be drawn"))?;
    surface.finish();
    page.finish();
    document.finish().map_err(|error| RasterError::Pdf(format!("{error:?}")))
}

fn parse(svg: &str) -> Result<Tree, RasterError> {
    let mut fonts = Database::new();
    for face in [dejavu::sans::regular(), dejavu::sans::bold(), dejavu::sans::oblique(), dejavu::sans::bold_oblique()] {
        fonts.load_font_data(face.to_vec());
    }
    // A family that is missing would make its text vanish.
    fonts.set_sans_serif_family("DejaVu Sans");
    fonts.set_serif_family("DejaVu Sans");
    let options = Options { fontdb: Arc::new(fonts), font_family: "DejaVu Sans".to_owned(), ..Options::default() };
    Ok(Tree::from_str(svg, &options)?)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range")]
fn rounded(value: f64) -> u32 {
    value.round().clamp(1.0, f64::from(u32::MAX)) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "resvg draws with single precision")]
fn narrowed(value: f64) -> f32 {
    value as f32
}
