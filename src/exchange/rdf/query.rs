//! SPARQL 1.1 over the triples in memory. Nothing is fetched, nothing is changed.

use std::cmp::Ordering;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::thread;

use oxrdf::{Term, Triple, Variable};
use oxttl::NTriplesSerializer;
use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use spareval::{QueryEvaluationError, QueryEvaluator, QueryResults};
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};
use thiserror::Error;

use super::service::asks_others;
use super::store::Store;
use super::words::PREFIXES;
use super::{Base, prefixed};

pub use spareval::CancellationToken;

/// The longest query, in bytes.
pub const MAX_QUERY_BYTES: usize = 64 << 10;

/// The most brackets that a query may open.
pub const MAX_QUERY_BRACKETS: usize = 1_000;

/// Room for reading a query: whoever reads and answers it goes one call deeper for each bracket and each operator. The
/// bounds above are such that this is enough.
const STACK_BYTES: usize = 256 << 20;

/// What a query found.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Of `SELECT`: a value or none for each variable, in each row.
    Rows(Vec<Variable>, Vec<Vec<Option<Term>>>),
    /// Of `ASK`.
    Truth(bool),
    /// Of `CONSTRUCT` and `DESCRIBE`.
    Triples(Vec<Triple>),
}

/// Why a query has no answer.
#[derive(Debug, Error)]
pub enum QueryError {
    /// It is not SPARQL.
    #[error("the query is not SPARQL 1.1: {0}")]
    Syntax(String),
    /// It is longer than any that somebody wrote.
    #[error("the query has more than {MAX_QUERY_BYTES} bytes; ask for less at a time")]
    TooLong,
    /// It has more brackets than any that somebody wrote.
    #[error("the query opens more than {MAX_QUERY_BRACKETS} brackets; ask for less at a time")]
    TooManyBrackets,
    /// It uses a prefix that nobody declared.
    #[error(
        "line {line}, column {column}: the prefix `{prefix}:` is not declared; declare it with PREFIX, or use one of those that are: {}",
        declared()
    )]
    Prefix {
        /// The prefix.
        prefix: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// It would change something.
    #[error("this is an update; only queries are answered (SELECT, ASK, CONSTRUCT, DESCRIBE), and nothing is changed")]
    Update,
    /// It would ask another service.
    #[error("the query asks another service with SERVICE; no network is used: take the part in SERVICE out")]
    Service,
    /// It names graphs to query.
    #[error("the query chooses graphs with FROM; there is one graph here: leave FROM out")]
    From,
    /// It ran out of time.
    #[error("the query took too long and was stopped; make it narrower, or allow more time")]
    Stopped,
    /// It failed while it ran.
    #[error("the query cannot be answered: {0}")]
    Failed(String),
}

fn declared() -> String {
    let names: Vec<String> = PREFIXES.iter().map(|(prefix, _)| format!("{prefix}:")).collect();
    format!("id: (the base), {}", names.join(", "))
}

impl Store {
    /// Answers a query with at most `most` rows or triples, and says whether there are more. The prefixes of the
    /// vocabulary are declared already. Where the query gives no order, rows are sorted, so that the answer is always the same.
    ///
    /// # Errors
    /// If the text is no query or too long, asks for what is not done here, was stopped, or fails.
    pub fn query(&self, text: &str, most: usize, stop: &CancellationToken) -> Result<(Answer, bool), QueryError> {
        if text.len() > MAX_QUERY_BYTES {
            return Err(QueryError::TooLong);
        }
        if text.bytes().filter(|byte| matches!(byte, b'{' | b'(' | b'[')).count() > MAX_QUERY_BRACKETS {
            return Err(QueryError::TooManyBrackets);
        }
        thread::scope(|scope| {
            let ask = || self.answer(text, most, stop);
            match thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, ask) {
                Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                Err(error) => Err(QueryError::Failed(error.to_string())),
            }
        })
    }

    fn answer(&self, text: &str, most: usize, stop: &CancellationToken) -> Result<(Answer, bool), QueryError> {
        let query = parse(text, self.base())?;
        if query.dataset().is_some() {
            return Err(QueryError::From);
        }
        if asks_others(pattern(&query)) {
            return Err(QueryError::Service);
        }
        let evaluator = QueryEvaluator::new().with_cancellation_token(stop.clone());
        let failed = |error: QueryEvaluationError| match error {
            QueryEvaluationError::Cancelled => QueryError::Stopped,
            error => QueryError::Failed(error.to_string()),
        };
        let answer = match evaluator.prepare(&query).execute(self).map_err(failed)? {
            QueryResults::Boolean(truth) => (Answer::Truth(truth), false),
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let mut rows = Vec::new();
                let mut more = false;
                for solution in solutions {
                    let solution = solution.map_err(failed)?;
                    more = rows.len() == most;
                    if more {
                        break;
                    }
                    rows.push(solution.values().to_vec());
                }
                if !is_ordered(pattern(&query)) {
                    rows.sort_by(|a, b| compare(a, b));
                }
                (Answer::Rows(variables, rows), more)
            }
            QueryResults::Graph(found) => {
                let mut triples = Vec::new();
                let mut more = false;
                for triple in found {
                    let triple = triple.map_err(failed)?;
                    more = triples.len() == most;
                    if more {
                        break;
                    }
                    triples.push(triple);
                }
                let key = |triple: &Triple| {
                    [triple.subject.to_string(), triple.predicate.to_string(), triple.object.to_string()]
                };
                triples.sort_by_cached_key(key);
                triples.dedup();
                (Answer::Triples(triples), more)
            }
        };
        // An evaluation that is stopped inside an expression ends without an error.
        if stop.is_cancelled() { Err(QueryError::Stopped) } else { Ok(answer) }
    }

    /// A term as people write it: by prefix where it has one, a text without quotes.
    pub fn words(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(iri) => {
                let short = |(prefix, namespace): (&str, &str)| {
                    iri.as_str().strip_prefix(namespace).map(|rest| format!("{prefix}:{rest}"))
                };
                let own = PREFIXES.into_iter().find_map(short);
                own.or_else(|| short(("id", self.base().as_str()))).unwrap_or_else(|| iri.as_str().to_owned())
            }
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(node) => node.to_string(),
        }
    }
}

impl Answer {
    /// Writes rows or a truth as one of the W3C's formats of results, CSV or JSON; triples are left to others.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_results(&self, json: bool, out: &mut dyn Write) -> io::Result<()> {
        let format = if json { QueryResultsFormat::Json } else { QueryResultsFormat::Csv };
        let writer = QueryResultsSerializer::from_format(format);
        match self {
            Self::Truth(truth) => writer.serialize_boolean_to_writer(&mut *out, *truth).map(|_| ())?,
            Self::Rows(variables, rows) => {
                let mut writer = writer.serialize_solutions_to_writer(&mut *out, variables.clone())?;
                for row in rows {
                    let known =
                        variables.iter().zip(row).filter_map(|(variable, term)| Some((variable, term.as_ref()?)));
                    writer.serialize(known.map(|(variable, term)| (variable.as_ref(), term.as_ref())))?;
                }
                writer.finish().map(|_| ())?;
            }
            Self::Triples(_) => {}
        }
        if json { writeln!(out) } else { Ok(()) }
    }

    /// Writes triples as Turtle or N-Triples.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_triples(&self, base: &Base, turtle: bool, out: &mut dyn Write) -> io::Result<()> {
        let Self::Triples(triples) = self else { return Ok(()) };
        if turtle {
            let mut writer = prefixed(base)?.for_writer(out);
            triples.iter().try_for_each(|triple| writer.serialize_triple(triple.as_ref()))?;
            writer.finish().map(|_| ())
        } else {
            let mut writer = NTriplesSerializer::new().for_writer(out);
            triples.iter().try_for_each(|triple| writer.serialize_triple(triple.as_ref()))
        }
    }
}

fn parser(base: &Base) -> SparqlParser {
    let prefixes = PREFIXES.into_iter().chain([("id", base.as_str())]);
    prefixes.fold(SparqlParser::new(), |parser, (prefix, namespace)| {
        parser.with_prefix(prefix, namespace).expect("every prefix of ours is an IRI")
    })
}

fn parse(text: &str, base: &Base) -> Result<Query, QueryError> {
    let error = match parser(base).parse_query(text) {
        Ok(query) => return Ok(query),
        Err(error) => error.to_string(),
    };
    if parser(base).parse_update(text).is_ok_and(|update| !update.operations.is_empty()) {
        return Err(QueryError::Update);
    }
    // "error at 3:7: expected …"
    let place = error.strip_prefix("error at ").and_then(|rest| rest.split_once(": "));
    let numbers = place.and_then(|(place, _)| place.split_once(':'));
    let numbers = numbers.and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
    let (Some((line, column)), Some((_, expected))) = (numbers, place) else { return Err(QueryError::Syntax(error)) };
    match undeclared(text, line, column) {
        Some((prefix, line, column)) => Err(QueryError::Prefix { prefix, line, column }),
        None => Err(QueryError::Syntax(format!("line {line}, column {column}: {expected}"))),
    }
}

/// The undeclared prefix of the name at which the parser stopped.
fn undeclared(text: &str, line: usize, column: usize) -> Option<(String, usize, usize)> {
    let in_line = text.lines().nth(line.checked_sub(1)?)?;
    let is_name = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let characters: Vec<char> = in_line.chars().collect();
    // The parser stops before or after the name.
    let mut first = column.saturating_sub(1).min(characters.len());
    while first > 0 && (is_name(characters[first - 1]) || characters[first - 1] == ':') {
        first -= 1;
    }
    let prefix: String = characters[first..].iter().take_while(|c| is_name(**c)).collect();
    let follows = characters.get(first + prefix.chars().count()) == Some(&':');
    let lower = text.to_lowercase();
    let own = format!("prefix {}:", prefix.to_lowercase());
    let declared = prefix == "id" || PREFIXES.iter().any(|(known, _)| *known == prefix);
    let words = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    (follows && !declared && !words.contains(&own)).then(|| (prefix, line, first + 1))
}

fn pattern(query: &Query) -> &GraphPattern {
    match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    }
}

/// Whether the rows come in an order that the query gives.
fn is_ordered(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::OrderBy { .. } => true,
        GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => is_ordered(inner),
        _ => false,
    }
}

fn compare(a: &[Option<Term>], b: &[Option<Term>]) -> Ordering {
    let key = |term: &Option<Term>| term.as_ref().map(Term::to_string);
    a.iter().map(key).cmp(b.iter().map(key))
}
