use crate::check::across::{
    Digest, Member, ProjectNote, Shared, departments, groups, project_place, projects,
};
use crate::check::{Rule, Run};
use crate::diagnostic::codes;
use std::collections::BTreeSet;

/// 检查什么：不同部门里，名称和资金用途都相同的项目，编码也相同或确是不同的项目。
/// 写明“结转”的不查，资金用途不足 10 个字的不比。
///
/// 为什么：一件事换个编码在两个部门各报一遍，就会重复安排资金。
///
/// 示例：水务局和农业农村局都报“灌渠衬砌专项”，用途一字不差，编码各是一个。
///
/// 应写成：只由一个部门申报；确是两件事的，在名称和用途里写出各自的范围。
///
/// 修复是否安全：不自动改。
///
/// 依据：中发〔2018〕34号：防止重复申报、重复安排。
pub const RULE: Rule = Rule { code: codes::C202, run: Run::Across(judge) };

fn judge(digests: &[Digest]) -> Vec<Shared> {
    let natures = projects(digests, RULE.code)
        .filter_map(|(d, p, member)| Some(((d.year, p.twin.as_ref()?.2), member)));
    let groups = groups(natures, digests);
    groups.iter().filter_map(|members| shared(members, digests)).collect()
}

fn shared(members: &[Member], digests: &[Digest]) -> Option<Shared> {
    let project = |m: &Member| -> &ProjectNote {
        &digests[m.department as usize].projects[m.index as usize]
    };
    let codes: BTreeSet<_> =
        members.iter().filter_map(|m| project(m).twin.as_ref()).map(|t| &t.0).collect();
    let name = &project(members.first()?).name;
    let count = departments(members, digests);
    let place = |m: &Member| project_place(*m, digests, |p| Some(p.twin.as_ref()?.1));
    (codes.len() > 1).then(|| Shared {
        code: RULE.code,
        message: format!(
            "项目「{name}」在 {count} 个部门里名称和用途都相同，编码却有 {} 个",
            codes.len()
        ),
        places: members.iter().filter_map(place).collect(),
        help: "一件事只由一个部门申报；确是两件事的，在名称和用途里写出各自的范围",
    })
}
