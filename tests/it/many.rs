//! Many departments at once, through the real binary.

#[path = "../../benches/departments/mod.rs"]
pub mod departments;

use crate::command::{jixiao, stderr, stdout};
use departments::{Fault, department, folder};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::{TempDir, tempdir};

/// Writes departments below 各县, with the faults of some.
pub fn county(count: usize, faults: &[(usize, Fault)]) -> TempDir {
    let root = tempdir().unwrap();
    for index in 0..count {
        let fault = faults.iter().find(|f| f.0 == index).map(|f| f.1);
        for (path, bytes) in department(7, index, fault) {
            let path = root.path().join("各县").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    root
}

/// The smallest department: one file.
fn small(name: &str, budget: &str) -> String {
    format!(
        "版式: tianjin\n年度: 2026\n部门名称: {name}\n摘录: 是\n\
         单位: [{{单位编码: 1, 单位名称: {name}}}]\n项目:\n  - 单位: 1\n    \
         项目名称: {name}会议费\n    预算: {{预算数: {budget}, 财政资金: 5.00}}\n    \
         资金用途: 召开{name}的年度会议，租用场地。\n    绩效目标: [开好{name}的会]\n    \
         绩效指标:\n      产出指标:\n        数量指标:\n          \
         - {{指标: 次数, 描述: 全年开会次数, 指标值: ≥4次}}\n        质量指标:\n          \
         - {{指标: 到会率, 描述: 实到人数占比, 指标值: ≥90%}}\n        时效指标:\n          \
         - {{指标: 完成时间, 描述: 开完会的时间, 指标值: 2026年6月底前}}\n        \
         成本指标:\n          - {{指标: 会议成本, 描述: 会议支出, 指标值: ≤5.00万元}}\n      \
         效益指标:\n        社会效益指标:\n          \
         - {{指标: 落实率, 描述: 议定事项办结占比, 指标值: ≥90%}}\n      \
         满意度指标:\n        服务对象满意度指标:\n          \
         - {{指标: 满意度, 描述: 问卷里满意的占比, 指标值: ≥90%}}\n"
    )
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The paths that the verdicts name, in their order.
fn judged(output: &Output) -> Vec<String> {
    let text = stderr(output);
    let paths = text.lines().filter_map(|l| l.split_once('：'));
    let paths = paths.map(|p| p.0.to_owned());
    let others = ["jixiao", "跨部门", "先改第一个错误"];
    paths.filter(|p| !p.contains('了') && !others.contains(&p.as_str())).collect()
}

#[test]
fn departments_are_found_wherever_they_are() {
    let root = tempdir().unwrap();
    for path in [
        "全省/10-乙局.yaml",
        "全省/2-甲局.yaml",
        "全省/丙县/丁局/部门.yaml",
        "全省/丙县/丁局/附件/不算.yaml",
        "全省/.隐藏/戊局.yaml",
        "全省/~临时.yaml",
    ] {
        write(root.path(), path, &small(path, "5.00"));
    }
    write(root.path(), "全省/说明.yaml", "说明: 不是部门\n");
    write(root.path(), "全省/缺/项目/01-会议费.yaml", "项目名称: 会议费\n");
    write(root.path(), "全省/说明.txt", "部门名称: 不是 YAML\n");
    fs::write(
        root.path().join("全省/编码.yaml"),
        b"\xB2\xBF\xC3\xC5\xC3\xFB\xB3\xC6: 1\n",
    )
    .unwrap();
    let output = jixiao(&["check", "全省"], root.path());
    let found = ["2-甲局.yaml", "10-乙局.yaml", "丙县/丁局", "编码.yaml", "缺"];
    assert_eq!(
        judged(&output),
        found.map(|f| format!("全省/{f}")),
        "{}",
        stderr(&output)
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("S113") && stdout(&output).contains("S102"));
    let twice = jixiao(&["check", "全省/丙县", "全省/丙县/丁局", "全省"], root.path());
    assert_eq!(judged(&twice).len(), found.len());
}

#[cfg(unix)]
#[test]
fn links_that_lead_back_end() {
    let root = tempdir().unwrap();
    write(root.path(), "全省/甲局.yaml", &small("甲", "5.00"));
    fs::create_dir(root.path().join("全省/内")).unwrap();
    let link = root.path().join("全省/内/回");
    std::os::unix::fs::symlink(root.path().join("全省"), link).unwrap();
    let output = jixiao(&["check", "全省"], root.path());
    assert_eq!(judged(&output), ["全省/甲局.yaml"], "{}", stderr(&output));
}

#[test]
fn a_folder_without_any_is_told_as_one_department() {
    let root = tempdir().unwrap();
    fs::create_dir_all(root.path().join("空/里")).unwrap();
    let output = jixiao(&["check", "空"], root.path());
    assert!(stdout(&output).contains("S113"), "{}", stdout(&output));
    let said = stderr(&output);
    assert!(said.starts_with("检查了 1 个文件：1 个错误\n先改第一个错误："), "{said}");
}

/// The findings do not depend on the number of threads, and each department's are those
/// it has alone.
#[test]
fn order_is_that_of_the_input() {
    let root = county(12, &[(3, Fault::Sum), (5, Fault::Level), (8, Fault::Sum)]);
    let run = |args: &[&str]| {
        let args = [&["check", "各县", "--format", "concise"], args].concat();
        jixiao(&args, root.path())
    };
    let one = run(&["--jobs", "1"]);
    assert_eq!(one.status.code(), Some(1));
    for jobs in ["2", "7"] {
        let many = run(&["--jobs", jobs]);
        assert_eq!(stdout(&many), stdout(&one));
        assert_eq!(stderr(&many), stderr(&one));
    }
    let alone: String = judged(&one)
        .iter()
        .map(|path| stdout(&jixiao(&["check", path, "--format", "concise"], root.path())))
        .collect();
    assert_eq!(stdout(&one), alone);
    assert!(alone.contains("A101") && alone.contains("I101"), "{alone}");
    let said = stderr(&one);
    let last: Vec<_> = said.lines().rev().take(2).collect();
    assert!(last[0].starts_with("先改第一个错误："), "{said}");
    assert!(said.contains("检查了 12 个部门"), "{said}");
}

#[test]
fn one_that_cannot_be_read_costs_only_itself() {
    let count = 40;
    let run = |faults: &[(usize, Fault)]| {
        let root = county(count, faults);
        let output = jixiao(&["check", "各县", "--format", "json"], root.path());
        let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
        (output, report)
    };
    let (sound, all) = run(&[]);
    assert_eq!(sound.status.code(), Some(0), "{}", stdout(&sound));
    let (output, report) = run(&[(17, Fault::Unreadable)]);
    assert_eq!(output.status.code(), Some(1));
    let findings = report["diagnostics"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0]["code"], "S102");
    assert_eq!(findings[0]["file"], format!("各县/{}/部门.yaml", folder(17)));
    let verdicts = report["departments"].as_array().unwrap();
    assert_eq!(verdicts.len(), count);
    let wrong: Vec<_> = verdicts.iter().filter(|v| v["errors"] != 0).collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!(report["summary"]["files"], all["summary"]["files"]);
}

/// Copies from the department before are told with both places, whatever the order of work.
#[test]
fn what_departments_share_is_told_behind_them() {
    let copies = [(3, Fault::Code), (6, Fault::Goals), (9, Fault::Indicators)];
    let root = county(12, &copies);
    let run = |args: &[&str]| jixiao(&[&["check", "各县"], args].concat(), root.path());
    let output = run(&["--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("跨部门：1 个错误，2 个警告"),
        "{}",
        stderr(&output)
    );
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    let codes: Vec<_> = findings.iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["C201", "C301", "C302"]);
    for (finding, (index, _)) in findings.iter().zip(copies) {
        let places = [&finding["file"], &finding["places"][0]["file"]];
        let folders: BTreeSet<_> = places
            .iter()
            .map(|f| f.as_str().unwrap().split("/项目/").next().unwrap())
            .collect();
        let both = [index - 1, index].map(|i| format!("各县/{}", folder(i)));
        assert_eq!(folders, both.iter().map(String::as_str).collect());
        assert_eq!(finding["places"].as_array().unwrap().len(), 1);
    }
    let shown = stdout(&run(&[]));
    assert_eq!(shown.matches("项目/01-").count(), 6, "{shown}");
    assert_eq!(stdout(&run(&["--ignore", "C"])), "");
    // alone, a department shares nothing
    let alone = jixiao(&["check", &format!("各县/{}", folder(3))], root.path());
    assert_eq!(alone.status.code(), Some(0), "{}", stdout(&alone));
}

/// A department whose file the system will not read.
#[cfg(unix)]
#[test]
fn a_failure_of_the_system_is_told_and_the_others_go_on() {
    let root = tempdir().unwrap();
    write(root.path(), "省/甲局.yaml", &small("甲", "5.00"));
    write(root.path(), "省/丙局.yaml", &small("丙", "6.00"));
    // a folder where a file should be cannot be read, whoever asks
    fs::create_dir_all(root.path().join("省/乙局/部门.yaml")).unwrap();
    let output = jixiao(&["check", "省"], root.path());
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("省/乙局：没有做成：读取"), "{}", stderr(&output));
    assert!(stdout(&output).contains("A101"));
    assert!(stderr(&output).contains("省/甲局.yaml：没有问题"));
}

#[test]
fn every_format_stays_one_document() {
    let root = county(6, &[(1, Fault::Sum), (4, Fault::Level)]);
    let run = |format: &str| {
        stdout(&jixiao(&["check", "各县", "--format", format], root.path()))
    };
    let lines = run("concise").lines().count();
    assert!(lines >= 2);
    let json: Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(json["diagnostics"].as_array().unwrap().len(), lines);
    assert_eq!(json["departments"].as_array().unwrap().len(), 6);
    let sarif: Value = serde_json::from_str(&run("sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), lines);
    assert_eq!(run("github").lines().count(), lines);
}

#[test]
fn parts_are_disjoint_and_whole() {
    let root = county(15, &[]);
    let run = |shard: &str, at: &str| {
        let folder = root.path().join(at);
        let path = if at.is_empty() { "各县" } else { "." };
        let output = jixiao(&["check", path, "--shard", shard], &folder);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        judged(&output)
    };
    let parts: Vec<_> = (1..=4).map(|i| run(&format!("{i}/4"), "")).collect();
    let all: BTreeSet<_> = parts.iter().flatten().collect();
    assert_eq!((all.len(), parts.iter().map(Vec::len).sum::<usize>()), (15, 15));
    // the same part however the folder is named
    let here: Vec<_> =
        run("2/4", "各县").iter().map(|p| p.replacen('.', "各县", 1)).collect();
    assert_eq!(here, parts[1]);
    // and whatever else is there
    fs::remove_dir_all(root.path().join(&parts[0][0])).unwrap();
    assert_eq!(run("2/4", ""), parts[1]);
    let wrong = jixiao(&["check", "各县", "--shard", "5/4"], root.path());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("从 1 数起"), "{}", stderr(&wrong));
}

#[test]
fn fixes_reach_every_department() {
    let root = tempdir().unwrap();
    for name in ["甲", "乙", "丙"] {
        let text = small(name, "5.00").replacen("≥90%", "≥90百分比", 1);
        write(root.path(), &format!("省/{name}局.yaml"), &text);
    }
    let before = stdout(&jixiao(&["check", "省", "--diff"], root.path()));
    assert_eq!(before.matches("--- 省/").count(), 3, "{before}");
    let fixed = jixiao(&["check", "省", "--fix"], root.path());
    assert_eq!(fixed.status.code(), Some(0), "{}{}", stdout(&fixed), stderr(&fixed));
    assert!(stderr(&fixed).contains("改好了 3 处"), "{}", stderr(&fixed));
    let text = fs::read_to_string(root.path().join("省/乙局.yaml")).unwrap();
    assert_eq!(text, small("乙", "5.00"));
}

/// All files below a folder, with `/` between folders.
fn files_below(folder: &Path) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().into_string().unwrap();
        match entry.path().is_dir() {
            true => files
                .extend(files_below(&entry.path()).iter().map(|f| format!("{name}/{f}"))),
            false => drop(files.insert(name)),
        }
    }
    files
}

#[test]
fn each_department_is_built_into_a_folder_of_its_own() {
    let root = tempdir().unwrap();
    write(root.path(), "省/甲县/局.yaml", &small("同名", "5.00"));
    write(root.path(), "省/乙县/局.yaml", &small("同名", "5.00"));
    write(root.path(), "省/乙县/局/部门.yaml", &small("同名", "5.00"));
    write(root.path(), "省/错.yaml", &small("错", "6.00"));
    let args = ["build", "省", "-o", "出", "--only", "docx"];
    let output = jixiao(&args, root.path());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let title = "同名2026年部门预算绩效文本.docx";
    let made = files_below(&root.path().join("出"));
    let expected = ["乙县/局", "乙县/局（2）", "甲县/局"].map(|f| format!("{f}/{title}"));
    assert_eq!(made.into_iter().collect::<Vec<_>>(), expected);
    assert!(stderr(&output).contains("省/错.yaml：1 个错误；没有生成文件"));
    // a part names its folders as the whole does
    for part in ["1/2", "2/2"] {
        let args = ["build", "省", "-o", "分", "--only", "docx", "--shard", part];
        jixiao(&args, root.path());
    }
    let parts = files_below(&root.path().join("分"));
    assert_eq!(parts, files_below(&root.path().join("出")));
    for file in parts {
        let read = |out: &str| fs::read(root.path().join(out).join(&file)).unwrap();
        assert!(read("出") == read("分"), "{file}");
    }
}

#[test]
fn departments_below_several_folders_stay_apart() {
    let root = tempdir().unwrap();
    for year in ["去年", "今年"] {
        write(root.path(), &format!("{year}/甲局.yaml"), &small("甲", "5.00"));
    }
    let args = ["build", "去年", "今年", "-o", "出", "--only", "docx"];
    let output = jixiao(&args, root.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let made = files_below(&root.path().join("出"));
    let folders: Vec<_> = made.iter().filter_map(|f| f.split_once('/')).collect();
    assert_eq!(folders.len(), 2);
    assert!(folders[0].0 == "今年" && folders[1].0 == "去年", "{folders:?}");
}

/// What a killed run left behind goes, and is told, when its folder is used again; what
/// another run is writing stays.
#[cfg(unix)]
#[test]
fn temporary_files_of_killed_runs_are_removed() {
    let root = tempdir().unwrap();
    write(root.path(), "甲局.yaml", &small("甲", "5.00"));
    write(root.path(), "出/.jixiao-旧", "半个");
    write(root.path(), "出/.jixiao-新", "别人正在写");
    let being_written = fs::File::open(root.path().join("出/.jixiao-新")).unwrap();
    being_written.lock().unwrap();
    let built =
        jixiao(&["build", "甲局.yaml", "-o", "出", "--only", "docx"], root.path());
    assert!(stderr(&built).contains("1 个没写完的临时文件"), "{}", stderr(&built));
    let left = files_below(&root.path().join("出"));
    let temporary: Vec<_> = left.iter().filter(|f| f.starts_with('.')).collect();
    assert_eq!(temporary, [".jixiao-新"]);
    assert_eq!(left.len(), 2);
    write(root.path(), ".jixiao-旧", "半个");
    let checked = jixiao(&["check", "--fix", "甲局.yaml"], root.path());
    assert!(stderr(&checked).contains("1 个没写完的临时文件"), "{}", stderr(&checked));
    assert!(!root.path().join(".jixiao-旧").exists());
}

/// Ctrl-C ends a run in the middle; every file that is there is whole.
#[cfg(unix)]
#[test]
fn an_interrupted_build_leaves_whole_files() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let faults = [(1, Fault::Code), (2, Fault::Goals), (3, Fault::Indicators)];
    let root = county(30, &faults);
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["build", "各县", "-o", "出", "--only", "docx", "--jobs", "1"])
        .current_dir(root.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let out = root.path().join("出");
    while files_below(&out).iter().all(|f| !f.ends_with(".docx")) {
        assert!(child.try_wait().unwrap().is_none(), "ended before its first file");
        std::thread::yield_now();
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(2));
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(said.contains("中断了：做完"), "{said}");
    let made = files_below(&out);
    assert!(!made.is_empty() && made.len() < 30, "{made:?}");
    for file in &made {
        assert!(file.ends_with(".docx"), "{file}");
        let file = fs::File::open(out.join(file)).unwrap();
        let mut archive = zip::ZipArchive::new(file).unwrap();
        for i in 0..archive.len() {
            std::io::copy(&mut archive.by_index(i).unwrap(), &mut std::io::sink())
                .unwrap();
        }
    }
}

/// The table of totals adds up, whatever else is printed.
#[test]
fn totals_add_up_by_unit_and_department() {
    let root = county(3, &[]);
    let run = |args: &[&str]| jixiao(&[&["check", "各县"], args].concat(), root.path());
    let table = stdout(&run(&["--totals"]));
    let number = |cell: &str| cell.replace([',', '.'], "").parse::<u64>().unwrap();
    let rows: Vec<(bool, [u64; 4])> = table
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<_> =
                line.split_whitespace().rev().take(4).map(number).collect();
            (line.starts_with("  "), cells.try_into().unwrap())
        })
        .collect();
    let sum = |units: bool| {
        let rows = rows[..rows.len() - 1].iter().filter(|r| r.0 == units);
        rows.fold([0; 4], |sum, (_, row)| std::array::from_fn(|i| sum[i] + row[i]))
    };
    let all = rows[rows.len() - 1].1;
    assert_eq!((sum(true), sum(false), rows.len()), (all, all, 10), "{table}");
    assert_eq!(all[2], all[0] + all[1], "{table}");
    assert_eq!(run(&["--totals", "--format", "json"]).status.code(), Some(2));
}
