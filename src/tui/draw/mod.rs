//! From the model to cells. Drawing changes nothing.
//!
//! | file | what |
//! |---|---|
//! | `view` | the whole screen: header, body, line, footer |
//! | `layout` | where everything stands, by the size alone |
//! | `tabs`, `status`, `footer` | the rows above and below |
//! | `boxes`, `text_boxes` | what lies above the screen |
//! | `theme` | styles by meaning |

mod boxes;
mod footer;
pub mod layout;
pub mod status;
pub(super) mod tabs;
mod text_boxes;
pub mod theme;
pub mod view;
