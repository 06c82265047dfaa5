use super::*;
use crate::model::profile::{Shown, Weight};

fn with(line: &str) -> (Option<Profile>, Vec<Diagnostic>) {
    load_profile("自拟.yaml", &format!("{}{line}\n", BUILT_IN[0].1))
}

fn inherits(lines: &str) -> (Option<Profile>, Vec<Diagnostic>) {
    load_profile("自拟.yaml", &format!("名称: 自拟\n继承: hebei\n{lines}\n"))
}

#[test]
fn severities_are_read_by_code() {
    let (profile, faults) = with("严重程度: {A101: 警告, T105: 关闭}");
    assert_eq!(faults, []);
    let severities = profile.unwrap().severities;
    assert_eq!(severities["A101"], Weight::On(crate::diagnostic::Severity::Warning));
    assert_eq!(severities["T105"], Weight::Off);
}

#[test]
fn unknown_codes_and_weights_are_findings() {
    let (profile, faults) = with("严重程度: {A999: 警告, A101: 很重}");
    let codes: Vec<_> = faults.iter().map(|f| f.code.name).collect();
    assert_eq!(codes, ["S107", "S110"]);
    assert!(profile.unwrap().severities.is_empty());
}

#[test]
fn a_text_that_no_cell_holds_is_a_finding() {
    let long = "长".repeat(300);
    for line in [
        format!("指标表: {{改名: {{描述: {long}}}}}"),
        format!("标题: {{绩效目标: {long}}}"),
        format!("续表: {long}"),
    ] {
        let (profile, faults) = inherits(&line);
        assert!(profile.is_none());
        let told: Vec<_> =
            faults.iter().map(|f| (f.code.name, f.message.as_str())).collect();
        let message =
            "「长长长长长长长长长长…」有 300 字，表格和标题里排不下：最多 200 字";
        assert_eq!(told, [("S110", message)]);
    }
}

#[test]
fn built_in_profiles_read_without_a_finding() {
    for (name, text) in BUILT_IN {
        let (profile, faults) = load_profile(name, text);
        assert_eq!(faults, [], "{name}");
        assert_eq!(profile.unwrap().name, *name);
    }
}

#[test]
fn an_inherited_table_is_changed_column_by_column() {
    let (profile, faults) = inherits(
        "指标表:\n  改名: {描述: 指标说明}\n  去掉: [依据]\n  加上:\n    - {栏: 权重, 后于: 指标值}\n    - 备注",
    );
    assert_eq!(faults, []);
    let profile = profile.unwrap();
    let columns: Vec<_> = profile.columns.iter().map(|c| c.title.as_str()).collect();
    assert_eq!(
        columns,
        ["一级指标", "二级指标", "三级指标", "指标说明", "指标值", "权重", "备注"]
    );
    assert!(profile.has_code && !profile.shows(Shown::Basis));
}

#[test]
fn scalars_and_lists_replace_and_maps_merge() {
    let (profile, faults) = inherits(
        "金额: {小数位: 4}\n支出计划: [6月底, 12月底]\n标题: {绩效目标: 年度目标}",
    );
    assert_eq!(faults, []);
    let profile = profile.unwrap();
    assert_eq!((profile.money.unit.name(), profile.money.decimals), ("万元", 4));
    assert_eq!(profile.plan_months.len(), 2);
    assert_eq!(profile.titles.get("goals"), "年度目标");
    assert_eq!(profile.titles.get("table"), "绩效目标表");
}

#[test]
fn an_unknown_parent_is_a_finding() {
    let (profile, faults) = load_profile("自拟.yaml", "名称: 自拟\n继承: heibei\n");
    assert!(profile.is_none());
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].message.contains("没有「heibei」这种版式"));
}
