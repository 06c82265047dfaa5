//! The values of a profile that are one of a few words, and what each word means.

use crate::diagnostic::Severity;
use crate::model::Percent;
use crate::model::profile::{
    Excess, FundOrder, FundRows, LabelPlace, Need, Place, Tables, Weight, WordsAlign,
};
use rust_decimal::Decimal;
use std::str::FromStr;

/// A value that is one of some words.
macro_rules! words {
    ($type:ty, $hint:literal, $($word:literal => $value:expr),+ $(,)?) => {
        impl FromStr for $type {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok($value),)+
                    _ => Err($hint.into()),
                }
            }
        }
    };
}

/// How many decimal places amounts have.
pub struct Decimals(pub u32);
/// A share in per cent.
pub struct Share(pub Decimal);
/// How percentages are printed.
pub struct PercentSign(pub &'static str);

words!(Weight, "严重程度写 错误、警告、说明 或 关闭",
    "错误" => Weight::On(Severity::Error),
    "警告" => Weight::On(Severity::Warning),
    "说明" => Weight::On(Severity::Info),
    "信息" => Weight::On(Severity::Info),
    "关闭" => Weight::Off);
words!(Need, "写 必有、可有 或 没有",
    "必有" => Need::Must, "可有" => Need::May, "没有" => Need::Never);
words!(Tables, "写 逐项 或 清单", "逐项" => Tables::Each, "清单" => Tables::List);
words!(FundRows, "写 一行 或 逐行", "一行" => FundRows::One, "逐行" => FundRows::Each);
words!(Place, "写 表前、表头、表内 或 不印",
    "表前" => Place::Before, "表头" => Place::Head, "表内" => Place::Inside,
    "不印" => Place::Nowhere);
words!(LabelPlace, "标签写 左、上 或 无",
    "左" => LabelPlace::Left, "上" => LabelPlace::Above, "无" => LabelPlace::None);
words!(WordsAlign, "对齐写 左、中 或 右",
    "左" => WordsAlign::Left, "中" => WordsAlign::Center, "居中" => WordsAlign::Center,
    "右" => WordsAlign::Right);
words!(FundOrder, "排法写 逐行、并排、一行 或 各列",
    "逐行" => FundOrder::Rows, "并排" => FundOrder::Beside,
    "一行" => FundOrder::Line, "各列" => FundOrder::Columns);
words!(Excess, "超出写 递减 或 反比",
    "递减" => Excess::Falling, "反比" => Excess::Inverse);
words!(PercentSign, "百分号写 % 或 (%)",
    "%" => PercentSign("%"), "(%)" => PercentSign("(%)"));
words!(Decimals, "小数位写 0 到 6",
    "0" => Decimals(0), "1" => Decimals(1), "2" => Decimals(2), "3" => Decimals(3),
    "4" => Decimals(4), "5" => Decimals(5), "6" => Decimals(6));

impl FromStr for Share {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let share = text.parse::<Percent>()?.number();
        match share.is_sign_negative() && !share.is_zero() {
            true => Err("百分比不能是负数".into()),
            false => Ok(Share(share)),
        }
    }
}
