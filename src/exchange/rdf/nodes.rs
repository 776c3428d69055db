//! Frameworks, institutions and jurisdictions as triples, with everything the JSON export has of them.

use oxrdf::NamedNode;

use super::super::demands::DemandsJson;
use super::super::json::{DatesJson, EvidenceJson, NodeJson, PatternsJson, PlaceJson, SetJson, StepJson};
use super::Base;
use super::page::Page;
use super::words::expand;
use crate::model::{Id, Role};

/// Types of frameworks that belong to a body of law.
const LEGAL: [&str; 6] = ["law", "regulation", "directive", "treaty", "executive_order", "bill"];

/// Whether a framework of this type is a legal resource in the sense of ELI.
pub(super) fn is_legal(kind: &str) -> bool {
    LEGAL.contains(&kind)
}

/// A node, and what hangs on it.
pub(super) fn node(it: &NodeJson<'_>, base: &Base) -> Page {
    let mut page = Page::default();
    let mut writer = Writer { page: &mut page, base, node: base.node(it.id), id: it.id };
    writer.what_it_is(it);
    writer.names(it);
    writer.places(it);
    for layer in &it.layers {
        writer.page.value(&writer.node, "interlex:layer", "layer", layer.as_str());
    }
    for topic in &it.topics {
        writer.page.say(&writer.node, "dcterms:subject", base.item("topic", topic));
    }
    writer.life(it);
    writer.patterns(&it.patterns);
    writer.provisions(it);
    writer.risk(it);
    writer.liability(it);
    writer.subjects(it);
    writer.demands(it, &it.demands);
    if let Some(place) = &it.place {
        writer.place(place);
    }
    writer.page.english(&writer.node, "interlex:exempt", it.exempt.unwrap_or_default());
    for note in it.notes {
        writer.page.english(&writer.node, "skos:editorialNote", note);
    }
    writer.page.evidence(&writer.node, base, &it.evidence);
    page
}

struct Writer<'w> {
    page: &'w mut Page,
    base: &'w Base,
    node: NamedNode,
    id: &'w str,
}

impl Writer<'_> {
    fn what_it_is(&mut self, it: &NodeJson<'_>) {
        let kind = it.type_.unwrap_or_default();
        let mut classes = match it.kind {
            "framework" => vec!["interlex:Framework", "foaf:Document"],
            "regulator" => vec!["interlex:Regulator", "org:Organization", "dpv:Authority"],
            "standards_body" => vec!["interlex:StandardsBody", "org:Organization"],
            "forum" => vec!["interlex:Forum", "org:Organization"],
            _ => vec!["interlex:Jurisdiction", "dcterms:Jurisdiction"],
        };
        match (it.kind, kind) {
            ("framework", "standard") => classes.push("dcterms:Standard"),
            ("framework", "bill") => classes.push("eli:LegalResource"),
            ("framework", kind) if is_legal(kind) => classes.extend(["eli:LegalResource", "dpv:Law"]),
            ("jurisdiction", "country") => classes.push("dpv:Country"),
            ("jurisdiction", "bloc" | "group") => classes.push("org:Organization"),
            _ => {}
        }
        for class in classes {
            self.page.is(&self.node, class);
        }
        if ["framework", "jurisdiction"].contains(&it.kind) {
            self.page.value(&self.node, "dcterms:type", "type", kind);
        } else {
            self.page.english(&self.node, "dcterms:description", kind);
        }
    }

    fn names(&mut self, it: &NodeJson<'_>) {
        self.page.plain(&self.node, "dcterms:identifier", it.id);
        self.page.english(&self.node, "rdfs:label", it.name);
        if it.kind == "framework" {
            self.page.english(&self.node, "dcterms:title", it.name);
        }
        self.page.english(&self.node, "interlex:shortName", it.short.unwrap_or_default());
        for alias in it.aliases {
            self.page.plain(&self.node, "skos:altLabel", alias);
        }
    }

    /// Where it is, who made it, what it is part of: what links say too.
    fn places(&mut self, it: &NodeJson<'_>) {
        let (node, base) = (&self.node, self.base);
        if let Some(id) = it.jurisdiction {
            let property = if it.kind == "jurisdiction" { "dcterms:isPartOf" } else { "interlex:mainJurisdiction" };
            self.page.share(node, property, &base.node(id));
        }
        for id in &it.jurisdictions {
            self.page.share(node, "dpv:hasJurisdiction", &base.node(id));
        }
        for id in &it.issuers {
            self.page.share(node, "dcterms:creator", &base.node(id));
            if it.type_.is_some_and(is_legal) {
                self.page.share(node, "eli:passed_by", &base.node(id));
            }
        }
        for id in &it.addressed_to {
            self.page.share(node, "interlex:addressedTo", &base.node(id));
        }
        if let Some(id) = it.parent {
            self.page.share(node, "org:subOrganizationOf", &base.node(id));
        }
        if let Some(id) = it.region {
            self.page.say(node, "interlex:region", base.item("region", id));
        }
    }

    fn life(&mut self, it: &NodeJson<'_>) {
        let node = &self.node;
        let legal = it.kind == "framework" && it.type_.is_some_and(is_legal);
        if let Some(status) = it.status {
            self.page.value(node, "interlex:status", "status", status);
            match status {
                "in_force" if legal => self.page.say(node, "eli:in_force", expand("eli:InForce-inForce")),
                "published" => {}
                _ if legal => self.page.say(node, "eli:in_force", expand("eli:InForce-notInForce")),
                _ => {}
            }
        }
        if let Some(status) = it.recorded_status {
            self.page.value(node, "interlex:recordedStatus", "status", status);
        }
        let DatesJson { proposed, adopted, in_force, ended } = it.dates;
        self.page.date(node, "interlex:proposed", proposed);
        self.page.date(node, "interlex:adopted", adopted);
        self.page.date(node, "interlex:entryIntoForce", in_force);
        self.page.date(node, "interlex:ended", ended);
        if legal {
            self.page.day(node, "eli:date_document", adopted);
            self.page.day(node, "eli:first_date_entry_in_force", in_force);
            self.page.day(node, "eli:date_no_longer_in_force", ended);
        }
    }

    fn patterns(&mut self, it: &PatternsJson<'_>) {
        let base = self.base;
        let mut set = |pattern: &str, property: &str, it: Option<&SetJson<'_>>, value: &dyn Fn(&str) -> NamedNode| {
            if let Some(it) = it {
                self.assessed(pattern, property, it.values.iter().map(|it| value(it)).collect(), &it.evidence);
            }
        };
        set("objectives", "interlex:objective", it.objectives.as_ref(), &|id| base.item("objective", id));
        set("principles", "interlex:principle", it.principles.as_ref(), &|id| base.item("principle", id));
        let component = |name: &str| expand(&format!("interlex:component:{name}"));
        set("components", "interlex:component", it.components.as_ref(), &component);
        self.step("approach", "interlex:approach", "approach", it.approach.as_ref());
        self.step("binding", "interlex:bindingForce", "binding", it.binding.as_ref());
        self.step("integration", "interlex:integration", "integration", it.integration.as_ref());
    }

    fn step(&mut self, pattern: &str, property: &str, list: &str, it: Option<&StepJson<'_>>) {
        if let Some(it) = it {
            let value = expand(&format!("interlex:{list}:{}", it.value));
            self.assessed(pattern, property, vec![value], &it.evidence);
        }
    }

    /// The values in one step from the node, and on the assessment with its evidence.
    fn assessed(&mut self, pattern: &str, property: &str, values: Vec<NamedNode>, evidence: &[EvidenceJson<'_>]) {
        let name = format!("pattern:{pattern}");
        for value in &values {
            self.page.say(&self.node, property, value.clone());
        }
        let node = self.page.part(&self.node, "interlex:assessment", &name, "interlex:Assessment");
        self.page.value(&node, "interlex:pattern", "pattern", pattern);
        for value in values {
            self.page.say(&node, "interlex:value", value);
        }
        self.page.evidence(&node, self.base, evidence);
    }

    fn provision(&self, id: &str) -> NamedNode {
        self.base.node(&format!("{}#{id}", self.id))
    }

    fn provisions(&mut self, it: &NodeJson<'_>) {
        for (position, it_) in it.provisions.iter().enumerate() {
            let provision = self.provision(it_.id);
            self.page.say(&self.node, "dcterms:hasPart", provision.clone());
            self.page.is(&provision, "interlex:Provision");
            if it.type_.is_some_and(is_legal) {
                self.page.is(&provision, "eli:LegalResourceSubdivision");
                self.page.say(&provision, "eli:is_part_of", self.node.clone());
            }
            self.page.plain(&provision, "dcterms:identifier", it_.id);
            self.page.english(&provision, "rdfs:label", it_.title);
            self.page.say(&provision, "dcterms:isPartOf", self.node.clone());
            self.page.position(&provision, position + 1);
        }
    }

    fn risk(&mut self, it: &NodeJson<'_>) {
        let Some(scheme) = &it.risk_scheme else { return };
        let node = self.page.part(&self.node, "interlex:riskScheme", "risk-scheme", "interlex:RiskScheme");
        self.page.english(&node, "interlex:criterion", scheme.basis);
        for (position, tier) in scheme.tiers.iter().enumerate() {
            let name = format!("tier:{}", position + 1);
            let tier_node = self.page.part(&node, "interlex:tier", &name, "interlex:RiskTier");
            self.page.english(&tier_node, "rdfs:label", tier);
            self.page.position(&tier_node, position + 1);
        }
        self.page.evidence(&node, self.base, &scheme.evidence);
    }

    /// The tier of this name, as the risk scheme has it.
    fn tier(&self, it: &NodeJson<'_>, name: &str) -> Option<NamedNode> {
        let tiers = it.risk_scheme.as_ref().map(|scheme| scheme.tiers)?;
        let position = tiers.iter().position(|tier| tier == name)?;
        Some(NamedNode::new_unchecked(format!("{}:risk-scheme:tier:{}", self.node.as_str(), position + 1)))
    }

    fn liability(&mut self, it: &NodeJson<'_>) {
        for (position, it) in it.liability.iter().enumerate() {
            let name = format!("liability:{}", position + 1);
            let node = self.page.part(&self.node, "interlex:liability", &name, "interlex:Liability");
            self.page.value(&node, "interlex:regime", "regime", it.regime);
            self.page.english(&node, "dcterms:description", it.scope);
            for matter in it.matters {
                self.page.say(&node, "interlex:matter", self.base.item("concept", matter.as_str()));
            }
            let modality = it.modality.map_or("existing", crate::model::Modality::as_str);
            self.page.value(&node, "interlex:modality", "modality", modality);
            self.page.evidence(&node, self.base, &it.evidence);
        }
    }

    /// The terms it defines, and what it touches.
    fn subjects(&mut self, it: &NodeJson<'_>) {
        for (position, it) in it.terms.iter().enumerate() {
            let name = format!("term:{}", position + 1);
            let node = self.page.part(&self.node, "interlex:definesTerm", &name, "skos:Concept");
            self.page.english(&node, "skos:prefLabel", it.term);
            self.page.english(&node, "skos:definition", it.definition);
            self.page.evidence(&node, self.base, &it.evidence);
        }
        for (position, it) in it.covers.iter().enumerate() {
            let name = format!("cover:{}", position + 1);
            let node = self.page.part(&self.node, "interlex:cover", &name, "interlex:Cover");
            for concept in it.what {
                self.page.say(&node, "interlex:concept", self.base.item("concept", concept.as_str()));
            }
            self.page.evidence(&node, self.base, &it.evidence);
        }
    }

    fn demands(&mut self, of: &NodeJson<'_>, demands: &DemandsJson<'_>) {
        for (position, it) in demands.reaches.iter().enumerate() {
            let name = format!("reach:{}", position + 1);
            let node = self.page.part(&self.node, "interlex:reach", &name, "interlex:Reach");
            self.condition(&node, &it.all, &it.none, &it.who);
            self.page.english(&node, "interlex:claim", it.claim);
            self.page.evidence(&node, self.base, &it.evidence);
        }
        for (position, it) in demands.risk_classes.iter().enumerate() {
            let name = format!("risk-class:{}", position + 1);
            let node = self.page.part(&self.node, "interlex:riskClass", &name, "interlex:RiskClass");
            self.tiers(of, &node, &[it.tier]);
            self.condition(&node, &it.all, &it.none, &[]);
            self.page.date(&node, "interlex:since", it.since);
            self.page.date(&node, "interlex:until", it.until);
            self.where_it_says(&node, it.provisions);
            self.page.english(&node, "interlex:claim", it.claim);
            self.page.evidence(&node, self.base, &it.evidence);
        }
        for (position, it) in demands.obligations.iter().enumerate() {
            let name = format!("obligation:{}", position + 1);
            let node = self.page.part(&self.node, "interlex:obligation", &name, "interlex:Obligation");
            self.page.say(&node, "interlex:category", self.base.item("concept", it.category.as_str()));
            self.tiers(of, &node, &it.tiers);
            self.condition(&node, &it.all, &it.none, &it.who);
            self.page.date(&node, "interlex:since", it.since);
            self.page.date(&node, "interlex:until", it.until);
            self.where_it_says(&node, it.provisions);
            self.page.english(&node, "interlex:claim", it.claim);
            self.page.evidence(&node, self.base, &it.evidence);
        }
    }

    fn tiers(&mut self, of: &NodeJson<'_>, node: &NamedNode, names: &[&str]) {
        for name in names {
            if let Some(tier) = self.tier(of, name) {
                self.page.say(node, "interlex:tier", tier);
            }
        }
    }

    fn condition(&mut self, node: &NamedNode, all: &[&str], none: &[&str], who: &[Role]) {
        for id in all {
            self.page.say(node, "interlex:requiresTrait", self.base.item("trait", id));
        }
        for id in none {
            self.page.say(node, "interlex:excludesTrait", self.base.item("trait", id));
        }
        for role in who {
            self.page.value(node, "interlex:role", "role", role.as_str());
        }
    }

    fn where_it_says(&mut self, node: &NamedNode, provisions: &[Id]) {
        for id in provisions {
            self.page.say(node, "interlex:provision", self.provision(id.as_str()));
        }
    }

    fn place(&mut self, place: &PlaceJson<'_>) {
        if let Some((two, three)) = place.iso {
            self.page.plain(&self.node, "interlex:iso2", two);
            self.page.plain(&self.node, "interlex:iso3", three);
        }
        if let Some(id) = place.m49 {
            self.page.say(&self.node, "interlex:subregion", self.base.item("subregion", id));
        }
        self.page.say(&self.node, "interlex:groupOf77", oxrdf::Literal::from(place.g77));
        self.step("regulator_model", "interlex:regulatorModel", "regulator-model", place.regulator_model.as_ref());
        for (position, it) in place.absences.iter().enumerate() {
            let name = format!("absence:{}", position + 1);
            let node = self.page.part(&self.node, "interlex:absence", &name, "interlex:Absence");
            self.page.value(&node, "interlex:layer", "layer", it.layer.as_str());
            self.page.english(&node, "interlex:lacks", it.lacks);
            self.page.evidence(&node, self.base, &it.evidence);
        }
    }
}
