//! Any text as the values that are parsed: what is read prints as it was typed.

#![no_main]

use jixiao::model::{Money, MoneyUnit, Percent, ProjectCode, Target, Year};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(percent) = text.parse::<Percent>() {
        assert_eq!(percent.to_string(), text);
    }
    for unit in [MoneyUnit::YUAN, MoneyUnit::WAN] {
        if let Ok(money) = Money::parse(text, unit) {
            let again = Money::parse(money.as_written(), unit);
            assert_eq!(again, Ok(money));
        }
    }
    if let Ok(code) = text.parse::<ProjectCode>() {
        let _ = (code.fault(), code.is_legacy(), code.year());
    }
    let _ = text.parse::<Year>();
    let target = Target::parse(text);
    let _ = (target.yuan(), target.normal_form(true), target.normal_form(false));
});
