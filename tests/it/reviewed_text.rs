//! What `check` finds in the real texts of ../shared, by project number and code.

use jixiao::check::examine;
use jixiao::import::{Options, import};
use jixiao::load::{File, Input};
use jixiao::save::save;
use jixiao::source::Sources;
use std::path::Path;

/// The findings on a real text: the project's number (0 for 部门.yaml), code, message.
fn findings(name: &str, profile: &str) -> Option<Vec<(usize, &'static str, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/docx");
    let Ok(bytes) = std::fs::read(folder.join(format!("{name}.docx"))) else {
        eprintln!("没有 ../shared，不核对真实文本");
        return None;
    };
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

/// The example departments, of which there is nothing to say.
#[test]
fn the_examples_have_no_finding() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples");
    let file = |path: &Path| File {
        path: path.display().to_string(),
        bytes: Ok(std::fs::read(path).unwrap()),
    };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut input = Input::default();
        if path.is_dir() {
            input.department = Some(file(&path.join("部门.yaml")));
            let projects = std::fs::read_dir(path.join("项目")).unwrap();
            input.projects = projects.map(|p| file(&p.unwrap().path())).collect();
        } else {
            input.department = Some(file(&path));
        }
        let found = examine(&input, &mut Sources::default()).diagnostics;
        let found: Vec<_> = found.iter().map(|d| (d.code, &d.message)).collect();
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
}
