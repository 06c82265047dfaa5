//! Two departments → what differs between them, in meaning and not in lines.
//!
//! 1. [`outline()`] walks every field of a department and makes a tree of [`Node`]s of it:
//!    the name the form gives the field, its text, its place. Whoever adds a field to the
//!    model adds one line there, and it is compared.
//! 2. [`differences`] goes down two such trees at once. The fields of a record belong
//!    together by label. The items of a list are paired first ([`List`] says how): by what
//!    identifies them, then by likeness, then by their place among their neighbours.
//!    So the order of files, keys and rows does not matter.
//! 3. [`Comparison`] puts the differences of two departments in the order of a report, with
//!    the sums of money before and after.
//!
//! Nothing of this knows where the trees come from. To compare what was read back from a
//! printed file with its YAML, outline both departments, keep what the form prints with
//! [`Node::printed`], and ask for the differences [`By::Text`]:
//!
//! ```
//! # use jixiao::{compare::{By, differences, outline}, yaml::load::profile, model::{Department, Field}};
//! let profile = profile::built_in("hebei").unwrap();
//! let mut written = Department { name: Field::of("甲局".into()), ..Default::default() };
//! let read_back = written.clone();
//! written.name = Field::of("乙局".into());
//! let (old, new) = (outline(&written, &profile).printed(), outline(&read_back, &profile).printed());
//! let found = differences(&old, &new, By::Text);
//! let leaf = &found.leaves()[0];
//! assert_eq!(leaf.path, ["部门名称"]);
//! assert_eq!(leaf.before.unwrap().text(), Some("乙局"));
//! // leaf.before.unwrap().span is the place in the YAML
//! ```

mod columns;
mod comparison;
mod difference;
mod increase;
mod json;
mod likeness;
mod node;
mod outline;
mod overview;
mod own;
mod pairing;
mod project;
mod render;
mod wording;

pub use comparison::{Comparison, ProjectChange, Status, Total};
pub use difference::{By, Difference, Leaf, differences};
pub use json::to_json;
pub use node::{Content, Identity, List, Node, NodeItem, ValueLine};
pub use outline::{label, outline};
pub use overview::ChangeOverview;
pub use pairing::{Match, Pairing};
pub use render::to_text;
pub(crate) use wording::{change_of_sum, found_by, sum, value};

#[cfg(test)]
mod tests;
