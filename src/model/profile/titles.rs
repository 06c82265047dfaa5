//! 标题: the words a form prints above and in front of things.

use std::collections::BTreeMap;

/// A title that a profile may change.
#[derive(Debug)]
pub struct TitleKey {
    /// The name in a profile.
    pub key: &'static str,
    /// The name in templates: `titles.table`.
    pub field: &'static str,
    /// What is printed where the profile says nothing.
    pub usual: &'static str,
}

const fn title(key: &'static str, field: &'static str, usual: &'static str) -> TitleKey {
    TitleKey { key, field, usual }
}

/// Every title.
pub const TITLES: &[TitleKey] = &[
    title("文本", "text", "部门预算绩效文本"),
    title("目录", "contents", "目　录"),
    title("第一部分", "part_one", "第一部分　部门整体绩效目标"),
    title("专项资金", "special_funds", "专项资金绩效目标"),
    title("第二部分", "part_two", "第二部分　预算项目绩效目标"),
    title("总体绩效目标", "overall_goals", "总体绩效目标"),
    title("分项绩效目标", "sub_goals", "分项绩效目标"),
    title("工作保障措施", "safeguards", "工作保障措施"),
    title("部门整体绩效目标表", "overall_table", "部门整体绩效目标表"),
    title("绩效目标表", "table", "绩效目标表"),
    title("项目编码", "code", "项目编码"),
    title("项目名称", "name", "项目名称"),
    title("资金", "funds", "预算规模及资金用途"),
    title("支出计划", "plan", "资金支出计划（%）"),
    title("绩效目标", "goals", "绩效目标"),
    title("中期目标", "mid_term", "中期目标"),
    title("年度总体目标", "year_goals", "年度总体目标"),
    title("主要任务", "tasks", "年度主要任务"),
    title("任务名称", "task_name", "任务名称"),
    title("任务内容", "task_content", "主要内容"),
];

/// The titles of a form, by their names in templates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titles(BTreeMap<&'static str, String>);

impl Default for Titles {
    fn default() -> Self {
        Titles(TITLES.iter().map(|t| (t.field, t.usual.to_owned())).collect())
    }
}

impl Titles {
    /// Prints `text` for the title.
    pub fn set(&mut self, title: &TitleKey, text: String) {
        self.0.insert(title.field, text);
    }

    /// The words of the title that templates call `field`.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |t| t)
    }

    /// All of them, by their names in templates.
    pub fn all(&self) -> &BTreeMap<&'static str, String> {
        &self.0
    }
}
