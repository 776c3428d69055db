//! Writing a picture as SVG, PNG or PDF.

use anyhow::bail;
use clap::Args;

use super::output::write;
#[cfg(feature = "raster")]
use super::output::write_bytes;
use super::session::Session;

/// Options of every picture.
#[derive(Debug, Clone, Copy, Args)]
pub struct Picture {
    /// Width of a PNG in pixels; its height follows
    #[arg(long, value_name = "PIXELS", default_value_t = 2300, value_parser = clap::value_parser!(u32).range(100..=20_000))]
    #[cfg_attr(not(feature = "raster"), allow(dead_code, reason = "there is no PNG without the feature"))]
    pub width: u32,
}

impl Picture {
    /// Writes a picture as PNG or PDF where the format says so, else as SVG.
    pub fn write(self, session: &Session<'_>, format: &str, svg: &str) -> anyhow::Result<()> {
        self.can_write(format)?;
        match format {
            #[cfg(feature = "raster")]
            "png" => write_bytes(session, &interlex::render::png(svg, self.width)?),
            #[cfg(feature = "raster")]
            "pdf" => write_bytes(session, &interlex::render::pdf(svg)?),
            _ => write(session, |out| out.write_all(svg.as_bytes())),
        }
    }

    /// Whether the program was built with what the format needs; asked before work is done.
    #[expect(clippy::unused_self, reason = "reads as a question to the options")]
    pub fn can_write(self, format: &str) -> anyhow::Result<()> {
        if !cfg!(feature = "raster") && matches!(format, "png" | "pdf") {
            bail!(
                "this program was built without {format}: build it with `cargo install --path . --features raster`, or write svg, which every browser shows and prints"
            );
        }
        Ok(())
    }
}
