//! Changes as they are written on the command line: `FROM,TO,alignment,joint-mapping,technical`.

use interlex::model::{Act, AlignmentMechanism, Change, ConflictKind, Layer, LayerSet, ReferenceMechanism, Relation};

const ADD: &str =
    "write FROM,TO,RELATION,MECHANISM,LAYER, for example asean-ai-guide,eu-ai-act,alignment,joint-mapping,technical";
const CONFLICT: &str = "write FROM,TO,KIND,LAYER, for example us-eo-14117,china,data-restriction,data";
const DROP: &str = "write FROM,TO, for example sg-ai-verify,us-nist-ai-rmf";
const JOIN: &str = "write WHO,FRAMEWORK or WHO,FRAMEWORK,ACT, for example japan,coe-ai-convention,ratified";

/// `FROM,TO,alignment|reference|conflict,MECHANISM,LAYER[,LAYER]`.
pub fn parse_add(text: &str) -> Result<Change, String> {
    let parts = parts(text);
    let relation = parts.get(2).map(|relation| relation.to_lowercase());
    if let Some(text) = relation.as_deref().filter(|it| !["alignment", "reference", "conflict"].contains(it)) {
        return Err(no_relation(text));
    }
    let [from, to, _, mechanism, layers @ ..] = &parts[..] else { return Err(ADD.to_owned()) };
    if layers.is_empty() {
        return Err(format!("it names no layer; {ADD}"));
    }
    let relation = match relation.as_deref() {
        Some("alignment") => Relation::Alignment(alignment(mechanism)?),
        Some("reference") => Relation::Reference(reference(mechanism)?),
        _ => Relation::Conflict(conflict(mechanism)?),
    };
    add(from, to, relation, layers)
}

/// `FROM,TO,KIND,LAYER[,LAYER]`.
pub fn parse_conflict(text: &str) -> Result<Change, String> {
    let [from, to, kind, layers @ ..] = &parts(text)[..] else { return Err(CONFLICT.to_owned()) };
    if layers.is_empty() {
        return Err(format!("it names no layer; {CONFLICT}"));
    }
    add(from, to, Relation::Conflict(conflict(kind)?), layers)
}

/// `FROM,TO`.
pub fn parse_drop(text: &str) -> Result<Change, String> {
    let [from, to] = &parts(text)[..] else { return Err(DROP.to_owned()) };
    Ok(Change::Drop { from: from.clone(), to: to.clone() })
}

/// A framework that ceases to apply.
#[expect(clippy::unnecessary_wraps, reason = "a parser of options")]
pub fn parse_repeal(text: &str) -> Result<Change, String> {
    Ok(Change::Repeal { framework: text.trim().to_owned() })
}

/// A text that enters into force.
#[expect(clippy::unnecessary_wraps, reason = "a parser of options")]
pub fn parse_adopt(text: &str) -> Result<Change, String> {
    Ok(Change::Adopt { framework: text.trim().to_owned() })
}

/// `WHO,FRAMEWORK[,ACT]`.
pub fn parse_join(text: &str) -> Result<Change, String> {
    let (who, what, act) = match &parts(text)[..] {
        [who, what] => (who.clone(), what.clone(), None),
        [who, what, act] => {
            let known = Act::all().map(Act::as_str);
            (who.clone(), what.clone(), Some(Act::parse(act).ok_or_else(|| unknown("act", act, known))?))
        }
        _ => return Err(JOIN.to_owned()),
    };
    Ok(Change::Join { jurisdiction: who, framework: what, act })
}

fn add(from: &str, to: &str, relation: Relation, layers: &[String]) -> Result<Change, String> {
    let layer = |text: &String| {
        let wanted = text.to_lowercase();
        let found = Layer::ALL.into_iter().find(|layer| layer.as_str() == wanted);
        found.ok_or_else(|| format!("`{text}` is no layer; the layers are legal, technical and data"))
    };
    let layers = layers.iter().map(layer).collect::<Result<LayerSet, String>>()?;
    Ok(Change::Add { from: from.to_owned(), to: to.to_owned(), relation, layers, claim: String::new() })
}

/// The parts between commas; none at all if one is empty, which fits no form.
fn parts(text: &str) -> Vec<String> {
    let parts: Vec<String> = text.split(',').map(|part| part.trim().to_owned()).collect();
    if parts.iter().any(String::is_empty) { Vec::new() } else { parts }
}

fn alignment(text: &str) -> Result<AlignmentMechanism, String> {
    let known = AlignmentMechanism::all().map(AlignmentMechanism::as_str);
    AlignmentMechanism::parse(text).ok_or_else(|| unknown("mechanism of alignment", text, known))
}

fn reference(text: &str) -> Result<ReferenceMechanism, String> {
    let known = ReferenceMechanism::all().map(ReferenceMechanism::as_str);
    ReferenceMechanism::parse(text).ok_or_else(|| unknown("mechanism of reference", text, known))
}

fn conflict(text: &str) -> Result<ConflictKind, String> {
    let known = ConflictKind::all().map(ConflictKind::as_str);
    ConflictKind::parse(text).ok_or_else(|| unknown("kind of conflict", text, known))
}

fn no_relation(text: &str) -> String {
    let of = if AlignmentMechanism::parse(text).is_some() {
        "alignment"
    } else if ReferenceMechanism::parse(text).is_some() {
        "reference"
    } else if ConflictKind::parse(text).is_some() {
        "conflict"
    } else {
        return format!("`{text}` is no relation; the relations are alignment, reference and conflict; {ADD}");
    };
    format!("`{text}` needs its relation before it: FROM,TO,{of},{text},LAYER")
}

/// A name that is not among those known: the nearest if one is near, else all.
fn unknown(what: &str, text: &str, known: impl Iterator<Item = &'static str>) -> String {
    let known: Vec<&str> = known.collect();
    let wanted = text.to_lowercase().replace('-', "_");
    let near = known.iter().map(|name| (strsim::jaro_winkler(&wanted, name), *name)).max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((score, near)) if score >= 0.85 => format!("there is no {what} `{text}`; did you mean `{near}`?"),
        _ => format!("there is no {what} `{text}`; there are {}", known.join(", ")),
    }
}
