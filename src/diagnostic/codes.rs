//! The one table of codes. A code is never used again for something else.
//!
//! Families: S shape, A arithmetic, I indicators, T text, C across departments, P profiles
//! and templates, F layout, E exemptions, Z 自评 and
//! 监控.

use super::{Diagnostic, Severity};
use crate::text::source::Span;
use serde::{Serialize, Serializer};
use std::fmt;

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// The stable code, such as `A101`.
    pub name: &'static str,
    /// The fault.
    pub title: &'static str,
    /// How much it weighs where the form does not say otherwise.
    pub severity: Severity,
}

impl Code {
    /// A finding of this kind at `span`.
    pub fn finding(&'static self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self, span, message)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, name: &str) -> bool {
        self.name == name
    }
}

/// The code of that name.
pub fn code(name: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|c| c.name == name)
}

macro_rules! codes {
    ($($name:ident $severity:ident $title:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: &Code = &Code {
                name: stringify!($name), title: $title, severity: Severity::$severity,
            };
        )*
        /// All codes, in order.
        pub const ALL: &[&Code] = &[$($name),*];
    };
}

codes! {
    A101 Error "预算数不等于各项资金之和";
    A102 Error "成本指标超过预算数";
    A103 Warning "成本指标之和不等于预算数";
    A104 Warning "数量乘单价不等于合计";
    A105 Warning "资金用途里的总额与预算数不符";
    A106 Info "金额只差四舍五入";
    A107 Warning "资金用途各项之和不等于总额";
    A108 Error "第一部分的合计与各项目之和不符";
    A109 Error "权重之和不等于总分";
    A110 Warning "金额差一万倍";
    A111 Warning "金额以别的单位写";
    A112 Warning "目标、分项里的数与指标值不符";
    A113 Warning "分项里的金额与项目预算不符";
    A114 Warning "用途各项与成本指标不符";
    A115 Warning "项目名称里的金额与预算数不符";
    A116 Warning "主要任务里的金额与预算不符";
    A117 Error "项目总预算少于当年预算";
    A201 Error "支出计划超出 0%～100%";
    A202 Error "累计支出计划变小";
    A203 Error "年底累计支出不是 100%";
    A204 Info "到 10 月底几乎没有支出";
    C101 Warning "同一个部门有两份文本";
    C102 Warning "一个单位编码在两个部门里";
    C201 Error "一个项目编码在两个部门里";
    C202 Warning "同一个项目用了两个编码";
    C301 Warning "几个部门的绩效目标雷同";
    C302 Warning "几个部门的绩效指标雷同";
    E101 Warning "免查说明没有理由";
    E102 Warning "免查说明没有用上";
    E103 Warning "免查说明的代码不对";
    F101 Warning "字体里没有的字";
    F102 Info "表格只有几行字落到下一页";
    F103 Info "借用其他字体的字";
    F104 Info "比一页还高的表格行";
    F105 Info "在行末断开的编码或英文";
    I101 Error "缺少一级指标";
    I102 Warning "缺少二级指标";
    I201 Error "指标值只是重复指标名称";
    I202 Error "指标值是问句";
    I203 Warning "指标值还没有定";
    I204 Warning "数量指标没有数";
    I205 Warning "指标值是零";
    I301 Warning "指标值写法不规范";
    I302 Warning "指标值没有单位";
    I303 Warning "指标值是约数";
    I304 Warning "指标值的数字或符号打错了";
    I305 Error "指标值的数字太长";
    I401 Warning "比率的指标值不是百分比";
    I402 Warning "比率超过 100%";
    I403 Warning "≥100% 应写 100%";
    I404 Warning "满意度的方向反了";
    I405 Info "满意度定为 100%";
    I406 Warning "指标值的方向与名称相反";
    I407 Warning "方向一栏与符号相反";
    I408 Warning "满意度的目标值太低";
    I409 Info "指标放错了类";
    I501 Warning "数量指标写成百分比";
    I502 Warning "成本指标不是金额";
    I503 Warning "成本指标的方向反了";
    I504 Warning "时效指标没有写时间";
    I505 Warning "指标值的日期不在预算年度内";
    I506 Warning "没有这个日期";
    I601 Warning "三级指标重名";
    I602 Info "描述与指标名称相同";
    I603 Info "定性的指标值没有比较的对象";
    I604 Warning "三级指标是分类的名称";
    I605 Warning "几个项目的指标表雷同";
    I606 Warning "单位与指标名称不配";
    I607 Warning "描述是另一条指标的";
    I701 Warning "没有写指标值确定依据";
    I702 Error "没有写权重";
    I703 Warning "指标值确定依据等于没写";
    P101 Error "模板语法有误";
    P102 Error "模板用了没有的字段";
    P103 Error "模板给出的标记不对";
    S101 Error "YAML 写法有误";
    S102 Error "文件不是 UTF-8 编码";
    S103 Error "文件太大或层次太深";
    S104 Error "文件是空的";
    S105 Error "用了不支持的 YAML 写法";
    S106 Error "同一项写了两次";
    S107 Error "没有这一项";
    S108 Error "缺少必写的一项";
    S109 Error "写的种类不对";
    S110 Error "值读不出来";
    S111 Error "必写的一项是空的";
    S112 Warning "空格加 # 以后的文字被当作注释";
    S113 Error "没有 部门.yaml";
    S114 Error "项目写在两处";
    S115 Error "分条写的几行连成了一段";
    S116 Warning "看不见或看着像的字符";
    S117 Error "项目文件没有读";
    S118 Info "别的文件没有读";
    S201 Error "没有这种版式";
    S202 Error "项目的单位没有列出";
    S203 Error "第一部分不齐全";
    S204 Error "没有项目";
    S205 Error "缺少版式要求的一项";
    S206 Error "支出计划没有这个月份";
    S207 Error "没有这种指标分类";
    S208 Warning "同一单位的项目重名";
    S209 Warning "分项名称与项目名称对不上";
    S210 Info "写了版式不印的一项";
    S215 Error "部门缺少版式要求的一栏";
    S301 Error "项目编码格式不对";
    S302 Error "项目编码校验码不对";
    S303 Info "旧的项目编码";
    S304 Error "项目编码的年份晚于预算年度";
    S305 Error "项目编码重复";
    S306 Error "项目编码的区划与本单位不同";
    S307 Warning "项目编码是往年的";
    S308 Error "项目编码还没有编";
    S309 Warning "上年的数还没有核对";
    T101 Warning "几个项目的绩效目标雷同";
    T102 Warning "资金用途只重复项目名称";
    T103 Warning "词语重复";
    T104 Warning "有没填的空";
    T105 Warning "写了别的年份";
    T106 Warning "手打了序号";
    T107 Info "汉字之间用了半角标点";
    T108 Warning "括号或引号不成对";
    T109 Warning "标点重复";
    T110 Warning "同一句话写了两遍";
    T111 Warning "几个项目的资金用途雷同";
    T112 Warning "绩效目标只重复名称或用途";
    T113 Warning "写了别处同类部门的名称";
    T114 Info "名称与正文差一个字";
    Z101 Error "自评、监控对不上项目";
    Z102 Error "一个项目报了两次";
    Z103 Error "不是批复的三级指标";
    Z104 Error "漏了批复的指标";
    Z105 Error "一条指标报了两次";
    Z106 Warning "项目没有自评或监控";
    Z201 Error "资金总额不等于各项之和";
    Z202 Error "执行数大于预算数";
    Z203 Error "执行率算得不对";
    Z204 Error "分值合计不等于总分";
    Z205 Warning "一级指标的分值与规定不同";
    Z206 Warning "没有写分值";
    Z207 Error "没有写完成值或执行数";
    Z208 Error "完成值和指标值没法比";
    Z209 Error "得分算得不对";
    Z210 Error "得分不在应有的范围里";
    Z211 Error "扣了分没有写原因";
    Z212 Error "总分不等于各项得分之和";
    Z213 Error "结论与总分不符";
    Z214 Warning "年初预算数与批复的不同";
    Z215 Error "收入总额不等于支出总额";
    Z216 Error "完成情况里各项之和不等于总额";
    Z301 Warning "执行进度预警";
    Z302 Error "可能性没有说清楚";
    Z303 Error "可能性或偏差原因不是规定的";
    Z304 Warning "执行数比前一次监控少";
    Z305 Warning "预计达不到却写确定能";
    Z306 Error "监控的月份不在预算年度";
}
