//! The arguments of `jixiao open`.

use super::Cli;
use clap::CommandFactory;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// `jixiao open`
#[derive(Debug, Default, clap::Args)]
pub struct Open {
    /// 部门文件夹、放着许多部门的文件夹，或要导入的文件；不写就从开始页选
    #[arg(value_name = "路径", help_heading = "参数")]
    pub path: Option<PathBuf>,
    /// 不开浏览器，只在标准输出里给出地址
    #[arg(long, help_heading = "选项")]
    pub no_browser: bool,
    /// 用哪个端口；不写就用空着的一个
    #[arg(
        long,
        value_name = "端口",
        default_value_t = 0,
        hide_default_value = true,
        help_heading = "选项"
    )]
    pub port: u16,
    /// 只看，不改任何文件
    #[arg(long, help_heading = "选项")]
    pub read_only: bool,
}

/// The command line, where a call without arguments, or with a file or folder alone, means
/// `open`: so do a double click, and a drop onto the program.
pub fn with_open(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<OsString> = given.map(unquoted).collect();
    let means_open = match &all[..] {
        [_] => true,
        [_, only] => !is_command(only) && Path::new(only).exists(),
        _ => false,
    };
    if means_open {
        all.insert(1, "open".into());
    }
    all
}

/// A path without the quote that a shell of Windows leaves behind it: there `"C:\甲\"` is
/// the folder and a quote.
fn unquoted(word: OsString) -> OsString {
    let text = word.to_string_lossy();
    match text.strip_suffix('"') {
        Some(bare) if !bare.contains('"') && !Path::new(&word).exists() => bare.into(),
        _ => word,
    }
}

/// Whether a word is a command or an option, even where a file has that name.
fn is_command(word: &OsString) -> bool {
    let text = word.to_string_lossy();
    let mut commands = Cli::command()
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect::<Vec<_>>()
        .into_iter();
    text.starts_with('-') || commands.any(|name| name == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_alone_is_opened() {
        let given = |words: &[&str]| -> Vec<String> {
            let words = std::iter::once("jixiao").chain(words.iter().copied());
            let all = with_open(words.map(OsString::from));
            all.into_iter().map(|w| w.to_string_lossy().into_owned()).collect()
        };
        let here = env!("CARGO_MANIFEST_DIR");
        assert_eq!(given(&[]), ["jixiao", "open"]);
        assert_eq!(given(&[here]), ["jixiao", "open", here]);
        assert_eq!(given(&["check"]), ["jixiao", "check"]);
        assert_eq!(given(&["--help"]), ["jixiao", "--help"]);
        assert_eq!(given(&["没有这样的"]), ["jixiao", "没有这样的"]);
        assert_eq!(given(&["check", here]), ["jixiao", "check", here]);
        let quoted = format!("{here}/\"");
        assert_eq!(given(&["check", &quoted]), ["jixiao", "check", &format!("{here}/")]);
        assert_eq!(given(&["check", "\"甲\""]), ["jixiao", "check", "\"甲\""]);
    }
}
