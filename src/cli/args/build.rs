//! `jixiao build` and `jixiao watch`: what is built of which departments.

use super::FontChoice;
use clap::ValueEnum;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// `jixiao build`
#[derive(Debug, clap::Args)]
pub struct Build {
    /// 部门文件夹，单个 YAML 文件，或放着许多部门的文件夹
    #[arg(value_name = "路径", required = true, help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 输出文件夹
    #[arg(short, long = "output", value_name = "文件夹", help_heading = "选项")]
    pub output: PathBuf,
    /// 用这种版式，不用 部门.yaml 里写的：自带版式的名称，或版式文件夹
    #[arg(long, value_name = "版式", help_heading = "选项")]
    pub profile: Option<String>,
    /// 排哪种表：目标、自评 或 监控，不写即目标
    #[arg(
        long = "表",
        value_name = "表",
        default_value = "目标",
        help_heading = "选项",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub table: TableChoice,
    /// 监控表是哪个月的，如 2026-07；不写即最近的一个月
    #[arg(long = "月份", value_name = "月份", help_heading = "选项")]
    pub month: Option<String>,
    /// 只要其中一种：docx 或 pdf
    #[arg(
        long,
        value_name = "种类",
        value_delimiter = ',',
        help_heading = "选项",
        hide_possible_values = true
    )]
    pub only: Vec<OutputKind>,
    /// Own fonts.
    #[command(flatten)]
    pub fonts: FontChoice,
    /// 用单位自己的 Word 文件作模板，里面写 {{目录}} {{正文}}，还可写 {{部门}} {{年度}}
    #[arg(long, value_name = "文件.docx", help_heading = "选项")]
    pub template: Option<PathBuf>,
    /// 文末加附录，列出文件里用“# 允许 代码: 理由”说明过的事项
    #[arg(long, help_heading = "选项")]
    pub with_exemptions: bool,
    /// PDF 的标准：a-2a 存档用，a-3a 另附部门的 YAML，none 不声明存档标准，只声明无障碍
    #[arg(
        long,
        value_name = "标准",
        default_value = "a-2a",
        help_heading = "选项",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub pdf_standard: PdfStandard,
    /// 把所生成文件所带 YAML 的 SHA-256 记进这份清单，供 verify --digests 核对
    #[arg(long, value_name = "清单", help_heading = "选项")]
    pub digests: Option<PathBuf>,
    /// 有错误也照样生成
    #[arg(long, help_heading = "选项")]
    pub allow_errors: bool,
    /// 同时用几个核；不写就全用
    #[arg(long, value_name = "个数", help_heading = "选项")]
    pub jobs: Option<NonZeroUsize>,
    /// 部门分成几份，只做其中一份，如 3/16 是 16 份里的第 3 份
    #[arg(long, value_name = "第几份/共几份", help_heading = "选项")]
    pub shard: Option<String>,
}

/// `jixiao watch`
#[derive(Debug, clap::Args)]
pub struct Watch {
    /// What is built, and how.
    #[command(flatten)]
    pub build: Build,
}

/// Which tables are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableChoice {
    /// The targets.
    #[value(name = "目标")]
    Targets,
    /// What came of them after the year.
    #[value(name = "自评")]
    Evaluation,
    /// What came of them in a month.
    #[value(name = "监控")]
    Monitoring,
}

/// A kind of output file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputKind {
    /// Word.
    Docx,
    /// PDF.
    Pdf,
}

/// A standard for PDF files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PdfStandard {
    /// PDF/A-2a and PDF/UA-1.
    #[value(name = "a-2a")]
    A2a,
    /// PDF/A-3a and PDF/UA-1, with the YAML attached.
    #[value(name = "a-3a")]
    A3a,
    /// None.
    None,
}
