//! Texts that are not RON: encodings, quotes, brackets, commas, other languages.

use super::{ACT, Case, clean, replace, write};

pub fn cases() -> Vec<Case> {
    let act = clean(ACT);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(act.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = act.replace("Northland AI Act", "Loi de l'\u{e9}t\u{e9}").chars().map(|c| c as u8).collect();
    vec![
        write("an empty file", ACT, ""),
        write("only white space", ACT, " \n\n\t\n"),
        write("only a comment", ACT, "// to be written\n"),
        write("a byte order mark", ACT, format!("\u{FEFF}{act}")),
        write("UTF-16", ACT, utf16),
        write("Latin-1", ACT, latin),
        write("a NUL byte before a field", ACT, act.replacen("    name:", "\0    name:", 1)),
        write("a NUL byte in a name", ACT, act.replacen("Northland AI", "Northland\0AI", 1)),
        write(
            "lines that end as on Windows, with a mistake",
            ACT,
            act.replacen("[Legal]", "[Leagl]", 1).replace('\n', "\r\n"),
        ),
        write(
            "tabs instead of spaces, with a mistake",
            ACT,
            act.replacen("[Legal]", "[Leagl]", 1).replace("    ", "\t"),
        ),
        write("a file that ends in the middle", ACT, act[..act.len() / 2].to_owned()),
        replace("a text that is not closed", ACT, "AI Act\",", "AI Act,"),
        replace(
            "the last text of a line is not closed",
            ACT,
            "\"northland\"],\n    layers",
            "\"northland],\n    layers",
        ),
        replace("a list that is not closed", ACT, "[Legal],", "[Legal,"),
        replace("a record that is not closed", ACT, "in_force: \"2022-05-01\"),", "in_force: \"2022-05-01\","),
        replace("a list closed like a record", ACT, "[Legal],", "[Legal),"),
        replace("a comment that is not closed", ACT, "    kind:", "    /* see below\n    kind:"),
        replace("a missing comma", ACT, "AI Act\",", "AI Act\""),
        replace("two commas", ACT, "AI Act\",", "AI Act\",,"),
        replace("a semicolon for a comma", ACT, "AI Act\",", "AI Act\";"),
        replace("a full-width comma", ACT, "AI Act\",", "AI Act\"\u{FF0C}"),
        replace("an equals sign for a colon", ACT, "name:", "name ="),
        replace("no colon", ACT, "name:", "name"),
        replace("no value", ACT, "kind: Law", "kind:"),
        replace("typographic quotes", ACT, "\"Northland AI Act\"", "\u{201C}Northland AI Act\u{201D}"),
        replace("single quotes", ACT, "\"Northland AI Act\"", "'Northland AI Act'"),
        replace("quotes inside a text", ACT, "\"Northland AI Act\"", "\"Northland \"AI\" Act\""),
        replace("no quotes", ACT, "\"Northland AI Act\"", "Northland AI Act"),
        replace("an unknown escape", ACT, "Northland AI Act", "Northland\\AI Act"),
        replace("a no-break space between field and value", ACT, "kind: Law", "kind:\u{A0}Law"),
        replace("a zero-width space in a name", ACT, "kind: Law", "kind: La\u{200B}w"),
        replace("a control character that turns the direction", ACT, "Northland AI Act", "Northland \u{202E}IA Act"),
        replace("an escape sequence of terminals", ACT, "[Legal]", "[\u{1B}[2J]"),
        replace(
            "marks of a git conflict",
            ACT,
            "    kind: Law,",
            "<<<<<<< HEAD\n    kind: Law,\n=======\n    kind: Regulation,\n>>>>>>> branch",
        ),
        write("text after the record", ACT, format!("{act}and more\n")),
        write("a bracket too many at the end", ACT, format!("{act})\n")),
        write("two records in one file", ACT, format!("{act}{act}")),
        write("JSON", ACT, "{\n  \"id\": \"north-ai-act\",\n  \"name\": \"Northland AI Act\"\n}\n"),
        write("YAML", ACT, "id: north-ai-act\nname: Northland AI Act\nkind: Law\n"),
        write("Markdown around the record", ACT, format!("```ron\n{act}```\n")),
        write("one word", ACT, "north-ai-act"),
        write("a hundred thousand open brackets", ACT, "[".repeat(100_000)),
        write("brackets within brackets, all closed", ACT, "(".repeat(200) + &")".repeat(200)),
        write("a token of five megabytes", ACT, "a".repeat(5_000_000)),
        write("a text of five megabytes in place of a record", ACT, format!("\"{}\"", "a".repeat(5_000_000))),
    ]
}
