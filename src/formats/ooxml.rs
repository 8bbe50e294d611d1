//! What Office Open XML formats share: text made fit for XML.

/// Something a format's library could not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable(pub String);

/// Writes text for XML and HTML. Characters that XML 1.0 does not admit, and those that deceive a
/// reader, become U+FFFD.
pub fn escape(text: &str) -> String {
    let harmless = crate::present::text::safe(text);
    let mut out = String::with_capacity(harmless.len() + 16);
    for c in harmless.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}
