//! Why a Word file cannot be the template of a text.

use crate::document::PageFault;
use crate::word::Refusal;
use std::fmt;

/// What is wrong with a template. The texts are for its author.
#[derive(Debug, Clone, PartialEq)]
pub enum WordTemplateFault {
    /// An old .doc or an encrypted file.
    OldOrEncrypted,
    /// No Word file.
    NotWord,
    /// A Word file that ends too early, or whose XML is broken.
    Damaged,
    /// A part larger than any template has, in megabytes.
    TooLarge(u64),
    /// A marker that the text cannot do without.
    Missing(&'static str),
    /// A marker that may stand only once.
    Twice(&'static str),
    /// A marker that must be a paragraph of its own in the main text.
    Misplaced(&'static str),
    /// A marker that is none of ours.
    Unknown(String),
    /// {{目录}} behind {{正文}}.
    ContentsBehindBody,
    /// The section of {{正文}} has several columns.
    Columns(u32),
    /// The page of {{正文}} is none that text can be set on.
    Page(Vec<PageFault>),
}

impl From<Refusal> for WordTemplateFault {
    fn from(refusal: Refusal) -> WordTemplateFault {
        match refusal {
            Refusal::Encrypted | Refusal::OldWord | Refusal::OldExcel | Refusal::Ole => {
                WordTemplateFault::OldOrEncrypted
            }
            Refusal::Other(_)
            | Refusal::NotZip
            | Refusal::NoDocument
            | Refusal::BinaryExcel
            | Refusal::NothingFound => WordTemplateFault::NotWord,
            Refusal::TooLarge(limit) => WordTemplateFault::TooLarge(limit),
            Refusal::Damaged
            | Refusal::TooMany(_)
            | Refusal::TooDeep(_)
            | Refusal::BrokenXml
            | Refusal::Unreadable => WordTemplateFault::Damaged,
        }
    }
}

impl fmt::Display for WordTemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            WordTemplateFault::OldOrEncrypted => f.write_str(
                "是旧版 .doc，或加了密码：请用 Word 或 WPS 打开，另存为不加密码的 .docx",
            ),
            WordTemplateFault::NotWord => f.write_str("不是 Word 文件（.docx）"),
            WordTemplateFault::Damaged => f.write_str(
                "不完整或已损坏：请用 Word 或 WPS 打开，另存为新的 .docx 再试",
            ),
            WordTemplateFault::TooLarge(limit) => {
                write!(f, "解压后超过 {limit} MB，没有读")
            }
            WordTemplateFault::Missing(marker) => write!(
                f,
                "里没有 {{{{{marker}}}}}：在要放{marker}的地方单独写一段 {{{{{marker}}}}}"
            ),
            WordTemplateFault::Twice(marker) => {
                write!(f, "里有两处 {{{{{marker}}}}}，只能有一处")
            }
            WordTemplateFault::Misplaced(marker) => write!(
                f,
                "里的 {{{{{marker}}}}} 要在正文里单独占一段，前后不能有别的字，\
                 也不能放在表格、文本框、页眉或页脚里"
            ),
            WordTemplateFault::Unknown(marker) => write!(
                f,
                "里的 {{{{{marker}}}}} 不认得；可以写 \
                 {{{{部门}}}} {{{{年度}}}} {{{{目录}}}} {{{{正文}}}}"
            ),
            WordTemplateFault::ContentsBehindBody => {
                f.write_str("里 {{目录}} 在 {{正文}} 后面：请把 {{目录}} 移到前面")
            }
            WordTemplateFault::Columns(count) => {
                write!(f, "里 {{{{正文}}}} 所在的节分了 {count} 栏：请改成一栏")
            }
            WordTemplateFault::Page(faults) => {
                f.write_str("里 {{正文}} 所在的页面不能用：")?;
                let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
                f.write_str(&faults.join("；"))
            }
        }
    }
}

impl std::error::Error for WordTemplateFault {}
