//! How much voice the Global South has, beside its number.

use super::statistics::{percent, share};
use super::texts::{self, is_about_ai, is_country, is_international, makers};
use super::{Detector, Measurement, Outcome, Question};
use crate::model::{InstitutionKind, NodeIx, Relation};

pub(super) static DETECTOR: Detector = Detector { id: "gap-3-global-south-input", measure };

/// What the South has of a whole.
#[derive(Debug, Default, Clone, Copy)]
struct Voice {
    south: f64,
    whole: usize,
}

impl Voice {
    #[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
    fn share(self) -> Option<f64> {
        (self.whole > 0).then(|| self.south / self.whole as f64)
    }
}

/// The voice of the Global South as a part of what its number would give it: the mean, over issuing, references received
/// and seats, of its share divided by its share of all countries and territories; each at most 1.
///
/// The South is the members of the Group of 77 among the jurisdictions asked about; where there are none, all of the
/// Group. *Issuing*: texts on AI made in countries or by bodies of a region; the text of a body counts by the part of its
/// members that is of the South, what worldwide bodies issue counts for nobody. *References received*: references to
/// such texts, and to institutions and jurisdictions, from elsewhere. *Seats*: countries that are members of a forum.
/// A part without records is left out of the mean. Takes time linear in nodes and links.
fn measure(question: &Question<'_>) -> Outcome {
    let world = question.world();
    let everywhere: Vec<NodeIx> = world.iter().map(|it| it.jurisdiction).filter(|ix| question.is_south(*ix)).collect();
    let asked = |ix: &NodeIx| question.members().iter().any(|member| member.jurisdiction == *ix);
    let here: Vec<NodeIx> = everywhere.iter().copied().filter(asked).collect();
    let south = if here.is_empty() { everywhere } else { here.clone() };
    let number = share(south.len(), world.len());
    if south.is_empty() {
        return Outcome::NotAssessed("No member of the Group of 77 is recorded.".to_owned());
    }
    let (issuing, (references, leading), (seats, forums)) =
        (issuing(question, &south), references(question, &south), seats(question, &south));
    let shares: Vec<f64> = [issuing, references, seats].into_iter().filter_map(Voice::share).collect();
    if shares.is_empty() {
        return Outcome::NotAssessed("Neither texts nor references nor seats in forums are recorded.".to_owned());
    }
    #[expect(clippy::cast_precision_loss, reason = "at most three")]
    let value = shares.iter().map(|part| (part / number).min(1.0)).sum::<f64>() / shares.len() as f64;
    let who = if here.is_empty() {
        format!("The region has no member of the Group of 77, so all {} are looked at: they", south.len())
    } else {
        format!("The {} jurisdictions asked about that belong to the Group of 77", south.len())
    };
    let about = texts::about(question);
    let clause = |voice: Voice, of: String, verb: &str| {
        let part = voice.share().map(percent)?;
        Some(format!("of the {} {of} {part} {verb}", voice.whole))
    };
    let clauses: Vec<String> = [
        clause(issuing, format!("recorded texts {about} of countries and regional bodies"), "are theirs"),
        clause(references, "recorded references to the work of others".to_owned(), "lead to them"),
        clause(seats, format!("seats of countries in {} recorded forums", forums.len()), "are theirs"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let explanation =
        format!("{who} are {} of all countries and territories; {}.", percent(number), clauses.join(", "));
    let subjects = texts::subjects(forums.into_iter().take(5).chain(leading.into_iter().take(8)));
    let evidence = texts::evidence_of_nodes(question, &subjects);
    Outcome::Measured(Measurement { value, explanation, subjects, evidence })
}

/// Which part of a jurisdiction is of the South: a country wholly or not, a bloc by its members.
fn part(question: &Question<'_>, south: &[NodeIx], of: NodeIx) -> f64 {
    if is_country(question, of) {
        return if south.contains(&of) { 1.0 } else { 0.0 };
    }
    let members = question.scope().members(of);
    share(members.iter().filter(|ix| south.contains(ix)).count(), members.len())
}

/// The mean part of several makers.
fn part_of_makers(question: &Question<'_>, south: &[NodeIx], makers: &[NodeIx]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
    let whole = makers.len().max(1) as f64;
    makers.iter().map(|maker| part(question, south, *maker)).sum::<f64>() / whole
}

fn issuing(question: &Question<'_>, south: &[NodeIx]) -> Voice {
    let mut voice = Voice::default();
    for ix in question.graph().node_indices() {
        let counts = question.framework(ix).is_some() && question.scope().sees(ix) && is_about_ai(question, ix);
        let makers = makers(question, ix);
        if counts && !is_international(question, ix) && !makers.is_empty() {
            voice.whole += 1;
            voice.south += part_of_makers(question, south, &makers);
        }
    }
    voice
}

/// References from elsewhere, and what receives most of them outside the South, most first.
fn references(question: &Question<'_>, south: &[NodeIx]) -> (Voice, Vec<NodeIx>) {
    let mut voice = Voice::default();
    let mut received = std::collections::BTreeMap::new();
    for (_, link) in question.links() {
        let (from, to) = (link.from.node, link.to.node);
        if !matches!(link.relation, Relation::Reference(_)) || is_international(question, to) {
            continue;
        }
        let (sources, targets) = (makers(question, from), makers(question, to));
        if targets.is_empty() || sources.iter().any(|source| targets.contains(source)) {
            continue;
        }
        let part = part_of_makers(question, south, &targets);
        voice.whole += 1;
        voice.south += part;
        if part < 0.5 {
            *received.entry(to).or_insert(0) += 1;
        }
    }
    (voice, texts::most_concerned(received))
}

/// Seats of countries in forums, and the forums, those with the smallest part of the South first.
fn seats(question: &Question<'_>, south: &[NodeIx]) -> (Voice, Vec<NodeIx>) {
    let mut voice = Voice::default();
    let mut forums: Vec<(f64, NodeIx)> = Vec::new();
    for ix in question.graph().node_indices() {
        let institution = question.graph().node(ix).institution();
        if institution.is_none_or(|it| it.kind != InstitutionKind::Forum) || !question.scope().sees(ix) {
            continue;
        }
        let members: Vec<NodeIx> =
            question.scope().members(ix).into_iter().filter(|member| is_country(question, *member)).collect();
        let held = members.iter().filter(|member| south.contains(member)).count();
        if !members.is_empty() {
            voice.whole += members.len();
            voice.south += share(held, 1);
            forums.push((share(held, members.len()), ix));
        }
    }
    forums.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    (voice, forums.into_iter().map(|(_, ix)| ix).collect())
}
