//! The page of every rule, from the comment above it or from `data/rules/*.md`.
//!
//! `build.rs` gathers them, so that a rule and its page stand in one place.

use super::registry::{REGISTRY, Rule};
use crate::diagnostic::RuleText;
use std::fmt::Write;

/// Code and page of every rule, in no order.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Families of codes: the letter and what it stands for.
pub const FAMILIES: &[(char, &str)] = &[
    ('S', "结构：文件、必写的项、编码"),
    ('A', "算术：预算、支出计划"),
    ('I', "指标：分类、指标值、依据"),
    ('T', "文字：重复、占位、年份"),
    ('C', "跨部门：一起检查的部门之间"),
    ('P', "版式和模板：jixiao profile check 时才查"),
    ('F', "版面：字体、分页，排版时才知道"),
    ('Z', "自评和监控：对上项目和指标、资金、得分、结论、预警"),
    ('E', "免查说明：“# 允许 代码: 理由”本身"),
];

/// The page of a code, as Markdown paragraphs; empty for an unknown one.
pub fn page(code: &str) -> &'static str {
    PAGES.iter().find(|p| p.0 == code).map_or("", |p| p.1)
}

/// Every rule with its page, as reports describe them.
pub fn rule_texts() -> Vec<RuleText<'static>> {
    let text = |r: &Rule| RuleText {
        code: r.code.name,
        title: r.code.title,
        severity: r.code.severity,
        page: page(r.code.name),
    };
    REGISTRY.iter().map(text).collect()
}

/// The Markdown files of the handbook: name and text. The first is its index.
pub fn handbook() -> Vec<(String, String)> {
    let mut files = vec![("README.md".to_owned(), index())];
    for rule in rule_texts() {
        let severity = rule.severity.chinese();
        let text = format!(
            "# {} {}\n\n级别：{severity}\n\n{}\n",
            rule.code, rule.title, rule.page
        );
        files.push((format!("{}.md", rule.code), text));
    }
    files
}

fn index() -> String {
    let mut out = String::from(
        "# 检查规则\n\n代码第一个字母是类别，以后不会改作别的意思。\
         在命令行里看：`jixiao explain A101`。\n",
    );
    for (letter, about) in FAMILIES {
        let mut rules =
            REGISTRY.iter().filter(|r| r.code.name.starts_with(*letter)).peekable();
        if rules.peek().is_none() {
            continue;
        }
        // a String never fails to be written to
        let _ = write!(
            out,
            "\n## {letter} {about}\n\n| 代码 | 查什么毛病 | 级别 |\n| --- | --- | --- |\n"
        );
        for rule in rules {
            let (code, title) = (rule.code.name, rule.code.title);
            let severity = rule.code.severity.chinese();
            let _ = writeln!(out, "| [{code}]({code}.md) | {title} | {severity} |");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_whole_page_and_a_family() {
        let parts =
            ["检查什么：", "为什么：", "示例：", "应写成：", "修复是否安全：", "依据："];
        for rule in REGISTRY {
            let page = page(rule.code.name);
            for part in parts {
                assert!(page.contains(part), "{} 的说明缺少“{part}”", rule.code);
            }
            assert!(
                FAMILIES.iter().any(|f| rule.code.name.starts_with(f.0)),
                "{}",
                rule.code
            );
        }
    }

    #[test]
    fn no_page_is_of_an_unknown_rule() {
        for (code, _) in PAGES {
            assert!(REGISTRY.iter().any(|r| r.code.name == *code), "没有规则 {code}");
        }
    }
}
