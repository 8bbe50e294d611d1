//! Reading XML with a visitor.

use super::error::{FileKind, ReadError};
use super::package::damaged;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

pub(super) trait Visitor {
    fn begin(&mut self, element: &BytesStart) -> Result<(), ReadError>;
    fn text(&mut self, text: &str);
    fn end(&mut self, name: &str) -> Result<(), ReadError>;
}

/// Walks through a document; an empty element begins and ends too. A document type is refused, for it may
/// define entities.
pub(super) fn walk(
    content: &[u8],
    kind: FileKind,
    visitor: &mut impl Visitor,
) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| damaged(kind, error))?;
        match event {
            Event::Start(element) => visitor.begin(&element)?,
            Event::End(element) => visitor.end(element.name().as_ref())?,
            Event::Text(text) => visitor.text(&text.xml10_content()),
            Event::CData(text) => visitor.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let mut text = String::new();
                resolve(&entity, &mut text, kind)?;
                visitor.text(&text);
            }
            Event::DocType(_) => return Err(ReadError::Entities),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, by its name with prefix.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// Appends the text of an entity; only the five predefined ones and character references are accepted.
fn resolve(entity: &BytesRef, out: &mut String, kind: FileKind) -> Result<(), ReadError> {
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
