//! `jixiao fmt`: files in their usual form.

use crate::cli::args;
use crate::cli::support::files;
use crate::cli::support::subject::Subject;
use crate::cli::{Failure, print, say};
use jixiao::yaml;
use std::path::Path;

/// Sets files right, or with `--check` only names those that are not; false when such a
/// file is named, or one cannot be read.
pub fn run(args: &args::Fmt) -> Result<bool, Failure> {
    let (mut pending, mut names, mut broken) = (Vec::new(), String::new(), false);
    for path in &args.paths {
        let mut subject = Subject::read(path, "标准输入", None)?;
        for file in subject.files() {
            let text = file.bytes.as_ref().ok().and_then(|b| std::str::from_utf8(b).ok());
            let Some(text) = text else {
                say(&format!("{}：不是 UTF-8 文本，没有动它", file.path));
                broken = true;
                continue;
            };
            match yaml::fmt(text) {
                Err(fault) => {
                    say(&format!("{}：{fault}", file.path));
                    broken = true;
                }
                Ok(tidied) if tidied != text => {
                    names.push_str(&format!("{}\n", file.path));
                    if !args.check {
                        let path = Path::new(&file.path);
                        pending.push(files::replace(path, tidied.as_bytes())?);
                    }
                }
                Ok(_) => {}
            }
        }
    }
    files::commit(pending)?;
    print(&names)?;
    let count = names.lines().count();
    let done = if args.check { "要整理" } else { "整理了" };
    say(&format!("{done} {count} 个文件"));
    Ok(!broken && (count == 0 || !args.check))
}
