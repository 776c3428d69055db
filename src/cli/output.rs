//! Writing answers: to the terminal, or to a file that is complete or not there.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use anstream::StripStream;
use anyhow::{Context as _, bail};
use interlex::report::Document;

use super::session::Session;

/// Writes text where the user asked for it. Colour is stripped from files, and from the terminal where it is not wanted.
pub fn write(session: &Session<'_>, answer: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    match destination(session) {
        None => {
            let mut out = BufWriter::new(anstream::stdout().lock());
            answer(&mut out)?;
            out.flush()?;
            Ok(())
        }
        Some(path) => to_file(path, |file| {
            let mut out = BufWriter::new(StripStream::new(file));
            answer(&mut out)?;
            out.flush()
        }),
    }
}

/// Writes data for programs where the user asked for them, byte for byte: [`write`] takes the control characters out
/// that a terminal would obey.
pub fn write_data(session: &Session<'_>, answer: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    match destination(session) {
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            answer(&mut out)?;
            out.flush()?;
            Ok(())
        }
        Some(path) => to_file(path, |file| {
            let mut out = BufWriter::new(file);
            answer(&mut out)?;
            out.flush()
        }),
    }
}

/// Writes a document as text, Markdown (`md`) or HTML.
pub fn write_document(document: &Document, format: &str, out: &mut dyn Write) -> io::Result<()> {
    match format {
        "md" => document.write_markdown(out),
        "html" => document.write_html(out),
        _ => document.write_text(out),
    }
}

/// Writes bytes, such as a picture, as they are. Not to a terminal, which would not know what to do with them.
pub fn write_bytes(session: &Session<'_>, bytes: &[u8]) -> anyhow::Result<()> {
    match destination(session) {
        None if io::stdout().is_terminal() => bail!("a terminal cannot show this; name a file with -o"),
        None => {
            let mut out = io::stdout().lock();
            out.write_all(bytes)?;
            out.flush()?;
            Ok(())
        }
        Some(path) => to_file(path, |mut file| file.write_all(bytes)),
    }
}

/// The file to write to; `None` for standard output.
fn destination<'s>(session: &Session<'s>) -> Option<&'s Path> {
    session.global.output.as_deref().filter(|path| *path != Path::new("-"))
}

/// Writes a file beside its place and renames it when complete, so that a failure leaves what was there. Devices and
/// pipes are written to directly.
pub fn to_file(path: &Path, answer: impl FnOnce(File) -> io::Result<()>) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    if let Ok(found) = fs::metadata(path) {
        if found.is_dir() {
            bail!("cannot write {}: it is a folder; name a file in it", path.display());
        }
        if !found.is_file() {
            return File::options().write(true).open(path).and_then(answer).with_context(failed);
        }
    }
    // A link is written through, not replaced.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(failed)?;
    let mut temporary = tempfile::Builder::new();
    temporary.prefix(".interlex-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: the user's umask decides what remains of these.
        let mode = fs::metadata(&place).map_or(0o666, |old| old.permissions().mode() & 0o777);
        temporary.permissions(fs::Permissions::from_mode(mode));
    }
    let (file, unfinished) = temporary.tempfile_in(folder).with_context(failed)?.into_parts();
    let synced = file.try_clone().with_context(failed)?;
    answer(file).and_then(|()| synced.sync_all()).with_context(failed)?;
    unfinished.persist(&place).map_err(|error| error.error).with_context(failed)?;
    Ok(())
}
