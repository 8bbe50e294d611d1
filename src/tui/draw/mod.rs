//! From the model to cells. Drawing changes nothing.
//!
//! | file | what |
//! |---|---|
//! | `view` | the whole screen: header, body, line, footer |
//! | `layout` | where everything stands, by the size alone |
//! | `tabs`, `status`, `footer` | the rows above and below |
//! | `theme` | styles by meaning |

mod footer;
pub mod layout;
pub mod status;
pub(super) mod tabs;
pub mod theme;
pub mod view;
