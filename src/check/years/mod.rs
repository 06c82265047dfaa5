//! The years that a text names, and what each is for.
//!
//! Four digits, two digits and Chinese ones are read alike. The words around tell whether
//! a year is the one of the work, which must be the budget's, or that of something else.

mod budget_year;
mod read;
mod role;

pub use read::digit;
pub use role::{LISTS, YearRole};

use std::ops::Range;

/// A year in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearAt {
    /// Its bytes, 年 included.
    pub range: Range<usize>,
    /// The year.
    pub year: u16,
    /// What it is for.
    pub role: YearRole,
}

/// The years of `text`, in a text of the budget year `budget`.
pub fn years(text: &str, budget: u16) -> Vec<YearAt> {
    let found = read::years(text, budget);
    let all: Vec<_> = found.iter().map(|f| f.0.clone()).collect();
    let role = |(range, year): &(Range<usize>, u16)| {
        let role = match *year == budget {
            true => budget_year::of(text, range, budget, &found),
            false => role::of(text, range, *year, budget, &all),
        };
        YearAt { range: range.clone(), year: *year, role }
    };
    found.iter().map(role).collect()
}

/// Whether a 依据 names plans or budgets, which each year has anew, and not results, laws
/// or contracts.
pub fn is_plan(basis: &str) -> bool {
    LISTS.within("依据里的计划", basis).is_some() && !is_result(basis)
}

/// Whether a 依据 names results, laws or contracts.
pub fn is_result(basis: &str) -> bool {
    LISTS.within("依据里的实绩", basis).is_some()
}

/// The years of work that are not the budget's.
pub fn strange(text: &str, budget: u16) -> Vec<YearAt> {
    let mut found = years(text, budget);
    found.retain(|y| y.year != budget && y.role == YearRole::Work);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<u16> {
        strange(text, 2026).iter().map(|y| y.year).collect()
    }

    #[test]
    fn a_year_of_work_is_told_however_it_is_written() {
        for text in [
            "2025年举办培训班10期",
            "完成2025年度培训任务，2026年续办",
            "２０２５年举办培训班",
            "二〇二五年举办培训班",
            "二零二五年底前完成",
            "25年举办培训班10期",
            "完成25年度培训任务",
            "于2025年11月30日前完成",
            "2025.11.30前完成修复",
            "2025年12月31日前完成支付",
            "2025科普经费",
            "贰零贰伍年聘请专家",
            "两千零二十五年聘请专家",
            "自2025年3月至12月聘请专家",
            "2025年起草开放目录",
            "根据2025年工作安排聘请专家",
            "1.免费开放;2.2025年举办培训班",
        ] {
            assert_eq!(told(text), [2025], "{text}");
        }
    }

    #[test]
    fn words_that_are_a_part_of_others_silence_nothing() {
        for text in [
            "2025年举办技能比赛",
            "2025年继续聘请专家审核",
            "办理2025年入户手续",
            "2025年发起宣传活动",
            "2025年按比例支付",
            "2025年末完成审核",
            "在2025年开展宣传",
            "参与2025年科普日活动",
            "按合同2025年完成",
            "2025年招标采购终端",
            "2025年实际需要开展审核",
            "到2025年底完成改造",
        ] {
            assert_eq!(told(text), [2025], "{text}");
        }
    }

    #[test]
    fn years_of_something_else_are_right() {
        for text in [
            "较2025年增长10%",
            "比2025年多接待读者2万人次",
            "与2025年相比提高3个百分点",
            "不低于2025年水平",
            "2025年同期为3.2万人次",
            "支付2025年结转资金",
            "支付2025年施工合同尾款",
            "2025-2027年三年行动",
            "2025年至2027年分三年实施",
            "实施周期为2025年7月至2027年6月",
            "十四五规划（2021—2025年）确定的任务",
            "到2030年建成全覆盖的网络",
            "按《2025年工作方案》执行",
            "依据〔2025〕8号文件",
            "自2024年以来连续举办",
            "2023年起每年举办",
            "截至2025年底共有藏书20万册",
            "贯彻2025年12月全会精神",
            "承办第15届（2025年）图书博览会",
            "2025年12月31日前到期的合同",
            "2025年签订的服务合同",
            "该批资金于2025年第四季度下达",
            "工程已于2025年11月进场",
            "2022年前免费开放项目尾款",
            "2024年全国科普日，支付劳务费",
            "开展2025年度部门决算公开",
            "馆藏满25年的档案",
            "使用25年以上的设备",
            "质保25年",
            "分两年实施，2025年完成一期，2026年完成二期",
            "购置2025本图书",
            "按管理办法讨论稿2016.2.29执行",
            "2025年为1.2万件，2026年达到1.3万件",
            "2025年安排8.90万元，2026年安排9.80万元",
            "在2025年1.2万件的基础上增加1000件",
            "依据《档案法实施条例》（2024年）开展审核",
            "按照2025年12月25日常务会议纪要聘请专家",
            "为迎接2027年执法检查做准备",
            "参加2027年全国学术会议",
            "2025年未支付的劳务费在本年支付",
            "2025年采购合同约定分两年付款",
            "对2025年度归档文件进行数字化",
            "延续2025年做法，聘请专家审核",
            "按照2025年标准发放劳务费",
            "补发2025年第四季度劳务费",
            "2025年10月开工，2026年5月竣工",
            "对2025年接收进馆的档案开展审核",
        ] {
            assert_eq!(told(text), [0; 0], "{text}");
        }
    }

    fn of_budget_year(text: &str) -> Vec<YearRole> {
        let found = years(text, 2026).into_iter().filter(|y| y.year == 2026);
        found.map(|y| y.role).collect()
    }

    #[test]
    fn the_budget_year_is_that_of_the_work() {
        for text in [
            "2026年12月底前",
            "截至2026年底，建成3个站点",
            "到2026年底完成改造",
            "2026年贯彻落实党的二十大精神，举办宣讲10场",
            "召开年会和2026年学术会议",
            "2026年支付上年合同尾款",
            "2026年度决算公开",
            "2026年全国科普日",
            "2026年举办的培训班满意度",
            "2026年立项10个课题",
            "26年底前",
            "二〇二六年举办",
            "2026.12底前",
        ] {
            assert_eq!(of_budget_year(text), [YearRole::Work], "{text}");
        }
        for text in [
            "2026年1月至2026年12月",
            "2026.1.1-2026.12.31",
            "2026年1月1日—2026年12月31日",
        ] {
            assert_eq!(of_budget_year(text), [YearRole::Work; 2], "{text}");
        }
    }

    #[test]
    fn the_budget_year_may_be_that_of_something_else() {
        for (text, role) in [
            ("按《2026年工作方案》执行", YearRole::Source),
            ("第16届（2026年）图书博览会", YearRole::Source),
            ("落实2026年中央一号文件", YearRole::Source),
            ("下达2026年省级补助资金", YearRole::Source),
            ("2026年—2028年三年行动", YearRole::Period),
            ("2026年7月至2027年6月", YearRole::Period),
            ("十四五规划（2022—2026年）", YearRole::Period),
            ("分两年实施，2026年完成一期，2027年完成二期", YearRole::Period),
            ("较2026年增长10%", YearRole::Base),
            ("与2026年相比提高3%", YearRole::Base),
            ("自2026年起每年举办", YearRole::Past),
            ("已于2026年1月进场", YearRole::Past),
            ("2026年签订的合同", YearRole::Past),
            ("支付2026年尾款", YearRole::Arrears),
        ] {
            assert_eq!(of_budget_year(text), [role], "{text}");
        }
    }

    #[test]
    fn any_text_can_be_read() {
        for text in ["", "年", "2025", "20年", "2025-", "二〇", "99年", "2025年"] {
            let _ = years(text, 2026);
            let _ = years(text, 2000);
        }
    }
}
