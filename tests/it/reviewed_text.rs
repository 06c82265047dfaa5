//! What `check` finds in the real texts of ../shared, by project number and code.

use crate::support::shared;
use jixiao::check::examine;
use jixiao::import::{Options, import};
use jixiao::load::{File, Input};
use jixiao::save::save;
use jixiao::source::Sources;

/// The findings on a real text: the project's number (0 for 部门.yaml), code, message.
fn findings(name: &str, profile: &str) -> Option<Vec<(usize, &'static str, String)>> {
    let bytes = std::fs::read(shared(&format!("docx/{name}.docx"))?).unwrap();
    let imported = import(&bytes, &Options::new(profile)).unwrap();
    let saved = save(&imported.department, &imported.numbers);
    let file = |(path, text): &(String, String)| File {
        path: path.clone(),
        bytes: Ok(text.clone().into_bytes()),
    };
    let input = Input {
        path: name.to_owned(),
        department: saved.first().map(file),
        projects: saved[1..].iter().map(file).collect(),
    };
    let mut sources = Sources::default();
    let found = examine(&input, &mut sources).diagnostics;
    let number = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.split('-').next().and_then(|n| n.parse().ok()).unwrap_or(0)
    };
    let found = found.into_iter().map(|d| {
        let source = sources.get(d.primary.span.file);
        let at = source.position(d.primary.span.range().start);
        if std::env::var_os("SHOW").is_some() {
            eprintln!(
                "{name} {}:{}:{} {} {} {}",
                source.path,
                at.line,
                at.column,
                d.severity.name(),
                d.code,
                d.message
            );
        }
        (number(&source.path), d.code, d.message)
    });
    Some(found.collect())
}

/// The project numbers that have a finding with `code`.
fn with(found: &[(usize, &str, String)], code: &str) -> Vec<usize> {
    found.iter().filter(|f| f.1 == code).map(|f| f.0).collect()
}

#[test]
fn zhangjiakou() {
    let Some(_found) = findings("zhangjiakou-kexie-2025", "hebei") else { return };
}
#[test]
fn tangshan() {
    let Some(_found) = findings("tangshan-kexie-2023", "hebei") else { return };
}
#[test]
fn beidaihe() {
    let Some(_found) = findings("beidaihe-kexie-2021", "hebei") else { return };
}
#[test]
fn tianjin() {
    let Some(_found) = findings("tianjin-kexie-2023", "tianjin") else { return };
}
