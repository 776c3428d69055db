//! `export`: the graph in the formats of others.

use std::io::{self, Write};
use std::path::Path;

use anstream::eprintln;
use anyhow::bail;
#[cfg(feature = "rdf")]
use interlex::exchange::rdf::Base;
use interlex::exchange::{self, Dialect, MappingChoice, Table};
use interlex::scope::Scope;

use super::Outcome;
use super::args::{Export, Partition};
use super::output::{write_bytes, write_data, write_folder};
use super::session::Session;

/// Who writes a format.
enum Writer {
    /// Text, written as it comes.
    Text(fn(&Scope<'_>, &mut dyn Write) -> io::Result<()>),
    /// A file that is made as a whole.
    #[cfg_attr(not(feature = "xlsx"), allow(dead_code, reason = "only workbooks are made so"))]
    Whole(fn(&Scope<'_>) -> anyhow::Result<Vec<u8>>),
    /// The mappings between frameworks, all or some.
    Mappings(fn(&Scope<'_>, MappingChoice, &mut dyn Write) -> io::Result<()>),
    /// Triples below a base.
    #[cfg(feature = "rdf")]
    Rdf(fn(&Scope<'_>, &Base, &mut dyn Write) -> io::Result<()>),
    /// A file for each table.
    Tables(fn(&Scope<'_>, Table) -> anyhow::Result<Vec<u8>>),
}

/// Every format by its name on the command line; the first is the default. docs/FORMATS.md tells what each keeps.
const FORMATS: &[(&str, Writer)] = &[
    ("json", Writer::Text(exchange::graph_json)),
    ("jsonl", Writer::Text(exchange::graph_jsonl)),
    ("csv", Writer::Tables(csv)),
    #[cfg(feature = "xlsx")]
    ("xlsx", Writer::Whole(|scope| Ok(exchange::graph_xlsx(scope)?))),
    #[cfg(feature = "parquet")]
    ("parquet", Writer::Tables(|scope, table| Ok(exchange::table_parquet(scope, table)?))),
    ("graphml", Writer::Text(exchange::graph_graphml)),
    ("gexf", Writer::Text(exchange::graph_gexf)),
    ("cypher", Writer::Text(|scope, out| exchange::graph_cypher(scope, Dialect::Neo4j, out))),
    ("memgraph", Writer::Text(|scope, out| exchange::graph_cypher(scope, Dialect::Memgraph, out))),
    ("neo4j-http", Writer::Text(exchange::graph_neo4j_http)),
    ("dot", Writer::Text(exchange::graph_dot)),
    ("mermaid", Writer::Text(exchange::graph_mermaid)),
    ("sssom", Writer::Mappings(exchange::graph_sssom)),
    ("oscal", Writer::Mappings(exchange::graph_oscal)),
    ("strm", Writer::Mappings(exchange::graph_strm)),
    #[cfg(feature = "rdf")]
    ("turtle", Writer::Rdf(exchange::rdf::graph_turtle)),
    #[cfg(feature = "rdf")]
    ("ntriples", Writer::Rdf(exchange::rdf::graph_ntriples)),
    #[cfg(feature = "rdf")]
    ("jsonld", Writer::Rdf(exchange::rdf::graph_jsonld)),
    ("bibtex", Writer::Text(|scope, out| exchange::bibtex(scope.graph(), out))),
    ("csl-json", Writer::Text(|scope, out| exchange::csl_json(scope.graph(), out))),
];

/// The formats of RDF.
const RDF: [&str; 3] = ["turtle", "ntriples", "jsonld"];

/// What stands below the options in `export --help`.
pub const HELP: &str = "\
Formats, by name or by the ending of the output file:
  json        everything, the contract (default)      jsonl       the same, one record a line
  csv         tables, with --table or into a folder   parquet     tables of typed columns (feature)
  xlsx        a workbook, a sheet a table (feature)   graphml     NetworkX, igraph, yEd, Gephi
  gexf        Gephi, with dates as spans of time      cypher      a script for Neo4j's shell
  memgraph    a script for Memgraph's shell           neo4j-http  a request to Neo4j's HTTP interface
  dot         Graphviz                                mermaid     a flowchart for Markdown
  sssom       mappings as SSSOM/TSV                   oscal       mappings as OSCAL 1.2 JSON
  strm        mappings as OLIR/STRM CSV, NIST IR 8477
  turtle, ntriples   RDF, below --base (feature rdf)  jsonld      RDF as JSON-LD (feature rdf)
  bibtex, csl-json   every source, for reference managers

Examples:
  interlex export -o out/graph.json
  interlex export --as-of 2024-12-01 --layer technical -o technical.graphml
  interlex export --all-dates -o graph.gexf        with what is over, for a timeline
  interlex export --format csv -o tables/          all tables, each a file
  interlex export --format csv --table edges       one table, here
  interlex export -o graph.cypher && cypher-shell -f graph.cypher
  interlex export --format bibtex -o sources.bib
  interlex export --base https://example.org/governance/ -o graph.ttl
  interlex export --format parquet --partition-by layer -o partitions/
  interlex export --format oscal --from sg-ai-verify --to us-nist-ai-rmf -o mapping.oscal.json

docs/FORMATS.md lists the columns, and what each format keeps and loses; docs/MAPPINGS.md those of mappings,
docs/VOCABULARY.md the classes and properties of RDF.";

pub fn run(session: &Session<'_>, options: &Export) -> anyhow::Result<Outcome> {
    refuse_what_was_left_out(session)?;
    let names: Vec<&'static str> = FORMATS.iter().map(|(name, _)| *name).collect();
    let format = session.format(&names)?;
    let Some((_, writer)) = FORMATS.iter().find(|(name, _)| *name == format) else {
        bail!("there is no format `{format}`");
    };
    let table = options.table.as_deref().map(table).transpose()?;
    if table.is_some() && !matches!(writer, Writer::Tables(_)) {
        bail!("{format} has no tables to choose from; leave out --table, or write csv or parquet");
    }
    if (options.from.is_some() || options.to.is_some()) && !matches!(writer, Writer::Mappings(_)) {
        bail!("--from and --to choose mappings, for the formats sssom, oscal and strm; {format} writes the graph");
    }
    if let Some(by) = options.partition_by {
        return partitions(session, format, by);
    }
    let is_rdf = RDF.contains(&format);
    if options.base.is_some() && !is_rdf {
        bail!("--base is the beginning of IRIs, for turtle, ntriples and jsonld; {format} has none");
    }
    #[cfg(feature = "rdf")]
    let base = options.base.as_deref().map_or(Ok(Base::default()), Base::new)?;
    let loaded = session.load_sound()?;
    let mut scope = session.scope(&loaded)?;
    if options.all_dates {
        scope = scope.of_all_dates();
    }
    match writer {
        Writer::Text(text) => {
            if format == "mermaid" {
                warn_of_many_edges(session, &scope);
            }
            write_data(session, |out| text(&scope, out))?;
        }
        Writer::Mappings(mappings) => {
            let choice = choice(&scope, options)?;
            let exact = || exchange::mapping_rows(&scope, choice).iter().any(exchange::MappingRow::is_exact);
            if format == "oscal" && !exact() {
                bail!("no provisions are mapped there, and an OSCAL collection needs at least one mapping");
            }
            write_data(session, |out| mappings(&scope, choice, out))?;
            tell_of_mappings(session, &scope, choice, format);
        }
        #[cfg(feature = "rdf")]
        Writer::Rdf(rdf) => write_data(session, |out| rdf(&scope, &base, out))?,
        Writer::Whole(whole) => write_bytes(session, &whole(&scope)?)?,
        Writer::Tables(file) => tables(session, &scope, format, table, *file)?,
    }
    Ok(Outcome::Clean)
}

/// The tables for other engines, in folders.
#[cfg(feature = "parquet")]
fn partitions(session: &Session<'_>, format: &str, by: Partition) -> anyhow::Result<Outcome> {
    if format != "parquet" {
        bail!("--partition-by writes Parquet, not {format}; add --format parquet");
    }
    let Some(folder) = session.global.output.as_deref().filter(|path| *path != Path::new("-")) else {
        bail!("--partition-by writes a folder: name it with -o");
    };
    let loaded = session.load_sound()?;
    let scope = session.scope(&loaded)?;
    let by = match by {
        Partition::Layer => exchange::PartitionBy::Layer,
        Partition::Jurisdiction => exchange::PartitionBy::Jurisdiction,
    };
    super::folder::refuse_filled(folder)?;
    let files = exchange::partitions_parquet(&scope, by)?;
    super::folder::replace(folder, files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))?;
    Ok(Outcome::Clean)
}

#[cfg(not(feature = "parquet"))]
fn partitions(_: &Session<'_>, _: &str, _: Partition) -> anyhow::Result<Outcome> {
    bail!("--partition-by writes Parquet, and this program was built without it; build it with `--features parquet`")
}

/// Says so where the program was built without a format.
fn refuse_what_was_left_out(session: &Session<'_>) -> anyhow::Result<()> {
    let Some(wanted) = session.wanted() else { return Ok(()) };
    let feature = if RDF.contains(&wanted) { "rdf" } else { wanted };
    if ["xlsx", "parquet", "rdf"].contains(&feature) && !FORMATS.iter().any(|(name, _)| *name == wanted) {
        bail!("this program was built without {wanted}; build it with `--features {feature}`");
    }
    Ok(())
}

fn csv(scope: &Scope<'_>, table: Table) -> anyhow::Result<Vec<u8>> {
    let mut out = Vec::new();
    exchange::table_csv(scope, table, &mut out)?;
    Ok(out)
}

/// One table where the user asked for it, or all into a folder.
fn tables(
    session: &Session<'_>,
    scope: &Scope<'_>,
    format: &str,
    table: Option<Table>,
    file: fn(&Scope<'_>, Table) -> anyhow::Result<Vec<u8>>,
) -> anyhow::Result<()> {
    let output = session.global.output.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(table) = table {
        let bytes = file(scope, table)?;
        return if format == "csv" {
            write_data(session, |out| out.write_all(&bytes))
        } else {
            write_bytes(session, &bytes)
        };
    }
    let choice = Table::ALL.map(Table::as_str).join(", ");
    let Some(folder) = output else {
        bail!("{format} is a file for each table: choose one with --table ({choice}), or name a folder with -o");
    };
    if folder.is_file() || folder.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(format)) {
        bail!(
            "{} would be one file, and {format} is a file for each table\n  choose one with --table ({choice}), or name a folder with -o",
            folder.display()
        );
    }
    let mut files = Vec::new();
    for table in Table::ALL {
        files.push((format!("{}.{format}", table.as_str()), file(scope, table)?));
    }
    write_folder(folder, &files)
}

fn table(name: &str) -> anyhow::Result<Table> {
    let wanted = name.to_lowercase();
    if let Some(table) = Table::ALL.into_iter().find(|table| table.as_str() == wanted) {
        return Ok(table);
    }
    let distance = |table: &Table| strsim::damerau_levenshtein(table.as_str(), &wanted);
    let near = Table::ALL.into_iter().min_by_key(distance).filter(|near| distance(near) * 3 <= near.as_str().len());
    let hint = near.map_or(String::new(), |near| format!("; did you mean `{}`?", near.as_str()));
    bail!("there is no table `{name}`{hint}\n  there are {}", Table::ALL.map(Table::as_str).join(", "))
}

/// A flowchart of everything is allowed, but hardly anything draws it.
fn warn_of_many_edges(session: &Session<'_>, scope: &Scope<'_>) {
    let edges = scope.graph().links().iter().filter(|link| scope.sees_link(link)).count();
    if edges > exchange::MERMAID_EDGES && !session.global.quiet {
        eprintln!(
            "interlex: {edges} edges; Mermaid draws at most {} unless its maxEdges and maxTextSize are raised. --layer, --topic and --as-of narrow the graph",
            exchange::MERMAID_EDGES
        );
    }
}

/// Which mappings are asked for.
fn choice(scope: &Scope<'_>, options: &Export) -> anyhow::Result<MappingChoice> {
    let framework = |name: &String| {
        let node = scope.node(name)?;
        let found = scope.graph().node(node);
        if found.framework().is_none() {
            let kind = found.kind().label().to_lowercase();
            bail!("{} is a {kind}; only frameworks are mapped", found.name);
        }
        Ok(node)
    };
    let from = options.from.as_ref().map(framework).transpose()?;
    let to = options.to.as_ref().map(framework).transpose()?;
    Ok(MappingChoice { from, to })
}

/// Says how many mappings were written, and what the format has no place for.
fn tell_of_mappings(session: &Session<'_>, scope: &Scope<'_>, choice: MappingChoice, format: &str) {
    if session.global.quiet {
        return;
    }
    let rows = exchange::mapping_rows(scope, choice);
    let written = rows.iter().filter(|row| format == "sssom" || row.is_exact()).count();
    eprintln!("interlex: {written} mappings written");
    if written < rows.len() {
        eprintln!(
            "interlex: {} between frameworks as wholes are left out: {format} maps provisions only; sssom has them",
            rows.len() - written
        );
    }
}
