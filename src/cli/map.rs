//! `map`: the interoperability map.

use anstream::eprintln;
use anyhow::{Context as _, bail};
use interlex::model::Layer;
use interlex::render::{self, Engine, EngineFormat, Limits, MapOptions, Selection};
use interlex::report::{Block, Document};
use interlex::scope::Scope;

use super::Outcome;
use super::args::Map;
use super::output::{write, write_bytes};
use super::session::Session;

/// How a map is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Panels,
    Ring,
}

impl Style {
    const ALL: [(&str, Self); 2] = [("panels", Self::Panels), ("ring", Self::Ring)];

    fn parse(name: &str) -> anyhow::Result<Self> {
        let found = Self::ALL.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let names = Self::ALL.map(|(known, _)| known).join(", ");
        found.map(|(_, style)| style).with_context(|| format!("there is no style `{name}`; there are {names}"))
    }
}

pub fn run(session: &Session<'_>, options: &Map) -> anyhow::Result<Outcome> {
    let engine = options.engine.as_deref().map(engine_named).transpose()?;
    let style = options.style.as_deref().map(Style::parse).transpose()?;
    if let Some(by) = options.by.as_deref().filter(|by| !by.eq_ignore_ascii_case("layer")) {
        bail!("maps cannot be told apart by `{by}`; --by takes layer");
    }
    if options.by.is_some() && session.global.layer.is_some() {
        bail!("--layer leaves nothing to tell apart by layer: leave out one of --layer and --by");
    }
    if options.by.is_some() && style == Some(Style::Panels) {
        bail!("three maps of panels cannot be read on one page: --by layer draws rings; leave out --style panels");
    }
    let style = style.unwrap_or(if options.by.is_some() { Style::Ring } else { Style::Panels });
    let format = session.format(&["svg", "html", "dot", "png", "pdf"])?;
    if engine.is_none() {
        options.picture.can_write(format)?;
    }
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = options.region.as_ref().map(|region| scope.area(region)).transpose()?;
    let focus = options.focus.as_ref().map(|name| scope.node(name)).transpose()?;
    let focus = focus.map(|node| (node, options.depth));
    let chosen = MapOptions { area, focus, title: options.title.clone() };
    match (format, engine) {
        ("html", None) => {
            let (title, svg) = own_drawing(scope, &chosen, style, options.by.is_some());
            let mut page = Document::new(title, format!("As of {}. A research aid, not legal advice.", scope.day()));
            page.blocks.push(Block::Figure { svg, caption: String::new() });
            write(session, |out| page.write_html(out))?;
        }
        ("dot", _) if style == Style::Panels => {
            let scene = render::compose(&Selection::new(scope, chosen));
            write(session, |out| out.write_all(render::dot(&scene).as_bytes()))?;
        }
        ("dot", _) => bail!("dot has panels only: leave out --style ring and --by layer"),
        (format, None) => {
            let (_, svg) = own_drawing(scope, &chosen, style, options.by.is_some());
            options.picture.write(session, format, &svg)?;
        }
        (format, Some(engine)) => {
            if style == Style::Ring {
                bail!("a Graphviz engine draws panels only: leave out --engine or --style ring");
            }
            let format = match format {
                "html" => bail!("html shows our own drawing: leave out --engine, or write svg"),
                "png" => EngineFormat::Png,
                "pdf" => EngineFormat::Pdf,
                _ => EngineFormat::Svg,
            };
            let scene = render::compose(&Selection::new(scope, chosen));
            let rendered = render::engine(&render::dot(&scene), engine, format, Limits::default())?;
            if let Some(warnings) = rendered.warnings.filter(|_| !session.global.quiet) {
                eprintln!("{} says: {}", engine.program(), warnings.trim());
            }
            write_bytes(session, &rendered.bytes)?;
        }
    }
    Ok(Outcome::Clean)
}

/// Title and picture, drawn without Graphviz.
fn own_drawing(scope: Scope<'_>, chosen: &MapOptions, style: Style, by_layer: bool) -> (String, String) {
    let whole = Selection::new(scope, chosen.clone());
    let layers = || {
        let layer = |layer: Layer| (layer.label().to_owned(), Selection::new(scope.in_layer(layer), chosen.clone()));
        Layer::ALL.map(layer)
    };
    match (style, by_layer) {
        (Style::Panels, false) => {
            let scene = render::compose(&whole);
            (scene.title.clone(), render::svg(&scene))
        }
        (Style::Ring, false) => {
            let scene = render::compose_ring(&whole);
            (scene.title.clone(), render::ring_svg(&scene))
        }
        (_, true) => {
            let scene = render::compose_rings(&whole, &layers());
            (scene.title.clone(), render::ring_svg(&scene))
        }
    }
}

fn engine_named(name: &str) -> anyhow::Result<Engine> {
    let names: Vec<&str> = Engine::all().map(Engine::program).collect();
    Engine::parse(name).with_context(|| format!("there is no engine `{name}`; there are {}", names.join(", ")))
}
