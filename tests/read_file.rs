//! What stands in the way of reading a file, in words.

use std::fs;
use std::path::PathBuf;

use interlex::load::decode::{ReadError, read_file};

/// A fresh folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("interlex-read-{}-{name}", std::process::id()));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(folder.join("root")).expect("a writable temporary folder");
    folder
}

fn refusal(name: &str, content: &[u8], limit: u64) -> (ReadError, String) {
    let folder = folder(name);
    fs::write(folder.join("root/x.ron"), content).expect("a writable file");
    let error = read_file(&folder.join("root"), "x.ron", limit).expect_err("must be refused");
    fs::remove_dir_all(folder).ok();
    let text = error.to_string();
    (error, text)
}

#[test]
fn a_good_file_is_read_with_the_path_as_given() {
    let folder = folder("good");
    fs::create_dir(folder.join("root/sub")).expect("a folder");
    fs::write(folder.join("root/sub/x.ron"), "é\r\n").expect("a file");
    let file = read_file(&folder.join("root"), "sub/x.ron", 4).expect("readable");
    assert_eq!((file.path(), file.text()), ("sub/x.ron", "é\r\n"));
    fs::remove_dir_all(folder).ok();
}

#[test]
fn a_file_that_is_not_utf_8_is_refused_with_offset_and_line() {
    let (error, text) = refusal("latin", b"Term(\n  id: \"caf\xE9\")", 99);
    assert!(matches!(error, ReadError::NotUtf8 { offset: 16, line: 2, byte: 0xE9, .. }), "{error:?}");
    assert_eq!(
        text,
        "x.ron:2: not UTF-8: byte 0xE9 at offset 16 (line 2) belongs to another encoding, such as Latin-1 or Windows-1252; save the file as UTF-8"
    );
    let (_, text) = refusal("utf16", b"\xFF\xFET\0", 99);
    assert!(text.contains("belongs to UTF-16"), "{text}");
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let (_, text) = refusal("large", b"12345", 4);
    assert_eq!(text, "x.ron: larger than 4 bytes; split it into several files");
}

#[test]
fn a_folder_named_like_a_file_is_refused() {
    let folder = folder("folder");
    fs::create_dir(folder.join("root/x.ron")).expect("a folder");
    let error = read_file(&folder.join("root"), "x.ron", 4).expect_err("a folder");
    assert_eq!(error.to_string(), "x.ron: this is a folder named like a file; rename it or move its contents up");
    let error = read_file(&folder.join("root"), "y.ron", 4).expect_err("nothing");
    assert!(matches!(error, ReadError::NotFound { .. }), "{error:?}");
    let error = read_file(&folder.join("root"), "../root/../..", 4).expect_err("outside");
    assert!(matches!(error, ReadError::Outside { .. }), "{error:?}");
    fs::remove_dir_all(folder).ok();
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_links_in_a_circle_are_refused() {
    use std::os::unix::fs::symlink;
    let folder = folder("links");
    let root = folder.join("root");
    fs::write(folder.join("secret.ron"), "x").expect("a file");
    fs::write(root.join("inside.ron"), "x").expect("a file");
    symlink("../secret.ron", root.join("out.ron")).expect("a link");
    symlink("inside.ron", root.join("in.ron")).expect("a link");
    symlink("b.ron", root.join("a.ron")).expect("a link");
    symlink("a.ron", root.join("b.ron")).expect("a link");
    let error = read_file(&root, "out.ron", 9).expect_err("outside");
    assert!(error.to_string().starts_with("out.ron: it leads out of "), "{error}");
    let error = read_file(&root, "a.ron", 9).expect_err("a circle");
    assert_eq!(error.to_string(), "a.ron: symbolic links lead in a circle; delete one of them");
    assert!(read_file(&root, "in.ron", 9).is_ok(), "a link that stays inside is fine");
    fs::remove_dir_all(folder).ok();
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_without_waiting() {
    let folder = folder("pipe");
    let made = std::process::Command::new("mkfifo").arg(folder.join("root/x.ron")).status();
    if made.is_ok_and(|status| status.success()) {
        let error = read_file(&folder.join("root"), "x.ron", 9).expect_err("a pipe");
        assert!(matches!(error, ReadError::NotRegular { .. }), "{error:?}");
    }
    fs::remove_dir_all(folder).ok();
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("permission");
    let path = folder.join("root/x.ron");
    fs::write(&path, "x").expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("an owned file");
    // The superuser may read everything.
    if fs::read(&path).is_err() {
        let error = read_file(&folder.join("root"), "x.ron", 9).expect_err("no permission");
        assert!(error.to_string().starts_with("x.ron: permission denied; make"), "{error}");
    }
    fs::remove_dir_all(folder).ok();
}
