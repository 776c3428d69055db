//! The interoperability map: geometry, escaping, determinism, Graphviz.

#[path = "common/tries.rs"]
mod tries;

use std::collections::{BTreeMap, BTreeSet};

use interlex::load;
use interlex::model::{AlignmentMechanism, ConflictKind, Graph, GraphParts, Modality, ReferenceMechanism, Relation};
use interlex::render::{
    CardBox, Engine, EngineError, EngineFormat, Limits, Line, MapOptions, Point, Rect, Scene, Selection, compose, dot,
    engine, svg, text,
};
use interlex::scope::Scope;
use proptest::prelude::*;
use tries::tries;

fn graph() -> Graph {
    load::embedded().graph
}

/// The graph with changes.
fn changed(graph: &Graph, change: impl FnOnce(&mut GraphParts)) -> Graph {
    let mut parts = graph.to_parts();
    change(&mut parts);
    Graph::new(parts)
}

fn scene(graph: &Graph, options: MapOptions) -> Scene {
    compose(&Selection::new(Scope::new(graph), options))
}

/// The whole map, maps of areas, and neighbourhoods.
fn scenes(graph: &Graph) -> Vec<(String, Scene)> {
    let scope = Scope::new(graph);
    let mut scenes = vec![("everything".to_owned(), scene(graph, MapOptions::default()))];
    for name in ["africa", "asean", "eu", "latin-america", "middle-east", "kenya", "singapore,united-states"] {
        let area = Some(scope.area(name).expect("the area is in the data"));
        scenes.push((name.to_owned(), scene(graph, MapOptions { area, ..MapOptions::default() })));
    }
    for (name, depth) in [("eu-ai-act", 1), ("us-nist-ai-rmf", 2), ("kenya", 1), ("iso", 3)] {
        let focus = Some((scope.node(name).expect("the node is in the data"), depth));
        scenes.push((format!("{name} {depth}"), scene(graph, MapOptions { focus, ..MapOptions::default() })));
    }
    scenes
}

fn check_geometry(name: &str, scene: &Scene) {
    let page = Rect { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
    for (position, panel) in scene.panels.iter().enumerate() {
        assert!(page.contains(&panel.rect), "{name}: panel {} leaves the page", panel.id);
        for other in &scene.panels[..position] {
            assert!(!panel.rect.overlaps(&other.rect), "{name}: panels {} and {} overlap", panel.id, other.id);
        }
    }
    for (position, card) in scene.cards.iter().enumerate() {
        let panel = &scene.panels[card.panel];
        assert!(panel.rect.contains(&card.rect), "{name}: card {} leaves panel {}", card.id, panel.id);
        for other in &scene.cards[..position] {
            assert!(!card.rect.overlaps(&other.rect), "{name}: cards {} and {} overlap", card.id, other.id);
        }
        check_card(name, card);
    }
    for line in &scene.lines {
        assert!(line.points.len() >= 2, "{name}: line {} has no way", line.id);
        for leg in line.points.windows(2) {
            let rect = span(leg[0], leg[1]);
            assert!(page.contains(&rect), "{name}: line {} leaves the page", line.id);
            for card in &scene.cards {
                assert!(!inner(card.rect).overlaps(&rect), "{name}: line {} runs through card {}", line.id, card.id);
            }
        }
    }
}

/// Lines that are not of one bundle may cross, but never lie on one another.
fn check_lanes(name: &str, scene: &Scene) {
    // In a folded map a line names the first of its links, but ends at the row of all.
    let rows: Vec<(&str, &str)> = (scene.cards.iter().flat_map(|card| &card.rows))
        .flat_map(|row| row.nodes.iter().map(|node| (node.as_str(), row.id.as_str())))
        .collect();
    let rows: BTreeMap<&str, &str> = rows.into_iter().collect();
    let ends = |line: &Line| {
        [&line.from, &line.to].map(|id| rows.get(id.as_str()).map_or(id.clone(), |row| (*row).to_owned()))
    };
    let ends: BTreeMap<&str, [String; 2]> = scene.lines.iter().map(|line| (line.id.as_str(), ends(line))).collect();
    let bundled =
        |a: &Line, b: &Line| a.tie == b.tie && ends[a.id.as_str()].iter().any(|end| ends[b.id.as_str()].contains(end));
    for (position, one) in scene.lines.iter().enumerate() {
        for other in scene.lines[..position].iter().filter(|other| !bundled(one, other)) {
            for a in one.points.windows(2).map(|leg| span(leg[0], leg[1])) {
                for b in other.points.windows(2).map(|leg| span(leg[0], leg[1])) {
                    let flat = |rect: Rect| rect.height < 0.01;
                    let (along, apart) = if flat(a) {
                        (a.right().min(b.right()) - a.x.max(b.x), (a.y - b.y).abs())
                    } else {
                        (a.bottom().min(b.bottom()) - a.y.max(b.y), (a.x - b.x).abs())
                    };
                    let on = flat(a) == flat(b) && along > 1.0 && apart < 0.5;
                    assert!(!on, "{name}: {} lies on {}: {a:?} {b:?}", one.id, other.id);
                }
            }
        }
    }
}

fn check_headings(name: &str, scene: &Scene) {
    for panel in &scene.panels {
        let widest = panel.heading.iter().map(|line| text::width(line, text::Face::Bold, 15.0)).fold(0.0, f64::max);
        let area = Rect { x: panel.rect.x + 11.0, y: panel.rect.y + 4.0, width: widest, height: 19.0 };
        for line in &scene.lines {
            for leg in line.points.windows(2) {
                assert!(
                    !area.overlaps(&span(leg[0], leg[1])),
                    "{name}: {} runs through the heading of {}",
                    line.id,
                    panel.id
                );
            }
        }
    }
}

fn check_card(name: &str, card: &CardBox) {
    let mut below = card.rect.y + card.header;
    for row in &card.rows {
        assert!(card.rect.contains(&row.rect), "{name}: row {} leaves its card", row.id);
        assert!(row.rect.y >= below - 1e-6, "{name}: row {} overlaps what is above it", row.id);
        below = row.rect.bottom();
        let wide = text::width(&row.label, text::Face::Regular, 12.0);
        assert!(wide + 14.0 <= card.rect.width + 1e-6, "{name}: label of {} is wider than its card", row.id);
    }
    for (position, note) in card.notes.iter().enumerate() {
        assert!(card.rect.contains(&note.rect), "{name}: institution {} leaves its card", note.id);
        assert!(note.rect.y >= below - 1e-6, "{name}: institution {} overlaps a row", note.id);
        for other in &card.notes[..position] {
            assert!(!note.rect.overlaps(&other.rect), "{name}: {} and {} overlap", note.id, other.id);
        }
    }
}

fn span(a: Point, b: Point) -> Rect {
    Rect { x: a.x.min(b.x), y: a.y.min(b.y), width: (a.x - b.x).abs(), height: (a.y - b.y).abs() }
}

/// What must stay free of lines.
fn inner(rect: Rect) -> Rect {
    Rect { x: rect.x + 0.5, y: rect.y + 0.5, width: rect.width - 1.0, height: rect.height - 1.0 }
}

fn parse(svg: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(svg).expect("the picture is well-formed XML")
}

#[test]
fn cards_do_not_overlap_and_lines_run_between_them() {
    let graph = graph();
    for (name, scene) in scenes(&graph) {
        check_geometry(&name, &scene);
        check_headings(&name, &scene);
        check_lanes(&name, &scene);
    }
}

#[test]
fn every_existing_link_of_the_question_is_drawn_once() {
    let graph = graph();
    let selection = Selection::new(Scope::new(&graph), MapOptions::default());
    let scene = compose(&selection);
    assert_eq!(scene.lines.len(), selection.links().len(), "one line for each link");
    let ids: BTreeSet<&str> = scene.lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids.len(), scene.lines.len(), "ids of lines are unique");
}

#[test]
fn every_line_ends_where_its_nodes_are() {
    let graph = graph();
    for (name, scene) in scenes(&graph) {
        let place = |node: &str| {
            let own = scene.cards.iter().find(|card| card.node.as_deref() == Some(node));
            let header = own.map(|card| (card.rect, Rect { height: card.header, ..card.rect }));
            header.or_else(|| {
                scene.cards.iter().find_map(|card| {
                    let row = card.rows.iter().find(|row| row.nodes.iter().any(|id| id == node)).map(|row| row.rect);
                    let note = card.notes.iter().find(|note| note.id == node).map(|note| note.rect);
                    row.or(note).map(|rect| (card.rect, rect))
                })
            })
        };
        for line in &scene.lines {
            let (first, last) = (line.points.first(), line.points.last());
            let ends = if line.reversed { [last, first] } else { [first, last] };
            for (node, end) in [&line.from, &line.to].into_iter().zip(ends) {
                let (Some((card, item)), Some(end)) = (place(node), end) else { panic!("{name}: {node} is not drawn") };
                let at_side = (end.x - card.x).abs() < 0.01 || (end.x - card.right()).abs() < 0.01;
                let at_item = end.y > item.y - 1.0 && end.y < item.bottom() + 1.0;
                assert!(at_side && at_item, "{name}: {} does not end at {node}: {end:?} {item:?}", line.id);
            }
        }
    }
}

#[test]
fn every_framework_has_one_row() {
    let graph = graph();
    let selection = Selection::new(Scope::new(&graph), MapOptions::default());
    let scene = compose(&selection);
    let rows: Vec<&str> =
        scene.cards.iter().flat_map(|card| &card.rows).flat_map(|row| &row.nodes).map(String::as_str).collect();
    let unique: BTreeSet<&str> = rows.iter().copied().collect();
    assert_eq!(rows.len(), selection.framework_count(), "as many rows as frameworks");
    assert_eq!(unique.len(), rows.len(), "no framework twice");
}

#[test]
fn the_picture_is_well_formed_with_unique_ids_and_refers_to_nothing_outside() {
    let graph = graph();
    for (name, scene) in scenes(&graph) {
        let text = svg(&scene);
        let document = parse(&text);
        let mut ids = BTreeSet::new();
        for element in document.descendants().filter(roxmltree::Node::is_element) {
            if let Some(id) = element.attribute("id") {
                assert!(ids.insert(id.to_owned()), "{name}: id {id} occurs twice");
                let valid = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
                assert!(valid && id.starts_with(|c: char| c.is_ascii_alphabetic()), "{name}: {id} is no id");
            }
            for attribute in element.attributes() {
                let harmless = !attribute.name().contains("href") && !attribute.name().starts_with("on");
                assert!(harmless, "{name}: <{}> has {}", element.tag_name().name(), attribute.name());
                assert!(!attribute.value().contains("url("), "{name}: {} refers elsewhere", attribute.name());
            }
        }
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"), "{name}: the picture is named for screen readers");
        for id in root.attribute("aria-labelledby").unwrap_or_default().split(' ') {
            assert!(ids.contains(id), "{name}: aria-labelledby names {id}, which is not there");
        }
    }
}

#[test]
fn a_hostile_name_is_text() {
    let hostile = "<script>alert(1)</script>&\"'\u{0}\u{1b}[31m\u{202e}]]>--><!--";
    let graph = changed(&graph(), |parts| {
        for node in &mut parts.nodes {
            node.name = hostile.to_owned();
            node.short = None;
        }
        for link in &mut parts.links {
            link.claim = hostile.to_owned();
        }
        for panel in &mut parts.regions.panels {
            panel.name = hostile.to_owned();
        }
        parts.meta.title = hostile.to_owned();
    });
    let scene = scene(&graph, MapOptions { title: Some(hostile.to_owned()), ..MapOptions::default() });
    check_geometry("hostile", &scene);
    let text = svg(&scene);
    let document = parse(&text);
    assert!(document.descendants().all(|node| node.tag_name().name() != "script"), "a name became an element");
    assert!(document.descendants().all(|node| !node.is_comment()), "a name became a comment");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "a control character reached the picture");
    let title = document.descendants().find(|node| node.attribute("id") == Some("map-title"));
    let title = title.and_then(|node| node.text()).unwrap_or_default();
    assert!(title.starts_with("<script>alert(1)"), "the name is shown as it is: {title}");
    accepted(&dot(&scene));
}

#[test]
fn the_same_graph_gives_the_same_bytes_however_its_links_are_ordered() {
    let graph = graph();
    let one = scene(&graph, MapOptions::default());
    let two = scene(&graph, MapOptions::default());
    assert_eq!(svg(&one), svg(&two), "two runs");
    let shuffled = changed(&graph, |parts| {
        let mut position = 0_usize;
        parts.links.sort_by_cached_key(|_| {
            position += 1;
            position * 7919 % 1009
        });
    });
    let three = scene(&shuffled, MapOptions::default());
    assert_eq!(svg(&one), svg(&three), "links in another order");
    assert_eq!(dot(&one), dot(&three), "links in another order");
}

#[test]
fn a_map_with_too_many_frameworks_folds_and_says_so() {
    let graph = changed(&graph(), |parts| parts.scales.fold_rows.value = 20);
    let selection = Selection::new(Scope::new(&graph), MapOptions::default());
    assert!(selection.is_folded());
    let scene = compose(&selection);
    check_geometry("folded", &scene);
    let shown: usize = scene.cards.iter().flat_map(|card| &card.rows).map(|row| row.nodes.len()).sum();
    assert_eq!(shown, selection.framework_count(), "every framework is counted");
    let rows = scene.cards.iter().map(|card| card.rows.len()).sum::<usize>();
    assert!(rows < shown, "rows stand for several frameworks");
    assert!(scene.subtitle.join(" ").contains("count"), "the subtitle says that cards count: {:?}", scene.subtitle);
    let drawn: usize = scene.lines.iter().map(|line| line.count).sum();
    assert!(drawn <= selection.links().len() && drawn > 0, "lines stand for links");
    parse(&svg(&scene));
}

#[test]
fn lines_of_folded_maps_do_not_lie_on_one_another() {
    for rows in [0, 20, 150, 300] {
        let graph = changed(&graph(), |parts| parts.scales.fold_rows.value = rows);
        let selection = Selection::new(Scope::new(&graph), MapOptions::default());
        assert!(selection.is_folded());
        check_lanes(&format!("folded at {rows}"), &compose(&selection));
    }
}

#[test]
fn a_map_of_nothing_is_a_picture_all_the_same() {
    let graph = changed(&graph(), |parts| parts.links.clear());
    let scope = Scope::new(&graph);
    let area = Some(scope.area("tuvalu").expect("Tuvalu is in the data"));
    let scene = scene(&graph, MapOptions { area, ..MapOptions::default() });
    assert!(scene.cards.is_empty(), "nothing is recorded for Tuvalu");
    parse(&svg(&scene));
    accepted(&dot(&scene));
}

#[test]
fn what_lies_elsewhere_is_drawn_as_context() {
    let graph = graph();
    let area = Some(Scope::new(&graph).area("asean").expect("ASEAN is in the data"));
    let scene = scene(&graph, MapOptions { area, ..MapOptions::default() });
    let card = |id: &str| scene.cards.iter().find(|card| card.id == id);
    assert!(card("singapore").is_some_and(|card| !card.context), "Singapore is what the map is about");
    assert!(card("asean").is_some_and(|card| !card.context), "so is ASEAN itself");
    assert!(card("united-states").is_some_and(|card| card.context), "the United States is linked with it");
    assert!(card("kenya").is_none(), "Kenya is not");
}

#[test]
fn parts_of_countries_belong_to_the_area_of_their_country() {
    let graph = graph();
    let area = Some(Scope::new(&graph).area("north-america").expect("North America is in the data"));
    let scene = scene(&graph, MapOptions { area, ..MapOptions::default() });
    for part in ["california", "texas", "new-york-city"] {
        let card = scene.cards.iter().find(|card| card.id == part);
        assert!(card.is_some_and(|card| !card.context), "{part} is missing or drawn as if it lay elsewhere");
    }
}

#[test]
fn a_place_in_focus_is_taken_with_what_belongs_to_it() {
    let graph = graph();
    let scope = Scope::new(&graph);
    for name in ["kenya", "united-states", "eu"] {
        let place = scope.node(name).expect("the place is in the data");
        let scene = scene(&graph, MapOptions { focus: Some((place, 1)), ..MapOptions::default() });
        let drawn: BTreeSet<(&str, &str)> =
            scene.lines.iter().map(|line| (line.from.as_str(), line.to.as_str())).collect();
        let own = |ix| ix == place || graph.node(ix).framework().is_some_and(|it| it.jurisdictions == [place]);
        let mut outward = 0;
        for (_, link) in scope.distinct_links().filter(|(_, link)| own(link.from.node) || own(link.to.node)) {
            if matches!(link.relation, Relation::Alignment(_) | Relation::Reference(_) | Relation::Conflict(_)) {
                let ends = [link.from.node, link.to.node].map(|ix| graph.node(ix).id.as_str());
                assert!(drawn.contains(&(ends[0], ends[1])), "{name}: {} – {} is not drawn", ends[0], ends[1]);
                outward += usize::from(!own(link.from.node) || !own(link.to.node));
            }
        }
        assert!(outward > 1, "{name}: only {outward} of its links lead to others");
    }
}

#[test]
fn partners_elsewhere_show_only_what_links_with_the_area() {
    let graph = graph();
    let scope = Scope::new(&graph);
    for name in ["asean", "singapore", "africa", "pacific", "eu", "united-kingdom,singapore"] {
        let area = scope.area(name).expect("the area is in the data");
        let members: BTreeSet<String> = area.members.iter().map(|ix| graph.node(*ix).id.to_string()).collect();
        let scene = scene(&graph, MapOptions { area: Some(area), ..MapOptions::default() });
        let linked: BTreeSet<&str> =
            scene.lines.iter().flat_map(|line| [line.from.as_str(), line.to.as_str()]).collect();
        for card in scene.cards.iter().filter(|card| card.kind == "jurisdiction") {
            let id = card.node.as_deref().unwrap_or_default();
            let kind = graph.by_id(id).and_then(|ix| graph.node(ix).jurisdiction()).map(|place| place.kind);
            let country = matches!(kind, Some(interlex::model::JurisdictionKind::Country));
            if !country || members.contains(id) {
                continue;
            }
            assert!(card.context, "{name}: {id} is drawn as if the map were about it");
            for row in &card.rows {
                assert!(linked.contains(row.id.as_str()), "{name}: {} of {id} has no link", row.id);
            }
        }
    }
}

#[test]
fn what_two_made_stands_on_the_card_of_the_one_that_the_map_is_about() {
    let graph = graph();
    let scope = Scope::new(&graph);
    let focus = Some((scope.node("singapore").expect("Singapore is in the data"), 1));
    let area = Some(scope.area("asean").expect("ASEAN is in the data"));
    for options in [MapOptions { focus, ..MapOptions::default() }, MapOptions { area, ..MapOptions::default() }] {
        let scene = scene(&graph, options);
        let card =
            scene.cards.iter().find(|card| card.rows.iter().any(|row| row.id == "uk-sg-digital-economy-agreement"));
        assert_eq!(card.map(|card| card.id.as_str()), Some("singapore"));
    }
}

#[test]
fn small_maps_fill_their_page() {
    let graph = graph();
    for (name, scene) in scenes(&graph).into_iter().filter(|(name, _)| name != "everything") {
        let used: f64 = scene.panels.iter().map(|panel| panel.rect.width * panel.rect.height).sum();
        let bottom = scene.panels.iter().map(|panel| panel.rect.bottom()).fold(0.0, f64::max);
        let top = scene.panels.iter().map(|panel| panel.rect.y).fold(f64::INFINITY, f64::min);
        let share = used / (scene.width * (bottom - top));
        assert!(share > 0.35, "{name}: panels take only {:.0} % of their page", share * 100.0);
    }
}

#[test]
fn the_footer_says_what_is_not_drawn_and_what_the_data_is() {
    let graph = graph();
    let scene = scene(&graph, MapOptions::default());
    let footer = scene.footer.join(" ");
    for part in [
        "Not drawn: membership",
        "have no entry",
        "Data: ",
        &graph.meta().version,
        &graph.meta().licence,
        "Research aid, not legal advice.",
    ] {
        assert!(footer.contains(part), "the footer lacks `{part}`: {footer}");
    }
}

#[test]
fn graphviz_accepts_every_map() {
    let graph = graph();
    for (_, scene) in scenes(&graph) {
        accepted(&dot(&scene));
    }
}

/// Draws with `neato`, if it is installed.
fn accepted(text: &str) {
    match engine(text, Engine::Neato, EngineFormat::Svg, Limits::default()) {
        Ok(picture) => assert!(picture.bytes.starts_with(b"<?xml"), "neato wrote no picture"),
        Err(error @ EngineError::Missing { .. }) => eprintln!("skipped: {error}"),
        Err(error) => panic!("neato did not accept the graph: {error}"),
    }
}

#[test]
fn a_program_that_takes_too_long_is_ended() {
    let limits = Limits { time: std::time::Duration::ZERO, ..Limits::default() };
    match engine("digraph {}", Engine::Dot, EngineFormat::Svg, limits) {
        Err(EngineError::TimedOut { .. }) => {}
        Err(error @ EngineError::Missing { .. }) => eprintln!("skipped: {error}"),
        other => panic!("expected a time limit, got {other:?}"),
    }
}

#[test]
fn a_graph_that_graphviz_cannot_read_is_reported_in_its_words() {
    match engine("digraph {", Engine::Dot, EngineFormat::Svg, Limits::default()) {
        Err(EngineError::Failed { message, .. }) => assert!(message.contains("syntax error"), "{message}"),
        Err(error @ EngineError::Missing { .. }) => eprintln!("skipped: {error}"),
        other => panic!("expected a failure, got {other:?}"),
    }
}

#[test]
fn shortened_labels_fit_and_whole_ones_stay() {
    assert_eq!(text::shorten("EU AI Act", text::Face::Regular, 12.0, 100.0), "EU AI Act");
    let long = "A very long name that nobody can read in a narrow column";
    let short = text::shorten(long, text::Face::Bold, 12.0, 100.0);
    assert!(short.ends_with('…') && text::width(&short, text::Face::Bold, 12.0) <= 100.0, "{short}");
    assert!(text::width("漢字", text::Face::Regular, 10.0) >= 20.0, "characters that the font lacks count as wide");
}

fn relation(number: u8) -> Relation {
    match number % 3 {
        0 => Relation::Alignment(AlignmentMechanism::JointMapping),
        1 => Relation::Reference(ReferenceMechanism::Cites),
        _ => Relation::Conflict(ConflictKind::Definition),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries(12), ..ProptestConfig::default() })]

    #[test]
    fn any_links_can_be_routed(ends in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..120)) {
        let graph = graph();
        let nodes: Vec<_> = graph.node_indices().filter(|ix| graph.node(*ix).framework().is_some()).collect();
        let template = graph.links().first().cloned().expect("the data has links");
        let random = changed(&graph, |parts| {
            parts.links = ends
                .iter()
                .map(|(from, to, number)| {
                    let mut link = template.clone();
                    link.from = (*from.get(&nodes)).into();
                    link.to = (*to.get(&nodes)).into();
                    link.relation = relation(*number);
                    link.modality = Modality::Existing;
                    link.layers = interlex::model::LayerSet::all();
                    (link.since, link.until) = (None, None);
                    link
                })
                .collect();
        });
        let scene = scene(&random, MapOptions::default());
        check_geometry("random links", &scene);
        parse(&svg(&scene));
    }
}

/// The contrast of two colours written `#RRGGBB`, by WCAG 2.
fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |colour: &str| {
        let part = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits");
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_text_can_be_read_on_its_ground() {
    use interlex::render::palette::{CONFLICT_TINT, INK, MUTED, PAPER, tones};
    let graph = graph();
    let mut pairs = vec![(INK, PAPER), (MUTED, PAPER), (INK, CONFLICT_TINT)];
    let known = graph.regions().panels.iter().map(|panel| panel.id.as_str());
    for (position, panel) in known.chain(["a", "b", "c"]).enumerate() {
        let tones = tones(panel, position);
        pairs.extend([(PAPER, tones.strong), (tones.strong, tones.ground), (INK, tones.light)]);
    }
    for (ink, ground) in pairs {
        let contrast = contrast(ink, ground);
        assert!(contrast >= 4.5, "{ink} on {ground} has a contrast of only {contrast:.2}");
    }
}
