use crate::check::text::bare;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Passage;
use crate::yaml::load::nearest;

/// 检查什么：分项绩效目标的名称与某个项目的名称一致。
///
/// 为什么：第一部分和第二部分说的是同一个项目，名称要能对上。分项按职责划分、没有一个是项目名称的，不检查。
///
/// 示例：分项写“某某馆运营管理服务费”，项目叫“某某馆运营服务费”。
///
/// 应写成：两处写同一个名称。
///
/// 修复是否安全：不自动改，错的可能是项目名称。
///
/// 依据：河北省《省级部门预算绩效管理办法》（2019）关于文本结构的规定。
pub const RULE: Rule = Rule { code: codes::S209, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let department = scope.department;
    let Some(Passage::Items(goals)) = department.sub_goals.value() else {
        return Vec::new();
    };
    let extract = department.extract.value().copied().unwrap_or(false);
    if extract || department.projects.iter().any(|p| p.name.is_broken()) {
        return Vec::new();
    }
    let projects: Vec<_> = department.projects.iter().map(|p| p.name.text()).collect();
    let bare_names: Vec<_> = projects.iter().map(|n| bare(n)).collect();
    let names: Vec<_> = goals.iter().filter_map(|g| g.name.get()).collect();
    let is_project = |name: &str| bare_names.contains(&bare(name));
    if !names.iter().any(|n| is_project(n)) {
        return Vec::new();
    }
    let strange = names.into_iter().filter(|n| !is_project(n));
    strange
        .map(|name| {
            let message = format!("没有叫「{}」的项目", name.value);
            let finding = RULE.finding(name.span, message);
            match nearest(name, projects.iter().copied()) {
                Some(near) => finding
                    .label(format!("是「{near}」吗？"))
                    .help(format!("第二部分的项目叫「{near}」；两处写同一个名称")),
                None => finding.help("写成第二部分里某个项目的名称"),
            }
        })
        .collect()
}
