//! The triples in memory, as SPARQL asks for them: terms as numbers, sorted three ways.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;

use oxrdf::Term;
use spareval::{InternalQuad, QueryableDataset};

use super::{Base, pages};
use crate::scope::Scope;

/// Everything that a question sees of a graph, ready to be queried.
#[derive(Debug)]
pub struct Store {
    base: Base,
    terms: Vec<Arc<Term>>,
    numbers: HashMap<Arc<Term>, u32>,
    /// Triples as subject, predicate, object; as predicate, object, subject; as object, subject, predicate; each sorted.
    /// The numbers of terms follow the order of the stream, so that no answer depends on a hash.
    orders: [Vec<[u32; 3]>; 3],
}

/// A term: one of the graph by its number, or one that a query brings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// Of the graph.
    Known(u32),
    /// Of the query, and nowhere in the graph.
    Other(Arc<Term>),
}

impl Store {
    /// Takes up the triples of what the question sees.
    ///
    /// # Errors
    /// Never: nothing is written.
    pub fn new(scope: &Scope<'_>, base: &Base) -> io::Result<Self> {
        let mut store =
            Self { base: base.clone(), terms: Vec::new(), numbers: HashMap::new(), orders: Default::default() };
        pages(scope, base, &mut |page| {
            for triple in page.triples() {
                let (subject, predicate) = (Term::from(triple.subject), Term::from(triple.predicate));
                let triple = [subject, predicate, triple.object].map(|term| store.number(term));
                store.orders[0].push(triple);
            }
            Ok(())
        })?;
        let turned = |order: &[[u32; 3]]| order.iter().map(|[a, b, c]| [*b, *c, *a]).collect();
        store.orders[1] = turned(&store.orders[0]);
        store.orders[2] = turned(&store.orders[1]);
        for order in &mut store.orders {
            order.sort_unstable();
        }
        Ok(store)
    }

    /// How many triples there are.
    pub fn len(&self) -> usize {
        self.orders[0].len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.orders[0].is_empty()
    }

    /// The base of the IRIs.
    pub fn base(&self) -> &Base {
        &self.base
    }

    fn number(&mut self, term: Term) -> u32 {
        if let Some(number) = self.numbers.get(&term) {
            return *number;
        }
        let number = u32::try_from(self.terms.len()).expect("a graph has fewer terms than a u32 can count");
        let term = Arc::new(term);
        self.terms.push(Arc::clone(&term));
        self.numbers.insert(term, number);
        number
    }

    /// The triples that have these terms, in the order whose beginning they are, and how far that order is turned.
    fn matching(&self, [s, p, o]: [Option<u32>; 3]) -> (&[[u32; 3]], usize) {
        let (turn, wanted) = match (s, p, o) {
            (Some(_), _, None) | (Some(_), Some(_), Some(_)) | (None, None, None) => (0, [s, p, o]),
            (None, Some(_), _) => (1, [p, o, s]),
            (_, None, Some(_)) => (2, [o, s, p]),
        };
        let given = wanted.iter().take_while(|number| number.is_some()).count();
        let key: Vec<u32> = wanted.into_iter().flatten().collect();
        let order = &self.orders[turn];
        let first = order.partition_point(|triple| triple[..given] < key[..]);
        let last = order.partition_point(|triple| triple[..given] <= key[..]);
        (&order[first..last], turn)
    }
}

impl<'a> QueryableDataset<'a> for &'a Store {
    type InternalTerm = Key;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Key>,
        predicate: Option<&Key>,
        object: Option<&Key>,
        graph_name: Option<Option<&Key>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Key>, Infallible>> + use<'a> {
        let wanted = [subject, predicate, object];
        // A term that is nowhere in the graph is in no triple; and there are no named graphs.
        let none = wanted.iter().flatten().any(|key| matches!(key, Key::Other(_))) || graph_name != Some(None);
        let number = |key: Option<&Key>| match key {
            Some(Key::Known(number)) => Some(*number),
            _ => None,
        };
        let (found, turn) = if none { (&[][..], 0) } else { self.matching(wanted.map(number)) };
        found.iter().map(move |triple| {
            let at = |place: usize| Key::Known(triple[(place + 3 - turn) % 3]);
            Ok(InternalQuad { subject: at(0), predicate: at(1), object: at(2), graph_name: None })
        })
    }

    fn internalize_term(&self, term: Term) -> Result<Key, Infallible> {
        Ok(self.numbers.get(&term).map_or_else(|| Key::Other(Arc::new(term)), |number| Key::Known(*number)))
    }

    fn externalize_term(&self, key: Key) -> Result<Term, Infallible> {
        Ok(match key {
            Key::Known(number) => Term::clone(&self.terms[number as usize]),
            Key::Other(term) => Term::clone(&term),
        })
    }
}
