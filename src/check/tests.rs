//! Whatever the texts say, rules end, and point at characters of the file.

use super::*;
use crate::diagnostic::{Code, codes};
use crate::yaml::load::File;
use proptest::prelude::*;

const PROJECT: &str = r#"版式: hebei
年度: 2026
部门名称: 甲
单位: [{单位编码: '1', 单位名称: 甲馆}, {单位编码: '2', 单位名称: 乙}]
总体绩效目标: [TEXT, {标题: TEXT, 内容: TEXT}]
分项绩效目标: [TEXT, {名称: 会议费, 绩效目标: TEXT}, {名称: TEXT}]
项目:
  - 单位: 1
    项目名称: 会议费
    预算: {预算数: 5, 财政资金: 5}
    资金用途: TEXT
    绩效目标: [TEXT, TEXT]
    绩效指标:
      - {一级指标: 产出指标, 二级指标: 数量指标, 指标: TEXT, 指标值: 3家}
      - {一级指标: 产出指标, 二级指标: 成本指标, 指标: TEXT, 指标值: TEXT}
"#;

/// Pieces of texts that rules look at closely.
const PIECES: &[&str] = &[
    "预算",
    "项目",
    "总额",
    "共计",
    "其中",
    "每",
    "家",
    "个",
    "×",
    "/",
    "万元",
    "元",
    "万",
    "17.5",
    "2",
    "1,000",
    "99999999999999999999",
    "0.000001",
    "2025年",
    "20",
    "-",
    "（一）",
    "1.",
    "、",
    "，",
    "。",
    "；",
    "：",
    "《",
    "》",
    "XX",
    "待定",
    "_",
    "意见",
    "结转",
    "甲馆",
    " ",
    "\\n",
    "é",
    "𠀀",
    "😀",
    "\\\"",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_text_is_judged_without_a_panic(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)
    ) {
        let yaml = PROJECT.replace("TEXT", &format!("\"{}\"", pieces.concat()));
        let file = File { path: "部门.yaml".into(), bytes: Ok(yaml.clone().into_bytes()) };
        let input = Input { department: Some(file), ..Input::default() };
        let loaded = examine(&input, &mut Sources::default());
        for finding in loaded.diagnostics {
            let fix = finding.fix.iter().map(|f| f.span);
            let related = finding.related.iter().map(|l| l.span);
            for span in related.chain([finding.primary.span]).chain(fix) {
                prop_assert!(yaml.get(span.range()).is_some(), "{}", finding.code);
            }
        }
    }
}

/// A thousand projects, each with texts of its own.
#[test]
fn many_projects_are_checked() {
    let (head, project) = PROJECT.split_once("  - 单位").unwrap();
    let mut yaml = head.replace("TEXT", "服务科技工作者");
    for i in 0..1000 {
        let text = format!("第{i}个项目用于场地租赁{}元和资料印刷、专家劳务", i * 37);
        yaml += &format!("  - 单位{}", project.replace("TEXT", &text));
    }
    let file = File { path: "部门.yaml".into(), bytes: Ok(yaml.into_bytes()) };
    let input = Input { department: Some(file), ..Input::default() };
    let mut sources = Sources::default();
    let loaded = examine(&input, &mut sources);
    assert_eq!(loaded.department.unwrap().projects.len(), 1000);
}

#[test]
fn a_profile_has_the_last_word_on_weights() {
    let mut profile = crate::yaml::load::profile::built_in("hebei").unwrap();
    profile.severities.insert("A101".into(), Weight::On(diagnostic::Severity::Info));
    profile.severities.insert("T105".into(), Weight::Off);
    let finding = |code: &'static Code| code.finding(Span::NONE, "");
    let mut findings = [codes::T105, codes::A103, codes::A101].map(finding).to_vec();
    weigh(&mut findings, Some(&profile));
    let weights: Vec<_> =
        findings.iter().map(|f| (f.code.name, f.severity.name())).collect();
    assert_eq!(weights, [("A101", "info"), ("A103", "warning")]);
}
