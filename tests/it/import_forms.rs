//! Every form is imported as what was built: generated departments, real texts.

use crate::generate;
use jixiao::compose::compose;
use jixiao::export::docx::docx;
use jixiao::import::{Imported, Kind, Options, import};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::load::profile::{built_in, built_in_names};
use jixiao::load::{File, Input, load};
use jixiao::model::{Department, Profile};
use jixiao::save::save;
use jixiao::source::Sources;
use proptest::test_runner::{Config, TestRunner};

type Files = Vec<(String, String)>;

/// Loads saved files; they must be without fault.
fn reload(files: &Files) -> Department {
    let file = |(path, text): &(String, String)| File {
        path: path.clone(),
        bytes: Ok(text.clone().into_bytes()),
    };
    let input = Input {
        path: "部门".into(),
        department: files.first().map(file),
        projects: files[1..].iter().map(file).collect(),
        ..Input::default()
    };
    let loaded = load(&input, &mut Sources::default());
    let messages: Vec<_> = loaded.diagnostics.iter().map(|d| &d.message).collect();
    assert!(messages.is_empty(), "{messages:?}\n{files:#?}");
    loaded.department.unwrap()
}

fn built(department: &Department, profile: &Profile, fonts: &Fonts) -> Vec<u8> {
    let document = compose(department, profile).unwrap();
    docx(&document, &layout(&document, fonts))
}

/// The files as one text, so that a difference is shown line by line.
fn text(files: &Files) -> String {
    files.iter().map(|(path, text)| format!("== {path}\n{text}")).collect()
}

fn saved(imported: &Imported) -> Files {
    save(&imported.department, &imported.numbers)
}

fn assert_same(wanted: &Files, found: &Files, notes: &Imported) {
    let (wanted, found) = (text(wanted), text(found));
    for (w, f) in wanted.lines().zip(found.lines()) {
        assert_eq!(w, f, "{:#?}\n{wanted}", notes.notes);
    }
    assert_eq!(wanted, found);
}

/// How many departments are made of each form.
const CASES: u32 = 24;

#[test]
fn a_department_of_any_form_is_imported_as_it_was_saved() {
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    for name in built_in_names() {
        let profile = built_in(name).unwrap();
        let options = Options::new(name);
        let config =
            Config { cases: CASES, failure_persistence: None, ..Config::default() };
        let test = |department: Department| {
            let wanted = save(&department, &[]);
            let bytes = built(&reload(&wanted), &profile, &fonts);
            let imported = import(&bytes, &options).unwrap();
            let unplaced = imported.notes.iter().filter(|n| n.kind == Kind::Unplaced);
            assert_eq!(unplaced.count(), 0, "{:#?}", imported.notes);
            assert_same(&wanted, &saved(&imported), &imported);
            Ok(())
        };
        let strategy = generate::department(&profile);
        TestRunner::new(config)
            .run(&strategy, test)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}
