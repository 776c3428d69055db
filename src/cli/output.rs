//! Writing answers: to the terminal, or to a file that is complete or not there.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use annotate_snippets::normalize_untrusted_str;
use anstream::StripStream;
use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, bail};
use interlex::report::Document;
use similar::{ChangeTag, TextDiff};

use super::progress;
use super::session::Session;
use super::unfinished::{self, undisturbed};

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
/// that a terminal would obey, and does so here too where there is one.
pub fn write_data(session: &Session<'_>, answer: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    match destination(session) {
        None if io::stdout().is_terminal() => write(session, answer),
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

/// Writes files into a folder, all or none: they take their places when the last is complete. Other files stay.
pub fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
    let failed = || format!("cannot write into {}", folder.display());
    unfinished::folders(folder).with_context(failed)?;
    let mut begun = Vec::new();
    for (name, bytes) in files {
        let place = folder.join(name);
        if place.is_dir() {
            bail!("cannot write {}: it is a folder", place.display());
        }
        let mut file = beside(&place).with_context(failed)?;
        file.write_all(bytes).and_then(|()| file.as_file().sync_all()).with_context(failed)?;
        begun.push((file, place));
    }
    undisturbed(|| {
        begun.into_iter().try_for_each(|(file, place)| file.persist(&place).map(drop).map_err(|error| error.error))
    })
    .with_context(failed)
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

/// The file to write to; `None` for standard output. Nothing else is shown from here on.
fn destination<'s>(session: &Session<'s>) -> Option<&'s Path> {
    progress::clear();
    session.global.output.as_deref().filter(|path| *path != Path::new("-"))
}

/// Puts another text into a file that is there: all of it or, after a failure, nothing. A link is written through;
/// permissions stay.
pub fn in_place(path: &Path, text: &str) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    let place = fs::canonicalize(path).with_context(failed)?;
    let permissions = fs::metadata(&place).with_context(failed)?.permissions();
    // Renaming another file over it would work, but whoever protects a file means it.
    if permissions.readonly() {
        bail!("cannot write {}: it is read-only; make it writable (`chmod u+w`) or leave it out", path.display());
    }
    let folder = place.parent().unwrap_or(Path::new("."));
    let mut file = unfinished::file(&named(), folder).with_context(failed)?;
    file.write_all(text.as_bytes()).with_context(failed)?;
    file.as_file().set_permissions(permissions).with_context(failed)?;
    file.as_file().sync_all().with_context(failed)?;
    file.persist(&place).map_err(|error| error.error).with_context(failed)?;
    Ok(())
}

/// Writes what differs between two texts of a file, the way `diff -u` does.
pub fn write_diff(out: &mut dyn Write, path: &str, before: &str, after: &str) -> io::Result<()> {
    let [heading, place, gone, come] =
        [Style::new().bold(), AnsiColor::Cyan.on_default(), AnsiColor::Red.on_default(), AnsiColor::Green.on_default()];
    let diff = TextDiff::from_lines(before, after);
    writeln!(out, "{heading}--- {path}{heading:#}\n{heading}+++ {path}{heading:#}")?;
    for hunk in diff.unified_diff().iter_hunks() {
        writeln!(out, "{place}{}{place:#}", hunk.header())?;
        for change in hunk.iter_changes() {
            let style = match change.tag() {
                ChangeTag::Equal => Style::new(),
                ChangeTag::Delete => gone,
                ChangeTag::Insert => come,
            };
            // Control characters are shown as symbols, so that no file can write to the terminal.
            let line = normalize_untrusted_str(change.value().trim_end_matches(['\n', '\r']));
            writeln!(out, "{style}{}{line}{style:#}", change.tag())?;
            if change.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
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
    unfinished::folders(folder).with_context(failed)?;
    let (file, begun) = beside(&place).with_context(failed)?.into_parts();
    let synced = file.try_clone().with_context(failed)?;
    answer(file).and_then(|()| synced.sync_all()).with_context(failed)?;
    begun.persist(&place).map_err(|error| error.error).with_context(failed)?;
    Ok(())
}

/// An unfinished file in the folder of `place`, which is there, with the permissions that the finished one is to have.
pub fn beside(place: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = named();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: the user's umask decides what remains of these.
        let mode = fs::metadata(place).map_or(0o666, |old| old.permissions().mode() & 0o777);
        temporary.permissions(fs::Permissions::from_mode(mode));
    }
    unfinished::file(&temporary, folder)
}

/// How unfinished files are called.
fn named() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".interlex-").suffix(".part");
    builder
}
