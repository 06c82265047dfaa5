//! What `check` finds in the real texts of ../shared, by project number and code.

use crate::support::shared;
use jixiao::check::examine;
use jixiao::import::{Options, import};
use jixiao::text::source::Sources;
use jixiao::yaml::load::{File, Input};
use jixiao::yaml::save::save;

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
        ..Input::default()
    };
    let mut sources = Sources::default();
    let found = examine(&input, &mut sources).diagnostics;
    let number = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.split('-').next().and_then(|n| n.parse().ok()).unwrap_or(0)
    };
    let found = found.into_iter().map(|d| {
        let source = sources.get(d.primary.span.file);
        (number(&source.path), d.code.name, d.message)
    });
    Some(found.collect())
}

/// The project numbers that have a finding with `code`.
fn with(found: &[(usize, &str, String)], code: &str) -> Vec<usize> {
    found.iter().filter(|f| f.1 == code).map(|f| f.0).collect()
}

#[test]
fn zhangjiakou_has_caps_and_totals_that_differ_from_its_budgets() {
    let Some(found) = findings("zhangjiakou-kexie-2025", "hebei") else { return };
    assert_eq!(with(&found, "A201"), [26, 26, 26]);
    assert_eq!(with(&found, "A102"), [1, 2, 3, 18, 19, 24]);
    assert_eq!(with(&found, "A103"), [25]);
    assert_eq!(with(&found, "A104"), [16]);
    assert_eq!(with(&found, "A105"), [1, 2, 3, 24]);
    assert_eq!(with(&found, "A106"), [4]);
    assert_eq!(with(&found, "A204"), [23]);
    assert_eq!(with(&found, "A112"), [1]);
    assert_eq!(with(&found, "T101"), [10, 14]);
    assert_eq!(with(&found, "T104"), [18, 19, 20]);
    assert_eq!(with(&found, "T110"), [5]);
    assert_eq!(with(&found, "T112"), [23, 25]);
    // eleven projects of the year before, which no word calls carried over
    assert_eq!(with(&found, "S307"), [1]);
    let stale = [1, 1, 1, 2, 2, 2, 3, 3, 3, 8, 9, 16, 18, 19, 20, 26];
    assert_eq!(with(&found, "T105"), stale);
    let product = found.iter().find(|f| f.1 == "A104").unwrap();
    assert!(product.2.ends_with("3 × 2 = 6 ≠ 5.60"), "{}", product.2);
    let classified = found.iter().filter(|f| f.0 == 17);
    // the scan lost its 12月底, which is no matter of content
    assert!(classified.into_iter().all(|f| f.1 == "A203"));
    for code in ["A107", "A108", "S208", "S209", "S305", "S306"] {
        assert_eq!(with(&found, code), [0; 0], "{code}");
    }
    for code in ["T102", "T103", "T106", "T108", "T109"] {
        assert_eq!(with(&found, code), [0; 0], "{code}");
    }
}

#[test]
fn tangshan_shares_one_goal_and_misnames_a_project() {
    let Some(found) = findings("tangshan-kexie-2023", "hebei") else { return };
    let shared = [1, 2, 3, 4, 5, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22];
    assert_eq!(with(&found, "T101"), shared);
    let names: Vec<_> = found.iter().filter(|f| f.1 == "S209").collect();
    assert!(matches!(names[..], [f] if f.2.contains("运营管理服务费")), "{names:?}");
    assert_eq!(with(&found, "T102"), [7]);
    assert_eq!(with(&found, "T103"), [0]);
    // 分项 and 指标表: 3次 and ≥2次, 100% and ≥90%
    assert_eq!(with(&found, "A112"), [0, 0]);
    let others = found.iter().filter(|f| f.1 != "A112");
    let mut others = others.map(|f| f.1);
    assert!(others.all(|code| !code.starts_with("A1") && !code.starts_with("S3")));
}

#[test]
fn beidaihe_doubles_a_word_and_keeps_a_year() {
    let Some(found) = findings("beidaihe-kexie-2021", "hebei") else { return };
    let doubled: Vec<_> = found.iter().filter(|f| f.1 == "T103").collect();
    assert!(matches!(doubled[..], [f] if f.2.contains("意见")), "{doubled:?}");
    assert_eq!(with(&found, "T105"), [0]);
    assert_eq!(with(&found, "S209"), [0]);
    assert_eq!(with(&found, "T107"), [3, 3]);
    assert!(found.iter().all(|f| !f.1.starts_with('A')));
}

#[test]
fn tianjin_repeats_a_name_as_the_purpose() {
    let Some(found) = findings("tianjin-kexie-2023", "tianjin") else { return };
    assert_eq!(with(&found, "T102"), [3]);
    let other = found.iter().filter(|f| f.1 != "T102" && !f.1.starts_with('I'));
    assert_eq!(other.count(), 0);
}
