//! Nodes: one function for each kind of record, in the order in which curators write its fields.

use super::super::given::{Fields, Given, Reader, Taken, What};
use super::super::{Record, Value};
use super::{Draft, Native};
use crate::model::NodeKind;

/// The longest alias that an original id becomes, in characters.
const ALIAS: usize = 200;

impl Native<'_> {
    pub(super) fn add_node(&mut self, given: Given) {
        let place = given.place;
        let Some(mut fields) = Fields::of(given) else { return };
        self.reader.item.clear();
        let (id, original) = self.reader.declared(&mut fields, true);
        let kind = fields.see("kind").and_then(Given::scalar).and_then(NodeKind::parse);
        // What is of no kind goes where the check finds that its kind is unknown.
        let kind = kind.unwrap_or(NodeKind::Forum);
        let layers = layers(&fields);
        let mut implies = Vec::new();
        let lists = ["issuers", "jurisdictions", "addressed_to", "jurisdiction", "parent"];
        for name in lists {
            let targets: Vec<&str> = match fields.see(name).map(|given| &given.what) {
                Some(What::List(list)) => list.iter().filter_map(Given::scalar).collect(),
                _ => fields.see(name).and_then(Given::scalar).into_iter().collect(),
            };
            implies.extend(targets.into_iter().map(|target| (name.to_owned(), self.reader.node_id(target))));
        }
        let head = match kind {
            NodeKind::Framework => self.reader.framework(&mut fields, id, original),
            NodeKind::Jurisdiction => self.reader.jurisdiction(&mut fields, id, original),
            NodeKind::Regulator | NodeKind::StandardsBody | NodeKind::Forum => {
                self.reader.institution(&mut fields, id, original)
            }
        };
        let reader = &mut self.reader;
        let mut tail = Record::new();
        if kind == NodeKind::Framework {
            tail = tail.maybe("exempt", reader.text(fields.take_filled("exempt")));
        }
        let tail = tail
            .maybe("evidence", reader.evidence(fields.take_filled("evidence")))
            .maybe("notes", reader.list(fields.take_filled("notes"), Reader::text));
        reader.lose_rest(fields);
        let id = reader.nodes.get(&reader.item).unwrap_or("node").to_owned();
        self.by_id.entry(id.clone()).or_insert(self.nodes.len());
        let (groups, links) = (Vec::new(), Vec::new());
        self.nodes.push(Draft { id, kind, head, groups, links, tail, layers, implies, place });
    }
}

/// The layers that an item names, ascending.
pub(super) fn layers(fields: &Fields) -> Vec<String> {
    let Some(What::List(list)) = fields.see("layers").map(|given| &given.what) else { return Vec::new() };
    let mut layers: Vec<String> = list.iter().filter_map(Given::scalar).map(str::to_lowercase).collect();
    layers.sort();
    layers.dedup();
    layers
}

impl Reader<'_> {
    fn named(&mut self, record: &'static str, fields: &mut Fields, id: Option<Value>, original: Taken) -> Record {
        let name = self.text(fields.take("name"));
        let short = self.text(fields.take_filled("short"));
        let aliases = self.list(fields.take_filled("aliases"), Reader::text);
        let mut record = Record::named(record).maybe("id", id).maybe("name", name).maybe("short", short);
        record = record.maybe("aliases", aliases);
        if let Some((_, given)) = original.filter(|(_, given)| given.shown().chars().count() <= ALIAS) {
            record.append("aliases", Value::text(given.shown()).at(given.place));
        }
        // The label of tables says the short name or the name once more.
        if fields.see("label").and_then(Given::scalar).is_some() {
            fields.take("label");
        }
        record
    }

    fn nodes_list(&mut self, taken: Taken) -> Option<Value> {
        self.list(taken, Reader::node)
    }

    fn variants(&mut self, taken: Taken) -> Option<Value> {
        self.list(taken, Reader::variant)
    }

    fn texts(&mut self, taken: Taken) -> Option<Value> {
        self.list(taken, Reader::text)
    }

    /// The status that the record gives: the one of the day, unless the file says what stands in the record.
    fn status(&mut self, fields: &mut Fields) -> Option<Value> {
        let of_the_day = fields.take_filled("status");
        let recorded = fields.take_filled("recorded_status");
        self.variant(recorded.or(of_the_day))
    }

    fn framework(&mut self, fields: &mut Fields, id: Option<Value>, original: Taken) -> Record {
        let record = self.named("Framework", fields, id, original);
        fields.take("kind");
        let kind = self.variant(fields.take_filled("type"));
        let issuers = self.nodes_list(fields.take_filled("issuers"));
        // The first of the list, where there is one.
        let jurisdiction = fields.take_filled("jurisdiction");
        let jurisdictions = self.nodes_list(fields.take_filled("jurisdictions"));
        let jurisdictions = jurisdictions.or_else(|| Some(Value::list([self.node(jurisdiction)?])));
        // What follows from the rest: `verify` sees to it that it does.
        fields.take("region");
        fields.take("binding");
        let layers = self.variants(fields.take_filled("layers"));
        let topics = self.texts(fields.take_filled("topics"));
        let status = self.status(fields);
        let dates = self.record(fields.take_filled("dates"), |reader, fields| {
            ["proposed", "adopted", "in_force", "ended"]
                .into_iter()
                .fold(Record::new(), |record, name| record.maybe(name, reader.text(fields.take_filled(name))))
        });
        let patterns = self.record(fields.take_filled("patterns"), Self::patterns);
        record
            .maybe("kind", kind)
            .maybe("issuers", issuers)
            .maybe("jurisdictions", jurisdictions)
            .maybe("addressed_to", self.nodes_list(fields.take_filled("addressed_to")))
            .maybe("layers", layers)
            .maybe("topics", topics)
            .maybe("status", status)
            .maybe("dates", dates)
            .maybe("patterns", patterns)
            .maybe("risk_scheme", self.record(fields.take_filled("risk_scheme"), Self::risk_scheme))
            .maybe("liability", self.liability(fields.take_filled("liability")))
            .maybe("terms", self.rows(fields, "terms", Self::term))
            .maybe("covers", self.rows(fields, "covers", Self::cover))
            .maybe("reaches", self.rows(fields, "reaches", Self::reach))
            .maybe("risk_classes", self.rows(fields, "risk_classes", Self::risk_class))
            .maybe("obligations", self.rows(fields, "obligations", Self::obligation))
            .maybe("provisions", self.rows(fields, "provisions", Self::provision))
    }

    fn institution(&mut self, fields: &mut Fields, id: Option<Value>, original: Taken) -> Record {
        let record = self.named("Institution", fields, id, original);
        let kind = self.variant(fields.take_filled("kind"));
        let role = self.text(fields.take_filled("type"));
        let one = fields.take_filled("jurisdiction");
        if let Some((field, given)) = fields.take_filled("jurisdictions") {
            let alone = match &given.what {
                What::List(list) => list.len() == 1 && list[0].scalar() == one.as_ref().and_then(|(_, it)| it.scalar()),
                _ => false,
            };
            if !alone {
                self.lose(&field, &given, "an institution works in one jurisdiction, the one in `jurisdiction`");
            }
        }
        fields.take("region");
        let jurisdiction = self.node(one);
        let parent = self.node(fields.take_filled("parent"));
        let layers = self.variants(fields.take_filled("layers"));
        let topics = self.texts(fields.take_filled("topics"));
        let status = self.status(fields);
        let mut record = record
            .maybe("kind", kind)
            .maybe("role", role)
            .maybe("jurisdiction", jurisdiction)
            .maybe("parent", parent)
            .maybe("layers", layers)
            .maybe("topics", topics)
            .maybe("status", status);
        let dates = fields.take_filled("dates");
        let mut found = Vec::new();
        self.record(dates, |reader, fields| {
            for (name, own) in [("proposed", "proposed"), ("adopted", "since"), ("ended", "until")] {
                found.extend(reader.text(fields.take_filled(name)).map(|value| (own, value)));
            }
            Record::new()
        });
        for (name, value) in found {
            record.push(name, value);
        }
        record
    }

    fn jurisdiction(&mut self, fields: &mut Fields, id: Option<Value>, original: Taken) -> Record {
        let record = self.named("Jurisdiction", fields, id, original);
        fields.take("kind");
        let kind = self.variant(fields.take_filled("type"));
        let parent = self.node(fields.take_filled("jurisdiction"));
        let region = fields.take_filled("region");
        // What follows from the rest: `verify` sees to it that it does.
        fields.take("layers");
        let mut place = Place::default();
        self.record(fields.take_filled("place"), |reader, fields| {
            let m49_text = fields.see("m49").and_then(Given::scalar).map(str::to_owned);
            place = Place {
                m49_text,
                iso: reader.iso(fields.take_filled("iso")),
                m49: reader.text(fields.take_filled("m49")),
                g77: reader.truth(fields.take_filled("g77")).filter(|value| !value.is_variant("false")),
                regulator_model: reader.record(fields.take_filled("regulator_model"), Self::step),
                absences: reader.rows(fields, "absences", Self::absence),
            };
            Record::new()
        });
        let mut since = None;
        self.record(fields.take_filled("dates"), |reader, fields| {
            since = reader.text(fields.take_filled("adopted"));
            Record::new()
        });
        // A sub-region says in which panel it lies; the record does where it lies in another.
        let follows = |(_, given): &(String, Given)| {
            let panel = place.m49_text.as_deref().and_then(|m49| self.panels.get(m49));
            panel.is_none_or(|panel| given.scalar() != Some(panel))
        };
        let region = region.filter(follows);
        record
            .maybe("iso", place.iso)
            .maybe("kind", kind)
            .maybe("parent", parent)
            .maybe("m49", place.m49)
            .maybe("region", self.text(region))
            .maybe("g77", place.g77)
            .maybe("since", since)
            .maybe("regulator_model", place.regulator_model)
            .maybe("absences", place.absences)
            .maybe("liability", self.liability(fields.take_filled("liability")))
    }

    /// A list of records, read in the same way.
    fn rows(&mut self, fields: &mut Fields, name: &str, make: fn(&mut Self, &mut Fields) -> Record) -> Option<Value> {
        self.list(fields.take_filled(name), |reader, entry| reader.record(entry, make))
    }

    fn iso(&mut self, taken: Taken) -> Option<Value> {
        let (field, Given { what, place }) = taken?;
        match what {
            What::List(list) => Some(
                Value::tuple(list.into_iter().filter_map(|given| self.text(Some((field.clone(), given))))).at(place),
            ),
            what => {
                self.lose(&field, &Given { what, place }, "a pair of codes is expected here");
                None
            }
        }
    }

    fn patterns(&mut self, fields: &mut Fields) -> Record {
        let mut record = Record::new();
        for name in ["objectives", "principles", "approach", "binding", "integration", "components"] {
            let pattern = fields.take(name);
            let value = match name {
                "objectives" | "principles" => self.record(pattern, |reader, fields| {
                    let values = reader.texts(fields.take("values"));
                    reader.assessed(Record::new(), "values", values, fields)
                }),
                "components" => self.record(pattern, |reader, fields| {
                    let values = reader.variants(fields.take("values"));
                    reader.assessed(Record::new(), "values", values, fields)
                }),
                _ => self.record(pattern, Self::step),
            };
            if let Some(value) = value {
                record.push(name, value);
            }
        }
        record
    }

    fn step(&mut self, fields: &mut Fields) -> Record {
        let value = self.variant(fields.take("value"));
        self.assessed(Record::new(), "value", value, fields)
    }

    /// A value with its evidence, both also where they are empty.
    fn assessed(
        &mut self,
        mut record: Record,
        name: &'static str,
        value: Option<Value>,
        fields: &mut Fields,
    ) -> Record {
        if let Some(value) = value {
            record.push(name, value);
        }
        self.proven(record, fields)
    }

    /// Adds evidence, also where there is none.
    fn proven(&mut self, mut record: Record, fields: &mut Fields) -> Record {
        if let Some(evidence) = self.evidence(fields.take("evidence")) {
            record.push("evidence", evidence);
        }
        record
    }

    fn risk_scheme(&mut self, fields: &mut Fields) -> Record {
        let record = Record::new()
            .maybe("basis", self.text(fields.take("basis")))
            .maybe("tiers", self.texts(fields.take("tiers")));
        self.proven(record, fields)
    }

    fn liability(&mut self, taken: Taken) -> Option<Value> {
        self.list(taken, |reader, entry| {
            reader.record(entry, |reader, fields| {
                let record = Record::new()
                    .maybe("regime", reader.variant(fields.take("regime")))
                    .maybe("scope", reader.text(fields.take("scope")))
                    .maybe("matters", reader.texts(fields.take_filled("matters")))
                    .maybe("modality", reader.variant(fields.take_filled("modality")));
                reader.proven(record, fields)
            })
        })
    }

    fn term(&mut self, fields: &mut Fields) -> Record {
        let record = Record::new()
            .maybe("term", self.text(fields.take("term")))
            .maybe("definition", self.text(fields.take("definition")));
        self.proven(record, fields)
    }

    fn cover(&mut self, fields: &mut Fields) -> Record {
        let what = self.texts(fields.take("what"));
        self.assessed(Record::new(), "what", what, fields)
    }

    fn absence(&mut self, fields: &mut Fields) -> Record {
        let record = Record::new()
            .maybe("layer", self.variant(fields.take("layer")))
            .maybe("lacks", self.text(fields.take("lacks")));
        self.proven(record, fields)
    }

    fn provision(&mut self, fields: &mut Fields) -> Record {
        Record::new().maybe("id", self.text(fields.take("id"))).maybe("title", self.text(fields.take("title")))
    }

    fn reach(&mut self, fields: &mut Fields) -> Record {
        let record = Record::new()
            .maybe("all", self.texts(fields.take("all")))
            .maybe("none", self.texts(fields.take("none")))
            .maybe("who", self.variants(fields.take("who")))
            .maybe("claim", self.text(fields.take("claim")));
        self.proven(record, fields)
    }

    fn risk_class(&mut self, fields: &mut Fields) -> Record {
        let record = Record::new()
            .maybe("tier", self.text(fields.take("tier")))
            .maybe("all", self.texts(fields.take("all")))
            .maybe("none", self.texts(fields.take("none")))
            .maybe("since", self.text(fields.take("since")))
            .maybe("until", self.text(fields.take("until")))
            .maybe("claim", self.text(fields.take("claim")))
            .maybe("provisions", self.texts(fields.take("provisions")));
        self.proven(record, fields)
    }

    fn obligation(&mut self, fields: &mut Fields) -> Record {
        let record = Record::new()
            .maybe("category", self.text(fields.take("category")))
            .maybe("who", self.variants(fields.take("who")))
            .maybe("tiers", self.texts(fields.take("tiers")))
            .maybe("all", self.texts(fields.take("all")))
            .maybe("none", self.texts(fields.take("none")))
            .maybe("since", self.text(fields.take("since")))
            .maybe("until", self.text(fields.take("until")))
            .maybe("provisions", self.texts(fields.take("provisions")))
            .maybe("claim", self.text(fields.take("claim")));
        self.proven(record, fields)
    }
}

/// What only jurisdictions have.
#[derive(Default)]
struct Place {
    m49_text: Option<String>,
    iso: Option<Value>,
    m49: Option<Value>,
    g77: Option<Value>,
    regulator_model: Option<Value>,
    absences: Option<Value>,
}
