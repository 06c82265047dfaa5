//! `jixiao next` and `jixiao new`.

use std::path::PathBuf;

/// `jixiao next`
#[derive(Debug, clap::Args)]
pub struct Next {
    /// 上年的部门文件夹，或单个 YAML 文件
    #[arg(value_name = "旧", help_heading = "参数")]
    pub old: PathBuf,
    /// 写到哪个文件夹，要是还没有的；不写，只把 --编码 的编码填进“旧”里还待编的项目
    #[arg(
        short,
        long = "output",
        value_name = "新",
        required_unless_present = "codes",
        help_heading = "选项"
    )]
    pub output: Option<PathBuf>,
    /// 新的年度（也写 --year）；不写就是旧的下一年
    #[arg(long = "年度", alias = "year", value_name = "年", help_heading = "选项")]
    pub year: Option<String>,
    /// 新编码的表（也写 --codes）：.xlsx 或 .csv，一栏旧编码或项目名称，一栏新编码
    #[arg(long = "编码", alias = "codes", value_name = "表", help_heading = "选项")]
    pub codes: Option<PathBuf>,
    /// 清空预算和支出计划（也写 --zero）；不写就留着上年的，标上“# 上年”
    #[arg(long = "零", alias = "zero", help_heading = "选项")]
    pub zero: bool,
    /// 不带过去的项目（也写 --without）：项目名称、文件名前的序号或项目编码；可写多次
    #[arg(long = "不含", alias = "without", value_name = "项目", help_heading = "选项")]
    pub without: Vec<String>,
    /// 不该动的年份也逐条列出（也写 --全部）
    #[arg(long, alias = "全部", help_heading = "选项")]
    pub all: bool,
}

/// `jixiao new`
#[derive(Debug, clap::Args)]
pub struct New {
    /// 项目全称，与预算批复一致
    #[arg(value_name = "项目名称", help_heading = "参数")]
    pub name: String,
    /// 部门文件夹；不写就是当前文件夹
    #[arg(
        value_name = "部门",
        default_value = ".",
        help_heading = "参数",
        hide_default_value = true
    )]
    pub department: PathBuf,
    /// 所属单位的单位编码或名称（也写 --unit）；部门只有一个单位的可以不写
    #[arg(long = "单位", alias = "unit", value_name = "单位", help_heading = "选项")]
    pub unit: Option<String>,
}
