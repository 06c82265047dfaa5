use super::*;
use crate::word::xml::pieces;

/// The text of a body.
fn read(xml: &str) -> BodyText {
    let mut reader = BodyReader::default();
    reader.notes.insert((RemarkKind::Comment, "7".into()), "请核对".into());
    let xml = format!("<w:document><w:body>{xml}</w:body></w:document>");
    pieces(xml.as_bytes(), "body", &mut |e| reader.take(&e)).unwrap();
    reader.finish()
}

fn shown(text: &BodyText) -> String {
    let paragraphs = |all: &[BodyParagraph]| {
        all.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("/")
    };
    let cell = |c: &BodyCell| {
        let mark = if c.merged { "^" } else { "" };
        format!("{mark}{}+{}", paragraphs(&c.paragraphs), c.span)
    };
    let row = |r: &BodyRow| r.cells.iter().map(cell).collect::<Vec<_>>().join(" ");
    let block = |b: &BodyBlock| match b {
        BodyBlock::Paragraph(p) => p.text.clone(),
        BodyBlock::Table(t) => t.rows.iter().map(row).collect::<Vec<_>>().join("\n"),
    };
    text.blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn told(text: &BodyText) -> Vec<(RemarkKind, &str)> {
    let told = text.remarks.iter().filter(|r| r.kind != RemarkKind::Comment);
    told.map(|r| (r.kind, r.text.as_str())).collect()
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

fn looked(look: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>")
}

#[test]
fn text_is_found_whatever_is_around_it() {
    for xml in [
        p("甲"),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r></w:p>".into(),
        format!("<w:sdt><w:sdtContent><w:p><w:hyperlink>{}</w:hyperlink></w:p></w:sdtContent></w:sdt>", r("甲")),
        format!("<w:p><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins>{}</w:ins></w:p>", r("甲")),
        format!("<w:p><w:smartTag><w:customXml>{}</w:customXml></w:smartTag></w:p>", r("甲")),
        format!("<w:p><w:fldSimple w:instr=\"X\">{}</w:fldSimple></w:p>", r("甲")),
        "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>甲</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>甲</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>".into(),
        "<p><r><t><![CDATA[甲]]></t><softHyphen/></r></p>".into(),
        r("甲"),
    ] {
        assert_eq!(shown(&read(&xml)), "甲", "{xml}");
    }
}

#[test]
fn signs_have_their_characters() {
    let xml = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B&amp;amp;</w:t>\
        <w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:sym w:font=\"Wingdings\" w:char=\"F021\"/></w:r></w:p>";
    let text = read(xml);
    assert_eq!(shown(&text), "甲\t乙\nA-B&amp;≥〓");
    assert_eq!(told(&text), [(RemarkKind::Symbol, "Wingdings F021 ")]);
    let font = looked("<w:rFonts w:ascii=\"Symbol\"/>", "\u{F0B3}4次");
    assert_eq!(shown(&read(&format!("<w:p>{font}</w:p>"))), "≥4次");
}

#[test]
fn what_nobody_sees_is_told_and_left_out() {
    for (look, kind) in [
        ("<w:vanish/>", RemarkKind::Hidden),
        ("<w:strike/>", RemarkKind::Struck),
        ("<w:dstrike w:val=\"1\"/>", RemarkKind::Struck),
        ("<w:color w:val=\"FFFFFF\"/>", RemarkKind::Unseen),
        ("<w:sz w:val=\"2\"/>", RemarkKind::Unseen),
    ] {
        let text = read(&format!(
            "<w:p>{}{}{}</w:p>",
            r("甲"),
            looked(look, "乙"),
            looked(look, "丙")
        ));
        assert_eq!(shown(&text), "甲", "{look}");
        assert_eq!(told(&text), [(kind, "乙丙")], "{look}");
        assert_eq!(text.remarks[0].place.line, "甲");
    }
    for look in [
        "<w:vanish w:val=\"false\"/>",
        "<w:color w:val=\"FFFFFF\"/><w:shd w:fill=\"000000\"/>",
        "<w:sz w:val=\"10\"/>",
        "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>",
    ] {
        assert_eq!(
            shown(&read(&format!("<w:p>{}</w:p>", looked(look, "甲")))),
            "甲",
            "{look}"
        );
    }
}

#[test]
fn fields_are_read_by_their_results() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText>IF</w:instrText></w:r>";
    let [begin, separate, end] = ["begin", "separate", "end"].map(sign);
    let inner = format!("{begin}{code}{separate}{}{end}", r("会议"));
    let whole = format!("{begin}{code}{inner}{code}{separate}{}{end}", r("会议费"));
    assert_eq!(
        shown(&read(&format!("<w:p>{}{whole}{}</w:p>", r("甲"), r("乙")))),
        "甲会议费乙"
    );
    let over = format!(
        "<w:p>{begin}{code}{separate}{}</w:p><w:p>{}{end}</w:p>",
        r("甲"),
        r("乙")
    );
    assert_eq!(shown(&read(&over)), "甲\n乙");
    let open = read(&format!("<w:p>{begin}{code}</w:p>{}", p("乙")));
    assert_eq!(shown(&open), "\n乙");
    assert_eq!(told(&open), [(RemarkKind::Field, "")]);
    let list = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/>\
        <w:listEntry w:val=\"甲\"/><w:listEntry w:val=\"乙\"/></w:ddList></w:ffData></w:fldChar></w:r>\
        <w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    assert_eq!(shown(&read(list)), "乙");
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
    let joined = read(&format!("<w:p>{mark}{}</w:p>{}", r("甲，"), p("乙。")));
    assert_eq!(
        (shown(&joined), told(&joined)),
        ("甲，乙。".into(), vec![(RemarkKind::Revised, "")])
    );
    let last = read(&format!("<w:p>{mark}{}</w:p>", r("甲")));
    assert_eq!(shown(&last), "甲");
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let row = |properties: &str, cells: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
    };
    let table = [
        row(
            "",
            &[cell("", "甲"), cell("<w:cellDel/>", "乙"), cell("<w:cellIns/>", "丙")]
                .concat(),
        ),
        row("<w:del/>", &cell("", "丁")),
        row(
            "<w:ins/>",
            &[cell("<w:cellMerge w:vMerge=\"cont\"/>", ""), cell("", "戊")].concat(),
        ),
    ];
    let text = read(&format!("<w:tbl>{}</w:tbl>", table.concat()));
    assert_eq!(shown(&text), "甲+1 丙+1\n^+1 戊+1");
    assert_eq!(told(&text), [(RemarkKind::Revised, "")]);
}

#[test]
fn cells_are_merged_with_those_above_them_alone() {
    let cell = |merge: &str, span: usize, text: &str| {
        format!(
            "<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/>{merge}</w:tcPr>{}</w:tc>",
            p(text)
        )
    };
    let (begin, go_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = [
        [cell(begin, 1, "甲"), cell("", 2, "乙")].concat(),
        [cell(go_on, 1, "旧"), cell(go_on, 1, "丙"), cell("", 1, "丁")].concat(),
        [
            cell("<w:hMerge w:val=\"restart\"/>", 1, "戊"),
            cell("<w:hMerge/>", 1, ""),
            cell("", 1, "己"),
        ]
        .concat(),
    ];
    let rows: String = rows.iter().map(|r| format!("<w:tr>{r}</w:tr>")).collect();
    let text = read(&format!("<w:tbl>{rows}</w:tbl>"));
    assert_eq!(shown(&text), "甲+1 乙+2\n^+1 丙+1 丁+1\n戊+2 己+1");
    assert_eq!(told(&text), [(RemarkKind::Covered, "旧")]);
    assert_eq!(text.remarks[0].place.to_string(), "第 1 个表第 2 行");
}

#[test]
fn rows_and_cells_of_controls_are_rows_and_cells() {
    let control = |inside: &str, prompt: &str| {
        format!(
            "<w:sdt><w:sdtPr>{prompt}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )
    };
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let prompt = control(&cell("单击此处"), "<w:showingPlcHdr/>");
    let row = format!("<w:tr>{}{prompt}{}</w:tr>", control(&cell("甲"), ""), cell("乙"));
    let inner = format!(
        "<w:tc><w:tbl><w:tr>{}{}</w:tr></w:tbl>{}</w:tc>",
        cell("内"),
        cell("外"),
        p("")
    );
    let text = read(&format!("<w:tbl>{}<w:tr>{inner}</w:tr></w:tbl>", control(&row, "")));
    assert_eq!(shown(&text), "甲+1 +1 乙+1\n内/外/+1");
    assert_eq!(told(&text), [(RemarkKind::Prompt, "单击此处")]);
}

#[test]
fn what_is_no_text_is_told_with_its_place() {
    let xml = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:commentReference w:id=\"7\"/></w:r>\
        <w:r><w:drawing><wp:docPr descr=\"截图\"/></w:drawing></w:r>\
        <w:r><w:object><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r>\
        <w:r><w:pict><v:textpath string=\"草稿\"/></w:pict></w:r>\
        <w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>乙</w:t></w:r></w:rubyBase></w:ruby></w:r>\
        <w:altChunk r:id=\"rId8\"/></w:p>";
    let text = read(xml);
    assert_eq!(shown(&text), "甲乙");
    let expected = [
        (RemarkKind::Comment, "请核对"),
        (RemarkKind::Picture, "截图"),
        (RemarkKind::Object, "Excel.Sheet.12"),
        (RemarkKind::Drawing, "草稿"),
        (RemarkKind::Ruby, "yi"),
        (RemarkKind::File, "rId8"),
    ];
    let found: Vec<_> = text.remarks.iter().map(|r| (r.kind, r.text.as_str())).collect();
    assert_eq!(found, expected);
    assert!(text.remarks.iter().all(|r| r.place.line == "甲乙"));
}

#[test]
fn raised_marks_are_left_out_and_exponents_stay() {
    let up = looked("<w:vertAlign w:val=\"superscript\"/>", "2");
    let text =
        read(&format!("<w:p>{}{up}</w:p><w:p>{}{up}</w:p>", r("≥500m"), r("5.00")));
    assert_eq!(shown(&text), "≥500m²\n5.00");
    assert_eq!(told(&text), [(RemarkKind::NoteMark, "2")]);
    assert_eq!(text.remarks[0].place.line, "5.00");
}

#[test]
fn boxes_are_lines_and_text_between_cells_is_stray() {
    let boxed = "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>";
    assert_eq!(shown(&read(boxed)), "\n甲\n");
    let stray = read("<w:tbl><w:tr><w:r><w:t>甲</w:t></w:r></w:tr></w:tbl>");
    assert_eq!(told(&stray), [(RemarkKind::Stray, "甲")]);
}
