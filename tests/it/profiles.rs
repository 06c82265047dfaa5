//! Forms as data: those of the program, a bureau's own, and broken ones.

use crate::command::{jixiao, stderr, stdout};
use crate::support::{document, examined, repository};
use jixiao::document::{Block, Table};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Piece, PlacedCell, PlacedRow, layout};
use jixiao::yaml::load::profile::{built_in, built_in_names};
use std::fs;
use std::path::Path;

/// A department for each profile of the program.
const SAMPLES: &[(&str, &str)] = &[
    ("hebei", "青禾县档案馆"),
    ("hebei-2021", "沙岭县残疾人联合会"),
    ("tianjin", "澄湖区文化馆.yaml"),
    ("central", "远江流域水文监测中心"),
    ("shanghai", "汐浦区图书馆"),
    ("sichuan", "岷溪县农业农村局"),
    ("chongqing", "渝桐区林业局"),
    ("quyu", "青梧县农业农村局"),
    ("shaanxi", "秦禾区水利局"),
    ("hubei", "鄂汀市机关服务中心"),
    ("hunan", "沅屏县农业科学研究所"),
    ("jiangxi", "赣岭县林业局"),
];

/// Compares a kept text with what was made; `BLESS=1` keeps what was made.
fn assert_kept(path: &Path, made: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, made).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default().replace('\r', "");
    assert_eq!(kept, made, "{}", path.display());
}

#[test]
fn every_profile_has_a_sample() {
    let samples: Vec<_> = SAMPLES.iter().map(|s| s.0).collect();
    assert_eq!(samples, built_in_names());
}

/// The text of each page: a line for a paragraph or a line of the 目录, `|` between the
/// cells of a row.
fn pages(example: &str) -> String {
    let set = FontSet::embedded();
    let layout = layout(&document(example), &Fonts::new(&set));
    let mut text = String::new();
    for (number, page) in layout.pages.iter().enumerate() {
        text.push_str(&format!("==== {} ====\n", number + 1));
        for piece in &page.pieces {
            match piece {
                Piece::Paragraph(p) => text.push_str(&format!("{}\n", p.text)),
                Piece::Entry(e) => {
                    let label = e.label.as_deref().unwrap_or_default();
                    text.push_str(&format!("{} {label}\n", e.title.text));
                }
                Piece::Table(table) => {
                    table.rows.iter().for_each(|r| text.push_str(&row(r)));
                }
            }
        }
    }
    text
}

fn row(row: &PlacedRow) -> String {
    let cell = |c: &PlacedCell| -> String {
        let texts: Vec<_> = c.paragraphs.iter().map(|p| p.text.as_str()).collect();
        texts.join("／")
    };
    let cells: Vec<_> = row.cells.iter().map(cell).collect();
    format!("| {} |\n", cells.join(" | "))
}

#[test]
fn samples_have_no_finding() {
    for (_, example) in SAMPLES {
        let (loaded, _) = examined(&repository("data/examples").join(example));
        assert_eq!(loaded.diagnostics, [], "{example}");
    }
}

#[test]
fn pages_of_the_samples_say_what_they_said() {
    for (profile, example) in SAMPLES {
        let kept = repository("tests/cases/pages").join(format!("{profile}.txt"));
        assert_kept(&kept, &pages(example));
    }
}

#[test]
fn profiles_and_templates_of_the_program_have_no_fault() {
    for name in built_in_names() {
        let folder = tempfile::tempdir().unwrap();
        let check = jixiao(&["profile", "check", name], folder.path());
        assert_eq!(check.status.code(), Some(0), "{name}: {}", stdout(&check));
        let show = jixiao(&["profile", "show", name], folder.path());
        assert!(stdout(&show).contains(&format!("名称: {name}\n")));
    }
    let list = jixiao(&["profile", "list"], &repository("."));
    assert_eq!(stdout(&list).lines().count(), built_in_names().len());
}

fn tables(document: &jixiao::document::Document) -> Vec<&Table> {
    let mut tables = Vec::new();
    for block in &document.body {
        if let Block::Table(table) = block {
            tables.push(table);
        }
    }
    tables
}

#[test]
fn a_bureau_changes_a_form_without_a_compiler() {
    let folder = repository("tests/cases/profiles/市局改版");
    let check = jixiao(&["profile", "check", "."], &folder);
    assert_eq!(check.status.code(), Some(0), "{}", stdout(&check));
    let check = jixiao(&["check", "部门"], &folder);
    assert_eq!(check.status.code(), Some(0), "{}", stdout(&check));

    let built = tempfile::tempdir().unwrap();
    let out = built.path().to_str().unwrap();
    let build = jixiao(&["build", "部门", "-o", out, "--only", "docx"], &folder);
    assert_eq!(build.status.code(), Some(0), "{}", stderr(&build));
    let docx = fs::read_dir(built.path()).unwrap().next().unwrap().unwrap();
    let file = fs::File::open(docx.path()).unwrap();
    let mut zip = zip::ZipArchive::new(file).unwrap();
    let text =
        std::io::read_to_string(zip.by_name("word/document.xml").unwrap()).unwrap();
    assert!(text.contains("指标说明") && text.contains("权重"));
    assert!(!text.contains("绩效指标描述") && !text.contains("指标值确定依据"));
}

#[test]
fn a_bureau_turns_a_warning_into_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let from = repository("tests/cases/profiles/市局改版");
    let name = "部门/项目/01-会议费.yaml";
    for path in ["版式.yaml", "部门/部门.yaml", name] {
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from.join(path), to).unwrap();
    }
    let path = folder.path().join(name);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("≥90%, 权重: 20", "≥90百分比, 权重: 20")).unwrap();
    let check = ["check", "部门", "--select", "I301"];
    let ours = jixiao(&check, folder.path());
    let theirs = jixiao(&[&check[..], &["--profile", "hebei"]].concat(), folder.path());
    assert!(stdout(&ours).contains("错误[I301]"), "{}", stdout(&ours));
    assert!(stdout(&theirs).contains("警告[I301]"), "{}", stdout(&theirs));
    assert_eq!((ours.status.code(), theirs.status.code()), (Some(1), Some(0)));
}

#[test]
fn broken_profiles_and_templates_are_told_with_file_and_line() {
    let folder = repository("tests/cases/profiles/broken");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| !n.ends_with(".txt"))
        .collect();
    names.sort();
    assert!(names.len() >= 10);
    for name in names {
        let check = jixiao(&["profile", "check", &name], &folder);
        assert_eq!(check.status.code(), Some(1), "{name}");
        let found = stdout(&check) + &stderr(&check);
        assert_kept(&folder.join(format!("{name}.txt")), &found);
    }
}

#[test]
fn a_new_profile_can_be_used_at_once() {
    for from in built_in_names() {
        let folder = tempfile::tempdir().unwrap();
        let run = |args: &[&str]| {
            let output = jixiao(args, folder.path());
            assert_eq!(output.status.code(), Some(0), "{from}: {}", stderr(&output));
        };
        run(&["profile", "new", "我市", "--from", from, "--templates"]);
        run(&["profile", "check", "我市"]);
        run(&["init", "部门", "--profile", from]);
        run(&["build", "部门", "-o", "出", "--profile", "我市"]);
        run(&["init", "局/甲", "--profile", "我市"]);
        let main = fs::read_to_string(folder.path().join("局/甲/部门.yaml")).unwrap();
        assert!(main.contains("版式: ../../我市"), "{main}");
        run(&["check", "局/甲", "--strict"]);
    }
}

#[test]
fn one_table_lists_all_projects_with_the_parts_of_a_value_apart() {
    let document = document("岷溪县农业农村局");
    let tables = tables(&document);
    let [table] = tables[..] else { panic!("{} tables", tables.len()) };
    let text = |row: usize, column: usize| -> String {
        let cell = table.rows[row].cells.iter().find(|c| c.column == column).unwrap();
        cell.paragraphs.iter().map(|p| p.text.as_str()).collect()
    };
    assert_eq!(
        (8..13).map(|c| text(1, c)).collect::<Vec<_>>(),
        ["≥", "3.2", "万亩", "15", "正向指标"]
    );
    assert_eq!(
        (8..11).map(|c| text(4, c)).collect::<Vec<_>>(),
        ["定性", "2026年4月中旬前", ""]
    );
    assert!(document.page.landscape());
}

#[test]
fn weights_of_a_form_add_up_with_or_without_the_reserved_line() {
    let profile = built_in("central").unwrap();
    let document = document("远江流域水文监测中心");
    let last_rows: Vec<String> = tables(&document)
        .into_iter()
        .filter(|t| t.columns.len() == profile.columns.len())
        .filter_map(|t| t.rows.last())
        .map(|r| r.cells.iter().map(|c| c.paragraphs[0].text.as_str()).collect())
        .collect();
    let reserved = last_rows.iter().filter(|r| *r == "预算执行率10").count();
    assert_eq!(reserved, 2, "{last_rows:?}");
}
