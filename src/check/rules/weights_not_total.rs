use crate::check::sum::{exact, total};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::{Shown, Weighting};
use crate::model::{Points, Project};
use crate::text::source::Spanned;
use rust_decimal::Decimal;

/// 检查什么：版式的表里有权重的，一个项目各条指标的权重加起来正好是总分（一般是 100）；版式预留了分值的（如预算执行率 10 分），指标的权重加起来是余下的 90，把预留的一行自己写出来的则是 100。
///
/// 为什么：权重是自评打分的分值，加起来不是满分，自评就没法做。
///
/// 示例：权重 20、20、10、20、10、5，合计 85。
///
/// 应写成：权重 20、20、10、20、10、10，合计 90（另有预算执行率 10）。
///
/// 修复是否安全：不自动改，程序不知道哪一条该加该减。
///
/// 依据：财预〔2020〕10号；财预〔2021〕101号关于指标分值权重的规定。
pub const RULE: Rule = Rule { code: codes::A109, run: Run::Project(judge) };

/// Most addends that are written out.
const MOST: usize = 30;

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    find(project, scope).into_iter().collect()
}

fn find(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    let weighting = scope.profile.weighting.as_ref()?;
    let rows = project.indicators.get()?;
    let unread = rows.value.iter().any(|r| r.weight.is_broken());
    if !scope.profile.shows(Shown::Weight) || unread || project.is_classified() {
        return None;
    }
    let weights: Vec<_> = rows.value.iter().filter_map(|r| r.weight.get()).collect();
    let first = weights.first()?;
    let sum = total(weights.iter().map(|w| w.value.number()));
    let (wanted, why) = wanted(project, weighting);
    if sum == wanted {
        return None;
    }
    let gap = sum.saturating_sub(wanted);
    let over = if gap.is_sign_negative() { "少了" } else { "多了" };
    let message = format!(
        "项目「{}」的权重合计对不上：{} ≠ {}{why}",
        project.name.text(),
        written_out(&weights, sum),
        plain(wanted)
    );
    Some(
        RULE.finding(first.span, message)
            .label(format!("权重从这里开始，{over} {}", plain(gap.abs())))
            .help(format!("调整各条指标的权重，使合计正好是 {}", plain(wanted))),
    )
}

/// What the weights add up to, and why it is not the whole.
fn wanted(project: &Project, weighting: &Weighting) -> (Decimal, String) {
    let whole = weighting.total;
    let Some(reserved) = &weighting.reserved else { return (whole, String::new()) };
    let rows = project.indicators.value().map_or(&[][..], |r| r);
    if rows.iter().any(|r| r.name.text() == reserved.name) {
        return (whole, String::new());
    }
    let (name, points) = (&reserved.name, plain(reserved.points));
    let rest = whole.saturating_sub(reserved.points);
    (rest, format!("（总分 {}，{name}另占 {points}）", plain(whole)))
}

/// `20 + 30 = 50`, as the author wrote the weights.
fn written_out(weights: &[&Spanned<Points>], sum: Decimal) -> String {
    if weights.len() > MOST {
        return format!("{} 条之和 {}", weights.len(), plain(sum));
    }
    let terms: Vec<_> = weights.iter().map(|w| w.value.to_string()).collect();
    match terms.len() {
        1 => plain(sum),
        _ => format!("{} = {}", terms.join(" + "), plain(sum)),
    }
}

/// Points without needless zeros.
fn plain(points: Decimal) -> String {
    match points.normalize() {
        whole if whole.scale() == 0 => whole.to_string(),
        other => exact(other),
    }
}
