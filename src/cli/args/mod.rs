//! The command line: the commands, the arguments of those that take few, and those that
//! several take.

mod build;
mod check;
mod diff;
mod next;
mod open;
mod profile;
mod verify;

pub use build::{Build, OutputKind, PdfStandard, TableChoice, Watch};
pub use check::{Check, ReportFormat, WeightArg};
pub use diff::{Diff, DiffFormat};
pub use next::{New, Next};
pub use open::{Open, with_open};
pub use profile::{Profile, ProfileCommand, ProfileNew, ProfileShow};
pub use verify::{Verify, VerifyFormat};

use clap::{Parser, Subcommand};
use std::num::NonZeroUsize;
use std::path::PathBuf;

const HELP: &str = "\
jixiao {version}
{about}

用法：{usage}

{all-args}{after-help}";

const COMMAND_HELP: &str = "\
{about}

用法：{usage}

{all-args}{after-help}";

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "jixiao",
    version,
    about = "绩效：用 YAML 写绩效目标，检查形式和算术，排成部门预算绩效文本（DOCX、PDF）",
    after_help = "三步上手：jixiao init 我的部门 → 改文件 → jixiao build 我的部门 -o 输出",
    help_template = HELP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    // behind the options of the command, however many it has
    /// 显示帮助
    #[arg(
        short,
        long,
        global = true,
        display_order = 100,
        action = clap::ArgAction::Help,
        help_heading = "选项"
    )]
    help: Option<bool>,

    /// 显示版本
    #[arg(
        short = 'V',
        long,
        display_order = 101,
        action = clap::ArgAction::Version,
        help_heading = "选项"
    )]
    version: Option<bool>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 在浏览器里打开：看着印出来的样子填、改、检查、生成
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao open [路径] [选项]",
        after_help = "不出这台电脑，别人进不来；关掉网页几分钟后自己结束"
    )]
    Open(Open),
    /// 建一个填好的小样例，照着改
    #[command(help_template = COMMAND_HELP, override_usage = "jixiao init <文件夹> [--profile 版式 | --自评 | --监控 月份]")]
    Init(Init),
    /// 把已有的绩效文本（Word 或 Excel）转成 YAML
    #[command(help_template = COMMAND_HELP, override_usage = "jixiao import <文件> -o <文件夹> [选项]")]
    Import(Import),
    /// 转到下一年：由上年的部门文件夹写出下一年的，年份往后推，编码等新的
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao next <旧> -o <新> [--年度 2027] [选项]\n      \
                          jixiao next <部门> --编码 <表>",
        after_help = "旧的一个字不动；新的文件夹要是还没有的。改了哪里、哪里要核对，都逐条列出\n\
                      退出码：0 写好了，2 用法不对或文件读写失败"
    )]
    Next(Next),
    /// 新建一个项目：接着排序号，写出版式要的每一栏
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao new <项目名称> [--单位 单位编码] [部门]"
    )]
    New(New),
    /// 检查一个或多个部门，列出全部问题
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao check <路径>... [选项]",
        after_help = "退出码：0 没有错误，1 有错误，2 用法不对或文件读写失败"
    )]
    Check(Check),
    /// 检查并排版，生成 DOCX 和 PDF
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao build <路径>... -o <文件夹> [选项]",
        after_help = "有错误时不写文件，退出码 1；加 --allow-errors 照样写"
    )]
    Build(Build),
    /// 把许多部门汇总成 汇总.xlsx 和 汇总.html
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao summary <路径>... -o <文件夹> [选项]",
        after_help = "退出码：0 写好了，1 写好了但有部门没有读出来，2 用法不对或写文件失败"
    )]
    Summary(Summary),
    /// 对照两个版本：项目和各栏的新增、删除、调整，金额增减
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao diff <旧> <新> [选项]",
        after_help = "旧、新都可以写成 Git 版本，如：jixiao diff HEAD~1:我的部门 我的部门\n\
                      退出码：0 对照好了，1 有不同（--exit-code），2 用法不对或文件读写失败"
    )]
    Diff(Diff),
    /// 编辑器里边写边查（语言服务器）；由编辑器启动，不必自己运行
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao lsp",
        after_help = "和编辑器用标准输入、标准输出说话；怎样装进 VS Code 见 docs/editor.md"
    )]
    Lsp(Lsp),
    /// 版式：列出、查看、检查、新建
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao profile <list|show|check|new>",
        subcommand_help_heading = "命令",
        subcommand_value_name = "命令",
        disable_help_subcommand = true
    )]
    Profile(Profile),
    /// 说明一条检查规则；不写代码则列出全部
    #[command(help_template = COMMAND_HELP, override_usage = "jixiao explain [代码]")]
    Explain(Explain),
    /// 整理缩进和空格，内容和注释不变
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao fmt <路径>... [--check]",
        after_help = "退出码：0 整理好了，1 有文件要整理（--check）或读不出来"
    )]
    Fmt(Fmt),
    /// 核对生成的文件：文字有没有被人改过，改了哪里
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao verify <文件.docx|文件.pdf>... [--against 部门文件夹] [选项]",
        after_help = "退出码：0 都与 YAML 一致，1 有改过的或证明不了的，2 用法不对或有文件读不出来"
    )]
    Verify(Verify),
    /// 守着文件夹，一保存就重新检查和生成
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao watch <路径>... -o <文件夹> [选项]",
        after_help = "有错误时保留上一次生成的文件；Ctrl-C 结束"
    )]
    Watch(Watch),
    /// 输出文件格式的 JSON Schema，供编辑器补全和提示
    #[command(help_template = COMMAND_HELP, override_usage = "jixiao schema")]
    Schema,
    /// 列出每种用途要什么字体、用了什么字体
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao fonts [--font-dir 文件夹] [--system-fonts] [--licenses]"
    )]
    Fonts(Fonts),
    /// 生成命令行补全脚本
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao completions <外壳>",
        after_help = "例如：jixiao completions bash > ~/.local/share/bash-completion/completions/jixiao"
    )]
    Completions(Completions),
}

/// `jixiao init`
#[derive(Debug, clap::Args)]
pub struct Init {
    /// 新建的部门文件夹
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: PathBuf,
    /// 版式：自带版式的名称（jixiao profile list 列出）或版式文件夹，不写即 hebei
    #[arg(
        long,
        value_name = "版式",
        default_value = "hebei",
        help_heading = "选项",
        hide_default_value = true
    )]
    pub profile: String,
    /// 在已有的部门文件夹里建自评文件：每个项目一个，列好各条指标；已有的不动
    #[arg(long = "自评", conflicts_with = "monitoring", help_heading = "选项")]
    pub evaluation: bool,
    /// 在已有的部门文件夹里建那个月的监控文件，如 --监控 2026-07
    #[arg(long = "监控", value_name = "月份", help_heading = "选项")]
    pub monitoring: Option<String>,
}

/// `jixiao import`
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Word 文件（.docx）或 Excel 文件（.xlsx）
    #[arg(value_name = "文件", help_heading = "参数")]
    pub file: PathBuf,
    /// 写到哪个文件夹
    #[arg(short, long = "output", value_name = "文件夹", help_heading = "选项")]
    pub output: PathBuf,
    /// 版式：名称或文件夹；不写，取与表里的栏目最相近的一种
    #[arg(long, value_name = "版式", help_heading = "选项")]
    pub profile: Option<String>,
    /// 指定封面上的内容，如 --set 部门名称=示例市科学技术协会；可写多次
    #[arg(long = "set", value_name = "项=值", help_heading = "选项")]
    pub set: Vec<String>,
    /// 把文件里的项目加到已有的部门里：编号接着排，已有的文件不动
    #[arg(long, conflicts_with = "force", help_heading = "选项")]
    pub add: bool,
    /// 文件夹里已有部门也写：同一个项目换成文件里的，其余留着，换掉的先留一份
    #[arg(long, help_heading = "选项")]
    pub force: bool,
}

/// `jixiao summary`
#[derive(Debug, clap::Args)]
pub struct Summary {
    /// 放着许多部门的文件夹，部门文件夹，或单个 YAML 文件
    #[arg(value_name = "路径", required = true, help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 输出文件夹
    #[arg(short, long = "output", value_name = "文件夹", help_heading = "选项")]
    pub output: PathBuf,
    /// 只列这些代码或类别的问题，如 A、S301；可写多次，也可用逗号隔开
    #[arg(long, value_name = "代码", value_delimiter = ',', help_heading = "选项")]
    pub select: Vec<String>,
    /// 不列这些代码或类别的问题
    #[arg(long, value_name = "代码", value_delimiter = ',', help_heading = "选项")]
    pub ignore: Vec<String>,
    /// 同时用几个核；不写就全用
    #[arg(long, value_name = "个数", help_heading = "选项")]
    pub jobs: Option<NonZeroUsize>,
}

/// `jixiao explain`
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// 代码，如 A101；或代码的开头，如 A
    #[arg(value_name = "代码", help_heading = "参数")]
    pub code: Option<String>,
    /// 版式文件夹：连同它自己的核对（U001 起）
    #[arg(long, value_name = "版式", help_heading = "选项")]
    pub profile: Option<String>,
}

/// `jixiao fmt`
#[derive(Debug, clap::Args)]
pub struct Fmt {
    /// 部门文件夹，或单个 YAML 文件
    #[arg(value_name = "路径", required = true, help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 只列出要整理的文件，不写；有则退出码 1
    #[arg(long, help_heading = "选项")]
    pub check: bool,
}

/// `jixiao lsp`
#[derive(Debug, clap::Args)]
pub struct Lsp {
    /// 用标准输入、标准输出；编辑器习惯写上，不写也一样
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// `jixiao completions`
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// 命令行外壳：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "外壳", help_heading = "参数", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

/// `jixiao fonts`
#[derive(Debug, clap::Args)]
pub struct Fonts {
    /// Which fonts are listed.
    #[command(flatten)]
    pub choice: FontChoice,
    /// 只输出程序自带字体的许可全文
    #[arg(long, conflicts_with_all = ["font_dir", "system_fonts"], help_heading = "选项")]
    pub licenses: bool,
}

/// The user's own fonts.
#[derive(Debug, Default, clap::Args)]
pub struct FontChoice {
    /// 优先用这个文件夹里的字体（如方正小标宋、仿宋_GB2312）
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub font_dir: Option<PathBuf>,
    /// 也用系统里装好的公文字体
    #[arg(long, help_heading = "选项")]
    pub system_fonts: bool,
}
