//! `jixiao next`: next year's folder from last year's.

mod codes;
mod whole;

use crate::cli::args;
use crate::cli::support::{edited, files};
use crate::cli::{Failure, print, say};
use jixiao::advance::{self, CodeTable, NextWish};
use jixiao::model::Year;
use jixiao::yaml::load::Input;
use std::path::Path;

/// Writes next year's department, or only fills codes in.
pub fn run(args: &args::Next) -> Result<bool, Failure> {
    let codes = args.codes.as_deref().map(codes::read).transpose()?;
    match (&args.output, codes) {
        (None, Some(codes))
            if args.year.is_none() && !args.zero && args.without.is_empty() =>
        {
            fill(&args.old, &codes)
        }
        (None, _) => {
            Err(Failure::new("写到哪里？加 -o 新文件夹；只填编码的，不写其他选项"))
        }
        (Some(output), codes) => write(args, output, codes),
    }
}

fn write(
    args: &args::Next,
    output: &Path,
    codes: Option<CodeTable>,
) -> Result<bool, Failure> {
    let year = args.year.as_deref().map(str::parse::<Year>).transpose();
    let year = year.map_err(|why| Failure::new(format!("--年度：{why}")))?;
    let left_out: Vec<String> = args.without.iter().flat_map(|w| split(w)).collect();
    let wish = NextWish { year, codes, is_empty: args.zero, left_out };
    let input = department(&args.old)?;
    let target = whole::target(&args.old, output)?;
    let refused = |why: advance::AdvanceRefusal| Failure::new(format!("没有转：{why}"));
    let advanced = advance::advance(&input, &wish).map_err(refused)?;
    let after = advanced.changes.apply(&input);
    let after = after.map_err(|fault| Failure::new(format!("没有转：{fault}")))?;
    let mut told = advance::to_text(&advanced.report, args.all);
    for line in whole::write(&args.old, &target, &after)? {
        told.push_str(&line);
        told.push('\n');
    }
    print(&told)?;
    let shown = files::show(&target);
    say(&format!(
        "写好了 {shown}：{} 年度，{} 个文件",
        advanced.report.years.1,
        count(&after)
    ));
    say(&format!("下一步：jixiao check {shown}，列出还要人定的"));
    Ok(true)
}

/// Several projects in one value, by the commas that no name has.
fn split(named: &str) -> Vec<String> {
    named
        .split([',', '，'])
        .map(|n| n.trim().to_owned())
        .filter(|n| !n.is_empty())
        .collect()
}

fn count(input: &Input) -> usize {
    usize::from(input.department.is_some()) + input.projects.len()
}

/// The department at a path; a folder of many is not one.
pub fn department(path: &Path) -> Result<Input, Failure> {
    let input = files::read_department(path, None)?;
    let Some(main) = &input.department else {
        return Err(Failure::new(format!(
            "{} 里没有 部门.yaml；要写一个部门的文件夹",
            files::show(path)
        )));
    };
    match main.bytes {
        Ok(_) => Ok(input),
        Err(_) => Err(Failure::new(format!("{} 太大，没有读", main.path))),
    }
}

/// Fills codes into a department in its place.
fn fill(path: &Path, codes: &CodeTable) -> Result<bool, Failure> {
    let input = department(path)?;
    let refused = |why: advance::AdvanceRefusal| Failure::new(format!("没有填：{why}"));
    let filled = advance::fill(&input, codes).map_err(refused)?;
    edited::write(&filled.changes, &input)?;
    for name in &filled.open {
        print(&format!("还是待编：{name}\n"))?;
    }
    for row in &filled.unused {
        print(&format!("编码表里没有用上：{row}\n"))?;
    }
    say(&format!("项目编码照表填了 {} 个", filled.count));
    Ok(true)
}
