use crate::check::across::{
    Digest, Member, Shared, SharedPlace, UnitNote, departments, groups,
};
use crate::check::{Rule, Run};
use crate::diagnostic::codes;

/// 检查什么：同一个区划里，一个单位编码只属于一个部门。区划取自项目编码的前六位；
/// 没有项目编码的部门不查。
///
/// 为什么：一个预算单位只有一个主管部门；编码写重了，按单位汇总就会混在一起。
///
/// 示例：民政局和残联的文本里都列了单位 361002。
///
/// 应写成：各用财政局给的单位编码。
///
/// 修复是否安全：不自动改。
///
/// 依据：预算管理一体化系统的单位编码规则。
pub const RULE: Rule = Rule { code: codes::C102, run: Run::Across(judge) };

fn judge(digests: &[Digest]) -> Vec<Shared> {
    let asking = digests.iter().enumerate().filter(|(_, d)| d.asks(RULE.code));
    let members = asking.flat_map(|(i, d)| {
        let units = d.units.iter().enumerate();
        units.filter_map(move |(k, unit)| {
            let key = (d.year, d.region.as_deref()?, &*unit.code);
            Some((key, Member { department: i as u32, index: k as u32 }))
        })
    });
    groups(members, digests).iter().map(|members| shared(members, digests)).collect()
}

fn shared(members: &[Member], digests: &[Digest]) -> Shared {
    let unit = |m: &Member| -> (&Digest, &UnitNote) {
        let digest = &digests[m.department as usize];
        (digest, &digest.units[m.index as usize])
    };
    let place = |m: &Member| {
        let (digest, unit) = unit(m);
        let label = format!("「{}」的「{}」", digest.name(), unit.name);
        SharedPlace { department: m.department as usize, span: unit.span, label }
    };
    let (code, count) = (&unit(&members[0]).1.code, departments(members, digests));
    Shared {
        code: RULE.code,
        message: format!("单位编码「{code}」在 {count} 个部门里都有"),
        places: members.iter().map(place).collect(),
        help: "一个单位只归一个部门：核对单位编码，改掉写错的",
    }
}
