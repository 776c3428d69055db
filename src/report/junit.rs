//! Findings as `JUnit` XML, in the dialect that Jenkins, GitLab and Surefire share.
//!
//! A suite is a rule, a case is a finding. A finding that must be put right is a failure; one that is worth a look is a
//! skipped case with a message, so that it is seen and fails nothing, as `check` itself ends with 0. A rule without
//! findings is a case that passes: a clean graph is not "no tests". Names carry no line numbers and occur once: GitLab
//! follows a case from one run to the next by class and name, and drops the second of two with the same.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::checked::Checked;
use super::diagnostics::{plain, short};
use crate::check::Rule;
use crate::diagnostic::{Diagnostic, Level};
use crate::render::markup::escape;

/// Writes the suites, by rule id.
///
/// # Errors
/// When `out` does.
pub fn junit(checked: &Checked<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(checked);
    let kept = suites.values().filter(|findings| findings.is_empty()).count();
    let tests = checked.findings.len() + kept;
    let (failures, skipped) = counts(checked.findings.iter());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"interlex check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"0\">"
    )?;
    for (rule, findings) in suites {
        suite(checked, rule, &findings, out)?;
    }
    writeln!(out, "</testsuites>")
}

/// The findings of every rule that was applied, and of any other that was broken.
fn suites<'a>(checked: &Checked<'a>) -> BTreeMap<&'static str, Vec<&'a Diagnostic>> {
    let mut suites: BTreeMap<&'static str, Vec<&Diagnostic>> =
        checked.rules.iter().map(|rule| (rule.id, Vec::new())).collect();
    for finding in checked.findings {
        suites.entry(finding.rule).or_default().push(finding);
    }
    suites
}

fn suite(checked: &Checked<'_>, rule: &str, findings: &[&Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    let (failures, skipped) = counts(findings.iter().copied());
    let tests = findings.len().max(1);
    let name = escape(rule);
    writeln!(
        out,
        " <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"0\">"
    )?;
    if findings.is_empty() {
        let known = checked.rules.iter().find(|known| known.id == rule);
        let title = escape(known.map_or(rule, |rule: &&Rule| rule.title));
        writeln!(out, "  <testcase classname=\"interlex.{name}\" name=\"{title}\" time=\"0\"/>")?;
    }
    let mut taken = BTreeSet::new();
    for finding in findings {
        let place = finding.primary().and_then(|label| checked.place(label));
        let message = short(&finding.message);
        let base = place.as_ref().map_or_else(|| message.to_string(), |place| format!("{}: {message}", place.path));
        let case = (1..).map(|n| if n == 1 { base.clone() } else { format!("{base} ({n})") });
        let case = case.into_iter().find(|name| !taken.contains(name)).expect("a number that is not taken");
        write!(out, "  <testcase classname=\"interlex.{name}\" name=\"{}\"", escape(&case))?;
        taken.insert(case);
        if let Some(place) = &place {
            write!(out, " file=\"{}\" line=\"{}\"", escape(place.path), place.start.line)?;
        }
        writeln!(out, " time=\"0\">")?;
        let element = if finding.level == Level::Deny { "failure" } else { "skipped" };
        write!(out, "   <{element} message=\"{}\"", escape(&message))?;
        if finding.level == Level::Deny {
            write!(out, " type=\"{}\">", finding.level)?;
            body(&plain(finding, checked.files), out)?;
            writeln!(out, "</failure>")?;
        } else {
            writeln!(out, "/>")?;
            write!(out, "   <system-out>")?;
            body(&plain(finding, checked.files), out)?;
            writeln!(out, "</system-out>")?;
        }
        writeln!(out, "  </testcase>")?;
    }
    writeln!(out, " </testsuite>")
}

/// Failures and skipped cases.
fn counts<'a>(findings: impl Iterator<Item = &'a Diagnostic>) -> (usize, usize) {
    findings.fold(
        (0, 0),
        |(failures, skipped), finding| {
            if finding.level == Level::Deny { (failures + 1, skipped) } else { (failures, skipped + 1) }
        },
    )
}

/// Text of several lines.
fn body(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write!(out, "{}", escape(line))?;
    }
    Ok(())
}
