use crate::check::target_words::{PEOPLE, TARGETS, units_of};
use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::{TargetUnit, TargetValue};

/// 检查什么：指标值的单位与名称说的是一种东西：次数用次、场，人数用人，面积用平方米、亩，年限用年。
///
/// 为什么：名称和单位对不上，多半是照别的行改的时候漏改了单位。
///
/// 示例：培训村级档案员 ≥210次；原件预期延寿年限 ≥50%
///
/// 应写成：培训村级档案员 ≥210人；原件预期延寿年限 ≥50年
///
/// 修复是否安全：不自动改，错的可能是名称。
///
/// 依据：预算管理一体化系统：计量单位应与指标名称一致；对照表见 data/words/units.txt。
pub const RULE: Rule = Rule { code: codes::I606, run: Run::Row(judge) };

/// What units of area have.
const AREAS: &[&str] = &["平方", "平米", "亩", "公顷", "㎡", "m²", "k㎡"];

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|_| row.is_named())?;
    let TargetValue::Amount(amount) = &value.target.value else { return None };
    let name = row.name().trim();
    let wanted = match &amount.unit {
        TargetUnit::Percent if row.kind == IndicatorKind::Quantity || row.is_rate() => {
            return None;
        }
        TargetUnit::Percent => {
            TARGETS.at_end("不是比率的名称", name)?;
            units_of(name).map_or_else(|| "个".to_owned(), |u| u[0].to_owned())
        }
        TargetUnit::Other(unit) if amount.unit.money().is_none() => other(name, unit)?,
        TargetUnit::Time(unit) => other(name, unit)?,
        TargetUnit::Money { .. } => {
            let units = units_of(name)?;
            units[0].to_owned()
        }
        _ => return None,
    };
    let message = format!(
        "「{name}」的指标值「{}」单位不对，名称说的应当用“{wanted}”一类单位",
        value.written.value
    );
    Some(
        RULE.finding(value.written.span, message)
            .related(row.indicator.name.span()?, "指标")
            .help("改单位；名称写错的改名称"),
    )
}

/// The unit to write, where the one written is of another kind.
fn other(name: &str, unit: &str) -> Option<String> {
    if let Some(units) = units_of(name) {
        // 平方米 has 米, and measures no length
        let is_area = |u: &str| AREAS.iter().any(|a| u.contains(a));
        let area = is_area(unit);
        let fits = |u: &&&str| unit.contains(**u) && (!area || is_area(u));
        return (!units.iter().any(|u| fits(&u))).then(|| units[0].to_owned());
    }
    let person =
        PEOPLE.at_start("动词", name).is_some() && PEOPLE.at_end("结尾", name).is_some();
    let fits = PEOPLE.within("单位", unit).is_some();
    (person && !fits).then(|| "人".to_owned())
}
