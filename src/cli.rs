//! The command line.

use clap::{Parser, Subcommand, ValueEnum};
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

    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,

    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 建一个填好的小样例，照着改
    #[command(help_template = COMMAND_HELP, override_usage = "jixiao init <文件夹> [--profile 版式]")]
    Init(Init),
    /// 把已有的绩效文本（Word 或 Excel）转成 YAML
    #[command(help_template = COMMAND_HELP, override_usage = "jixiao import <文件> -o <文件夹> [选项]")]
    Import(Import),
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
        override_usage = "jixiao verify <文件.docx|文件.pdf> [--against 部门文件夹] [选项]",
        after_help = "退出码：0 与 YAML 一致，1 改过或证明不了，2 用法不对或文件读不出来"
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
        override_usage = "jixiao fonts [--font-dir 文件夹] [--system-fonts]"
    )]
    Fonts(FontChoice),
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
    /// 文件夹不是空的也写
    #[arg(long, help_heading = "选项")]
    pub force: bool,
}

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
    pub format: Format,
    /// 用这种版式，不用 部门.yaml 里写的：自带版式的名称，或版式文件夹
    #[arg(long, value_name = "版式", help_heading = "选项")]
    pub profile: Option<String>,
    /// 只报这些代码或类别，如 A、S301；可写多次，也可用逗号隔开
    #[arg(long, value_name = "代码", value_delimiter = ',', help_heading = "选项")]
    pub select: Vec<String>,
    /// 不报这些代码或类别
    #[arg(long, value_name = "代码", value_delimiter = ',', help_heading = "选项")]
    pub ignore: Vec<String>,
    /// 也排一遍版，报出字体里没有的字、断开的编码、压缩几个字就能省一页的表格
    #[arg(long, help_heading = "选项")]
    pub layout: bool,
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

/// `jixiao profile`
#[derive(Debug, clap::Args)]
pub struct Profile {
    /// What to do.
    #[command(subcommand)]
    pub command: ProfileCommand,
}

/// What to do with profiles.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// 列出自带的版式
    #[command(help_template = COMMAND_HELP, override_usage = "jixiao profile list")]
    List,
    /// 看一个版式的全文，或一个自带的模板
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao profile show <版式> [--template 模板]"
    )]
    Show(ProfileShow),
    /// 检查版式文件夹：版式.yaml 和全部模板
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao profile check <文件夹>",
        after_help = "退出码：0 没有错误，1 有错误，2 用法不对或文件读写失败"
    )]
    Check(ProfileCheck),
    /// 以一个自带的版式为底，新建自己的版式
    #[command(
        help_template = COMMAND_HELP,
        override_usage = "jixiao profile new <文件夹> [--from 版式] [--templates]"
    )]
    New(ProfileNew),
}

/// `jixiao profile show`
#[derive(Debug, clap::Args)]
pub struct ProfileShow {
    /// 版式的名称，或版式文件夹
    #[arg(
        value_name = "版式",
        help_heading = "参数",
        default_value = "hebei",
        hide_default_value = true
    )]
    pub name: String,
    /// 看这个自带的模板，如 table.xml
    #[arg(long, value_name = "模板", help_heading = "选项")]
    pub template: Option<String>,
}

/// `jixiao profile check`
#[derive(Debug, clap::Args)]
pub struct ProfileCheck {
    /// 版式文件夹
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: PathBuf,
}

/// `jixiao profile new`
#[derive(Debug, clap::Args)]
pub struct ProfileNew {
    /// 新建的版式文件夹
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: PathBuf,
    /// 以哪个自带的版式为底，不写即 hebei
    #[arg(
        long,
        value_name = "版式",
        default_value = "hebei",
        help_heading = "选项",
        hide_default_value = true
    )]
    pub from: String,
    /// 也放一份自带的模板，可以照着改；没有改的删掉
    #[arg(long, help_heading = "选项")]
    pub templates: bool,
}

/// `jixiao explain`
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// 代码，如 A101；或代码的开头，如 A
    #[arg(value_name = "代码", help_heading = "参数")]
    pub code: Option<String>,
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

/// `jixiao watch`
#[derive(Debug, clap::Args)]
pub struct Watch {
    /// What is built, and how.
    #[command(flatten)]
    pub build: Build,
}

/// `jixiao verify`
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// jixiao build 生成的 .docx 或 .pdf，可能被人改过
    #[arg(value_name = "文件", help_heading = "参数")]
    pub file: PathBuf,
    /// 也与这个部门文件夹（或单个 YAML 文件）比对
    #[arg(long, value_name = "部门文件夹", help_heading = "选项")]
    pub against: Option<PathBuf>,
    /// 把 Word 文件里的改动写回 --against 的 YAML，注释和其他内容不动
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

/// `jixiao completions`
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// 命令行外壳：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "外壳", help_heading = "参数", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

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
    /// 只要其中一种：docx 或 pdf
    #[arg(
        long,
        value_name = "种类",
        value_delimiter = ',',
        help_heading = "选项",
        hide_possible_values = true
    )]
    pub only: Vec<Kind>,
    /// Own fonts.
    #[command(flatten)]
    pub fonts: FontChoice,
    /// 用单位自己的 Word 文件作模板，里面写 {{目录}} {{正文}}，还可写 {{部门}} {{年度}}
    #[arg(long, value_name = "文件.docx", help_heading = "选项")]
    pub template: Option<PathBuf>,
    /// 文末加附录，列出文件里用“# 允许 代码: 理由”说明过的事项
    #[arg(long, help_heading = "选项")]
    pub with_exemptions: bool,
    /// PDF 的标准：a-2a 存档用，a-3a 另附部门的 YAML，none 不声明标准
    #[arg(
        long,
        value_name = "标准",
        default_value = "a-2a",
        help_heading = "选项",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub pdf_standard: PdfStandard,
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

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
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

/// A kind of output file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Word.
    Docx,
    /// PDF.
    Pdf,
}
