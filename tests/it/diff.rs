//! `jixiao diff` through the real binary.

use crate::command::{jixiao, stderr, stdout};
use crate::docx::lint;
use crate::support::repository;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::{TempDir, tempdir};

const OLD_PROJECT: &str = "项目/01-馆藏重点档案抢救修复经费.yaml";
const NEW_PROJECT: &str = "项目/31-抢救修复.yaml";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// Replaces what stands once in a file.
fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap().replace("\r\n", "\n");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(file, text.replace(from, to)).unwrap();
}

/// A renamed file, a reordered list, a changed amount, a dropped indicator, a new project.
fn edit(department: &Path) {
    let project = department.join(NEW_PROJECT);
    fs::rename(department.join(OLD_PROJECT), &project).unwrap();
    replace(&project, "预算数: 42.60\n", "预算数: 44.10\n");
    replace(&project, "其他资金: 0\n", "其他资金: 1.5\n");
    let dropped = "      - {指标: 修复质量合格率, 描述: 专家抽检符合修复技术要求的比例, \
                   指标值: 100%, 依据: 纸质档案修复技术规范}\n";
    replace(&project, dropped, "");
    let text = fs::read_to_string(&project).unwrap();
    let rows: Vec<&str> = text.lines().filter(|l| l.contains("方案}")).collect();
    let [first, second] = rows[..] else { panic!("{rows:?}") };
    replace(&project, &format!("{first}\n{second}"), &format!("{second}\n{first}"));
    let new = text
        .replace("13992326P00051010001U", "13992326P000990100012")
        .replace("馆藏重点档案抢救修复经费", "乡镇档案员轮训");
    fs::write(department.join("项目/02-轮训.yaml"), new).unwrap();
}

/// A folder with the example in 旧 and the edited one in 新.
fn editions() -> TempDir {
    let folder = tempdir().unwrap();
    let example = repository("data/examples/青禾县档案馆");
    for name in ["旧", "新"] {
        copy(&example, &folder.path().join(name));
    }
    edit(&folder.path().join("新"));
    folder
}

fn json(args: &[&str], folder: &Path) -> Value {
    let output = jixiao(&[&["diff", "--format", "json"], args].concat(), folder);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

/// Every change as `status path: before → after (increase) file:line`.
fn told(report: &Value) -> Vec<String> {
    let text = |v: &Value| v.as_str().unwrap_or("无").to_owned();
    let mut told = Vec::new();
    for project in report["projects"].as_array().unwrap() {
        let name = text(&project["name"]);
        told.push(format!("{} {name}", text(&project["status"])));
        for change in project["changes"].as_array().unwrap() {
            let path: Vec<_> =
                change["path"].as_array().unwrap().iter().map(text).collect();
            let place = &change["place"];
            told.push(format!(
                "{} {}: {} → {} ({}) {}:{}",
                text(&change["status"]),
                path.join("/"),
                text(&change["before"]).lines().last().unwrap_or_default(),
                text(&change["after"]),
                text(&change["increase"]),
                text(&place["file"]),
                place["line"],
            ));
        }
    }
    told
}

#[test]
fn two_versions_show_exactly_what_was_done() {
    let folder = editions();
    let report = json(&["旧", "新"], folder.path());
    assert_eq!(
        told(&report),
        [
            "changed 馆藏重点档案抢救修复经费".to_owned(),
            format!("changed 预算/预算数: 42.60 → 44.10 (+1.50) 新/{NEW_PROJECT}:6"),
            format!("changed 预算/其他资金: 0 → 1.50 (+1.50) 新/{NEW_PROJECT}:8"),
            format!(
                "removed 绩效指标/修复质量合格率: 指标值确定依据：纸质档案修复技术规范 → 无 (无) \
                 旧/{OLD_PROJECT}:24"
            ),
            "added 乡镇档案员轮训".to_owned(),
        ]
    );
    assert_eq!(report["department"].as_array().unwrap().len(), 0);
    let total = &report["totals"][0];
    assert_eq!(total["path"][0], "预算数");
    assert_eq!([&total["before"], &total["after"]], ["214.00", "259.60"]);
    assert_eq!(total["increase"], "+45.60");
    assert_eq!([&report["old"]["projects"], &report["new"]["projects"]], [6, 7]);
}

#[test]
fn people_read_it_in_lines() {
    let folder = editions();
    let output = jixiao(&["diff", "旧", "新"], folder.path());
    let text = stdout(&output);
    for line in [
        "预算数（万元）     214.00   259.60   +45.60",
        "馆藏重点档案抢救修复经费（13992326P00051010001U）  3 处",
        "  调整  预算数                   42.60 → 44.10，+1.50  新/项目/31-抢救修复.yaml:6",
        "新增项目  乡镇档案员轮训（13992326P000990100012）  预算数 44.10  新/项目/02-轮训.yaml:1",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colours but on a terminal");
    assert_eq!(stderr(&output), "调整 1 个项目，新增 1 个项目\n");

    let back = stdout(&jixiao(&["diff", "新", "旧"], folder.path()));
    assert!(back.contains("44.10 → 42.60，-1.50  旧/"), "{back}");
    assert!(back.contains("删除项目  乡镇档案员轮训"), "{back}");
}

#[test]
fn the_exit_code_tells_when_asked() {
    let folder = editions();
    let code = |args: &[&str]| jixiao(args, folder.path()).status.code();
    assert_eq!(code(&["diff", "旧", "新"]), Some(0));
    assert_eq!(code(&["diff", "旧", "新", "--exit-code"]), Some(1));
    assert_eq!(code(&["diff", "旧", "旧", "--exit-code"]), Some(0));
    assert_eq!(code(&["diff", "旧", "没有"]), Some(2));
    assert_eq!(code(&["diff", "旧"]), Some(2));
    let same = jixiao(&["diff", "新", "新"], folder.path());
    assert_eq!([stdout(&same), stderr(&same)], ["", "没有不同\n"]);
}

#[test]
fn a_single_file_is_a_department_and_a_project_too() {
    let folder = editions();
    let [old, new] = [format!("旧/{OLD_PROJECT}"), format!("新/{NEW_PROJECT}")];
    let report = json(&[&old, &new], folder.path());
    assert_eq!(told(&report).len(), 4);
    let mixed = jixiao(&["diff", &old, "新"], folder.path());
    assert_eq!(mixed.status.code(), Some(2));
    assert_eq!(stderr(&mixed), "jixiao：旧的是单个项目，新的是部门，没法对照\n");

    let example = repository("data/examples/澄湖区文化馆.yaml");
    let text = fs::read_to_string(example).unwrap();
    fs::write(folder.path().join("甲.yaml"), &text).unwrap();
    fs::write(folder.path().join("乙.yaml"), text.replace('\n', "\r\n")).unwrap();
    assert_eq!(json(&["甲.yaml", "乙.yaml"], folder.path())["identical"], true);
}

#[test]
fn what_cannot_be_read_does_not_end_it() {
    let folder = editions();
    let project = folder.path().join("新").join(NEW_PROJECT);
    replace(&project, "预算数: 44.10\n", "预算数: 四十四\n");
    let output = jixiao(&["diff", "旧", "新"], folder.path());
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stdout(&output).contains("42.60 → （缺少或读不出来）"),
        "{}",
        stdout(&output)
    );
    let said = stderr(&output);
    assert!(
        said.starts_with("新 有 1 处读不出来，照读得出的对照：\n新/项目/31"),
        "{said}"
    );

    fs::remove_file(folder.path().join("新/部门.yaml")).unwrap();
    let output = jixiao(&["diff", "旧", "新"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("新 读不出来，没法对照"), "{}", stderr(&output));
}

#[test]
fn the_table_is_written_as_asked() {
    let folder = editions();
    let run = |args: &[&str]| {
        let output = jixiao(&[&["diff", "旧", "新"], args].concat(), folder.path());
        (output.status.code(), stderr(&output))
    };
    for args in [&["-o", "出/表.docx"][..], &["-o", "出", "--format", "pdf"]] {
        let (code, said) = run(args);
        assert!(code == Some(0) && said.contains("（2 页，"), "{said}");
    }
    let docx = fs::read(folder.path().join("出/表.docx")).unwrap();
    assert_eq!(lint::lint(&docx), Vec::<String>::new());
    let title = "青禾县档案馆2026年部门预算绩效目标调整对照表";
    let pdf = fs::read(folder.path().join(format!("出/{title}.pdf"))).unwrap();
    let pdf = lopdf::Document::load_mem(&pdf).unwrap();
    assert_eq!(pdf.get_pages().len(), 2);

    for (args, why) in [
        (&["--format", "docx"][..], "加 -o"),
        (&["-o", "出/表.docx", "--format", "pdf"], "对不上"),
        (&["-o", "出"], "结尾"),
        (&["-o", "出", "--format", "json"], "标准输出"),
        (&["--format", "html"], "可写：human json docx pdf"),
    ] {
        let (code, said) = run(args);
        assert!(code == Some(2) && said.contains(why), "{args:?}: {said}");
    }
    let same = jixiao(&["diff", "旧", "旧", "-o", "空.pdf"], folder.path());
    assert_eq!(stderr(&same), "没有不同，没有生成对照表\n");
    assert!(!folder.path().join("空.pdf").exists());
}

/// Runs git; false, said aloud, where there is none.
fn git(folder: &Path, args: &[&str]) -> bool {
    let identity = ["-c", "user.name=甲", "-c", "user.email=a@b.c"];
    let output = Command::new("git")
        .args(identity)
        .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
        .args(args)
        .current_dir(folder)
        .output();
    match output {
        Ok(output) => {
            assert!(output.status.success(), "{}", stderr(&output));
            true
        }
        Err(_) => {
            eprintln!("there is no git: not tested");
            false
        }
    }
}

#[test]
fn revisions_are_read_from_git() {
    let folder = tempdir().unwrap();
    let root = folder.path();
    let department = root.join("二级 单位/档案馆");
    copy(&repository("data/examples/青禾县档案馆"), &department);
    if !git(root, &["init", "-q"]) {
        return;
    }
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "年初"]);
    edit(&department);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "调整"]);
    let between = |old: &str, new: &str, from: &str| {
        told(&json(&[old, new], &root.join(from))).join("\n")
    };
    let expected = between("HEAD~1:二级 单位/档案馆", "二级 单位/档案馆", "");
    assert!(expected.starts_with("changed 馆藏重点档案抢救修复经费\n"), "{expected}");
    assert!(
        expected.contains(&format!("→ 无 (无) HEAD~1:二级 单位/档案馆/{OLD_PROJECT}:24"))
    );
    for (old, from) in [
        ("HEAD~1:./档案馆", "二级 单位"),
        ("HEAD~1:档案馆", "二级 单位"),
        ("HEAD~1:二级 单位/档案馆", "二级 单位"),
        ("HEAD~1:../档案馆/", "二级 单位/档案馆"),
        ("HEAD~1:.", "二级 单位/档案馆"),
    ] {
        let report = json(&[old, "HEAD:二级 单位/档案馆"], &root.join(from));
        assert_eq!(told(&report).len(), 5, "{old}");
    }
    let file = "HEAD~1:二级 单位/档案馆/".to_owned() + OLD_PROJECT;
    let report = json(&[&file, &format!("二级 单位/档案馆/{NEW_PROJECT}")], root);
    assert_eq!(told(&report).len(), 4);

    let refused = |old: &str| {
        let output = jixiao(&["diff", old, "二级 单位/档案馆"], root);
        assert_eq!(output.status.code(), Some(2));
        stderr(&output)
    };
    assert!(refused("HEAD~7:二级 单位").contains("没有“HEAD~7”这个版本"));
    assert!(refused("HEAD:没有").contains("这个版本里没有 没有"));
    assert!(refused("HEAD:../外面").contains("这个版本里没有 ../外面"));
    assert!(refused("HEAD:二级 单位").contains("没有 部门.yaml"));
}

#[test]
fn a_form_in_a_folder_is_that_of_both_versions() {
    let folder = tempdir().unwrap();
    let root = folder.path();
    jixiao(&["init", "部门"], root);
    jixiao(&["profile", "new", "版式", "--from", "hebei"], root);
    replace(
        &root.join("版式/版式.yaml"),
        "继承: hebei",
        "继承: hebei\n金额: {单位: 万元, 小数位: 4}",
    );
    replace(&root.join("部门/部门.yaml"), "版式: hebei", "版式: ../版式");
    copy(&root.join("部门"), &root.join("旧"));
    let project = "项目/01-会议费.yaml";
    replace(&root.join("部门").join(project), "预算数: 5.00", "预算数: 6.00");
    let assert_form = |old: &str, new: &str| {
        let output = jixiao(&["diff", old, new], root);
        assert_eq!(stderr(&output), "调整 1 个项目\n", "{old}");
        assert!(stdout(&output).contains("5.0000 → 6.0000，+1.0000"), "{old}");
    };
    assert_form("旧", "部门");
    let [old, new] = ["旧", "部门"].map(|d| format!("{d}/{project}"));
    assert_form(&old, &new);
    let output = jixiao(&["diff", "旧", "部门", "--profile", "hebei"], root);
    assert!(stdout(&output).contains("5.00 → 6.00，+1.00"), "{}", stdout(&output));
    if git(root, &["init", "-q"]) {
        git(root, &["add", "-A"]);
        git(root, &["commit", "-qm", "年初"]);
        assert_form("HEAD:旧", "HEAD:部门");
        assert_form(&format!("HEAD:{old}"), &format!("HEAD:{new}"));
    }
}

#[test]
fn without_git_or_a_repository_it_says_so() {
    let folder = editions();
    let output = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["diff", "HEAD:旧", "新"])
        .current_dir(folder.path())
        .env("PATH", folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("HEAD:旧 失败：没有找到 git 命令"), "{said}");

    if git(folder.path(), &["--version"]) {
        let output = Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(["diff", "HEAD:旧", "新"])
            .current_dir(folder.path())
            .env("GIT_CEILING_DIRECTORIES", folder.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("不在 Git 仓库里"), "{}", stderr(&output));
    }
}

/// Two folders of departments: one edited, one the same, one renamed folder, one gone,
/// one new, one that cannot be read.
fn many() -> TempDir {
    let folder = editions();
    let root = folder.path();
    let small =
        fs::read_to_string(repository("data/examples/澄湖区文化馆.yaml")).unwrap();
    for (name, edition) in [("旧", "去年"), ("新", "今年")] {
        fs::create_dir_all(root.join(edition).join("局")).unwrap();
        fs::rename(root.join(name), root.join(edition).join("局/档案馆")).unwrap();
        fs::write(root.join(edition).join("文化馆.yaml"), &small).unwrap();
    }
    let named = |name: &str| {
        small.replace("部门名称: 澄湖区文化馆", &format!("部门名称: {name}"))
    };
    let write = |path: &str, text: &str| fs::write(root.join(path), text).unwrap();
    write("去年/科协2025.yaml", &named("科协"));
    write("今年/科协2026.yaml", &named("科协").replace("年度: 2026", "年度: 2027"));
    write("去年/撤销.yaml", &named("撤销"));
    write("今年/新设.yaml", &named("新设"));
    folder
}

#[test]
fn folders_of_departments_are_compared_one_by_one() {
    let folder = many();
    let output = jixiao(&["diff", "去年", "今年"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let (text, said) = (stdout(&output), stderr(&output));
    assert!(text.contains("━━ 局/档案馆\n"), "{text}");
    assert!(text.contains("  调整  年度  2026 → 2027  今年/科协2026.yaml:3\n"), "{text}");
    for line in [
        "局/档案馆         调整       6   →  7    214.00    → 259.60    +45.60",
        "新设.yaml         新增       0   →  5      0.00    → 179.30   +179.30",
        "撤销.yaml         删除       5   →  0    179.30      → 0.00   -179.30",
        "全部 5 个部门               21   → 22    751.90    → 797.50    +45.60",
    ] {
        let words = |l: &str| l.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.lines().any(|l| words(l) == words(line)), "{line}\n{text}");
    }
    let verdict = "对照了 5 个部门：调整 2 个，新增 1 个，删除 1 个，没有不同的 1 个";
    assert!(said.lines().any(|l| l == verdict), "{said}");

    let same = jixiao(&["diff", "去年", "去年", "--exit-code"], folder.path());
    assert_eq!((same.status.code(), stdout(&same)), (Some(0), String::new()));
    let report = json(&["去年", "今年"], folder.path());
    let departments = report["departments"].as_array().unwrap();
    let states: Vec<_> =
        departments.iter().map(|d| d["status"].as_str().unwrap()).collect();
    assert_eq!(states.len(), 5);
    assert_eq!(states.iter().filter(|s| **s == "changed").count(), 2);
    assert_eq!(report["summary"]["budget"]["increase"], "+45.60");
    let mixed = jixiao(&["diff", "去年/局/档案馆", "今年"], folder.path());
    assert!(stderr(&mixed).contains("旧的是一个部门，新的是放着许多部门的文件夹"));
}

#[test]
fn a_broken_department_costs_itself_alone() {
    let folder = many();
    fs::write(folder.path().join("今年/文化馆.yaml"), "部门名称").unwrap();
    let args = ["diff", "去年", "今年", "--format", "pdf", "-o", "出"];
    let output = jixiao(&args, folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("今年/文化馆.yaml：没有做成："),
        "{}",
        stderr(&output)
    );
    for file in ["出/局/档案馆.pdf", "出/科协2026.pdf"] {
        assert!(folder.path().join(file).exists(), "{file}");
    }
    assert!(!folder.path().join("出/新设.pdf").exists());
}
