//! Folders that are complete or not there.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};

use super::unfinished::{self, undisturbed};

/// Refuses a place where a folder cannot go: something that is no folder, or a folder with something in it unless that
/// may be replaced.
pub fn refuse_taken(folder: &Path, force: bool) -> anyhow::Result<()> {
    if !is_free(folder)? && !force {
        let shown = folder.display();
        bail!("{shown} is not empty; name a new folder with -o, or replace all that is in it with --force");
    }
    Ok(())
}

/// The same where nothing may be replaced.
#[cfg(feature = "parquet")]
pub fn refuse_filled(folder: &Path) -> anyhow::Result<()> {
    if !is_free(folder)? {
        bail!("{} is not empty; name a new folder with -o", folder.display());
    }
    Ok(())
}

/// Whether a folder can go there without anything being lost.
fn is_free(folder: &Path) -> anyhow::Result<bool> {
    let shown = folder.display();
    let Ok(found) = fs::metadata(folder) else {
        if fs::symlink_metadata(folder).is_ok() {
            bail!("{shown} is a link that leads nowhere; name another folder with -o");
        }
        return Ok(true);
    };
    if !found.is_dir() {
        bail!("{shown} is no folder; name one with -o that is new or empty");
    }
    Ok(fs::read_dir(folder).with_context(|| format!("cannot look into {shown}"))?.next().is_none())
}

/// Writes everything into a folder beside, then puts it in the place of the old one, which stays until then.
pub fn replace<'f>(
    folder: &Path,
    files: impl Iterator<Item = (&'f str, &'f (impl AsRef<[u8]> + ?Sized + 'f))>,
) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", folder.display());
    // A link to a folder is written through, not replaced.
    let place = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    unfinished::folders(parent).with_context(failed)?;
    let beside = unfinished::tree(tempfile::Builder::new().prefix(".interlex-"), parent).with_context(failed)?;
    let new = beside.path().join("new");
    // A signal waits for the file that is being written, and holds up the next for good: nothing comes into a folder while
    // it is taken away.
    undisturbed(|| fs::create_dir(&new)).with_context(failed)?;
    let mut last = None;
    for (path, text) in files {
        let file = new.join(path);
        undisturbed(|| {
            if let Some(folder) = file.parent().filter(|folder| last.as_deref() != Some(*folder)) {
                fs::create_dir_all(folder)?;
                last = Some(folder.to_owned());
            }
            fs::write(&file, text)
        })
        .with_context(failed)?;
    }
    // Both renames stay within one folder: the old one is whole until the new one is, and comes back if that fails.
    let old = beside.path().join("old");
    let replaces = place.exists();
    let swapped = undisturbed(|| {
        if replaces {
            fs::rename(&place, &old).map_err(|error| (error, true))?;
        }
        fs::rename(&new, &place).map_err(|error| (error, !replaces || fs::rename(&old, &place).is_ok()))
    });
    match swapped {
        Ok(()) => Ok(()),
        Err((error, true)) => Err(error).with_context(failed),
        Err((error, false)) => {
            unfinished::forget(beside.path());
            let kept = beside.keep().join("old");
            Err(anyhow!(error).context(format!("{}; what was there is now in {}", failed(), kept.display())))
        }
    }
}
