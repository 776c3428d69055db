//! Embeds the curated graph, and the examples of the rules of the check from their fixtures.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("embedded_graph.rs"), graph(&root.join("graph"))?)?;
    fs::write(out.join("rule_examples.rs"), examples(&root.join("tests/fixtures/rules"))?)
}

/// Every `.ron` file under `graph/`: its path and text.
fn graph(folder: &Path) -> io::Result<String> {
    let mut code = String::from("&[\n");
    for file in files(folder, &["ron"])? {
        let name = relative(&file, folder);
        writeln!(code, "    ({name:?}, include_str!({:?})),", file.display().to_string()).expect("writing to a string");
    }
    code.push_str("]\n");
    Ok(code)
}

/// The marked part of each rule's fixture: rule, path, wrong lines, and the path and lines that are right.
///
/// ```text
/// // wrong
/// dates: (adopted: "2024-02-30"),
/// // right
/// // dates: (adopted: "2024-02-29"),
/// // end
/// ```
fn examples(folder: &Path) -> io::Result<String> {
    let mut code = String::from("&[\n");
    for file in files(folder, &["ron", "toml", "jsonl"])? {
        let name = relative(&file, folder);
        let (rule, path) = name.split_once('/').unwrap_or(("", &name));
        // A fixture may be in another encoding on purpose.
        let text = String::from_utf8_lossy(&fs::read(&file)?).into_owned();
        let Some((wrong, right_path, right)) = marked(&text, path).or_else(|| beside(&file, &text, path)) else {
            continue;
        };
        writeln!(code, "    Example {{ rule: {rule:?}, path: {path:?}, wrong: {wrong:?}, ")
            .expect("writing to a string");
        writeln!(code, "        right_path: {right_path:?}, right: {right:?} }},").expect("writing to a string");
    }
    code.push_str("]\n");
    Ok(code)
}

/// Where no comments can stand, the right text is in a file beside: `baseline.jsonl.right`.
fn beside(file: &Path, wrong: &str, path: &str) -> Option<(String, String, String)> {
    let mut name = file.as_os_str().to_owned();
    name.push(".right");
    let right = fs::read_to_string(name).ok()?;
    Some((wrong.to_owned(), path.to_owned(), right))
}

/// The lines between `// wrong`, `// right` and `// end`, those of the second part without their comment marks, which are
/// `#` in TOML. The second mark may name another file: `// right, frameworks/…`.
fn marked(text: &str, path: &str) -> Option<(String, String, String)> {
    let comment = if Path::new(path).extension().is_some_and(|it| it == "toml") { "#" } else { "//" };
    let mut lines = text.lines().skip_while(|line| line.trim() != format!("{comment} wrong")).skip(1);
    let mut wrong = Vec::new();
    let mark = loop {
        let line = lines.next()?;
        match line.trim().strip_prefix(&format!("{comment} right")) {
            Some(mark) => break mark,
            None => wrong.push(line.to_owned()),
        }
    };
    let right_path = mark.strip_prefix(", ").unwrap_or(path).to_owned();
    let comments = lines.take_while(|line| line.trim() != format!("{comment} end")).map(str::trim_start);
    let right = comments
        .map(|line| line.strip_prefix(comment).map_or(line, |it| it.strip_prefix(' ').unwrap_or(it)).to_owned());
    let right: Vec<String> = right.collect();
    Some((unindented(&wrong), right_path, unindented(&right)))
}

/// The lines without the white space that all of them begin with.
fn unindented(lines: &[String]) -> String {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let indent = filled.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines.iter().map(|line| line.get(indent..).unwrap_or_default().to_owned() + "\n").collect()
}

/// The files of a folder and those below it that have one of these endings, sorted.
fn files(folder: &Path, endings: &[&str]) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    collect(folder, endings, &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, endings: &[&str], files: &mut Vec<PathBuf>) -> io::Result<()> {
    // Cargo compares modification times of folders only where they are named.
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, endings, files)?;
        } else if path.extension().is_some_and(|ending| endings.iter().any(|it| ending == *it)) {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}

/// A path below a folder, with forward slashes.
fn relative(file: &Path, folder: &Path) -> String {
    let below = file.strip_prefix(folder).expect("collected below the folder");
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
