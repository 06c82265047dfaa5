//! Properties of text, paragraphs, tables and sections that change what is seen.

use crate::word::attribute;
use quick_xml::events::BytesStart;

/// Fonts whose glyphs are other than their characters.
const PICTURE_FONTS: &[&str] = &[
    "symbol",
    "wingdings",
    "webdings",
    "marlett",
    "dingbats",
    "mt extra",
    "opensymbol",
    "standardsymbols",
    "barcode",
    "bookshelf symbol",
];
/// Smallest size, in half points.
const SMALLEST: f64 = 10.0;
/// Largest indent or margin, in twips.
const FARTHEST: f64 = 9_000.0;

/// A property that takes text away, by what it is called.
pub const HIDDEN: &str = "藏起来的文字";

/// Whether a property that is on or off is on.
pub fn is_on(element: &BytesStart) -> bool {
    let value = attribute(element, b"val");
    !matches!(value.as_deref(), Some("0" | "false" | "off"))
}

/// A number that an attribute gives; Word also writes units behind it.
fn number(element: &BytesStart, name: &[u8]) -> Option<f64> {
    let text = attribute(element, name)?;
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    digits.trim().parse().ok()
}

fn value(element: &BytesStart) -> String {
    attribute(element, b"val").unwrap_or_default()
}

/// What is wrong with a property of text.
pub fn of_text(name: &[u8], element: &BytesStart) -> Option<&'static str> {
    let number = number(element, b"val");
    let out = |low: f64, high: f64| number.is_some_and(|n| n < low || n > high);
    match name {
        b"vanish" | b"specVanish" if is_on(element) => Some(HIDDEN),
        b"strike" | b"dstrike" if is_on(element) => Some("划掉的文字"),
        b"caps" | b"smallCaps" if is_on(element) => Some("显示成大写的文字"),
        b"rtl" if is_on(element) => Some("从右往左排的文字"),
        b"sz" if out(SMALLEST, 200.0) => Some("小到看不清或大得出奇的文字"),
        b"w" if out(50.0, 200.0) => Some("压扁到看不清的文字"),
        b"position" if out(-24.0, 24.0) => Some("挪了位置的文字"),
        b"spacing" if out(-60.0, 400.0) => Some("挤在一起或拉得很开的文字"),
        b"vertAlign" if value(element) != "baseline" => Some("上下标"),
        b"color" if is_pale(element) => Some("颜色浅到看不清的文字"),
        b"shd" if is_dark(&attribute(element, b"fill").unwrap_or_default()) => {
            Some("深色底的文字")
        }
        b"highlight"
            if value(element).starts_with("dark") || value(element) == "black" =>
        {
            Some("深色底的文字")
        }
        b"rFonts" if is_picture_font(element) => Some("用符号字体显示成别的样子的文字"),
        b"eastAsianLayout" | b"fitText" => Some("合并或压缩的文字"),
        b"textFill" | b"textOutline" | b"props3d" => Some("有特殊效果的文字"),
        _ => None,
    }
}

fn is_picture_font(element: &BytesStart) -> bool {
    let names = element.attributes().flatten();
    let mut names = names.filter_map(|a| String::from_utf8(a.value.into_owned()).ok());
    names.any(|name| {
        let name = name.to_lowercase();
        PICTURE_FONTS.iter().any(|font| name.contains(font))
    })
}

/// The three parts of a colour such as 7F7F7F.
fn parts(colour: &str) -> Option<[u32; 3]> {
    let part = |at: usize| u32::from_str_radix(colour.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?]).filter(|_| colour.len() == 6)
}

fn is_pale(element: &BytesStart) -> bool {
    let theme = attribute(element, b"themeColor");
    let is_own = |c: &str| ["text1", "dark1", "tx1", "dk1"].contains(&c);
    let pale = parts(&value(element)).is_some_and(|p| p.iter().sum::<u32>() > 3 * 0x90);
    pale || theme.is_some_and(|theme| !is_own(&theme))
}

fn is_dark(fill: &str) -> bool {
    parts(fill).is_some_and(|p| p.iter().sum::<u32>() < 3 * 0x70)
}

/// What is wrong with a property of a paragraph, a table, a row, a cell or a section.
pub fn of_block(
    around: &[u8],
    name: &[u8],
    element: &BytesStart,
) -> Option<&'static str> {
    let get = |key: &[u8]| number(element, key);
    let far =
        |keys: &[&[u8]]| keys.iter().any(|k| get(k).is_some_and(|n| n.abs() > FARTHEST));
    let is_exact = |key: &[u8]| attribute(element, key).as_deref() == Some("exact");
    match (around, name) {
        (_, b"framePr") => Some("文本框"),
        (_, b"tblpPr") => Some("浮在文字上面的表"),
        (_, b"bidi" | b"bidiVisual") if is_on(element) => Some("从右往左排的内容"),
        (b"pPr", b"spacing") => {
            let squeezed =
                is_exact(b"lineRule") && get(b"line").is_some_and(|n| n < 160.0);
            squeezed.then_some("行距小到看不清的段落")
        }
        (b"pPr", b"ind") => {
            let keys: [&[u8]; 6] =
                [b"left", b"right", b"start", b"end", b"firstLine", b"hanging"];
            far(&keys).then_some("挪到页面之外的段落")
        }
        (b"tblPr", b"tblInd") => far(&[b"w"]).then_some("挪到页面之外的表"),
        (b"trPr", b"hidden") if is_on(element) => Some("藏起来的行"),
        (b"trPr", b"trHeight") => {
            let low = is_exact(b"hRule") && get(b"val").is_some_and(|n| n < 300.0);
            low.then_some("高度小到看不清的行")
        }
        (b"tcPr", b"hMerge") => Some("横向合并而藏起来的格"),
        (b"sectPr", b"pgSz") => {
            let small =
                [&b"w"[..], b"h"].iter().any(|k| get(k).is_some_and(|n| n < 5_000.0));
            small.then_some("小到放不下内容的纸")
        }
        (b"sectPr", b"pgMar") => {
            let keys: [&[u8]; 4] = [b"left", b"right", b"top", b"bottom"];
            keys.iter()
                .any(|k| get(k).is_some_and(|n| n.abs() > 5_000.0))
                .then_some("挪到页面之外的版心")
        }
        (b"sectPr", b"cols") => get(b"num").is_some_and(|n| n > 1.0).then_some("分栏"),
        (b"sectPr", b"lnNumType") => Some("行号"),
        (b"sectPr", b"pgNumType") => page_number(element),
        _ => None,
    }
}

fn page_number(element: &BytesStart) -> Option<&'static str> {
    let start = attribute(element, b"start");
    let format = attribute(element, b"fmt");
    let usual = start.is_none_or(|s| s == "1")
        && format.is_none_or(|f| f == "decimal" || f.to_lowercase().contains("roman"));
    (!usual).then_some("换过的页码")
}
