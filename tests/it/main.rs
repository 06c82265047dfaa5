//! Tests of the library and the command as their users see them.

// in a test a panic is the answer
#![allow(clippy::unwrap_used)]

mod attacks;
mod cli_check;
mod command;
mod diff;
mod docx;
mod edit;
mod fidelity;
mod fonts;
mod generate;
mod generated;
mod import;
mod import_cases;
mod import_forms;
mod import_xlsx;
mod layout;
mod lsp;
mod many;
mod money;
mod mutations;
mod next;
mod open;
mod own_rules;
mod page_setup;
mod pdf;
mod profiles;
mod reports;
mod reviewed_indicators;
mod reviewed_text;
mod rules;
mod saving;
mod sheets;
mod strays;
mod summary;
mod support;
mod tables;
mod template;
mod typing;
mod verify;
mod watch;
