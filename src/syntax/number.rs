//! Numbers and ranges of numbers.

use unicode_ident::is_xid_continue;

/// Length of what begins like a number, or a range of numbers, at the start of `text`; 0 if nothing does.
pub(super) fn length(text: &str) -> usize {
    let start = single(text);
    let after = &text[start..];
    let dots = ["..=", ".."].into_iter().find(|dots| after.starts_with(dots)).map_or(0, str::len);
    start + dots + if dots > 0 { single(&after[dots..]) } else { 0 }
}

/// Length of a sign and all that is glued to it: also of what is no number, such as a date.
fn single(text: &str) -> usize {
    let unsigned = text.trim_start_matches(['+', '-']);
    let glued = |(at, c): (usize, char)| match c {
        '.' => !unsigned[at..].starts_with(".."),
        '+' | '-' => at > 0 && unsigned[at + 1..].starts_with(|c: char| c.is_ascii_digit()),
        c => is_xid_continue(c),
    };
    let end = unsigned.char_indices().find(|&next| !glued(next)).map_or(unsigned.len(), |(at, _)| at);
    if end == 0 { 0 } else { text.len() - unsigned.len() + end }
}

/// Whether all parts of what [`length`] found are numbers. Never refuses what `ron` accepts.
pub(super) fn is_valid(text: &str) -> bool {
    let Some((start, end)) = text.split_once("..") else {
        return is_single(text);
    };
    let end = end.strip_prefix('=').unwrap_or(end);
    [start, end].into_iter().all(|part| part.is_empty() || is_single(part))
}

fn is_single(text: &str) -> bool {
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    let body = ["f32", "f64", "i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128"]
        .iter()
        .find_map(|suffix| body.strip_suffix(suffix))
        .filter(|_| !body.starts_with("0x") || !body.contains('f') || body.contains(['i', 'u']))
        .unwrap_or(body);
    let based = |prefix, base| body.strip_prefix(prefix).map(|digits: &str| (digits, base));
    if let Some((digits, base)) = based("0x", 16).or_else(|| based("0o", 8)).or_else(|| based("0b", 2)) {
        return digits.starts_with(|c: char| c != '_') && digits.chars().all(|c| c == '_' || c.is_digit(base));
    }
    let decimal = body.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    matches!(body, "inf" | "NaN") || decimal && body.replace('_', "").parse::<f64>().is_ok()
}
