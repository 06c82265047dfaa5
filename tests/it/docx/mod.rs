//! DOCX files of hand-made layouts.

pub mod lint;
mod package;
mod sample;
mod schema;
pub mod tree;

use crate::support::adjustment;
use jixiao::export::docx::docx;
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;

use sample::{document, large, small};

#[test]
fn files_pass_the_lint() {
    assert_eq!(lint::lint(&docx(&document(), &small())), Vec::<String>::new());
    assert_eq!(lint::lint(&docx(&document(), &large())), Vec::<String>::new());
}

#[test]
fn a_text_without_a_front_passes_too() {
    let (text, set) = (adjustment(), FontSet::embedded());
    let layout = layout(&text, &Fonts::new(&set));
    assert_eq!(lint::lint(&docx(&text, &layout)), Vec::<String>::new());
}

#[test]
fn a_file_of_45_projects_is_small() {
    let bytes = docx(&document(), &large());
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
}

#[test]
fn the_same_arguments_give_the_same_bytes() {
    assert_eq!(docx(&document(), &small()), docx(&document(), &small()));
}

/// For a look in Word: `cargo test --test it -- --ignored`, then `target/tmp/*.docx`.
#[test]
#[ignore = "only writes files to look at"]
fn keeps_files_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("small.docx"), docx(&document(), &small())).unwrap();
    std::fs::write(folder.join("large.docx"), docx(&document(), &large())).unwrap();
}
