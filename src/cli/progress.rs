//! A bar on the terminal for what takes longer than a second.

use std::io::{self, IsTerminal as _};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use interlex::progress::{Nobody, Observer};

/// What is over by then needs no bar.
const SOON: Duration = Duration::from_secs(1);

const LOOK: &str = "{msg} [{bar:30}] {pos}/{len}, {eta} left";

/// One process answers one question, so there is one bar.
static BAR: OnceLock<Bar> = OnceLock::new();

#[derive(Debug)]
struct Bar {
    began: Instant,
    bar: ProgressBar,
}

/// Who shows how far the answer is: nobody if standard error is no terminal, or one that cannot take a line back, or a
/// log of a CI run, or if the user wants quiet.
pub fn observer(quiet: bool) -> &'static dyn Observer {
    let dumb = std::env::var_os("TERM").is_none_or(|it| it == "dumb") || std::env::var_os("CI").is_some();
    if quiet || dumb || !io::stderr().is_terminal() {
        return &Nobody;
    }
    BAR.get_or_init(|| {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let look = ProgressStyle::with_template(LOOK).unwrap_or_else(|_| ProgressStyle::default_bar());
        Bar { began: Instant::now(), bar: bar.with_style(look.progress_chars("=> ")) }
    })
}

/// Takes the bar away, before anything else is written.
pub fn clear() {
    if let Some(Bar { bar, .. }) = BAR.get() {
        bar.finish_and_clear();
    }
}

impl Observer for Bar {
    fn begin(&self, stage: &'static str, steps: usize) {
        self.bar.reset();
        self.bar.set_length(u64::try_from(steps).unwrap_or(u64::MAX));
        self.bar.set_message(stage);
    }

    fn advance(&self, steps: usize) {
        if self.bar.is_hidden() && self.began.elapsed() >= SOON {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(u64::try_from(steps).unwrap_or(u64::MAX));
    }
}
