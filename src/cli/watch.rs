//! `jixiao watch`: builds again whenever a file is saved.

use crate::cli::args;
use crate::cli::support::files;
use crate::cli::{Failure, build, say};
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// How long nothing may be saved before building begins: editors save in several steps,
/// and Git checks out many files at once.
const QUIET: Duration = Duration::from_millis(250);

/// What a watch waits for.
enum Signal {
    /// A file that matters was saved, renamed or removed.
    Saved,
    /// Ctrl-C.
    Stop,
}

/// Builds now and after every change, until Ctrl-C. Findings and failures do not end it:
/// the last files that could be built stay.
pub fn run(args: &args::Watch) -> Result<bool, Failure> {
    let (sender, signals) = channel();
    let stop = sender.clone();
    ctrlc::set_handler(move || drop(stop.send(Signal::Stop)))
        .map_err(|e| Failure::new(format!("等不了 Ctrl-C：{e}")))?;
    let _watcher = watch(&args.build, sender)?;
    loop {
        build_once(&args.build);
        say("等着文件保存……（Ctrl-C 结束）");
        if !is_saved(&signals) {
            say("结束了");
            return Ok(true);
        }
        say("");
    }
}

fn build_once(args: &args::Build) {
    if let Err(failure) = build::run(args) {
        say(&format!("jixiao：{failure}"));
    }
}

/// Waits until something was saved and all is quiet again; false when it is to stop.
fn is_saved(signals: &Receiver<Signal>) -> bool {
    let Ok(Signal::Saved) = signals.recv() else { return false };
    loop {
        match signals.recv_timeout(QUIET) {
            Ok(Signal::Saved) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Watches the folders of all paths; it ends with what is returned.
fn watch(args: &args::Build, sender: Sender<Signal>) -> Result<impl Watcher, Failure> {
    let output = std::path::absolute(&args.output).unwrap_or(args.output.clone());
    let note = move |event: notify::Result<Event>| {
        // a fault of watching, such as lost events, is a reason to look again
        let matters = event.map_or(true, |event| {
            is_change(event.kind) && event.paths.iter().any(|p| is_input(p, &output))
        });
        if matters {
            drop(sender.send(Signal::Saved));
        }
    };
    let fault = |path: &Path, e: &notify::Error| {
        Failure::new(format!("守不住 {}：{e}", files::show(path)))
    };
    let mut watcher =
        notify::recommended_watcher(note).map_err(|e| fault(Path::new("文件"), &e))?;
    for path in &args.paths {
        let (folder, mode) = folder_of(path)?;
        watcher.watch(&folder, mode).map_err(|e| fault(path, &e))?;
    }
    Ok(watcher)
}

/// The folder to watch. Of a single file it is the one around it, because editors put
/// another file into its place.
fn folder_of(path: &Path) -> Result<(PathBuf, RecursiveMode), Failure> {
    let io = |e: std::io::Error| Failure::io("打开", path, &e);
    let full = std::path::absolute(path).map_err(io)?;
    let is_file = full.metadata().map_err(io)?.is_file();
    match full.parent().filter(|_| is_file) {
        Some(parent) => Ok((parent.to_owned(), RecursiveMode::NonRecursive)),
        None => Ok((full, RecursiveMode::Recursive)),
    }
}

/// Reading a file is no change of it.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Whether a path may be read by a build: YAML, the templates of a profile, or a folder.
/// What stands in the output folder is not, nor are the hidden files that editors make.
fn is_input(path: &Path, output: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with(['.', '~']) || path.starts_with(output) {
        return false;
    }
    match path.extension().map(|e| e.to_string_lossy().to_lowercase()) {
        Some(extension) => matches!(&*extension, "yaml" | "yml" | "xml"),
        None => !path.is_file(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inputs_matter() {
        let output = Path::new("/甲/输出");
        let matters = |path: &str| is_input(Path::new(path), output);
        for path in ["/甲/部门.yaml", "/甲/项目/01.YML", "/甲/版式/表.xml", "/甲/项目"]
        {
            assert!(matters(path), "{path}");
        }
        for path in ["/甲/.01.yaml.swp", "/甲/~01.yaml", "/甲/图.png", "/甲/输出/一.xml"]
        {
            assert!(!matters(path), "{path}");
        }
    }

    #[test]
    fn reading_is_no_change() {
        assert!(!is_change(EventKind::Access(AccessKind::Read)));
        assert!(!is_change(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(is_change(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(is_change(EventKind::Any));
    }
}
