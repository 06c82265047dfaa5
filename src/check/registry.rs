//! The one table of codes. A code is never used again for something else.
//!
//! Families: S shape, A arithmetic, I indicators, T text, C across departments, P profiles
//! and templates, F layout, E exemptions.

use super::{
    JudgeAcross, JudgeDepartment, JudgeProject, JudgeProjectOnce, JudgeRow, rules,
};
use crate::diagnostic::Severity;

/// A rule.
pub struct Rule {
    /// Its stable code.
    pub code: &'static str,
    /// The fault it finds.
    pub title: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// When it runs.
    pub run: Run,
}

/// When a rule runs.
#[derive(Clone, Copy)]
pub enum Run {
    /// While the files and their exemptions are read.
    Loading,
    /// When a profile is tried on a sample department.
    Profile,
    /// When the pages are known.
    Layout,
    /// Once for all departments of a run.
    Across(JudgeAcross),
    /// Once for the department.
    Department(JudgeDepartment),
    /// Once for each project, with any number of findings.
    Project(JudgeProject),
    /// Once for each project, with one finding at most.
    ProjectOnce(JudgeProjectOnce),
    /// Once for each indicator of the projects that are not 涉密.
    Row(JudgeRow),
}

impl Rule {
    /// Whether it judges many departments, of which each is silent alone.
    pub fn is_across(&self) -> bool {
        matches!(self.run, Run::Across(_))
    }
}

const fn reading(code: &'static str, title: &'static str) -> Rule {
    Rule { code, title, severity: Severity::Error, run: Run::Loading }
}

const fn of_templates(code: &'static str, title: &'static str) -> Rule {
    Rule { code, title, severity: Severity::Error, run: Run::Profile }
}

/// Every rule, by code.
pub const REGISTRY: &[Rule] = &[
    rules::budget_sum_mismatch::RULE,
    rules::cost_cap_above_budget::RULE,
    rules::cost_caps_not_budget::RULE,
    rules::unit_price_product_wrong::RULE,
    rules::purpose_total_differs::RULE,
    rules::amount_rounded::RULE,
    rules::purpose_parts_differ::RULE,
    rules::department_total_differs::RULE,
    rules::weights_not_total::RULE,
    rules::ten_thousand_times::RULE,
    Rule { severity: Severity::Warning, ..reading("A111", "金额以别的单位写") },
    rules::goal_figure_differs::RULE,
    rules::sub_goal_amount_differs::RULE,
    rules::caps_differ_from_purpose::RULE,
    rules::plan_out_of_range::RULE,
    rules::plan_falls::RULE,
    rules::plan_not_finished::RULE,
    rules::nothing_spent_early::RULE,
    rules::department_repeated::RULE,
    rules::unit_in_two_departments::RULE,
    rules::code_in_two_departments::RULE,
    rules::project_under_two_codes::RULE,
    rules::goals_copied::RULE,
    rules::indicators_copied::RULE,
    Rule { severity: Severity::Warning, ..reading("E101", "免查说明没有理由") },
    Rule { severity: Severity::Warning, ..reading("E102", "免查说明没有用上") },
    Rule {
        severity: Severity::Warning, ..reading("E103", "免查说明的代码不对")
    },
    Rule {
        code: "F101",
        title: "字体里没有的字",
        severity: Severity::Warning,
        run: Run::Layout,
    },
    Rule {
        code: "F102",
        title: "表格只有几行字落到下一页",
        severity: Severity::Info,
        run: Run::Layout,
    },
    Rule {
        code: "F103",
        title: "借用其他字体的字",
        severity: Severity::Info,
        run: Run::Layout,
    },
    Rule {
        code: "F104",
        title: "比一页还高的表格行",
        severity: Severity::Info,
        run: Run::Layout,
    },
    Rule {
        code: "F105",
        title: "在行末断开的编码或英文",
        severity: Severity::Info,
        run: Run::Layout,
    },
    rules::level1_missing::RULE,
    rules::level2_missing::RULE,
    rules::target_repeats_name::RULE,
    rules::target_is_question::RULE,
    rules::target_is_placeholder::RULE,
    rules::target_without_number::RULE,
    rules::target_is_zero::RULE,
    rules::target_not_normal::RULE,
    rules::target_without_unit::RULE,
    rules::target_approximate::RULE,
    rules::target_garbled::RULE,
    rules::number_too_long::RULE,
    rules::rate_not_percent::RULE,
    rules::rate_over_hundred::RULE,
    rules::at_least_hundred::RULE,
    rules::satisfaction_capped::RULE,
    rules::satisfaction_full::RULE,
    rules::direction_wrong::RULE,
    rules::direction_column_wrong::RULE,
    rules::satisfaction_low::RULE,
    rules::indicator_misplaced::RULE,
    rules::quantity_is_percent::RULE,
    rules::cost_not_money::RULE,
    rules::cost_not_capped::RULE,
    rules::timeliness_not_time::RULE,
    rules::date_outside_year::RULE,
    rules::date_impossible::RULE,
    rules::indicator_repeated::RULE,
    rules::description_repeats_name::RULE,
    rules::words_without_base::RULE,
    rules::name_is_level::RULE,
    rules::indicators_repeated::RULE,
    rules::unit_not_of_name::RULE,
    rules::basis_missing::RULE,
    rules::weight_missing::RULE,
    rules::basis_empty::RULE,
    of_templates("P101", "模板语法有误"),
    of_templates("P102", "模板用了没有的字段"),
    of_templates("P103", "模板给出的标记不对"),
    reading("S101", "YAML 写法有误"),
    reading("S102", "文件不是 UTF-8 编码"),
    reading("S103", "文件太大或层次太深"),
    reading("S104", "文件是空的"),
    reading("S105", "用了不支持的 YAML 写法"),
    reading("S106", "同一项写了两次"),
    reading("S107", "没有这一项"),
    reading("S108", "缺少必写的一项"),
    reading("S109", "写的种类不对"),
    reading("S110", "值读不出来"),
    reading("S111", "必写的一项是空的"),
    Rule {
        severity: Severity::Warning,
        ..reading("S112", "空格加 # 以后的文字被当作注释")
    },
    reading("S113", "没有 部门.yaml"),
    reading("S114", "项目写在两处"),
    reading("S115", "分条写的几行连成了一段"),
    Rule {
        severity: Severity::Warning, ..reading("S116", "看不见或看着像的字符")
    },
    reading("S117", "项目文件没有读"),
    Rule { severity: Severity::Info, ..reading("S118", "别的文件没有读") },
    reading("S201", "没有这种版式"),
    rules::unit_not_listed::RULE,
    rules::part_missing::RULE,
    rules::no_project::RULE,
    rules::field_missing::RULE,
    rules::month_unknown::RULE,
    rules::level_unknown::RULE,
    rules::project_name_repeated::RULE,
    rules::sub_goal_without_project::RULE,
    rules::field_not_printed::RULE,
    rules::code_malformed::RULE,
    rules::code_check_wrong::RULE,
    rules::code_legacy::RULE,
    rules::code_of_later_year::RULE,
    rules::code_duplicate::RULE,
    rules::code_of_other_region::RULE,
    rules::code_of_earlier_year::RULE,
    rules::goals_repeated::RULE,
    rules::purpose_repeats_name::RULE,
    rules::word_doubled::RULE,
    rules::placeholder::RULE,
    rules::other_year::RULE,
    rules::number_typed::RULE,
    rules::punctuation_half_width::RULE,
    rules::bracket_unpaired::RULE,
    rules::punctuation_doubled::RULE,
    rules::sentence_repeated::RULE,
    rules::purposes_repeated::RULE,
    rules::goal_repeats_name::RULE,
    rules::other_department_named::RULE,
];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    REGISTRY.iter().find(|r| r.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = REGISTRY.iter().map(|r| r.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }
}
