use crate::check::stated_total::{TOTALS, stated_totals};
use crate::check::sum::{differ_by_rounding, exact, total, written_out};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use crate::model::money::{AmountAt, amounts};
use crate::text::clause::is_stop;
use rust_decimal::Decimal;

/// 检查什么：资金用途在总额后面用“其中”“包括”“分别为”列出各项的，各项之和等于总额；
/// 先列各项、后写“共计”“两项合计”的也查。
///
/// 为什么：列全了还对不上，说明有一项写错或漏写。
///
/// 示例：项目预算10.00万元，其中：场租4.00万元，资料3.00万元，劳务2.00万元。
///
/// 应写成：各项之和与总额一致；没有列全的，写明“其余用于……”。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2015〕88号关于绩效目标与预算相匹配的要求。
pub const RULE: Rule = Rule { code: codes::A107, run: Run::ProjectOnce(judge) };

/// Words that begin the list of what a total is made of.
const DIVIDING: &[&str] = &[
    "其中",
    "包括",
    "包含",
    "分别为",
    "分别是",
    "具体为",
    "明细为",
    "用于：",
    "用于:",
    "用于1",
];
/// Words that say that the list is not a plain, full one.
const NOT_PLAIN: &[&str] = &["每", "×", "*", "不超过", "以内"];
/// Words that say that something is left out of the list.
const NOT_ALL: &[&str] = &["其余", "剩余", "余下", "余款", "主要"];

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    if project.is_classified() {
        return None;
    }
    let purpose = project.purpose.written()?;
    let text = &purpose.value;
    let (whole, parts) = divided(text, scope).or_else(|| summed(text))?;
    let addends: Vec<_> = parts.iter().map(|p| scope.amount(p.yuan)).collect();
    let stated = scope.amount(whole.yuan);
    if is_right(&addends, stated, scope.profile.money.decimals)
        || total(addends.iter().copied()) < stated && says_not_all(text, &whole)
    {
        return None;
    }
    let message = format!(
        "资金用途各项之和对不上总额：{} ≠ {}",
        written_out(&addends),
        exact(stated)
    );
    let place = |a: &AmountAt| scope.place(purpose, a.range.clone());
    let mut finding = RULE
        .finding(place(&whole), message)
        .label("写明的总额")
        .help("核对各项金额；没有列全的，写明“其余用于……”");
    for (part, amount) in parts.iter().zip(&addends) {
        let at = place(part);
        // a place that could not be told from the whole text says nothing
        if at != purpose.span {
            finding = finding.related(at, exact(*amount));
        }
    }
    Some(finding)
}

/// The total in front of the list: the project's, or money carried over.
pub fn whole(text: &str, scope: &Scope) -> Option<AmountAt> {
    let year = scope.department.year.value().map(|y| y.0);
    let carried = |a: &AmountAt| text[..a.range.start].trim_end().ends_with("结转资金");
    let stated = stated_totals(text, year).into_iter();
    let mut wholes = stated.chain(amounts(text).into_iter().filter(carried));
    wholes.find(|a| list_behind(text, a).is_some())
}

/// The total in front of a list, and the amounts of this.
fn divided(text: &str, scope: &Scope) -> Option<(AmountAt, Vec<AmountAt>)> {
    let whole = whole(text, scope)?;
    let parts = parts(text, &whole)?;
    Some((whole, parts))
}

/// `A 5万元，B 3万元。两项共计8万元`: the sum behind a list, and the amounts of this.
fn summed(text: &str) -> Option<(AmountAt, Vec<AmountAt>)> {
    let mut all = amounts(text);
    let whole = all.pop()?;
    let front = text[..whole.range.start].trim_end().trim_end_matches(['：', ':']);
    let last = front.rsplit(is_stop).next()?.trim();
    let plain = !NOT_PLAIN.iter().any(|w| text.contains(w))
        && !["其中", "包括", "含"].iter().any(|w| text.contains(w));
    let listed = all.len() > 1 && all.iter().all(|a| a.per.is_none());
    let adds = TOTALS.of("加起来").contains(&last) && plain && listed;
    (adds && whole.per.is_none()).then_some((whole, all))
}

/// The text behind 其中 or another word that begins a list, up to the end of the sentence.
pub fn list_behind<'t>(text: &'t str, whole: &AmountAt) -> Option<&'t str> {
    let rest = &text[whole.range.end..];
    // 项目预算5万元。其中：…
    let rest = rest.strip_prefix('。').filter(|r| r.starts_with("其中")).unwrap_or(rest);
    let sentence = rest.split(['。', '\n']).next()?;
    let found = DIVIDING.iter().filter_map(|w| Some((sentence.find(w)?, w)));
    let (at, word) = found.min_by_key(|f| f.0)?;
    let (between, list) = (&sentence[..at], &sentence[at + word.len()..]);
    amounts(between).is_empty().then_some(list)
}

/// The amounts of a list that is plainly a full one.
pub fn parts(text: &str, whole: &AmountAt) -> Option<Vec<AmountAt>> {
    plain_parts(text, list_behind(text, whole)?)
}

/// The amounts of `list`, a piece of `text`, if it is plainly a full one.
pub fn plain_parts(text: &str, list: &str) -> Option<Vec<AmountAt>> {
    let start = list.as_ptr() as usize - text.as_ptr() as usize;
    if NOT_PLAIN.iter().any(|w| list.contains(w)) {
        return None;
    }
    // 其中 again, with amounts behind it, divides a part once more
    let nested =
        list.split_once("其中").is_some_and(|(_, rest)| !amounts(rest).is_empty());
    if nested {
        return None;
    }
    let mut parts = amounts(list);
    parts.retain(|p| !is_included(list, p));
    for part in &mut parts {
        part.range = part.range.start + start..part.range.end + start;
    }
    (parts.len() > 1 && parts.iter().all(|p| p.per.is_none())).then_some(parts)
}

/// `（含税费2万元）`: a part of the amount in front of the bracket.
fn is_included(list: &str, amount: &AmountAt) -> bool {
    let front = &list[..amount.range.start];
    let Some(open) = front.rfind(['（', '(']) else { return false };
    let inside = &front[open..];
    !inside.contains(['）', ')'])
        && ["含", "其中", "包括"].iter().any(|w| inside.contains(w))
}

fn says_not_all(text: &str, whole: &AmountAt) -> bool {
    let list = list_behind(text, whole).unwrap_or_default();
    let front = text.find(list).map_or("", |at| &text[..at]);
    if front.ends_with("主要包括") || front.ends_with("主要包含") {
        return true;
    }
    is_partial(list)
}

/// Whether a list says that it is not a full one.
pub fn is_partial(list: &str) -> bool {
    let rough = list.match_indices('约').any(|(at, w)| {
        list[at + w.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
    });
    let and_so_on = list.match_indices('等').any(|(at, w)| {
        let rest = &list[at + w.len()..];
        rest.is_empty()
            || rest.starts_with(['，', '。', '；', '费', '支', '项', '开', '方', '、'])
    });
    rough || and_so_on || NOT_ALL.iter().any(|w| list.contains(w))
}

/// Whether the list, or its front part, adds up: sources of the money are sometimes
/// followed by what it is for.
pub fn is_right(addends: &[Decimal], stated: Decimal, decimals: u32) -> bool {
    let fits = |sum: Decimal| sum == stated || differ_by_rounding(sum, stated, decimals);
    let sums = addends.iter().scan(Decimal::ZERO, |sum, addend| {
        *sum = sum.saturating_add(*addend);
        Some(*sum)
    });
    sums.into_iter().any(fits)
}
