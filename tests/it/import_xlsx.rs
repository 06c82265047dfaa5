//! Import of workbooks that are made here: a project a sheet, a flat list, hostile ones.

use crate::command::{jixiao, stderr, stdout};
use jixiao::import::{Imported, NoteKind, Options, Refusal, import};
use jixiao::model::{Department, Passage, Project};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::{Cursor, Write};

type Written = Result<(), XlsxError>;

/// Merges cells with a text.
fn merge(
    s: &mut Worksheet,
    rows: (u32, u32),
    columns: (u16, u16),
    text: &str,
) -> Written {
    s.merge_range(rows.0, columns.0, rows.1, columns.1, text, &Format::new()).map(|_| ())
}

fn texts(s: &mut Worksheet, row: u32, cells: &[(u16, &str)]) -> Written {
    for (column, text) in cells {
        s.write(row, *column, *text)?;
    }
    Ok(())
}

fn numbers(s: &mut Worksheet, row: u32, code: &str, cells: &[(u16, f64)]) -> Written {
    let format = Format::new().set_num_format(code);
    for (column, number) in cells {
        s.write_with_format(row, *column, *number, &format)?;
    }
    Ok(())
}

/// The 绩效目标表 of a project from row `top` on; returns the row below it.
fn form(
    s: &mut Worksheet,
    top: u32,
    number: usize,
    name: &str,
) -> Result<u32, XlsxError> {
    merge(s, (top, top), (0, 6), &format!("{number}.{name}绩效目标表"))?;
    merge(s, (top + 1, top + 1), (0, 3), "731001某局本级")?;
    merge(s, (top + 1, top + 1), (4, 6), "单位：万元")?;
    texts(s, top + 2, &[(0, "项目编码")])?;
    merge(s, (top + 2, top + 2), (1, 2), "13070024P00000410006W")?;
    texts(s, top + 2, &[(3, "项目名称")])?;
    merge(s, (top + 2, top + 2), (4, 6), name)?;
    merge(s, (top + 3, top + 4), (0, 0), "预算规模及资金用途")?;
    texts(s, top + 3, &[(1, "预算数"), (3, "其中：财政资金"), (5, "其他资金")])?;
    numbers(s, top + 3, "#,##0.00", &[(2, 5.1), (4, 5.1), (6, 0.0)])?;
    merge(s, (top + 4, top + 4), (1, 6), "召开会议。")?;
    merge(s, (top + 5, top + 6), (0, 0), "资金支出计划（%）")?;
    let months = [(1, "3月底"), (2, "6月底"), (4, "10月底"), (6, "12月底")];
    texts(s, top + 5, &months)?;
    numbers(s, top + 6, "0%", &[(2, 0.5), (4, 0.7), (6, 1.0)])?;
    texts(s, top + 7, &[(0, "绩效目标")])?;
    merge(s, (top + 7, top + 7), (1, 6), "1.保障会议\n2.形成决议")?;
    let header = [(0, "一级指标"), (1, "二级指标"), (2, "三级指标"), (3, "绩效指标描述")];
    texts(s, top + 8, &header)?;
    merge(s, (top + 8, top + 8), (4, 5), "指标值")?;
    texts(s, top + 8, &[(6, "指标值确定依据")])?;
    merge(s, (top + 9, top + 11), (0, 0), "产出指标")?;
    merge(s, (top + 9, top + 10), (1, 1), "数量指标")?;
    texts(s, top + 9, &[(2, "会议次数"), (3, "全年会议"), (6, "计划")])?;
    numbers(s, top + 9, "\"≥\"0\"次\"", &[(4, 4.0)])?;
    texts(s, top + 10, &[(2, "到会率"), (3, "到会人数占比"), (6, "签到表")])?;
    numbers(s, top + 10, "0%", &[(4, 0.95)])?;
    texts(
        s,
        top + 11,
        &[(1, "时效指标"), (2, "完成时间"), (3, "最后一次"), (6, "计划")],
    )?;
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日前\"");
    s.write_with_format(top + 11, 4, &ExcelDateTime::from_ymd(2026, 11, 30)?, &date)?;
    Ok(top + 12)
}

fn bytes(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

fn imported(book: Workbook) -> Imported {
    import(&bytes(book), &Options::new("hebei")).unwrap()
}

fn rows(project: &Project) -> Vec<[String; 5]> {
    let rows = project.indicators.value().expect("indicators").iter();
    let texts = |r: &jixiao::model::Indicator| {
        let [one, two, name] = [&r.level1, &r.level2, &r.name].map(|f| f.text());
        [one, two, name, r.target.text(), r.basis.text()].map(str::to_owned)
    };
    rows.map(texts).collect()
}

fn notes(imported: &Imported, kind: NoteKind) -> Vec<String> {
    let notes = imported.notes.iter().filter(|n| n.kind == kind);
    notes.map(ToString::to_string).collect()
}

fn amounts(department: &Department, project: usize) -> [String; 3] {
    let budget = department.projects[project].budget.value().expect("a budget");
    ["预算数", "财政资金", "其他资金"].map(|name| {
        let fund = budget.funds.iter().find(|f| f.name.value == name);
        let amount = fund.and_then(|f| f.amount.value());
        amount.map_or(String::new(), |m| m.as_written().to_owned())
    })
}

fn assert_form(project: &Project, name: &str) {
    assert_eq!(project.name.text(), name);
    assert_eq!(project.unit.text(), "731001");
    assert_eq!(project.code.value().unwrap().as_str(), "13070024P00000410006W");
    assert_eq!(project.purpose.text(), "召开会议。");
    let plan = project.plan.value().unwrap().iter();
    let plan: Vec<_> = plan
        .map(|m| format!("{} {}", m.month.value, m.percent.value().unwrap()))
        .collect();
    assert_eq!(plan, ["6月底 50%", "10月底 70%", "12月底 100%"]);
    let Some(Passage::Items(goals)) = project.goals.value() else { panic!() };
    let goals: Vec<_> = goals.iter().map(|g| g.value.as_str()).collect();
    assert_eq!(goals, ["保障会议", "形成决议"]);
    let wanted = [
        ["产出指标", "数量指标", "会议次数", "≥4次", "计划"],
        ["产出指标", "数量指标", "到会率", "95%", "签到表"],
        ["产出指标", "时效指标", "完成时间", "2026年11月30日前", "计划"],
    ];
    assert_eq!(rows(project), wanted);
}

#[test]
fn a_project_a_sheet() {
    let mut book = Workbook::new();
    for (i, name) in ["甲经费", "乙经费"].iter().enumerate() {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        form(sheet, 0, i + 1, name).unwrap();
    }
    let hidden = book.add_worksheet().set_name("字典").unwrap();
    texts(hidden, 0, &[(0, "产出指标")]).unwrap();
    hidden.set_hidden(true);
    let found = imported(book);
    let projects = &found.department.projects;
    assert_eq!(projects.len(), 2);
    assert_form(&projects[0], "甲经费");
    assert_form(&projects[1], "乙经费");
    assert_eq!(amounts(&found.department, 1), ["5.10", "5.10", "0.00"]);
    assert_eq!(notes(&found, NoteKind::Unplaced), [""; 0]);
    assert_eq!(
        notes(&found, NoteKind::Skipped),
        ["略去：隐藏的工作表“字典”没有读：「产出指标」"]
    );
    let guesses = notes(&found, NoteKind::Guess).join("\n");
    assert!(guesses.contains("文件里没有第一部分"), "{guesses}");
    assert!(guesses.contains("年度 2024 取自项目编码"), "{guesses}");
}

#[test]
fn several_tables_in_one_sheet() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let below = form(sheet, 3, 4, "甲经费").unwrap();
    let below = form(sheet, below, 7, "乙经费").unwrap();
    form(sheet, below + 2, 9, "丙经费").unwrap();
    let found = imported(book);
    assert_eq!(found.numbers, [4, 7, 9]);
    for (project, name) in found.department.projects.iter().zip(["甲", "乙", "丙"]) {
        assert_form(project, &format!("{name}经费"));
    }
    assert_eq!(notes(&found, NoteKind::Unplaced), [""; 0]);
}

/// A list with a title, a header of two rows and merged projects.
fn list(s: &mut Worksheet) -> Written {
    merge(s, (0, 0), (0, 12), "2026年预算项目绩效目标表")?;
    texts(s, 1, &[(0, "金额单位：万元")])?;
    for (column, text) in
        ["单位编码", "单位名称", "项目编码", "项目名称", "预算数"].iter().enumerate()
    {
        merge(s, (2, 3), (column as u16, column as u16), text)?;
    }
    merge(s, (2, 2), (5, 10), "绩效指标")?;
    let parts = ["一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位"];
    for (column, text) in (5..).zip(parts) {
        s.write(3, column, text)?;
    }
    merge(s, (2, 3), (11, 11), "绩效目标")?;
    merge(s, (2, 3), (12, 12), "项目期")?;
    let project = ["731001", "某局本级", "13070024P00000410006W", "甲经费"];
    for (column, text) in (0..).zip(project) {
        merge(s, (4, 5), (column, column), text)?;
    }
    s.merge_range(4, 4, 5, 4, "", &Format::new())?;
    numbers(s, 4, "0.00", &[(4, 16.625)])?;
    merge(s, (4, 5), (11, 11), "做好甲事")?;
    merge(s, (4, 5), (12, 12), "一年")?;
    merge(s, (4, 5), (5, 5), "产出指标")?;
    texts(s, 4, &[(6, "数量指标"), (7, "次数"), (8, "≥"), (10, "次")])?;
    s.write(4, 9, 4)?;
    texts(s, 5, &[(6, "质量指标"), (7, "合格率"), (8, "≥"), (9, "95%"), (10, "%")])?;
    let second = [
        (0, "731002"),
        (1, "某馆"),
        (3, "乙经费"),
        (5, "效益指标"),
        (6, "社会效益指标"),
        (7, "影响"),
        (8, "定性"),
        (9, "较上年提升"),
        (11, "做好乙事"),
    ];
    texts(s, 6, &second)?;
    texts(s, 7, &[(0, "731002"), (1, "某馆"), (3, "乙经费"), (7, "满意度"), (8, "≥")])?;
    numbers(s, 7, "0.0%", &[(9, 0.9)])?;
    texts(s, 8, &[(3, "合计")])?;
    numbers(s, 8, "0.00", &[(4, 20.0)])?;
    texts(s, 9, &[(0, "填表人：张三")])
}

#[test]
fn a_flat_list_with_merged_and_repeated_projects() {
    let mut book = Workbook::new();
    list(book.add_worksheet().set_name("导出").unwrap()).unwrap();
    let found = imported(book);
    let department = &found.department;
    let [first, second] = &department.projects[..] else { panic!("not two projects") };
    assert_eq!([first.unit.text(), first.name.text()], ["731001", "甲经费"]);
    assert_eq!([second.unit.text(), second.name.text()], ["731002", "乙经费"]);
    assert_eq!(department.units[1].name.text(), "某馆");
    assert_eq!(amounts(department, 0), ["16.63", "", ""]);
    assert!(second.budget.is_absent() && second.code.is_absent());
    let of_first = [
        ["产出指标", "数量指标", "次数", "≥4次", ""],
        ["产出指标", "质量指标", "合格率", "≥95%", ""],
    ];
    assert_eq!(rows(first), of_first);
    let of_second = [
        ["效益指标", "社会效益指标", "影响", "较上年提升", ""],
        ["效益指标", "社会效益指标", "满意度", "≥90.0%", ""],
    ];
    assert_eq!(rows(second), of_second);
    let Some(Passage::Text(goal)) = second.goals.value() else { panic!() };
    assert_eq!(goal.value, "做好乙事");
    let unplaced = notes(&found, NoteKind::Unplaced);
    assert_eq!(
        unplaced,
        [
            "未归位：工作表“导出”第 9 行，「合计｜20.00」没有用上",
            "未归位：工作表“导出”第 10 行，「填表人：张三」没有用上",
            "未归位：列“项目期”没有用上，如「一年」",
        ]
    );
    let guesses = notes(&found, NoteKind::Guess).join("\n");
    assert!(guesses.contains("如 E5 显示 16.63，存的是 16.625"), "{guesses}");
}

#[test]
fn field_names_of_a_budget_system_are_known() {
    let mut book = Workbook::new();
    let s = book.add_worksheet();
    let header = [
        "fiscal_year",
        "agency_code",
        "agency_name",
        "pro_code",
        "pro_name",
        "lv1_perf_ind_name",
        "lv2_perf_ind_name",
        "lv3_perf_ind_name",
        "kpi_content",
        "kpi_val",
        "computesign",
        "indexval",
        "meterunit",
    ];
    let row = [
        "2026",
        "731001",
        "某局",
        "13070024P00000410006W",
        "甲经费",
        "产出指标",
        "数量指标",
        "次数",
        "会议的次数",
        "≥4次",
        "≥",
        "4",
        "次",
    ];
    for (r, cells) in (0..).zip([header, row]) {
        for (c, text) in (0..).zip(cells) {
            s.write(r, c, text).unwrap();
        }
    }
    let found = imported(book);
    assert_eq!(found.department.year.value().unwrap().to_string(), "2026");
    let row = &found.department.projects[0].indicators.value().unwrap()[0];
    assert_eq!([row.target.text(), row.description.text()], ["≥4次", "会议的次数"]);
    assert_eq!(notes(&found, NoteKind::Unplaced), [""; 0]);
}

#[test]
fn what_is_not_read_is_told() {
    let mut book = Workbook::new();
    form(book.add_worksheet().set_name("甲").unwrap(), 0, 1, "甲经费").unwrap();
    let other = book.add_worksheet().set_name("说明").unwrap();
    texts(other, 0, &[(0, "填报说明"), (1, "第一条")]).unwrap();
    let sheet = book.add_worksheet().set_name("乙").unwrap();
    let below = form(sheet, 0, 2, "乙经费").unwrap();
    texts(sheet, below + 1, &[(0, "备注：另附")]).unwrap();
    let found = imported(book);
    let unplaced = notes(&found, NoteKind::Unplaced).join("\n");
    for text in ["工作表“说明”不是绩效目标表", "填报说明｜第一条", "备注：另附"]
    {
        assert!(unplaced.contains(text), "{unplaced}");
    }
    assert_eq!(found.department.projects.len(), 2);
}

#[test]
fn the_command_takes_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    form(book.add_worksheet(), 0, 1, "甲经费").unwrap();
    std::fs::write(folder.path().join("目标.xlsx"), bytes(book)).unwrap();
    let set = ["--set", "部门名称=示例市某局", "--set", "年度=2026"];
    let args = [&["import", "目标.xlsx", "-o", "部门"][..], &set].concat();
    let output = jixiao(&args, folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("没有第一部分"));
    let saved = std::fs::read_to_string(folder.path().join("部门/部门.yaml")).unwrap();
    assert!(saved.contains("年度: 2026\n部门名称: 示例市某局\n"), "{saved}");
    let project = folder.path().join("部门/项目/01-甲经费.yaml");
    let project = std::fs::read_to_string(project).unwrap();
    assert!(project.contains("  12月底: 100%\n"), "{project}");
    assert!(project.contains("  预算数: 5.10\n"), "{project}");
}

#[test]
fn a_form_of_a_folder_is_named_by_its_way_from_the_department() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    form(sheet, 0, 1, "甲经费").unwrap();
    sheet.write(8, 3, "说明").unwrap();
    std::fs::write(folder.path().join("目标.xlsx"), bytes(book)).unwrap();
    let import = |args: &[&str]| {
        let fixed = ["import", "目标.xlsx", "--set", "年度=2026"];
        jixiao(&[&fixed[..], args].concat(), folder.path())
    };
    let output = import(&["--profile", "版式/某市", "-o", "出/部门"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let form = folder.path().join("版式/某市");
    std::fs::create_dir_all(&form).unwrap();
    let text = "名称: 某市\n继承: hebei\n指标表: {改名: {描述: 说明}}\n";
    std::fs::write(form.join("版式.yaml"), text).unwrap();
    let output = import(&["--profile", "版式/某市", "-o", "出/部门"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!stdout(&output).contains("说明"), "{}", stdout(&output));
    let written = |path: &str| {
        std::fs::read_to_string(folder.path().join("出/部门").join(path)).unwrap()
    };
    assert!(written("部门.yaml").starts_with("版式: ../../版式/某市\n"));
    assert!(written("项目/01-甲经费.yaml").contains("描述: 全年会议\n"));
    let check = jixiao(&["check", "出/部门", "--format", "concise"], folder.path());
    assert!(!stdout(&check).contains("S201"), "{}", stdout(&check));
    std::fs::write(form.join("版式.yaml"), "名称: 某市\n继承: 河北\n").unwrap();
    let output = import(&["--profile", "版式/某市", "-o", "另"]);
    assert!(stderr(&output).contains("jixiao profile check 版式/某市"));
}

/// A workbook package of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("_rels/.rels", options).unwrap();
    zip.write_all(rels.as_bytes()).unwrap();
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this XML.
fn of_sheet(sheet: &str) -> Vec<u8> {
    const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
    let book = format!(
        r#"<workbook {MAIN}><sheets><sheet name="甲" sheetId="1" r:id="a"/></sheets></workbook>"#
    );
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!("<worksheet {MAIN}>{sheet}</worksheet>");
    package(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn refused(bytes: &[u8]) -> Refusal {
    import(bytes, &Options::new("hebei")).unwrap_err()
}

#[test]
fn a_formula_without_a_result_is_told() {
    let cell = |place: &str, text: &str| {
        format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let rows = [
        format!(r#"<row r="1">{}{}</row>"#, cell("A1", "项目名称"), cell("B1", "甲")),
        format!(r#"<row r="2">{}<c r="B2"><f>1+1</f></c></row>"#, cell("A2", "预算数")),
    ];
    let book = of_sheet(&format!("<sheetData>{}</sheetData>", rows.concat()));
    let found = import(&book, &Options::new("hebei")).unwrap();
    let unplaced = notes(&found, NoteKind::Unplaced).join("\n");
    assert!(unplaced.contains("有 1 个公式没有存下结果，如 B2"), "{unplaced}");
}

#[test]
fn hostile_workbooks_are_refused() {
    let bomb = vec![b' '; 70 << 20];
    let parts: [(&str, &[u8]); 2] = [("xl/workbook.xml", b"<a/>"), ("xl/a.xml", &bomb)];
    assert_eq!(refused(&package(&parts)), Refusal::TooLarge(64));
    let many = format!(
        "<sheetData>{}</sheetData>",
        "<row><c><v>1</v></c></row>".repeat(1_000_000)
    );
    assert!(matches!(refused(&of_sheet(&many)), Refusal::TooMany(_)));
    for sheet in [
        "<sheetData><row><c><v>1</v>",
        "<sheetData><row r='x'><c r='1'><v>1</v></c></row></sheetData>",
        "<sheetData><row><c r='ZZZZZZZZ99999999999'><v>1</v></c></row></sheetData>",
        "<sheetData><row><c t='s'><v>99</v></c></row></sheetData>",
        "<mergeCells><mergeCell ref='A1:'/></mergeCells>",
    ] {
        assert_eq!(refused(&of_sheet(sheet)), Refusal::Unreadable, "{sheet}");
    }
    assert_eq!(refused(&of_sheet("<sheetData/>")), Refusal::NothingFound);
    assert_eq!(refused(&package(&[("xl/styles.xml", b"<a/>")])), Refusal::Unreadable);
    let ole = [&[0xD0, 0xCF, 0x11, 0xE0][..], &utf16("Workbook\0")].concat();
    assert_eq!(refused(&ole), Refusal::OldExcel);
    assert!(refused(&ole).to_string().contains("另存为"));
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_workbook_cut_or_changed_anywhere_does_no_harm() {
    let mut book = Workbook::new();
    list(book.add_worksheet()).unwrap();
    let whole = bytes(book);
    for end in (0..whole.len()).step_by(61) {
        let refusal = refused(&whole[..end]);
        assert!(matches!(refusal, Refusal::NotZip | Refusal::Damaged), "{refusal:?}");
    }
    for at in (0..whole.len()).step_by(37) {
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        let _ = import(&changed, &Options::new("hebei"));
    }
}

/// Cells of any place with words that the import looks for, and ranges merged at will.
fn wild() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "计量单位",
        "权重",
        "项目名称",
        "项目编码",
        "单位名称",
        "预算数",
        "财政资金",
        "绩效目标",
        "绩效目标表",
        "1.甲绩效目标表",
        "3月底",
        "50%",
        "合计",
        "第二部分",
        "部门整体绩效目标表",
        "单位：万元",
        "731001某局",
        "数量指标",
        "≥1次",
        "甲",
    ]);
    let cell = (0..12u32, 0..8u8, word);
    let range = (0..12u32, 0..8u8, 0..5u32, 0..4u8);
    (prop::collection::vec(cell, 1..60), prop::collection::vec(range, 0..8)).prop_map(
        |(cells, ranges)| {
            let address = |row: u32, column: u8| format!("{}{}", char::from(b'A' + column), row + 1);
            let cell = |(row, column, word): &(u32, u8, &str)| {
                let place = address(*row, *column);
                format!(r#"<c r="{place}" t="inlineStr"><is><t>{word}</t></is></c>"#)
            };
            let range = |(row, column, down, right): &(u32, u8, u32, u8)| {
                let (from, to) = (address(*row, *column), address(row + down, column + right));
                format!(r#"<mergeCell ref="{from}:{to}"/>"#)
            };
            let cells: String = cells.iter().map(cell).collect();
            let ranges: String = ranges.iter().map(range).collect();
            format!(
                "<sheetData><row>{cells}</row></sheetData><mergeCells>{ranges}</mergeCells>"
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_sheet_is_read_or_refused(sheet in wild(), profile in 0..4usize) {
        let profile = ["hebei", "sichuan", "central", "shanghai"][profile];
        if let Ok(found) = import(&of_sheet(&sheet), &Options::new(profile)) {
            let files = jixiao::yaml::save::save(&found.department, &found.numbers);
            prop_assert_eq!(files.len(), found.department.projects.len() + 1);
        }
    }
}
