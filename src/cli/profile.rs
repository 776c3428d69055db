//! `profile`: the six patterns of frameworks, jurisdictions and regions as a picture.

use anyhow::bail;
use interlex::analysis::{self, MOST_PORTRAITS, Portrait, Subject};
use interlex::model::{JurisdictionKind, NodeKind};
use interlex::scope::Scope;
use interlex::{render, report};

use super::Outcome;
use super::args::Profile;
use super::output::{write, write_document};
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Profile) -> anyhow::Result<Outcome> {
    let format = session.format(&["svg", "html", "json", "csv", "png", "pdf"])?;
    options.picture.can_write(format)?;
    if options.subjects.len() > MOST_PORTRAITS {
        bail!("{} are too many to tell apart; name at most {MOST_PORTRAITS}", options.subjects.len());
    }
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let mut subjects: Vec<Subject> = Vec::new();
    for name in &options.subjects {
        let subject = subject(&scope, name, options.members)?;
        if subjects.contains(&subject) {
            bail!("`{name}` is named twice");
        }
        subjects.push(subject);
    }
    let portraits: Vec<Portrait> = subjects.into_iter().map(|subject| analysis::portrait(&scope, subject)).collect();
    let picture = || render::profile_svg(&render::compose_profile(&scope, &portraits, options.title.as_deref()));
    if matches!(format, "svg" | "png" | "pdf") {
        options.picture.write(session, format, &picture())?;
        return Ok(Outcome::Clean);
    }
    write(session, |out| match format {
        "json" => report::profile_json(&scope, &portraits, out),
        "csv" => report::profile_csv(&scope, &portraits, out),
        _ => write_document(&report::profile_document(&scope, &portraits, picture()), format, out),
    })?;
    Ok(Outcome::Clean)
}

/// What a name stands for: a framework, a jurisdiction, or the members of a region. Blocs are jurisdictions of their own
/// unless their members are asked for.
fn subject(scope: &Scope<'_>, name: &str, members: bool) -> anyhow::Result<Subject> {
    let graph = scope.graph();
    let Some(ix) = graph.find(name) else {
        // A region or list; if it is neither, the error of whatever has a name nearby helps most.
        return match scope.area(name) {
            Ok(area) => Ok(Subject::Area(area)),
            Err(_) if !graph.near(name, 1).is_empty() => Ok(Subject::Node(scope.node(name)?)),
            Err(error) => Err(error.into()),
        };
    };
    let node = graph.node(ix);
    match node.kind() {
        NodeKind::Framework => Ok(Subject::Node(ix)),
        NodeKind::Jurisdiction => {
            let kind = node.jurisdiction().map(|place| place.kind);
            let bloc = matches!(kind, Some(JurisdictionKind::Bloc | JurisdictionKind::Group));
            Ok(if bloc && members { Subject::Area(scope.area(name)?) } else { Subject::Node(ix) })
        }
        other => bail!(
            "{} is a {}; only frameworks, jurisdictions and regions have patterns",
            node.name,
            other.label().to_lowercase()
        ),
    }
}
