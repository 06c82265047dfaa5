//! `jixiao diff`: two editions, and how their differences are printed.

use super::FontChoice;
use clap::ValueEnum;
use std::path::PathBuf;

/// `jixiao diff`
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// 旧的部门文件夹、单个 YAML 文件、放着许多部门的文件夹，或 Git 版本（版本:路径）
    #[arg(value_name = "旧", help_heading = "参数", display_order = 1)]
    pub old: PathBuf,
    /// 新的，写法同上
    #[arg(value_name = "新", help_heading = "参数", display_order = 2)]
    pub new: PathBuf,
    /// 输出格式：human 给人看，json 给程序读，docx、pdf 排成绩效目标调整对照表
    #[arg(long, value_name = "格式", help_heading = "选项", hide_possible_values = true)]
    pub format: Option<DiffFormat>,
    /// 对照表写到哪个文件（.docx、.pdf）或文件夹
    #[arg(short, long = "output", value_name = "路径", help_heading = "选项")]
    pub output: Option<PathBuf>,
    /// 用这种版式，不用 部门.yaml 里写的：自带版式的名称，或版式文件夹
    #[arg(long, value_name = "版式", help_heading = "选项")]
    pub profile: Option<String>,
    /// 有不同时退出码为 1
    #[arg(long, help_heading = "选项")]
    pub exit_code: bool,
    /// Own fonts.
    #[command(flatten)]
    pub fonts: FontChoice,
}

/// How differences are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// 绩效目标调整对照表 as Word.
    Docx,
    /// 绩效目标调整对照表 as PDF.
    Pdf,
}
