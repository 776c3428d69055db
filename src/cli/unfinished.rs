//! Files and folders that are not finished yet, and what becomes of them when the program is stopped.
//!
//! What is written stands beside its place, or in a new folder, until it is complete. Errors take it away as values are
//! dropped; a signal (Ctrl-C, or what a job's time limit sends) drops nothing, so everything begun is also on a list
//! here, and a thread that waits for signals takes away what is on it. Where signals are not Unix's, they end the
//! program as they always did.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{Builder, NamedTempFile, TempDir};

/// What was begun in this run. Nothing is taken from the list: a file that was finished has another name, and a folder
/// with something in it stays.
static BEGUN: Mutex<Vec<Begun>> = Mutex::new(Vec::new());

enum Begun {
    /// A file with a name of its own.
    File(PathBuf),
    /// A folder with a name of its own, and all that is in it.
    Tree(PathBuf),
    /// A folder that was missing; it stays if something stands in it.
    Folder(PathBuf),
}

/// A new file, with a name of its own.
pub fn file(builder: &Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    let mut begun = begun();
    let file = builder.tempfile_in(folder)?;
    begun.push(Begun::File(file.path().to_owned()));
    Ok(file)
}

/// A new folder, with a name of its own.
pub fn tree(builder: &Builder<'_, '_>, folder: &Path) -> io::Result<TempDir> {
    let mut begun = begun();
    let tree = builder.tempdir_in(folder)?;
    begun.push(Begun::Tree(tree.path().to_owned()));
    Ok(tree)
}

/// Makes a folder and those above it that are missing.
pub fn folders(path: &Path) -> io::Result<()> {
    let mut begun = begun();
    let missing: Vec<&Path> =
        path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => begun.push(Begun::Folder(folder.to_owned())),
            // Somebody else made it just now.
            Err(_) if folder.is_dir() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Does what no signal may come into the middle of. Nothing may be begun in there.
pub fn undisturbed<T>(act: impl FnOnce() -> T) -> T {
    let _held = begun();
    act()
}

/// Forgets a folder, as it holds what must not be lost.
pub fn forget(tree: &Path) {
    begun().retain(|it| !matches!(it, Begun::Tree(path) if path == tree));
}

/// Takes away everything that was begun and not finished.
pub fn clear() {
    take_away(&mut BEGUN.lock().unwrap_or_else(PoisonError::into_inner));
}

fn take_away(begun: &mut Vec<Begun>) {
    // From the last: what stands in a folder before the folder. What is not there any more was finished.
    for it in begun.drain(..).rev() {
        let _ = match it {
            Begun::File(path) => fs::remove_file(path),
            Begun::Tree(path) => fs::remove_dir_all(path),
            Begun::Folder(path) => fs::remove_dir(path),
        };
    }
}

fn begun() -> MutexGuard<'static, Vec<Begun>> {
    watch();
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on, signals that end the program take away first what is unfinished.
#[cfg(unix)]
fn watch() {
    use std::sync::Once;
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        // Without a watch the program is none the worse: it ends on signals, and something unfinished may stay.
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
        let wait = move || {
            if let Some(signal) = signals.forever().next() {
                // Held until the end, so that nothing else is begun.
                let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
                take_away(&mut begun);
                // Dies of the signal, so that a shell's loop ends too; what started us reads 128 + signal (130, 143).
                let _ = emulate_default_handler(signal);
                std::process::exit(128 + signal);
            }
        };
        let _ = thread::Builder::new().name("signals".to_owned()).spawn(wait);
    });
}

#[cfg(not(unix))]
fn watch() {}
