//! 自评/*.yaml and 监控/*/*.yaml.

use super::department::write_passage;
use super::writer::Writer;
use crate::model::{Field, FundUse, Money, Outcome, Points, Report, ReportKind};

/// The text of a report's file. `month` says whether the month is written in it.
pub fn write(report: &Report, month: bool) -> String {
    let mut w = Writer::default();
    if let Some(at) = report.month.value().filter(|_| month) {
        w.entry("月份", &at.to_string());
    }
    w.switch("部门整体", &report.whole);
    w.optional("项目编码", &report.code);
    w.optional("项目名称", &report.name);
    funds(&mut w, report);
    if let Some(done) = report.done.value() {
        write_passage(&mut w, "完成情况", done, |w, g| w.item(g));
    }
    match report.rows() {
        [] if report.outcomes.get().is_none() => w.missing("指标"),
        [] => w.empty_list("指标"),
        rows => w.section("指标", |w| {
            rows.iter().for_each(|row| w.items(|w| outcome(w, row, report.kind)));
        }),
    }
    points(&mut w, "总分", &report.total);
    w.optional("结论", &report.conclusion);
    w.optional("说明", &report.note);
    w.finish()
}

fn funds(w: &mut Writer, report: &Report) {
    let uses = report.fund_uses();
    if uses.is_empty() {
        return;
    }
    w.section("资金", |w| {
        for fund in uses {
            match &fund.name {
                Some(name) => w.section(name, |w| amounts(w, fund, report.kind)),
                None => amounts(w, fund, report.kind),
            }
        }
    });
}

fn amounts(w: &mut Writer, fund: &FundUse, kind: ReportKind) {
    let spent = match kind {
        ReportKind::Evaluation => "全年执行数",
        ReportKind::Monitoring => "执行数",
    };
    for (key, amount) in [
        ("年初预算数", &fund.initial),
        ("全年预算数", &fund.budget),
        (spent, &fund.spent),
        ("全年预计", &fund.expected),
    ] {
        if let Some(amount) = amount.value() {
            w.entry(key, Money::as_written(amount));
        }
    }
    points(w, "分值", &fund.weight);
    points(w, "执行率", &fund.rate);
    points(w, "得分", &fund.score);
}

fn points(w: &mut Writer, key: &str, field: &Field<Points>) {
    if let Some(points) = field.value() {
        w.entry(key, &points.to_string());
    }
}

fn outcome(w: &mut Writer, row: &Outcome, kind: ReportKind) {
    let monitors = kind == ReportKind::Monitoring;
    w.required("指标", row.name.text());
    w.optional(if monitors { "已完成" } else { "完成值" }, &row.actual);
    w.optional("全年预计", &row.expected);
    w.optional("可能性", &row.chance);
    if let Some(causes) = row.causes.value().filter(|c| !c.is_empty()) {
        w.section("偏差", |w| causes.iter().for_each(|c| w.item(c)));
    }
    points(w, "分值", &row.weight);
    points(w, "得分", &row.score);
    w.optional(if monitors { "说明" } else { "偏差原因" }, &row.reason);
    w.optional("改进措施", &row.measures);
    w.optional("备注", &row.remark);
}
