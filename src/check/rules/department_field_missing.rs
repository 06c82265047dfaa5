use super::field_missing::{missing, way_out};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::Owner;

/// 检查什么：版式要求部门填的栏目（属于部门的字段，必填的）都写了。
///
/// 为什么：表里留空会退回；版式没有写“必填: 是”的不要求。
///
/// 示例：版式的字段里有“{名称: 部门职能概述, 属于: 部门, 必填: 是}”，部门.yaml 里没有写。
///
/// 应写成：字段: {部门职能概述: 负责全县农业农村工作}
///
/// 修复是否安全：不自动改。
///
/// 依据：版式的“字段”。
pub const RULE: Rule = Rule { code: codes::S215, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let (department, profile) = (scope.department, scope.profile);
    let span = department.span.unwrap_or_default();
    let absent = missing(profile, Owner::Department, &department.fields);
    let finding = |field: &crate::model::profile::FieldForm| {
        let message = format!("部门缺少「{}」", field.name);
        RULE.finding(span, message).help(way_out(field, profile))
    };
    absent.map(finding).collect()
}
