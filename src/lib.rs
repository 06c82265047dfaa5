//! # 绩效
//!
//! Turns performance targets written as YAML into the official 部门预算绩效文本 of a
//! Chinese government department, as DOCX and PDF, and finds what the finance bureau
//! would send the text back for.
//!
//! The data goes one way; each step is a module named by its verb and knows only the one
//! before it:
//!
//! 1. [`yaml::load`] reads YAML into the [`model`]; every value keeps its place ([`text::source`]).
//! 2. [`check`] lets every rule judge the model and gives [`diagnostic`]s.
//! 3. [`compose`] turns the model into a neutral [`document`], through the templates of
//!    the department's profile.
//! 4. [`layout`] sets the document on pages; [`pages`] lists what is drawn on them.
//! 5. [`export`] writes these pages as PDF, DOCX and SVG.
//!
//! The other way round, [`import`] reads an existing Word file into the model, and
//! [`yaml::save`] writes the model as YAML. A built file carries a [`proof`]: [`verify`] tells
//! what was edited in it since, [`write_back`] brings such edits back into the YAML.
//! [`compare`] tells what differs between two models,
//! and [`summarize`] makes the tables that a bureau wants of many departments at once.
//!
//! Nothing here reads files, the clock or the environment: the same YAML gives the same
//! bytes, in any thread, on any day.
//!
//! ```
//! use jixiao::layout::font::{FontSet, Fonts};
//! use jixiao::text::source;
//! use jixiao::yaml::load;
//! use jixiao::{check, compose, export, layout, pages};
//!
//! let text = include_str!("../data/examples/澄湖区文化馆.yaml");
//! let file = load::File { path: "文化馆.yaml".into(), bytes: Ok(text.into()) };
//! let input = load::Input { department: Some(file), ..Default::default() };
//!
//! // load and check: all findings at once, each with its place
//! let mut sources = source::Sources::default();
//! let loaded = check::examine(&input, &mut sources);
//! assert_eq!(loaded.diagnostics, []);
//! let (department, profile) = (loaded.department.unwrap(), loaded.profile.unwrap());
//!
//! // compose, lay out, export: one layout for both files
//! let document = compose::compose(&department, &profile).unwrap();
//! let set = FontSet::embedded();
//! let fonts = Fonts::new(&set);
//! let layout = layout::layout(&document, &fonts);
//! let list = pages::display(&layout);
//! let pdf = export::pdf::pdf(&document, &list, &fonts, &Default::default()).unwrap();
//! let docx = export::docx::docx(&document, &layout);
//! assert!(pdf.starts_with(b"%PDF-1.7") && docx.starts_with(b"PK"));
//! ```

pub mod advance;
pub mod appraise;
pub mod assist;
pub mod check;
pub mod compare;
pub mod compose;
pub mod diagnostic;
pub mod document;
pub mod export;
pub mod import;
pub mod layout;
pub mod model;
pub mod pages;
pub mod proof;
mod sheet;
pub mod summarize;
pub mod text;
pub mod verify;
pub(crate) mod word;
pub mod write_back;
pub mod yaml;
