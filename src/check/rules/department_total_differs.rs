use crate::check::amount::{amounts, is_stop, numbers};
use crate::check::sum::{exact, total, written_out};
use crate::check::text::{Part, of_department};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::profile::{FundForm, Role};
use crate::model::{Field, Project};
use crate::text::source::{Span, Spanned};
use rust_decimal::Decimal;
use std::ops::Range;

/// 检查什么：第一部分写明的预算项目个数、预算资金合计、财政资金、其他资金（全部门或某个单位的）与第二部分各项目之和一致。
///
/// 为什么：项目增减、金额调整以后，第一部分的合计最容易忘了改。
///
/// 示例：全年安排预算项目6个，预算资金合计214.00万元；而项目有 7 个，合计 220.00。
///
/// 应写成：全年安排预算项目7个，预算资金合计220.00万元。
///
/// 修复是否安全：不自动改，也可能是漏放了一个项目文件。
///
/// 依据：文本第一部分与第二部分的勾稽关系。
pub const RULE: Rule = Rule {
    code: "A108",
    title: "第一部分的合计与各项目之和不符",
    severity: Severity::Error,
    run: Run::Department(judge),
};

/// Words of a clause that counts projects and means all of them.
const FILLERS: &[&str] = &[
    "预算项目",
    "项目",
    "全年",
    "本年",
    "年度",
    "年",
    "共有",
    "共",
    "安排",
    "本部门",
    "部门",
    "本级",
    "编制",
    "纳入",
    "涉及",
    "计划",
    "按单位划分",
    "其中",
    "有",
    "个",
];

/// Most addends that are written out.
const MOST: usize = 30;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    if scope.department.extract.value() == Some(&true) {
        return Vec::new();
    }
    let texts = of_department(scope.department).into_iter();
    let goals = texts.filter(|t| t.0 == Part::OverallGoal);
    goals.flat_map(|(_, text)| in_text(text, scope)).collect()
}

fn in_text(text: &Spanned<String>, scope: &Scope) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut start = 0;
    for sentence in text.value.split_inclusive(['。', '；', '\n']) {
        let range = start..start + sentence.len();
        start = range.end;
        findings.extend(in_sentence(text, range, scope));
    }
    findings
}

fn in_sentence(
    text: &Spanned<String>,
    range: Range<usize>,
    scope: &Scope,
) -> Vec<Diagnostic> {
    let sentence = &text.value[range.clone()];
    let Some((unit, count, counted_at)) = counted(sentence, scope) else {
        return Vec::new();
    };
    let projects = scope.department.projects.iter();
    let of_unit = |p: &&Project| unit.is_none_or(|u| p.unit.text() == u);
    let projects: Vec<_> = projects.filter(of_unit).collect();
    let at =
        |r: Range<usize>| scope.place(text, r.start + range.start..r.end + range.start);
    let mut findings = Vec::new();
    if count != Decimal::from(projects.len()) {
        let message = format!("写的是 {count} 个项目，实际有 {} 个", projects.len());
        findings.push(
            Diagnostic::error(RULE.code, at(counted_at.clone()), message)
                .help("项目增减以后改这里的个数；或看看是不是漏放了项目文件"),
        );
    }
    for amount in amounts(&sentence[counted_at.end..]) {
        let shift = |i: usize| i + counted_at.end;
        let stated_at = shift(amount.range.start)..shift(amount.range.end);
        let Some(sum) = what(&sentence[..stated_at.start]) else { continue };
        let stated = scope.amount(amount.yuan);
        let wrong = compare(&projects, unit.is_none(), sum, stated, scope);
        findings.extend(wrong.map(|(message, rest)| {
            let finding = Diagnostic::error(RULE.code, at(stated_at), message);
            let finding = finding.help("金额调整以后改这里的合计");
            rest.into_iter().fold(finding, |f, (span, text)| f.related(span, text))
        }));
    }
    findings
}

/// The unit that a sentence counts the projects of (none, the whole department), how
/// many, and where.
fn counted<'s>(
    sentence: &str,
    scope: &'s Scope,
) -> Option<(Option<&'s str>, Decimal, Range<usize>)> {
    let number = numbers(sentence).into_iter().find(|n| {
        let behind = sentence[n.range.end..].trim_start();
        behind.starts_with('个') && clause(sentence, &n.range).contains("项目")
    })?;
    let words = clause(sentence, &number.range);
    let units = scope.department.units.iter();
    let named =
        units.filter(|u| !u.name.text().is_empty() && words.contains(u.name.text()));
    let unit = named.max_by_key(|u| u.name.text().len());
    let mut rest = words.to_owned();
    let names = unit.map(|u| u.name.text());
    let names = names.into_iter().chain([scope.department.name.text()]);
    for word in names.chain(FILLERS.iter().copied()).filter(|w| !w.is_empty()) {
        rest = rest.replace(word, "");
    }
    // what is left is the count, and perhaps the year
    let year = scope.department.year.value().map(ToString::to_string).unwrap_or_default();
    let rest: String = rest.replace(&year, "").split_whitespace().collect();
    let digits = &sentence[number.range.clone()];
    (rest == digits).then_some(())?;
    Some((
        unit.and_then(|u| u.code.value()).map(String::as_str),
        number.value,
        number.range,
    ))
}

fn clause<'s>(sentence: &'s str, at: &Range<usize>) -> &'s str {
    let start = sentence[..at.start]
        .rfind(is_stop)
        .map_or(0, |i| i + sentence[i..].chars().next().map_or(0, char::len_utf8));
    let end = sentence[at.end..].find(is_stop).map_or(sentence.len(), |i| at.end + i);
    &sentence[start..end]
}

/// What the words in front of an amount say that it is.
fn what(before: &str) -> Option<Role> {
    let mut words = before.rsplit(is_stop).next().unwrap_or_default().trim();
    while let Some(shorter) = ["合计", "总计", "共计", "总额", "为", "共"]
        .iter()
        .find_map(|w| words.strip_suffix(w))
    {
        words = shorter.trim_end();
    }
    match words.strip_prefix("其中").unwrap_or(words) {
        "预算资金" | "预算" | "资金" | "项目预算" | "项目资金" => {
            Some(Role::Total)
        }
        "财政资金" => Some(Role::Fiscal),
        "其他资金" => Some(Role::Other),
        _ => None,
    }
}

type Working = (String, Vec<(Span, String)>);

/// The message and the addends' places, where the statement is wrong.
fn compare(
    projects: &[&Project],
    is_whole: bool,
    sum: Role,
    stated: Decimal,
    scope: &Scope,
) -> Option<Working> {
    // a form without such an amount says nothing about it
    if !scope.profile.funds.iter().any(|f| plays(f, sum)) {
        return None;
    }
    let amounts: Option<Vec<_>> = projects.iter().map(|p| value(p, sum, scope)).collect();
    let amounts = amounts?;
    let right = total(amounts.iter().copied());
    if right == stated || projects.is_empty() {
        return None;
    }
    let units = &scope.department.units;
    let what = match sum {
        Role::Total => "预算资金",
        Role::Fiscal => "财政资金",
        Role::Other => "其他资金",
    };
    if is_whole && units.len() > 1 {
        let of = |code: &str| {
            let pairs = projects.iter().zip(&amounts);
            total(pairs.filter(|(p, _)| p.unit.text() == code).map(|(_, a)| *a))
        };
        let addends: Vec<_> = units.iter().map(|u| of(u.code.text())).collect();
        let message =
            format!("{what}合计对不上：{} ≠ {}", written_out(&addends), exact(stated));
        return Some((message, Vec::new()));
    }
    if amounts.len() > MOST {
        let (count, right) = (amounts.len(), exact(right));
        let message =
            format!("{what}合计对不上：{count} 个项目之和 {right} ≠ {}", exact(stated));
        return Some((message, Vec::new()));
    }
    let message =
        format!("{what}合计对不上：{} ≠ {}", written_out(&amounts), exact(stated));
    let pairs = projects.iter().zip(&amounts);
    let places = pairs.filter_map(|(p, a)| Some((place(p, sum, scope)?, exact(*a))));
    Some((message, places.collect()))
}

fn value(project: &Project, sum: Role, scope: &Scope) -> Option<Decimal> {
    match scope.amount_of(project, sum)? {
        Field::Given(money) => Some(money.amount()),
        Field::Absent => Some(Decimal::ZERO),
        Field::Broken => None,
    }
}

fn place(project: &Project, sum: Role, scope: &Scope) -> Option<Span> {
    scope.amount_of(project, sum)?.span()
}

fn plays(fund: &FundForm, role: Role) -> bool {
    fund.role == Some(role) || fund.parts.iter().any(|p| plays(p, role))
}
