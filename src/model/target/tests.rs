use super::*;
use proptest::prelude::*;

/// What was understood, in a few characters.
fn shown(text: &str) -> String {
    let target = Target::parse(text);
    assert_eq!(target.text, text);
    let sign = target.sign.map_or("", Sign::symbol);
    let unit = |unit: &TargetUnit| match unit {
        TargetUnit::Missing => "无单位".to_owned(),
        TargetUnit::Percent => "%".to_owned(),
        TargetUnit::Money { unit, per: None } => format!("钱{}", unit.yuan()),
        TargetUnit::Money { unit, per: Some(per) } => format!("钱{}每{per}", unit.yuan()),
        TargetUnit::Time(name) => format!("时长{name}"),
        TargetUnit::Other(name) => name.clone(),
    };
    let amount = |a: &Amount| format!("{} {}", a.number, unit(&a.unit));
    let date = |d: Date| {
        let part = |n: Option<u16>| n.map_or("?".to_owned(), |n| n.to_string());
        format!(
            "{}/{}/{}",
            part(d.year),
            part(d.month.map(u16::from)),
            part(d.day.map(u16::from))
        )
    };
    let value = match &target.value {
        TargetValue::Amount(a) => amount(a),
        TargetValue::Range { low, high, unit: u } => format!("{low}～{high} {}", unit(u)),
        TargetValue::Product { count, price } => {
            format!("{} × {}", amount(count), amount(price))
        }
        TargetValue::Date(DateSpan { from, to: None }) => format!("日期{}", date(*from)),
        TargetValue::Date(DateSpan { from, to: Some(to) }) => {
            format!("日期{}到{}", date(*from), date(*to))
        }
        TargetValue::Period => "时期".to_owned(),
        TargetValue::Question => "问句".to_owned(),
        TargetValue::Placeholder => "空位".to_owned(),
        TargetValue::Overlong => "长数".to_owned(),
        TargetValue::Words => "文字".to_owned(),
    };
    format!("{sign}{value}")
}

#[test]
fn numbers_signs_and_units() {
    let table = [
        ("≥90%", "≥90 %"),
        ("≥90百分比", "≥90 %"),
        ("≥90.00(%)", "≥90.00 %"),
        ("≥９０．５％", "≥90.5 %"),
        ("≧ 90 ％", "≥90 %"),
        (">=90%", "≥90 %"),
        ("≦5万元", "≤5 钱10000"),
        ("≤5百万元", "≤5 钱1000000"),
        ("≤5千万元", "≤5 钱10000000"),
        ("≤5万块钱", "≤5 钱10000"),
        ("≤2021749507708920928.836亿元", "长数"),
        ("0.1234567890123456789元", "长数"),
        ("<=5.00万元", "≤5.00 钱10000"),
        ("＞95%", "＞95 %"),
        (">95%", "＞95 %"),
        ("＜3天", "＜3 时长天"),
        ("＝0起", "＝0 起"),
        ("=4期", "＝4 期"),
        ("大于等于20场", "≥20 场"),
        ("不低于90%", "≥90 %"),
        ("不少于1,200人次", "≥1200 人次"),
        ("不超过3个", "≤3 个"),
        ("不高于0.3%", "≤0.3 %"),
        ("小于5人", "＜5 人"),
        ("90%以上", "≥90 %"),
        ("90%（含）以上", "≥90 %"),
        ("5万元以下", "≤5 钱10000"),
        ("10个工作日内", "≤10 时长个工作日"),
        ("30分钟以内", "≤30 时长分钟"),
        ("3个月", "3 时长个月"),
        ("≥8月", "≥8 时长月"),
        ("≥20万人次", "≥20 万人次"),
        ("≤115万", "≤115 万"),
        ("≥18亿元", "≥18 钱100000000"),
        ("≤500元/人", "≤500 钱1每人"),
        ("41000平方米", "41000 平方米"),
        ("≥21600㎡", "≥21600 ㎡"),
        ("100", "100 无单位"),
        ("全年4篇", "4 篇"),
        ("每年不少于2次", "≥2 次"),
        ("≥90正常运转率", "≥90 正常运转率"),
    ];
    for (text, wanted) in table {
        assert_eq!(shown(text), wanted, "{text}");
    }
}

#[test]
fn ranges_and_products() {
    let table = [
        ("10～20", "10～20 无单位"),
        ("10-20万元", "10～20 钱10000"),
        ("10万元-20万元", "10～20 钱10000"),
        ("90%至95%", "90～95 %"),
        ("3家×2万元", "3 家 × 2 钱10000"),
        ("2万元/家×3家＝6万元", "3 家 × 2 钱10000每家"),
        ("500元 * 40次", "40 次 × 500 钱1"),
        ("每家2万元 3家", "3 家 × 2 钱10000"),
        ("每家2万元，共3家", "3 家 × 2 钱10000"),
        ("3家，每家2万元", "3 家 × 2 钱10000"),
        ("3家，每人2万元", "文字"),
    ];
    for (text, wanted) in table {
        assert_eq!(shown(text), wanted, "{text}");
    }
}

#[test]
fn dates_and_periods() {
    let table = [
        ("2023.12.31", "日期2023/12/31"),
        ("2023-12-31", "日期2023/12/31"),
        ("2023/6/5前", "日期2023/6/5"),
        ("2023年12月", "日期2023/12/?"),
        ("2023年 12月31日前", "日期2023/12/31"),
        ("2024年1月-12月", "日期2024/1/?到?/12/?"),
        ("2025年1月至11月", "日期2025/1/?到?/11/?"),
        ("2025.3.1-2025.9.30", "日期2025/3/1到2025/9/30"),
        ("11月底", "日期?/11/?"),
        ("12月底前", "日期?/12/?"),
        ("12月15日前", "日期?/12/15"),
        ("2023年底前完成", "日期2023/?/?"),
        ("2026年6月上旬", "日期2026/6/?"),
        ("2026年", "日期2026/?/?"),
        ("年底前", "日期?/?/?"),
        ("第三季度", "日期?/9/?"),
        ("2026年上半年完成", "日期2026/6/?"),
        ("≤2026.12.31", "≤日期2026/12/31"),
        ("不晚于2026年9月底", "≤日期2026/9/?"),
        ("不晚于11月底", "≤日期?/11/?"),
        ("8月", "日期?/8/?"),
        ("全年", "时期"),
        ("每季度", "时期"),
        ("每个月", "时期"),
        ("13月", "13 时长月"),
        ("2023.13.31", "文字"),
    ];
    for (text, wanted) in table {
        assert_eq!(shown(text), wanted, "{text}");
    }
}

#[test]
fn words_questions_and_things_left_open() {
    let words = [
        "有效保障",
        "较上年提高3个百分点",
        "二级以上",
        "符合“八有标准”",
        "主场活动2场，带动全市开展活动不少于1万场",
        "超过预算",
        "按合同规定实施",
        "涉密",
    ];
    for text in words {
        assert_eq!(shown(text), "文字", "{text}");
    }
    for text in ["是/否", "是否按时完成", "有无事故", "完成了吗？", "是 或 否"]
    {
        assert_eq!(shown(text), "问句", "{text}");
    }
    for text in ["XX", "≥XX次", "××万元", "待定", "若干次", "暂无", "/", "——", ""]
    {
        assert_eq!(shown(text), "空位", "{text}");
    }
    assert_eq!(shown("XXL号"), "文字");
}

#[test]
fn sums_of_money() {
    let yuan = |text: &str| Target::parse(text).yuan().map(|y| y.normalize().to_string());
    assert_eq!(yuan("≤5.60万元").as_deref(), Some("56000"));
    assert_eq!(yuan("≤115万").as_deref(), Some("1150000"));
    assert_eq!(yuan("3家×2万元").as_deref(), Some("60000"));
    assert_eq!(yuan("10～20万元").as_deref(), Some("200000"));
    assert_eq!(yuan("≤500元/人"), None);
    assert_eq!(yuan("≥90%"), None);
    assert_eq!(yuan("79228162514264337593543950335亿元"), None);
}

#[test]
fn normal_forms() {
    let normal = |text: &str, cost| Target::parse(text).normal_form(cost);
    let table = [
        ("≥90百分比", "≥90%"),
        ("≥90.00(%)", "≥90.00%"),
        ("≥９０．５％", "≥90.5%"),
        ("≧ 90 %", "≥90%"),
        (">=90%", "≥90%"),
        ("＞＝90%", "≥90%"),
        (">95%", "＞95%"),
        ("=3次", "＝3次"),
        ("２０２６年６月底前", "2026年6月底前"),
    ];
    for (text, wanted) in table {
        assert_eq!(normal(text, false).as_deref(), Some(wanted), "{text}");
        assert_eq!(normal(wanted, false), None, "{wanted}");
    }
    assert_eq!(normal("≤115万", true).as_deref(), Some("≤115万元"));
    for text in ["≥4万", "＞95%", "10～20万元", "2023.12.31", "不低于90%", "有效 保障"]
    {
        assert_eq!(normal(text, false), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_has_a_meaning(text in "\\PC{0,40}") {
        let target = Target::parse(&text);
        prop_assert_eq!(&target.text, &text);
        let _ = (target.yuan(), target.highest(), target.normal_form(true));
    }

    #[test]
    fn pieces_of_values_never_fail_and_normal_forms_are_final(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "≥", "<=", "＝", "不低于", "12", "2026", "９", ".5", ",000", "%", "百分比",
                "(%)", "万", "万元", "/", "家", "×", "每", "～", "-", "至", "年", "月", "日",
                "底", "前", "以上", "内", "个", "全", " ", "是否", "XX", "（", "）",
            ]),
            0..9,
        ),
        cost: bool,
    ) {
        let target = Target::parse(&pieces.concat());
        if let Some(normal) = target.normal_form(cost) {
            let again = Target::parse(&normal);
            prop_assert_eq!(again.normal_form(cost), None, "{}", normal);
        }
        let _ = target.yuan();
    }
}
