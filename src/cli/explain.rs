//! `jixiao explain`: the page of a rule, or a list of rules.

use crate::cli::args;
use crate::cli::support::forms;
use crate::cli::{Failure, print};
use jixiao::check::pages::{FAMILIES, page};
use jixiao::check::{REGISTRY, Rule, Selection};

/// Prints the page of a code, the rules that begin with it, or all.
pub fn run(args: &args::Explain) -> Result<bool, Failure> {
    let code = args.code.as_deref().unwrap_or_default().trim().to_uppercase();
    if code.starts_with('U') || args.profile.is_some() {
        return own(&code, args.profile.as_deref());
    }
    if !code.is_empty() {
        Selection::new(std::slice::from_ref(&code), &[])
            .map_err(|unknown| Failure::new(unknown.to_string()))?;
    }
    let rules: Vec<_> =
        REGISTRY.iter().filter(|r| r.code.name.starts_with(&code)).collect();
    match rules[..] {
        [rule] => print(&full(rule))?,
        _ => print(&list(&rules))?,
    }
    Ok(true)
}

/// The rules that a profile has of its own.
fn own(code: &str, profile: Option<&str>) -> Result<bool, Failure> {
    let Some(name) = profile else {
        let why = "U 开头的是版式自己的核对：加 --profile 版式文件夹";
        return Err(Failure::new(why));
    };
    let profile = forms::read(name)?;
    let mut found = profile.rules.iter().filter(|r| r.code.starts_with(code)).peekable();
    if found.peek().is_none() {
        let codes: Vec<_> = profile.rules.iter().map(|r| r.code).collect();
        let known = match codes.is_empty() {
            true => "它没有自己的核对".to_owned(),
            false => format!("有 {}", codes.join("、")),
        };
        return Err(Failure::new(format!("版式 {name} 没有核对“{code}”；{known}")));
    }
    let mut out = String::new();
    for rule in found {
        let severity = rule.severity.chinese();
        out.push_str(&format!("{} {}（{severity}）\n", rule.code, rule.title()));
        out.push_str(&format!("  要成立：{}\n", rule.formula.text));
        if let Some(when) = &rule.when {
            out.push_str(&format!("  只在这时核对：{}\n", when.text));
        }
        if !rule.about.is_empty() {
            out.push_str(&format!("  {}\n", rule.about));
        }
    }
    print(&out)?;
    Ok(true)
}

fn full(rule: &Rule) -> String {
    let code = rule.code;
    let severity = code.severity.chinese();
    format!("{code} {}（{severity}）\n\n{}\n", code.title, page(code.name))
}

fn list(rules: &[&Rule]) -> String {
    let mut out = String::new();
    for (letter, about) in FAMILIES {
        let mut family =
            rules.iter().filter(|r| r.code.name.starts_with(*letter)).peekable();
        if family.peek().is_none() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{letter} {about}\n"));
        for rule in family {
            let severity = rule.code.severity.chinese();
            out.push_str(&format!("  {}  {severity}  {}\n", rule.code, rule.code.title));
        }
    }
    out
}
