//! 版式: the form of one authority, as data.

mod column;
mod field;
mod funds;
mod page;
mod report;
mod rule;
mod sheet;
mod titles;

pub use column::{Column, Shown};
pub use field::{
    Choice, FieldForm, Kind, Owner, Place, RowGroup, Section, TableColumn, TableForm,
    offset, titled,
};
pub use funds::{FundForm, FundPath, FundRows, Role};
pub use page::{Margins, NumberPlace, PageForm, PageNumber, Paper};
pub use report::{
    Chance, Excess, FundShown, Grade, OutcomeShown, Progress, ReportColumn, ReportForm,
    ReportWords, Scoring, Threshold,
};
pub use rule::{RuleForm, RuleOwner, code_of};
pub use sheet::{
    Block, FundOrder, LabelPlace, Sheet, SheetItem, Sheets, What, Words, WordsAlign,
};
pub use titles::{TITLES, TitleKey, Titles};

use crate::model::{Money, MoneyUnit, ReportKind, Severity};
use crate::text::source::FileId;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a form has and how it prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// 名称, by which a department chooses it.
    pub name: String,
    /// 说明.
    pub about: String,
    /// 模板: the folders of templates, the first that has a file wins.
    pub templates: Vec<String>,
    /// Templates that stand beside the profile's own file; they win over all others.
    pub own_templates: Vec<OwnTemplate>,
    /// 标题: the words printed above and in front of things.
    pub titles: Titles,
    /// 部分: which parts the whole text has.
    pub parts: Parts,
    /// 项目表: whether each project has a table of its own, or all stand in one.
    pub tables: Tables,
    /// 金额.
    pub money: MoneyForm,
    /// 资金: the fund tree.
    pub funds: Vec<FundForm>,
    /// 资金排法: how the funds stand in the table.
    pub fund_rows: FundRows,
    /// 项目编码: whether the table has it.
    pub has_code: bool,
    /// 资金用途: whether the table has it.
    pub has_purpose: bool,
    /// 中期目标: whether the table has them beside the goals of the year.
    pub has_mid_term: bool,
    /// 支出计划: the months of the table; none, no plan.
    pub plan_months: Vec<String>,
    /// 字段: the form's own fields, those of 文字栏 among them.
    pub fields: Vec<FieldForm>,
    /// 核对: the form's own rules.
    pub rules: Vec<RuleForm>,
    /// 指标表: the columns of the indicators.
    pub columns: Vec<Column>,
    /// 百分号 that the form prints behind a number: `%`, or `(%)`.
    pub percent_sign: String,
    /// 权重: what the weights of a project add up to.
    pub weighting: Option<Weighting>,
    /// 编号: how the levels of part one are numbered, outermost first.
    pub numbering: Vec<String>,
    /// 指标: the 一级指标 of the form.
    pub levels: Vec<Level>,
    /// 页面: paper, margins, lines, page numbers; a page that can be.
    pub page: PageForm,
    /// 表样: the rows of the tables, where no template says them.
    pub sheets: Sheets,
    /// 续表: the line above the rest of a table on its next page; empty, none.
    pub continued: String,
    /// 自评: the form of the evaluation after the year; none, the form has none.
    pub evaluation: Option<ReportForm>,
    /// 监控: the form of the monitoring in the year; none, the form has none.
    pub monitoring: Option<ReportForm>,
    /// 严重程度: what findings weigh where it is not the rule's own weight, by code.
    pub severities: BTreeMap<String, Weight>,
}

/// A template of the profile's own folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTemplate {
    /// The name by which it takes the place of another, such as `table.xml`.
    pub name: String,
    /// Its file among the sources.
    pub file: FileId,
    /// The text.
    pub text: String,
}

/// What a profile makes of a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// They weigh this much.
    On(Severity),
    /// 关闭: they are not reported.
    Off,
}

/// Whether a form has a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// 必有: every text has it.
    Must,
    /// 可有: it is printed where it is written.
    May,
    /// 没有: the form has no place for it.
    Never,
}

/// 部分: which parts a whole text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// 总体绩效目标.
    pub overall_goals: Need,
    /// 分项绩效目标.
    pub sub_goals: Need,
    /// 工作保障措施.
    pub safeguards: Need,
    /// 部门整体绩效目标表.
    pub overall_table: Need,
    /// 专项资金.
    pub special_funds: Need,
}

/// 项目表: how projects stand in tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tables {
    /// 逐项: each project has a table, on pages of its own.
    Each,
    /// 清单: all projects are rows of one table.
    List,
}

/// How amounts are printed.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyForm {
    /// 单位, such as 万元.
    pub unit: MoneyUnit,
    /// 小数位: decimals that amounts are filled up to.
    pub decimals: u32,
    /// 千分位: whether a comma stands between thousands.
    pub grouped: bool,
}

/// 权重: what the weights of a project's indicators add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighting {
    /// 总分, such as 100.
    pub total: Decimal,
    /// 预留: a line that the program prints, with its points.
    pub reserved: Option<Reserved>,
}

/// A line of the table whose points are no project's own, such as 预算执行率 10.
#[derive(Debug, Clone, PartialEq)]
pub struct Reserved {
    /// 名称.
    pub name: String,
    /// 分值.
    pub points: Decimal,
}

/// A 一级指标 and its 二级指标.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// 一级.
    pub name: String,
    /// 必有: whether every project needs one.
    pub required: bool,
    /// 二级.
    pub children: Vec<String>,
    /// 必有二级: those that every project with this 一级指标 needs.
    pub required_children: Vec<String>,
}

impl MoneyForm {
    /// An amount as the form prints it.
    pub fn printed(&self, money: &Money) -> String {
        self.group(money.printed(self.decimals))
    }

    /// A number as the form prints it, its thousands apart where the form has them so.
    pub fn group(&self, number: String) -> String {
        let whole = number.split('.').next().unwrap_or(&number);
        let digits = whole.trim_start_matches('-').len();
        if !self.grouped || digits <= 3 {
            return number;
        }
        let sign = whole.len() - digits;
        let mut out = number[..sign].to_owned();
        for (i, digit) in number[sign..sign + digits].chars().enumerate() {
            if i > 0 && (digits - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out + &number[sign + digits..]
    }
}

impl Profile {
    /// The form's own fields of an owner, in its order.
    pub fn fields_of(&self, owner: Owner) -> impl Iterator<Item = &FieldForm> {
        self.fields.iter().filter(move |f| f.owner == owner)
    }

    /// The own field of that name.
    pub fn field(&self, owner: Owner, name: &str) -> Option<&FieldForm> {
        self.fields_of(owner).find(|f| f.name == name)
    }

    /// The own field that a column shows.
    pub fn own_column(&self, shown: Shown) -> Option<&FieldForm> {
        match shown {
            Shown::Own(at) => self.fields_of(Owner::Indicator).nth(usize::from(at)),
            _ => None,
        }
    }

    /// The name of what a column shows, as a profile writes it.
    pub fn name_of(&self, shown: Shown) -> &str {
        self.own_column(shown).map_or(shown.name(), |f| &f.name)
    }

    /// Whether the table of indicators shows `what`.
    pub fn shows(&self, what: Shown) -> bool {
        self.columns.iter().any(|c| c.shown == what)
    }

    /// The number of the group of indicators of that name; the first where it names none.
    pub fn group(&self, _name: Option<&str>) -> usize {
        0
    }

    /// The form of a report.
    pub fn report_form(&self, kind: ReportKind) -> Option<&ReportForm> {
        match kind {
            ReportKind::Evaluation => self.evaluation.as_ref(),
            ReportKind::Monitoring => self.monitoring.as_ref(),
        }
    }

    /// The printed label of a column; the field's own name where the form has none.
    pub fn label(&self, what: Shown) -> &str {
        let column = self.columns.iter().find(|c| c.shown == what);
        column.map_or(what.name(), |c| &c.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let form = MoneyForm { unit: MoneyUnit::YUAN, decimals: 2, grouped: true };
        let printed = |text| form.printed(&Money::parse(text, MoneyUnit::YUAN).unwrap());
        assert_eq!(printed("10308000"), "10,308,000.00");
        assert_eq!(printed("999.5"), "999.50");
        assert_eq!(printed("1000"), "1,000.00");
        assert_eq!(printed("1,234,567.89"), "1,234,567.89");
        assert_eq!(form.group("-1234.5".into()), "-1,234.5");
        let plain = MoneyForm { grouped: false, ..form };
        assert_eq!(plain.group("1234".into()), "1234");
    }
}
