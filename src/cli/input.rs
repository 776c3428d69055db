//! Texts that the user names: a file, or standard input for `-`, up to a size.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use interlex::source::SourceFile;

/// The path as people wrote it.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") { "<stdin>".to_owned() } else { path.to_string_lossy().replace('\\', "/") }
}

/// Reads a text; `None` if it has more than `limit` bytes.
pub fn within(path: &Path, limit: u64) -> anyhow::Result<Option<String>> {
    let shown = shown(path);
    let mut bytes = Vec::new();
    let from: &mut dyn Read = if path == Path::new("-") {
        &mut io::stdin().lock()
    } else {
        &mut File::open(path).with_context(|| format!("cannot read {shown}"))?
    };
    from.take(limit.saturating_add(1)).read_to_end(&mut bytes).with_context(|| format!("cannot read {shown}"))?;
    if bytes.len() as u64 > limit {
        return Ok(None);
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..offset]).into_owned();
        let byte = error.as_bytes()[offset];
        let at = SourceFile::new(String::new(), before).position(offset);
        anyhow!("{shown}:{}:{}: not UTF-8 (byte 0x{byte:02X}); save the file as UTF-8", at.line, at.column)
    })
}

/// Reads a text that must not be larger.
pub fn text(path: &Path, limit: u64) -> anyhow::Result<String> {
    let Some(text) = within(path, limit)? else {
        bail!("{}: larger than {limit} bytes, so it is not read", shown(path));
    };
    Ok(text)
}
