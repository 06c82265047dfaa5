//! 绩效: YAML in, the official 部门预算绩效文本 out.
pub mod check;
pub mod compose;
pub mod diagnostic;
pub mod document;
pub mod export;
pub mod import;
pub mod layout;
pub mod load;
pub mod model;
pub mod save;
pub mod source;
