//! What the markup means, and what is said of markup that means nothing.

use super::*;
use crate::document::Style;

fn fault(body: &str) -> String {
    let markup = format!("<text><body>{body}</body></text>");
    parse(&markup, &[]).unwrap_err().remove(0).message
}

#[test]
fn text_comes_out_as_it_went_in() {
    let markup = "<text><body><p>甲&lt;乙&amp;丙 &#39;丁&quot;</p></body></text>";
    let parsed = parse(markup, &[]).unwrap();
    let Block::Paragraph(p) = &parsed.body[0] else { panic!() };
    assert_eq!(p.text, "甲<乙&丙 '丁\"");
}

#[test]
fn every_slot_is_covered_once() {
    let table = |rows: &str| fault(&format!("<table cols=\"1 1\">{rows}</table>"));
    assert!(table("<tr><td>甲</td></tr>").contains("缺第 2 列"));
    assert!(table("<tr><td colspan=\"3\">甲</td></tr>").contains("放不下"));
    assert!(table("<tr><td rowspan=\"2\">甲</td><td>乙</td></tr>").contains("表尾"));
}

#[test]
fn columns_follow_from_the_widths_of_cells() {
    let markup = "<text><body><table width=\"100\">\
        <tr><th width=\"20\" rowspan=\"2\">甲</th><td width=\"50\">乙</td><td>丙</td></tr>\
        <tr><td>丁</td><td>戊</td></tr></table></body></text>";
    let Block::Table(table) = &parse(markup, &[]).unwrap().body[0] else { panic!() };
    let widths: Vec<f32> = table.columns.iter().map(|c| c.least).collect();
    assert_eq!(widths, [20.0, 40.0, 10.0, 30.0]);
    let cells = |row: usize| -> Vec<(usize, usize)> {
        table.rows[row].cells.iter().map(|c| (c.column, c.colspan)).collect()
    };
    assert_eq!(cells(0), [(0, 1), (1, 2), (3, 1)]);
    assert_eq!(cells(1), [(1, 1), (2, 2)]);
}

#[test]
fn rows_by_width_are_full_and_not_too_full() {
    let table = |rows: &str| fault(&format!("<table width=\"10\">{rows}</table>"));
    assert!(table("<tr><td width=\"4\">甲</td></tr>").contains("还差 6"));
    assert!(table("<tr><td width=\"14\">甲</td></tr>").contains("放不下"));
    assert!(table("<tr><td width=\"10\">甲</td><td>乙</td></tr>").contains("放不下"));
    assert!(table("<tr><td colspan=\"2\">甲</td></tr>").contains("没有属性 colspan"));
}

#[test]
fn faults_are_told_all_at_once_with_their_marks() {
    let markup = "<text><body><?at 1?><div>甲<b/></div><?at 2?><p class=\"a\">乙</p>\
        <?at 3?><table cols=\"1 1\"><?at 4?><tr><?at 5?><td>丙</td></tr></table>\
        <?at 6?><p>丁</body></text>";
    let faults = parse(markup, &[]).unwrap_err();
    let marks: Vec<_> = faults.iter().filter_map(|f| f.mark).collect();
    assert_eq!(marks, [1, 2, 4, 6], "{faults:?}");
    assert!(faults[3].message.contains("<p> 没有结束"));
}

#[test]
fn a_table_may_say_what_stands_above_its_rest() {
    let markup = |attributes: &str| {
        let table = format!("<table cols=\"1\"{attributes}><tr><td>甲</td></tr></table>");
        let parsed = parse(&format!("<text><body>{table}</body></text>"), &[]);
        let Block::Table(table) = &parsed.unwrap().body[0] else { panic!() };
        table.continued.clone().map(|p| (p.style, p.text))
    };
    assert_eq!(markup(""), None);
    let right = (Style::TableContinued, "续表".to_owned());
    assert_eq!(markup(" continued=\"续表\""), Some(right));
    let left = (Style::TableContinuedLeft, "（续）".to_owned());
    assert_eq!(markup(" continued=\"（续）\" continued-align=\"left\""), Some(left));
    let table = "<table cols=\"1\" continued=\"续表\" continued-align=\"middle\"/>";
    assert!(fault(table).contains("应为 left 或 right"));
}

#[test]
fn what_is_not_in_the_vocabulary_is_told() {
    assert!(fault("<div>甲</div>").contains("没有 <div>"));
    assert!(fault("<p style=\"big\">甲</p>").contains("没有样式“big”"));
    assert!(fault("<p class=\"a\">甲</p>").contains("没有属性 class"));
    assert!(fault("甲").contains("要放在 <p>"));
    assert!(fault("<tr><td>甲</td></tr>").contains("不能放在"));
    assert!(parse("<text><body>", &[]).is_err());
}
