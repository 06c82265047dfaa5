//! Why a file cannot be read at all.

use std::fmt;

/// A file that is not a text to import. Its words are for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// An OLE container that holds an encrypted document.
    Encrypted,
    /// An OLE container that holds a Word 97–2003 document.
    OldWord,
    /// An OLE container that holds an Excel 97–2003 or WPS workbook.
    OldExcel,
    /// A workbook in Excel's binary form.
    BinaryExcel,
    /// Another OLE container: encrypted or of the old kind.
    Ole,
    /// Another kind of file.
    Other(Other),
    /// Not a package: no zip archive.
    NotZip,
    /// A zip archive that ends too early or fails its checksum.
    Damaged,
    /// A zip archive without a Word document.
    NoDocument,
    /// A part that is larger than any text, in megabytes.
    TooLarge(u64),
    /// More paragraphs and cells than any text has.
    TooMany(usize),
    /// Elements nested deeper than any text needs.
    TooDeep(usize),
    /// A part whose XML is broken.
    BrokenXml,
    /// The reader of Word files gave up.
    Unreadable,
    /// A document in which nothing of a 部门预算绩效文本 was found.
    NothingFound,
}

/// A kind of file that is neither a Word file nor a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// A PDF.
    Pdf,
    /// An OFD, the fixed layout of Chinese offices.
    Ofd,
    /// Rich text.
    Rtf,
    /// A web page, often under the name .xls or .doc.
    Html,
    /// A text of OpenDocument.
    OpenText,
    /// A workbook of OpenDocument.
    OpenSheet,
    /// A workbook in the XML of Excel 2003.
    ExcelXml,
    /// A text in the XML of Word 2003, or flat.
    WordXml,
    /// Columns parted by commas or tabs.
    Csv,
    /// A picture.
    Picture,
    /// An archive of files.
    Archive,
}

impl Other {
    /// What it is, and the way out.
    fn chinese(self) -> &'static str {
        match self {
            Other::Pdf => {
                "这是 PDF 文件，里面没有带着 jixiao 的 YAML，不能从版面还原表格：\
                 请找回原来的 Word（.docx）或 Excel（.xlsx）文件"
            }
            Other::Ofd => {
                "这是 OFD 文件，不能从版面还原表格：\
                 请找回原来的 Word（.docx）或 Excel（.xlsx）文件"
            }
            Other::Rtf => {
                "这是 RTF 文件，只是名字可能叫 .doc：请用 Word 或 WPS 打开，\
                 选“文件→另存为”，类型选“Word 文档（*.docx）”"
            }
            Other::Html => {
                "这是网页（HTML），只是名字可能叫 .xls 或 .doc：请用 Excel、Word 或 WPS \
                 打开，选“文件→另存为”，类型选“Excel 工作簿（*.xlsx）”\
                 或“Word 文档（*.docx）”"
            }
            Other::OpenText => {
                "这是 .odt 文件：请用 WPS、Word 或 LibreOffice 打开，\
                 选“文件→另存为”，类型选“Word 文档（*.docx）”"
            }
            Other::OpenSheet => {
                "这是 .ods 文件：请用 WPS、Excel 或 LibreOffice 打开，\
                 选“文件→另存为”，类型选“Excel 工作簿（*.xlsx）”"
            }
            Other::ExcelXml => {
                "这是“XML 电子表格 2003”，只是名字可能叫 .xls：请用 Excel 或 WPS 打开，\
                 选“文件→另存为”，类型选“Excel 工作簿（*.xlsx）”"
            }
            Other::WordXml => {
                "这是 Word 的 XML 文件：请用 Word 或 WPS 打开，\
                 选“文件→另存为”，类型选“Word 文档（*.docx）”"
            }
            Other::Csv => {
                "这是文本表格（CSV），没有单元格的格式：请用 Excel 或 WPS 打开、核对，\
                 选“文件→另存为”，类型选“Excel 工作簿（*.xlsx）”"
            }
            Other::Picture => {
                "这是图片，读不出文字：请找回原来的 Word（.docx）或 Excel（.xlsx）文件"
            }
            Other::Archive => "这是压缩包：请先解压，再导入里面的 .docx 或 .xlsx 文件",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Refusal::Encrypted => {
                f.write_str("文件加了密码：请打开后去掉密码，另存为 .docx 或 .xlsx")
            }
            Refusal::OldWord => {
                f.write_str("这是旧版 .doc 文件：请用 Word 或 WPS 打开，另存为 .docx")
            }
            Refusal::OldExcel => f.write_str(
                "这是旧版 .xls 或 .et 文件：请用 Excel 或 WPS 打开，\
                 选“文件→另存为”，类型选“Excel 工作簿（*.xlsx）”",
            ),
            Refusal::BinaryExcel => f.write_str(
                "这是 .xlsb 文件：请用 Excel 打开，选“文件→另存为”，\
                 类型选“Excel 工作簿（*.xlsx）”",
            ),
            Refusal::Ole => f.write_str(
                "文件加了密码，或是旧版 .doc、.xls：请用 Word、Excel 或 WPS 打开，\
                 另存为不加密码的 .docx 或 .xlsx",
            ),
            Refusal::Other(other) => f.write_str(other.chinese()),
            Refusal::NotZip => {
                f.write_str("这不是 Word 文件（.docx）或 Excel 文件（.xlsx）")
            }
            Refusal::Damaged => f.write_str("文件不完整或已损坏：请重新取得一份"),
            Refusal::NoDocument => {
                f.write_str("文件里没有 Word 正文或 Excel 工作表，不是 .docx 或 .xlsx")
            }
            Refusal::TooLarge(limit) => {
                write!(f, "文件解压后超过 {limit} MB，没有读")
            }
            Refusal::TooMany(limit) => {
                write!(f, "文件里的段落和单元格超过 {limit} 个，没有读")
            }
            Refusal::TooDeep(limit) => {
                write!(f, "文件的结构嵌套超过 {limit} 层，没有读")
            }
            Refusal::BrokenXml | Refusal::Unreadable => f.write_str(
                "文件的内容读不出来：请用 Word、Excel 或 WPS 打开，另存为新文件再试",
            ),
            Refusal::NothingFound => {
                f.write_str("没有找到绩效目标表，也没有找到“第一部分”的文字")
            }
        }
    }
}

impl std::error::Error for Refusal {}
