//! When a misspelt name can only have been meant as one that exists.

/// Whether `found` is certain to be `meant`, a name among `known`, with a letter or two wrong: nothing else is nearly
/// as near, and it differs neither in digits (`iso-31000`, `iso-31010`) nor in short words (`jp-pipa`, `kr-pipa`), in
/// which one letter makes another thing.
///
/// ```text
/// asean-ai-giude → asean-ai-guide     certain
/// kr-ai-bill     → br-ai-bill         another country
/// nigera         → nigeria, niger     which of them?
/// ```
pub(super) fn is_certain<'k>(found: &str, meant: &str, known: impl Iterator<Item = &'k str>) -> bool {
    let (found_letters, meant_letters) = (letters(found), letters(meant));
    let distance = strsim::osa_distance(&found_letters, &meant_letters);
    let most = match meant_letters.chars().count() {
        0..5 => 0,
        5..12 => 1,
        _ => 2,
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    distance <= most
        && digits(found) == digits(meant)
        && has_same_short_words(found, meant)
        && known
            .filter(|other| *other != meant)
            .all(|other| strsim::osa_distance(&found_letters, &letters(other)) >= distance + 2)
}

/// A name in lower case and one piece, as `in_force`, `InForce` and `in-force` are one word.
fn letters(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

fn has_same_short_words(found: &str, meant: &str) -> bool {
    let words = |name: &str| name.to_lowercase().split(['-', '_', ' ']).map(str::to_owned).collect::<Vec<_>>();
    let (found, meant) = (words(found), words(meant));
    if found.len() == 1 || meant.len() == 1 {
        // A name of one word; what short words a missing hyphen swallowed shows in its letters.
        return meant.len() == 1 || meant[0].len() > 3 || found[0].starts_with(&meant[0]);
    }
    found.len() == meant.len()
        && found.iter().zip(&meant).all(|(found, meant)| found == meant || found.len().min(meant.len()) > 3)
}
