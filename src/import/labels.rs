//! What the words of a table mean: the labels that a profile prints, and others that are
//! in use for the same.

use super::sheet::Lines;
use super::text::tight;
pub use crate::model::profile::FundPath;
use crate::model::profile::{FundForm, Owner, Place, Role, Shown};
use crate::model::{MoneyUnit, Profile};
use crate::sheet::{Of, Slot};
use std::collections::BTreeMap;

/// A label of the upper half of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldLabel {
    /// 项目编码
    Code,
    /// 项目名称
    Name,
    /// An amount of the fund tree: every node of that title, each as its place in the tree.
    Fund(Vec<FundPath>),
    /// 资金用途
    Purpose,
    /// 绩效目标
    Goals,
    /// 中期目标
    MidTermGoals,
    /// A field of the form's own, by its name
    Text(String),
    /// 预算规模及资金用途, in front of several rows
    BudgetGroup,
    /// 资金支出计划（%）, in front of two rows
    PlanGroup,
    /// 6月底
    Month(String),
}

/// The labels of a form.
#[derive(Debug)]
pub struct Labels {
    labels: BTreeMap<String, FieldLabel>,
    columns: BTreeMap<String, Shown>,
}

/// Columns under other labels than the profile's: those of published forms, and the field
/// names of budget systems.
const COLUMNS: &[(&str, Shown)] = &[
    ("序号", Shown::Number),
    ("编号", Shown::Number),
    ("单位编码", Shown::UnitCode),
    ("单位代码", Shown::UnitCode),
    ("预算单位编码", Shown::UnitCode),
    ("agency_code", Shown::UnitCode),
    ("单位", Shown::UnitName),
    ("单位名称", Shown::UnitName),
    ("预算单位", Shown::UnitName),
    ("预算单位名称", Shown::UnitName),
    ("agency_name", Shown::UnitName),
    ("项目编码", Shown::ProjectCode),
    ("项目代码", Shown::ProjectCode),
    ("pro_code", Shown::ProjectCode),
    ("项目名称", Shown::ProjectName),
    ("pro_name", Shown::ProjectName),
    ("一级指标", Shown::Level1),
    ("一级指标名称", Shown::Level1),
    ("lv1_perf_ind_name", Shown::Level1),
    ("二级指标", Shown::Level2),
    ("二级指标名称", Shown::Level2),
    ("lv2_perf_ind_name", Shown::Level2),
    ("三级指标", Shown::Name),
    ("三级指标名称", Shown::Name),
    ("指标名称", Shown::Name),
    ("lv3_perf_ind_name", Shown::Name),
    ("绩效指标描述", Shown::Description),
    ("指标描述", Shown::Description),
    ("指标说明", Shown::Description),
    ("指标解释", Shown::Description),
    ("指标内容", Shown::Description),
    ("kpi_content", Shown::Description),
    ("指标值", Shown::Target),
    ("目标值", Shown::Target),
    ("年度指标值", Shown::Target),
    ("绩效指标值", Shown::Target),
    ("kpi_val", Shown::Target),
    ("符号", Shown::Sign),
    ("计算符号", Shown::Sign),
    ("运算符号", Shown::Sign),
    ("指标符号", Shown::Sign),
    ("指标性质", Shown::Sign),
    ("computesign", Shown::Sign),
    ("indexval", Shown::Value),
    ("计量单位", Shown::Unit),
    ("度量单位", Shown::Unit),
    ("指标单位", Shown::Unit),
    ("meterunit", Shown::Unit),
    ("权重", Shown::Weight),
    ("分值", Shown::Weight),
    ("指标权重", Shown::Weight),
    ("方向", Shown::Direction),
    ("指标方向", Shown::Direction),
    ("指标方向性", Shown::Direction),
    ("指标值确定依据", Shown::Basis),
    ("指标值设定依据", Shown::Basis),
    ("确定依据", Shown::Basis),
    ("依据", Shown::Basis),
    ("备注", Shown::Remark),
];

/// Amounts under other labels than the profile's.
const FUNDS: &[(&str, Role)] = &[
    ("预算数", Role::Total),
    ("预算金额", Role::Total),
    ("预算总额", Role::Total),
    ("财政资金", Role::Fiscal),
    ("其中：财政资金", Role::Fiscal),
    ("其中:财政资金", Role::Fiscal),
    ("其他资金", Role::Other),
];

impl Labels {
    /// The labels of a profile.
    pub fn of(profile: &Profile) -> Labels {
        let mut labels = Labels { labels: BTreeMap::new(), columns: BTreeMap::new() };
        labels.print(profile);
        labels.alias(profile);
        labels
    }

    /// Learns what the form itself prints.
    fn print(&mut self, profile: &Profile) {
        self.funds(&profile.funds, &mut Vec::new());
        let titles = &profile.titles;
        let has_plan = !profile.plan_months.is_empty();
        for (field, label, printed) in [
            ("code", FieldLabel::Code, profile.has_code),
            ("name", FieldLabel::Name, true),
            ("funds", FieldLabel::BudgetGroup, true),
            ("plan", FieldLabel::PlanGroup, has_plan),
            ("goals", FieldLabel::Goals, true),
            ("mid_term", FieldLabel::MidTermGoals, profile.has_mid_term),
        ] {
            if printed {
                self.label(titles.get(field), label);
            }
        }
        for month in &profile.plan_months {
            self.label(month, FieldLabel::Month(month.clone()));
        }
        let fields = profile.fields_of(Owner::Project);
        for field in fields.filter(|f| f.place != Place::Before) {
            self.label(&field.title, FieldLabel::Text(field.name.clone()));
        }
        self.sheet(profile);
        for column in &profile.columns {
            self.columns.entry(tight(&column.title)).or_insert(column.shown);
        }
    }

    /// The labels that the 表样 prints in front of values.
    fn sheet(&mut self, profile: &Profile) {
        let Some(lines) = Lines::of(profile, Of::Project) else { return };
        for (words, slot) in lines.labels() {
            let label = match slot {
                Some(Slot::Code) => FieldLabel::Code,
                Some(Slot::Name) => FieldLabel::Name,
                Some(Slot::Purpose) => FieldLabel::Purpose,
                Some(Slot::Goals) => FieldLabel::Goals,
                Some(Slot::MidTermGoals) => FieldLabel::MidTermGoals,
                Some(Slot::Own(name)) => FieldLabel::Text(name.clone()),
                _ => continue,
            };
            self.label(&words, label);
        }
    }

    /// Every node of the fund tree under its title.
    fn funds(&mut self, nodes: &[FundForm], path: &mut FundPath) {
        for (i, node) in nodes.iter().enumerate() {
            path.push(i);
            let title = tight(&node.title);
            match self.labels.get_mut(&title) {
                Some(FieldLabel::Fund(paths)) => paths.push(path.clone()),
                _ => self.label(&title, FieldLabel::Fund(vec![path.clone()])),
            }
            self.funds(&node.parts, path);
            path.pop();
        }
    }

    /// Learns what else is in use for the same.
    fn alias(&mut self, profile: &Profile) {
        for (title, role) in FUNDS {
            if let Some(path) = path_of(&profile.funds, *role) {
                self.label(title, FieldLabel::Fund(vec![path]));
            }
        }
        for (title, label) in [
            ("项目编码", FieldLabel::Code),
            ("项目代码", FieldLabel::Code),
            ("pro_code", FieldLabel::Code),
            ("项目名称", FieldLabel::Name),
            ("pro_name", FieldLabel::Name),
            ("资金用途", FieldLabel::Purpose),
            ("绩效目标", FieldLabel::Goals),
            ("项目绩效目标", FieldLabel::Goals),
            ("年度绩效目标", FieldLabel::Goals),
            ("年度目标", FieldLabel::Goals),
            ("中期目标", FieldLabel::MidTermGoals),
            ("中期绩效目标", FieldLabel::MidTermGoals),
            ("总体目标", FieldLabel::MidTermGoals),
            ("总体绩效目标", FieldLabel::MidTermGoals),
            ("中长期目标", FieldLabel::MidTermGoals),
            ("预算规模及资金用途", FieldLabel::BudgetGroup),
            ("预算规模", FieldLabel::BudgetGroup),
        ] {
            self.label(title, label);
        }
        for (title, shown) in COLUMNS {
            self.columns.entry((*title).to_owned()).or_insert(*shown);
        }
        let columns: Vec<_> = self.columns.iter().map(|(t, s)| (t.clone(), *s)).collect();
        for (title, shown) in columns {
            if let Some(label) = of_project(shown, profile) {
                self.label(&title, label);
            }
        }
    }

    /// A label that is not known yet.
    fn label(&mut self, title: &str, label: FieldLabel) {
        let title = tight(title);
        if !title.is_empty() {
            self.labels.entry(title).or_insert(label);
        }
    }

    /// What a text labels.
    pub fn get(&self, text: &str) -> Option<FieldLabel> {
        let text = tight(text);
        let text = text.trim_end_matches(['：', ':']);
        let text = ["（续）", "(续)", "续"]
            .iter()
            .find_map(|s| text.strip_suffix(s))
            .unwrap_or(text);
        let known = self.labels.get(text).or_else(|| self.labels.get(without_unit(text)));
        known.cloned().or_else(|| {
            let plan = text.starts_with("资金支出计划") || text.starts_with("支出计划");
            plan.then_some(FieldLabel::PlanGroup)
                .or_else(|| month(text).map(FieldLabel::Month))
        })
    }

    /// The column that a text heads.
    pub fn column(&self, text: &str) -> Option<Shown> {
        self.columns.get(&tight(text)).copied()
    }

    /// Every word the form has a meaning for.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.labels.keys().chain(self.columns.keys()).map(String::as_str)
    }
}

/// The words that a profile itself prints as labels and heads.
pub fn printed(profile: &Profile) -> Vec<String> {
    let mut labels = Labels { labels: BTreeMap::new(), columns: BTreeMap::new() };
    labels.print(profile);
    labels.words().map(str::to_owned).collect()
}

/// The label of a value of the project that a list has in a column.
fn of_project(shown: Shown, profile: &Profile) -> Option<FieldLabel> {
    let fund = |role| path_of(&profile.funds, role).map(|p| FieldLabel::Fund(vec![p]));
    match shown {
        Shown::ProjectCode => Some(FieldLabel::Code),
        Shown::ProjectName => Some(FieldLabel::Name),
        Shown::Total => fund(Role::Total),
        Shown::Fiscal => fund(Role::Fiscal),
        Shown::Purpose => Some(FieldLabel::Purpose),
        Shown::Goals => Some(FieldLabel::Goals),
        Shown::MidTermGoals => Some(FieldLabel::MidTermGoals),
        _ => None,
    }
}

/// The first node of the tree that plays a role.
fn path_of(nodes: &[FundForm], role: Role) -> Option<FundPath> {
    nodes.iter().enumerate().find_map(|(i, node)| {
        if node.role == Some(role) {
            return Some(vec![i]);
        }
        let mut path = path_of(&node.parts, role)?;
        path.insert(0, i);
        Some(path)
    })
}

/// `6月底` or `6月`, as the YAML writes it.
fn month(text: &str) -> Option<String> {
    let digits = text.strip_suffix("月底").or_else(|| text.strip_suffix('月'))?;
    let number: u8 = digits.parse().ok()?;
    (1..=12).contains(&number).then(|| text.to_owned())
}

/// A label without the unit of money behind it, as in `预算数（万元）`.
fn without_unit(text: &str) -> &str {
    split_unit(text).map_or(text, |(label, _)| label)
}

/// The unit of money behind a label.
pub fn unit_behind(text: &str) -> Option<MoneyUnit> {
    split_unit(&tight(text)).map(|(_, unit)| unit)
}

/// A label and the unit of money behind it: `预算数（万元）`, `预算数（单位：万元）`.
fn split_unit(text: &str) -> Option<(&str, MoneyUnit)> {
    let text = text.trim_end_matches(['：', ':']);
    let (label, unit) = text.split_at(text.rfind(['（', '('])?);
    let unit = unit.trim_matches(['（', '）', '(', ')']);
    let unit = unit.rsplit(['：', ':']).next()?;
    let word = MoneyUnit::of(unit).filter(|w| w.is_certain)?;
    Some((label, word.unit))
}
