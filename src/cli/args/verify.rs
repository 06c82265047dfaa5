//! `jixiao verify`: built files, what they are held against, and what becomes of edits.

use super::FontChoice;
use clap::ValueEnum;
use std::path::PathBuf;

/// `jixiao verify`
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// jixiao build 生成的 .docx 或 .pdf，可能被人改过；可写多个
    #[arg(value_name = "文件", required = true, help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 也与这个部门文件夹（或单个 YAML 文件）比对
    #[arg(long, value_name = "部门文件夹", help_heading = "选项")]
    pub against: Option<PathBuf>,
    /// 文件所带的 YAML 还要在这份清单里：jixiao build --digests 存的
    #[arg(long, value_name = "清单", help_heading = "选项")]
    pub digests: Option<PathBuf>,
    /// The fonts that the files were built with.
    #[command(flatten)]
    pub fonts: FontChoice,
    /// 把一个 Word 文件里的改动写回 --against 的 YAML，注释和其他内容不动
    #[arg(long, help_heading = "选项")]
    pub write_back: bool,
    /// 只看写回会改什么，不写文件
    #[arg(long, help_heading = "选项")]
    pub diff: bool,
    /// 输出格式：human 给人看，json 给程序读
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        help_heading = "选项",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: VerifyFormat,
}

/// How the result of `verify` is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VerifyFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}
