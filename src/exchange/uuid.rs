//! UUIDs made of names: the same name always gives the same.

use ::uuid::Uuid;

/// The UUID, version 5, of a name in parts. The kind keeps names of different things apart.
pub(super) fn name_uuid(kind: &[&str], parts: &[&str]) -> Uuid {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"urn:interlex:");
    let mut name = Vec::new();
    // Lengths before the parts: no two lists of parts give one name.
    for part in kind.iter().chain(parts) {
        name.extend_from_slice(format!("{}:", part.len()).as_bytes());
        name.extend_from_slice(part.as_bytes());
    }
    Uuid::new_v5(&space, &name)
}
