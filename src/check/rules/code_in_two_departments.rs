use crate::check::across::{
    Digest, Member, Shared, departments, groups, project_place, projects,
};
use crate::check::{Rule, Run};
use crate::diagnostic::codes;

/// 检查什么：一个项目编码只在一个部门里用。不同年度的文本不相比。
///
/// 为什么：编码是项目在预算系统里的唯一标识；两个部门都有，至少有一个是抄来没有改的。
///
/// 示例：教育局照着体育局的文件改，项目编码忘了换。
///
/// 应写成：各自从预算系统里复制编码。
///
/// 修复是否安全：不自动改。
///
/// 依据：预算管理一体化系统的项目编码规则。
pub const RULE: Rule = Rule { code: codes::C201, run: Run::Across(judge) };

fn judge(digests: &[Digest]) -> Vec<Shared> {
    let coded = projects(digests, RULE.code)
        .filter_map(|(d, p, member)| Some(((d.year, &p.code.as_ref()?.0), member)));
    groups(coded, digests).iter().map(|members| shared(members, digests)).collect()
}

fn shared(members: &[Member], digests: &[Digest]) -> Shared {
    let first = &digests[members[0].department as usize];
    let project = &first.projects[members[0].index as usize];
    let code = project.code.as_ref().map_or("", |c| &c.0);
    let count = departments(members, digests);
    let place = |m: &Member| project_place(*m, digests, |p| Some(p.code.as_ref()?.1));
    Shared {
        code: RULE.code,
        message: format!("项目编码「{code}」在 {count} 个部门里都有"),
        places: members.iter().filter_map(place).collect(),
        help: "每个项目的编码都不同：从预算系统里重新复制",
    }
}
