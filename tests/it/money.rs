//! An amount is in the unit of its form, however its author wrote it.

use jixiao::check::{apply_fixes, examine};
use jixiao::compose::compose;
use jixiao::document::Document;
use jixiao::model::profile::Role;
use jixiao::text::source::Sources;
use jixiao::yaml::load::{File, Input, Loaded};

/// A small department of one project with that 预算数.
fn examined(form: &str, total: &str) -> (Loaded, Sources) {
    let name = if form == "shanghai" { "当年预算" } else { "预算数" };
    let text = format!(
        "版式: {form}\n年度: 2026\n部门名称: 示例局\n单位: [{{单位编码: 731001, 单位名称: 示例局}}]\n\
         项目:\n  - 单位: 731001\n    项目名称: 会议费\n    预算:\n      {name}: {total}\n      \
         财政资金: {total}\n    资金用途: 召开会议。\n"
    );
    let file = File { path: "部门.yaml".into(), bytes: Ok(text.into_bytes()) };
    let input = Input { department: Some(file), ..Input::default() };
    let mut sources = Sources::default();
    let loaded = examine(&input, &mut sources);
    (loaded, sources)
}

/// What the form prints for the 预算数, and how often its writing was told.
fn printed(form: &str, total: &str) -> (Option<String>, usize) {
    let (loaded, _) = examined(form, total);
    let told = loaded.diagnostics.iter().filter(|d| d.code == "A111").count();
    let (department, profile) = (loaded.department.unwrap(), loaded.profile.unwrap());
    let budget = department.projects[0].budget.value().unwrap();
    let amount = budget.by_role(&profile.funds, Role::Total).value();
    (amount.map(|m| m.printed(profile.money.decimals)), told)
}

#[test]
fn another_unit_is_converted_and_told_in_both_directions() {
    for (form, total, expected) in [
        ("hebei", "50000元", "5.00"),
        ("hebei", "'50,000元'", "5.00"),
        ("hebei", "50千元", "5.00"),
        ("hebei", "0.05百万元", "5.00"),
        ("hebei", "0.0005亿元", "5.00"),
        ("hebei", "50000块", "5.00"),
        ("hebei", "５００００圆", "5.00"),
        ("shanghai", "5万元", "50000.00"),
        ("shanghai", "50千元", "50000.00"),
        ("shanghai", "0.05百万元", "50000.00"),
        ("shanghai", "0.0005亿元", "50000.00"),
    ] {
        let told = if form == "hebei" { 2 } else { 1 };
        let (printed, found) = printed(form, total);
        assert_eq!(printed.as_deref(), Some(expected), "{form} {total}");
        assert!(found >= told, "{form} {total}");
    }
}

#[test]
fn the_forms_own_unit_is_no_fault() {
    assert_eq!(printed("hebei", "5.00万元"), (Some("5.00".into()), 0));
    assert_eq!(printed("hebei", "5"), (Some("5.00".into()), 0));
    assert_eq!(printed("shanghai", "50000元"), (Some("50000.00".into()), 0));
}

#[test]
fn what_is_no_amount_is_told_with_the_way_out() {
    for total in ["五万元", "5人", "1,00", "约5", "9999999999999999", "0.001元"] {
        let (loaded, _) = examined("hebei", &format!("'{total}'"));
        let found = loaded.diagnostics.iter().find(|d| d.code == "S110").unwrap();
        assert!(found.message.contains(total), "{}", found.message);
        assert!(found.help[0].contains("5.00"), "{}", found.help[0]);
    }
}

#[test]
fn the_safe_fix_writes_the_same_amount() {
    let (loaded, sources) = examined("hebei", "50000元");
    let findings = loaded.diagnostics.iter().filter(|d| d.code == "A111");
    let fixes: Vec<_> = findings.filter_map(|d| d.fix.as_ref()).collect();
    assert_eq!(fixes.len(), 2);
    assert!(fixes.iter().all(|f| f.safe && f.text == "5.00"));
    let text = &sources.get(loaded.department.unwrap().projects[0].span.file).text;
    let fixed = apply_fixes(text, &fixes);
    assert_eq!(fixed, (text.replace("50000元", "5.00"), 2));
}

#[test]
fn no_page_shows_an_amount_in_another_unit() {
    let (loaded, _) = examined("hebei", "50000元");
    let document: Document =
        compose(&loaded.department.unwrap(), &loaded.profile.unwrap()).unwrap();
    let shown = format!("{document:?}");
    assert!(shown.contains("5.00") && !shown.contains("50000"));
}
