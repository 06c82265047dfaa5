use super::purpose_parts_differ::{is_partial, is_right, plain_parts};
use crate::appraise::Appraisal;
use crate::check::sum::{exact, total, written_out};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Passage;
use crate::model::money::{AmountAt, amounts};
use crate::text::source::Spanned;

/// 检查什么：完成情况写了一个金额、后面用“其中”列出各项的，各项之和等于那个金额。
///
/// 为什么：完成情况的数与资金表的数出自同一本账；加不起来说明有一个写错。
///
/// 示例：共完成预算资金89.97万元。其中：30万元用于编制；30万元用于审计；29.99万元用于设计。
///
/// 应写成：共完成预算资金89.99万元。其中……
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z216, run: Run::Report(judge) };

fn judge(a: &Appraisal, scope: &Scope) -> Vec<Diagnostic> {
    let texts = match a.report.done.value() {
        Some(Passage::Text(text)) => std::slice::from_ref(text),
        Some(Passage::Items(items)) => items,
        None => &[],
    };
    texts.iter().flat_map(|text| of_text(text, scope)).collect()
}

fn of_text(text: &Spanned<String>, scope: &Scope) -> Vec<Diagnostic> {
    let wholes = amounts(&text.value).into_iter();
    wholes.filter_map(|whole| mismatch(text, &whole, scope)).collect()
}

/// What may stand between an amount and 其中.
const BETWEEN: &[char] = &['。', '，', ',', '；', ';', '：', ':', ' ', '（', '('];

fn mismatch(
    text: &Spanned<String>,
    whole: &AmountAt,
    scope: &Scope,
) -> Option<Diagnostic> {
    let rest = text.value[whole.range.end..].trim_start_matches(BETWEEN);
    let list = rest.strip_prefix("其中")?.split(['。', '\n']).next()?;
    let parts = plain_parts(&text.value, list)?;
    let addends: Vec<_> = parts.iter().map(|p| scope.amount(p.yuan)).collect();
    let stated = scope.amount(whole.yuan);
    if is_right(&addends, stated, scope.profile.money.decimals)
        || total(addends.iter().copied()) < stated && is_partial(list)
    {
        return None;
    }
    let message =
        format!("完成情况各项之和对不上：{} ≠ {}", written_out(&addends), exact(stated));
    let place = |a: &AmountAt| scope.place(text.text(), a.range.clone());
    let mut finding = RULE
        .finding(place(whole), message)
        .label("写明的总额")
        .help("核对各项金额；没有列全的，写明“其余用于……”");
    for (part, amount) in parts.iter().zip(&addends) {
        let at = place(part);
        if at != text.span {
            finding = finding.related(at, exact(*amount));
        }
    }
    Some(finding)
}
