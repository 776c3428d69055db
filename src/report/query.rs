//! What a query found, as a document for people.

use oxrdf::Term;

use crate::exchange::rdf::{Answer, Store};
use crate::scope::Scope;

use super::document::{Document, Text};

/// Rows as a table, or whether it is so.
pub fn query_document(scope: &Scope<'_>, store: &Store, answer: &Answer) -> Document {
    let lead = format!("As of {}, of {} triples. A research aid, not legal advice.", scope.day(), store.len());
    match answer {
        Answer::Truth(truth) => Document::new(if *truth { "Yes" } else { "No" }, lead),
        Answer::Triples(triples) => Document::new(format!("{} triples", triples.len()), lead),
        Answer::Rows(variables, rows) => {
            let counted = if rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", rows.len()) };
            let mut document = Document::new(counted, lead);
            let columns: Vec<&str> = variables.iter().map(oxrdf::Variable::as_str).collect();
            let is_number = |term: &Term| matches!(term, Term::Literal(it) if it.value().parse::<f64>().is_ok());
            let of_numbers = |at: &usize| rows.iter().filter_map(|row| row[*at].as_ref()).all(is_number);
            let right: Vec<usize> = (0..columns.len()).filter(of_numbers).collect();
            let cell = |term: &Option<Term>| Text::plain(term.as_ref().map_or(String::new(), |term| store.words(term)));
            if !rows.is_empty() {
                document.table(&columns, &right, rows.iter().map(|row| row.iter().map(cell).collect()).collect());
            }
            document
        }
    }
}
