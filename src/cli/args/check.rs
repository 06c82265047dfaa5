//! `jixiao check`: what is checked, which findings count, and how they are printed.

use super::FontChoice;
use clap::ValueEnum;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// `jixiao check`
#[derive(Debug, clap::Args)]
pub struct Check {
    /// 部门文件夹，单个 YAML 文件，放着许多部门的文件夹，或 -（标准输入）
    #[arg(value_name = "路径", required = true, help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 输出格式：human 给人看，concise 一行一条，json、sarif 给程序读，github 给 GitHub Actions
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        help_heading = "选项",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ReportFormat,
    /// 用这种版式，不用 部门.yaml 里写的：自带版式的名称，或版式文件夹
    #[arg(long, value_name = "版式", help_heading = "选项")]
    pub profile: Option<String>,
    /// 只报这些代码或类别，如 A、S301；可写多次，也可用逗号隔开
    #[arg(long, value_name = "代码", value_delimiter = ',', help_heading = "选项")]
    pub select: Vec<String>,
    /// 不报这些代码或类别
    #[arg(long, value_name = "代码", value_delimiter = ',', help_heading = "选项")]
    pub ignore: Vec<String>,
    /// 只列出这么重的和更重的：error 错误、warning 警告、info 说明；不写就全列
    #[arg(long, value_name = "程度", help_heading = "选项", hide_possible_values = true)]
    pub severity: Option<WeightArg>,
    /// 同一种问题再多也全列出来；不写就各列前几处，说明其余的在哪几行
    #[arg(long, help_heading = "选项")]
    pub all: bool,
    /// 也排一遍版，报出字体里没有的字、断开的编码、压缩几个字就能省一页的表格
    #[arg(long, help_heading = "选项")]
    pub layout: bool,
    /// Own fonts, for the layout.
    #[command(flatten)]
    pub fonts: FontChoice,
    /// 有警告也算不通过（退出码 1）
    #[arg(long, help_heading = "选项")]
    pub strict: bool,
    /// 自动改好不影响意思的问题
    #[arg(long, help_heading = "选项")]
    pub fix: bool,
    /// 会改变意思的也自动改，改后请核对
    #[arg(long, help_heading = "选项")]
    pub unsafe_fixes: bool,
    /// 只看怎么改，不写文件
    #[arg(long, help_heading = "选项")]
    pub diff: bool,
    /// 末尾加一张合计表：各单位、各部门和全部的项目数和资金
    #[arg(long, help_heading = "选项")]
    pub totals: bool,
    /// 路径写 - 时，标准输入显示成这个文件名
    #[arg(
        long,
        value_name = "文件名",
        default_value = "标准输入",
        help_heading = "选项",
        hide_default_value = true
    )]
    pub stdin_filename: String,
    /// 同时用几个核；不写就全用
    #[arg(long, value_name = "个数", help_heading = "选项")]
    pub jobs: Option<NonZeroUsize>,
    /// 部门分成几份，只做其中一份，如 3/16 是 16 份里的第 3 份
    #[arg(long, value_name = "第几份/共几份", help_heading = "选项")]
    pub shard: Option<String>,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    Human,
    /// One line each, as editors and `grep` like them.
    Concise,
    /// For programs.
    Json,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For the annotations of GitHub Actions.
    Github,
}

/// The least weight of the findings that are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WeightArg {
    /// Errors alone.
    Error,
    /// Errors and warnings.
    Warning,
    /// All.
    Info,
}
