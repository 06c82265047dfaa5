use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Profile;
use crate::model::profile::{Need, Owner, Shown};
use crate::model::{Department, Indicator, Project};
use crate::text::source::Span;

/// 检查什么：文件里写了、而这个版式的表里没有的栏目。
///
/// 为什么：写了印不出来，审核的人看不到；多半是从别的版式抄来的，也可能是版式选错了。
///
/// 示例：tianjin 版式的项目写了“支出计划”。
///
/// 应写成：去掉这一项；确实要印的，换一种版式，或在自己的版式里加上这一栏。
///
/// 修复是否安全：不自动改，内容留着换版式时还有用。
///
/// 依据：各版式的表样。
pub const RULE: Rule = Rule { code: codes::S210, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let of_department = of_department(scope.department, scope.profile).into_iter();
    let projects = scope.tables();
    let of_projects = projects.flat_map(|p| of_project(p, scope.profile));
    let filled = of_department.chain(of_projects);
    filled.map(|(name, span)| finding(&name, span, scope.profile)).collect()
}

fn finding(name: &str, span: Span, profile: &Profile) -> Diagnostic {
    let form = &profile.name;
    let message = format!("{form} 版式不印「{name}」，写了也看不到");
    RULE.finding(span, message)
        .help("不需要就去掉；要印就换版式，或在自己的版式里加上这一栏")
}

/// What a department says and the form has no part for.
fn of_department(department: &Department, profile: &Profile) -> Vec<(String, Span)> {
    let d = department;
    let special = d.special_funds.first().map(|f| f.span);
    let parts = [
        ("总体绩效目标", profile.parts.overall_goals, d.overall_goals.span()),
        ("分项绩效目标", profile.parts.sub_goals, d.sub_goals.span()),
        ("工作保障措施", profile.parts.safeguards, d.safeguards.span()),
        ("部门整体绩效目标表", profile.parts.overall_table, d.overall_table.span()),
        ("专项资金", profile.parts.special_funds, special),
    ];
    let unprinted = parts.into_iter().filter(|p| p.1 == Need::Never);
    let parts = unprinted.filter_map(|(name, _, span)| Some((name.to_owned(), span?)));
    let own = d.fields.iter();
    let own = own.filter(|f| profile.field(Owner::Department, &f.name).is_none());
    parts.chain(own.map(|f| (f.name.value.clone(), f.name.span))).collect()
}

/// What a project says and the form has no place for.
fn of_project(project: &Project, profile: &Profile) -> Vec<(String, Span)> {
    let p = project;
    let shows = |what| profile.shows(what);
    let fields = [
        ("项目编码", profile.has_code || shows(Shown::ProjectCode), p.code.span()),
        ("资金用途", profile.has_purpose || shows(Shown::Purpose), p.purpose.span()),
        ("支出计划", !profile.plan_months.is_empty(), p.plan.span()),
        (
            "中期目标",
            profile.has_mid_term || shows(Shown::MidTermGoals),
            p.mid_term_goals.span(),
        ),
    ];
    let unprinted = fields.into_iter().filter(|f| !f.1);
    let mut found: Vec<_> =
        unprinted.filter_map(|(name, _, span)| Some((name.to_owned(), span?))).collect();
    let own = p.fields.iter();
    let own = own.filter(|f| profile.field(Owner::Project, &f.name).is_none());
    found.extend(own.map(|f| (f.name.value.clone(), f.name.span)));
    found.extend(of_indicators(project, profile));
    found
}

/// The first place of each field that indicators fill and the table has no column for.
fn of_indicators(project: &Project, profile: &Profile) -> Vec<(String, Span)> {
    let rows = project.indicators.value().map_or(&[][..], |r| r);
    let first = |what, span: fn(&Indicator) -> Option<Span>| match profile.shows(what) {
        true => None,
        false => rows.iter().find_map(span),
    };
    let fields = [
        ("描述", first(Shown::Description, |r| r.description.span())),
        ("权重", first(Shown::Weight, |r| r.weight.span())),
        ("方向", first(Shown::Direction, |r| r.direction.span())),
        ("依据", first(Shown::Basis, |r| r.basis.span())),
        ("备注", first(Shown::Remark, |r| r.remark.span())),
    ];
    fields.into_iter().filter_map(|(name, span)| Some((name.to_owned(), span?))).collect()
}
