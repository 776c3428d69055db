//! Links: each goes into the record that it starts from, those of joining into the record that was joined.

use super::super::given::{Fields, Given, Reader};
use super::super::{ImportError, Record, Value, write};
use super::{Draft, Native, nodes};
use crate::diagnostic::Diagnostic;
use crate::model::NodeKind;
use crate::source::Files;

/// Those who joined by the same act on the same ground.
pub(super) struct Group {
    record: Record,
    /// What its members have in common, as text.
    key: String,
    who: Vec<Value>,
    evidence: Value,
}

impl Group {
    /// The group as curators write it.
    pub(super) fn value(self) -> Value {
        self.record.with("who", Value::list(self.who)).with("evidence", self.evidence).into()
    }
}

/// A link as it is read.
struct Parts {
    relation: String,
    mechanism: Option<String>,
    from: String,
    from_place: super::super::Place,
    to: String,
    layers: Vec<String>,
    /// Whether nothing is said that a row of a group has no room for.
    plain: bool,
}

impl Native<'_> {
    /// Adds a link to the record where it belongs.
    pub(super) fn add_link(&mut self, files: &Files, given: Given) -> Result<(), ImportError> {
        let place = given.place;
        let text = |name: &str| given.field(name).and_then(Given::scalar).map(str::to_owned);
        self.reader.item = text("id").unwrap_or_else(|| {
            let part = |name: &str| text(name).unwrap_or_default();
            format!("{} {} {}", part("from"), part("relation"), part("to"))
        });
        let missing = ["from", "to", "relation"].into_iter().find(|name| text(name).is_none());
        if let Some(name) = missing {
            return Err(ImportError::malformed(files, place, format!("this link has no `{name}`")));
        }
        let is_plain = |name: &str| given.field(name).is_none_or(Given::is_empty);
        let modality = text("modality").is_none_or(|modality| modality == "existing");
        let (from, to) = (text("from").unwrap_or_default(), text("to").unwrap_or_default());
        let from_place = given.field("from").map_or(place, |given| given.place);
        let plain = modality && ["claim", "binds", "mapping", "note"].into_iter().all(is_plain);
        let Some(mut fields) = Fields::of(given) else { return Ok(()) };
        let parts = Parts {
            relation: fields.see("relation").and_then(Given::scalar).unwrap_or_default().to_owned(),
            mechanism: fields.see("mechanism").and_then(Given::scalar).map(str::to_owned),
            layers: nodes::layers(&fields),
            from: self.reader.node_id(&from),
            from_place,
            to: self.reader.node_id(&to),
            plain,
        };
        // What follows from the rest: `verify` sees to it that it does.
        for name in ["id", "label", "strength"] {
            fields.take(name);
        }
        let start = parts.from.split('#').next().unwrap_or_default().to_owned();
        let Some(at) = self.by_id.get(&start).copied() else {
            self.dangling(&from, &fields, &parts);
            return Ok(());
        };
        let implied = fields.take_filled("implied_by").and_then(|(_, given)| Some(given.scalar()?.to_owned()));
        if implied.is_some_and(|field| self.nodes[at].implies.contains(&(field, parts.to.clone()))) {
            return Ok(());
        }
        self.links += 1;
        if let Some(joined) = self.joined(&parts) {
            self.reader.join(&mut self.nodes[joined], &parts, &mut fields);
        } else {
            let link = self.reader.link(&parts, &mut fields);
            self.nodes[at].links.push(Value::from(link).at(place));
        }
        self.reader.lose_rest(fields);
        Ok(())
    }

    /// A link from nowhere belongs to no record: it is a loss, and a finding of the check.
    fn dangling(&mut self, from: &str, fields: &Fields, parts: &Parts) {
        let reason = "it starts from a node that the file does not have";
        let what = format!("{from} {} {}", parts.relation, parts.to);
        self.reader.losses.push(self.reader.files, fields.place, (&self.reader.item, ""), &what, reason);
        let shown = super::super::loss::cut(from);
        let finding = Diagnostic::deny("id_dangling", format!("unknown node `{shown}`"))
            .label(parts.from_place.file, parts.from_place.span, "no node has this id")
            .help("add the node, or correct the id");
        self.findings.push(finding);
    }

    /// The record that lists who joined it, if the link says no more than its list has room for.
    fn joined(&self, parts: &Parts) -> Option<usize> {
        let at = *self.by_id.get(&parts.to)?;
        let node = &self.nodes[at];
        let starts_whole = !parts.from.contains('#');
        let lists = match parts.relation.as_str() {
            "party_to" => node.kind == NodeKind::Framework && parts.mechanism.is_some(),
            "member_of" => node.kind != NodeKind::Framework && parts.mechanism.is_none(),
            _ => false,
        };
        (lists && starts_whole && parts.plain && parts.layers == node.layers).then_some(at)
    }
}

impl Reader<'_> {
    /// Adds the one who joined to a group of the record.
    fn join(&mut self, node: &mut Draft, parts: &Parts, fields: &mut Fields) {
        let mechanism = fields.take("mechanism");
        let since = self.text(fields.take_filled("since"));
        let until = self.text(fields.take_filled("until"));
        let evidence = self.evidence(fields.take("evidence"));
        for name in ["from", "to", "relation", "layers", "modality", "claim", "binds", "mapping", "note"] {
            fields.take(name);
        }
        let act = if node.kind == NodeKind::Framework { self.variant(mechanism) } else { None };
        let record = Record::new().maybe("act", act).maybe("since", since).maybe("until", until);
        // An empty list of evidence is written: the field must be there.
        let evidence = evidence.unwrap_or_else(|| Value::list([]));
        let key = write(&record.clone().with("evidence", evidence.clone()).into()).text;
        let who = Value::text(parts.from.clone()).at(parts.from_place);
        match node.groups.iter_mut().find(|group| group.key == key) {
            Some(group) => group.who.push(who),
            None => node.groups.push(Group { record, key, who: vec![who], evidence }),
        }
    }

    /// A link as curators write it, in the record that it starts from.
    fn link(&mut self, parts: &Parts, fields: &mut Fields) -> Record {
        let (relation, mechanism) = (fields.take("relation"), fields.take_filled("mechanism"));
        let place = mechanism.as_ref().or(relation.as_ref()).map(|(_, given)| given.place);
        // Exports write these two as mechanisms of wider relations.
        let mut relation = match parts.mechanism.as_deref() {
            Some("part_of") => Value::variant("PartOf"),
            Some("addressed") => Value::variant("AddressedTo"),
            inner => Value::named_in(&parts.relation, inner),
        };
        if let Some(place) = place {
            relation = relation.at(place);
        }
        let from = fields.take("from");
        let provision = parts
            .from
            .split_once('#')
            .zip(from)
            .map(|((_, provision), (_, given))| Value::text(format!("#{provision}")).at(given.place));
        let modality = fields.take_filled("modality");
        let modality = modality.filter(|(_, given)| given.scalar() != Some("existing"));
        let mapping = self.record(fields.take_filled("mapping"), |reader, fields| {
            Record::new()
                .maybe("set", reader.variant(fields.take_filled("set")))
                .maybe("strength", reader.whole(fields.take_filled("strength")))
                .maybe("rationale", reader.variant(fields.take_filled("rationale")))
        });
        let layers = fields.take_filled("layers");
        let to = fields.take("to").map(|(_, given)| Value::text(parts.to.clone()).at(given.place));
        Record::new()
            .with("relation", relation)
            .maybe("to", to)
            .maybe("from", provision)
            .maybe("layers", self.list(layers, Reader::variant))
            .maybe("modality", self.variant(modality))
            .maybe("since", self.text(fields.take_filled("since")))
            .maybe("until", self.text(fields.take_filled("until")))
            .maybe("claim", self.text(fields.take_filled("claim")))
            .maybe("binds", self.list(fields.take_filled("binds"), Reader::node))
            .maybe("mapping", mapping)
            .maybe("evidence", self.evidence(fields.take_filled("evidence")))
            .maybe("note", self.text(fields.take_filled("note")))
    }
}
