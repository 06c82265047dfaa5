//! The rules: which code runs when.

use super::{
    JudgeAcross, JudgeDepartment, JudgeProject, JudgeProjectOnce, JudgeReport, JudgeRow,
    rules,
};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::text::source::Span;

/// A rule.
pub struct Rule {
    /// Its code, with title and weight.
    pub code: &'static Code,
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
    /// Once for each 自评 or 监控.
    Report(JudgeReport),
    /// Once for each indicator of the projects that are not 涉密.
    Row(JudgeRow),
}

impl Rule {
    /// A finding of its kind at `span`.
    pub fn finding(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.code.finding(span, message)
    }

    /// Whether it judges many departments, of which each is silent alone.
    pub fn is_across(&self) -> bool {
        matches!(self.run, Run::Across(_))
    }
}

const fn reading(code: &'static Code) -> Rule {
    Rule { code, run: Run::Loading }
}

const fn of_templates(code: &'static Code) -> Rule {
    Rule { code, run: Run::Profile }
}

const fn of_pages(code: &'static Code) -> Rule {
    Rule { code, run: Run::Layout }
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
    reading(codes::A111),
    rules::goal_figure_differs::RULE,
    rules::sub_goal_amount_differs::RULE,
    rules::caps_differ_from_purpose::RULE,
    rules::name_amount_differs::RULE,
    rules::task_amount_differs::RULE,
    rules::total_below_year::RULE,
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
    reading(codes::E101),
    reading(codes::E102),
    reading(codes::E103),
    of_pages(codes::F101),
    of_pages(codes::F102),
    of_pages(codes::F103),
    of_pages(codes::F104),
    of_pages(codes::F105),
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
    rules::description_of_other_row::RULE,
    rules::basis_missing::RULE,
    rules::weight_missing::RULE,
    rules::basis_empty::RULE,
    of_templates(codes::P101),
    of_templates(codes::P102),
    of_templates(codes::P103),
    reading(codes::S101),
    reading(codes::S102),
    reading(codes::S103),
    reading(codes::S104),
    reading(codes::S105),
    reading(codes::S106),
    reading(codes::S107),
    reading(codes::S108),
    reading(codes::S109),
    reading(codes::S110),
    reading(codes::S111),
    reading(codes::S112),
    reading(codes::S113),
    reading(codes::S114),
    reading(codes::S115),
    reading(codes::S116),
    reading(codes::S117),
    reading(codes::S118),
    reading(codes::S201),
    rules::unit_not_listed::RULE,
    rules::part_missing::RULE,
    rules::no_project::RULE,
    rules::field_missing::RULE,
    rules::month_unknown::RULE,
    rules::level_unknown::RULE,
    rules::project_name_repeated::RULE,
    rules::sub_goal_without_project::RULE,
    rules::field_not_printed::RULE,
    rules::department_field_missing::RULE,
    rules::code_malformed::RULE,
    rules::code_check_wrong::RULE,
    rules::code_legacy::RULE,
    rules::code_of_later_year::RULE,
    rules::code_duplicate::RULE,
    rules::code_of_other_region::RULE,
    rules::code_of_earlier_year::RULE,
    rules::code_pending::RULE,
    reading(codes::S309),
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
    rules::name_nearly_said::RULE,
    rules::report_without_project::RULE,
    rules::report_repeated::RULE,
    rules::report_indicator_unknown::RULE,
    rules::report_indicator_missing::RULE,
    rules::report_indicator_repeated::RULE,
    rules::report_missing::RULE,
    rules::report_funds_not_sum::RULE,
    rules::report_spent_over_budget::RULE,
    rules::report_rate_wrong::RULE,
    rules::report_weights_not_total::RULE,
    rules::report_weights_of_levels::RULE,
    rules::report_weight_missing::RULE,
    rules::report_actual_missing::RULE,
    rules::report_value_incomparable::RULE,
    rules::report_score_wrong::RULE,
    rules::report_score_out_of_range::RULE,
    rules::report_reason_missing::RULE,
    rules::report_total_wrong::RULE,
    rules::report_conclusion_wrong::RULE,
    rules::report_budget_differs::RULE,
    rules::report_income_not_expenses::RULE,
    rules::report_text_parts_differ::RULE,
    rules::monitoring_behind::RULE,
    rules::monitoring_not_explained::RULE,
    rules::monitoring_word_unknown::RULE,
    rules::monitoring_spent_falls::RULE,
    rules::monitoring_contradicts::RULE,
    rules::monitoring_other_year::RULE,
];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    REGISTRY.iter().find(|r| r.code.name == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_rule_in_order() {
        let codes: Vec<_> = REGISTRY.iter().map(|r| r.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        assert_eq!(codes, codes::ALL);
    }
}
