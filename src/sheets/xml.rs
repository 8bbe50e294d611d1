//! What the readers of XML share.

use super::error::{Kind, ReadError};
use super::package::damaged;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart};

/// The value of an attribute, by its whole name.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// Appends what `&…;` stands for; names that XML itself does not have are refused.
pub(super) fn resolve(entity: &BytesRef, out: &mut String, kind: Kind) -> Result<(), ReadError> {
    if let Some(c) = entity
        .resolve_char_ref()
        .map_err(|error| damaged(kind, error))?
    {
        out.push(c);
        return Ok(());
    }
    out.push(match entity.as_ref() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return Err(ReadError::Entities),
    });
    Ok(())
}
