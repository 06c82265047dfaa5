//! `jixiao new`: a project's file with every field of the form.

use super::next::department;
use crate::cli::args;
use crate::cli::support::{edited, files};
use crate::cli::{Failure, say};
use jixiao::advance::add_project;
use jixiao::model::Department;
use jixiao::model::profile::Need;
use jixiao::text::source::Sources;
use jixiao::yaml::edit::FileChange;
use jixiao::yaml::load::load;

/// Adds a project behind the last of a department.
pub fn run(args: &args::New) -> Result<bool, Failure> {
    let name = args.name.trim();
    if name.is_empty() {
        return Err(Failure::new("项目名称是空的"));
    }
    let input = department(&args.department)?;
    let shown = files::show(&args.department);
    let loaded = load(&input, &mut Sources::default());
    let (Some(read), Some(form)) = (loaded.department, loaded.profile) else {
        return Err(Failure::new(format!(
            "{shown} 的 部门.yaml 或版式读不出来；先用 jixiao check 看哪里要改"
        )));
    };
    let unit = unit(&read, args.unit.as_deref())?;
    let twin = read
        .projects
        .iter()
        .find(|p| p.name.text().trim() == name && p.unit.text() == unit);
    if twin.is_some() {
        return Err(Failure::new(format!("单位 {unit} 已经有项目「{name}」，没有再建")));
    }
    let changes = add_project(&input, &form, &unit, name)
        .map_err(|fault| Failure::new(format!("没有建：{fault}")))?;
    edited::write(&changes, &input)?;
    let made = changes.0.iter().find(|c| matches!(c, FileChange::Create { .. }));
    match made {
        Some(file) => say(&format!("建好了 {}，照着每一栏填", file.path())),
        None => {
            say(&format!("加在 {shown} 的“项目”最后，只写了单位和名称，照别的项目填"))
        }
    }
    for part in part_one(&form.parts, &read) {
        say(&format!("“{part}”没有动，要写上这个项目的，请自己补"));
    }
    say(&format!("填好以后：jixiao check {shown}"));
    Ok(true)
}

/// The code of the unit that is meant.
fn unit(department: &Department, named: Option<&str>) -> Result<String, Failure> {
    let units = &department.units;
    let list = || {
        let told = units.iter().map(|u| format!("{} {}", u.code.text(), u.name.text()));
        told.collect::<Vec<_>>().join("；")
    };
    match (named.map(str::trim), units.as_slice()) {
        (Some(named), _) => {
            let is = |u: &&jixiao::model::Unit| {
                u.code.text() == named || u.name.text().trim() == named
            };
            let found = units.iter().find(is).map(|u| u.code.text().to_owned());
            found.ok_or_else(|| {
                Failure::new(format!("部门.yaml 里没有单位「{named}」；现有：{}", list()))
            })
        }
        (None, [only]) => Ok(only.code.text().to_owned()),
        (None, _) => Err(Failure::new(format!(
            "部门有 {} 个单位，用 --单位 写明是哪个：{}",
            units.len(),
            list()
        ))),
    }
}

/// What of the department names its projects one by one.
fn part_one(
    parts: &jixiao::model::profile::Parts,
    read: &Department,
) -> Vec<&'static str> {
    let mut named = Vec::new();
    if parts.sub_goals != Need::Never && !read.sub_goals.is_absent() {
        named.push("分项绩效目标");
    }
    if parts.overall_table != Need::Never && !read.overall_table.is_absent() {
        named.push("主要任务");
    }
    named
}
