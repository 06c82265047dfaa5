use crate::check::text::{Part, Text, of_department, of_project};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Project;
use std::ops::Range;

/// 检查什么：绩效目标、资金用途、指标名称和描述里写的年份是预算年度。
///
/// 为什么：多半是沿用上年文本没有改年份。与上年比较的基数、结转、分年规划、文件名里的年份不算。
///
/// 示例：2026 年度的文本写“2025年举办培训班10期”。
///
/// 应写成：2026年举办培训班10期；是基数的写“较2025年增长10%”。
///
/// 修复是否安全：不自动改，可能还有别的内容也是上年的。
///
/// 依据：部门预算绩效文本按年度编制。
pub const RULE: Rule = Rule {
    code: "T105",
    title: "写了别的年份",
    severity: Severity::Warning,
    run: Run::Department(judge),
};

/// Words anywhere in the clause that make another year right.
const ABOUT_ANOTHER: &[&str] = &[
    "结转",
    "结余",
    "尾款",
    "余款",
    "欠",
    "续",
    "以来",
    "以前",
    "之前",
    "年前",
    "起",
    "较",
    "比",
    "同期",
    "基数",
    "实际",
    "决算",
    "跨年",
    "建成",
    "成立",
    "启用",
    "投用",
    "竣工",
    "完工",
    "开工",
    "招标",
    "中标",
    "签订",
    "印发",
    "下达",
    "批复",
    "批准",
    "立项",
    "备案",
    "规划",
    "远景",
    "计划到",
    "末",
];
/// Words right in front of the year that do so.
const IN_FRONT: &[&str] =
    &["自", "从", "到", "至", "截至", "截止", "在", "与", "已于", "于"];

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let Some(year) = scope.department.year.value().map(|y| y.0) else {
        return Vec::new();
    };
    let names = scope.department.projects.iter().map(|p| p.name.text());
    let names: Vec<_> = names.filter(|n| n.contains("20")).collect();
    let mut findings = Vec::new();
    for text in of_department(scope.department) {
        if text.0 == Part::OverallGoal {
            findings.extend(in_text(text, &[year], &names, scope));
        }
    }
    for project in &scope.department.projects {
        findings.extend(in_project(project, year, scope));
    }
    findings
}

fn in_project(project: &Project, year: u16, scope: &Scope) -> Vec<Diagnostic> {
    let name = project.name.text();
    let mut right = vec![year];
    right.extend(project.code.value().and_then(|c| c.year()));
    right.extend(years(name).into_iter().map(|y| y.1));
    if name.contains("结转") || project.purpose.text().contains("结转") {
        right.push(year - 1);
    }
    let parts = [Part::Purpose, Part::Goal, Part::Indicator, Part::Description];
    let texts = of_project(project).into_iter().filter(|t| parts.contains(&t.0));
    texts.flat_map(|t| in_text(t, &right, &[name], scope)).collect()
}

fn in_text(
    (_, text): Text,
    right: &[u16],
    names: &[&str],
    scope: &Scope,
) -> Vec<Diagnostic> {
    let year = right[0];
    let strange = years(&text.value).into_iter().filter(|(range, given)| {
        !right.contains(given)
            && !is_meant(&text.value, range)
            && !is_in_name(&text.value, range, names)
    });
    let finding = |(range, given): (Range<usize>, u16)| {
        let at = scope.place(text, range);
        let message = format!("预算年度是 {year}，这里写的是 {given} 年");
        Diagnostic::error(RULE.code, at, message).help(format!(
            "沿用上年文本的改成 {year} 年；确是基数或结转的，写明“较{given}年”“{given}年结转”"
        ))
    };
    strange.map(finding).collect()
}

/// Every year that is written `2025年`, or `2025` at the start of a name.
fn years(text: &str) -> Vec<(Range<usize>, u16)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for (at, _) in text.match_indices("20") {
        let before = bytes[..at].last().copied().unwrap_or(b' ');
        let Some(digits) = text.get(at..at + 4) else { continue };
        let behind = text[at + 4..].trim_start_matches(' ');
        if before.is_ascii_alphanumeric() || before == b'.' || !behind.starts_with('年')
        {
            continue;
        }
        if let Ok(year) = digits.parse() {
            let end = text.len() - behind.len() + '年'.len_utf8();
            found.push((at..end, year));
        }
    }
    found
}

/// Whether the words around say that the other year is meant.
fn is_meant(text: &str, range: &Range<usize>) -> bool {
    let stop = |c: char| matches!(c, '，' | '。' | '；' | ',' | ';' | '\n');
    let front = text[..range.start].rsplit(stop).next().unwrap_or_default();
    let behind = text[range.end..].split(stop).next().unwrap_or_default();
    let clause_says = |w: &&str| front.contains(*w) || behind.contains(*w);
    let in_title = text[..range.start].matches('《').count()
        > text[..range.start].matches('》').count();
    let link = ['-', '－', '—', '–', '～', '~', '、', '至', '到'];
    let in_range = front.trim_end().ends_with(link)
        || behind.starts_with(link)
        || behind.starts_with("度至");
    in_title
        || in_range
        || ABOUT_ANOTHER.iter().any(clause_says)
        || IN_FRONT.iter().any(|w| front.trim_end().ends_with(w))
}

/// Whether the year stands inside a project's name.
fn is_in_name(text: &str, range: &Range<usize>, names: &[&str]) -> bool {
    let holds = |name: &&str| {
        let mut places = text.match_indices(*name);
        places.any(|(at, _)| at <= range.start && range.end <= at + name.len())
    };
    names.iter().filter(|n| !n.is_empty()).any(holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strange(text: &str) -> usize {
        years(text)
            .iter()
            .filter(|(range, y)| *y != 2026 && !is_meant(text, range))
            .count()
    }

    #[test]
    fn another_year_is_found() {
        assert_eq!(strange("2025年举办培训班10期"), 1);
        assert_eq!(strange("完成2025年度培训任务，2026年续办"), 1);
        assert_eq!(strange("2026年举办培训班"), 0);
    }

    #[test]
    fn bases_ranges_and_titles_are_meant() {
        for text in [
            "较2025年增长10%",
            "支付2025年结转资金",
            "2025-2027年三年行动",
            "2025年至2027年分三年实施",
            "到2030年建成",
            "按《2025年工作方案》执行",
            "依据〔2025〕8号文件",
            "自2024年以来连续举办",
        ] {
            assert_eq!(strange(text), 0, "{text}");
        }
    }
}
