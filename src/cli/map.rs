//! `map`: stub
use super::{Outcome, args::Map, session::Session};
pub fn run(_: &Session<'_>, _: &Map) -> anyhow::Result<Outcome> {
    anyhow::bail!("not yet")
}
