//! An amount is in the unit of its form, however its author wrote it.

use jixiao::check::{apply_fixes, examine};
use jixiao::compose::compose;
use jixiao::document::Document;
use jixiao::model::profile::Role;
use jixiao::text::source::Sources;
use jixiao::yaml::load::{File, Input, Loaded};

/// A small department of one project with that 预算数.
fn examined(form: &str, total: &str) -> (Loaded, Sources) {
    let name = if form == "shanghai" { "年度资金申请总额" } else { "预算数" };
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
    (amount.map(|m| profile.money.printed(m)), told)
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
        ("shanghai", "5万元", "50,000.00"),
        ("shanghai", "50千元", "50,000.00"),
        ("shanghai", "0.05百万元", "50,000.00"),
        ("shanghai", "0.0005亿元", "50,000.00"),
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
    assert_eq!(printed("shanghai", "50000元"), (Some("50,000.00".into()), 0));
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

/// A sound department of several projects with these budgets, each with a 成本指标.
fn with_projects(projects: &[(&str, &str)]) -> Vec<String> {
    let mut text = "版式: hebei\n年度: 2026\n部门名称: 示例局\n\
        单位: [{单位编码: 731001, 单位名称: 示例局}]\n项目:\n"
        .to_owned();
    for (i, (total, cap)) in projects.iter().enumerate() {
        text += &format!(
            "  - 单位: 731001\n    项目名称: 第{i}项经费\n    \
             预算: {{预算数: {total}, 财政资金: {total}}}\n    资金用途: 召开会议。\n    绩效指标:\n      \
             - {{一级指标: 产出指标, 二级指标: 成本指标, 指标: 经费总成本, 指标值: {cap}}}\n"
        );
    }
    let file = File { path: "部门.yaml".into(), bytes: Ok(text.into_bytes()) };
    let input = Input { department: Some(file), ..Input::default() };
    let found = examine(&input, &mut Sources::default()).diagnostics;
    let about_money = |c: &&str| c.starts_with('A') || *c == "I305" || *c == "I502";
    let told = found.iter().filter(|d| about_money(&d.code.name));
    told.map(|d| format!("{} {} {}", d.code, d.message, d.help.join(" "))).collect()
}

#[test]
fn one_value_gets_one_verdict_in_every_unit() {
    for (total, caps) in [
        ("500.00", ["≤500万元", "≤5百万元", "≤5000千元", "≤0.05亿元", "≤5000000元"]),
        ("400.00", ["≤500万元", "≤5百万元", "≤5000千元", "≤0.05亿元", "不超过500万元"]),
        ("600.00", ["≤500万元", "≤5百万元", "≤5000千元", "≤0.05亿元", "500万元以内"]),
    ] {
        let told = caps.map(|cap| with_projects(&[(total, cap)]));
        assert!(told.iter().all(|t| *t == told[0]), "{told:#?}");
        assert_eq!(told[0].is_empty(), total == "500.00");
    }
}

#[test]
fn a_number_beyond_all_money_is_a_finding() {
    let long = "9".repeat(30);
    for cap in [
        "≤2021749507708920928.836亿元".to_owned(),
        format!("≤{long}亿元"),
        format!("{long}元"),
    ] {
        let told = with_projects(&[("5.00", &cap)]);
        assert!(told.len() == 1 && told[0].starts_with("I305"), "{told:?}");
    }
}

#[test]
fn an_amount_ten_thousand_times_too_large_names_the_likely_cause() {
    let others =
        [("5.00", "≤5.00万元"), ("20.00", "≤20.00万元"), ("40.00", "≤40.00万元")];
    let with = |this: (&str, &str)| {
        let mut told = with_projects(&[&[this][..], &others].concat());
        told.retain(|t| t.contains("多半把元当成了万元"));
        told
    };
    assert_eq!(with(("9.80", "≤9.80万元")), [""; 0]);
    // against its own cap, and where that is no amount against the other projects
    assert_eq!(with(("98000.00", "≤9.80万元")).len(), 1);
    assert_eq!(with(("9.80", "≤98000万元")).len(), 1);
    assert_eq!(with(("98000.00", "按批复")).len(), 1);
    // its own cap says that it is meant
    assert_eq!(with(("98000.00", "≤98000.00万元")), [""; 0]);
}
