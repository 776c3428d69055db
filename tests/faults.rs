//! Output that cannot be finished: a full disk, a folder in the way, a signal. Whatever happens, the exit code says so,
//! what was there is whole, and nothing half-written stays.
#![cfg(target_os = "linux")]

#[path = "common/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use world::{Answer, answer, ask, interlex, names, world};

/// Every way to write: the arguments, and whether they name a folder.
const WAYS: [(&str, bool); 7] = [
    ("export -o out.json", false),
    ("gaps --region world -o out.json", false),
    ("map -o out.svg", false),
    ("site -o out", true),
    ("export --format csv -o out", true),
    ("import json graph.json -o out --force", true),
    ("check --write-baseline out.jsonl", false),
];

/// A world with its export beside it, for `import`.
fn prepared() -> tempfile::TempDir {
    let folder = world();
    assert_eq!(ask(folder.path(), &["export", "-o", "graph.json"]).code, 0);
    folder
}

/// Runs with files of at most so many KiB, which is what a full disk looks like.
fn with_little_room(folder: &Path, kib: u32, arguments: &str) -> Answer {
    let mut command = Command::new("bash");
    command.current_dir(folder).env("NO_COLOR", "1").env("RUST_BACKTRACE", "0");
    // Whoever ignores the signal is told that the file is too large.
    command.args(["-c", &format!("trap '' XFSZ; ulimit -f {kib}; exec \"$0\" \"$@\"")]);
    command.arg(env!("CARGO_BIN_EXE_interlex")).args(arguments.split(' '));
    answer(command.output().expect("bash starts"))
}

fn old(folder: &Path, is_folder: bool, arguments: &str) -> PathBuf {
    let place = folder.join(arguments.split(' ').find(|it| it.starts_with("out")).expect("an output"));
    if is_folder {
        fs::create_dir(&place).expect("a folder");
        fs::write(place.join("old.txt"), "old").expect("a file");
        fs::write(place.join(interlex::site::MARKER), "").expect("a file");
        place.join("old.txt")
    } else {
        fs::write(&place, "old").expect("a file");
        place
    }
}

#[test]
fn a_disk_that_is_full_leaves_the_old_and_nothing_half_written() {
    for (arguments, is_folder) in WAYS.into_iter().filter(|(arguments, _)| !arguments.starts_with("check")) {
        let folder = prepared();
        let kept = old(folder.path(), is_folder, arguments);
        let before = (names(folder.path()), names(kept.parent().expect("a folder")));
        let answer = with_little_room(folder.path(), 1, arguments);
        assert_eq!(answer.code, 2, "{arguments}: {}{}", answer.out, answer.err);
        assert!(answer.err.starts_with("error: cannot write "), "{arguments}: {}", answer.err);
        assert!(answer.err.contains("File too large"), "{arguments}: {}", answer.err);
        assert_eq!(fs::read_to_string(&kept).expect("the old file"), "old", "{arguments}");
        assert_eq!((names(folder.path()), names(kept.parent().expect("a folder"))), before, "{arguments}");
    }
}

#[test]
fn a_disk_that_is_full_leaves_no_new_folder() {
    for (arguments, _) in WAYS.into_iter().filter(|(arguments, _)| !arguments.starts_with("check")) {
        let folder = prepared();
        let before = names(folder.path());
        let deeper = arguments.replace(" out", " new/deep/out");
        let answer = with_little_room(folder.path(), 1, &deeper);
        assert_eq!(answer.code, 2, "{deeper}: {}", answer.err);
        assert_eq!(names(folder.path()), before, "{deeper}");
    }
}

#[test]
fn files_appear_in_folders_that_were_missing() {
    for (arguments, is_folder) in WAYS {
        let folder = prepared();
        let deeper = arguments.replace(" out", " new/deep/out");
        let answer = ask(folder.path(), &deeper.split(' ').collect::<Vec<_>>());
        assert_eq!(answer.code, 0, "{deeper}: {}", answer.err);
        let made = names(&folder.path().join("new/deep"));
        assert_eq!(made.len(), 1, "{deeper}: {made:?}");
        assert_eq!(folder.path().join("new/deep").join(&made[0]).is_dir(), is_folder, "{deeper}");
    }
}

#[test]
fn something_else_in_the_way_is_told_and_stays() {
    for (arguments, is_folder) in WAYS {
        let folder = prepared();
        let place = folder.path().join(arguments.split(' ').find(|it| it.starts_with("out")).expect("an output"));
        if is_folder { fs::write(&place, "old") } else { fs::create_dir(&place) }.expect("something in the way");
        let before = names(folder.path());
        let answer = ask(folder.path(), &arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(answer.code, 2, "{arguments}: {}", answer.err);
        assert!(answer.err.contains("folder"), "{arguments}: {}", answer.err);
        assert_eq!(names(folder.path()), before, "{arguments}");
        assert!(!is_folder || fs::read_to_string(&place).expect("the old file") == "old", "{arguments}");
    }
}

/// Whether permissions do not bind this test, as it is in containers.
fn is_superuser() -> bool {
    let folder = world::empty();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("an owned folder");
    fs::write(folder.path().join("trial"), "").is_ok()
}

/// A folder with a copy of the program where anybody may look, unlike where it was built.
fn shelf() -> tempfile::TempDir {
    let shelf = world::empty();
    fs::set_permissions(shelf.path(), fs::Permissions::from_mode(0o755)).expect("an owned folder");
    fs::copy(env!("CARGO_BIN_EXE_interlex"), shelf.path().join("interlex")).expect("a copy of the program");
    shelf
}

#[test]
fn a_folder_that_must_not_be_written_to_keeps_the_old() {
    let shelf = is_superuser().then(shelf);
    for (arguments, is_folder) in WAYS {
        let folder = prepared();
        let kept = old(folder.path(), is_folder, arguments);
        let before = contents(folder.path());
        let locked = [folder.path(), kept.parent().expect("a folder")];
        let lock = |mode| locked.iter().try_for_each(|it| fs::set_permissions(it, fs::Permissions::from_mode(mode)));
        lock(0o555).expect("owned folders");
        let mut command = match &shelf {
            None => interlex(folder.path()),
            Some(shelf) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(shelf.path().join("interlex"));
                command.current_dir(folder.path()).env("RUST_BACKTRACE", "0").env("NO_COLOR", "1");
                command
            }
        };
        let output = command.args(arguments.split(' ')).output();
        lock(0o755).expect("owned folders");
        let Ok(answer) = output.map(answer) else {
            eprintln!(
                "skipped: the superuser may write anywhere, and there is no program `setpriv` to be somebody else"
            );
            return;
        };
        if answer.err.starts_with("setpriv: ") {
            eprintln!("skipped: the superuser of this container cannot be somebody else: {}", answer.err);
            return;
        }
        assert_eq!(answer.code, 2, "{arguments}: {}{}", answer.out, answer.err);
        assert!(answer.err.contains("Permission denied"), "{arguments}: {}", answer.err);
        assert_eq!(contents(folder.path()), before, "{arguments}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for arguments in ["export", "gaps --region world --format json", "map --format svg", "list frameworks"] {
        let folder = world();
        let mut child = interlex(folder.path());
        let child = child.args(arguments.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.expect("the program starts");
        drop(child.stdout.take());
        let answer = answer(child.wait_with_output().expect("the program ends"));
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{arguments}");
    }
}

/// Every file below a folder, and what is in it.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in names(folder).iter().map(|name| folder.join(name)) {
        let name = path.strip_prefix(folder).expect("below the folder").to_owned();
        if path.is_dir() {
            found.extend(contents(&path).into_iter().map(|(below, bytes)| (name.join(below), bytes)));
        } else {
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

/// Sends a signal as soon as something unfinished stands beside `out`, and gives the signal that ended the program.
fn stopped(folder: &Path, arguments: &str, signal: &str) -> Option<i32> {
    let mut command = interlex(folder);
    command.args(arguments.split(' ')).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program starts");
    let began = Instant::now();
    let unfinished = || names(folder).iter().any(|name| name.starts_with(".interlex-"));
    while !unfinished() {
        assert!(began.elapsed() < Duration::from_mins(1), "{arguments}: nothing was begun");
        if child.try_wait().expect("a child").is_some() {
            return None;
        }
    }
    let sent = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().expect("kill starts");
    assert!(sent.success() || child.try_wait().expect("a child").is_some());
    child.wait().expect("the program ends").signal()
}

#[test]
fn a_signal_leaves_the_old_and_nothing_unfinished() {
    // The real graph, as only large answers take long enough to be stopped in the middle.
    let real = world::empty();
    assert_eq!(ask(real.path(), &["export", "-o", "graph.json"]).code, 0);
    let import = format!("import json {}/graph.json -o out --force", real.path().display());
    for (arguments, signal, number) in
        [("export -o out.json", "INT", 2), ("export --format jsonl -o out.jsonl", "TERM", 15), (&*import, "INT", 2)]
    {
        let undisturbed = world::empty();
        assert_eq!(ask(undisturbed.path(), &arguments.split(' ').collect::<Vec<_>>()).code, 0);
        let whole = contents(undisturbed.path());
        let mut stops = 0;
        // A fast machine may be done before the signal comes; then it is no trial.
        for _ in 0..5 {
            let folder = world::empty();
            let kept = old(folder.path(), !arguments.starts_with("export"), arguments);
            let before = names(folder.path());
            let Some(by) = stopped(folder.path(), arguments, signal) else { continue };
            assert_eq!(by, number, "{arguments}");
            assert_eq!(names(folder.path()), before, "{arguments}: nothing unfinished stays");
            // A signal that comes after the new is in its place finds it whole; that is no trial either.
            if fs::read_to_string(&kept).ok().as_deref() != Some("old") {
                assert_eq!(contents(folder.path()), whole, "{arguments}: neither the old nor the whole new");
                continue;
            }
            stops += 1;
            break;
        }
        assert!(stops > 0, "{arguments}: was always done before the signal");
    }
}
