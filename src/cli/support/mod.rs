//! What several commands share.

pub mod digests;
pub mod edited;
pub mod files;
pub mod find;
pub mod forms;
pub mod git;
pub mod pages;
pub mod report;
pub mod shard;
pub mod strays;
pub mod stream;
pub mod subject;
pub mod totals;
pub mod verdict;
