//! Rings, chords and profiles: what is in them, where it stands, and that every word can be read.

use std::collections::BTreeSet;

use interlex::analysis::{
    Family, Portrait, Profile, Scale, Subject, compare, portrait, region_links, region_of, term_rows,
};
use interlex::load;
use interlex::model::{Graph, Layer, Pattern};
use interlex::render::palette::Tie;
use interlex::render::{
    MapOptions, Point, Rect, Ring, RingScene, Selection, Spoke, chord_svg, compose, compose_chord, compose_profile,
    compose_ring, compose_rings, profile_svg, ring_svg, text,
};
use interlex::report::{chord_csv, profile_csv, profile_json};
use interlex::scope::Scope;

fn graph() -> Graph {
    load::embedded().graph
}

fn selections(graph: &Graph) -> Vec<(String, Selection<'_>)> {
    let scope = Scope::new(graph);
    let mut all = vec![("everything".to_owned(), Selection::new(scope, MapOptions::default()))];
    for name in ["asean", "africa", "pacific", "tuvalu"] {
        let area = Some(scope.area(name).expect("the area is in the data"));
        all.push((name.to_owned(), Selection::new(scope, MapOptions { area, ..MapOptions::default() })));
    }
    let focus = Some((scope.node("eu-ai-act").expect("the node is in the data"), 1));
    all.push(("eu-ai-act".to_owned(), Selection::new(scope, MapOptions { focus, ..MapOptions::default() })));
    all.push(("data".to_owned(), Selection::new(scope.in_layer(Layer::Data), MapOptions::default())));
    let liability = scope.about("liability").expect("the topic is in the data");
    all.push(("liability".to_owned(), Selection::new(liability, MapOptions::default())));
    all
}

/// Whether two convex shapes share more than an edge: no line along a side of either keeps them apart.
fn overlap(a: &[Point], b: &[Point]) -> bool {
    let sides = |shape: &[Point]| -> Vec<Point> {
        (0..shape.len())
            .map(|at| {
                let (one, two) = (shape[at], shape[(at + 1) % shape.len()]);
                Point { x: -(two.y - one.y), y: two.x - one.x }
            })
            .collect()
    };
    let reach = |shape: &[Point], axis: &Point| {
        let along = shape.iter().map(|point| point.x * axis.x + point.y * axis.y);
        along.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)))
    };
    sides(a).iter().chain(&sides(b)).all(|axis| {
        let (a, b) = (reach(a, axis), reach(b, axis));
        let slack = 1e-6 * axis.x.hypot(axis.y).max(1.0);
        a.0 + slack < b.1 && b.0 + slack < a.1
    })
}

fn check_ring(name: &str, scene: &RingScene, ring: &Ring) {
    let page = Rect { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
    let spokes: Vec<[Point; 4]> = ring.ticks.iter().map(|tick| tick.spoke.corners()).collect();
    for (position, corners) in spokes.iter().enumerate() {
        let label = &ring.ticks[position].label;
        for corner in corners {
            let (x, y) = (ring.centre.x + corner.x, ring.centre.y + corner.y);
            assert!(page.contains(&Rect { x, y, width: 0.0, height: 0.0 }), "{name}: {label:?} leaves the page");
        }
        for (other, tick) in spokes[..position].iter().zip(&ring.ticks) {
            assert!(!overlap(corners, other), "{name}: {label:?} and {:?} overlap", tick.label);
        }
        if let Some(entry) = ring.conflicts.first() {
            let list = Rect { x: entry.at.x, y: entry.at.y, width: 100.0, height: 2000.0 };
            for corner in corners {
                let at = Rect { x: ring.centre.x + corner.x, y: ring.centre.y + corner.y, width: 0.1, height: 0.1 };
                assert!(!list.overlaps(&at), "{name}: {label:?} runs into the list of conflicts");
            }
        }
    }
    for line in &ring.lines {
        for end in [line.points.first(), line.points.last()] {
            let end = end.expect("a line has ends");
            let off = (end.x.hypot(end.y) - ring.inner).abs();
            assert!(off < 0.01, "{name}: {} does not end on the circle", line.id);
        }
        assert!(
            line.points.iter().all(|point| point.x.hypot(point.y) <= ring.inner + 0.01),
            "{name}: {} leaves",
            line.id
        );
    }
    let mut below = 0.0;
    for entry in &ring.conflicts {
        assert!(entry.at.y >= below - 1e-6, "{name}: conflict {} overlaps the one above", entry.number);
        below = entry.at.y + entry.height;
        let widest =
            entry.names.iter().map(|line| text::width(line, text::Face::Bold, ring.list_size)).fold(0.0, f64::max);
        assert!(entry.at.x + widest <= scene.width, "{name}: conflict {} leaves the page", entry.number);
    }
    assert!(below <= scene.footer_top, "{name}: the list runs into the foot");
}

#[test]
fn labels_of_rings_stay_on_the_page_and_apart() {
    let graph = graph();
    for (name, selection) in selections(&graph) {
        let scene = compose_ring(&selection);
        check_ring(&name, &scene, &scene.rings[0]);
        roxmltree::Document::parse(&ring_svg(&scene)).expect("the picture is well-formed XML");
    }
}

#[test]
fn a_ring_draws_every_link_of_the_selection_once_between_its_ends() {
    let graph = graph();
    for (name, selection) in selections(&graph) {
        let scene = compose_ring(&selection);
        let ring = &scene.rings[0];
        assert_eq!(ring.lines.len(), selection.links().len(), "{name}: one line for each link");
        let ids: BTreeSet<&str> = ring.lines.iter().map(|line| line.id.as_str()).collect();
        assert_eq!(ids.len(), ring.lines.len(), "{name}: ids of lines are unique");
        let place = std::f64::consts::TAU / f64::from(u32::try_from(ring.ticks.len()).expect("few labels"));
        let angle_of = |node: &str| {
            let tick = ring.ticks.iter().find(|tick| tick.node.as_deref() == Some(node));
            tick.map_or_else(|| panic!("{name}: {node} has no label"), |tick| tick.spoke.angle)
        };
        for line in &ring.lines {
            for (node, end) in [(&line.from, line.points.first()), (&line.to, line.points.last())] {
                let end = end.expect("a line has ends");
                let angle = end.x.atan2(-end.y).rem_euclid(std::f64::consts::TAU);
                assert!((angle - angle_of(node)).abs() < place, "{name}: {} does not end at {node}", line.id);
            }
        }
        let mut drawn: Vec<(u64, u64, u64, u64)> = (ring.lines.iter())
            .map(|line| {
                let (a, b) = (line.points[0], line.points[line.points.len() - 1]);
                (a.x.to_bits(), a.y.to_bits(), b.x.to_bits(), b.y.to_bits())
            })
            .collect();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), ring.lines.len(), "{name}: no two lines have both ends in common");
    }
}

#[test]
fn the_list_beside_a_ring_numbers_every_conflict_and_the_labels_say_which() {
    let graph = graph();
    for (name, selection) in selections(&graph) {
        let scene = compose_ring(&selection);
        let ring = &scene.rings[0];
        let conflicts: Vec<_> = ring.lines.iter().filter(|line| line.tie == Tie::Conflict).collect();
        assert_eq!(ring.conflicts.len(), conflicts.len(), "{name}");
        for (entry, line) in ring.conflicts.iter().zip(conflicts) {
            assert_eq!(entry.line, line.id, "{name}: number {} is another conflict", entry.number);
            for node in [&line.from, &line.to] {
                let tick = ring.ticks.iter().find(|tick| tick.node.as_ref() == Some(node));
                let numbers = tick.map(|tick| tick.conflicts.clone()).unwrap_or_default();
                assert!(numbers.contains(&entry.number), "{name}: {node} lacks number {}", entry.number);
            }
        }
    }
}

#[test]
fn rings_side_by_side_hold_the_links_of_their_layers() {
    let graph = graph();
    let scope = Scope::new(&graph);
    let parts = Layer::ALL
        .map(|layer| (layer.label().to_owned(), Selection::new(scope.in_layer(layer), MapOptions::default())));
    let whole = Selection::new(scope, MapOptions::default());
    let scene = compose_rings(&whole, &parts);
    assert_eq!(scene.rings.len(), 3);
    for (ring, (name, selection)) in scene.rings.iter().zip(&parts) {
        assert_eq!(ring.lines.len(), selection.links().len(), "{name}");
        check_ring(name, &scene, ring);
    }
    let svg = ring_svg(&scene);
    let document = roxmltree::Document::parse(&svg).expect("the picture is well-formed XML");
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique on the page");
}

#[test]
fn a_spoke_on_the_left_reads_from_the_left_as_well() {
    let spoke = |angle: f64| Spoke { angle, radius: 100.0, length: 10.0, height: 4.0 };
    assert!((spoke(1.0).degrees() - (1.0_f64.to_degrees() - 90.0)).abs() < 1e-9);
    assert!(spoke(4.0).is_turned() && spoke(4.0).degrees().abs() <= 90.0 + 1e-9);
    let corners = spoke(std::f64::consts::FRAC_PI_2).corners();
    assert!((corners[0].x - 100.0).abs() < 1e-9 && (corners[1].x - 110.0).abs() < 1e-9, "{corners:?}");
}

#[test]
fn chords_count_the_links_that_the_map_draws() {
    let graph = graph();
    for scope in [Scope::new(&graph), Scope::new(&graph).in_layer(Layer::Technical)] {
        let links = region_links(&scope);
        let selection = Selection::new(scope, MapOptions::default());
        let scene = compose(&selection);
        for (family, tie) in [
            (Family::Alignment, Tie::Alignment),
            (Family::Reference, Tie::Reference),
            (Family::Conflict, Tie::Conflict),
        ] {
            assert_eq!(links.count(family), scene.lines.iter().filter(|line| line.tie == tie).count(), "{family:?}");
        }
        let regions = scene.panels.iter().map(|panel| panel.position).collect::<BTreeSet<_>>();
        assert!(links.regions().iter().all(|region| regions.contains(region)));
        for pair in &links.pairs {
            for ix in Family::ALL.iter().flat_map(|family| pair.links(*family)) {
                let link = graph.link(*ix);
                let ends = [link.from.node, link.to.node].map(|node| region_of(&graph, node));
                assert_eq!((ends[0].min(ends[1]), ends[0].max(ends[1])), (pair.a, pair.b));
            }
        }
    }
}

#[test]
fn ribbons_and_numbers_of_chords_are_those_of_the_data() {
    let graph = graph();
    let scope = Scope::new(&graph);
    let links = region_links(&scope);
    for families in
        [&Family::ALL[..], &[Family::Alignment], &[Family::Conflict], &[Family::Reference, Family::Conflict]]
    {
        let scene = compose_chord(&scope, &links, families, None);
        let page = Rect { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
        for dial in &scene.dials {
            let family = Family::ALL.into_iter().find(|family| family.as_str() == dial.tie.as_str()).expect("a family");
            assert_eq!(dial.ribbons.iter().map(|ribbon| ribbon.count).sum::<usize>(), links.count(family));
            for (position, arc) in dial.arcs.iter().enumerate() {
                assert_eq!(arc.count, links.ending_in(arc.position, family), "{}", arc.id);
                let area = Rect { x: arc.area.x + dial.centre.x, y: arc.area.y + dial.centre.y, ..arc.area };
                assert!(page.contains(&area), "the name of {} leaves the page", arc.id);
                for other in &dial.arcs[..position] {
                    assert!(!arc.area.overlaps(&other.area), "{} and {} overlap", arc.id, other.id);
                }
            }
            for (position, ribbon) in dial.ribbons.iter().enumerate() {
                for other in &dial.ribbons[..position] {
                    for a in [ribbon.at_a, ribbon.at_b] {
                        let on = |b: (f64, f64)| a.0 + 1e-9 < b.1 && b.0 + 1e-9 < a.1;
                        assert!(!on(other.at_a) && !on(other.at_b), "{} lies on {}", ribbon.tooltip, other.tooltip);
                    }
                }
            }
            let marked: usize = dial.marks.iter().map(|mark| mark.count).sum();
            let expected = if families.len() > 1 && families.contains(&Family::Conflict) {
                links.count(Family::Conflict)
            } else {
                0
            };
            assert_eq!(marked, expected, "conflicts are marked");
        }
        let sums = scene.tables.last().and_then(|table| table.rows.last()).expect("a table has a sum");
        let wanted: Vec<usize> = families.iter().map(|family| links.count(*family)).collect();
        assert_eq!(&sums.1[..families.len()], wanted);
        assert!(scene.tables.iter().all(|table| page.contains(&table.rect)), "the numbers leave the page");
        let svg = chord_svg(&scene);
        assert_eq!(svg, chord_svg(&compose_chord(&scope, &region_links(&scope), families, None)), "same bytes");
        roxmltree::Document::parse(&svg).expect("the picture is well-formed XML");
    }
    let mut csv = Vec::new();
    chord_csv(&scope, &links, &Family::ALL, &mut csv).expect("writing to memory succeeds");
    let text = String::from_utf8(csv).expect("csv is text");
    assert_eq!(text.lines().count(), links.pairs.len() + 1);
}

fn portraits(scope: &Scope<'_>, names: &[&str]) -> Vec<Portrait> {
    let subject = |name: &&str| match scope.graph().find(name) {
        Some(ix) => Subject::Node(ix),
        None => Subject::Area(scope.area(name).expect("a region of the data")),
    };
    names.iter().map(|name| portrait(scope, subject(name))).collect()
}

#[test]
fn a_profile_shows_what_compare_compares() {
    let graph = graph();
    let scope = Scope::new(&graph);
    let all = portraits(&scope, &["eu-ai-act", "us-nist-ai-rmf"]);
    let profile = |at: usize| all[at].profiles[0];
    let framework = |id: &str| graph.by_id(id).and_then(|ix| graph.node(ix).framework()).expect("a framework");
    assert_eq!(profile(0), Profile::of_framework(framework("eu-ai-act")));
    let verdicts = compare(graph.scales(), &profile(0), &profile(1));
    assert_eq!(verdicts.len(), 6);
    for pattern in [Pattern::Objectives, Pattern::Principles] {
        let rows = term_rows(&all, pattern);
        let set =
            |profile: Profile| if pattern == Pattern::Objectives { profile.objectives } else { profile.principles };
        let sets = [set(profile(0)).expect("assessed"), set(profile(1)).expect("assessed")];
        assert_eq!(rows.len(), sets[0].union(sets[1]).len() as usize, "{pattern:?}: who is named by anybody");
        let shared = rows.iter().filter(|row| row.named == [1, 1]).count();
        assert_eq!(shared, sets[0].intersection(sets[1]).len() as usize, "{pattern:?}: what both name");
        assert!(rows.is_sorted_by_key(|row| std::cmp::Reverse(row.named.iter().filter(|it| **it > 0).count())));
    }
}

#[test]
fn a_region_counts_each_of_its_members_once() {
    let graph = graph();
    let scope = Scope::new(&graph);
    let all = portraits(&scope, &["africa", "singapore"]);
    let members = scope.area("africa").expect("a region").members.len();
    for scale in Scale::ALL {
        let spread = all[0].spread(scale);
        assert_eq!(spread.steps.iter().sum::<usize>() + spread.not_assessed, members, "{scale:?}");
    }
    for pattern in [Pattern::Objectives, Pattern::Principles, Pattern::Components] {
        let assessed = all[0].assessed(pattern);
        assert!(assessed <= members);
        assert!(
            term_rows(&all, pattern).iter().all(|row| row.named[0] <= assessed && row.named[1] <= 1),
            "{pattern:?}"
        );
    }
}

#[test]
fn a_profile_of_one_topic_and_layer_says_so() {
    let graph = graph();
    let scope = Scope::new(&graph).about("privacy").expect("a topic of the vocabulary").in_layer(Layer::Data);
    let subtitle = compose_profile(&scope, &portraits(&scope, &["japan"]), None).subtitle.join(" ");
    assert!(subtitle.contains("Layer: Data. Topic: Privacy") && subtitle.contains("As of "), "{subtitle}");
}

#[test]
fn what_nobody_assessed_is_said_and_not_drawn_as_no() {
    let graph = graph();
    let scope = Scope::new(&graph);
    let all = portraits(&scope, &["eu-ai-act", "tuvalu"]);
    assert_eq!(all[1].assessed(Pattern::Objectives), 0, "nothing is recorded for Tuvalu");
    let scene = compose_profile(&scope, &all, None);
    for block in &scene.scales {
        assert!(block.rows[1].dots.is_empty() && block.rows[1].unknown == "not assessed", "{}", block.heading);
    }
    for block in &scene.sets {
        assert!(!block.columns[1].1, "{}: the column of Tuvalu is marked as unknown", block.heading);
        assert!(block.notes.iter().any(|(note, _)| note == "Tuvalu: not assessed."), "{:?}", block.notes);
        assert!(block.rows.iter().all(|row| row.tally == "1 of 1"), "unknown counts for nothing");
    }
    let mut json = Vec::new();
    profile_json(&scope, &all, &mut json).expect("writing to memory succeeds");
    let value: serde_json::Value = serde_json::from_slice(&json).expect("json");
    assert_eq!(value["schema"], "interlex/profile/1");
    assert_eq!(value["subjects"][1]["patterns"]["approach"]["not_assessed"], 1);
    assert_eq!(value["subjects"][1]["patterns"]["objectives"]["assessed"], 0);
}

#[test]
fn profiles_stay_on_the_page_with_every_word() {
    let graph = graph();
    let scope = Scope::new(&graph);
    let sets: [&[&str]; 4] = [
        &["eu-ai-act"],
        &["africa", "world", "eu"],
        &["eu-ai-act", "us-nist-ai-rmf", "sg-ai-verify", "gdpr", "iso-iec-42001", "japan", "brazil", "kenya"],
        &["tuvalu", "nauru"],
    ];
    for names in sets {
        let all = portraits(&scope, names);
        let scene = compose_profile(&scope, &all, None);
        let page = Rect { x: 0.0, y: 0.0, width: scene.width, height: scene.footer_top };
        let areas: Vec<Rect> =
            scene.scales.iter().map(|it| it.rect).chain(scene.sets.iter().map(|it| it.rect)).collect();
        for (position, area) in areas.iter().enumerate() {
            assert!(page.contains(area), "{names:?}: a block leaves the page");
            assert!(!areas[..position].iter().any(|other| area.overlaps(other)), "{names:?}: blocks overlap");
        }
        for block in &scene.scales {
            for (lines, x) in &block.steps {
                for line in lines {
                    let half = text::width(line, text::Face::Regular, 10.8) / 2.0;
                    assert!(!line.contains('…'), "{line} is cut");
                    for (_, other) in block.steps.iter().filter(|(_, other)| (other - x).abs() > 1.0) {
                        assert!((other - x).abs() > half * 2.0 - 1e-6, "{line} runs into its neighbour");
                    }
                }
            }
        }
        for block in &scene.sets {
            for row in &block.rows {
                let right = block.rect.x + 2.0 + text::width(&row.label, text::Face::Regular, 11.5);
                assert!(right <= block.sides.0, "{names:?}: {} runs into the columns", row.label);
            }
        }
        let svg = profile_svg(&scene);
        assert_eq!(svg, profile_svg(&compose_profile(&scope, &portraits(&scope, names), None)), "same bytes");
        roxmltree::Document::parse(&svg).expect("the picture is well-formed XML");
    }
    let mut csv = Vec::new();
    profile_csv(&scope, &portraits(&scope, &["eu-ai-act"]), &mut csv).expect("writing to memory succeeds");
    let text = String::from_utf8(csv).expect("csv is text");
    assert!(
        text.contains("eu-ai-act,") && text.lines().any(|line| line.contains(",approach,top_down,1,1,1")),
        "{text}"
    );
}
