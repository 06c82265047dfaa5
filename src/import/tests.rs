//! Word files built by hand: forms that the real texts do not show.

use super::*;
use crate::model::{Passage, Project};
use proptest::prelude::*;
use std::io::{Cursor, Write};

/// A .docx with this body; the style `c` is named 正文续.
fn docx(body: &str) -> Vec<u8> {
    const W: &str =
        r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let styles = format!(
        r#"<w:styles {W}><w:style w:type="paragraph" w:styleId="c"><w:name w:val="正文续"/></w:style></w:styles>"#
    );
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("_rels/.rels", rels),
        ("word/document.xml", &document),
        ("word/styles.xml", &styles),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn p(text: &str) -> String {
    let text = text.replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">");
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

/// A paragraph that goes on with the one before.
fn more(text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="c"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

/// A cell: `^` continues the one above, `>` is text cut by a page's end.
fn cell(text: &str, span: usize) -> String {
    let paragraph = |t: &str| t.strip_prefix('>').map_or_else(|| p(t), more);
    let (merge, body) = match text {
        "^" => ("<w:vMerge/>", p("")),
        text => {
            ("<w:vMerge w:val=\"restart\"/>", text.split('\n').map(paragraph).collect())
        }
    };
    format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{body}</w:tc>"#)
}

/// A row of cells `text` or `text|span`.
fn row(cells: &[&str]) -> String {
    let cell = |c: &&str| match c.rsplit_once('|') {
        Some((text, span)) => cell(text, span.parse().unwrap()),
        None => cell(c, 1),
    };
    format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
}

fn table(rows: &[&[&str]]) -> String {
    let rows: String = rows.iter().map(|r| row(r)).collect();
    format!("<w:tbl><w:tblGrid/>{rows}</w:tbl>")
}

fn imported(body: &str) -> Imported {
    import(&docx(body), &Options::new("hebei")).unwrap()
}

fn only(imported: &Imported) -> &Project {
    assert_eq!(imported.department.projects.len(), 1);
    &imported.department.projects[0]
}

fn messages(imported: &Imported, kind: NoteKind) -> Vec<String> {
    let notes = imported.notes.iter().filter(|n| n.kind == kind);
    notes.map(ToString::to_string).collect()
}

const UPPER: &[&[&str]] = &[
    &["731001某局本级|4", "单位：万元|3"],
    &["项目编码", "13070024P000004 10006W|2", "项目名称", "甲经费|3"],
    &[
        "预算规模及资金用途",
        "预算数",
        "5.00",
        "其中：财政    资金",
        "5.00",
        "其他资金",
        "",
    ],
    &["^", "用途的前半|6"],
];

const HEADER: &[&str] =
    &["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"];

#[test]
fn a_table_cut_by_pages_is_one_project() {
    let found = imported(
        &[
            p("1.甲经费绩效目标表"),
            table(UPPER),
            p(""),
            table(&[
                &["预算规模及资金用途", ">，后半|6"],
                &["资金支出计划（%）", "6月底", "3月底|2", "10月底|2", "12月底"],
                &["^", "50%", "25|2", "|2", "100%"],
                &["绩效目标", "1.目标一\n2.目标二的前|6"],
            ]),
            table(&[&["绩效目标", ">半\n3.目标三|6"]]),
            table(&[HEADER, &["产出指标", "数量指标", "甲", "甲", "≥1次", "计划"]]),
            table(&[
                HEADER,
                &["产出指标", "数量指标", "", ">的描述", "", ""],
                &["^", "质量指标", "乙", "乙的描述", "≥90%", "计划"],
            ]),
        ]
        .concat(),
    );
    let project = only(&found);
    assert_eq!(project.code.value().unwrap().as_str(), "13070024P00000410006W");
    assert_eq!(project.purpose.text(), "用途的前半，后半");
    let plan = project.plan.value().unwrap().iter();
    let plan: Vec<_> = plan
        .map(|m| format!("{}{}", m.month.value, m.percent.value().unwrap()))
        .collect();
    assert_eq!(plan, ["6月底50%", "3月底25%", "12月底100%"]);
    let Some(Passage::Items(goals)) = project.goals.value() else { panic!() };
    let goals: Vec<_> = goals.iter().map(|g| g.value.as_str()).collect();
    assert_eq!(goals, ["目标一", "目标二的前半", "目标三"]);
    let rows = project.indicators.value().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].description.text(), "甲的描述");
    assert_eq!((rows[1].level1.text(), rows[1].level2.text()), ("产出指标", "质量指标"));
    assert!(messages(&found, NoteKind::Unplaced).is_empty(), "{:?}", found.notes);
    assert_eq!(messages(&found, NoteKind::Guess).len(), 4, "{:?}", found.notes);
}

#[test]
fn one_table_for_all_with_the_unit_above_it() {
    let rows: Vec<&[&str]> = UPPER[1..]
        .iter()
        .copied()
        .chain([
            &["绩效目标", "目标|6"][..],
            &["绩效指标", "一级指标", "二级指标", "指标值", "三级指标|2", "权重"],
            &["^", "产出指标", "数量指标", "≥1次", "甲|2", "10"],
            &["^", "^", "", "≥2次", "乙|2", ""],
            &["备注|7"],
        ])
        .collect();
    let found = imported(
        &[p("甲经费绩效目标表"), p("731001某局本级\t单位：万元"), table(&rows)].concat(),
    );
    let project = only(&found);
    assert_eq!(project.unit.text(), "731001");
    assert_eq!(found.department.name.text(), "某局");
    assert_eq!(found.department.year.value().unwrap().to_string(), "2024");
    let rows = project.indicators.value().unwrap();
    let texts =
        |i: usize| [rows[i].level2.text(), rows[i].name.text(), rows[i].target.text()];
    assert_eq!(texts(0), ["数量指标", "甲", "≥1次"]);
    assert_eq!(texts(1), ["数量指标", "乙", "≥2次"]);
    let unplaced = messages(&found, NoteKind::Unplaced);
    assert_eq!(unplaced, ["未归位：第 1 个表第 8 行，「备注」没有用上"]);
    assert_eq!(rows[0].weight.value().unwrap().to_string(), "10");
}

#[test]
fn contents_in_a_tag_are_skipped_and_cut_paragraphs_joined() {
    let link = |name: &str, page: &str| {
        format!(
            r#"<w:p><w:hyperlink w:anchor="a"><w:r><w:t>{name}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF a \h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{page}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>"#
        )
    };
    let contents = [
        p("目录"),
        p("第一部分 部门整体绩效目标"),
        link("一、总体绩效目标", "1"),
        p("第二部分 预算项目绩效目标"),
        link("1.甲经费绩效目标表", "3"),
    ]
    .concat();
    let found = imported(
        &[
            p("某局"),
            p("2025年部门预算绩效文本"),
            p("（草案）"),
            p("某局编制"),
            p("某市财政局审核"),
            format!("<w:sdt><w:sdtContent>{contents}</w:sdtContent></w:sdt>"),
            p("第一部分"),
            p("部门整体绩效目标"),
            p("一、总体绩效目标"),
            p("前半段，"),
            more("后半段。"),
            p("第二部分"),
            p("预算项目绩效目标"),
            p("1.甲经费绩效目标表"),
            table(UPPER),
        ]
        .concat(),
    );
    let Some(Passage::Text(text)) = found.department.overall_goals.value() else {
        panic!()
    };
    assert_eq!(text.value, "前半段，后半段。");
    assert_eq!(found.department.draft.value(), Some(&true));
    assert_eq!(found.department.reviewer.text(), "某市财政局");
    assert!(found.department.extract.is_absent());
    assert!(found.notes.is_empty(), "{:?}", found.notes);
}

#[test]
fn secret_projects_are_recognised() {
    let mut rows = UPPER[..3].to_vec();
    rows.push(&["^", "涉密|6"]);
    rows.push(&["绩效目标", "1.涉密|6"]);
    let lower =
        table(&[HEADER, &["产出指标", "数量指标", "涉密", "涉密", "涉密", "涉密"]]);
    let found = imported(&[p("1.甲经费绩效目标表"), table(&rows), lower].concat());
    assert!(only(&found).is_classified());
    assert_eq!(only(&found).purpose.text(), "涉密");
}

#[test]
fn what_has_no_place_is_told_with_its_text() {
    let mut rows = UPPER.to_vec();
    rows[2] =
        &["预算规模及资金用途", "预算数", "五万", "其中：财政资金", "5.00", "批次", "二"];
    let found = imported(
        &[
            p("1.甲经费绩效目标表"),
            table(&rows),
            p("填表说明"),
            table(&[&["附表", "内容"]]),
            "<w:p><w:r><w:drawing><a:t>图中的字</a:t></w:drawing></w:r></w:p>".to_owned(),
            p("2.丙绩效目标表"),
        ]
        .concat(),
    );
    let unplaced = messages(&found, NoteKind::Unplaced).join("\n");
    for text in
        ["五万", "批次", "二", "填表说明", "附表｜内容", "图中的字", "丙绩效目标表"]
    {
        assert!(unplaced.contains(text), "{text}\n{unplaced}");
    }
    assert!(only(&found).budget.value().unwrap().funds[0].amount.is_absent());
}

#[test]
fn several_projects_without_headings_are_told_apart() {
    let second: &[&[&str]] = &[
        &["731002某馆|4", "单位：万元|3"],
        &["项目名称", "乙经费|6"],
        &["绩效目标", "目标|6"],
    ];
    let found = imported(&[table(UPPER), table(second)].concat());
    let units: Vec<_> = found.department.projects.iter().map(|p| p.unit.text()).collect();
    assert_eq!(units, ["731001", "731002"]);
    assert_eq!(found.numbers, [1, 2]);
}

#[test]
fn odd_tables_do_no_harm() {
    for table in [
        "<w:tbl/>".to_owned(),
        "<w:tbl><w:tr/></w:tbl>".to_owned(),
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>".to_owned(),
        format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", table(UPPER), p("")),
        table(&[HEADER, &["^"], &["^", "^", "^|99"], &["|0"]]),
        table(&[
            &["项目编码"],
            &["预算数"],
            &["绩效目标"],
            &["资金支出计划（%）", "3月底"],
        ]),
        format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("^", usize::MAX).repeat(3)),
    ] {
        let _ = import(&docx(&table), &Options::new("hebei"));
        let body = [p("1.甲绩效目标表"), table].concat();
        let _ = import(&docx(&body), &Options::new("hebei"));
    }
}

#[test]
fn nesting_up_to_the_limit_is_read_on_a_small_stack() {
    let depth = 48;
    let mut body = p("一、总体绩效目标") + &p("正文");
    body += &"<w:tbl><w:tr><w:tc>".repeat(depth);
    body += &p("底");
    body += &"</w:tc></w:tr></w:tbl>".repeat(depth);
    assert!(import(&docx(&body), &Options::new("hebei")).is_ok());
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100) + &"</w:tc></w:tr></w:tbl>".repeat(100);
    let refusal = import(&docx(&deep), &Options::new("hebei")).unwrap_err();
    assert_eq!(refusal, Refusal::TooDeep(200));
}

#[test]
fn a_file_with_nothing_to_read_is_refused() {
    for body in [String::new(), p("随便一段文字"), table(&[&["甲", "乙"]])] {
        let refusal = import(&docx(&body), &Options::new("hebei")).unwrap_err();
        assert_eq!(refusal, Refusal::NothingFound);
    }
}

/// XML of elements that nest as they please, around words that the import looks for.
fn wild() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:tcPr",
        "w:sdt",
        "w:hyperlink",
        "w:ins",
        "w:del",
        "w:pPr",
        "w:pict",
        "w:tab",
        "w:vMerge",
        "w:instrText",
        "w:tblPrChange",
        "a:p",
    ]);
    let word = prop::sample::select(vec![
        "一级指标",
        "二级指标",
        "项目名称",
        "绩效目标",
        "1.甲绩效目标表",
        "第一部分",
        "3月底",
        "50%",
        "一、总体绩效目标",
        "（一）甲",
        "目录",
        "甲\t1",
        "731001某局",
        "单位：万元",
    ]);
    let leaf = word.prop_map(|w| format!("<w:r><w:t>{w}</w:t></w:r>"));
    leaf.prop_recursive(6, 80, 6, move |inner| {
        (name.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, inner)| format!("<{name}>{}</{name}>", inner.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_nesting_is_read_or_refused(parts in prop::collection::vec(wild(), 1..4)) {
        if let Ok(found) = import(&docx(&parts.concat()), &Options::new("hebei")) {
            let files = crate::yaml::save::save(&found.department, &found.numbers);
            prop_assert_eq!(files.len(), found.department.projects.len() + 1);
        }
    }
}
