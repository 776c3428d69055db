//! `map`: the interoperability map.

use anstream::eprintln;
use anyhow::{Context as _, bail};
use interlex::render::{self, Engine, EngineFormat, Limits, MapOptions, Selection};
use interlex::report::{Block, Document};

use super::Outcome;
use super::args::Map;
use super::output::{write, write_bytes};
use super::session::Session;

pub fn run(session: &Session<'_>, options: &Map) -> anyhow::Result<Outcome> {
    let engine = options.engine.as_deref().map(engine_named).transpose()?;
    let format = session.format(&["svg", "html", "dot", "png", "pdf"])?;
    if engine.is_none() {
        options.picture.can_write(format)?;
    }
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let area = options.region.as_ref().map(|region| scope.area(region)).transpose()?;
    let focus = options.focus.as_ref().map(|name| scope.node(name)).transpose()?;
    let focus = focus.map(|node| (node, options.depth));
    let selection = Selection::new(scope, MapOptions { area, focus, title: options.title.clone() });
    let scene = render::compose(&selection);
    match (format, engine) {
        ("dot", _) => write(session, |out| out.write_all(render::dot(&scene).as_bytes()))?,
        ("html", None) => {
            let lead = format!("As of {}. A research aid, not legal advice.", scope.day());
            let mut page = Document::new(scene.title.clone(), lead);
            page.blocks.push(Block::Figure { svg: render::svg(&scene), caption: String::new() });
            write(session, |out| page.write_html(out))?;
        }
        (format, None) => options.picture.write(session, format, &render::svg(&scene))?,
        (format, Some(engine)) => {
            let format = match format {
                "html" => bail!("html shows our own drawing: leave out --engine, or write svg"),
                "png" => EngineFormat::Png,
                "pdf" => EngineFormat::Pdf,
                _ => EngineFormat::Svg,
            };
            let rendered = render::engine(&render::dot(&scene), engine, format, Limits::default())?;
            if let Some(warnings) = rendered.warnings.filter(|_| !session.global.quiet) {
                eprintln!("{} says: {}", engine.program(), warnings.trim());
            }
            write_bytes(session, &rendered.bytes)?;
        }
    }
    Ok(Outcome::Clean)
}

fn engine_named(name: &str) -> anyhow::Result<Engine> {
    let names: Vec<&str> = Engine::all().map(Engine::program).collect();
    Engine::parse(name).with_context(|| format!("there is no engine `{name}`; there are {}", names.join(", ")))
}
