//! 表样: any order of rows is printed by both files and read back.

use crate::import_forms::assert_round_trips;
use crate::{generate, import_forms};
use jixiao::compose::compose;
use jixiao::export::docx::proven;
use jixiao::export::pdf::{Attachment, PdfOptions, pdf};
use jixiao::import::Chosen;
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::model::{Department, Field, Profile};
use jixiao::pages::display;
use jixiao::proof::Proof;
use jixiao::text::source::Sources;
use jixiao::verify::{compare, read};
use jixiao::yaml::load::profile::load_folder;
use jixiao::yaml::load::{File, Given, ProfileFolder};
use jixiao::yaml::save::save;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::LazyLock;

static SET: LazyLock<FontSet> = LazyLock::new(FontSet::embedded);

/// What every form of these tests has beside its rows.
const HEAD: &str = "\
名称: 试排
继承: hebei
部分: {总体绩效目标: 可有, 部门整体绩效目标表: 可有, 专项资金: 可有}
标题: {资金: 资金安排, 绩效目标: 当年目标, 中期目标: 三年目标}
资金:
  - 名称: 项目资金总额
    其中: [财政资金, 其他资金]
  - 名称: 年度资金总额
    作为: 预算数
    其中: [当年拨款, 上年结转, 其他资金]
文字栏: [负责人, 联系电话, 项目属性, 立项依据, 可行性, 必要性]
字段:
  - {名称: 新旧, 类型: 选项, 选项: [新增项目, 延续项目], 印法: 勾选}
  - {名称: 开始日期, 类型: 日期}
  - 名称: 成本构成
    类型: 表
    列: [成本项目, {名称: 金额, 类型: 金额}, {名称: 去年, 标题: '{年度-1}年', 类型: 金额}]
    合计: [金额]
  - 名称: 收支
    类型: 表
    行: {收入: [拨款, 其他], 支出: [基本, 项目]}
    列: [{名称: 当年, 类型: 金额}, {名称: 占比, 算: 当年 / 合计(当年), 类型: 百分比}]
  - {名称: 联系人, 属于: 部门}
  - 名称: 部门收支
    属于: 部门
    类型: 表
    行: [收入, 支出]
    列: [{名称: 当年, 类型: 金额}]
权重: {总分: 100, 预留: {名称: 执行率, 分值: 10}}
指标表: [一级指标, 二级指标, 三级指标, {栏: 指标值, 标题: 目标值}, 权重, 备注]
";

/// A form of its own with these lines.
fn form(lines: &str) -> (ProfileFolder, Profile) {
    let file = File { path: "版式.yaml".into(), bytes: Ok(lines.into()) };
    let folder = ProfileFolder { file, templates: Vec::new(), parent: None };
    let mut faults = Vec::new();
    let profile = load_folder(&folder, &mut Sources::default(), &mut faults);
    let told: Vec<_> = faults.iter().map(|f| (&f.message, &f.help)).collect();
    assert!(told.is_empty(), "{told:#?}\n{lines}");
    (folder, profile.unwrap())
}

/// Numbers that decide how a form is made.
struct Dice(Vec<u8>);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        let number = self.0.pop().map_or(0, usize::from);
        number % count.max(1)
    }

    fn shuffled<T>(&mut self, mut list: Vec<T>) -> Vec<T> {
        let mut out = Vec::new();
        while !list.is_empty() {
            let at = self.below(list.len());
            out.push(list.remove(at));
        }
        out
    }
}

/// Rows in any order: fields side by side, below their labels, under a label on the left.
fn rows(dice: &mut Dice) -> String {
    let names = [
        "项目名称",
        "项目编码",
        "资金用途",
        "中期目标",
        "绩效目标",
        "负责人",
        "联系电话",
        "项目属性",
        "立项依据",
        "可行性",
        "必要性",
        "新旧",
        "开始日期",
    ];
    let mut fields = dice.shuffled(names.to_vec());
    let mut blocks = Vec::new();
    while !fields.is_empty() {
        let count = (1 + dice.below(3)).min(fields.len());
        let some: Vec<_> = fields.drain(..count).map(|f| item(f, dice)).collect();
        let list = some.join(", ");
        blocks.push(match dice.below(5) {
            0 => format!("{{并排: [{list}]}}"),
            1 => format!("{{左栏: 左{}, 并排: [{list}]}}", blocks.len()),
            2 => format!("{{左栏: 左{}, 行: [{list}]}}", blocks.len()),
            3 => format!(
                "{{左栏: 左{0}, 行: [[{list}], {{印: 说明{0}, 框: 是}}]}}",
                blocks.len()
            ),
            _ => format!("[{list}]"),
        });
    }
    let order = ["逐行", "并排", "一行", "各列"][dice.below(4)];
    blocks.push(format!("{{左栏: 资金安排, 资金: 全部, 排法: {order}}}"));
    blocks.push("支出计划".into());
    let costs = ["成本构成", "{左栏: 预算, 行: [成本构成]}", "{栏: 成本构成, 标签: 无}"];
    blocks.push(costs[dice.below(3)].into());
    let sums = ["收支", "{左栏: 情况, 行: [{印: 说明, 框: 是}, 收支]}"];
    blocks.push(sums[dice.below(2)].into());
    if dice.below(2) == 0 {
        blocks.push("{印: \"填报：{部门名称}　年度：{年度}年\"}".into());
    }
    let indicators = match dice.below(3) {
        0 => "绩效指标".to_owned(),
        1 => "{左栏: 绩效指标, 指标: 全部}".to_owned(),
        _ => "{左栏: 指标, 行: [{左栏: 绩效指标, 指标: 全部}]}".to_owned(),
    };
    let mut blocks = dice.shuffled(blocks);
    let at = dice.below(blocks.len() + 1);
    blocks.insert(at, indicators);
    let lines: Vec<_> = blocks.iter().map(|b| format!("    - {b}\n")).collect();
    let first = "    - {印: [\"{单位编码}{单位名称}\", \"单位：{金额单位}\"]}\n";
    format!("  项目:\n{first}{}", lines.concat())
}

fn item(name: &str, dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => format!("{{栏: {name}, 标题: 改{name}}}"),
        1 => format!("{{栏: {name}, 宽: 2}}"),
        2 => format!("{{栏: {name}, 标签: 上}}"),
        _ => name.to_owned(),
    }
}

/// The rows of the department's table in any order.
fn of_department(dice: &mut Dice) -> String {
    let tasks = ["主要任务", "{左栏: 任务, 行: [主要任务]}"][dice.below(2)];
    let indicators = ["绩效指标", "{左栏: 绩效指标, 指标: 全部}"][dice.below(2)];
    let goals = ["年度总体目标", "{栏: 年度总体目标, 标签: 上}"][dice.below(2)];
    let all = vec![tasks, indicators, goals, "联系人", "部门收支"];
    let blocks = dice.shuffled(all);
    let lines: Vec<_> = blocks.iter().map(|b| format!("    - {b}\n")).collect();
    format!("  部门整体:\n{}", lines.concat())
}

fn any_form() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<u8>(), 120).prop_map(|numbers| {
        let mut dice = Dice(numbers);
        format!("{HEAD}表样:\n{}{}", rows(&mut dice), of_department(&mut dice))
    })
}

/// How many forms are tried, each with some departments.
const FORMS: u32 = 12;
const DEPARTMENTS: u32 = 3;

#[test]
fn what_any_form_prints_is_read_back() {
    let fonts = Fonts::new(&SET);
    let config = Config { cases: FORMS, failure_persistence: None, ..Config::default() };
    let test = |lines: String| {
        let (folder, profile) = form(&lines);
        let chosen = Chosen { name: "../版式".into(), profile };
        let given = Given::Folder(folder);
        assert_round_trips(&chosen, Some(&given), &fonts, DEPARTMENTS);
        Ok(())
    };
    TestRunner::new(config).run(&any_form(), test).unwrap();
}

/// Both files show every row of the document, on the pages of the layout.
fn assert_verifies(department: &Department, given: &Given, profile: &Profile) {
    let fonts = Fonts::new(&SET);
    let department = import_forms::reload(&save(department, &[]), Some(given));
    let document = compose(&department, profile).unwrap();
    let layout = layout(&document, &fonts);
    let proof = Proof::new(&department, &layout);
    let attachment = Some(Attachment {
        name: "部门.yaml".into(),
        description: String::new(),
        text: proof.text.clone(),
    });
    let options = PdfOptions { attachment, ..PdfOptions::default() };
    let pdf = pdf(&document, &display(&layout), &fonts, &options).unwrap();
    for bytes in [proven(&document, &layout, &proof), pdf] {
        let built = read(&bytes).unwrap();
        let mut changes = compare(&built, &document, Some(&proof.printed().pages));
        // punctuation made up at random may touch the rules of its cell
        changes.retain(|c| c.place != "正文之外");
        assert_eq!(changes, []);
    }
}

#[test]
fn both_files_show_every_row_of_any_form() {
    let config = Config { cases: FORMS, failure_persistence: None, ..Config::default() };
    let test = |lines: String| {
        let (folder, profile) = form(&lines);
        let given = Given::Folder(folder);
        let config = Config { cases: 2, failure_persistence: None, ..Config::default() };
        let verify = |mut department: Department| {
            department.profile = Field::of("../版式".to_owned());
            assert_verifies(&department, &given, &profile);
            Ok(())
        };
        let made = generate::department(&profile);
        TestRunner::new(config).run(&made, verify).unwrap();
        Ok(())
    };
    TestRunner::new(config).run(&any_form(), test).unwrap();
}

/// What a faulty form is told, each with the text at its place.
fn told(rows: &str) -> Vec<(String, String)> {
    let text = format!("{HEAD}表样:\n{rows}");
    let file = File { path: "版式.yaml".into(), bytes: Ok(text.clone().into_bytes()) };
    let folder = ProfileFolder { file, templates: Vec::new(), parent: None };
    let mut faults = Vec::new();
    load_folder(&folder, &mut Sources::default(), &mut faults);
    let at = |f: &jixiao::diagnostic::Diagnostic| text[f.primary.span.range()].to_owned();
    faults.iter().map(|f| (f.message.clone(), at(f))).collect()
}

#[test]
fn mistakes_in_the_rows_are_told_at_their_place() {
    let whole = "  - [项目名称, 项目编码, 资金用途]\n  - 资金\n  - 支出计划\n  - 中期目标\n  \
                 - 绩效目标\n  - [负责人, 联系电话, 项目属性]\n  - [立项依据, 可行性, 必要性]\n  \
                 - [新旧, 开始日期]\n  - 成本构成\n  - 收支\n  \
                 - 绩效指标\n";
    assert_eq!(told(whole), []);
    let said = |rows: &str| told(rows).into_iter().next().unwrap();
    let pair = |message: &str, at: &str| (message.to_owned(), at.to_owned());
    assert_eq!(
        said(&whole.replace("联系电话", "联糸电话")),
        pair("没有「联糸电话」这一项", "联糸电话")
    );
    assert_eq!(
        said(&format!("{whole}  - 立项依据\n")),
        pair("项目的表里「立项依据」印了两次", "立项依据")
    );
    assert_eq!(said(&whole.replace(", 必要性", "")).0, "项目的表里没有印「必要性」");
    assert_eq!(
        said(&format!("{whole}  - {{印: \"填报人：{{填报人}}\"}}\n")),
        pair("没有「填报人」这一项", "\"填报人：{填报人}\"")
    );
    assert_eq!(
        said(&format!("{whole}  - {{印: \"填报人：{{负责人\"}}\n")).0,
        "“{”没有对应的“}”"
    );
    assert_eq!(said(&format!("{whole}  - {{左栏: 空}}\n")).0, "这一行没有写印什么");
}
