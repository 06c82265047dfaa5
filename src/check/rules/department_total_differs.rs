use super::budget_sum_mismatch;
use crate::check::phrase::words;
use crate::check::stated_total::TOTALS;
use crate::check::sum::{exact, total, written_out};
use crate::check::text::{TextPart, of_department};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::money::amounts;
use crate::model::profile::{FundForm, Role};
use crate::model::{Field, Project};
use crate::text::clause::is_stop;
use crate::text::number::figures;
use crate::text::source::{Span, Spanned};
use rust_decimal::Decimal;
use std::ops::Range;

/// 检查什么：第一部分写明的预算项目个数、预算资金合计、财政资金、其他资金（全部门或某个单位的）与第二部分各项目之和一致。
/// “设置项目7个”“七个项目”“项目支出预算…万元”都认得；有金额对不上的项目（A101）时先改项目，这里不再报金额。
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
pub const RULE: Rule = Rule { code: codes::A108, run: Run::Department(judge) };

/// Most addends that are written out.
const MOST: usize = 30;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    if scope.department.extract.value() == Some(&true) {
        return Vec::new();
    }
    let texts = of_department(scope.department).into_iter();
    let goals = texts.filter(|t| t.0 == TextPart::OverallGoal);
    goals.flat_map(|(_, text)| in_text(text, scope)).collect()
}

fn in_text(text: Spanned<&str>, scope: &Scope) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut start = 0;
    let mut before = None;
    for sentence in text.value.split_inclusive(['。', '；', '\n']) {
        let range = start..start + sentence.len();
        start = range.end;
        let said = counted(sentence, scope);
        findings.extend(in_sentence(text, range, said.as_ref(), before, scope));
        // the next sentence may go on with the amounts of what was counted
        before = said.map(|s| s.unit);
    }
    findings
}

/// What a sentence counts.
struct Counted<'s> {
    /// The unit whose projects are meant; none, the whole department.
    unit: Option<&'s str>,
    /// How many it says there are.
    count: Decimal,
    /// Where it says so.
    at: Range<usize>,
}

fn in_sentence<'s>(
    text: Spanned<&str>,
    range: Range<usize>,
    said: Option<&Counted<'s>>,
    before: Option<Option<&'s str>>,
    scope: &Scope,
) -> Vec<Diagnostic> {
    let sentence = &text.value[range.clone()];
    let at =
        |r: Range<usize>| scope.place(text, r.start + range.start..r.end + range.start);
    let unit = said.map(|s| s.unit).or(before);
    let projects = scope.department.projects.iter();
    let of_unit = |p: &&Project| unit.flatten().is_none_or(|u| p.unit.text() == u);
    let projects: Vec<_> = projects.filter(of_unit).collect();
    let mut findings = Vec::new();
    if let Some(said) = said
        && said.count != Decimal::from(projects.len())
    {
        let message =
            format!("写的是 {} 个项目，实际有 {} 个", said.count, projects.len());
        findings.push(
            RULE.finding(at(said.at.clone()), message)
                .help("项目增减以后改这里的个数；或看看是不是漏放了项目文件"),
        );
    }
    let from = said.map_or(0, |s| s.at.end);
    let mut is_known = said.is_some() || before.is_some();
    for amount in amounts(sentence) {
        let stated_at = amount.range.clone();
        let behind = stated_at.start >= from;
        let front = &sentence[if behind { from } else { 0 }..stated_at.start];
        let Some(said) = what(front, sentence, scope) else { continue };
        // in front of the count only what names the projects is theirs
        if !(behind || said.is_whole || said.is_named) {
            continue;
        }
        let stated = scope.amount(amount.yuan);
        let wrong = compare(&projects, unit.flatten().is_none(), said.sum, stated, scope);
        // a right total says that what follows in the sentence divides it
        let is_right = said.sum == Role::Total && wrong.is_none();
        if !(is_known && said.is_money || said.is_whole) {
            is_known |= is_right && said.is_money;
            continue;
        }
        is_known = true;
        findings.extend(wrong.map(|(message, rest)| {
            let finding = RULE.finding(at(stated_at), message);
            let finding = finding.help("金额调整以后改这里的合计");
            rest.into_iter().fold(finding, |f, (span, text)| f.related(span, text))
        }));
    }
    findings
}

/// What a sentence says about how many projects there are.
fn counted<'s>(sentence: &str, scope: &'s Scope) -> Option<Counted<'s>> {
    if !sentence.contains("项目") {
        return None;
    }
    let numbers = figures(sentence);
    let number = numbers.into_iter().find(|n| {
        let behind = sentence[n.range.end..].trim_start();
        let clause = clause(sentence, &n.range);
        behind.starts_with(['个', '项']) && clause.contains("项目")
            || behind.starts_with(['份', '张']) && clause.contains("绩效目标")
    })?;
    let whole = clause(sentence, &number.range);
    // 6个项目共需资金220万元: the amount is judged apart
    let end = number.range.end - (whole.as_ptr() as usize - sentence.as_ptr() as usize);
    let amount = whole[end..].find(|c: char| c.is_ascii_digit());
    let whole = amount.map_or(whole, |at| &whole[..end + at]);
    let units = scope.department.units.iter();
    let named =
        units.filter(|u| !u.name.text().is_empty() && whole.contains(u.name.text()));
    let unit = named.max_by_key(|u| u.name.text().len());
    let names = unit.map(|u| u.name.text());
    let names = names.into_iter().chain([scope.department.name.text()]);
    let year = year(scope);
    let known: Vec<_> = names
        .chain([year.as_str(), &sentence[number.range.clone()]])
        .filter(|w| !w.is_empty())
        .chain(TOTALS.of("数项目").iter().copied())
        .collect();
    words(whole, &known)?;
    Some(Counted {
        unit: unit.and_then(|u| u.code.value()).map(String::as_str),
        count: number.value,
        at: number.range,
    })
}

fn year(scope: &Scope) -> String {
    scope.department.year.value().map(ToString::to_string).unwrap_or_default()
}

fn clause<'s>(sentence: &'s str, at: &Range<usize>) -> &'s str {
    let start = sentence[..at.start]
        .rfind(is_stop)
        .map_or(0, |i| i + sentence[i..].chars().next().map_or(0, char::len_utf8));
    let end = sentence[at.end..].find(is_stop).map_or(sentence.len(), |i| at.end + i);
    &sentence[start..end]
}

/// What the words in front of an amount say.
struct Said {
    /// Which amount of the projects it is.
    sum: Role,
    /// Whether they name the projects.
    is_named: bool,
    /// Whether they speak of money at all.
    is_money: bool,
    /// Whether they say themselves that all is meant: `全年预算资金合计`.
    is_whole: bool,
}

/// What the words in front of an amount say that it is; None where they say anything else.
fn what(before: &str, sentence: &str, scope: &Scope) -> Option<Said> {
    let clause = before.rsplit(is_stop).next().unwrap_or_default().trim();
    let year = year(scope);
    let known: Vec<_> = [year.as_str(), scope.department.name.text()]
        .into_iter()
        .filter(|w| !w.is_empty())
        .chain(TOTALS.of("项目合计").iter().copied())
        .collect();
    let said = words(clause, &known)?;
    let has = |list: &str| said.iter().any(|w| TOTALS.of(list).contains(w));
    let summed = said.iter().any(|w| ["合计", "总计", "共计"].contains(w));
    let sum = match () {
        _ if has("财政") => Role::Fiscal,
        _ if has("其他") => Role::Other,
        _ => Role::Total,
    };
    let named = said.iter().any(|w| w.contains("项目"));
    let of_projects = named || TOTALS.within("不单是项目", sentence).is_none();
    Some(Said {
        sum,
        is_named: named,
        is_money: has("合计的钱") || summed,
        is_whole: of_projects && has("一年的") && has("合计") && has("项目的钱"),
    })
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
    // a project whose own amounts do not add up is told first
    let broken =
        projects.iter().any(|p| !budget_sum_mismatch::of_project(p, scope).is_empty());
    if right == stated || projects.is_empty() || broken {
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
