//! Paths in few bytes, for pages of a site: relative steps of tenths, which is finer than a screen shows.

use super::markup::short;
use super::scene::{Point, Rect};

/// A path under construction. Steps lead from where the path is drawn, not from where it was meant to be: roundings do
/// not add up.
#[derive(Debug, Default)]
pub struct Trace {
    out: String,
    /// Where the pen is, in whole tenths.
    at: (f64, f64),
    /// The letter of the step before, which need not be said again.
    last: char,
}

impl Trace {
    /// Goes to a point without drawing.
    pub fn start(&mut self, to: Point) {
        let (x, y) = self.step(to);
        self.say(if self.out.is_empty() { 'M' } else { 'm' }, &[x, y]);
    }

    /// A straight line.
    pub fn line(&mut self, to: Point) {
        let (x, y) = self.step(to);
        match (x == 0.0, y == 0.0) {
            (true, true) => {}
            (false, true) => self.say('h', &[x]),
            (true, false) => self.say('v', &[y]),
            (false, false) => self.say('l', &[x, y]),
        }
    }

    /// A dot: a line too short to be seen, which round ends make visible.
    pub fn dot(&mut self, at: Point) {
        self.start(at);
        self.out.push_str("h.01");
        self.last = ' ';
    }

    /// A curve round a corner.
    pub fn bend(&mut self, corner: Point, to: Point) {
        let before = self.at;
        let (x, y) = self.step(corner);
        self.at = before;
        let (right, down) = self.step(to);
        self.say('q', &[x, y, right, down]);
    }

    /// An area.
    pub fn area(&mut self, area: Rect) {
        let corner = Point { x: area.x, y: area.y };
        self.start(corner);
        self.line(Point { x: area.right(), ..corner });
        self.line(Point { x: area.right(), y: area.bottom() });
        self.line(Point { y: area.bottom(), ..corner });
        self.close(corner);
    }

    /// Back to where the line began.
    pub fn close(&mut self, start: Point) {
        self.out.push('z');
        self.step(start);
        self.last = 'z';
    }

    /// The path as the value of `d`.
    pub fn finish(self) -> String {
        self.out
    }

    fn step(&mut self, to: Point) -> (f64, f64) {
        let to = ((to.x * 10.0).round(), (to.y * 10.0).round());
        let step = (to.0 - self.at.0, to.1 - self.at.1);
        self.at = to;
        step
    }

    fn say(&mut self, letter: char, numbers: &[f64]) {
        // Numbers after `m` would be lines.
        if letter != self.last || letter == 'm' {
            self.out.push(letter);
        }
        for tenths in numbers {
            let text = fraction(tenths / 10.0);
            if self.out.ends_with(|c: char| c.is_ascii_digit()) && !text.starts_with('-') {
                self.out.push(' ');
            }
            self.out.push_str(&text);
        }
        self.last = letter;
    }
}

/// A number without a leading zero.
fn fraction(value: f64) -> String {
    let text = short(value);
    match text.strip_prefix("-0.") {
        Some(part) => format!("-.{part}"),
        None => text.strip_prefix("0.").map_or_else(|| text.clone(), |part| format!(".{part}")),
    }
}
