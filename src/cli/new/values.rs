//! What people type, read against the graph in use: near names are suggested, and nothing is stored that the check would
//! have to refuse as text.

use std::fmt::Debug;

use interlex::check::Thresholds;
use interlex::load::Loaded;
use interlex::model::{
    AlignmentMechanism, ConflictKind, Graph, Id, Node, PartialDate, ReferenceMechanism, Relation, Vocabulary,
};
use interlex::syntax::is_bidi_control;

/// One line of text.
pub fn line(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("an empty text says nothing".to_owned());
    }
    if text.contains(['\n', '\r']) {
        return Err("only one line is taken here".to_owned());
    }
    if let Some(bad) = text.chars().find(|c| c.is_control() || is_bidi_control(*c)) {
        return Err(format!("the invisible character U+{:04X} is not taken; type the text anew", u32::from(bad)));
    }
    Ok(text.to_owned())
}

/// A locator: as many words as the check wants.
pub fn locator(text: &str) -> Result<String, String> {
    let text = line(text)?;
    let Thresholds { locator_words_min: min, locator_words_max: max, .. } = Thresholds::default();
    let words = text.split_whitespace().count();
    if (min..=max).contains(&words) {
        Ok(text)
    } else {
        Err(format!(
            "{min} to {max} words are needed, these are {words}; choose consecutive words that stand at the place"
        ))
    }
}

/// A date of the precision that is known.
pub fn date(text: &str) -> Result<String, String> {
    let text = text.trim();
    text.parse::<PartialDate>().map(|_| text.to_owned()).map_err(|error| error.to_string())
}

/// A web address.
pub fn url(text: &str) -> Result<String, String> {
    let text = line(text)?;
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(char::is_whitespace) => Ok(text),
        _ => Err(format!("`{text}` is no web address; it begins with https://")),
    }
}

/// The id of something new.
pub fn new_id(text: &str) -> Result<String, String> {
    let text = text.trim();
    Id::new(text).map(|id| id.to_string()).map_err(|error| {
        let near = Id::suggest(text).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        format!("`{}` is not an id: {error}{near}", shown(text))
    })
}

/// The name of a folder or table.
pub fn folder(text: &str) -> Result<String, String> {
    new_id(text).map_err(|problem| problem.replace("is not an id", "is no name for it"))
}

/// A variant of a closed list, by its name in the data files, its name in exports, or its label.
pub fn variant<T: Copy + Debug>(
    all: impl Iterator<Item = T>,
    label: fn(T) -> &'static str,
    text: &str,
) -> Result<T, String> {
    let all: Vec<T> = all.collect();
    let plain = |text: &str| text.to_lowercase().replace([' ', '-', '_'], "");
    let wanted = plain(text.trim());
    let named = |it: &T| plain(&format!("{it:?}")) == wanted || plain(label(*it)) == wanted;
    if let Some(found) = all.iter().find(|it| named(it)) {
        return Ok(*found);
    }
    let names: Vec<String> = all.iter().map(|it| option(&format!("{it:?}"))).collect();
    let near = nearest(&wanted, names.iter().map(String::as_str), plain);
    let hint = near.map_or(format!("; there are {}", names.join(", ")), |near| format!("; did you mean `{near}`?"));
    Err(format!("there is no `{}` here{hint}", shown(text)))
}

/// The names of all variants as options take them: `in-force`.
pub fn variants<T: Debug>(all: impl Iterator<Item = T>) -> Vec<String> {
    all.map(|it| option(&format!("{it:?}"))).collect()
}

/// `InForce` as `in-force`.
fn option(variant: &str) -> String {
    let mut name = String::new();
    for c in variant.chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.extend(c.to_lowercase());
    }
    name
}

/// A node of the graph that may stand here, by id, name or alias.
pub fn node(graph: &Graph, text: &str, what: &str, fits: fn(&Node) -> bool) -> Result<String, String> {
    let text = text.trim();
    match graph.find(text).map(|ix| graph.node(ix)) {
        Some(node) if fits(node) => Ok(node.id.to_string()),
        Some(node) => Err(format!("`{}` is a {}, and here stands {what}", node.id, node.kind().label().to_lowercase())),
        None => {
            let near = graph.near(text, 12).into_iter().filter(|id| {
                let ix = graph.by_id(id.as_str());
                ix.is_some_and(|ix| fits(graph.node(ix)))
            });
            let near: Vec<String> = near.take(3).map(|id| format!("`{id}`")).collect();
            let hint = match &near[..] {
                [] => format!("; enter {what} first, with `interlex new`"),
                [one] => format!("; did you mean {one}?"),
                [first @ .., last] => format!("; did you mean {} or {last}?", first.join(", ")),
            };
            Err(format!("there is no `{}` in the graph{hint}", shown(text)))
        }
    }
}

/// A term of a vocabulary, by id or label.
pub fn term(vocabulary: &Vocabulary, what: &str, text: &str) -> Result<String, String> {
    let wanted = text.trim().to_lowercase();
    let found =
        vocabulary.terms().iter().find(|term| term.id.as_str() == wanted || term.label.to_lowercase() == wanted);
    found
        .map(|term| term.id.to_string())
        .ok_or_else(|| unknown(what, text, vocabulary.terms().iter().map(|term| term.id.as_str())))
}

/// A document of `sources.ron`.
pub fn source(graph: &Graph, text: &str) -> Result<String, String> {
    let text = text.trim();
    let known = || graph.sources().iter().map(|source| source.id.as_str());
    if graph.source_by_id(text).is_some() {
        return Ok(text.to_owned());
    }
    let hint = nearest(text, known(), str::to_owned)
        .map_or("; `interlex list sources` shows all, --new-source enters one".to_owned(), |near| {
            format!("; did you mean `{near}`?")
        });
    Err(format!("there is no source `{}`{hint}", shown(text)))
}

/// One of some ids.
pub fn among<'k>(what: &str, text: &str, known: impl Iterator<Item = &'k str> + Clone) -> Result<String, String> {
    let text = text.trim();
    let found = known.clone().find(|known| known.eq_ignore_ascii_case(text));
    found.map(str::to_owned).ok_or_else(|| unknown(what, text, known))
}

fn unknown<'k>(what: &str, text: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    let near = nearest(text, known.clone(), str::to_owned);
    let hint = near.map_or_else(
        || format!("; there are {}", known.collect::<Vec<_>>().join(", ")),
        |near| format!("; did you mean `{near}`?"),
    );
    format!("there is no {what} `{}`{hint}", shown(text))
}

/// A link as options write it.
#[derive(Debug, Clone)]
pub struct LinkGiven {
    pub relation: Relation,
    pub to: String,
    pub claim: Option<String>,
}

/// Reads `RELATION:MECHANISM:ID=CLAIM`, `oversees:ID=CLAIM`, with or without a claim.
pub fn link(loaded: &Loaded, institution: bool, text: &str) -> Result<LinkGiven, String> {
    let (ends, claim) = text.split_once('=').map_or((text, None), |(ends, claim)| (ends, Some(claim)));
    let claim = claim.map(line).transpose()?;
    let parts: Vec<&str> = ends.split(':').map(str::trim).collect();
    let (relation, to) = match parts[..] {
        [relation, to] => (self::relation(institution, relation, None)?, to),
        [relation, mechanism, to] => (self::relation(institution, relation, Some(mechanism))?, to),
        _ => return Err(format!("write RELATION:MECHANISM:ID=CLAIM, not `{}`", shown(text))),
    };
    Ok(LinkGiven { relation, to: target(&loaded.graph, to)?, claim })
}

/// The relations that may be written.
pub fn relations(institution: bool) -> Vec<String> {
    let all = ["alignment", "reference", "conflict", "oversees", "develops"];
    all[..if institution { 5 } else { 3 }].iter().map(ToString::to_string).collect()
}

/// The mechanisms of a relation; none for those that have none.
pub fn mechanisms(relation: &str) -> Vec<String> {
    match relation {
        "alignment" => variants(AlignmentMechanism::all()),
        "reference" => variants(ReferenceMechanism::all()),
        "conflict" => variants(ConflictKind::all()),
        _ => Vec::new(),
    }
}

/// A relation with its mechanism.
pub fn relation(institution: bool, relation: &str, mechanism: Option<&str>) -> Result<Relation, String> {
    let known = relations(institution);
    let relation = among("relation", relation, known.iter().map(String::as_str))?;
    let need = || {
        mechanism.ok_or_else(|| {
            format!(
                "`{relation}` needs a mechanism: write {relation}:MECHANISM:ID; there are {}",
                mechanisms(&relation).join(", ")
            )
        })
    };
    Ok(match relation.as_str() {
        "alignment" => Relation::Alignment(variant(AlignmentMechanism::all(), AlignmentMechanism::label, need()?)?),
        "reference" => Relation::Reference(variant(ReferenceMechanism::all(), ReferenceMechanism::label, need()?)?),
        "conflict" => Relation::Conflict(variant(ConflictKind::all(), ConflictKind::label, need()?)?),
        other if mechanism.is_some() => return Err(format!("`{other}` has no mechanism: write {other}:ID=CLAIM")),
        "oversees" => Relation::Oversees,
        _ => Relation::Develops,
    })
}

/// The other end of a link: an entry, or a provision that it lists.
pub fn target(graph: &Graph, text: &str) -> Result<String, String> {
    let (name, provision) = text.split_once('#').map_or((text, None), |(name, rest)| (name, Some(rest)));
    let id = node(graph, name, "an entry", |_| true)?;
    let Some(provision) = provision else { return Ok(id) };
    let listed =
        graph.find(&id).and_then(|ix| graph.node(ix).framework()).map(|it| &it.provisions[..]).unwrap_or_default();
    if listed.iter().any(|known| known.id.as_str() == provision) {
        Ok(format!("{id}#{provision}"))
    } else {
        Err(format!("`{id}` lists no provision `{}`; add it to its `provisions` first", shown(provision)))
    }
}

/// The known name nearest to `text`, if one is near enough to be meant.
fn nearest<'k>(text: &str, known: impl Iterator<Item = &'k str>, plain: impl Fn(&str) -> String) -> Option<&'k str> {
    let wanted = plain(&text.to_lowercase());
    let scored = known.map(|name| (strsim::jaro_winkler(&wanted, &plain(name)), name));
    scored.filter(|(score, _)| *score >= 0.8).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1))).map(|it| it.1)
}

/// What was typed, safe to show and not longer than a line.
fn shown(text: &str) -> String {
    let clean = text.chars().map(|c| if c.is_control() || is_bidi_control(c) { '\u{FFFD}' } else { c });
    let mut clean: String = clean.take(61).collect();
    if clean.chars().count() > 60 {
        clean.pop();
        clean.push('…');
    }
    clean
}
