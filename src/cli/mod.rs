//! One file a subcommand. All access to files, the console and the environment is here.

pub mod args;
mod build;
mod check;
mod completions;
mod diff;
mod explain;
mod fix;
mod fmt;
mod fonts;
mod import;
mod init;
mod init_reports;
mod lsp;
mod new;
mod next;
mod open;
mod profile;
mod schema;
mod summary;
mod support;
mod verify;
mod watch;

use crate::cli::args::Command;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use jixiao::diagnostic::{self, Summary};
use jixiao::document::DocumentDate;
use jixiao::text::source::Sources;
use std::fmt::{Display, Formatter};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Why a command could not do its work: exit code 2.
#[derive(Debug)]
pub struct Failure(String);

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Failure {
    fn new(message: impl Into<String>) -> Failure {
        Failure(message.into())
    }

    /// An error of the system while doing `what` with `path`.
    fn io(what: &str, path: &Path, error: &std::io::Error) -> Failure {
        use std::io::ErrorKind::{
            AlreadyExists, NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem,
            StorageFull,
        };
        let why = match error.kind() {
            // what Windows says of a file that another program holds
            _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => {
                "另一个程序正在用这个文件，可能正在 Word 或 WPS 里打开；关掉它再来"
                    .to_owned()
            }
            PermissionDenied if cfg!(windows) && path.is_file() => {
                "没有权限，或文件正在 Word 或 WPS 里打开；关掉它再来".to_owned()
            }
            NotFound => "没有这个文件或文件夹".to_owned(),
            PermissionDenied => "没有权限".to_owned(),
            AlreadyExists => "已经有同名的文件".to_owned(),
            NotADirectory => "路径里有一段是文件，不是文件夹".to_owned(),
            ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
            StorageFull => "磁盘满了".to_owned(),
            _ => error.to_string(),
        };
        Failure(format!("{what} {} 失败：{why}", path.display()))
    }
}

/// Runs a command; false when it found errors in the user's files.
pub fn run(command: &Command) -> Result<bool, Failure> {
    match command {
        Command::Open(args) => open::run(args),
        Command::Init(args) => init::run(args),
        Command::Import(args) => import::run(args),
        Command::Lsp(_) => lsp::run(),
        Command::Next(args) => next::run(args),
        Command::New(args) => new::run(args),
        Command::Check(args) => check::run(args),
        Command::Build(args) => build::run(args),
        Command::Profile(args) => profile::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Fmt(args) => fmt::run(args),
        Command::Fonts(args) => fonts::run(args),
        Command::Summary(args) => summary::run(args),
        Command::Schema => schema::run(),
        Command::Verify(args) => verify::run(args),
        Command::Watch(args) => watch::run(args),
        Command::Completions(args) => completions::run(args),
    }
}

/// Prints progress or a verdict. A closed pipe is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Prints findings.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure(format!("输出失败：{e}")))
        }
        _ => Ok(()),
    }
}

/// Prints findings for people, in colour on a terminal unless NO_COLOR is set.
fn print_findings(
    findings: &[diagnostic::Diagnostic],
    sources: &Sources,
) -> Result<(), Failure> {
    print(&diagnostic::to_text(findings, sources, is_colored()))
}

/// Whether findings are printed in colour.
fn is_colored() -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    std::io::stdout().is_terminal() && !no_color
}

/// The date that the environment wants in files; None to take it from 年度
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn source_date() -> Result<Option<DocumentDate>, Failure> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let text = value.to_string_lossy();
    let date = text.parse().ok().and_then(DocumentDate::from_epoch);
    date.map(Some).ok_or_else(|| {
        Failure(format!(
            "环境变量 SOURCE_DATE_EPOCH 的值“{text}”不对：要写 1970 年以来的秒数，\
             如 1767225600；不要指定日期就取消这个变量"
        ))
    })
}

/// The verdict in one line.
fn verdict(summary: &Summary) -> String {
    format!("检查了 {} 个文件：{}", summary.files, counted(summary))
}

/// How many errors and warnings; notes are counted where there is nothing else.
fn counted(summary: &Summary) -> String {
    match (summary.errors, summary.warnings) {
        (0, 0) if summary.notes > 0 => {
            format!("没有错误和警告，{} 条说明", summary.notes)
        }
        (0, 0) => "没有问题".to_owned(),
        (0, w) => format!("没有错误，{w} 个警告"),
        (e, 0) => format!("{e} 个错误"),
        (e, w) => format!("{e} 个错误，{w} 个警告"),
    }
}

/// Help and version go to stdout; a wrong command line is told in Chinese, exit code 2.
pub fn usage(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let arg = context(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "要写一个命令".into(),
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::UnknownArgument => format!("没有 {arg} 这个选项"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!(
            "{arg} 的值“{}”不对，可写：{}",
            context(ContextKind::InvalidValue),
            context(ContextKind::ValidValue)
        ),
        _ => format!("{arg} 用得不对（{}）", error.kind()),
    };
    say(&format!("jixiao：{message}"));
    let command = args::Cli::command();
    let names: Vec<_> = command.get_subcommands().map(|c| c.get_name()).collect();
    say(&format!("可用的命令：{}；看说明：jixiao --help", names.join("  ")));
    ExitCode::from(2)
}
