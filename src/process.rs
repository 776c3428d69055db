//! Running other programs: found in PATH and started without a shell, with a time limit and bounds on what they may say.
//!
//! No other place starts one (`clippy.toml` holds that): Graphviz where it is asked for, git for what a graph was.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How much of what a program says about itself is kept.
const MESSAGE_BYTES: u64 = 64 << 10;

/// How long what a program wrote is waited for after its end: one that it started may hold the pipe for ever.
const GRACE: Duration = Duration::from_secs(2);

/// Bounds on a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long the program may take.
    pub time: Duration,
    /// How many bytes it may write.
    pub output: u64,
}

impl Default for Limits {
    /// 60 seconds and 256 MiB.
    fn default() -> Self {
        Self { time: Duration::from_mins(1), output: 256 << 20 }
    }
}

/// How a run ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// By itself.
    Exited {
        /// Its exit status.
        status: ExitStatus,
        /// What it wrote.
        output: Vec<u8>,
        /// What it wrote to standard error, cut off where that is long.
        messages: String,
    },
    /// It took too long and was killed.
    TimedOut,
    /// It wrote too much and was killed.
    TooLarge,
}

/// A program with this name, in PATH.
#[expect(clippy::disallowed_methods, reason = "the one place where programs are started")]
pub(crate) fn program(name: &str) -> Command {
    Command::new(name)
}

/// Runs a program to its end with `input` on its standard input.
pub(crate) fn run(command: &mut Command, input: &[u8], limits: Limits) -> io::Result<Ended> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_vec();
        // A program that fails early closes its input; its exit status says why, so a broken pipe does not matter.
        thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let full = Arc::new(AtomicBool::new(false));
    let output = child.stdout.take().map(|pipe| reader(pipe, limits.output, Arc::clone(&full)));
    let messages = child.stderr.take().map(|pipe| reader(pipe, MESSAGE_BYTES, Arc::default()));
    let status = wait(&mut child, limits.time, &full)?;
    let [output, messages] = [output, messages].map(said);
    Ok(match status {
        _ if full.load(Ordering::Acquire) => Ended::TooLarge,
        None => Ended::TimedOut,
        Some(status) => {
            let messages = String::from_utf8_lossy(&messages).trim().to_owned();
            Ended::Exited { status, output, messages }
        }
    })
}

/// Reads what comes, up to a limit. The rest is read and dropped, so that a program that goes on saying things comes to
/// its end.
fn reader(mut pipe: impl Read + Send + 'static, limit: u64, full: Arc<AtomicBool>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = (&mut pipe).take(limit).read_to_end(&mut bytes);
        let more = matches!(io::copy(&mut (&mut pipe).take(1), &mut io::sink()), Ok(1));
        full.store(more, Ordering::Release);
        let _ = sender.send(bytes);
        let _ = io::copy(&mut pipe, &mut io::sink());
    });
    receiver
}

fn said(reader: Option<Receiver<Vec<u8>>>) -> Vec<u8> {
    reader.and_then(|reader| reader.recv_timeout(GRACE).ok()).unwrap_or_default()
}

/// The exit status, or `None` if the time was up or too much was written, and the program was ended.
fn wait(child: &mut Child, limit: Duration, full: &AtomicBool) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit || full.load(Ordering::Acquire) {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}
