//! The summary of many departments: its sums, its workbook, its page in a browser.

use crate::command::{jixiao, stderr, stdout};
use crate::many::county;
use crate::many::departments::{Fault, folder};
use crate::support::examined;
use calamine::{Data, DataRef, Range, Reader, Xlsx, open_workbook};
use jixiao::import::{Options, import};
use jixiao::model::Department;
use jixiao::model::profile::Role;
use jixiao::summarize::{Funds, by_unit};
use jixiao::yaml::load::profile::built_in;
use rust_decimal::Decimal;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::{TempDir, tempdir};

const FAULTS: [(usize, Fault); 4] =
    [(1, Fault::Sum), (3, Fault::Goals), (5, Fault::Unreadable), (7, Fault::Code)];
const COUNT: usize = 9;

/// A county and its summary in 出.
fn summarized() -> TempDir {
    let root = county(COUNT, &FAULTS);
    let output = jixiao(&["summary", "各县", "-o", "出"], root.path());
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    root
}

fn sheet(root: &Path, name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook(root.join("出/汇总.xlsx")).unwrap();
    book.worksheet_range(name).unwrap()
}

/// The cells of a column below its title; every one is a number.
fn numbers(range: &Range<Data>, title: &str) -> Vec<Decimal> {
    let at = range.headers().unwrap().iter().position(|h| h == title).unwrap();
    let number = |row: &[Data]| match &row[at] {
        Data::Float(n) => n.to_string().parse().unwrap(),
        Data::Int(n) => Decimal::from(*n),
        Data::Empty => Decimal::ZERO,
        other => panic!("{title}: {other:?} is no number"),
    };
    range.rows().skip(1).map(number).collect()
}

fn sum(range: &Range<Data>, title: &str) -> Decimal {
    numbers(range, title).into_iter().sum()
}

/// What the YAML says, added up by the library from the departments one by one.
fn in_truth(root: &Path) -> Funds {
    let of = |index: usize| -> Funds {
        let (loaded, _) = examined(&root.join("各县").join(folder(index)));
        let (department, profile) = (loaded.department, loaded.profile);
        let units = department.zip(profile).map(|(d, p)| by_unit(&d, &p));
        units.unwrap_or_default().iter().map(|u| u.funds).sum()
    };
    (0..COUNT).map(of).sum()
}

#[test]
fn every_sheet_has_the_same_sums() {
    let root = summarized();
    let truth = in_truth(root.path());
    assert!(truth.projects > 80, "{truth:?}");
    for name in ["部门", "单位", "项目"] {
        let range = sheet(root.path(), name);
        assert_eq!(sum(&range, "预算数（万元）"), truth.total, "{name}");
        assert_eq!(sum(&range, "财政资金（万元）"), truth.fiscal, "{name}");
        assert_eq!(sum(&range, "其他资金（万元）"), truth.other, "{name}");
    }
    for name in ["部门", "单位"] {
        let counted = sum(&sheet(root.path(), name), "项目数");
        assert_eq!(counted, Decimal::from(truth.projects), "{name}");
    }
    let html = fs::read_to_string(root.path().join("出/汇总.html")).unwrap();
    let total =
        html.split("<dd id=\"total\">").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(amount(total), truth.total);
}

/// The money in the Word files that `build` makes of the same departments.
#[test]
fn its_sums_are_those_of_the_documents() {
    let root = county(3, &[]);
    let out = root.path();
    let args = ["build", "各县", "-o", "文本", "--only", "docx"];
    assert_eq!(jixiao(&args, out).status.code(), Some(0));
    assert_eq!(jixiao(&["summary", "各县", "-o", "出"], out).status.code(), Some(0));
    let read = |index: usize| -> Department {
        let folder = out.join("文本").join(folder(index));
        let file = fs::read_dir(folder).unwrap().next().unwrap().unwrap();
        let options = Options::new("hebei");
        import(&fs::read(file.path()).unwrap(), &options).unwrap().department
    };
    let printed: Vec<Decimal> = (0..3)
        .flat_map(|i| read(i).projects)
        .map(|p| {
            let form = built_in("hebei").unwrap().funds;
            let budget = p.budget.value().unwrap();
            budget.by_role(&form, Role::Total).value().unwrap().amount()
        })
        .collect();
    let range = sheet(out, "项目");
    assert_eq!(printed.len(), range.rows().count() - 1);
    assert_eq!(sum(&range, "预算数（万元）"), printed.iter().sum::<Decimal>());
}

#[test]
fn every_row_and_finding_is_there() {
    let root = summarized();
    let rows = |name: &str| sheet(root.path(), name).rows().count() - 1;
    assert_eq!(rows("部门"), COUNT);
    let projects = sheet(root.path(), "项目");
    assert_eq!(sum(&projects, "指标数"), Decimal::from(rows("指标")));
    // four months of the plan of each project
    assert_eq!(rows("资金"), 4 * (projects.rows().count() - 1));
    let args = ["check", "各县", "--format", "concise"];
    let found = stdout(&jixiao(&args, root.path()));
    assert!(found.contains("C201") && found.contains("C301"), "{found}");
    let findings = sheet(root.path(), "问题");
    let lines: Vec<String> = findings
        .rows()
        .skip(1)
        .map(|r| format!("{}:{}:{}: {} {}", r[6], r[7], r[8], r[2], r[4]))
        .collect();
    assert_eq!(lines, found.lines().collect::<Vec<_>>());
    let plan = numbers(&sheet(root.path(), "资金"), "累计支出比例");
    assert!(plan.iter().all(|p| *p <= Decimal::ONE) && plan.contains(&Decimal::ONE));
    let values = numbers(&sheet(root.path(), "指标"), "数值");
    assert!(values.iter().filter(|v| !v.is_zero()).count() > values.len() / 2);
}

#[test]
fn the_workbook_is_filtered_and_frozen_and_does_not_change() {
    let root = summarized();
    let read = |name: &str| fs::read(root.path().join("出").join(name)).unwrap();
    let before = ["汇总.xlsx", "汇总.html"].map(read);
    let again = jixiao(&["summary", "各县", "-o", "出", "--jobs", "1"], root.path());
    assert_eq!(again.status.code(), Some(0));
    assert!(before == ["汇总.xlsx", "汇总.html"].map(read));
    let file = fs::File::open(root.path().join("出/汇总.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    for i in 1..=6 {
        let part = archive.by_name(&format!("xl/worksheets/sheet{i}.xml")).unwrap();
        let xml = std::io::read_to_string(part).unwrap();
        assert!(xml.contains("<autoFilter ref=\"A1:"), "{i}");
        assert!(xml.contains("state=\"frozen\""), "{i}");
        assert!(xml.contains("customWidth=\"1\""), "{i}");
    }
    let core = archive.by_name("docProps/core.xml").unwrap();
    let core = std::io::read_to_string(core).unwrap();
    assert!(core.contains("2026-01-01T00:00:00Z"), "{core}");
    let left: Vec<_> = fs::read_dir(root.path().join("出")).unwrap().collect();
    assert_eq!(left.len(), 2);
}

/// A text that a spreadsheet would take for a formula stays a text.
#[test]
fn texts_are_no_formulas() {
    let root = tempdir().unwrap();
    let text = "版式: hebei\n年度: 2026\n部门名称: \"=1+1\"\n单位: []\n";
    fs::write(root.path().join("甲.yaml"), text).unwrap();
    jixiao(&["summary", "甲.yaml", "-o", "出"], root.path());
    let mut book: Xlsx<_> = open_workbook(root.path().join("出/汇总.xlsx")).unwrap();
    let formulas = book.worksheet_formula("部门").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
    let mut cells = book.worksheet_cells_reader("部门").unwrap();
    let mut texts = Vec::new();
    while let Some(cell) = cells.next_cell().unwrap() {
        if let DataRef::String(text) = cell.get_value() {
            texts.push(text.clone());
        }
    }
    assert!(texts.iter().any(|t| t == "=1+1"), "{texts:?}");
}

/// Chromium, where it is installed.
fn chromium() -> Option<&'static str> {
    let known =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let found = known.into_iter().find(|p| Path::new(p).exists());
    if found.is_none() {
        eprintln!("Chromium is not installed: the page is not opened");
    }
    found
}

/// The page as a browser shows it at `hash`, as HTML.
fn shown(browser: &str, page: &Path, hash: &str) -> String {
    let profile = tempdir().unwrap();
    let flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--dump-dom",
    ];
    let output = Command::new(browser)
        .args(flags)
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}{hash}", page.display()))
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// An amount as the page prints it.
fn amount(text: &str) -> Decimal {
    text.replace(',', "").parse().unwrap()
}

/// The cells of a column of a table of the page.
fn column(html: &str, table: &str, at: usize) -> Vec<String> {
    let body = html.split(&format!("id=\"{table}\"")).nth(1).unwrap();
    let body = body.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let cell = |row: &str| {
        let cell = row.split("<td").nth(at + 1)?;
        cell.split_once('>')?.1.split('<').next().map(str::to_owned)
    };
    body.split("<tr>").filter_map(cell).collect()
}

#[test]
fn the_page_sorts_in_a_browser() {
    let Some(browser) = chromium() else { return };
    let root = summarized();
    let page = root.path().join("出/汇总.html");
    let plain = fs::read_to_string(&page).unwrap();
    let amounts = |html: &str| -> Vec<Decimal> {
        column(html, "departments", 2).iter().map(|c| amount(c)).collect()
    };
    let written = amounts(&plain);
    assert_eq!(written.len(), COUNT);
    assert!(!written.is_sorted() && !written.is_sorted_by(|a, b| a >= b), "{written:?}");
    let up = shown(browser, &page, "#departments,2,asc");
    assert!(amounts(&up).is_sorted(), "{:?}", amounts(&up));
    let mut sorted = written.clone();
    sorted.sort();
    assert_eq!(amounts(&up), sorted);
    assert!(up.contains("aria-sort=\"ascending\""));
    let down = shown(browser, &page, "#departments,2,desc");
    sorted.reverse();
    assert_eq!(amounts(&down), sorted);
    // a click on a header, by a page that has one more script
    let click =
        "document.querySelectorAll('#units th button')[4].click();</script></body>";
    let clicked = root.path().join("出/点.html");
    fs::write(&clicked, plain.replace("</script>\n</body>", click)).unwrap();
    let units = |html: &str| -> Vec<Decimal> {
        column(html, "units", 4).iter().map(|c| amount(c)).collect()
    };
    let mut largest_first = units(&plain);
    assert!(!largest_first.is_sorted_by(|a, b| a >= b));
    largest_first.sort_by(|a, b| b.cmp(a));
    assert_eq!(units(&shown(browser, &clicked, "")), largest_first);
}
