//! How long the work takes: `cargo bench`.

use criterion::{Criterion, criterion_group, criterion_main};
use jixiao::check::examine;
use jixiao::compare::{Comparison, Node, outline};
use jixiao::compose::compose;
use jixiao::export::docx::docx;
use jixiao::export::pdf::{PdfOptions, pdf};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::pages::display;
use jixiao::text::source::Sources;
use jixiao::yaml::load::{File, Input, load};
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::{fs, time::Duration};

/// The example of 45 projects.
fn example() -> Input {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples/云泽市科学技术局");
    let read = |path: &Path| File {
        path: path.display().to_string(),
        bytes: Ok(fs::read(path).expect("the example is in the repository")),
    };
    let entries = fs::read_dir(folder.join("项目")).expect("a folder of projects");
    let mut projects: Vec<_> = entries.map(|e| e.expect("readable").path()).collect();
    projects.sort();
    Input {
        path: "例".into(),
        department: Some(read(&folder.join("部门.yaml"))),
        projects: projects.iter().map(|p| read(p)).collect(),
        ..Input::default()
    }
}

/// One file of some ten megabytes.
fn ten_megabytes() -> Input {
    let mut text = String::from(
        "版式: tianjin\n年度: 2026\n部门名称: 甲\n单位:\n  - {单位编码: 1, 单位名称: 甲}\n摘录: 是\n项目:\n",
    );
    for i in 0.. {
        if text.len() > 10 << 20 {
            break;
        }
        // a String never fails to be written to
        let _ = write!(
            text,
            "  - 单位: 1\n    项目名称: 项目{i}\n    预算: {{预算数: 5.00, 财政资金: 5.00}}\n    \
             资金用途: 第{i}项工作的场地租赁、资料印刷和专家咨询。\n    绩效目标: [按计划完成第{i}项工作]\n    \
             绩效指标:\n      产出指标:\n        数量指标:\n          - {{指标: 次数, 指标值: ≥{i}次}}\n      \
             效益指标:\n        社会效益指标:\n          - {{指标: 落实率, 指标值: ≥90%}}\n      \
             满意度指标:\n        服务对象满意度指标:\n          - {{指标: 满意度, 指标值: ≥90%}}\n"
        );
    }
    let bytes = Ok(text.into_bytes());
    let department = Some(File { path: "大.yaml".into(), bytes });
    Input { department, ..Input::default() }
}

/// The tree of a department that is to be compared.
fn outlined(input: &Input) -> Node {
    let loaded = load(input, &mut Sources::default());
    let department = loaded.department.expect("a department that can be read");
    outline(&department, &loaded.profile.expect("a known profile"))
}

fn speed(c: &mut Criterion) {
    let input = example();
    c.bench_function("check 45 projects", |b| {
        b.iter(|| examine(black_box(&input), &mut Sources::default()));
    });
    c.bench_function("check and build 45 projects", |b| {
        b.iter(|| {
            let loaded = examine(black_box(&input), &mut Sources::default());
            let (Some(department), Some(profile)) = (loaded.department, loaded.profile)
            else {
                return;
            };
            let document = compose(&department, &profile).expect("templates that render");
            let set = FontSet::embedded();
            let fonts = Fonts::new(&set);
            let pages = layout(&document, &fonts);
            black_box(docx(&document, &pages));
            let made = pdf(&document, &display(&pages), &fonts, &PdfOptions::default());
            black_box(made.expect("fonts that embed"));
        });
    });
    c.bench_function("compare 45 projects", |b| {
        b.iter(|| {
            let [old, new] = [(); 2].map(|()| outlined(black_box(&input)));
            Comparison::of(&old, &new).is_empty()
        });
    });
    let large = ten_megabytes();
    let mut group = c.benchmark_group("large");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    group.bench_function("load 10 MB", |b| {
        b.iter(|| load(black_box(&large), &mut Sources::default()));
    });
    group.bench_function("check 10 MB", |b| {
        b.iter(|| examine(black_box(&large), &mut Sources::default()));
    });
    let [old, new] = [(); 2].map(|()| outlined(&large));
    group.bench_function("compare 10 MB", |b| {
        b.iter(|| Comparison::of(black_box(&old), black_box(&new)).is_empty());
    });
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
