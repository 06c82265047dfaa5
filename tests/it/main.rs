//! Tests of the library and the command as their users see them.

mod command;
mod docx;
mod fidelity;
mod import;
mod layout;
mod rules;
mod support;
