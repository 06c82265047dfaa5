//! Word and Excel files of the kinds that reports about readers describe, each with its
//! right value.

use crate::support::shared;
use jixiao::import::{Imported, Options, Refusal, import};
use jixiao::model::{Indicator, Passage, Project};
use std::fs;

/// A case, imported; None where the folder of cases is not there.
fn case(name: &str) -> Option<Imported> {
    let path = shared(&format!("cases/import/{name}"))?;
    let found = import(&fs::read(path).unwrap(), &Options::default());
    Some(found.unwrap_or_else(|why| panic!("{name}: {why}")))
}

fn project(found: &Imported) -> &Project {
    assert_eq!(found.department.projects.len(), 1);
    &found.department.projects[0]
}

fn rows(found: &Imported) -> &[Indicator] {
    project(found).indicators.value().map_or(&[], Vec::as_slice)
}

/// The 指标值 of the first indicator.
fn target(found: &Imported) -> &str {
    rows(found)[0].target.text()
}

fn amount(found: &Imported, at: usize) -> String {
    let funds = &project(found).budget.value().unwrap().funds;
    funds[at].amount.value().map_or(String::new(), |m| m.as_written().to_owned())
}

fn goals(found: &Imported) -> Vec<String> {
    match project(found).goals.value() {
        Some(Passage::Items(items)) => items.iter().map(|i| i.value.clone()).collect(),
        Some(Passage::Text(text)) => vec![format!("文字：{}", text.value)],
        None => Vec::new(),
    }
}

fn notes(found: &Imported) -> String {
    found.notes.iter().map(|n| format!("{n}\n")).collect()
}

/// Looks at a case, where it is there: `right` holds, and the notes name all of `told`.
fn look(name: &str, told: &[&str], right: impl Fn(&Imported)) {
    let Some(found) = case(name) else { return };
    let notes = notes(&found);
    for word in told {
        assert!(notes.contains(word), "{name}: {word} is not told:\n{notes}");
    }
    right(&found);
}

/// The project as all cases have it but for what they are about.
fn sound(found: &Imported) {
    let project = project(found);
    assert_eq!(project.name.text(), "会议费");
    assert_eq!(amount(found, 0), "5.00");
    assert_eq!(target(found), "≥4次");
    assert_eq!(rows(found).len(), 5);
}

#[test]
fn hidden_struck_and_covered_text_is_left_out_and_told() {
    look("vanish.docx", &["隐藏文字「（内部掌握：3次）」", "第 2 个表第 2 行"], sound);
    look("strike.docx", &["删除线", "「≥3次」"], sound);
    look("vtext.docx", &["「产出指标(旧)质量指标」"], |found| {
        sound(found);
        let row = &rows(found)[1];
        assert_eq!([row.level1.text(), row.level2.text()], ["产出指标", "数量指标"]);
    });
    look("ruby.docx", &["拼音「huì」"], sound);
    look("fld_if.docx", &[], sound);
    look("sdt_ph.docx", &["单击或点击此处输入文字。"], |found| {
        assert_ne!(project(found).name.text(), "单击或点击此处输入文字。");
    });
}

#[test]
fn numbers_come_from_styles_and_levels() {
    look("num_style.docx", &[], |found| {
        sound(found);
        let Some(Passage::Items(items)) = found.department.sub_goals.value() else {
            panic!("{:?}", found.department.sub_goals)
        };
        let item = &items[0];
        assert_eq!([item.name.text(), item.goal.text()], ["会议费", "开好会议。"]);
        let Some(Passage::Items(items)) = found.department.safeguards.value() else {
            panic!("{:?}", found.department.safeguards)
        };
        assert_eq!(
            [items[0].title.text(), items[0].content.text()],
            ["完善制度。", "健全制度。"]
        );
    });
    look("num_goals_style.docx", &[], |found| {
        sound(found);
        assert_eq!(goals(found), ["按计划召开各类会议。", "第二条目标。"]);
    });
    look("nf_lev.docx", &[], |found| {
        sound(found);
        let first = "按计划召开各类会议：\n（1）理事会；\n（2）年度会议。";
        assert_eq!(goals(found), [first, "做好后勤保障。"]);
    });
    look("nf_none.docx", &[], |found| {
        sound(found);
        let text = "文字：按计划召开各类会议。\n会议分三个阶段进行。";
        assert_eq!(goals(found), [text]);
    });
}

#[test]
fn symbols_and_raised_signs_are_what_is_seen() {
    look("sym.docx", &[], sound);
    look("symrun.docx", &[], sound);
    look("sup2.docx", &[], |found| assert_eq!(target(found), "≥500m²"));
    look("sup3.docx", &["上标的注号「1」"], sound);
}

#[test]
fn cells_merged_over_columns_go_to_the_leftmost() {
    look(
        "merge34.docx",
        &["从“三级指标”合并到“绩效指标描述”"],
        |found| {
            sound(found);
            let row = &rows(found)[1];
            assert_eq!([row.name.text(), row.target.text()], ["培训人数", "≥100人"]);
            assert!(row.description.is_absent());
        },
    );
    look(
        "merge56.docx",
        &["从“指标值”合并到“指标值确定依据”"],
        |found| {
            assert_eq!(rows(found)[1].target.text(), "≥100人");
            assert!(rows(found)[1].basis.is_absent());
        },
    );
    look("mnd.xlsx", &[], |found| {
        assert_eq!(rows(found)[0].name.text(), "会议次数");
        assert_eq!(target(found), "≥4次");
    });
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    look("tc_pmark.docx", &["修订"], |found| {
        sound(found);
        let purpose = project(found).purpose.text();
        assert_eq!(purpose, "召开理事会和年度工作会议，用于场地租赁。");
    });
    look("tc_row2.docx", &["修订"], |found| {
        assert_eq!(rows(found).len(), 4);
    });
    look("tc_celldel.docx", &["修订"], |found| {
        sound(found);
        let row = &rows(found)[1];
        assert_eq!([row.name.text(), row.target.text()], ["培训人数", "≥100人"]);
        assert!(!notes(found).contains("多余的格"));
    });
}

#[test]
fn what_is_no_text_is_told() {
    look("comment.docx", &["批注「", "第 2 个表第 2 行"], sound);
    look("c1.xlsx", &["的批注「"], sound);
    look("ole.docx", &["嵌入的对象「Excel.Sheet.12」"], |found| {
        assert_eq!(project(found).purpose.text(), "见附表。");
    });
    look("img.docx", &["图片「绩效目标截图」"], |found| {
        assert!(project(found).goals.is_absent());
    });
    look("alt.docx", &["插入的文件「", "c.htm"], sound);
    look("header.docx", &["页眉、页脚「"], sound);
    look("backslash.docx", &[], sound);
}

#[test]
fn amounts_are_in_the_unit_of_the_form() {
    look("mvboth.docx", &["50000元"], sound);
    look("wan1.xlsx", &[], |found| assert_eq!(amount(found, 0), "5.0"));
    look("wan2.xlsx", &[], |found| assert_eq!(amount(found, 0), "5.0000"));
}

#[test]
fn workbooks_are_read_as_excel_shows_them() {
    look("tm1.xlsx", &[], |found| assert_eq!(target(found), "1:20"));
    look("h1.xlsx", &["第 11 行是", "也读了"], sound);
    look("h2.xlsx", &["G 列是隐藏的"], sound);
    look("e2.xlsx", &["#N/A"], |found| assert_eq!(target(found), ""));
    look(
        "stray.xlsx",
        &["打印日期：2026-01-01", "填表人：张三", "联系电话：123"],
        |found| {
            sound(found);
            assert_eq!(found.department.name.text(), "示例市科学技术协会");
            assert_eq!(found.department.units[0].name.text(), "示例市科学技术协会本级");
        },
    );
    look("n4.xlsx", &["15 位", "13990126500510100000"], |_| ());
    look("p3.xlsx", &["0.25", "25%"], |found| {
        let plan = project(found).plan.value().unwrap().iter();
        let plan: Vec<_> = plan.map(|m| m.percent.value().unwrap().to_string()).collect();
        assert_eq!(plan, ["25%", "50%", "75%", "100%"]);
    });
}

#[test]
fn other_kinds_of_files_are_refused_with_their_way_out() {
    for (bytes, way) in [
        (&b"<html><table><tr><td>1"[..], "*.xlsx"),
        (b"{\\rtf1 x}", "*.docx"),
        (b"%PDF-1.7 x", "Word"),
        (b"\x89PNG....", "Word"),
    ] {
        let refusal = import(bytes, &Options::default()).unwrap_err();
        assert!(matches!(refusal, Refusal::Other(_)), "{refusal:?}");
        assert!(refusal.to_string().contains(way), "{refusal}");
    }
}
