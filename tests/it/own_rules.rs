//! 核对: rules that a form has of its own, told with every operand.

use crate::support::{examined, repository};
use jixiao::diagnostic::to_concise;

/// What the form of the sample finds, in reading order.
const TOLD: &[(&str, &str)] = &[
    (
        "U001",
        "成本构成合计与预算数不符：合计(成本构成.金额) 4.00 + 2.00 = 6.00 ≠ 预算数 5.00，相差 1.00",
    ),
    (
        "U020",
        "「场租」不符合“金额 ÷ (数量 − 数量) > 1”：「金额 ÷ (数量 − 数量) > 1」算不出来，除数是 0",
    ),
    (
        "U003",
        "「印刷」不符合“金额 = 单价 × 数量”：金额 2.00 ≠ 单价 0.30 × 数量 5 = 1.50，相差 0.50",
    ),
    (
        "U020",
        "「印刷」不符合“金额 ÷ (数量 − 数量) > 1”：「金额 ÷ (数量 − 数量) > 1」算不出来，除数是 0",
    ),
];

#[test]
fn findings_write_the_sum_out_and_may_be_explained_away() {
    let (loaded, sources) = examined(&repository("tests/cases/own_rules"));
    let own = loaded.diagnostics.iter().filter(|d| d.code.name.starts_with('U'));
    let own: Vec<_> = own.cloned().collect();
    let told: Vec<_> = own.iter().map(|d| (d.code.name, d.message.as_str())).collect();
    assert_eq!(told, TOLD, "{}", to_concise(&own, &sources));
    let sum = own.iter().find(|d| d.code.name == "U001").unwrap();
    // the other summand and the 预算数
    assert_eq!(sum.related.len(), 2);
    assert!(loaded.exemptions.iter().any(|e| e.code == "U002"));
}
