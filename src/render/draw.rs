//! What every picture has: the page with its title and words at the foot, text, rectangles.

use super::compose::{LEGEND_LINE, SMALL_FONT, SUBTITLE_FONT, SUBTITLE_LINE, TITLE_FONT};
use super::markup::{Element, Markup, number};
use super::palette::{INK, MUTED, PAPER};
use super::scene::Rect;
use super::text::{FONT_FAMILY, Face, clean, shorten, width};

/// A wide title is set smaller, but no smaller than this; then it is shortened.
const LEAST_TITLE: f64 = 18.0;

/// A title that fits into `room`, and its font size.
pub fn fitting_title(title: &str, room: f64) -> (String, f64) {
    let title = clean(title);
    let natural = width(&title, Face::Bold, TITLE_FONT);
    let size = if natural > room { (TITLE_FONT * room / natural).max(LEAST_TITLE) } else { TITLE_FONT };
    (shorten(&title, Face::Bold, size, room).into_owned(), size)
}

/// Begins a picture called `name`, which is part of the ids of its title and description.
pub fn page(out: &mut Markup, name: &str, size: (f64, f64), title: &str, description: &str) {
    page_as(out, "img", name, size, title, description);
}

/// The same with another role than that of an image.
pub fn page_as(out: &mut Markup, role: &str, name: &str, (width, height): (f64, f64), title: &str, description: &str) {
    let (wide, high) = (number(width), number(height));
    let (title_id, description_id) = (format!("{name}-title"), format!("{name}-description"));
    let described = if description.is_empty() { "" } else { description_id.as_str() };
    let labels = format!("{title_id} {described}");
    // HTML knows what an SVG is.
    let file = !out.is_compact();
    out.element("svg")
        .maybe("xmlns", file.then_some("http://www.w3.org/2000/svg"))
        .maybe("version", file.then_some("1.1"))
        .text("width", &wide)
        .text("height", &high)
        .text("viewBox", &format!("0 0 {wide} {high}"))
        .text("role", role)
        .text("aria-labelledby", labels.trim_end())
        .maybe("font-family", file.then_some(FONT_FAMILY))
        .text("class", &format!("interlex-{name}"))
        .open();
    out.element("title").text("id", &title_id).content(title);
    if !description.is_empty() {
        out.element("desc").text("id", &description_id).content(description);
    }
    rect(out, Rect { x: 0.0, y: 0.0, width, height }, 0.0, PAPER, None);
}

/// The title and the lines below it.
pub fn heading(out: &mut Markup, margin: f64, title: &str, title_size: f64, subtitle: &[String]) {
    let element = label(out, margin, margin + title_size * 0.76, title_size, INK).text("class", "heading");
    element.text("font-weight", "bold").content(title);
    for (line, text) in (1_u32..).zip(subtitle) {
        let y = margin + title_size + 4.0 + (f64::from(line) - 0.25) * SUBTITLE_LINE;
        label(out, margin, y, SUBTITLE_FONT, MUTED).text("class", "subtitle").content(text);
    }
}

/// The lines at the foot.
pub fn footer(out: &mut Markup, margin: f64, top: f64, lines: &[String]) {
    out.element("g").text("class", "footer").open();
    for (line, text) in (0_u32..).zip(lines) {
        let y = top + LEGEND_LINE * (f64::from(line) + 0.7);
        label(out, margin, y, SMALL_FONT, MUTED).content(text);
    }
    out.close();
}

/// Text whose baseline begins at a point; it must be given its content.
pub fn label<'m>(out: &'m mut Markup, x: f64, y: f64, size: f64, ink: &str) -> Element<'m> {
    out.element("text").number("x", x).number("y", y).number("font-size", size).text("fill", ink)
}

/// Text that has its looks from the group it stands in.
pub fn bare_label(out: &mut Markup, x: f64, y: f64) -> Element<'_> {
    out.element("text").number("x", x).number("y", y)
}

/// A rectangle that must still be given its looks.
pub fn frame(out: &mut Markup, area: Rect, corner: f64) -> Element<'_> {
    let element = out.element("rect").number("x", area.x).number("y", area.y);
    let element = element.number("width", area.width).number("height", area.height);
    if corner > 0.0 { element.number("rx", corner) } else { element }
}

/// A rectangle.
pub fn rect(out: &mut Markup, area: Rect, corner: f64, fill: &str, edge: Option<(&str, f64)>) {
    let element = frame(out, area, corner).text("fill", fill);
    match edge {
        Some((stroke, wide)) => element.text("stroke", stroke).number("stroke-width", wide).empty(),
        None => element.empty(),
    }
}
