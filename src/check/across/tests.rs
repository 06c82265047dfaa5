use super::*;
use crate::check::examine;
use crate::yaml::load::{File, Input};

/// The digest of a department of one file, whose projects have the given goals.
fn department(name: &str, goals: &[&str]) -> Digest {
    let mut text = format!("版式: hebei\n年度: 2026\n部门名称: {name}\n项目:\n");
    for (i, goal) in goals.iter().enumerate() {
        text.push_str(&format!("  - 项目名称: 项目{i}\n    绩效目标: [{goal}]\n"));
    }
    let file = File { path: format!("{name}.yaml"), bytes: Ok(text.into_bytes()) };
    let input = Input { department: Some(file), ..Input::default() };
    let mut sources = Sources::default();
    let loaded = examine(&input, &mut sources);
    digest(&loaded, &sources).unwrap()
}

fn messages(digests: &[Digest]) -> Vec<String> {
    across(digests).into_iter().map(|s| s.message).collect()
}

const LONG: &str = "修复虫蛀粘连的旧档案并装入无酸卷盒集中上架延长原件寿命留存高清副本供群众查阅完好无损";

#[test]
fn copies_of_several_departments_make_a_cluster() {
    let near = LONG.replace("完好", "完善");
    let digests = [
        department("甲局", &["办好会议", LONG]),
        department("乙局", &["办好会议", "另有目标"]),
        department("丙局", &[&near, "办好会议"]),
    ];
    assert_eq!(
        messages(&digests),
        ["3 个部门的 3 个项目绩效目标相同", "2 个部门的 2 个项目绩效目标相同或几乎相同"]
    );
}

#[test]
fn copies_inside_one_department_are_its_own_matter() {
    let twice = [department("甲局", &[LONG, LONG]), department("乙局", &["别的"])];
    assert_eq!(messages(&twice), [""; 0]);
}

#[test]
fn two_texts_of_one_department_are_told_once() {
    let digests = [department("甲局", &[LONG]), department("甲局", &[LONG])];
    assert_eq!(messages(&digests), ["部门「甲局」2026 年度有 2 份文本"]);
}

#[test]
fn a_finding_names_every_place_and_survives_files_that_are_gone() {
    let digests = [department("甲局", &[LONG]), department("乙局", &[LONG])];
    let shared = across(&digests).remove(0);
    let mut sources = Sources::default();
    let text = "版式: hebei\n年度: 2026\n部门名称: 甲局\n项目:\n  - 项目名称: 项目0\n";
    let read = |path: &str| {
        (path == "甲局.yaml").then(|| format!("{text}    绩效目标: [{LONG}]\n"))
    };
    let finding = shared.diagnostic(&digests, &mut sources, read);
    assert_eq!(sources.text(finding.primary.span), LONG);
    let source = sources.get(finding.primary.span.file);
    let at = source.position(finding.primary.span.range().start);
    assert_eq!((at.line, at.column), (6, 12));
    let other = finding.equals().next().unwrap();
    assert_eq!(other.text, "「乙局」的项目「项目0」");
    assert_eq!(sources.get(other.span.file).path, "乙局.yaml");
}

/// Hundreds of departments with a copy each, changed a little, and a text of their own.
#[test]
fn copies_are_found_among_many() {
    let own = |i: usize| {
        let c = |k: usize| char::from_u32(0x4E00 + ((i * 61 + k * 97) % 20_000) as u32);
        (0..60).filter_map(c).collect::<String>()
    };
    let copy = |i: usize| LONG.replacen("旧档案", &format!("旧档案{}", i % 7), 1);
    let digests: Vec<_> = (0..300)
        .map(|i| department(&format!("{i}局"), &[&own(i * 1013), &copy(i)]))
        .collect();
    let found = across(&digests);
    assert_eq!(found.len(), 1, "{:?}", messages(&digests));
    assert_eq!(found[0].places.len(), 300);
}
