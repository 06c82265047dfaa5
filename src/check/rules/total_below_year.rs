use crate::check::sum::exact;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use crate::model::profile::Role;

/// 检查什么：版式里项目总预算与当年预算分开写的，总预算不少于当年预算。
///
/// 为什么：当年预算是总预算的一部分；总预算反而少，说明两处填反了，或有一处没有跟着调整。
///
/// 示例：项目总预算 96万元，当年预算 106万元。
///
/// 应写成：项目总预算 96万元，当年预算 48万元。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：各版式“项目总预算”与“当年预算”两栏的勾稽关系。
pub const RULE: Rule = Rule { code: codes::A117, run: Run::Project(judge) };

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    find(project, scope).unwrap_or_default()
}

fn find(project: &Project, scope: &Scope) -> Option<Vec<Diagnostic>> {
    if project.is_classified() {
        return None;
    }
    let lines = project.budget.value()?.lines(&scope.profile.funds);
    let mut blocks = lines.iter().filter(|l| l.depth == 0);
    let year = blocks.clone().find(|l| l.form.role == Some(Role::Total))?;
    let whole = blocks.find(|l| l.form.role.is_none() && l.form.name.contains('总'))?;
    let below = |block: &str| {
        let start = lines.iter().position(|l| l.depth == 0 && l.form.name == block);
        let behind = lines[start.map_or(lines.len(), |s| s + 1)..].iter();
        behind.take_while(|l| l.depth > 0).collect::<Vec<_>>()
    };
    let parts = below(&year.form.name);
    let pairs = below(&whole.form.name).into_iter().filter_map(|w| {
        // money carried over belongs to the year alone
        let open = !w.form.name.contains("结转");
        let same = parts.iter().find(|y| y.form.name == w.form.name && open)?;
        Some((w, *same))
    });
    let findings = [(whole, year)].into_iter().chain(pairs).filter_map(|(w, y)| {
        let (all, this) = (w.amount.get()?, y.amount.get()?);
        (all.amount() < this.amount()).then(|| {
            let of =
                if w.depth == 0 { String::new() } else { format!("的{}", w.form.name) };
            let message = format!(
                "{}{of} {} 少于{}{of} {}",
                whole.form.name,
                exact(all.amount()),
                year.form.name,
                exact(this.amount())
            );
            RULE.finding(all.span, message)
                .related(this.span, year.form.name.as_str())
                .help("总预算包括当年预算；核对两处是不是填反了")
        })
    });
    Some(findings.collect())
}
