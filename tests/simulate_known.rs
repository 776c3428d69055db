//! What the real graph says of the five systems in `profiles/`: answers that anybody can look up in the texts.

use std::sync::LazyLock;

use interlex::analysis::simulate::{Bridge, Demand, Placed, Side, Simulation, simulate};
use interlex::load::{self, Loaded};
use interlex::model::Strength;
use interlex::scope::Scope;
use jiff::civil::{Date, date};

static LOADED: LazyLock<Loaded> = LazyLock::new(load::embedded);

/// The day these answers are about.
const TODAY: Date = date(2026, 8, 17);

fn ask<T>(profile: &str, day: Date, question: impl FnOnce(&Simulation<'_>) -> T) -> T {
    let path = format!("{}/profiles/{profile}.ron", env!("CARGO_MANIFEST_DIR"));
    let read = load::profile(path.as_ref(), &LOADED.graph).expect("a readable profile");
    let profile = read.profile.expect("a profile without findings");
    let scope = Scope::new(&LOADED.graph).on(day);
    question(&simulate(&scope, &profile))
}

fn side<'a, 'g>(answer: &'a Simulation<'g>, id: &str) -> &'a Side<'g> {
    answer.sides.iter().find(|side| side.id == id).unwrap_or_else(|| panic!("no place {id}"))
}

fn find<'a, 'g>(texts: &'a [Placed<'g>], id: &str) -> Option<&'a Demand<'g>> {
    texts.iter().map(|text| &text.demand).find(|demand| LOADED.graph.node(demand.node).id.as_str() == id)
}

/// The tier of risk of the profile under a framework of a place.
fn tier(profile: &str, place: &str, framework: &str) -> Option<String> {
    ask(profile, TODAY, |answer| {
        let demand = find(&side(answer, place).texts, framework).expect("a text that applies there");
        let of = LOADED.graph.node(demand.node).framework().expect("a framework");
        demand.class.tier().map(|tier| of.tier(tier).to_owned())
    })
}

/// The categories that a framework of a place asks of the profile, without those that begin later.
fn asked(profile: &str, day: Date, place: &str, framework: &str) -> Vec<String> {
    ask(profile, day, |answer| {
        let demand = find(&side(answer, place).texts, framework).expect("a text that applies there");
        let now = demand.own().filter(|duty| duty.begins.is_none());
        now.map(|duty| duty.obligation.category.to_string()).collect()
    })
}

/// The strength of the best mapping between two frameworks on two sides.
fn mapping(profile: &str, a: &str, b: &str) -> Option<Strength> {
    ask(profile, TODAY, |answer| {
        let id = |ix| LOADED.graph.node(ix).id.as_str();
        let pair = answer.pairs.iter().find(|pair| {
            let ends = [id(pair.a.1), id(pair.b.1)];
            ends.contains(&a) && ends.contains(&b) && a != b && ends[0] != ends[1]
        });
        match &pair.expect("two texts that ask for the same").bridge {
            Bridge::Chain(chain, _) => chain.strength(),
            Bridge::SameText | Bridge::None => None,
        }
    })
}

#[test]
fn hiring_and_credit_are_of_high_risk_in_the_eu_and_a_chat_and_drawing_service_is_not() {
    // AI Act, Annex III, points 4(a) and 5(b); article 50 for what talks with people and generates content.
    assert_eq!(tier("hiring-sg-eu", "eu", "eu-ai-act").as_deref(), Some("high"));
    assert_eq!(tier("credit-ke-eu", "eu", "eu-ai-act").as_deref(), Some("high"));
    assert_eq!(tier("generative-cn-global", "world", "eu-ai-act").as_deref(), Some("limited"));
}

#[test]
fn what_the_ai_act_asks_of_high_risk_systems_begins_later_than_the_act() {
    // The digital omnibus on AI moved the duties for Annex III to 2 December 2027.
    let risk = "obligation-risk-management".to_owned();
    assert!(!asked("hiring-sg-eu", TODAY, "eu", "eu-ai-act").contains(&risk));
    assert!(asked("hiring-sg-eu", date(2027, 12, 2), "eu", "eu-ai-act").contains(&risk));
}

#[test]
fn the_chinese_measures_ask_a_public_generative_service_to_file_and_to_label() {
    let measures = asked("generative-cn-global", TODAY, "china", "cn-genai-interim-measures");
    for category in ["obligation-registration", "obligation-content-labelling"] {
        assert!(measures.iter().any(|asked| asked == category), "{category} is not among {measures:?}");
    }
}

#[test]
fn brazils_bill_is_coming_at_home_and_asks_nothing_yet() {
    ask("diagnostic-br-eu", TODAY, |answer| {
        let home = side(answer, "brazil");
        assert!(find(&home.texts, "br-pl-2338").is_none());
        assert!(find(&home.coming, "br-pl-2338").is_some_and(Demand::reaches));
    });
}

#[test]
fn japan_and_the_us_framework_share_a_mapping_and_singapore_reaches_the_ai_act_only_weakly() {
    let bridged = LOADED.graph.scales().bridged.value;
    let crosswalk = mapping("chatbot-us-jp-kr", "us-nist-ai-rmf", "jp-ai-guidelines-for-business");
    assert!(crosswalk.is_some_and(|strength| strength > bridged), "{crosswalk:?}");
    let weak = mapping("hiring-sg-eu", "sg-ai-verify", "eu-ai-act");
    assert!(weak.is_some_and(|strength| strength < bridged), "{weak:?}");
}

#[test]
fn before_the_ai_act_was_there_it_asked_nothing() {
    ask("hiring-sg-eu", date(2023, 1, 1), |answer| {
        let eu = side(answer, "eu");
        assert!(find(&eu.texts, "eu-ai-act").is_none() && find(&eu.coming, "eu-ai-act").is_some());
        assert!(find(&eu.texts, "eu-gdpr").is_some_and(Demand::reaches));
    });
}

#[test]
fn every_obligation_told_rests_on_a_source() {
    for profile in ["hiring-sg-eu", "diagnostic-br-eu", "generative-cn-global", "credit-ke-eu", "chatbot-us-jp-kr"] {
        ask(profile, TODAY, |answer| {
            let texts = answer.sides.iter().flat_map(|side| side.texts.iter().chain(&side.coming));
            let duties = texts.flat_map(|text| &text.demand.duties);
            let bare = duties.filter(|duty| duty.obligation.evidence.is_empty()).count();
            assert_eq!(bare, 0, "{profile}");
            assert!(!answer.categories.is_empty(), "{profile} is asked something");
        });
    }
}
