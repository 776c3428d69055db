//! Circles: angles as places, bands, and labels that stand on spokes.
//!
//! Angles are radians, clockwise from the top. Places count from the centre.

use std::f64::consts::PI;

use super::markup::number;
use super::scene::Point;

/// The point at an angle, so far from the centre.
pub fn at(angle: f64, radius: f64) -> Point {
    Point { x: radius * angle.sin(), y: -radius * angle.cos() }
}

/// The outline of a part of a ring.
pub fn band(inner: f64, outer: f64, from: f64, to: f64) -> String {
    let large = u8::from(to - from > PI);
    let corners = [at(from, outer), at(to, outer), at(to, inner), at(from, inner)];
    let [a, b, c, d] = corners.map(written);
    let (wide, narrow) = (number(outer), number(inner));
    format!("M{a}A{wide} {wide} 0 {large} 1 {b}L{c}A{narrow} {narrow} 0 {large} 0 {d}Z")
}

/// The arc between two angles, continued from the point at `from`.
pub fn arc_to(radius: f64, from: f64, to: f64) -> String {
    let large = u8::from(to - from > PI);
    let radius_text = number(radius);
    format!("A{radius_text} {radius_text} 0 {large} 1 {}", written(at(to, radius)))
}

/// A point as paths write it.
pub fn written(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

/// The angle in the middle of two.
pub fn middle(from: f64, to: f64) -> f64 {
    f64::midpoint(from, to)
}

/// A label along a spoke. On the left half it is turned about, so that it reads from the left as well.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Spoke {
    /// Where on the circle.
    pub angle: f64,
    /// How far from the centre the label begins, or on the left half ends.
    pub radius: f64,
    /// How long it is.
    pub length: f64,
    /// How high its line is.
    pub height: f64,
}

impl Spoke {
    /// Whether it is on the left half.
    pub fn is_turned(&self) -> bool {
        is_left(self.angle)
    }

    /// By how many degrees its text is turned.
    pub fn degrees(&self) -> f64 {
        let upright = self.angle.to_degrees() - 90.0;
        if self.is_turned() { upright + 180.0 } else { upright }
    }

    /// Its corners, in turn.
    pub fn corners(&self) -> [Point; 4] {
        let across = at(self.angle + PI / 2.0, self.height / 2.0);
        let (near, far) = (at(self.angle, self.radius), at(self.angle, self.radius + self.length));
        [(near, 1.0), (far, 1.0), (far, -1.0), (near, -1.0)]
            .map(|(end, side)| Point { x: end.x + side * across.x, y: end.y + side * across.y })
    }
}

/// Whether an angle is on the left half of the circle.
pub fn is_left(angle: f64) -> bool {
    angle.rem_euclid(2.0 * PI) > PI
}

/// A smooth curve near these points, from the first to the last, as the corners of cubic Béziers: the start, then three
/// for each. `tension` from 0 (straight) to 1 draws it towards the points between.
pub fn bundled(points: &[Point], tension: f64) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else { return Vec::new() };
    let steps = f64::from(u32::try_from(points.len() - 1).unwrap_or(u32::MAX)).max(1.0);
    let straight = |step: f64| between(first, last, step / steps);
    let pulled = (0_u32..).zip(points).map(|(step, point)| between(straight(f64::from(step)), *point, tension));
    let mut spline = vec![first; 2];
    spline.extend(pulled);
    spline.extend([last; 2]);
    let mut curve = vec![first];
    for four in spline.windows(4) {
        let [_, b, c, d] = [four[0], four[1], four[2], four[3]];
        let end = between(between(b, c, 2.0 / 3.0), between(c, d, 1.0 / 3.0), 0.5);
        curve.extend([between(b, c, 1.0 / 3.0), between(b, c, 2.0 / 3.0), end]);
    }
    curve
}

/// A curve as a path.
pub fn curve_path(curve: &[Point]) -> String {
    let Some((start, rest)) = curve.split_first() else { return String::new() };
    let mut path = format!("M{}", written(*start));
    for three in rest.chunks_exact(3) {
        path.push_str(&format!("C{} {} {}", written(three[0]), written(three[1]), written(three[2])));
    }
    path
}

fn between(a: Point, b: Point, part: f64) -> Point {
    Point { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part }
}
