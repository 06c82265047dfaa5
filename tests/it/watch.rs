//! `jixiao watch`: builds at once and after every save.

use crate::command::started;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longest wait for a line; a build takes a fraction of it even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A watch that is running; dropping it ends it.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path) -> Watch {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(["watch", "部门", "-o", "部门/输出"])
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let out = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            out.lines().map_while(Result::ok).for_each(|l| drop(sender.send(l)));
        });
        Watch { child, lines }
    }

    /// The lines up to the one that says it waits again.
    fn round(&self) -> String {
        let mut all = String::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect(&all);
            all = all + &line + "\n";
            if line.contains("等着文件保存") {
                return all;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_save_builds_and_errors_keep_the_last_files() {
    let folder = started();
    let watch = Watch::start(folder.path());
    assert!(watch.round().contains("写好"));
    let output = folder.path().join("部门/输出");
    let docx = |output: &Path| {
        let mut files = fs::read_dir(output).unwrap().map(|f| f.unwrap().path());
        fs::read(files.find(|f| f.extension().is_some_and(|e| e == "docx")).unwrap())
    };
    let first = docx(&output).unwrap();

    let project = folder.path().join("部门/项目/01-会议费.yaml");
    let good = fs::read_to_string(&project).unwrap();
    fs::write(&project, good.replace("指标值: ≥4次", "指标值: ≥5次")).unwrap();
    assert!(watch.round().contains("写好"));
    let second = docx(&output).unwrap();
    assert!(first != second);

    fs::write(&project, good.replace("预算数: 5.00", "预算数: 6.00")).unwrap();
    let told = watch.round();
    assert!(told.contains("1 个错误") && !told.contains("写好"), "{told}");
    assert!(docx(&output).unwrap() == second);

    // saved as editors do: another file takes its place
    let other = folder.path().join("部门/项目/01.tmp");
    fs::write(&other, &good).unwrap();
    fs::rename(&other, &project).unwrap();
    assert!(watch.round().contains("写好"));
    assert!(docx(&output).unwrap() == first);

    // what it writes and reads itself is no reason to build
    assert!(watch.lines.recv_timeout(Duration::from_secs(2)).is_err());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_well() {
    let folder = started();
    let mut watch = Watch::start(folder.path());
    watch.round();
    let id = watch.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let last = watch.lines.recv_timeout(PATIENCE).unwrap();
    assert!(last.contains("结束"), "{last}");
    assert_eq!(watch.child.wait().unwrap().code(), Some(0));
}
