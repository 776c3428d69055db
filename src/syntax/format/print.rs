//! Entries in brackets to text.

use super::outline::{Comment, Document, Entry, Group, Part, flat_parts, is_spaced};
use super::{FILL_WIDTH, MAX_WIDTH};

const INDENT: usize = 4;

/// The text of a whole file.
pub(super) fn document(document: &Document<'_>) -> String {
    let mut printer = Printer { out: String::new(), column: 0 };
    let Document { headings, root, after } = document;
    for (at, heading) in headings.iter().enumerate() {
        match (at, heading.begins_line) {
            (0, _) => {}
            (_, true) => printer.line(heading.blank_before, 0),
            (_, false) => printer.push(" "),
        }
        printer.push(&heading.text);
    }
    if !headings.is_empty() {
        printer.line(root.begins_with_blank(), 0);
    }
    printer.leading(root, 0);
    printer.parts(&root.parts, 0);
    printer.following(&root.inner);
    printer.following(&root.trailing);
    for comment in after {
        printer.line(comment.blank_before, 0);
        printer.push(&comment.text);
    }
    printer.push("\n");
    printer.out
}

impl Entry<'_> {
    /// Whether an empty line stood before it and its comments.
    fn begins_with_blank(&self) -> bool {
        self.leading.first().map_or(self.blank_before, |comment| comment.blank_before)
    }
}

struct Printer {
    out: String,
    /// Characters on the line so far.
    column: usize,
}

impl Printer {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.column = match text.rfind('\n') {
            Some(end) => text[end + 1..].chars().count(),
            None => self.column + text.chars().count(),
        };
    }

    fn push_char(&mut self, c: char) {
        self.out.push(c);
        self.column += 1;
    }

    /// Begins a line, after an empty one if `blank`.
    fn line(&mut self, blank: bool, indent: usize) {
        self.out.push_str(if blank { "\n\n" } else { "\n" });
        self.out.extend(std::iter::repeat_n(' ', indent * INDENT));
        self.column = indent * INDENT;
    }

    /// The comments before an entry.
    fn leading(&mut self, entry: &Entry<'_>, indent: usize) {
        let blanks = entry.leading.iter().skip(1).map(|comment| comment.blank_before).chain([entry.blank_before]);
        for (comment, blank_after) in entry.leading.iter().zip(blanks) {
            self.push(&comment.text);
            if comment.ends_line {
                self.line(blank_after, indent);
            } else {
                self.push(" ");
            }
        }
    }

    /// Comments behind something on its line.
    fn following(&mut self, comments: &[Comment<'_>]) {
        for comment in comments {
            self.push(" ");
            self.push(&comment.text);
        }
    }

    fn parts(&mut self, parts: &[Part<'_>], mut indent: usize) {
        let mut before: Option<&Part<'_>> = None;
        for part in parts {
            match before {
                Some(Part::Comment(comment)) if comment.line => {
                    indent += 1;
                    self.line(false, indent);
                }
                _ if is_spaced(before, part) => self.push(" "),
                _ => {}
            }
            match part {
                Part::Token(text, _) => self.push(text),
                Part::Group(group) => self.group(group, indent),
                Part::Comment(comment) => self.push(&comment.text),
            }
            before = Some(part);
        }
    }

    fn group(&mut self, group: &Group<'_>, indent: usize) {
        self.push_char(group.bracket.open());
        // With the comma that may follow.
        let fits = |width: usize| self.column + width <= MAX_WIDTH;
        if group.flat.is_some_and(fits) || hug_width(group).is_some_and(fits) {
            self.one_line(group, indent);
        } else if group.is_filled() {
            self.filled(&group.entries, indent + 1);
            self.line(false, indent);
        } else {
            self.following(&group.opener);
            for (at, entry) in group.entries.iter().enumerate() {
                self.line(at > 0 && entry.begins_with_blank(), indent + 1);
                let last = at + 1 == group.entries.len();
                self.entry(entry, indent + 1, !last || !group.keeps_comma() || entry.comma);
            }
            self.dangling(group, indent + 1);
            self.line(false, indent);
        }
        self.push_char(group.bracket.close());
    }

    /// All entries one after the other; the last one may go on below.
    fn one_line(&mut self, group: &Group<'_>, indent: usize) {
        for (at, entry) in group.entries.iter().enumerate() {
            if at > 0 {
                self.push(" ");
            }
            let last = at + 1 == group.entries.len();
            self.entry(entry, indent, !last || group.keeps_comma() && entry.comma);
        }
        for (at, comment) in group.dangling.iter().enumerate() {
            if at > 0 {
                self.push(" ");
            }
            self.push(&comment.text);
        }
    }

    fn entry(&mut self, entry: &Entry<'_>, indent: usize, comma: bool) {
        self.leading(entry, indent);
        self.parts(&entry.parts, indent);
        self.following(&entry.inner);
        if comma {
            self.push_char(',');
        }
        self.following(&entry.trailing);
    }

    /// Plain values, as many on a line as fit.
    fn filled(&mut self, entries: &[Entry<'_>], indent: usize) {
        for (at, entry) in entries.iter().enumerate() {
            let width = entry.flat().unwrap_or(FILL_WIDTH);
            if at == 0 || entry.blank_before || self.column + 1 + width + 1 > FILL_WIDTH {
                self.line(at > 0 && entry.blank_before, indent);
            } else {
                self.push(" ");
            }
            self.parts(&entry.parts, indent);
            self.push_char(',');
        }
    }

    /// The comments before a closing bracket.
    fn dangling(&mut self, group: &Group<'_>, indent: usize) {
        let mut ended = true;
        for (at, comment) in group.dangling.iter().enumerate() {
            if ended {
                self.line(comment.blank_before && !(at == 0 && group.entries.is_empty()), indent);
            } else {
                self.push(" ");
            }
            self.push(&comment.text);
            ended = comment.ends_line;
        }
    }
}

/// How many characters of a bracket stand on its first line if only its last entry opens; `None` if that cannot be.
fn hug_width(group: &Group<'_>) -> Option<usize> {
    let (last, others) = group.entries.split_last()?;
    let plain = |entry: &Entry<'_>| entry.leading.is_empty() && entry.inner.is_empty() && entry.trailing.is_empty();
    let (Part::Group(opened), head) = last.parts.split_last()? else { return None };
    let bare = !group.opened && group.opener.is_empty() && group.dangling.is_empty();
    if !bare || !group.entries.iter().all(plain) || opened.flat.is_some() {
        return None;
    }
    let others = others.iter().map(|entry| Some(entry.flat()? + 2)).sum::<Option<usize>>()?;
    // A space and the bracket that opens.
    Some(others + flat_parts(head)? + 2)
}
