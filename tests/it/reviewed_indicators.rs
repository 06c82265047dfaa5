//! Indicator rules on the real texts in ../shared: they speak exactly where a reviewer
//! would.

use crate::support::shared;
use jixiao::check::{REGISTRY, Run, examine};
use jixiao::diagnostic::Diagnostic;
use jixiao::import::{Options, import};
use jixiao::text::source::Sources;
use jixiao::yaml::load::{File, Input};
use jixiao::yaml::save::save;
use std::collections::BTreeSet;

/// The findings of the indicator family.
fn findings(input: &Input) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let mut findings = examine(input, &mut sources).diagnostics;
    findings.retain(|d| d.code.name.starts_with('I'));
    (findings, sources)
}

/// Every (project number, code) of a real text; none where ../shared is absent.
fn reviewed(name: &str, profile: &str) -> Option<Vec<(usize, &'static str)>> {
    let bytes = std::fs::read(shared(&format!("docx/{name}.docx"))?).unwrap();
    let imported = import(&bytes, &Options::new(profile)).unwrap();
    let saved = save(&imported.department, &imported.numbers);
    let mut files =
        saved.into_iter().map(|(path, text)| File { path, bytes: Ok(text.into_bytes()) });
    let department = files.next();
    let projects = files.collect();
    let input = Input { path: name.into(), department, projects, ..Input::default() };
    let (found, sources) = findings(&input);
    let pair = |d: &Diagnostic| {
        let path = &sources.get(d.primary.span.file).path;
        let place = input.projects.iter().position(|f| f.path == *path).unwrap();
        (imported.numbers[place], d.code.name)
    };
    let mut pairs: Vec<_> = found.iter().map(pair).collect();
    pairs.sort();
    Some(pairs)
}

/// The project numbers with a finding of that code, each once.
fn with(pairs: &[(usize, &'static str)], code: &str) -> Vec<usize> {
    let numbers: BTreeSet<_> =
        pairs.iter().filter(|p| p.1 == code).map(|p| p.0).collect();
    numbers.into_iter().collect()
}

/// That each code is found in exactly these projects, and no code but these is found.
fn assert_found(pairs: &[(usize, &'static str)], wanted: &[(&str, &[usize])]) {
    for (code, numbers) in wanted {
        assert_eq!(with(pairs, code), *numbers, "{code}");
    }
    // I602 speaks in most rows of these texts: their authors wrote the name again as its
    // description, and import keeps what they wrote
    let known = |code: &str| code == "I602" || wanted.iter().any(|w| w.0 == code);
    let others: Vec<_> = pairs.iter().filter(|p| !known(p.1)).collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn zhangjiakou_is_reviewed() {
    let Some(pairs) = reviewed("zhangjiakou-kexie-2025", "hebei") else { return };
    assert_found(
        &pairs,
        &[
            ("I102", &[19, 26]),
            ("I201", &[2, 24, 25]),
            ("I204", &[11]),
            ("I301", &[10, 18, 19, 20, 21, 23]),
            ("I401", &[18]),
            ("I403", &[23, 26]),
            ("I404", &[23]),
            ("I405", &[2, 8]),
            ("I406", &[21, 23]),
            ("I409", &[10, 12, 13, 14]),
            ("I501", &[5, 18]),
            ("I504", &[2, 5, 8]),
            ("I505", &[1, 2, 3, 9, 19]),
            ("I601", &[2, 5, 22]),
            ("I603", &[1, 2, 3, 9, 10, 14, 15]),
            ("I605", &[10, 14]),
            ("I703", &[18, 21, 24, 25]),
        ],
    );
}

#[test]
fn beidaihe_is_reviewed() {
    let Some(pairs) = reviewed("beidaihe-kexie-2021", "hebei") else { return };
    assert_found(
        &pairs,
        &[
            ("I202", &[1, 2, 3, 4]),
            ("I301", &[2]),
            ("I401", &[2, 4]),
            ("I501", &[1, 3]),
            ("I603", &[4]),
        ],
    );
}

#[test]
fn tianjin_is_reviewed() {
    let Some(pairs) = reviewed("tianjin-kexie-2023", "tianjin") else { return };
    assert_found(
        &pairs,
        &[
            ("I201", &[1, 2]),
            ("I301", &[3, 4, 5]),
            ("I401", &[3, 5]),
            ("I409", &[5]),
            ("I502", &[2]),
            ("I504", &[4]),
            ("I603", &[2]),
            ("I604", &[1]),
        ],
    );
}

#[test]
fn tangshan_is_reviewed() {
    let Some(pairs) = reviewed("tangshan-kexie-2023", "hebei") else { return };
    assert_found(
        &pairs,
        &[
            ("I301", &[6]),
            ("I403", &[6]),
            ("I501", &[6, 15, 23]),
            ("I603", &[1, 3, 7, 8, 9, 11, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24]),
        ],
    );
}

/// A small department whose one row reads `row`, under 产出指标 / `level2`.
fn department(level2: &str, row: &str) -> Input {
    let text = format!(
        "版式: tianjin\n年度: 2026\n部门名称: 示例市科学技术协会\n摘录: 是\n单位: \
         [{{单位编码: 731001, 单位名称: 示例市科学技术协会本级}}]\n项目:\n- 单位: 731001\n  \
         项目名称: 会议费\n  预算: {{预算数: 5.00, 财政资金: 5.00}}\n  资金用途: 召开会议\n  \
         绩效目标: 按计划召开会议\n  绩效指标:\n    产出指标:\n      {level2}:\n        - {row}\n"
    );
    let file = File { path: "甲.yaml".into(), bytes: Ok(text.into_bytes()) };
    Input { path: "甲.yaml".into(), department: Some(file), ..Input::default() }
}

/// What the file reads after the fix of the finding `code`.
fn fixed(level2: &str, row: &str, code: &str) -> Option<String> {
    let (found, sources) = findings(&department(level2, row));
    let finding = found.iter().find(|d| d.code == code).unwrap();
    let fix = finding.fix.clone()?;
    let mut text = sources.get(fix.span.file).text.clone();
    text.replace_range(fix.span.range(), &fix.text);
    Some(text.lines().last().unwrap().trim_start_matches([' ', '-']).to_owned())
}

#[test]
fn fixes_replace_the_value_and_nothing_else() {
    let fixed = |row: &str| fixed("质量指标", row, "I301");
    let is = |row: &str, wanted: &str| assert_eq!(fixed(row).as_deref(), Some(wanted));
    is("{指标: 甲率, 指标值: ≥90百分比} # 注", "{指标: 甲率, 指标值: ≥90%} # 注");
    is("{指标: 甲率, 指标值: '>=90%'}", "{指标: 甲率, 指标值: ≥90%}");
    is("{指标: 甲率, 指标值: \">=90%\"}", "{指标: 甲率, 指标值: ≥90%}");
    is("{指标值: ≥ ９０%, 指标: 甲率}", "{指标值: ≥90%, 指标: 甲率}");
    assert_eq!(fixed("{指标: 甲率, 指标值: \"\\u003E=90%\"}"), None);
    assert_eq!(fixed("{指标: 甲率, 指标值: ≥90\n            百分比}"), None);
}

#[test]
fn a_wrong_direction_is_turned() {
    let fixed = |level2, value: &str, code| {
        fixed(level2, &format!("{{指标: 会议, 指标值: {value}}}"), code)
    };
    let turned = |wanted: &str| Some(format!("{{指标: 会议, 指标值: {wanted}}}"));
    let satisfaction = "服务对象满意度指标";
    assert_eq!(fixed(satisfaction, "≤90百分比", "I404"), turned("≥90%"));
    assert_eq!(fixed(satisfaction, "不高于90%", "I404"), None);
    assert_eq!(fixed("成本指标", "≥5.00万元", "I503"), turned("≤5.00万元"));
}

#[test]
fn a_broken_field_is_reported_once() {
    let rows = [
        ("质量指标", "{指标: 完成率, 指标值: }"),
        ("质量指标", "{指标: 完成率, 指标值: [90%]}"),
        ("成本指标", "{指标: , 指标值: ≥95%}"),
        ("成本指标", "{指标: 支出, 描述: [节约], 指标值: ≥5万元}"),
        ("时效指标", "{指标: [时间], 指标值: 2025年}"),
    ];
    for (level2, row) in rows {
        let mut sources = Sources::default();
        let loaded = examine(&department(level2, row), &mut sources);
        let mut codes: Vec<_> = loaded.diagnostics.iter().map(|d| d.code.name).collect();
        codes.retain(|c| !["I101", "I102"].contains(c));
        assert_eq!(codes.len(), 1, "{row}: {codes:?}");
    }
}

#[test]
fn a_classified_project_is_exempt() {
    let mut input = department("数量指标", "{指标: 涉密, 描述: 涉密, 指标值: 涉密}");
    let Some(Ok(bytes)) = input.department.as_mut().map(|f| &mut f.bytes) else {
        panic!()
    };
    let text = String::from_utf8(bytes.clone()).unwrap();
    *bytes = text.replace("  项目名称", "  涉密: 是\n  项目名称").into_bytes();
    let (found, _) = findings(&input);
    let codes: BTreeSet<_> = found.iter().map(|d| d.code.name).collect();
    assert_eq!(codes, BTreeSet::from(["I101"]));
    let of_rows = REGISTRY.iter().filter(|r| matches!(r.run, Run::Row(_))).count();
    assert!(of_rows > 0);
}
