//! PNG and PDF, in programs built with the feature `raster`; and what the others say.

use std::process::{Command, Output};

fn interlex(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interlex"));
    command.args(["--graph", "tests/fixtures/clean"]).args(arguments).output().expect("the program runs")
}

/// Every command that draws.
const PICTURES: [&[&str]; 5] = [
    &["map"],
    &["timeline"],
    &["matrix", "--region", "northland,eastland"],
    &["coverage", "--region", "northland,eastland"],
    &["consensus"],
];

#[cfg(not(feature = "raster"))]
#[test]
fn a_program_without_the_feature_says_how_to_get_it() {
    for picture in PICTURES {
        for format in ["png", "pdf"] {
            let output = interlex(&[picture, &["--format", format]].concat());
            let error = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{picture:?}");
            assert!(error.contains("--features raster") && error.contains("or write svg"), "{error}");
            assert!(output.stdout.is_empty(), "{picture:?}");
        }
    }
}

#[cfg(feature = "raster")]
mod drawn {
    use super::{Command, PICTURES, interlex};
    use interlex::render::{pdf, png};
    use resvg::tiny_skia::Pixmap;

    fn bytes(arguments: &[&str]) -> Vec<u8> {
        let output = interlex(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    #[test]
    fn every_picture_is_drawn_as_wide_as_asked_with_ink_and_the_same_twice() {
        for picture in PICTURES {
            let asked = [picture, &["--format", "png", "--width", "700"]].concat();
            let first = bytes(&asked);
            assert_eq!(first, bytes(&asked), "{picture:?}");
            let pixels = Pixmap::decode_png(&first).expect("a PNG");
            assert_eq!(pixels.width(), 700, "{picture:?}");
            let dark = pixels.pixels().iter().filter(|pixel| pixel.red() < 128).count();
            let all = pixels.pixels().len();
            assert!(dark > all / 1000 && dark < all / 2, "{picture:?}: {dark} of {all} pixels are dark");
        }
    }

    #[test]
    fn letters_are_drawn_on_machines_without_fonts() {
        let with = |content: &str| {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"60\"><rect width=\"200\" height=\"60\" fill=\"#FFF\"/>{content}</svg>"
            );
            let png = png(&svg, 200).expect("drawn");
            let pixels = Pixmap::decode_png(&png).expect("a PNG");
            pixels.pixels().iter().filter(|pixel| pixel.red() < 128).count()
        };
        assert_eq!(with(""), 0);
        for family in ["DejaVu Sans", "A Font That Nobody Has, sans-serif", "A Font That Nobody Has"] {
            let ink = with(&format!("<text x=\"10\" y=\"40\" font-size=\"30\" font-family=\"{family}\">Text</text>"));
            assert!(ink > 150, "{family}: {ink} pixels");
        }
    }

    #[test]
    fn pdfs_are_one_page_with_text_that_fits_on_a3_and_the_same_twice() {
        for picture in PICTURES {
            let asked = [picture, &["--format", "pdf"]].concat();
            let first = bytes(&asked);
            assert_eq!(first, bytes(&asked), "{picture:?}");
            assert!(first.starts_with(b"%PDF-") && first.trim_ascii_end().ends_with(b"%%EOF"), "{picture:?}");
            let text = String::from_utf8_lossy(&first);
            assert!(text.contains("/Font"), "{picture:?}: the text was drawn as outlines");
            let size = text.split("/MediaBox").nth(1).expect("a page").trim_start();
            let size = size.trim_start_matches('[').split(']').next().expect("four numbers");
            let size: Vec<f64> = size.split_whitespace().filter_map(|number| number.parse().ok()).collect();
            assert!(size.len() == 4 && size[2].max(size[3]) <= 1191.0 && size[2].min(size[3]) <= 842.0, "{size:?}");
        }
    }

    #[test]
    fn a_reader_opens_the_pdf() {
        if Command::new("pdftoppm").arg("-v").output().is_err() {
            eprintln!("skipped: pdftoppm is not installed");
            return;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("map.pdf");
        std::fs::write(&file, bytes(&["map", "--format", "pdf"])).expect("written");
        let run = Command::new("pdftoppm").arg("-png").args([&file, &folder.path().join("page")]).status();
        assert!(run.expect("pdftoppm runs").success());
        let pages = std::fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(pages, 2, "the PDF and one page");
    }

    #[test]
    fn what_cannot_be_drawn_is_said() {
        assert!(png("<svg", 500).is_err() && pdf("no picture").is_err());
        let tall = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"100000\"/>";
        let error = png(tall, 2000).expect_err("20 million pixels high").to_string();
        assert!(error.contains("choose another width"), "{error}");
        let output = interlex(&["map", "--format", "png", "--width", "5"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("100..=20000"));
    }
}
