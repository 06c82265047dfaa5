//! The file with the table of new codes.

use crate::cli::Failure;
use crate::cli::support::files;
use jixiao::advance::CodeTable;
use jixiao::yaml::text_of;
use std::path::Path;

/// Reads a workbook, or comma-separated values in UTF-8 or, as Excel writes them, GBK.
pub fn read(path: &Path) -> Result<CodeTable, Failure> {
    let shown = files::show(path);
    let file = files::read(path)?;
    let told = |why: String| Failure::new(format!("编码表 {shown}：{why}"));
    let bytes = file.bytes.map_err(|_| told("太大，没有读".to_owned()))?;
    if bytes.starts_with(b"PK") {
        let rows = jixiao::import::cells(&bytes).map_err(|why| told(why.to_string()))?;
        return CodeTable::of(&rows).map_err(told);
    }
    let old_excel = bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if old_excel {
        return Err(told("是旧格式的 Excel 文件（.xls）；另存为 .xlsx 再来".to_owned()));
    }
    CodeTable::of_csv(&text(&bytes)).map_err(told)
}

fn text(bytes: &[u8]) -> String {
    let marked = [[0xFF, 0xFE], [0xFE, 0xFF]].iter().any(|m| bytes.starts_with(m));
    match text_of(bytes).filter(|_| !marked) {
        Some(text) => text.to_owned(),
        // decode looks at a byte-order mark first
        None => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    }
}
