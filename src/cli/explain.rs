//! `jixiao explain`: the page of a rule, or a list of rules.

use crate::cli::args;
use crate::cli::{Failure, print};
use jixiao::check::pages::{FAMILIES, page};
use jixiao::check::{REGISTRY, Rule, Selection};

/// Prints the page of a code, the rules that begin with it, or all.
pub fn run(args: &args::Explain) -> Result<bool, Failure> {
    let code = args.code.as_deref().unwrap_or_default().trim().to_uppercase();
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
