//! Files that are made from the program and committed. `BLESS=1 cargo test` writes them.

use crate::support::repository;
use jixiao::check::pages::handbook;
use jixiao::yaml::schema::schema;
use std::fs;
use std::path::Path;

/// Compares a committed file with what the program makes; true when they differ.
fn is_stale(path: &Path, made: &str) -> bool {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, made).unwrap();
    }
    fs::read_to_string(path).unwrap_or_default().replace('\r', "") != made
}

#[test]
fn the_schema_is_fresh() {
    let stale = is_stale(&repository("data/schema.json"), &schema());
    assert!(!stale, "data/schema.json: BLESS=1 writes it");
}

#[test]
fn the_pages_of_the_rules_are_fresh() {
    let folder = repository("docs/rules");
    let files = handbook();
    let stale: Vec<_> = files
        .iter()
        .filter(|f| is_stale(&folder.join(&f.0), &f.1))
        .map(|f| &f.0)
        .collect();
    assert!(stale.is_empty(), "BLESS=1 writes them: {stale:?}");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(files.iter().any(|f| f.0 == name), "docs/rules/{name} is of no rule");
    }
}
