//! What is being typed: fields, forms of them, texts of several lines, and drafts of those.
//!
//! | file | what |
//! |---|---|
//! | `field`, `form` | a field, typed or chosen; a form of such fields |
//! | `forms` | the forms that there are |
//! | `texts` | texts of several lines: notes, passages of reports, conclusions |
//! | `drafts` | what outlives the program that it was written in |

pub mod drafts;
mod field;
pub mod form;
pub mod forms;
pub mod texts;
