//! Styles: their names in Word and their look.

use super::twips;
use super::xml::Xml;
use crate::document::{Align, FontRole, PageSetup, Style, StyleSpec};
use crate::layout::font::has_own_digits;
use crate::layout::{Layout, Piece, PlacedEntry, PlacedParagraph};

/// The style of the thin paragraph before and between tables.
pub const SPACER: &str = "Spacer";
/// Height of that paragraph in points.
pub const SPACER_HEIGHT: f32 = 1.0;
/// The style of tables.
pub const TABLE: &str = "TargetTable";

const NORMAL: &str = "Normal";

/// The id of a style.
pub fn id(style: Style) -> &'static str {
    match style {
        Style::CoverTitle => "CoverTitle",
        Style::CoverNote => "CoverNote",
        Style::CoverOrg => "CoverOrg",
        Style::ContentsTitle => "TOCHeading",
        Style::ContentsPart => "TOC1",
        Style::ContentsEntry => "TOC2",
        Style::Part => "Heading1",
        Style::Section => "Heading2",
        Style::Subsection => "Heading3",
        Style::Body => "Body",
        Style::TableTitle => "TableTitle",
        Style::TextTitle => "TextTitle",
        Style::TableContinued => "TableContinued",
        Style::TableContinuedLeft => "TableContinuedLeft",
        Style::CellText => "CellText",
        Style::CellLabel => "CellLabel",
        Style::CellHead => "CellHead",
        Style::CellAmount => "CellAmount",
        Style::CellDecimal => "CellDecimal",
        Style::CellRight => "CellRight",
        Style::Footer => "Footer",
    }
}

/// The name of a style: Word knows the English ones, the Chinese ones are ours.
pub fn name(style: Style) -> &'static str {
    match style {
        Style::CoverTitle => "封面标题",
        Style::CoverNote => "封面附注",
        Style::CoverOrg => "封面单位",
        Style::ContentsTitle => "TOC Heading",
        Style::ContentsPart => "toc 1",
        Style::ContentsEntry => "toc 2",
        Style::Part => "heading 1",
        Style::Section => "heading 2",
        Style::Subsection => "heading 3",
        Style::Body => "公文正文",
        Style::TableTitle => "绩效目标表标题",
        Style::TextTitle => "项目文字标题",
        Style::TableContinued => "续表行",
        Style::TableContinuedLeft => "续表行靠左",
        Style::CellText => "表格文字",
        Style::CellLabel => "表格标签",
        Style::CellHead => "表格表头",
        Style::CellAmount => "表格金额",
        Style::CellDecimal => "表格数值",
        Style::CellRight => "表格靠右",
        Style::Footer => "footer",
    }
}

/// The id of the style of a paragraph or the part of one.
pub fn id_of(paragraph: &PlacedParagraph) -> String {
    let id = id(paragraph.style);
    if paragraph.continued { format!("{id}Continued") } else { id.to_owned() }
}

/// The official name of the font that plays `role`, after data/fonts/aliases.toml.
fn font(role: FontRole) -> &'static str {
    match role {
        FontRole::FangSong => "仿宋_GB2312",
        FontRole::XiaoBiaoSong => "方正小标宋简体",
        FontRole::Hei => "黑体",
        FontRole::Kai => "楷体_GB2312",
        FontRole::Song => "宋体",
    }
}

/// All styles of paragraphs.
pub fn styles(layout: &Layout) -> String {
    let mut x = Xml::default();
    let wanted = |style: &Style| !optional(*style) || is_used(*style, layout);
    for style in Style::ALL.into_iter().filter(wanted) {
        first(&mut x, style, &layout.sheet, contents_indent(style, layout));
        if cell(style) {
            continued(&mut x, style);
        }
    }
    x.finish()
}

/// Whether a file has the style only where its text needs it.
fn optional(style: Style) -> bool {
    style.is_continuation() || matches!(style, Style::CellDecimal | Style::TextTitle)
}

fn is_used(style: Style, layout: &Layout) -> bool {
    let uses = |piece: &Piece| match piece {
        Piece::Paragraph(paragraph) => paragraph.style == style,
        Piece::Entry(entry) => entry.title.style == style,
        Piece::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let mut paragraphs = cells.flat_map(|cell| &cell.paragraphs);
            paragraphs.any(|paragraph| paragraph.style == style)
        }
    };
    layout.pages.iter().flat_map(|page| &page.pieces).any(uses)
}

fn cell(style: Style) -> bool {
    matches!(
        style,
        Style::CellText
            | Style::CellLabel
            | Style::CellHead
            | Style::CellAmount
            | Style::CellDecimal
            | Style::CellRight
    )
}

/// Names that Word knows begin with a letter.
fn built_in(style: Style) -> bool {
    name(style).is_ascii()
}

fn first(x: &mut Xml, style: Style, sheet: &PageSetup, left: i32) {
    let open = Open { id: id(style), name: name(style), custom: !built_in(style) };
    open.write(x, |x| {
        x.value("w:basedOn", base(style));
        if style.outline().is_some() {
            x.value("w:next", id(Style::Body));
        }
        x.empty("w:qFormat", &[]);
        x.element("w:pPr", &[], |x| paragraph_look(x, style, sheet, left));
        x.element("w:rPr", &[], |x| text_look(x, &style.spec(sheet)));
    });
}

/// The rest of a cell's paragraph cut by a page's end, in a table of its own.
fn continued(x: &mut Xml, style: Style) {
    let id_continued = format!("{}Continued", id(style));
    let name_continued = format!("{}续", name(style));
    let open = Open { id: &id_continued, name: &name_continued, custom: true };
    open.write(x, |x| {
        x.value("w:basedOn", id(style));
        x.empty("w:semiHidden", &[]);
        x.empty("w:unhideWhenUsed", &[]);
        x.element("w:pPr", &[], no_indent);
    });
}

/// The style that another one is based on.
fn base(style: Style) -> &'static str {
    match style {
        Style::TableTitle => id(Style::Section),
        Style::TextTitle => id(Style::Subsection),
        _ => NORMAL,
    }
}

struct Open<'a> {
    id: &'a str,
    name: &'a str,
    custom: bool,
}

impl Open<'_> {
    fn write(&self, x: &mut Xml, content: impl FnOnce(&mut Xml)) {
        let content = |x: &mut Xml| {
            x.value("w:name", self.name);
            content(x);
        };
        if self.custom {
            let custom: [(&str, &dyn std::fmt::Display); 3] = [
                ("w:type", &"paragraph"),
                ("w:customStyle", &1),
                ("w:styleId", &self.id),
            ];
            x.element("w:style", &custom, content);
        } else {
            x.element(
                "w:style",
                &[("w:type", &"paragraph"), ("w:styleId", &self.id)],
                content,
            );
        }
    }
}

/// Whether a paragraph never stands on the page before what it belongs to: headings, and
/// the line above the rest of a table.
pub fn keeps_next(style: Style) -> bool {
    style.outline().is_some() || style.is_continuation()
}

fn paragraph_look(x: &mut Xml, style: Style, sheet: &PageSetup, left: i32) {
    let spec = style.spec(sheet);
    if keeps_next(style) {
        x.empty("w:keepNext", &[]);
    }
    if style == Style::ContentsEntry || style == Style::ContentsPart {
        leader_tab(x, sheet);
    }
    spacing(x, &spec);
    if style == Style::TableTitle && spec.indent == 0.0 {
        no_indent(x);
    }
    indent(x, &spec, left);
    x.value("w:jc", justification(spec.align));
    if let Some(level) = spec.outline {
        x.value("w:outlineLvl", i32::from(level) - 1);
    }
}

fn leader_tab(x: &mut Xml, sheet: &PageSetup) {
    let width = twips(sheet.text_width());
    x.element("w:tabs", &[], |x| {
        x.empty("w:tab", &[("w:val", &"right"), ("w:leader", &"dot"), ("w:pos", &width)]);
    });
}

fn spacing(x: &mut Xml, spec: &StyleSpec) {
    let after = twips(spec.below);
    let line = twips(spec.pitch);
    x.empty(
        "w:spacing",
        &[("w:after", &after), ("w:line", &line), ("w:lineRule", &"exact")],
    );
}

fn indent(x: &mut Xml, spec: &StyleSpec, left: i32) {
    if spec.indent > 0.0 {
        let characters = (spec.indent * 100.0).round() as i32;
        let first = twips(spec.indent * spec.size);
        x.empty("w:ind", &[("w:firstLineChars", &characters), ("w:firstLine", &first)]);
    } else if left > 0 {
        x.empty("w:ind", &[("w:left", &left)]);
    }
}

/// Takes back the indent of the style that this one is based on.
fn no_indent(x: &mut Xml) {
    x.empty("w:ind", &[("w:firstLineChars", &0), ("w:firstLine", &0)]);
}

fn justification(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "both",
    }
}

fn text_look(x: &mut Xml, spec: &StyleSpec) {
    let half_points = (spec.size * 2.0).round() as i32;
    let name = font(spec.role);
    // digits in titles come from the title face, as in the layout
    match has_own_digits(spec.role) {
        true => x.empty(
            "w:rFonts",
            &[("w:ascii", &name), ("w:eastAsia", &name), ("w:hAnsi", &name)],
        ),
        false => x.empty("w:rFonts", &[("w:eastAsia", &name)]),
    }
    if spec.tracking != 0.0 {
        x.value("w:spacing", twips(spec.tracking));
    }
    x.value("w:sz", half_points);
    x.value("w:szCs", half_points);
}

/// How far the lines of the 目录 in this style stand in from the margin, in twips.
///
/// There is no indent on the right, although the layout has a column for the numbers:
/// LibreOffice prints no number beyond it.
fn contents_indent(style: Style, layout: &Layout) -> i32 {
    let entry = entries(layout).find(|entry| entry.title.style == style);
    entry.map_or(0, |entry| twips(entry.title.left - layout.sheet.left()).max(0))
}

fn entries(layout: &Layout) -> impl Iterator<Item = &PlacedEntry> {
    layout.pages.iter().flat_map(|page| &page.pieces).filter_map(|piece| match piece {
        Piece::Entry(entry) => Some(entry),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_official_fonts() {
        let aliases: toml::Table =
            include_str!("../../../data/fonts/aliases.toml").parse().unwrap();
        let table = include_str!("../../../templates/docx/font_table.xml");
        for (role, key) in [
            (FontRole::FangSong, "fangsong"),
            (FontRole::XiaoBiaoSong, "xiaobiaosong"),
            (FontRole::Hei, "heiti"),
            (FontRole::Kai, "kaiti"),
            (FontRole::Song, "songti"),
        ] {
            assert_eq!(aliases[key]["docx"].as_str(), Some(font(role)));
            assert!(table.contains(&format!("<w:font w:name=\"{}\">", font(role))));
        }
    }
}
