//! `jixiao profile` and its commands.

use super::COMMAND_HELP;
use clap::Subcommand;
use std::path::PathBuf;

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
