//! What the readers of XML share.

use super::error::{Kind, ReadError};
use super::package::damaged;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What a reader makes of the elements and texts that it meets, in their order.
pub(super) trait Visitor {
    fn begin(&mut self, element: &BytesStart) -> Result<(), ReadError>;
    fn text(&mut self, text: &str);
    fn end(&mut self, name: &str) -> Result<(), ReadError>;
}

/// Shows a visitor all that stands in a part; an element without content begins and ends too. A
/// document type is refused, for it may define entities.
pub(super) fn walk(
    content: &[u8],
    kind: Kind,
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

/// The value of an attribute, by its whole name.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// Appends what `&…;` stands for; names that XML itself does not have are refused.
fn resolve(entity: &BytesRef, out: &mut String, kind: Kind) -> Result<(), ReadError> {
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
