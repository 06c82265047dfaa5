//! One file a rule, named after the fault.

pub mod budget_sum_mismatch;
pub mod code_check_wrong;
pub mod code_legacy;
pub mod code_malformed;
pub mod code_of_later_year;
pub mod field_missing;
pub mod level1_missing;
pub mod level_unknown;
pub mod month_unknown;
pub mod no_project;
pub mod part_missing;
pub mod plan_falls;
pub mod plan_not_finished;
pub mod plan_out_of_range;
pub mod unit_not_listed;
