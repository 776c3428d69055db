//! A page for each region and bloc: its gap report with its map.

use rayon::prelude::*;

use crate::analysis::{self, PlanOptions, Verdict};
use crate::model::{JurisdictionKind, Layer, Severity};
use crate::progress::Observer;
use crate::render::markup::escape;
use crate::render::{self, MapOptions, Selection};
use crate::report::{self, Document};
use crate::rules::{self, Outcome, Question};
use crate::scope::{Area, Scope};

use super::page::{Here, address};
use super::{Site, SiteFile};

/// The most bytes of a region's own map. Those of larger regions would together outweigh the site; their pages lead to
/// the whole map with everything else dimmed.
const MAP_LIMIT: usize = 17_000;

/// What a region's page is made of.
pub(super) struct AreaAnswer {
    pub area: Area,
    pub document: Document,
    /// Severity and measure of each rule.
    pub findings: Vec<(String, Option<Severity>, Option<f64>)>,
    /// The most severe findings: id, title, severity and what was found, in words.
    pub headlines: Vec<(String, String, String)>,
    /// Pairs by layer and verdict, in the order of [`Verdict::ALL`], and how many are contested.
    pub pairs: Vec<(Layer, [usize; 6], usize)>,
}

/// The named regions and the blocs that have two members or more on the day, by name.
fn areas(scope: &Scope<'_>) -> Vec<Area> {
    let graph = scope.graph();
    let regions = graph.regions().regions.iter().map(|region| region.id.to_string());
    let bloc = |ix: &crate::model::NodeIx| {
        let kind = graph.node(*ix).jurisdiction().map(|it| it.kind);
        matches!(kind, Some(JurisdictionKind::Bloc | JurisdictionKind::Group))
    };
    let blocs = graph.node_indices().filter(bloc).map(|ix| graph.node(ix).id.to_string());
    let mut areas: Vec<Area> = regions.chain(blocs).filter_map(|name| scope.area(&name).ok()).collect();
    areas.retain(|area| area.members.len() > 1);
    areas.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    areas.dedup_by(|a, b| a.id == b.id);
    areas
}

pub(super) fn answers(scope: &Scope<'_>, observer: &dyn Observer) -> Vec<AreaAnswer> {
    let areas = areas(scope);
    observer.begin("Writing gap reports", areas.len());
    let of_area = |area: Area| {
        let answer = answer(scope, area);
        observer.advance(1);
        answer
    };
    areas.into_par_iter().map(of_area).collect()
}

fn answer(scope: &Scope<'_>, area: Area) -> AreaAnswer {
    let report = analysis::gaps(scope, area.clone(), None);
    let found = rules::findings(&Question::new(*scope, &report));
    let plan = analysis::plan(scope, area.clone(), None, PlanOptions { budget: 3, ..PlanOptions::new() });
    let document = report::gaps_brief(scope, &report, &found, &plan, map(scope, &area));
    let value = |outcome: &Outcome| match outcome {
        Outcome::Measured(it) => Some(it.value),
        Outcome::NotAssessed(_) => None,
    };
    let findings = found.iter().map(|it| (it.rule.id.to_string(), it.severity, value(&it.outcome))).collect();
    let headlines = found.iter().filter(|it| it.severity == Some(Severity::High)).filter_map(|it| match &it.outcome {
        Outcome::Measured(found) => Some((it.rule.id.to_string(), it.concept.title.clone(), found.explanation.clone())),
        Outcome::NotAssessed(_) => None,
    });
    let headlines = headlines.collect();
    let tally = |layer: Layer| {
        let mut counts = [0; 6];
        let rows = || report.pairs.iter().filter(move |row| row.layer == layer);
        for row in rows() {
            let at = Verdict::ALL.iter().position(|verdict| *verdict == row.assessment.verdict);
            counts[at.expect("every verdict is listed")] += 1;
        }
        (layer, counts, rows().filter(|row| row.assessment.contested).count())
    };
    let pairs = scope.layer_list().map(tally).collect();
    AreaAnswer { area, document, findings, headlines, pairs }
}

/// The map of a region for its page, if it is small enough to stand there.
fn map(scope: &Scope<'_>, area: &Area) -> Option<String> {
    let graph = scope.graph();
    let options = MapOptions { area: Some(area.clone()), ..MapOptions::default() };
    let address = |id: &str| graph.by_id(id).map(|ix| format!("../{}", address(graph, ix)));
    let svg = render::svg_in_page(&render::compose(&Selection::new(*scope, options)), &address, false);
    (svg.len() <= MAP_LIMIT).then_some(svg)
}

pub(super) fn pages(site: &Site<'_>) -> Vec<SiteFile> {
    let page = |answer: &AreaAnswer| {
        let here = Here::new(site, format!("region/{}.html", answer.area.id));
        if let Some(twin) = twin(site, answer) {
            return refer(site, here, answer, twin);
        }
        let body = here.body(&answer.document) + &recorded(site, &here, answer);
        here.finish(&answer.document.title, &[], &body)
    };
    site.areas.par_iter().map(page).collect()
}

/// The way from the report on a bloc to its own page.
fn recorded(site: &Site<'_>, here: &Here<'_, '_>, answer: &AreaAnswer) -> String {
    let graph = site.scope.graph();
    let node = graph.by_id(&answer.area.id);
    let link = node.map(|ix| here.link(&address(graph, ix), "What is recorded of it"));
    link.map(|link| format!("<p>{link}\n")).unwrap_or_default()
}

/// A region with the same members and so the same report, which has the page in full: a bloc before the region of which it is the organisation.
fn twin<'s>(site: &'s Site<'_>, answer: &AreaAnswer) -> Option<&'s AreaAnswer> {
    let graph = site.scope.graph();
    let same = |other: &&AreaAnswer| {
        other.area.members == answer.area.members
            && other.findings == answer.findings
            && other.document.blocks.len() == answer.document.blocks.len()
    };
    let mut twins: Vec<&AreaAnswer> = site.areas.iter().filter(same).collect();
    twins.sort_by_key(|it| graph.by_id(&it.area.id).is_none());
    twins.first().copied().filter(|first| first.area.id != answer.area.id)
}

/// The page of a region whose report is that of another.
fn refer(site: &Site<'_>, here: Here<'_, '_>, answer: &AreaAnswer, twin: &AreaAnswer) -> SiteFile {
    let name = escape(&answer.area.name);
    let report = here.link(&format!("region/{}.html", twin.area.id), &twin.document.title);
    let body = format!(
        "<h1>{}</h1>\n<p class=lead>{name} has the same {} members as {}, so the report on both is one.</p>\n<p>{report}\n{}",
        escape(&answer.document.title),
        answer.area.members.len(),
        escape(&twin.area.name),
        recorded(site, &here, answer),
    );
    here.finish(&answer.document.title, &[], &body)
}
