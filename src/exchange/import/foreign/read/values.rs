//! Lists, which others write as lists or as one text with semicolons.

use super::{Given, Reader, Taken, Value, What};

/// A list of texts: also one text, or several with semicolons between.
pub(super) fn texts(reader: &mut Reader<'_>, taken: Taken) -> Option<Value> {
    each(reader, taken, |text| Value::text(text))
}

/// A list of names of enums.
pub(super) fn variants(reader: &mut Reader<'_>, taken: Taken) -> Option<Value> {
    each(reader, taken, Value::named)
}

/// A list of ids of nodes.
pub(super) fn ids(reader: &mut Reader<'_>, taken: Taken) -> Option<Value> {
    if let Some((_, Given { what: What::List(_), .. })) = &taken {
        return reader.list(taken, Reader::node);
    }
    let (field, given) = taken?;
    let names: Vec<String> = given.scalar()?.split(';').map(|name| reader.node_id(name.trim())).collect();
    let _ = field;
    Some(Value::list(names.into_iter().map(|name| Value::text(name).at(given.place))))
}

fn each(reader: &mut Reader<'_>, taken: Taken, make: fn(&str) -> Value) -> Option<Value> {
    if let Some((_, Given { what: What::List(_), .. })) = &taken {
        return reader.list(taken, |reader, entry| {
            let place = entry.as_ref().map(|(_, given)| given.place);
            let text = entry.as_ref().and_then(|(_, given)| given.scalar()).map(str::to_owned);
            match text.zip(place) {
                Some((text, place)) => Some(make(&text).at(place)),
                None => reader.text(entry),
            }
        });
    }
    let (_, given) = taken.as_ref()?;
    let Some(text) = given.scalar() else { return reader.text(taken) };
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    Some(Value::list(parts.map(|part| make(part).at(given.place)).collect::<Vec<_>>()))
}
