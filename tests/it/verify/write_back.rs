//! `verify --write-back`: edits of a DOCX become edits of the YAML, and nothing else.

use super::package::{built, docx, edit, row_with};
use super::{DOCUMENT, PROOF, edited_table};
use crate::command::{jixiao, started, stderr, stdout};
use crate::open::copied;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PROJECT: &str = "部门/项目/01-会议费.yaml";
const DEPARTMENT: &str = "部门/部门.yaml";

/// Writes the edits of a file back; whether all were.
fn write_back(folder: &TempDir, file: &Path, option: &str) -> (String, Option<i32>) {
    let args = ["verify", file.to_str().unwrap(), "--against", "部门", option];
    let output = jixiao(&args, folder.path());
    (stdout(&output) + &stderr(&output), output.status.code())
}

/// Whether the folder gives what the edited file shows, numbers and all.
fn assert_gives(folder: &TempDir, file: &Path) {
    let shown = folder.path().join("比.docx");
    fs::copy(file, &shown).unwrap();
    // without its proof a file is held against the folder alone
    edit(&shown, PROOF, |_| "<none/>".to_owned());
    let args = ["verify", shown.to_str().unwrap(), "--against", "部门"];
    let output = jixiao(&args, folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    built(folder, "再");
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

/// The lines of a file that an edit changed: - old, + new.
fn differences(old: &str, new: &str) -> Vec<String> {
    let diff = similar::TextDiff::from_lines(old, new);
    let changed =
        diff.iter_all_changes().filter(|c| c.tag() != similar::ChangeTag::Equal);
    changed
        .map(|c| {
            let sign = if c.tag() == similar::ChangeTag::Insert { "+" } else { "-" };
            format!("{sign} {}", c.value().trim())
        })
        .collect()
}

/// Builds 部门 after `prepare` has changed a file of it, and edits the DOCX.
fn edited(
    file: &str,
    prepare: &[(&str, &str)],
    edits: &[(&str, &str)],
) -> (TempDir, PathBuf) {
    let folder = started();
    let mut text = read(&folder, file);
    for (from, to) in prepare {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    fs::write(folder.path().join(file), text).unwrap();
    let built = docx(&folder);
    edit(&built, DOCUMENT, |xml| {
        edits.iter().fold(xml.to_owned(), |xml, (from, to)| {
            assert!(xml.contains(from), "{from}");
            xml.replacen(from, to, 1)
        })
    });
    (folder, built)
}

/// Writes edits back and compares the changed lines of the file.
fn assert_written(
    file: &str,
    prepare: &[(&str, &str)],
    edits: &[(&str, &str)],
    expected: &[&str],
) {
    let (folder, docx) = edited(file, prepare, edits);
    let before = read(&folder, file);
    let (told, code) = write_back(&folder, &docx, "--write-back");
    assert_eq!(code, Some(0), "{edits:?}: {told}");
    assert_eq!(differences(&before, &read(&folder, file)), expected, "{edits:?}");
    assert_gives(&folder, &docx);
}

#[test]
fn cells_and_rows_come_back_and_comments_stay() {
    let folder = started();
    let file = docx(&folder);
    edit(&file, DOCUMENT, |xml| edited_table(xml, "签到表, 照片"));
    let before = read(&folder, PROJECT);
    let (diff, code) = write_back(&folder, &file, "--diff");
    assert_eq!((code, &read(&folder, PROJECT)), (Some(0), &before), "{diff}");
    assert!(diff.contains("+        指标值: ≥6次"), "{diff}");
    let (told, code) = write_back(&folder, &file, "--write-back");
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        differences(&before, &read(&folder, PROJECT)),
        [
            "- 资金用途: 召开理事会2次、年度工作会议1次、学会工作座谈会1次，用于场地租赁、资料印刷和食宿。",
            "+ 资金用途: 召开理事会2次、年度工作会议1次、学会工作座谈会1次，用于场地租赁和资料印刷。",
            "- 指标值: ≥4次",
            "+ 指标值: ≥6次",
            "- - {指标: 参会率, 描述: 实到人数占应到人数的比例, 指标值: ≥90%, 依据: 会议签到表}",
            "+ - {指标: 参会率, 描述: 实到人数占应到人数的比例, 指标值: ≥90%, 依据: '签到表, 照片'}",
            "- 成本指标:",
            "- - {指标: 会议费支出, 描述: 全年会议费控制数, 指标值: ≤5.00万元, 依据: 预算批复}",
            "+ - {指标: 会议通知时间, 描述: 会前发出通知的天数, 指标值: ≥7天, 依据: 年度工作计划}",
        ]
    );
    assert!(
        read(&folder, PROJECT).contains("单位: 731001               # 部门.yaml 里列出")
    );
    assert_gives(&folder, &file);
}

#[test]
fn an_edit_goes_to_its_project_whatever_the_order_of_the_files() {
    let (folder, department) = copied("云泽市科学技术局");
    let project = |name: &str| department.join("项目").join(name);
    let last = project("99-科技创新发展专项资金.yaml");
    fs::rename(project("01-科技创新发展专项资金.yaml"), &last).unwrap();
    let output = jixiao(&["build", "部门", "-o", "输出"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let mut made = fs::read_dir(folder.path().join("输出")).unwrap();
    let is_docx = |path: &PathBuf| path.extension().is_some_and(|e| e == "docx");
    let file = made.find_map(|e| Some(e.unwrap().path()).filter(is_docx)).unwrap();
    let edited = |text: &str| text.replacen("资金实行专账", "资金全部实行专账", 1);
    edit(&file, DOCUMENT, edited);
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let wanted = edited(&read(&last));
    let (told, code) = write_back(&folder, &file, "--write-back");
    assert_eq!((code, read(&last)), (Some(0), wanted), "{told}");
}

#[test]
fn scalars_keep_the_form_they_are_written_in() {
    let purpose = "资金用途: 召开理事会2次、年度工作会议1次、学会工作座谈会1次，用于场地租赁、资料印刷和食宿。";
    for (written, expected) in [
        (
            "资金用途: '召开会议。' # 注",
            ["- 资金用途: '召开会议。' # 注", "+ 资金用途: '召开: 会议''。' # 注"],
        ),
        (
            "资金用途: \"召开会议。\" # 注",
            ["- 资金用途: \"召开会议。\" # 注", "+ 资金用途: \"召开: 会议'。\" # 注"],
        ),
        (
            "资金用途: 召开会议。  # 注",
            ["- 资金用途: 召开会议。  # 注", "+ 资金用途: '召开: 会议''。'  # 注"],
        ),
        ("资金用途: |-  # 注\n    召开会议。", ["- 召开会议。", "+ 召开: 会议'。"]),
        ("资金用途: >\n  召开\n  会议。\n", ["- 召开\n- 会议。", "+ 召开: 会议'。"]),
    ] {
        let expected: Vec<_> = expected.iter().flat_map(|e| e.split('\n')).collect();
        let edits = [("召开会议。", "召开: 会议'。")];
        assert_written(PROJECT, &[(purpose, written)], &edits, &expected);
    }
}

#[test]
fn paragraphs_come_and_go() {
    let purpose = "资金用途: 召开理事会2次、年度工作会议1次、学会工作座谈会1次，用于场地租赁、资料印刷和食宿。";
    let p = |text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"CellText\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let more = format!("召开会议。</w:t></w:r></w:p>{}<w:p><w:r><w:t>", p("印刷资料。"));
    assert_written(
        PROJECT,
        &[(purpose, "资金用途: 召开会议。 # 注")],
        &[("召开会议。", &more)],
        &[
            "- 资金用途: 召开会议。 # 注",
            "+ 资金用途: | # 注",
            "+ 召开会议。",
            "+ 印刷资料。",
        ],
    );
    assert_written(
        PROJECT,
        &[(purpose, "资金用途: |\n  召开会议。\n  印刷资料。\n  再印一次。")],
        &[("印刷资料。", "")],
        &["- 印刷资料。"],
    );
}

#[test]
fn fields_are_filled_in_and_emptied() {
    let cell = |text: &str| format!(">{text}<");
    // 其他资金 was left out: the key is put behind 财政资金
    let empty = "<w:pStyle w:val=\"CellAmount\"/><w:keepNext/></w:pPr></w:p>";
    let filled =
        "<w:pStyle w:val=\"CellAmount\"/></w:pPr><w:r><w:t>0.00</w:t></w:r></w:p>";
    assert_written(PROJECT, &[], &[(empty, filled)], &["+ 其他资金: 0.00"]);
    assert_written(
        PROJECT,
        &[],
        &[(&cell("50%"), &cell("60%"))],
        &["- 6月底: 50%", "+ 6月底: 60%"],
    );
    assert_written(
        PROJECT,
        &[],
        &[("督办台账", "")],
        &[
            "- - {指标: 部署事项落实率, 描述: 会议部署事项按期办结的比例, 指标值: ≥95%, 依据: 督办台账}",
            "+ - {指标: 部署事项落实率, 描述: 会议部署事项按期办结的比例, 指标值: ≥95%}",
        ],
    );
}

#[test]
fn a_description_that_was_left_out_follows_the_name_or_is_written() {
    let left_out = [("        描述: 全年召开理事会和工作会议的次数\n", "")];
    let (name, both) = (">会议次数<", ">会议场次<");
    // the name stands before the description
    assert_written(
        PROJECT,
        &left_out,
        &[(name, both), (name, both)],
        &["- - 指标: 会议次数", "+ - 指标: 会议场次"],
    );
    assert_written(
        PROJECT,
        &left_out,
        &[(name, both)],
        &["- - 指标: 会议次数", "+ - 指标: 会议场次", "+ 描述: 会议次数"],
    );
}

#[test]
fn the_first_part_comes_back() {
    assert_written(
        DEPARTMENT,
        &[],
        &[
            ("让科技工作者有地方去", "让大家有地方去"),
            ("完善制度", "完善各项制度"),
            ("示例市财政局审核", "示例市审计局审核"),
            ("绩效指标：会议不少于4次", "绩效指标：会议不少于6次"),
            ("（二）每季度调度一次", "（二）每月调度一次"),
        ],
        &[
            "- 审核单位: 示例市财政局        # 封面上的“…审核”",
            "+ 审核单位: 示例市审计局        # 封面上的“…审核”",
            "- 内容: 建好“科技工作者之家”，畅通意见反映渠道，让科技工作者有地方去、有话能说、有难有人帮。",
            "+ 内容: 建好“科技工作者之家”，畅通意见反映渠道，让大家有地方去、有话能说、有难有人帮。",
            "- 绩效指标: 会议不少于4次；参会人员满意度不低于90%。",
            "+ 绩效指标: 会议不少于6次；参会人员满意度不低于90%。",
            "- - 标题: 完善制度",
            "+ - 标题: 完善各项制度",
            "- - 每季度调度一次支出进度和目标完成情况，发现偏差及时纠正。",
            "+ - 每月调度一次支出进度和目标完成情况，发现偏差及时纠正。",
        ],
    );
}

#[test]
fn items_are_added_and_the_rest_is_numbered_anew() {
    let goal = "1.按计划召开各类会议，及时部署全年工作，推动任务落实。</w:t></w:r></w:p>";
    let more = format!(
        "{goal}<w:p><w:pPr><w:pStyle w:val=\"CellText\"/></w:pPr><w:r><w:t>2.会后一周内印发纪要。</w:t></w:r></w:p>"
    );
    assert_written(PROJECT, &[], &[(goal, &more)], &["+ - 会后一周内印发纪要。"]);
    // an item is removed, its number is not taken back by hand
    let goals = "  - 先立项。\n  - 再开会。\n  - 后总结。";
    let whole = "  - 按计划召开各类会议，及时部署全年工作，推动任务落实。";
    let (folder, file) = edited(PROJECT, &[(whole, goals)], &[("2.再开会。", "")]);
    let before = read(&folder, PROJECT);
    let (told, code) = write_back(&folder, &file, "--write-back");
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("1 处（目录、序号"), "{told}");
    assert_eq!(differences(&before, &read(&folder, PROJECT)), ["- - 再开会。"]);
}

#[test]
fn rows_of_a_flat_list_come_back() {
    let folder = started();
    let text = read(&folder, PROJECT);
    let (head, _) = text.split_once("绩效指标:\n").unwrap();
    let rows = "绩效指标:
  # 先数量
  - {一级指标: 产出指标, 二级指标: 数量指标, 指标: 会议次数, 描述: 开会的次数, 指标值: ≥4次, 依据: 计划}
  - 一级指标: 效益指标   # 再效益
    二级指标: 社会效益指标
    指标: 落实率
    描述: 按期办结的比例
    指标值: ≥95%
    依据: 台账
  - {一级指标: 产出指标, 二级指标: 数量指标, 指标: 培训人次, 描述: 培训的人次, 指标值: ≥90人次, 依据: 计划}
";
    fs::write(folder.path().join(PROJECT), format!("{head}{rows}")).unwrap();
    let args = ["build", "部门", "-o", "输出", "--allow-errors"];
    assert_eq!(jixiao(&args, folder.path()).status.code(), Some(0));
    let file = folder.path().join("输出/示例市科学技术协会2026年部门预算绩效文本.docx");
    edit(&file, DOCUMENT, |xml| {
        let row = row_with(xml, "按期办结").to_owned();
        let added =
            row.replace("落实率", "知晓率").replace("按期办结的比例", "知道的比例");
        let removed = row_with(xml, "培训人次").to_owned();
        xml.replacen(&row, &format!("{row}{added}"), 1).replacen(&removed, "", 1)
    });
    let before = read(&folder, PROJECT);
    let (told, code) = write_back(&folder, &file, "--write-back");
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        differences(&before, &read(&folder, PROJECT)),
        [
            "- - {一级指标: 产出指标, 二级指标: 数量指标, 指标: 培训人次, 描述: 培训的人次, 指标值: ≥90人次, 依据: 计划}",
            "+ - 一级指标: 效益指标",
            "+ 二级指标: 社会效益指标",
            "+ 指标: 知晓率",
            "+ 描述: 知道的比例",
            "+ 指标值: ≥95%",
            "+ 依据: 台账",
        ]
    );
}

#[test]
fn new_levels_are_put_where_they_stand() {
    let folder = started();
    let file = docx(&folder);
    edit(&file, DOCUMENT, |xml| {
        let row = row_with(xml, "部署事项落实率").to_owned();
        let added = row
            .replace("社会效益指标", "经济效益指标")
            .replace("部署事项落实率", "会议节支率")
            .replace("会议部署事项按期办结的比例", "比上年少花的比例")
            .replace("≥95%", "≥3%");
        xml.replacen(&row, &format!("{row}{added}"), 1)
    });
    let before = read(&folder, PROJECT);
    let (told, code) = write_back(&folder, &file, "--write-back");
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        differences(&before, &read(&folder, PROJECT)),
        [
            "+ 经济效益指标:",
            "+ - {指标: 会议节支率, 描述: 比上年少花的比例, 指标值: ≥3%, 依据: 督办台账}",
        ]
    );
    assert_gives(&folder, &file);
}

#[test]
fn windows_files_keep_their_line_ends_and_mark() {
    let folder = started();
    let path = folder.path().join(PROJECT);
    let text = fs::read_to_string(&path).unwrap();
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    fs::write(&path, &windows).unwrap();
    let file = docx(&folder);
    edit(&file, DOCUMENT, |xml| {
        let row = row_with(xml, "会议完成时间").to_owned();
        let added = row.replace("会议完成时间", "会议通知时间");
        let xml = xml.replacen(&row, &format!("{row}{added}"), 1);
        xml.replacen(">≥4次<", ">≥6次<", 1)
    });
    let (told, code) = write_back(&folder, &file, "--write-back");
    assert_eq!(code, Some(0), "{told}");
    let new = fs::read_to_string(&path).unwrap();
    assert!(new.starts_with('\u{feff}'));
    assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
    assert_eq!(differences(&windows, &new).len(), 3);
    assert_gives(&folder, &file);
}

#[test]
fn what_is_not_in_the_yaml_is_listed_and_the_rest_written() {
    let edits = [("指标值确定依据", "依据来源"), (">≥4次<", ">≥6次<")];
    let (folder, file) = edited(PROJECT, &[], &edits);
    let before = read(&folder, PROJECT);
    let (told, code) = write_back(&folder, &file, "--write-back");
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("依据来源") && told.contains("1 处没有写回"), "{told}");
    assert_eq!(
        differences(&before, &read(&folder, PROJECT)),
        ["- 指标值: ≥4次", "+ 指标值: ≥6次"]
    );
}

#[test]
fn a_name_edited_in_one_of_its_places_is_told() {
    // the title is edited, the cell 项目名称 and the 目录 are not
    let title = "绩效目标表</w:t></w:r><w:bookmarkEnd";
    let (from, to) = (format!("1.会议费{title}"), format!("1.会务费{title}"));
    let (folder, file) = edited(PROJECT, &[], &[(&from, &to)]);
    let (told, code) = write_back(&folder, &file, "--write-back");
    let text = read(&folder, PROJECT);
    // either the name is written and the rest follows, or nothing is
    match text.contains("项目名称: 会务费") {
        true => assert_eq!(code, Some(0), "{told}"),
        false => assert_eq!(code, Some(1), "{told}"),
    }
    assert!(told.contains("会务费") || told.contains("目录"), "{told}");
}

#[test]
fn nothing_is_written_back_from_what_cannot_be_trusted() {
    let refused = |folder: &TempDir, file: &Path, why: &str| {
        let before = (read(folder, PROJECT), read(folder, DEPARTMENT));
        let (told, code) = write_back(folder, file, "--write-back");
        assert_eq!(code, Some(1), "{told}");
        assert!(told.contains(why), "{told}");
        assert_eq!((read(folder, PROJECT), read(folder, DEPARTMENT)), before);
    };
    let (folder, file) = edited(PROJECT, &[], &[(">≥4次<", ">≥6次<")]);
    let text = read(&folder, PROJECT).replace("指标值: ≥4次", "指标值: ≥5次");
    fs::write(folder.path().join(PROJECT), text).unwrap();
    refused(&folder, &file, "又改过");
    let (folder, file) = edited(PROJECT, &[], &[(">≥4次<", ">≥6次<")]);
    edit(&file, PROOF, |xml| xml.replacen("sha256=\"", "sha256=\"0", 1));
    refused(&folder, &file, "不可信");
    refused(&folder, &file.with_extension("pdf"), ".docx");
}
