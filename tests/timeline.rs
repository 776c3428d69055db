//! The timeline: what is in it, where it stands, and that every word can be read.

use std::collections::BTreeSet;

use interlex::analysis::{self, Milestone, Timeline, timeline};
use interlex::load::{self, Loaded};
use interlex::model::{Graph, PartialDate, Status};
use interlex::render::{Lane, LegendSign, Rect, TimelineScene, compose_timeline, text, timeline_svg};
use interlex::report::{timeline_csv, timeline_document, timeline_json};
use interlex::scope::Scope;
use jiff::civil::{Date, date};

fn graph() -> Graph {
    load::embedded().graph
}

/// A world with these frameworks, each with its status and dates, made by one country; the day is 15 June 2024.
fn world(frameworks: &[(&str, &str, &str)]) -> Loaded {
    let mut files = vec![
        (
            "graph.ron".to_owned(),
            "Graph(title: \"t\", version: \"1\", as_of: \"2024-06-15\", licence: \"l\")".to_owned(),
        ),
        (
            "sources.ron".to_owned(),
            "[Source(id: \"s\", title: \"zero\", issuer: \"i\", url: \"https://example.org/0\")]".to_owned(),
        ),
        (
            "jurisdictions/all.ron".to_owned(),
            "[Jurisdiction(id: \"land\", name: \"Land\", kind: Country, region: \"europe\", iso: (\"AA\", \"AAA\"))]"
                .to_owned(),
        ),
    ];
    for (id, status, dates) in frameworks {
        files.push((
            format!("frameworks/land/{id}.ron"),
            format!(
                "Framework(id: \"{id}\", name: \"{id}\", kind: Law, status: {status}, dates: ({dates}), jurisdictions: [\"land\"], layers: [Legal], patterns: (binding: (value: Binding, evidence: [(source: \"s\", basis: Stated)])), evidence: [(source: \"s\", basis: Stated)])"
            ),
        ));
    }
    let loaded = load::texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert!(loaded.is_sound(), "{:#?}", loaded.diagnostics);
    loaded
}

fn since_2016(scope: &Scope<'_>) -> Timeline {
    timeline(scope, None, date(2016, 1, 1), None)
}

/// Timelines of the real graph: everything, regions, a topic, short and long times.
fn scenes(graph: &Graph) -> Vec<(String, Timeline, TimelineScene)> {
    let scope = Scope::new(graph);
    let asked = [
        ("world", "2016-01-01", None),
        ("asean", "2016-01-01", None),
        ("africa", "2020-01-01", Some("2025-12-31")),
        ("eu", "2021-06-01", Some("2025-03-31")),
        ("world", "1950-01-01", None),
        ("world", "2024-03-01", Some("2024-03-31")),
        ("kenya", "2030-01-01", None),
    ];
    let compose = |(area, from, to): (&str, &str, Option<&str>)| {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let area_found = scope.area(area).expect("the area is in the data");
        let area_found = (area != "world").then_some(area_found);
        let found = timeline(&scope, area_found, day(from), to.map(day));
        let scene = compose_timeline(&scope, &found, None);
        (format!("{area} from {from}"), found, scene)
    };
    let liability = scope.about("liability").expect("a topic of the data");
    let found = since_2016(&liability);
    let scene = compose_timeline(&liability, &found, None);
    asked.into_iter().map(compose).chain([("liability".to_owned(), found, scene)]).collect()
}

fn check_lane(name: &str, lane: &Lane) {
    let mut below = lane.rect.y + 20.0;
    let heading = text::width(&lane.heading, text::Face::Bold, 15.0);
    assert!(lane.rect.x + 10.0 + heading <= lane.rect.right(), "{name}: heading of {} is cut", lane.id);
    let mut word = f64::NEG_INFINITY;
    for (year, x) in lane.years.iter().filter(|(year, _)| !year.is_empty()) {
        assert!(*x >= word, "{name}: year {year} stands on the one before");
        word = x + 2.5 + text::width(year, text::Face::Regular, 11.5);
    }
    assert!(word <= lane.rect.right(), "{name}: the last year leaves {}", lane.id);
    for row in &lane.rows {
        let face = if row.binding { text::Face::Bold } else { text::Face::Regular };
        let wide = text::width(&row.label, face, 11.5);
        assert!(lane.rect.contains(&row.area), "{name}: label of {} leaves its block", row.id);
        assert!((wide - row.area.width).abs() < 0.01, "{name}: label of {} is not as wide as its area", row.id);
        assert!(row.label.chars().count() > 3, "{name}: nothing is left of the label of {}", row.id);
        assert!(row.area.y >= below - 1e-6, "{name}: {} overlaps what is above it", row.id);
        below = row.area.bottom();
        let first = row.marks.iter().map(|mark| mark.span.map_or(mark.x, |(from, _)| from));
        let first = first.chain(row.segments.iter().map(|segment| segment.from)).fold(f64::INFINITY, f64::min);
        assert!(row.area.right() < first, "{name}: label of {} runs into its line", row.id);
        let right = row.marks.iter().map(|mark| mark.span.map_or(mark.x, |(_, to)| to));
        let right = right.chain(row.segments.iter().map(|segment| segment.to)).fold(0.0, f64::max);
        assert!(right <= lane.end + 0.01 && lane.end < lane.rect.right(), "{name}: {} leaves its time", row.id);
        for segment in &row.segments {
            assert!(segment.from < segment.to, "{name}: a life of {} runs backwards", row.id);
            let day = lane.day.unwrap_or(lane.end);
            assert!(segment.ahead || segment.to <= day + lane.rect.width / 100.0, "{name}: {} goes on", row.id);
        }
    }
}

#[test]
fn every_dated_framework_of_the_time_has_one_row_and_its_marks() {
    let graph = graph();
    for (name, found, scene) in scenes(&graph) {
        let drawn: Vec<&str> = scene.lanes.iter().flat_map(|lane| &lane.rows).map(|row| row.id.as_str()).collect();
        let told: Vec<&str> = found.instruments.iter().map(|it| graph.node(it.framework).id.as_str()).collect();
        assert_eq!(drawn, told, "{name}");
        assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len(), "{name}: none has two rows");
        let rows = scene.lanes.iter().flat_map(|lane| &lane.rows);
        for (row, it) in rows.zip(&found.instruments) {
            let within = |date: PartialDate| date.last_day() >= found.from && date.first_day() <= found.to;
            let marks: Vec<LegendSign> = row.marks.iter().map(|mark| mark.sign).collect();
            let expected: Vec<LegendSign> = it
                .events()
                .filter(|(_, date)| within(*date))
                .map(|(event, _)| match event {
                    Milestone::Proposed => LegendSign::Proposed,
                    Milestone::Adopted => LegendSign::Adopted,
                    Milestone::InForce => LegendSign::InForce,
                    Milestone::Ended => LegendSign::Ended,
                })
                .collect();
            assert_eq!(marks, expected, "{name}: {}", row.id);
            assert!(!marks.is_empty(), "{name}: {} has no date in this time", row.id);
        }
    }
}

#[test]
fn the_time_and_the_region_choose_from_all_that_is_recorded() {
    let graph = graph();
    let scope = Scope::new(&graph);
    let seen: Vec<_> =
        (graph.node_indices()).filter(|ix| graph.node(*ix).framework().is_some() && scope.sees(*ix)).collect();
    let all = timeline(&scope, None, date(2016, 1, 1), None);
    assert_eq!(all.instruments.len() + all.outside + all.undated, seen.len());
    let ever = timeline(&scope, None, date(1900, 1, 1), None);
    assert_eq!((ever.outside, ever.undated), (0, all.undated));
    let asean = timeline(&scope, Some(scope.area("asean").expect("a bloc")), date(1900, 1, 1), None);
    let of = |found: &Timeline| found.instruments.iter().map(|it| it.framework).collect::<BTreeSet<_>>();
    assert!(of(&asean).is_subset(&of(&ever)) && !asean.instruments.is_empty());
}

#[test]
fn nothing_overlaps_or_leaves_the_page() {
    let graph = graph();
    for (name, _, scene) in scenes(&graph) {
        let page = Rect { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
        for (position, lane) in scene.lanes.iter().enumerate() {
            assert!(page.contains(&lane.rect), "{name}: {} leaves the page", lane.id);
            for other in &scene.lanes[..position] {
                assert!(!lane.rect.overlaps(&other.rect), "{name}: {} and {} overlap", lane.id, other.id);
            }
            check_lane(&name, lane);
        }
        let bottom = scene.lanes.iter().map(|lane| lane.rect.bottom()).fold(0.0, f64::max);
        for (position, item) in scene.legend.iter().enumerate() {
            assert!(item.y - 7.0 > bottom && item.y + 7.0 <= scene.footer_top, "{name}: {} is out of place", item.text);
            let next = scene.legend.get(position + 1).filter(|next| next.y <= item.y);
            let end = item.x + text::width(&item.text, text::Face::Regular, 11.5);
            assert!(end <= next.map_or(scene.width, |next| next.x), "{name}: {} runs into the next", item.text);
        }
        let lines = f64::from(u32::try_from(scene.footer.len()).expect("few lines"));
        assert!(scene.footer_top + 17.0 * lines <= scene.height, "{name}: the foot is cut");
        if let Some(strip) = &scene.strip {
            assert!(page.contains(&strip.rect), "{name}: the strip leaves the page");
            assert!(scene.lanes.iter().all(|lane| !lane.rect.overlaps(&strip.rect)), "{name}: the strip overlaps");
        }
    }
}

#[test]
fn the_strip_counts_what_the_rows_show() {
    let graph = graph();
    let found = since_2016(&Scope::new(&graph));
    let scene = compose_timeline(&Scope::new(&graph), &found, None);
    let strip = scene.strip.expect("so many rows have a strip");
    let marks = |sign: LegendSign| {
        let rows = scene.lanes.iter().flat_map(|lane| &lane.rows);
        rows.flat_map(|row| &row.marks).filter(|mark| mark.sign == sign).count()
    };
    let counts = || strip.rows.iter().flat_map(|row| &row.counts);
    assert_eq!(counts().map(|(adopted, _)| adopted).sum::<usize>(), marks(LegendSign::Adopted));
    assert_eq!(counts().map(|(_, in_force)| in_force).sum::<usize>(), marks(LegendSign::InForce));
}

#[test]
fn a_life_runs_from_its_first_date_to_its_end_or_to_the_day() {
    let loaded = world(&[
        ("a-law", "InForce", "proposed: \"2020-03-01\", adopted: \"2021-03-01\", in_force: \"2022-03-01\""),
        ("b-bill", "Proposed", "proposed: \"2023\""),
        ("c-old", "Repealed", "adopted: \"2018\", in_force: \"2018-06\", ended: \"2024-01-01\""),
        ("d-coming", "Adopted", "adopted: \"2024-05-01\", in_force: \"2025-01-01\""),
        ("e-dropped", "Withdrawn", "proposed: \"2019-01-01\", ended: \"2020-01-01\""),
        ("f-lapsed", "Lapsed", "adopted: \"2019-01-01\""),
        ("g-guide", "Published", "adopted: \"2022-07\""),
        ("h-undated", "Published", ""),
        ("i-early", "InForce", "in_force: \"1999\""),
    ]);
    let scope = Scope::new(&loaded.graph);
    let found = since_2016(&scope);
    assert_eq!((found.instruments.len(), found.outside, found.undated), (7, 1, 1));
    assert_eq!((found.from, found.to), (date(2016, 1, 1), date(2025, 12, 31)));
    let life = |id: &str| {
        let it = found.instruments.iter().find(|it| loaded.graph.node(it.framework).id.as_str() == id).expect(id);
        let stretch = |it: Option<analysis::Stretch>| {
            it.map(|it| format!("{}..{}", it.from, it.until.map(|date| date.to_string()).unwrap_or_default()))
        };
        (stretch(it.pending).unwrap_or_default(), stretch(it.effect).unwrap_or_default(), it.status)
    };
    let told = |pending: &str, effect: &str, status: Status| (pending.to_owned(), effect.to_owned(), status);
    assert_eq!(life("a-law"), told("2020-03-01..2022-03-01", "2022-03-01..", Status::InForce));
    assert_eq!(life("b-bill"), told("2023..", "", Status::Proposed));
    assert_eq!(life("c-old"), told("2018..2018-06", "2018-06..2024-01-01", Status::Repealed));
    assert_eq!(life("d-coming"), told("2024-05-01..2025-01-01", "2025-01-01..", Status::Adopted));
    assert_eq!(life("e-dropped"), told("2019-01-01..2020-01-01", "", Status::Withdrawn));
    assert_eq!(life("f-lapsed"), told("", "", Status::Lapsed), "since when it is over is not known");
    assert_eq!(life("g-guide"), told("", "2022-07..", Status::Published));

    let scene = compose_timeline(&scope, &found, None);
    let lane = &scene.lanes[0];
    let row = |id: &str| lane.rows.iter().find(|row| row.id == id).expect(id);
    let day = lane.day.expect("the day lies in the time");
    assert!(row("a-law").segments.iter().all(|it| !it.ahead && it.to <= day + 0.5));
    assert!(row("d-coming").segments.iter().any(|it| it.ahead && it.from >= day), "what is to come is drawn as such");
    assert!(row("b-bill").marks[0].span.is_some(), "a date known to the year is a bar");
    assert!(row("a-law").marks.iter().all(|mark| mark.span.is_none()), "a date known to the day is a point");
    let order: Vec<&str> = lane.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(order, ["c-old", "e-dropped", "f-lapsed", "a-law", "g-guide", "b-bill", "d-coming"]);
}

#[test]
fn a_date_known_to_the_month_counts_where_any_of_its_days_lies() {
    let loaded = world(&[("g-guide", "Published", "adopted: \"2022-07\"")]);
    let count = |from: Date, to: Date| timeline(&Scope::new(&loaded.graph), None, from, Some(to)).instruments.len();
    assert_eq!(count(date(2022, 7, 31), date(2022, 8, 31)), 1);
    assert_eq!(count(date(2022, 6, 1), date(2022, 7, 1)), 1);
    assert_eq!(count(date(2022, 8, 1), date(2022, 8, 31)), 0);
}

#[test]
fn the_picture_is_well_formed_and_a_hostile_name_is_text() {
    let graph = graph();
    for (name, _, scene) in scenes(&graph) {
        let text = timeline_svg(&scene);
        let parsed = roxmltree::Document::parse(&text).expect("well-formed XML");
        let ids: Vec<&str> = parsed.descendants().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: an id stands twice");
        let outside = parsed.descendants().flat_map(|node| node.attributes()).find(|it| it.name().ends_with("href"));
        assert!(outside.is_none(), "{name}: refers to something outside");
        assert!(!text.contains("NaN") && !text.contains("inf\""), "{name}: a place is no number");
    }
    let loaded = world(&[("a-law", "InForce", "in_force: \"2022-03-01\"")]);
    let scope = Scope::new(&loaded.graph);
    let hostile = "<script>alert(1)</script> & \"x\"";
    let svg = timeline_svg(&compose_timeline(&scope, &since_2016(&scope), Some(hostile)));
    let parsed = roxmltree::Document::parse(&svg).expect("well-formed XML");
    assert!(parsed.descendants().all(|node| node.tag_name().name() != "script"));
    assert!(parsed.descendants().any(|node| node.text() == Some(hostile)));
}

#[test]
fn the_same_question_gives_the_same_bytes_in_every_format() {
    let graph = graph();
    let bytes = || {
        let scope = Scope::new(&graph);
        let found = since_2016(&scope);
        let mut out = timeline_svg(&compose_timeline(&scope, &found, None)).into_bytes();
        timeline_json(&scope, &found, &mut out).expect("memory takes everything");
        timeline_csv(&scope, &found, &mut out).expect("memory takes everything");
        timeline_document(&scope, &found, None).write_text(&mut out).expect("memory takes everything");
        out
    };
    assert_eq!(bytes(), bytes());
}
