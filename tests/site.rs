//! The explorer: whole, small, the same every time, safe, and true to the library, in a real browser where there is one.

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use interlex::analysis::{Applicability, Coverage, Profile, compare};
use interlex::load;
use interlex::model::{Graph, Layer, NodeIx, Status};
use interlex::report;
use interlex::scope::Scope;
use interlex::site::{MARKER, SiteFile, site};
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use world::{ask, empty, world};

/// The most bytes that the site of the real graph may have.
const LIMIT: usize = 5_000_000;

/// A name that would be trouble if it were ever taken for markup, script or an address.
const HOSTILE: &str =
    "</title><script>pwned=1</script> \"q\" 'a' <img src=x onerror=pwned=1> </script> \u{202e}abc\u{202c} ${x} `";

/// The real graph as the site shows it: a crosswalk is one link. That this changes no answer, tests/crosswalk.rs tests.
fn graph() -> &'static Graph {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    GRAPH.get_or_init(|| load::embedded().graph.rolled_up())
}

/// The site of the real graph. Written once: it takes seconds.
fn files() -> &'static [SiteFile] {
    static FILES: OnceLock<Vec<SiteFile>> = OnceLock::new();
    FILES.get_or_init(|| site(&Scope::new(graph())))
}

/// The invented graph with hostile names and texts everywhere.
fn hostile() -> Graph {
    let graph = load::folder(&world::clean()).expect("the fixture can be read").graph;
    let mut parts = graph.to_parts();
    HOSTILE.clone_into(&mut parts.meta.title);
    parts.regions.regions.iter_mut().for_each(|region| HOSTILE.clone_into(&mut region.name));
    for node in &mut parts.nodes {
        node.name = format!("{} {HOSTILE}", node.id);
        node.short = Some(HOSTILE.to_owned());
        node.aliases = vec![HOSTILE.to_owned()];
        node.notes = vec![HOSTILE.to_owned()];
        node.evidence.iter_mut().for_each(|it| it.find = Some(HOSTILE.to_owned()));
    }
    for link in &mut parts.links {
        HOSTILE.clone_into(&mut link.claim);
        link.evidence.iter_mut().for_each(|it| it.at = Some(HOSTILE.to_owned()));
    }
    for source in &mut parts.sources {
        HOSTILE.clone_into(&mut source.title);
        HOSTILE.clone_into(&mut source.issuer);
        "javascript:pwned=1".clone_into(&mut source.url);
    }
    Graph::new(parts)
}

fn write(files: &[SiteFile], folder: &Path) {
    for file in files {
        let place = folder.join(&file.path);
        fs::create_dir_all(place.parent().expect("in the folder")).expect("a writable folder");
        fs::write(place, &file.text).expect("a writable folder");
    }
}

fn pages(files: &[SiteFile]) -> impl Iterator<Item = &SiteFile> {
    files.iter().filter(|file| Path::new(&file.path).extension().is_some_and(|ending| ending == "html"))
}

/// The values of an attribute, in quotes or not.
fn values<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=");
    let value = |rest: &'t str| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => rest.split([' ', '>']).next().unwrap_or_default(),
    };
    text.split(start.as_str()).skip(1).map(value).collect()
}

/// The numbers in elements that begin with `start`: `12 14`, or `3–5` for all from the first to the last.
fn numbers<'t>(text: &'t str, start: &'t str) -> impl Iterator<Item = usize> + 't {
    let number = |text: &str| text.parse::<usize>().ok();
    text.split(start).skip(1).filter_map(|rest| rest.split('<').next()).flat_map(|list| list.split(' ')).flat_map(
        move |entry| {
            let (first, last) = entry.split_once('–').unwrap_or((entry, entry));
            let range = number(first).zip(number(last)).map(|(first, last)| first..=last);
            range.into_iter().flatten()
        },
    )
}

#[test]
fn the_site_of_the_real_graph_is_whole_and_small() {
    let files = files();
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    println!("{} files, {bytes} bytes", files.len());
    assert!(bytes < LIMIT, "the site has {bytes} bytes");
    let graph = graph();
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), files.len(), "two files have one path");
    for node in graph.nodes() {
        let folder = match (node.framework(), node.jurisdiction()) {
            (Some(_), _) => "framework",
            (_, Some(_)) => "jurisdiction",
            _ => "institution",
        };
        assert!(paths.contains(format!("{folder}/{}.html", node.id).as_str()), "{} has no page", node.id);
    }
    for region in &graph.regions().regions {
        assert!(paths.contains(format!("region/{}.html", region.id).as_str()), "{} has no page", region.id);
    }
    for rule in graph.rules() {
        assert!(paths.contains(format!("rule/{}.html", rule.id).as_str()), "{} has no page", rule.id);
    }
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let files = files();
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let sources = files.iter().find(|file| file.path == "sources.html").expect("a list of sources");
    let places: BTreeSet<usize> = numbers(&sources.text, "<b>").collect();
    for file in pages(files) {
        let folder = file.path.rsplit_once('/').map(|(folder, _)| folder);
        let own: BTreeSet<&str> = values(&file.text, "id").into_iter().collect();
        assert_eq!(own.len(), values(&file.text, "id").len(), "{} has an id twice", file.path);
        for address in values(&file.text, "href").into_iter().chain(values(&file.text, "src")) {
            if address.starts_with("https://") || address.starts_with("http://") {
                continue;
            }
            let path = address.split('#').next().unwrap_or_default();
            if path.is_empty() {
                assert!(own.contains(&address[1..]), "{} uses {address}, which is not in it", file.path);
                continue;
            }
            let target = match (path.strip_prefix("../"), folder) {
                (Some(path), Some(_)) => path.to_owned(),
                (None, Some(folder)) => format!("{folder}/{path}"),
                _ => path.to_owned(),
            };
            assert!(paths.contains(target.as_str()), "{} leads to {address}, which is not there", file.path);
        }
        for number in numbers(&file.text, "<sup>") {
            assert!(places.contains(&number), "{} cites {number}, which is not in the list of sources", file.path);
        }
        assert!(file.text.contains("Content-Security-Policy"), "{} sets no policy", file.path);
        assert!(!file.text.contains(" style=") && !file.text.contains("<style"), "{} has styles of its own", file.path);
    }
}

#[test]
fn threads_change_no_byte() {
    let graph = load::folder(&world::clean()).expect("the fixture can be read").graph;
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        pool.install(|| site(&Scope::new(&graph)))
    };
    assert!(on(1) == on(8), "the site depends on the number of threads");
}

#[test]
fn hostile_names_are_text() {
    for file in pages(&site(&Scope::new(&hostile()))) {
        let text = &file.text;
        assert!(!text.contains("<script>") && !text.contains("<img"), "{} carries markup from data", file.path);
        assert!(values(text, "href").iter().all(|it| !it.starts_with("javascript")), "{} runs an address", file.path);
    }
}

#[test]
fn a_folder_is_replaced_only_if_it_is_a_site() {
    let folder = world();
    let place = |name: &str| folder.path().join(name);
    let first = ask(folder.path(), &["site", "-o", "pages"]);
    assert_eq!((first.code, first.out.as_str()), (0, ""), "{}", first.err);
    assert!(first.err.contains("open pages/index.html"), "{}", first.err);
    assert!(place("pages").join(MARKER).is_file() && place("pages/index.html").is_file());
    // A page that is gone from the data goes from the folder too.
    fs::write(place("pages/framework/gone.html"), "old").expect("a writable folder");
    assert_eq!(ask(folder.path(), &["site", "-q", "-o", "pages"]).code, 0);
    assert!(!place("pages/framework/gone.html").exists(), "the old page is still there");

    fs::create_dir(place("mine")).expect("a writable folder");
    fs::write(place("mine/letter.txt"), "keep me").expect("a writable folder");
    let refused = ask(folder.path(), &["site", "-o", "mine"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("holds something else than a site"), "{}", refused.err);
    assert_eq!(fs::read_to_string(place("mine/letter.txt")).expect("untouched"), "keep me");
    for (args, words) in [
        (["site", "-o", "mine/letter.txt"].as_slice(), "is no folder"),
        (&["site", "-o", "-"], "cannot go to standard output"),
        (&["site", "-o", "pages", "--layer", "data"], "leave out --layer and --topic"),
        (&["site", "-o", "pages", "--format", "pdf"], "this command writes html"),
    ] {
        let answer = ask(folder.path(), args);
        assert!(answer.code == 2 && answer.err.contains(words), "{args:?}: {}", answer.err);
    }
    let left: Vec<PathBuf> =
        fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    assert_eq!(left.len(), 3, "something was left behind: {left:?}");
}

fn number(day: Date) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

fn cover(coverage: &Coverage) -> Value {
    let ground = coverage.ground.map(interlex::model::CoverageGround::as_str);
    json!([coverage.node.index(), ground, coverage.via.map(NodeIx::index)])
}

/// What is so on a day: statuses, what is in effect, what holds, who is covered by what.
fn day(day: Date) -> Value {
    let graph = graph();
    let scope = Scope::new(graph).on(day);
    let status = |ix: NodeIx| match graph.node(ix).institution() {
        Some(_) => graph.institution_status_on(ix, day).map(interlex::model::InstitutionStatus::as_str),
        None => graph.status_on(ix, day).map(Status::as_str),
    };
    let applies = |ix: NodeIx| u8::from(graph.node(ix).framework().is_some() && scope.applies(ix));
    let coverage = |ix: NodeIx| {
        graph.node(ix).jurisdiction()?;
        let side = Applicability::of(&scope, ix);
        let states = Layer::ALL.map(|layer| side.state(&scope, layer).as_str());
        let list = |list: &[Coverage]| list.iter().map(cover).collect::<Vec<_>>();
        Some(json!([ix.index(), list(&side.frameworks), list(&side.places), states]))
    };
    json!({
        "day": number(day),
        "statuses": graph.node_indices().map(status).collect::<Vec<_>>(),
        "applies": graph.node_indices().map(applies).collect::<Vec<_>>(),
        "holds": graph.links().iter().map(|link| u8::from(link.holds_on(day))).collect::<Vec<_>>(),
        "coverage": graph.node_indices().filter_map(coverage).collect::<Vec<_>>(),
    })
}

fn pair(a: NodeIx, b: NodeIx, day: Date) -> Value {
    let scope = Scope::new(graph()).on(day);
    let layers = report::path_answer(&scope, a, b, 1).layers.into_iter().map(|it| {
        let path = it.assessment.path.as_ref();
        let steps = |path: &interlex::analysis::Path| {
            let steps = path.steps.iter().map(|step| json!([step.from.index(), step.link.index(), step.to.index()]));
            json!([cover(&path.start), steps.collect::<Vec<_>>(), cover(&path.end)])
        };
        json!({
            "verdict": it.assessment.verdict.as_str(),
            "contested": it.assessment.contested,
            "conflicts": it.assessment.conflicts.iter().map(|ix| ix.index()).collect::<Vec<_>>(),
            "path": path.map(steps),
            "strength": path.and_then(interlex::analysis::Path::strength).map(interlex::model::Strength::get),
        })
    });
    json!({ "a": a.index(), "b": b.index(), "day": number(day), "layers": layers.collect::<Vec<_>>() })
}

fn comparison(a: NodeIx, b: NodeIx, layer: Layer, day: Date) -> Value {
    let scope = Scope::new(graph()).on(day);
    let profile = |ix: NodeIx| match graph().node(ix).framework() {
        Some(framework) => Profile::of_framework(framework),
        None => Profile::of_jurisdiction(&scope, &Applicability::of(&scope, ix), layer),
    };
    let verdicts = compare(graph().scales(), &profile(a), &profile(b)).map(|it| it.verdict.as_str());
    json!({ "a": a.index(), "b": b.index(), "layer": layer.index(), "day": number(day), "verdicts": verdicts })
}

/// What the library answers, for the browser to be held against.
fn answers(hostile: &Graph) -> Value {
    let graph = graph();
    let days = [graph.meta().as_of, date(2024, 12, 1), date(2023, 11, 2), date(2019, 6, 30), date(2027, 8, 2)];
    let named =
        ["singapore", "united-states", "eu", "germany", "china", "kenya", "brazil", "japan", "asean", "california"];
    let named: Vec<NodeIx> = named.iter().filter_map(|id| graph.by_id(id)).collect();
    let places: Vec<NodeIx> = graph.node_indices().filter(|ix| graph.node(*ix).jurisdiction().is_some()).collect();
    // Every pair of those that people ask about, and others from all over, the same in each run.
    let mut pairs: Vec<(NodeIx, NodeIx)> =
        named.iter().flat_map(|a| named.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b).collect();
    pairs.extend((0..60).map(|at| (places[at * 37 % places.len()], places[(at * 101 + 13) % places.len()])));
    pairs.retain(|(a, b)| a != b);
    let on = |at: usize| days[at % days.len()];
    let texts: Vec<NodeIx> = graph.node_indices().filter(|ix| graph.node(*ix).framework().is_some()).collect();
    let texts = (0..60).map(|at| (texts[at * 7 % texts.len()], texts[(at * 31 + 5) % texts.len()]));
    let compared = texts.chain(pairs.iter().copied().take(40)).enumerate();
    let compared = compared.map(|(at, (a, b))| comparison(a, b, Layer::ALL[at % 3], on(at / 3)));
    let ids = |wanted: fn(&interlex::model::Node) -> bool| -> Vec<&str> {
        hostile.nodes().iter().filter(|node| wanted(node)).map(|node| node.id.as_str()).take(2).collect()
    };
    json!({
        "days": days.map(day),
        "pairs": pairs.iter().enumerate().map(|(at, (a, b))| pair(*a, *b, on(at))).collect::<Vec<_>>(),
        "comparisons": compared.collect::<Vec<_>>(),
        "hostile": { "frameworks": ids(|it| it.framework().is_some()), "places": ids(|it| it.jurisdiction().is_some()) },
    })
}

/// Chromium and the modules that drive it; the reason where they are missing.
fn browser() -> Result<(PathBuf, PathBuf), String> {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser");
    if !modules.join("node_modules/puppeteer-core").is_dir() {
        return Err(format!("no puppeteer-core in {}; .ci/run installs it", modules.display()));
    }
    let known = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].map(PathBuf::from);
    let chromium = known.into_iter().find(|path| path.is_file()).ok_or("there is no /usr/bin/chromium")?;
    let node = Command::new("node").arg("--version").output();
    if node.is_ok_and(|output| output.status.success()) {
        Ok((modules, chromium))
    } else {
        Err("there is no Node.js".to_owned())
    }
}

#[test]
fn the_site_works_in_a_browser() {
    let (modules, chromium) = match browser() {
        Ok(found) => found,
        Err(reason) => {
            println!("skipped: {reason}");
            return;
        }
    };
    let folder = empty();
    let hostile = hostile();
    write(files(), &folder.path().join("site"));
    write(&site(&Scope::new(&hostile)), &folder.path().join("hostile"));
    fs::write(folder.path().join("answers.json"), answers(&hostile).to_string()).expect("a writable folder");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site/browser.mjs");
    let output = Command::new("node")
        .arg(script)
        .arg(modules)
        .arg(chromium)
        .args(["site", "answers.json", "hostile"])
        .current_dir(folder.path())
        .output()
        .expect("Node.js starts");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{out}");
    assert!(output.status.success(), "in the browser:\n{out}{err}");
}
