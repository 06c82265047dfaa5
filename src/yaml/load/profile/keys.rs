//! The keys of 版式.yaml.

use crate::yaml::format::{Key, Shape};

const fn key(name: &'static str, required: bool, about: &'static str) -> Key {
    // the readers know what stands under each key
    Key { name, required, about, shape: Shape::Text }
}

/// The top of 版式.yaml. What is not required has a usual value, or is inherited.
pub const PROFILE: &[Key] = &[
    key("名称", true, "版式的名称"),
    key("说明", false, "一句话"),
    key(
        super::INHERITS,
        false,
        "以哪个版式为底：自带版式的名称，或另一个版式文件夹的路径",
    ),
    key("模板", false, "自带模板的文件夹，依次查找，一般不用写"),
    key("标题", false, "表上印的字，如 {绩效目标: 年度目标}"),
    key("部分", false, "有哪些部分，如 {专项资金: 可有}"),
    key("项目表", false, "逐项：一个项目一张表；清单：全部项目一张表"),
    key("金额", false, "单位和小数位"),
    key("资金", false, "预算里有哪些金额，怎样相加"),
    key("资金排法", false, "一行：各项金额并排；逐行：一项一行"),
    key("项目编码", false, "是：表里有项目编码"),
    key("资金用途", false, "是：表里有资金用途"),
    key("中期目标", false, "是：表里有中期目标"),
    key("支出计划", false, "表里的各月，没有写 []"),
    key("文字栏", false, "项目的其他文字栏，如 立项依据"),
    key("字段", false, "表上自己的栏目：文字、选项、日期、金额、表 等"),
    key("指标表", false, "指标的各列"),
    key("百分号", false, "% 或 (%)"),
    key("权重", false, "总分和预留的分值"),
    key("编号", false, "第一部分各级编号的写法"),
    key("指标", false, "一级指标和二级指标"),
    key("页面", false, "纸张、方向、边距、行数、页码"),
    key("表样", false, "表的各行，如 [[项目名称, 项目编码], 资金, 绩效目标, 绩效指标]"),
    key("续表", false, "表格接到下一页时印的字，如 续表；否：不印"),
    key("核对", false, "自己的检查规则，如 {式: 合计(成本构成.金额) = 预算数}"),
    key("自评", false, "绩效自评表：栏目、计分、结论；否：没有"),
    key("监控", false, "绩效运行监控表：栏目、预警、可能性；否：没有"),
    key("严重程度", false, "与规则本身不同的严重程度，如 {T105: 关闭}"),
];

/// 金额.
pub const MONEY: &[Key] = &[
    key("单位", false, "万元、元、千元、百万元或亿元"),
    key("小数位", false, "印几位小数"),
    key("千分位", false, "是：千位之间印逗号，如 10,308,000.00"),
];

/// A node of 资金.
pub const FUND: &[Key] = &[
    key("名称", true, "项目文件“预算”里写的名称"),
    key("标题", false, "表上印的字，不写即名称"),
    key("作为", false, "检查时当作 预算数、财政资金 或 其他资金"),
    key("可不写", false, "是：没有这项钱时可以不写"),
    key("其中", false, "加起来等于它的各项"),
];

/// An item of 文字栏.
pub const TEXT: &[Key] = &[
    key("名称", true, "项目文件“文字栏”里写的名称"),
    key("标题", false, "表上印的字，不写即名称"),
    key("位置", false, "表前、表头 或 表内"),
    key("必有", false, "是：每个项目都要写"),
];

/// An item of 字段.
pub const FIELD: &[Key] = &[
    key("名称", true, "文件里写的名称"),
    key(
        "类型",
        false,
        "文字、长文、选项、是否、日期、金额、数、百分比 或 表；不写即文字",
    ),
    key("标题", false, "表上印的字，不写即名称；{年度}、{年度-1} 印成年份"),
    key("属于", false, "项目、部门 或 指标；不写即项目"),
    key("选项", false, "可以选的各项，如 [新增项目, 延续项目]"),
    key("印法", false, "勾选：各项都印，选中的打 ☑；文字：只印选中的"),
    key("列", false, "表的各列"),
    key("行", false, "表的固定各行，或 {分组: [各行]}；不写即行数不定"),
    key("合计", false, "表的最后一行加总的各列"),
    key("位置", false, "表前、表头、表内 或 不印；不写即表内"),
    key("必填", false, "是：都要写"),
    key("默认", false, "不写时当作的值"),
    key("说明", false, "怎样填，给填表的人看"),
];

/// A column of a table in 字段.
pub const TABLE_COLUMN: &[Key] = &[
    key("名称", true, "行里写的名称"),
    key("类型", false, "文字、长文、选项、是否、日期、金额、数 或 百分比；不写即文字"),
    key("标题", false, "表上印的字，不写即名称；{年度}、{年度-1} 印成年份"),
    key("选项", false, "可以选的各项"),
    key("印法", false, "勾选 或 文字"),
    key("算", false, "由程序算的列，如 当年 / 合计(当年)"),
    key("必填", false, "是：每行都要写"),
];

/// An item of 核对.
pub const RULE: &[Key] = &[
    key("式", true, "要成立的式子，如 合计(成本构成.金额) = 预算数"),
    key("提示", false, "不成立时怎样告诉填表的人"),
    key(
        "属于",
        false,
        "项目、部门、指标、专项资金，或一张表的名称（逐行核对）；不写即项目",
    ),
    key("当", false, "这个式子成立时才核对"),
    key("程度", false, "错误、警告 或 提示；不写即错误"),
    key("编号", false, "U001 到 U999；不写即按次序"),
    key("说明", false, "为什么这样核对、怎样改"),
];

/// An item of 指标表.
pub const COLUMN: &[Key] = &[
    key("栏", true, "这一列印什么，如 指标值"),
    key("标题", false, "列的名称"),
    key("宽", false, "相对的宽度，或 最窄~最宽"),
    key("合并", false, "是：上下相同的合成一格"),
    key("后于", false, "加在哪一列后面，不写即加在最后"),
];

/// Changes of an inherited 指标表.
pub const COLUMN_EDITS: &[Key] = &[
    key("改名", false, "列的新名称，如 {描述: 指标说明}"),
    key("去掉", false, "不要的列"),
    key("加上", false, "新的列；已有的列按这里写的改"),
];

/// Changes of another inherited list.
pub const EDITS: &[Key] = &[
    key("去掉", false, "不要的各项"),
    key("加上", false, "新的各项；已有的按这里写的改"),
];

/// 权重.
pub const WEIGHTING: &[Key] = &[
    key("总分", true, "各项权重之和，如 100"),
    key("预留", false, "不由项目分配的一行，如 {名称: 预算执行率, 分值: 10}"),
];

/// 预留.
pub const RESERVED: &[Key] =
    &[key("名称", true, "这一行的名称"), key("分值", true, "这一行的分值")];

/// An item of 指标.
pub const LEVEL: &[Key] = &[
    key("一级", true, "一级指标"),
    key("必有", false, "是：每个项目都要有"),
    key("二级", true, "下面的二级指标"),
    key("必有二级", false, "其中每个项目都要有的，不写即都可以没有"),
];

/// 表样, where it describes other tables than that of a project, or changes an inherited
/// one.
pub const SHEETS: &[Key] = &[
    key("项目", false, "项目的表，从上到下一行一项"),
    key("部门整体", false, "部门整体绩效目标表"),
    key("专项资金", false, "专项资金的表，不写即与项目的相同"),
    key("加上", false, "在底版的项目表上加的行"),
    key("去掉", false, "底版的项目表里不要的栏"),
];

/// A row of 表样.
pub const SHEET_ROW: &[Key] = &[
    key("栏", false, "一栏的名称"),
    key("标题", false, "这一栏的标签，不写即这一栏自己的"),
    key("标签", false, "标签的位置：左、上 或 无"),
    key("宽", false, "左栏的宽；并排各栏所占的份"),
    key("左栏", false, "左边的标签，管“行”里的各行"),
    key("行", false, "左栏管的各行，写法同表样"),
    key("并排", false, "各栏并排，标签在上"),
    key("资金", false, "印哪些金额，各带它的“其中”；全部 即资金里的全部"),
    key("排法", false, "资金的排法：逐行、并排、一行 或 各列"),
    key("指标", false, "哪一组指标；只有一组的写 全部"),
    key("印", false, "横贯全表的文字，栏名写在 { } 里"),
    key("框", false, "“印”有没有框线：是 或 否"),
    key("对齐", false, "“印”的文字：左、中 或 右"),
    key("后于", false, "加在哪一栏的行后面，不写即加在最前"),
];

/// 自评, 监控.
pub const REPORT: &[Key] = &[
    key("标题", false, "表的名称，如 项目支出绩效自评表；{月} 印作月份"),
    key("整体标题", false, "部门整体的表的名称"),
    key("资金", false, "资金的各行，写法与版式的“资金”相同"),
    key("整体资金", false, "部门整体的资金各行"),
    key("收支相等", false, "整体资金里应相等的两项，如 [收入, 支出]"),
    key("资金表", false, "资金的各列"),
    key("指标表", false, "指标的各列"),
    key("文字", false, "表上印的字，如 {完成情况: 实际完成情况}"),
    key("计分", false, "分值、得分和结论的算法；否：不打分"),
    key("预警", false, "执行进度低于多少时预警"),
    key("进度", false, "各月应到的执行率，不写按月份平均"),
    key("可能性", false, "完成目标的可能性有哪几种"),
    key("偏差原因", false, "偏差原因有哪几类"),
];

/// A column of 资金表 or 指标表 of 自评, 监控.
pub const REPORT_COLUMN: &[Key] = &[
    key("栏", true, "这一列印什么，如 完成值"),
    key("标题", false, "列的名称；{月} 印作月份"),
    key("宽", false, "相对的宽度，或 最窄~最宽"),
];

/// 文字.
pub const REPORT_WORDS: &[Key] = &[
    key("主管部门", false, "主管部门一栏的名称"),
    key("实施单位", false, "实施单位一栏的名称"),
    key("资金", false, "资金各行左边的字"),
    key("总体目标", false, "目标和完成情况左边的字"),
    key("预期目标", false, "目标一栏的名称"),
    key("完成情况", false, "完成情况一栏的名称"),
    key("总分", false, "总分一行的名称"),
    key("结论", false, "结论一行的名称"),
    key("说明", false, "说明一行的名称"),
];

/// 计分.
pub const SCORING: &[Key] = &[
    key("总分", false, "各项分值之和，如 100"),
    key("分值", false, "各一级指标的分值；有几种分法的写成列表"),
    key("执行率", false, "预算执行率的分值"),
    key("执行率分档", false, "如 [{从: 100%, 分值: 10}]；不写按比例"),
    key("超出", false, "≤ 的指标超出时：递减，或 反比"),
    key("小数位", false, "得分保留几位小数"),
    key("定性", false, "定性指标各档，如 [{名称: 达成预期指标, 从: 80%, 到: 100%}]"),
    key("结论", false, "如 [{名称: 优, 从: 90}]"),
];

/// An item of 执行率分档.
pub const EXECUTION_STEP: &[Key] =
    &[key("从", true, "执行率到多少"), key("分值", true, "得几分")];

/// An item of 定性.
pub const GRADE: &[Key] = &[
    key("名称", true, "完成值里写的字"),
    key("从", true, "最少得分值的百分之几"),
    key("到", true, "最多得分值的百分之几"),
];

/// An item of 结论.
pub const CONCLUSION: &[Key] =
    &[key("名称", true, "如 优"), key("从", true, "总分到多少")];

/// An item of 预警.
pub const WARNING: &[Key] =
    &[key("名称", true, "如 红色预警"), key("低于", true, "低于应到进度的百分之几")];

/// An item of 进度.
pub const PROGRESS: &[Key] =
    &[key("月", true, "几月底"), key("执行率", true, "应到的执行率")];

/// An item of 可能性.
pub const CHANCE: &[Key] = &[
    key("名称", true, "如 确定能"),
    key("要说明", false, "是：要写全年预计、偏差原因和说明"),
];

/// 页面.
pub const PAGE: &[Key] = &[
    key("纸张", false, "A4、A3 或 16开"),
    key("方向", false, "纵向或横向"),
    key("边距", false, "毫米，如 {上: 37, 右: 26, 下: 35, 左: 28}"),
    key("行数", false, "每页正文的行数，如 22"),
    key("页码", false, "第 1 页的样子，如 — 1 —"),
    key("页码位置", false, "外侧或居中"),
];

/// 边距.
pub const MARGINS: &[Key] = &[
    key("上", false, "毫米"),
    key("右", false, "毫米"),
    key("下", false, "毫米"),
    key("左", false, "毫米"),
];
