//! Paths to texts.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::source::SourceFile;

/// Why a file could not be read, and what to do about it. Paths are as given to [`read_file`].
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file.
    #[error("{path}: there is no such file; check the spelling, or where a link points")]
    NotFound {
        /// The file.
        path: String,
    },
    /// The operating system refuses access.
    #[error("{path}: permission denied; make the file and the folders above it readable (`chmod a+r`)")]
    PermissionDenied {
        /// The file.
        path: String,
    },
    /// It is a folder.
    #[error("{path}: this is a folder named like a file; rename it or move its contents up")]
    Folder {
        /// The folder.
        path: String,
    },
    /// It is a device, pipe or socket.
    #[error("{path}: this is no regular file but a device, pipe or socket; replace it with a file")]
    NotRegular {
        /// The device.
        path: String,
    },
    /// It lies outside the root folder, itself or through a link.
    #[error("{path}: it leads out of {} to {}; copy the file into the folder instead of linking to it", root.display(), target.display())]
    Outside {
        /// The file.
        path: String,
        /// The folder that it must lie in.
        root: PathBuf,
        /// Where it really lies.
        target: PathBuf,
    },
    /// It is a folder in too many others.
    #[error("{path}: folders nest too deeply here, nothing in this one is read; move its contents up")]
    TooDeep {
        /// The folder.
        path: String,
    },
    /// Links lead to each other.
    #[error("{path}: symbolic links lead in a circle; delete one of them")]
    LinkLoop {
        /// The file.
        path: String,
    },
    /// It is larger than allowed.
    #[error("{path}: larger than {limit} bytes; split it into several files")]
    TooLarge {
        /// The file.
        path: String,
        /// The most bytes allowed.
        limit: u64,
    },
    /// It is not UTF-8.
    #[error(
        "{path}:{line}: not UTF-8: byte 0x{byte:02X} at offset {offset} (line {line}) belongs to {guess}; save the file as UTF-8"
    )]
    NotUtf8 {
        /// The file.
        path: String,
        /// Offset of the first wrong byte, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
        /// The byte.
        byte: u8,
        /// What encoding the file may be in.
        guess: &'static str,
    },
    /// Anything else.
    #[error("{path}: could not be read: {cause}")]
    Other {
        /// The file.
        path: String,
        /// What the operating system says.
        #[source]
        cause: io::Error,
    },
}

impl ReadError {
    /// What is wrong and how to put it right, for a message that names the file already.
    pub(crate) fn what_and_fix(&self) -> (String, Option<String>) {
        let (Self::NotFound { path }
        | Self::PermissionDenied { path }
        | Self::Folder { path }
        | Self::NotRegular { path }
        | Self::Outside { path, .. }
        | Self::TooDeep { path }
        | Self::LinkLoop { path }
        | Self::TooLarge { path, .. }
        | Self::NotUtf8 { path, .. }
        | Self::Other { path, .. }) = self;
        let text = self.to_string();
        let text = text[path.len()..].trim_start_matches(|c: char| c == ':' || c == ' ' || c.is_ascii_digit());
        match text.rsplit_once("; ") {
            Some((what, fix)) => (what.to_owned(), Some(fix.to_owned())),
            None => (text.to_owned(), None),
        }
    }
}

/// Reads the file at `rel`, a path relative to the folder `root`, as UTF-8 text of at most `limit` bytes.
///
/// # Errors
/// A [`ReadError`] says what stands in the way. A byte order mark is no error here; [`super::decode`] reports it.
pub fn read_file(root: &Path, rel: &str, limit: u64) -> Result<SourceFile, ReadError> {
    let refused = |cause| refusal(rel, cause);
    let root = root.canonicalize().map_err(refused)?;
    let target = root.join(rel).canonicalize().map_err(refused)?;
    if !target.starts_with(&root) {
        return Err(ReadError::Outside { path: rel.to_owned(), root, target });
    }
    read_target(&target, rel, limit)
}

/// Reads a file that somebody named, wherever it lies, as UTF-8 text of at most `limit` bytes.
///
/// # Errors
/// A [`ReadError`] says what stands in the way.
pub fn read_named(path: &Path, limit: u64) -> Result<SourceFile, ReadError> {
    let shown = path.to_string_lossy().replace('\\', "/");
    read_target(path, &shown, limit)
}

fn read_target(target: &Path, rel: &str, limit: u64) -> Result<SourceFile, ReadError> {
    let refused = |cause| refusal(rel, cause);
    let path = || rel.to_owned();
    let metadata = fs::metadata(target).map_err(refused)?;
    if metadata.is_dir() {
        return Err(ReadError::Folder { path: path() });
    }
    // Opening a pipe would wait for a writer.
    if !metadata.is_file() {
        return Err(ReadError::NotRegular { path: path() });
    }
    if metadata.len() > limit {
        return Err(ReadError::TooLarge { path: path(), limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    let file = File::open(target).map_err(refused)?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { path: path(), limit });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(path(), text)),
        Err(error) => Err(not_utf8(rel, error.utf8_error().valid_up_to(), error.as_bytes())),
    }
}

fn not_utf8(rel: &str, offset: usize, bytes: &[u8]) -> ReadError {
    let guess = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "UTF-16",
        _ => "another encoding, such as Latin-1 or Windows-1252",
    };
    ReadError::NotUtf8 {
        path: rel.to_owned(),
        offset,
        line: 1 + bytes.iter().take(offset).filter(|&&byte| byte == b'\n').count(),
        byte: bytes.get(offset).copied().unwrap_or_default(),
        guess,
    }
}

fn refusal(rel: &str, cause: io::Error) -> ReadError {
    let path = rel.to_owned();
    match cause.kind() {
        io::ErrorKind::NotFound => ReadError::NotFound { path },
        io::ErrorKind::PermissionDenied => ReadError::PermissionDenied { path },
        _ if is_link_loop(&cause) => ReadError::LinkLoop { path },
        _ => ReadError::Other { path, cause },
    }
}

/// `io::ErrorKind::FilesystemLoop` is not stable yet; these are the numbers of Linux, of macOS and the BSDs, and of Windows.
fn is_link_loop(cause: &io::Error) -> bool {
    let number = if cfg!(target_os = "linux") {
        40
    } else if cfg!(windows) {
        1921
    } else {
        62
    };
    cause.raw_os_error() == Some(number)
}
