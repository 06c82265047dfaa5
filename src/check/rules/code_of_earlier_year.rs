use crate::check::{Rule, Run, Scope, carry_over};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{CodeFault, Project, ProjectCode};
use crate::text::source::Spanned;

/// 检查什么：项目编码里的年份早于预算年度的，项目里写明是上年结转。全部门合成一条提示。
///
/// 为什么：编码在立项时给定；沿用上年文本、只改了年度，编码就都是上年的。
///
/// 示例：2026 年度的文本里，项目编码是 13990125P00…，项目里没有写结转。
///
/// 应写成：从预算系统里复制本年的编码；确是结转项目的，在项目名称或资金用途里写明“上年结转”。
///
/// 修复是否安全：不自动改，编码由预算系统给定。
///
/// 依据：预算管理一体化系统的项目编码规则：第 7、8 位是年份；延续项目沿用旧编码的做法各地不一，请核对。
pub const RULE: Rule = Rule { code: codes::S307, run: Run::Department(judge) };

/// Most names that are told in one message.
const MOST: usize = 3;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    find(scope).into_iter().collect()
}

fn find(scope: &Scope) -> Option<Diagnostic> {
    let year = scope.department.year.get()?;
    let projects = scope.department.projects.iter();
    let stale: Vec<_> = projects.filter_map(|p| earlier(p, year.0)).collect();
    let (code, _) = *stale.first()?;
    let given = code.year()?;
    let message = match stale.len() {
        1 => format!(
            "项目编码「{}」是 {given} 年的，预算年度是 {}，项目里没有写结转",
            code.value, year.value
        ),
        n => format!(
            "{n} 个项目的编码是往年的（{}{}），预算年度是 {}，项目里没有写结转",
            names(&stale),
            if n > MOST { "等" } else { "" },
            year.value
        ),
    };
    let finding = RULE
        .finding(code.span, message)
        .related(year.span, "预算年度")
        .help("从预算系统里复制本年的编码；是结转项目的，在资金用途里写明“上年结转”");
    Some(
        stale
            .iter()
            .skip(1)
            .fold(finding, |f, (code, _)| f.related(code.span, "往年的编码")),
    )
}

/// The code of a project that is of an earlier year without a word of carry-over.
fn earlier(project: &Project, year: u16) -> Option<(&Spanned<ProjectCode>, &str)> {
    let code = project.code.get()?;
    let sound = matches!(code.fault(), None | Some(CodeFault::Check { .. }));
    let stale = sound && code.year().is_some_and(|y| y < year);
    let open = !project.is_classified() && !carry_over::is_stated(project);
    (stale && open).then(|| (code, project.name.text()))
}

fn names(stale: &[(&Spanned<ProjectCode>, &str)]) -> String {
    stale.iter().take(MOST).map(|s| s.1).collect::<Vec<_>>().join("、")
}
