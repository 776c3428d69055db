//! Charts: the matrix, the grid of patterns, the map of squares, ranked bars. What is in them, where it stands, and that
//! every word can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use interlex::analysis::{self, CoverageState, GapReport, Verdict};
use interlex::load;
use interlex::model::{Graph, Layer};
use interlex::render::chart::{Look, Sheet, coverage_look, verdict_look};
use interlex::render::text::{Face, width};
use interlex::render::{
    By, LEAST_POINTS, MatrixPanel, MatrixScene, Rect, compose_consensus, compose_grid, compose_matrix, compose_tiles,
    consensus_svg, grid_svg, matrix_in_page, matrix_svg, tiles_in_page, tiles_svg,
};
use interlex::report::{coverage_csv, matrix_csv};
use interlex::scope::Scope;

/// The real graph, loaded once.
fn graph() -> &'static Graph {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    GRAPH.get_or_init(|| load::embedded().graph)
}

fn report(scope: &Scope<'_>, region: &str, with: Option<&str>) -> GapReport {
    let area = |name: &str| scope.area(name).expect("a region of the data");
    analysis::gaps(scope, area(region), with.map(area))
}

/// Gap reports of the real graph: small, wide, with a partner, a layer, a topic.
fn reports() -> &'static [(String, Scope<'static>, GapReport)] {
    static REPORTS: OnceLock<Vec<(String, Scope<'static>, GapReport)>> = OnceLock::new();
    REPORTS.get_or_init(asked)
}

fn asked() -> Vec<(String, Scope<'static>, GapReport)> {
    let graph = graph();
    let whole = Scope::new(graph);
    let data = whole.in_layer(Layer::Data);
    let liability = whole.about("liability").expect("a topic of the data");
    let asked = [
        (whole, "asean", None),
        (whole, "africa", Some("eu")),
        (whole, "asia", Some("asean")),
        (data, "europe", None),
        (liability, "g20", None),
        (whole, "kenya", Some("eu")),
        (whole, "nauru,tuvalu", None),
    ];
    let named = |(scope, region, with): (_, &str, Option<&str>)| {
        (format!("{region} with {with:?}"), scope, report(&scope, region, with))
    };
    asked.into_iter().map(named).collect()
}

fn page(sheet: &Sheet) -> Rect {
    Rect { x: 0.0, y: 0.0, width: sheet.width, height: sheet.height }
}

fn line(x: f64, y: f64, text: &str, face: Face, size: f64) -> Rect {
    Rect { x, y: y - size * 0.76, width: width(text, face, size), height: size }
}

/// Title, lines, legend and foot are on the page, and no entry of the legend stands on another.
fn check_sheet(name: &str, sheet: &Sheet) {
    let page = page(sheet);
    assert!(page.contains(&line(26.0, 60.0, &sheet.title, Face::Bold, sheet.title_size)), "{name}: the title is cut");
    for text in &sheet.subtitle {
        assert!(page.contains(&line(26.0, 60.0, text, Face::Regular, 14.0)), "{name}: {text} is cut");
    }
    for (number, text) in (1_u32..).zip(&sheet.footer) {
        let y = sheet.footer_top + 17.0 * f64::from(number);
        assert!(page.contains(&line(26.0, y, text, Face::Regular, 11.5)), "{name}: {text} is cut");
    }
    let places: Vec<Rect> = (sheet.legend.iter())
        .map(|key| Rect { x: key.x, y: key.y - 7.5, width: 23.0 + width(&key.text, Face::Regular, 11.5), height: 15.0 })
        .collect();
    for (at, place) in places.iter().enumerate() {
        assert!(page.contains(place), "{name}: {} is off the page", sheet.legend[at].text);
        assert!(places[..at].iter().all(|other| !other.overlaps(place)), "{name}: {} overlaps", sheet.legend[at].text);
    }
    let texts: BTreeSet<&str> = sheet.legend.iter().map(|key| key.text.as_str()).collect();
    assert_eq!(texts.len(), sheet.legend.len(), "{name}: the legend says something twice");
    assert!(!sheet.description.is_empty(), "{name}: no words for those who cannot see it");
}

/// The area that a name of a column takes, turned around where it begins.
fn turned(scene: &MatrixScene, x: f64, y: f64, text: &str) -> Rect {
    let (long, angle) = (width(text, Face::Regular, scene.font), scene.turned.to_radians());
    Rect {
        x: x - scene.font * 0.8,
        y: y - long * angle.sin(),
        width: scene.font * 0.8 + long * angle.cos(),
        height: long,
    }
}

fn check_names(name: &str, scene: &MatrixScene, panel: &MatrixPanel) {
    let page = page(&scene.sheet);
    for pair in panel.rows.windows(2) {
        assert!(pair[1].at.y - pair[0].at.y >= scene.font, "{name}: rows {} overlap", pair[1].text);
    }
    for row in &panel.rows {
        let place = line(
            row.at.x - width(&row.text, Face::Regular, scene.font),
            row.at.y,
            &row.text,
            Face::Regular,
            scene.font,
        );
        assert!(page.contains(&place), "{name}: {} is cut", row.text);
        assert!(place.right() < panel.rect.x, "{name}: {} runs into the cells", row.text);
    }
    if scene.by == By::Region {
        return;
    }
    for pair in panel.columns.windows(2) {
        let apart = (pair[1].at.x - pair[0].at.x) * scene.turned.to_radians().sin();
        assert!(apart >= scene.font, "{name}: columns {} overlap", pair[1].text);
    }
    for column in &panel.columns {
        let place = turned(scene, column.at.x, column.at.y, &column.text);
        assert!(page.contains(&Rect { height: 1.0, ..place }), "{name}: {} is cut", column.text);
        assert!(place.y >= panel.at.y + 15.0, "{name}: {} runs into the heading", column.text);
    }
}

#[test]
fn every_pair_of_a_matrix_has_the_cell_that_its_verdict_asks_for() {
    let graph = graph();
    for (name, scope, report) in reports() {
        let scene = compose_matrix(scope, report, Some(By::Jurisdiction), None);
        assert_eq!(scene.panels.len(), scope.layer_list().count(), "{name}");
        let mut seen = 0;
        for panel in &scene.panels {
            let mut cells = BTreeMap::new();
            for cell in &panel.cells {
                assert!(cells.insert((cell.a.as_str(), cell.b.as_str()), cell).is_none(), "{name}: {cell:?} twice");
            }
            for row in report.pairs.iter().filter(|row| row.layer.as_str() == panel.layer) {
                let ends = [graph.node(row.a).id.as_str(), graph.node(row.b).id.as_str()];
                let both = [cells.get(&(ends[0], ends[1])), cells.get(&(ends[1], ends[0]))];
                let found: Vec<_> = both.into_iter().flatten().collect();
                if found.is_empty() {
                    assert_eq!(row.assessment.verdict, Verdict::NotAssessed, "{name}: {ends:?} is left out");
                    assert!(scene.left_out > 0, "{name}: {ends:?} is left out and nothing says so");
                }
                for cell in found {
                    seen += 1;
                    let look = cell.look.expect("two jurisdictions have a look");
                    assert_eq!(look, verdict_look(row.assessment.verdict), "{name}: {ends:?}");
                    assert_eq!(look.hatched, row.assessment.verdict == Verdict::NotAssessed, "{name}: {ends:?}");
                    assert_eq!(cell.contested > 0, row.assessment.contested, "{name}: {ends:?}");
                }
            }
        }
        let drawn = scene.panels.iter().flat_map(|panel| &panel.cells).filter(|cell| cell.look.is_some()).count();
        assert_eq!(seen, drawn, "{name}: cells that stand for no pair");
    }
}

#[test]
fn the_words_of_a_matrix_can_be_read_and_nothing_overlaps() {
    for (name, scope, report) in reports() {
        for by in [None, Some(By::Region)] {
            let scene = compose_matrix(scope, report, by, None);
            check_sheet(name, &scene.sheet);
            let page = page(&scene.sheet);
            for (at, panel) in scene.panels.iter().enumerate() {
                check_names(name, &scene, panel);
                assert!(page.contains(&panel.rect), "{name}: a panel leaves the page");
                let apart = scene.panels[..at].iter().all(|other| !other.rect.overlaps(&panel.rect));
                assert!(apart, "{name}: panels overlap");
                let head = |panel: &MatrixPanel| {
                    let note = panel.note.as_deref().map_or(0.0, |note| width(note, Face::Regular, 11.5));
                    let wide = width(&panel.heading, Face::Bold, 15.0).max(note);
                    Rect { x: panel.at.x, y: panel.at.y - 12.0, width: wide, height: 30.0 }
                };
                assert!(page.contains(&head(panel)), "{name}: the heading of a panel is cut");
                let apart = scene.panels[..at].iter().all(|other| !head(other).overlaps(&head(panel)));
                assert!(apart, "{name}: headings overlap");
                let columns = panel.columns.len();
                for (number, cell) in panel.cells.iter().enumerate() {
                    assert!(panel.rect.contains(&cell.rect), "{name}: a cell leaves its panel");
                    let before = (number % columns > 0).then(|| &panel.cells[number - 1]);
                    assert!(before.is_none_or(|other| !other.rect.overlaps(&cell.rect)), "{name}: cells overlap");
                    let size = if cell.words.len() > 1 { 15.0 } else { 11.5 };
                    let widest = cell.words.iter().map(|text| width(text, Face::Bold, size)).fold(0.0, f64::max);
                    assert!(widest <= cell.rect.width, "{name}: {:?} is cut", cell.words);
                }
                assert!(panel.frames.iter().all(|frame| panel.rect.contains(&frame.rect)), "{name}: a frame is off");
            }
            for key in &scene.sheet.legend {
                let place = Rect { x: key.x, y: key.y - 7.0, width: 15.0, height: 14.0 };
                assert!(
                    scene.panels.iter().all(|panel| !panel.rect.overlaps(&place)),
                    "{name}: the legend is on cells"
                );
            }
        }
    }
}

#[test]
fn regions_are_drawn_where_jurisdictions_would_be_too_small_to_read() {
    let graph = graph();
    let scope = Scope::new(graph);
    let world = report(&scope, "world", None);
    assert_eq!(compose_matrix(&scope, &world, None, None).by, By::Region);
    assert!(compose_matrix(&scope, &world, Some(By::Jurisdiction), None).points < LEAST_POINTS);
    for region in ["asean", "africa", "eu", "g20", "latin-america"] {
        let scene = compose_matrix(&scope, &report(&scope, region, None), None, None);
        assert_eq!(scene.by, By::Jurisdiction, "{region}");
        assert!(scene.points >= LEAST_POINTS, "{region}: {} points", scene.points);
    }
}

#[test]
fn cells_of_regions_count_what_the_pairs_say() {
    let graph = graph();
    let scope = Scope::new(graph);
    let report = report(&scope, "asia", Some("eu"));
    let region = |ix| graph.panel(ix).expect("a jurisdiction has a panel").clone();
    assert!(report.regions.iter().any(|row| row.bridged() > 0), "nothing is bridged: the test shows nothing");
    for row in &report.regions {
        let ends = |it: &&analysis::PairRow| {
            let ends = [region(it.a), region(it.b)];
            it.layer == row.layer && (ends == [row.a.clone(), row.b.clone()] || ends == [row.b.clone(), row.a.clone()])
        };
        let pairs: Vec<Verdict> = report.pairs.iter().filter(ends).map(|it| it.assessment.verdict).collect();
        assert_eq!(row.assessed(), pairs.iter().filter(|it| **it != Verdict::NotAssessed).count());
        assert_eq!(row.bridged(), pairs.iter().filter(|it| **it >= Verdict::Bridged).count());
        assert_eq!(row.bridged_share().is_none(), row.assessed() == 0, "{row:?}");
    }
    let scene = compose_matrix(&scope, &report, Some(By::Region), None);
    for cell in scene.panels.iter().flat_map(|panel| &panel.cells) {
        let hatched = cell.look.is_some_and(|look| look.hatched);
        assert_eq!(cell.look.is_some() && !hatched, !cell.words.is_empty(), "{cell:?}");
    }
}

#[test]
fn tiles_of_the_grid_share_their_width_as_the_pairs_do() {
    for (name, scope, report) in reports() {
        let scene = compose_grid(scope, report, None);
        check_sheet(name, &scene.sheet);
        assert_eq!(scene.tiles.len(), report.grid.cells.len(), "{name}");
        for (at, (tile, cell)) in scene.tiles.iter().zip(&report.grid.cells).enumerate() {
            assert!(page(&scene.sheet).contains(&tile.rect), "{name}: a tile leaves the page");
            assert!(scene.tiles[..at].iter().all(|other| !other.rect.overlaps(&tile.rect)), "{name}: tiles overlap");
            assert!(tile.words.iter().all(|text| width(text, Face::Bold, 11.5) <= tile.rect.width), "{name}: {tile:?}");
            let counts = [cell.compatible, cell.partial, cell.divergent, cell.unknown];
            let drawn: Vec<usize> = tile.parts.iter().map(|(_, count, _)| *count).collect();
            assert_eq!(drawn, counts.into_iter().filter(|count| *count > 0).collect::<Vec<_>>(), "{name}");
            let whole: f64 = tile.parts.iter().map(|(_, _, area)| area.width).sum();
            assert!((whole - tile.rect.width).abs() < 1e-6, "{name}: the bar is not full");
            let hatched =
                tile.parts.iter().filter(|(look, ..)| look.hatched).map(|(_, count, _)| *count).sum::<usize>();
            assert_eq!(hatched, cell.unknown, "{name}: hatched is what is not assessed");
        }
    }
}

#[test]
fn each_jurisdiction_has_one_square_in_each_layer_and_none_is_on_another() {
    let graph = graph();
    let whole = Scope::new(graph);
    for (scope, region) in [(whole, "world"), (whole, "g20"), (whole.in_layer(Layer::Data), "africa"), (whole, "nauru")]
    {
        let area = scope.area(region).expect("a region of the data");
        let rows = analysis::coverage(&scope, &area.members);
        let scene = compose_tiles(&scope, &area, &rows, None);
        check_sheet(region, &scene.sheet);
        for panel in &scene.panels {
            let ids: BTreeSet<&str> = panel.tiles.iter().map(|tile| tile.id.as_str()).collect();
            assert_eq!((ids.len(), panel.tiles.len()), (area.members.len(), area.members.len()), "{region}");
            for (at, tile) in panel.tiles.iter().enumerate() {
                assert!(page(&scene.sheet).contains(&tile.rect), "{region}: {} leaves the page", tile.id);
                assert!(
                    panel.tiles[..at].iter().all(|other| !other.rect.overlaps(&tile.rect)),
                    "{region}: {}",
                    tile.id
                );
                assert!(width(&tile.code, Face::Regular, 10.5) <= tile.rect.width, "{region}: {} is cut", tile.code);
                let row = rows.iter().find(|row| {
                    graph.node(row.jurisdiction).id.as_str() == tile.id && row.layer.as_str() == panel.layer
                });
                let row = row.expect("a square stands for a row");
                assert_eq!(tile.look, coverage_look(row.state, row.frameworks.len()), "{region}: {}", tile.id);
                assert_eq!(tile.look.hatched, row.state == CoverageState::NotAssessed, "{region}: {}", tile.id);
            }
            for block in &panel.blocks {
                let head = Rect { y: block.rect.y - 26.0, height: 25.0, width: 60.0, x: block.rect.x };
                assert!(
                    panel.tiles.iter().all(|tile| !tile.rect.overlaps(&head)),
                    "{region}: {:?} on squares",
                    block.name
                );
                assert!(block.name.len() <= 2, "{region}: no room for {:?}", block.name);
            }
        }
    }
}

#[test]
fn every_sub_region_of_the_data_has_a_place_in_the_world() {
    let graph = graph();
    let scope = Scope::new(graph);
    let area = scope.area("world").expect("the world");
    let rows = analysis::coverage(&scope, &area.members);
    let scene = compose_tiles(&scope, &area, &rows, None);
    let blocks = &scene.panels[0].blocks;
    assert_eq!(blocks.len(), graph.regions().subregions.len());
    assert!(blocks.iter().all(|block| block.region != "international"), "a country stands among the blocs");
}

#[test]
fn ranked_bars_are_as_long_as_their_shares_and_bold_is_the_core() {
    let graph = graph();
    let whole = Scope::new(graph);
    for (scope, region) in [(whole, None), (whole, Some("asean")), (whole.in_layer(Layer::Technical), Some("africa"))] {
        let area = region.map(|region| scope.area(region).expect("a region of the data"));
        let consensus = analysis::consensus(&scope, area);
        let scene = compose_consensus(&scope, &consensus, None);
        check_sheet("consensus", &scene.sheet);
        let least = graph.scales().consensus.value.get();
        for (panel, set) in scene.panels.iter().zip(&consensus.sets) {
            assert!((panel.line - panel.bars.x - panel.bars.width * least).abs() < 1e-9);
            let named = set.terms.iter().filter(|it| it.frameworks > 0);
            for (row, it) in panel.rows.iter().zip(named.clone()) {
                let reaches = [
                    (row.frameworks, it.frameworks, set.assessed_frameworks.len()),
                    (row.jurisdictions, it.jurisdictions, set.assessed_jurisdictions.len()),
                ];
                let core = reaches.map(|(bar, count, of)| {
                    let share = if of == 0 {
                        0.0
                    } else {
                        f64::from(u32::try_from(count).unwrap()) / f64::from(u32::try_from(of).unwrap())
                    };
                    assert!((bar.width - panel.bars.width * share).abs() < 1e-9, "{region:?}: {}", row.text);
                    of > 0 && share >= least
                });
                assert_eq!(row.core, core.contains(&true), "{region:?}: {}", row.text);
                let name = width(&row.text, Face::Bold, 11.5);
                assert!(panel.bars.x - 10.0 - name >= panel.at.x - 1e-6, "{region:?}: {} is cut", row.text);
            }
            assert_eq!(panel.rows.len(), named.count(), "{region:?}");
        }
    }
}

#[test]
fn charts_are_sound_xml_without_outside_references_and_the_same_twice() {
    let graph = graph();
    let scope = Scope::new(graph);
    let draw = || {
        let report = report(&scope, "asean", Some("eu"));
        let area = scope.area("africa").expect("a region of the data");
        [
            matrix_svg(&compose_matrix(&scope, &report, None, Some("A & B <i>"))),
            matrix_svg(&compose_matrix(&scope, &report, Some(By::Region), None)),
            grid_svg(&compose_grid(&scope, &report, None)),
            tiles_svg(&compose_tiles(&scope, &area, &analysis::coverage(&scope, &area.members), None)),
            consensus_svg(&compose_consensus(&scope, &analysis::consensus(&scope, Some(area)), None)),
        ]
    };
    let first = draw();
    assert_eq!(first, draw());
    for svg in &first {
        let document = roxmltree::Document::parse(svg).expect("sound XML");
        let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id twice");
        assert!(!svg.contains("<script") && !svg.contains("href"), "something from outside");
        for fill in
            document.descendants().filter_map(|node| node.attribute("fill")).filter(|fill| fill.starts_with("url"))
        {
            assert!(ids.contains(&fill.trim_start_matches("url(#").trim_end_matches(')')), "no {fill}");
        }
    }
    assert!(first[0].contains("A &amp; B &lt;i&gt;"));
}

#[test]
fn looks_of_verdicts_differ_in_more_than_colour() {
    // Lightness on the scale of the eye, from 0 to 100.
    let lightness = |look: Look| {
        let part = |at: usize| f64::from(u8::from_str_radix(&look.fill[at..at + 2], 16).expect("a colour")) / 255.0;
        let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let y = 0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5));
        116.0 * y.cbrt() - 16.0
    };
    for (at, a) in Verdict::ALL.into_iter().enumerate() {
        for b in Verdict::ALL.into_iter().skip(at + 1) {
            let (one, other) = (verdict_look(a), verdict_look(b));
            let shape = one.hatched != other.hatched || one.mark != other.mark;
            assert!(shape || (lightness(one) - lightness(other)).abs() > 15.0, "{a:?} looks like {b:?}");
        }
    }
}

#[test]
fn tables_hold_each_pair_and_layer_once() {
    let graph = graph();
    let scope = Scope::new(graph);
    let asean = report(&scope, "asean", None);
    let mut table = Vec::new();
    matrix_csv(&scope, &asean, By::Jurisdiction, &mut table).expect("written");
    assert_eq!(String::from_utf8(table).expect("text").lines().count(), 1 + asean.pairs.len());
    let mut table = Vec::new();
    let rows = analysis::coverage(&scope, &asean.area.members);
    coverage_csv(&scope, &rows, &mut table).expect("written");
    assert_eq!(String::from_utf8(table).expect("text").lines().count(), 1 + asean.area.members.len() * 3);
    assert_eq!(
        rows.iter().map(|row| (row.jurisdiction, row.layer, row.state)).collect::<Vec<_>>(),
        asean.coverage.iter().map(|row| (row.jurisdiction, row.layer, row.state)).collect::<Vec<_>>(),
        "coverage alone and in the gap report"
    );
}

/// The words of a picture, with how often each stands there.
fn labels(svg: &str) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    for text in svg.split("<text").skip(1) {
        let words =
            text.split_once('>').and_then(|(_, rest)| rest.split_once("</text>")).map_or("", |(words, _)| words);
        *found.entry(words).or_insert(0) += 1;
    }
    found
}

/// How many cells the strokes of a colour cross: the lengths of their level steps.
fn crossed(svg: &str, layer: Layer, colour: &str) -> usize {
    let start = format!("id=matrix-{}>", layer.as_str());
    let panel = svg.split_once(start.as_str()).and_then(|(_, rest)| rest.split_once("<use")).expect("a panel").0;
    let paths = panel.split("<path d=\"").skip(1).filter(|path| {
        let (_, looks) = path.split_once('"').expect("the end of d");
        looks.split("/>").next().is_some_and(|it| it.trim() == format!("stroke={colour}"))
    });
    let steps = |path: &str| -> usize {
        let shape = path.split('"').next().unwrap_or_default();
        let lengths =
            shape.split('h').skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next().expect("a length"));
        lengths.map(|length| length.parse::<usize>().expect("whole cells")).sum()
    };
    paths.map(steps).sum()
}

#[test]
fn pictures_of_pages_say_what_the_files_say() {
    let scope = Scope::new(graph());
    for region in ["asean", "europe", "caribbean", "north-america"] {
        let report = report(&scope, region, None);
        let scene = compose_matrix(&scope, &report, Some(By::Jurisdiction), None);
        let (file, paged) = (matrix_svg(&scene), matrix_in_page(&scene));
        assert!(paged.len() * 2 < file.len(), "{region}: {} bytes, {} in a file", paged.len(), file.len());
        let words = labels(&paged);
        assert!(labels(&file).keys().all(|word| words.contains_key(word)), "{region}: a word is missing");
        for (layer, verdict) in
            Layer::ALL.iter().flat_map(|layer| [Verdict::Aligned, Verdict::Bridged].map(|it| (layer, it)))
        {
            let is = |row: &&interlex::analysis::PairRow| row.layer == *layer && row.assessment.verdict == verdict;
            let pairs = report.pairs.iter().filter(is).count();
            let drawn = crossed(&paged, *layer, verdict_look(verdict).fill);
            assert_eq!(drawn, pairs, "{region}, {layer:?}: pairs that are {verdict:?}");
        }
        let tiles = compose_tiles(&scope, &report.area, &report.coverage, None);
        let (file, paged) = (tiles_svg(&tiles), tiles_in_page(&tiles));
        let (file, words) = (labels(&file), labels(&paged));
        assert!(file.keys().all(|word| words.contains_key(word)), "{region}: a word of the tiles is missing");
        // Numbers stand in each map, as often as in the file.
        let numbers = file.iter().filter(|(word, _)| word.parse::<usize>().is_ok());
        assert!(numbers.clone().count() > 0 && numbers.clone().all(|(word, count)| words[word] == *count), "{region}");
    }
}
