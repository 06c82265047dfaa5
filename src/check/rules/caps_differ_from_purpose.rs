use super::purpose_parts_differ::{parts, whole};
use crate::check::cost_cap::caps;
use crate::check::sum::{exact, total};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：资金用途“其中”列出的各项与成本指标的各项一一对得上：项数相同、合计都等于预算数，金额也应相同。
///
/// 为什么：两处写的是同一笔预算的分法；合计相同而各项不同，多半是改了一处、忘了另一处。
///
/// 示例：用途写 脱酸30.00万元、杀虫8.20万元，成本指标写 ≤31.00万元、≤7.20万元。
///
/// 应写成：两处写同样的金额。
///
/// 修复是否安全：不自动改，程序不知道哪一处是对的。
///
/// 依据：财预〔2015〕88号关于绩效目标与预算相匹配的要求；审核实践。
pub const RULE: Rule = Rule { code: codes::A114, run: Run::ProjectOnce(judge) };

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    if project.is_classified() {
        return None;
    }
    let purpose = project.purpose.written()?;
    let parts = parts(purpose.value, &whole(purpose.value, scope)?)?;
    let found = caps(project).filter(|c| c.complete && c.caps.len() == parts.len())?;
    let budget = scope.total(project)?.amount();
    let said: Vec<_> = parts.iter().map(|p| scope.amount(p.yuan)).collect();
    let mut capped: Vec<_> = found.caps.iter().map(|c| scope.amount(c.yuan)).collect();
    if total(said.iter().copied()) != budget || total(capped.iter().copied()) != budget {
        return None;
    }
    let mut strange = Vec::new();
    for (part, amount) in parts.iter().zip(&said) {
        match capped.iter().position(|c| c == amount) {
            Some(at) => {
                capped.swap_remove(at);
            }
            None => strange.push((part, *amount)),
        }
    }
    let (first, amount) = *strange.first()?;
    let left: Vec<_> = capped.iter().map(|c| exact(*c)).collect();
    let message = format!(
        "资金用途写的 {} 在成本指标里没有，成本指标多出的是 {}",
        exact(amount),
        left.join("、")
    );
    let finding = RULE
        .finding(scope.place(purpose, first.range.clone()), message)
        .help("两处是同一笔预算的分法，写成同样的金额");
    let others = found.caps.iter().filter(|c| capped.contains(&scope.amount(c.yuan)));
    Some(
        others
            .fold(finding, |f, c| f.related(c.target.span, exact(scope.amount(c.yuan)))),
    )
}
