//! Questions and answers: values come from options, else from whoever sits at the terminal, else they are missing.

use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal as _, Write};

use anyhow::bail;
use interlex::syntax::is_bidi_control;

/// A value that an entry needs or may have.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// The option that answers it.
    pub flag: &'q str,
    /// Its name for people.
    pub name: &'q str,
    /// What it is, in one line.
    pub what: &'q str,
    /// The values it may have, as far as they can be listed.
    pub values: &'q [String],
    /// Whether the entry cannot be without it.
    pub must: bool,
}

impl<'q> Question<'q> {
    /// A question that may be left open.
    pub fn new(flag: &'q str, name: &'q str, what: &'q str) -> Self {
        Self { flag, name, what, values: &[], must: false }
    }

    /// One that must be answered.
    pub fn must(self) -> Self {
        Self { must: true, ..self }
    }

    /// One whose answers can be listed.
    pub fn among(self, values: &'q [String]) -> Self {
        Self { values, ..self }
    }
}

/// How much is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Nothing: nobody is there.
    Silent,
    /// Only what was answered wrongly.
    Corrections,
    /// Everything that is left open.
    Everything,
}

/// Collects values, and what is wrong with those given.
pub struct Asker {
    mode: Mode,
    /// Whether answers must be repeated, as no terminal shows what is typed.
    repeats: bool,
    greeted: bool,
    problems: Vec<String>,
    missing: Vec<String>,
}

impl Asker {
    /// Asks on a terminal, never in CI, and wherever `interactive` wants it. What may be left open is asked for where
    /// something that must be known is missing: whoever gives all of that wants no questions.
    pub fn new(interactive: bool, incomplete: bool) -> Self {
        let terminal = io::stdin().is_terminal();
        let talks = interactive || (terminal && io::stderr().is_terminal() && std::env::var_os("CI").is_none());
        let mode = match (talks, interactive || incomplete) {
            (false, _) => Mode::Silent,
            (true, true) => Mode::Everything,
            (true, false) => Mode::Corrections,
        };
        Self { mode, repeats: !terminal, greeted: false, problems: Vec::new(), missing: Vec::new() }
    }

    /// Whether questions may be asked that no option answers.
    pub fn asks(&self) -> bool {
        self.mode == Mode::Everything
    }

    /// The value of an option, or the answer to a question.
    pub fn one<T>(
        &mut self,
        question: Question<'_>,
        given: Option<&str>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> anyhow::Result<Option<T>> {
        let Some(given) = given else { return self.open(question, None, read) };
        match read(given) {
            Ok(value) => Ok(Some(value)),
            Err(problem) if self.mode != Mode::Silent => self.open(question, Some(problem), read),
            Err(problem) => {
                self.problems.push(format!("{}: {problem}", question.flag));
                Ok(None)
            }
        }
    }

    /// The values of an option that may be given several times, or one answer with `separator` between them.
    pub fn many<T>(
        &mut self,
        question: Question<'_>,
        given: &[String],
        separator: char,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> anyhow::Result<Vec<T>> {
        let all =
            |texts: &mut dyn Iterator<Item = &str>| texts.map(str::trim).map(&read).collect::<Result<Vec<T>, _>>();
        if !given.is_empty() {
            match all(&mut given.iter().map(String::as_str)) {
                Ok(values) => return Ok(values),
                Err(problem) if self.mode != Mode::Silent => {
                    return Ok(self
                        .open(question, Some(problem), |text| all(&mut text.split(separator)))?
                        .unwrap_or_default());
                }
                Err(_) => {
                    // Each is told, not the first alone.
                    let wrong = given.iter().filter_map(|text| read(text.trim()).err());
                    self.problems.extend(wrong.map(|problem| format!("{}: {problem}", question.flag)));
                    return Ok(Vec::new());
                }
            }
        }
        Ok(self.open(question, None, |text| all(&mut text.split(separator)))?.unwrap_or_default())
    }

    /// Yes or no; `Enter` is yes.
    pub fn confirm(&mut self, question: &str) -> anyhow::Result<bool> {
        loop {
            match self.line(&format!("{question} (yes or no; Enter: yes)"))?.to_lowercase().as_str() {
                "" | "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                _ => eprintln!("  please answer yes or no"),
            }
        }
    }

    /// Notes that a value is missing or wrong for a reason that no single option tells.
    pub fn problem(&mut self, problem: String) {
        self.problems.push(problem);
    }

    /// Fails if something is missing or wrong, and says all of it.
    pub fn finish(&self) -> anyhow::Result<()> {
        if self.problems.is_empty() && self.missing.is_empty() {
            return Ok(());
        }
        let mut text = String::from("the entry cannot be written yet");
        for problem in &self.problems {
            write!(text, "\n  {problem}")?;
        }
        for missing in &self.missing {
            write!(text, "\n  {missing}")?;
        }
        if !self.missing.is_empty() {
            text.push_str("\n  on a terminal these would be asked for; --interactive asks in any case");
        }
        bail!("{text}");
    }

    /// Asks until the answer can be read. What may be left open is left open by an empty answer.
    fn open<T>(
        &mut self,
        question: Question<'_>,
        mut problem: Option<String>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> anyhow::Result<Option<T>> {
        if problem.is_none() && !self.asks() {
            if question.must {
                self.missing.push(missing(question));
            }
            return Ok(None);
        }
        let mut asked = false;
        loop {
            if let Some(problem) = problem.take() {
                eprintln!("  {problem}");
            }
            let answer = if asked { self.answer()? } else { self.line(&full(question))? };
            asked = true;
            match answer.as_str() {
                "?" if !question.values.is_empty() => eprintln!("  {}", question.values.join(", ")),
                "" if !question.must => return Ok(None),
                "" => problem = Some("this one is needed".to_owned()),
                answer => match read(answer) {
                    Ok(value) => return Ok(Some(value)),
                    Err(wrong) => problem = Some(wrong),
                },
            }
        }
    }

    fn line(&mut self, question: &str) -> anyhow::Result<String> {
        if !self.greeted {
            self.greeted = true;
            eprintln!("Enter skips what is optional, ? lists the values, Ctrl-C stops without writing anything.");
        }
        eprintln!("{question}");
        self.answer()
    }

    fn answer(&self) -> anyhow::Result<String> {
        eprint!("> ");
        io::stderr().flush()?;
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line)? == 0 {
            eprintln!();
            bail!("the answers ended before the questions did; nothing was written");
        }
        let answer = line.trim();
        if self.repeats {
            eprintln!("{}", answer.chars().filter(|c| !c.is_control() && !is_bidi_control(*c)).collect::<String>());
        }
        Ok(answer.to_owned())
    }
}

/// The question as a line: name, what it is, values if they are few.
fn full(question: Question<'_>) -> String {
    let optional = if question.must { "" } else { " (optional)" };
    let values = match question.values {
        [] => String::new(),
        values if values.len() <= FEW => format!(" [{}]", values.join(", ")),
        values => format!(" [{}, …; ? lists all {}]", values[..FEW].join(", "), values.len()),
    };
    format!("{}{optional}: {}{values}", question.name, question.what)
}

/// How many values stand in a question.
const FEW: usize = 8;

fn missing(question: Question<'_>) -> String {
    let values = if question.values.is_empty() { String::new() } else { format!(" [{}]", question.values.join(", ")) };
    format!("{} is missing: {}{values}", question.flag, question.what)
}
