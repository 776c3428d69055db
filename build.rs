//! Lists every `.ron` file under `graph/` so that the curated graph can be embedded in the binary.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let graph = root.join("graph");
    println!("cargo::rerun-if-changed={}", graph.display());

    let mut files = Vec::new();
    collect(&graph, &mut files)?;
    files.sort();

    let mut code = String::from("&[\n");
    for file in &files {
        let name = file
            .strip_prefix(&graph)
            .expect("collected below graph/")
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        writeln!(code, "    ({name:?}, include_str!({:?})),", file.display().to_string()).expect("writing to a string");
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("embedded_graph.rs"), code)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            // Cargo compares modification times of folders only where they are named.
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "ron") {
            files.push(path);
        }
    }
    Ok(())
}
