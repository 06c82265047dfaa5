//! 自评 and 监控: what came of the approved targets, beside them.

use super::{Field, Goals, Money, Points, Year};
use crate::text::source::{Span, Spanned};
use std::{fmt, str::FromStr};

/// What a form reports on a project, or on the department as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Which form it is.
    pub kind: ReportKind,
    /// 月份: of 监控 the month it is about.
    pub month: Field<Month>,
    /// 部门整体: whether it is about the department as a whole.
    pub whole: Field<bool>,
    /// 项目编码, by which it belongs to a project.
    pub code: Field<String>,
    /// 项目名称, by which it belongs to a project that has no code.
    pub name: Field<String>,
    /// 资金, in the author's order.
    pub funds: Field<Vec<FundUse>>,
    /// 完成情况: what became of the goals.
    pub done: Field<Goals>,
    /// 指标: what became of each, in the author's order.
    pub outcomes: Field<Vec<Outcome>>,
    /// 总分, where it is written.
    pub total: Field<Points>,
    /// 结论, where it is written.
    pub conclusion: Field<String>,
    /// 说明.
    pub note: Field<String>,
    /// The first key, for findings about the whole.
    pub span: Span,
}

/// Which form a report is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportKind {
    /// 绩效自评表, after the year.
    #[default]
    Evaluation,
    /// 绩效运行监控表, in a month of the year.
    Monitoring,
}

/// Money of one fund: what there was and what was spent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FundUse {
    /// The name in the form's fund tree; none where the amounts of the whole stand alone.
    pub name: Option<Spanned<String>>,
    /// 年初预算数.
    pub initial: Field<Money>,
    /// 全年预算数.
    pub budget: Field<Money>,
    /// 全年执行数; of 监控 执行数 up to the month.
    pub spent: Field<Money>,
    /// 全年预计: of 监控 what will be spent in the year.
    pub expected: Field<Money>,
    /// 分值 of the rate.
    pub weight: Field<Points>,
    /// 执行率, in per cent.
    pub rate: Field<Points>,
    /// 得分 of the rate.
    pub score: Field<Points>,
    /// The first key, for findings about the whole.
    pub span: Span,
}

/// What became of one 三级指标.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// 指标: the 三级指标, to the letter.
    pub name: Field<String>,
    /// 完成值; of 监控 已完成, up to the month.
    pub actual: Field<String>,
    /// 全年预计: of 监控 what it will be at the end of the year.
    pub expected: Field<String>,
    /// 可能性: of 监控 whether the target will be met.
    pub chance: Field<String>,
    /// 偏差: of 监控 the kinds of reasons.
    pub causes: Field<Vec<Spanned<String>>>,
    /// 分值.
    pub weight: Field<Points>,
    /// 得分.
    pub score: Field<Points>,
    /// 偏差原因; of 监控 说明.
    pub reason: Field<String>,
    /// 改进措施.
    pub measures: Field<String>,
    /// 备注.
    pub remark: Field<String>,
    /// The first key of the row, for findings about the whole.
    pub span: Span,
}

/// Which tables of a department are printed: those of the targets, or what came of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Printout {
    /// 目标: the text of the approved targets.
    #[default]
    Targets,
    /// 自评: the 绩效自评表.
    Evaluation,
    /// 监控: the 绩效运行监控表 of a month.
    Monitoring(Month),
}

impl Printout {
    /// The form of reports and the month; None for the targets.
    pub fn reports(self) -> Option<(ReportKind, Option<Month>)> {
        match self {
            Printout::Targets => None,
            Printout::Evaluation => Some((ReportKind::Evaluation, None)),
            Printout::Monitoring(month) => Some((ReportKind::Monitoring, Some(month))),
        }
    }
}

impl fmt::Display for Printout {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Printout::Targets => f.write_str("目标"),
            Printout::Evaluation => f.write_str("自评"),
            Printout::Monitoring(month) => write!(f, "监控 {month}"),
        }
    }
}

impl FromStr for Printout {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(' ') {
            Some(("监控", month)) => Ok(Printout::Monitoring(month.parse()?)),
            None if text == "自评" => Ok(Printout::Evaluation),
            None if text == "目标" => Ok(Printout::Targets),
            _ => Err("写 目标、自评 或 监控".to_owned()),
        }
    }
}

/// A month of a year, such as `2026-07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: u16,
    /// The month, 1–12.
    pub month: u8,
}

impl FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "月份写成 年-月，如 2026-07".to_owned();
        let (year, month) = text.trim().split_once('-').ok_or_else(wrong)?;
        let year: Year = year.parse().map_err(|_| wrong())?;
        match (month.len(), month.parse()) {
            (1 | 2, Ok(month @ 1..=12)) => Ok(Month { year: year.0, month }),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}

impl ReportKind {
    /// What it is called: the key in 版式.yaml and the folder of its files.
    pub fn name(self) -> &'static str {
        match self {
            ReportKind::Evaluation => "自评",
            ReportKind::Monitoring => "监控",
        }
    }
}

impl Report {
    /// Whether it is about the department as a whole.
    pub fn is_whole(&self) -> bool {
        self.whole.value().copied().unwrap_or(false)
    }

    /// The funds; none where they could not be read.
    pub fn fund_uses(&self) -> &[FundUse] {
        self.funds.value().map_or(&[], |f| f)
    }

    /// What became of the indicators; none where it could not be read.
    pub fn rows(&self) -> &[Outcome] {
        self.outcomes.value().map_or(&[], |o| o)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_one_form() {
        for (text, shown) in [("2026-07", "2026-07"), ("2026-7", "2026-07")] {
            assert_eq!(text.parse::<Month>().unwrap().to_string(), shown);
        }
        for bad in ["", "2026", "2026-13", "2026-00", "7月", "2026-007", "26-07", "-"] {
            assert!(bad.parse::<Month>().is_err(), "{bad}");
        }
    }
}
