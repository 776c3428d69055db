//! What curators write in words never becomes a formula in a spreadsheet.

use interlex::load;
use interlex::report::{Side, compare_csv};
use interlex::scope::Scope;

#[test]
fn a_principle_labelled_like_a_formula_stays_text() {
    let loaded = load::texts([
        ("graph.ron", r#"Graph(title: "t", version: "1", as_of: "2024-01-01", licence: "CC0-1.0")"#),
        ("sources.ron", r#"[Source(id: "s", title: "S", issuer: "I", date: "2024", url: "https://example.org")]"#),
        ("vocabulary/principles.ron", r#"[Term(id: "a", label: "=cmd()", definition: "hostile")]"#),
        (
            "frameworks/x/x-code.ron",
            r#"Framework(id: "x-code", name: "Code", kind: Guideline, layers: [Legal], status: Published,
                patterns: (principles: (values: ["a"], evidence: [(source: "s", basis: Stated)])))"#,
        ),
    ]);
    let scope = Scope::new(&loaded.graph);
    let side = Side::of(&scope, scope.node("x-code").expect("there"));
    let mut out = Vec::new();
    compare_csv(&scope, &[side], &mut out).expect("writing to memory works");
    let table = String::from_utf8(out).expect("UTF-8");
    assert!(table.contains("x-code,,principles,'=cmd()\n"), "{table}");
}
