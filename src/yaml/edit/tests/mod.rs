mod projects;

use super::*;
use crate::yaml::load::File;

fn file(path: &str, text: &str) -> File {
    File { path: path.into(), bytes: Ok(text.into()) }
}

fn folder(department: &str, projects: &[(&str, &str)]) -> Input {
    let project = |(name, text): &(&str, &str)| file(&format!("某局/项目/{name}"), text);
    Input {
        path: "某局".into(),
        department: Some(file("某局/部门.yaml", department)),
        projects: projects.iter().map(project).collect(),
        ..Input::default()
    }
}

fn text_of(file: &File) -> String {
    String::from_utf8(file.bytes.clone().unwrap()).unwrap()
}

/// The text of the department's file after edits, which can be taken back.
fn edited(text: &str, edits: &[Edit]) -> String {
    let input = folder(text, &[]);
    let changes = edit(&input, edits).unwrap();
    let after = changes.apply(&input).unwrap();
    let back = changes.inverse().apply(&after).unwrap();
    assert_eq!(text_of(back.department.as_ref().unwrap()), text);
    text_of(after.department.as_ref().unwrap())
}

/// The same of the one project's file.
fn edited_project(text: &str, edits: &[Edit]) -> String {
    let input = folder("版式: hebei\n", &[("01-甲.yaml", text)]);
    let changes = edit(&input, edits).unwrap();
    let after = changes.apply(&input).unwrap();
    let back = changes.inverse().apply(&after).unwrap();
    assert_eq!(text_of(&back.projects[0]), text);
    text_of(&after.projects[0])
}

fn top(key: &str) -> Address {
    Address::department().then(key)
}

fn project(path: &[&str]) -> Address {
    let step = |s: &&str| match s.parse::<usize>() {
        Ok(index) => Step::Item(index),
        Err(_) => Step::Key((*s).to_owned()),
    };
    let rest = path.iter().map(step);
    Address::project(0).steps().iter().cloned().chain(rest).collect()
}

#[test]
fn a_text_keeps_the_style_of_the_other() {
    let text = "部门名称: 甲 # 注\n编制单位: '乙'\n审核单位: \"丙\"\n";
    let edits = [
        Edit::set(top("编制单位"), "# 乙's"),
        Edit::set(top("部门名称"), "甲: 一"),
        Edit::set(top("审核单位"), "丙\t二"),
    ];
    assert_eq!(
        edited(text, &edits),
        "部门名称: '甲: 一' # 注\n编制单位: '# 乙''s'\n审核单位: \"丙\\t二\"\n"
    );
}

#[test]
fn a_block_stays_a_block() {
    let text = "资金用途: | # 注\n    一\n    二\n\n# 下\n绩效目标: >-\n  三\n  四\n";
    let edits = [
        Edit::set(project(&["资金用途"]), "五"),
        Edit::set(project(&["绩效目标"]), "六\n七"),
    ];
    assert_eq!(
        edited_project(text, &edits),
        "资金用途: | # 注\n    五\n\n# 下\n绩效目标: >-\n  六\n\n  七\n"
    );
    let opened = edited_project(
        "资金用途: 一 # 注\n预算:\n",
        &[Edit::set(project(&["资金用途"]), "一\n二")],
    );
    assert_eq!(opened, "资金用途: | # 注\n  一\n  二\n预算:\n");
}

#[test]
fn of_a_long_text_only_what_differs_is_written() {
    let text = "资金用途: >-\n    在2026年召开会议，\n    2026年底前完成。\n";
    let after = "在2027年召开会议，2026年底前完成。";
    assert_eq!(
        edited_project(text, &[Edit::set(project(&["资金用途"]), after)]),
        text.replacen("2026", "2027", 1)
    );
}

#[test]
fn comments_are_put_above_and_keys_stay_without_values() {
    let text = "项目名称: 甲\n预算: {预算数: 5.00} # 注\n支出计划:\n  6月底: 3% # 注\n";
    let note = |key| Edit::note(project(&[key]), "上年");
    let edits = [
        note("预算"),
        note("预算"),
        note("支出计划"),
        Edit::blank(project(&["预算", "预算数"])),
        Edit::blank(project(&["支出计划", "6月底"])),
    ];
    assert_eq!(
        edited_project(text, &edits),
        "项目名称: 甲\n# 上年\n预算: {预算数: ''} # 注\n# 上年\n支出计划:\n  6月底: # 注\n"
    );
}

#[test]
fn what_is_not_written_comes_in_its_place() {
    let text = "单位: 001\r\n项目名称: 甲\r\n绩效目标:\r\n  - 一\r\n";
    let edits = [
        Edit::set(project(&["支出计划", "12月底"]), "100%"),
        Edit::set(project(&["预算", "预算数"]), "5.00"),
        Edit::set(project(&["项目编码"]), "13020023P00RT22100028"),
        Edit::set(project(&["支出计划", "6月底"]), "30%"),
    ];
    assert_eq!(
        edited_project(text, &edits),
        "单位: 001\r\n项目编码: 13020023P00RT22100028\r\n项目名称: 甲\r\n预算:\r\n  \
         预算数: 5.00\r\n支出计划:\r\n  6月底: 30%\r\n  12月底: 100%\r\n绩效目标:\r\n  - 一\r\n"
    );
}

const ROWS: &str = "绩效指标:
  产出指标: # 一
    数量指标:
      - 指标: 甲
        指标值: ≥1次 # 核对过
      # 说明
      - {指标: 乙, 指标值: ≥2次}
    质量指标:
      - 指标: 丙
  满意度指标:
    服务对象满意度指标:
      - {指标: 丁, 指标值: ≥90%}
";

#[test]
fn rows_are_counted_as_they_are_printed() {
    let edits = [
        Edit::set(project(&["绩效指标", "3", "指标值"]), "≥95%").saw("≥90%"),
        Edit::set(project(&["绩效指标", "2", "指标值"]), "＝100%").saw(""),
        Edit::remove(project(&["绩效指标", "1"])).saw(Value::map([("指标", "乙")])),
        Edit::insert(
            project(&["绩效指标", "1"]),
            Value::map([("指标值", "≥9次"), ("指标", "戊")]),
        ),
    ];
    assert_eq!(
        edited_project(ROWS, &edits),
        "绩效指标:
  产出指标: # 一
    数量指标:
      - 指标: 甲
        指标值: ≥1次 # 核对过
      - 指标: 戊
        指标值: ≥9次
      # 说明
    质量指标:
      - 指标: 丙
        指标值: ＝100%
  满意度指标:
    服务对象满意度指标:
      - {指标: 丁, 指标值: ≥95%}
"
    );
}

#[test]
fn a_row_of_a_new_level_comes_between() {
    let row = |a, b, name| Value::map([("一级指标", a), ("二级指标", b), ("指标", name)]);
    let edits = [
        Edit::insert(project(&["绩效指标", "3"]), row("产出指标", "时效指标", "戊")),
        Edit::insert(project(&["绩效指标", "3"]), row("效益指标", "社会效益指标", "己")),
    ];
    let after = edited_project(ROWS, &edits);
    let new = "      - 指标: 丙
    时效指标:
      - 指标: 戊
  效益指标:
    社会效益指标:
      - 指标: 己
  满意度指标:
";
    assert!(after.contains(new), "{after}");
}

#[test]
fn the_last_item_takes_what_held_it() {
    let all = [
        Edit::remove(project(&["绩效指标", "2"])),
        Edit::remove(project(&["绩效指标", "3"])),
    ];
    let after = edited_project(ROWS, &all);
    assert!(!after.contains("质量指标") && !after.contains("满意度"), "{after}");
    let rest = [
        Edit::remove(project(&["绩效指标", "0"])),
        Edit::remove(project(&["绩效指标", "1"])),
    ];
    assert_eq!(edited_project(&after, &rest), "绩效指标: []\n");
    let plan = "项目名称: 甲\n支出计划: {6月底: 3%}\n";
    let after = edited_project(plan, &[Edit::clear(project(&["支出计划", "6月底"]))]);
    assert_eq!(after, "项目名称: 甲\n");
    let one =
        Value::map([("一级指标", "产出指标"), ("二级指标", "数量指标"), ("指标", "甲")]);
    let again = edited_project(
        "绩效指标: []\n",
        &[Edit::insert(project(&["绩效指标", "0"]), one)],
    );
    assert_eq!(again, "绩效指标:\n  产出指标:\n    数量指标:\n      - 指标: 甲\n");
}

#[test]
fn a_row_changes_its_level() {
    let level = |n: &str| project(&["绩效指标", n, "二级指标"]);
    let alone = edited_project(ROWS, &[Edit::set(level("2"), "时效指标")]);
    assert_eq!(alone, ROWS.replace("质量指标", "时效指标"));
    let moved = edited_project(ROWS, &[Edit::set(level("0"), "质量指标")]);
    let wanted = "    数量指标:
      # 说明
      - {指标: 乙, 指标值: ≥2次}
    质量指标:
      - 指标: 甲
        指标值: ≥1次 # 核对过
      - 指标: 丙
";
    assert!(moved.contains(wanted), "{moved}");
    let list = "绩效指标:\n  - {一级指标: 产出, 二级指标: 数量, 指标: 甲}\n";
    let renamed = edited_project(
        list,
        &[Edit::rename(project(&["绩效指标", "产出", "数量"]), "质量")],
    );
    assert_eq!(renamed, list.replace("数量", "质量"));
    let key = edited_project(
        ROWS,
        &[Edit::rename(project(&["绩效指标", "产出指标"]), "成本指标")],
    );
    assert_eq!(key, ROWS.replace("产出指标", "成本指标"));
}

#[test]
fn items_change_their_order_with_their_comments() {
    let text = "绩效目标:\n  # 首\n  - 一\n  - | # 注\n    二\n    行\n  - 三";
    let to = |from: &str, to| Edit::move_to(project(&["绩效目标", from]), to);
    assert_eq!(
        edited_project(text, &[to("0", 2)]),
        "绩效目标:\n  - | # 注\n    二\n    行\n  - 三\n  # 首\n  - 一"
    );
    assert_eq!(
        edited_project("绩效目标: [一, 二, 三]\n", &[to("2", 0)]),
        "绩效目标: [三, 一, 二]\n"
    );
}

#[test]
fn an_item_gets_a_title() {
    let text = "工作保障措施:\n  - 一 # 注\n  - |\n    二\n    行\n";
    let title = |n: usize| top("工作保障措施").then(n).then("标题");
    assert_eq!(
        edited(text, &[Edit::set(title(1), "乙"), Edit::set(title(0), "甲")]),
        "工作保障措施:\n  - 标题: 甲\n    内容: 一 # 注\n  - 标题: 乙\n    内容: |\n      二\n      行\n"
    );
    let text = "总体绩效目标: 一段\n";
    let second = Edit::insert(top("总体绩效目标").then(1), "二段");
    assert_eq!(edited(text, &[second]), "总体绩效目标:\n  - 一段\n  - 二段\n");
}

#[test]
fn amounts_stand_below_or_beside() {
    let fund = |path: &[&str]| project(&[&["预算"][..], path].concat());
    let text = "预算:\n  总预算: {合计: 5.00, 财政资金: 5.00}\n  结转: 1 # 注\n";
    let edits = [
        Edit::set(fund(&["总预算"]), "6.00").saw("5.00"),
        Edit::set(fund(&["总预算", "财政资金"]), "4.00").saw("5.00"),
        Edit::set(fund(&["总预算", "结转"]), "2.00"),
    ];
    assert_eq!(
        edited_project(text, &edits),
        "预算:\n  总预算: {合计: 6.00, 财政资金: 4.00, 结转: 2.00}\n  结转: 1 # 注\n"
    );
}

#[test]
fn what_cannot_be_done_is_refused() {
    let input =
        folder("部门名称: 甲\n工作保障措施: [一]\n", &[("1.yaml", "项目名称: [\n")]);
    let fault = |e: Edit| edit(&input, &[e]).unwrap_err();
    let name = || top("部门名称");
    let changed = fault(Edit::set(name(), "丙").saw("乙"));
    assert!(matches!(&changed, EditFault::Changed { .. }));
    assert!(
        changed.to_string().contains("「甲」") && changed.to_string().contains("「乙」")
    );
    assert!(matches!(fault(Edit::set(top("部门"), "乙")), EditFault::NotOfFormat(_)));
    assert!(matches!(
        fault(Edit::set(name(), Value::List(vec!["乙".into()]))),
        EditFault::NotOfFormat(_)
    ));
    let item = |n: usize| top("工作保障措施").then(n);
    assert!(matches!(fault(Edit::remove(item(1))), EditFault::Absent(_)));
    assert!(matches!(fault(Edit::move_to(item(0), 1)), EditFault::Absent(_)));
    let broken = fault(Edit::set(project(&["项目名称"]), "乙"));
    assert_eq!(broken, EditFault::Unreadable("某局/项目/1.yaml".into()));
    assert!(matches!(fault(Edit::remove(Address::project(7))), EditFault::Absent(_)));
    let changes = edit(&input, &[Edit::set(name(), "乙")]).unwrap();
    let other = folder("部门名称: 丁\n", &[]);
    assert!(matches!(changes.apply(&other), Err(EditFault::Overtaken(_))));
}

#[test]
fn a_misspelt_key_is_the_one_that_is_meant() {
    let text = "部门名称: 甲\n审核单住: 乙\n";
    assert_eq!(
        edited(text, &[Edit::set(top("审核单位"), "丙").saw("乙")]),
        "部门名称: 甲\n审核单住: 丙\n"
    );
}

#[test]
fn a_place_has_an_address() {
    let text = format!(
        "审核单住: 乙\n项目:\n  - 预算: {{总额: {{合计: 5}}}}\n    {}",
        { ROWS.trim_end().replace('\n', "\n    ") }
    );
    let input =
        Input { department: Some(file("某局.yaml", &text)), ..Input::default() };
    let place = |part: &str| {
        let at = text.find(part).unwrap();
        let address = locate(&input, "某局.yaml", at..at + part.len()).unwrap();
        (address.to_string(), read(&input, &address))
    };
    assert_eq!(place("乙"), ("审核单位".into(), Ok("乙".into())));
    assert_eq!(place("≥2次"), ("项目 1，绩效指标 2，指标值".into(), Ok("≥2次".into())));
    assert_eq!(place("丙"), ("项目 1，绩效指标 3，指标".into(), Ok("丙".into())));
    assert_eq!(place("5"), ("项目 1，预算，总额".into(), Ok("5".into())));
    assert_eq!(place("质量指标").0, "项目 1，绩效指标，产出指标，质量指标");
}
