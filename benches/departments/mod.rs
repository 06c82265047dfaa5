//! Invented departments in any number: the same seed gives the same files.

mod words;

use jixiao::model::{CodeFault, ProjectCode};
use std::fmt::Write;
use words::*;

/// The budget year of all of them.
const YEAR: usize = 2026;

/// What is wrong with a department.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The parts of a budget do not add up.
    Sum,
    /// A project has no 满意度指标.
    Level,
    /// 部门.yaml is not UTF-8, so that nothing of it can be read.
    Unreadable,
    /// The first project has the code of the first project of the department before.
    Code,
    /// The first project has the goals of the first project of the department before.
    Goals,
    /// And so with the indicators, and the budget they speak of.
    Indicators,
}

/// A file: its path, with `/` between folders, and its bytes.
pub type File = (String, Vec<u8>);

/// The files of the department `index`, in a folder of its own.
pub fn department(seed: u64, index: usize, fault: Option<Fault>) -> Vec<File> {
    let mut projects = projects(seed, index);
    match fault {
        Some(Fault::Sum) => projects[0].other += 1,
        Some(Fault::Level) => projects[0].asked = None,
        _ => {}
    }
    if let Some(before) = index.checked_sub(1).map(|i| self::projects(seed, i).remove(0))
    {
        match fault {
            Some(Fault::Code) => projects[0].code = before.code,
            Some(Fault::Goals) => projects[0].goals = before.goals,
            Some(Fault::Indicators) => {
                let (name, code) = (projects[0].name.clone(), projects[0].code.clone());
                let (unit, goals) = (projects[0].unit, projects[0].goals.clone());
                projects[0] = Project { name, code, unit, goals, ..before };
            }
            _ => {}
        }
    }
    let folder = folder(index);
    let mut head = head(index, &projects).into_bytes();
    if fault == Some(Fault::Unreadable) {
        head.insert(0, 0xB2);
    }
    let mut files = vec![(format!("{folder}/部门.yaml"), head)];
    for (i, project) in projects.iter().enumerate() {
        let path = format!("{folder}/项目/{:02}-{}.yaml", i + 1, project.name);
        files.push((path, project.yaml().into_bytes()));
    }
    files
}

/// The folder of a department: its place, then its name.
pub fn folder(index: usize) -> String {
    format!("{}/{}", place(index), BUREAUS[index % BUREAUS.len()])
}

fn place(index: usize) -> String {
    let mut i = index / BUREAUS.len();
    let mut name = String::new();
    for part in PLACES {
        name.push_str(part[i % part.len()]);
        i /= part.len();
    }
    name
}

/// A project before it is written.
struct Project {
    unit: usize,
    code: String,
    name: String,
    /// Purposes with their amounts, in 0.01 万元.
    parts: Vec<(&'static str, u64)>,
    total: u64,
    fiscal: u64,
    other: u64,
    plan: [u64; 3],
    goals: Vec<String>,
    rows: Vec<Row>,
    asked: Option<(&'static str, u64)>,
}

/// 二级指标, 指标, 描述, 指标值.
#[derive(Clone)]
struct Row(&'static str, String, String, String);

fn projects(seed: u64, index: usize) -> Vec<Project> {
    let mut dice = Dice::new(seed, index);
    let count = 10 + dice.below(51);
    let mut topics: Vec<_> = TOPICS.to_vec();
    (0..count)
        .map(|i| {
            let topic = topics.swap_remove(dice.below(topics.len()));
            project(&mut dice, index, i, topic)
        })
        .collect()
}

fn project(dice: &mut Dice, index: usize, i: usize, topic: &'static str) -> Project {
    let mut uses: Vec<_> = USES.to_vec();
    let parts: Vec<_> = (0..2 + dice.below(2))
        .map(|_| {
            (uses.swap_remove(dice.below(uses.len())), 100 + dice.below(4000) as u64)
        })
        .collect();
    let total = parts.iter().map(|p| p.1).sum();
    let other = if dice.below(4) == 0 { total / 10 } else { 0 };
    let first = 10 + dice.below(20) as u64;
    let second = first + 10 + dice.below(25) as u64;
    Project {
        unit: unit(index, i % 2),
        code: code(index, i),
        name: format!("{topic}{}", dice.pick(KINDS)),
        total,
        fiscal: total - other,
        other,
        plan: [first, second, second + 15 + dice.below(15) as u64],
        goals: goals(dice, index, topic),
        rows: rows(dice, &parts),
        asked: Some((dice.pick(ASKED), 86 + dice.below(12) as u64)),
        parts,
    }
}

/// The code of a unit of a department.
fn unit(index: usize, nth: usize) -> usize {
    (600 + index % BUREAUS.len()) * 1000 + nth + 1
}

/// A code whose check character is right.
fn code(index: usize, i: usize) -> String {
    let region = 139_901 + index / BUREAUS.len();
    let body = format!("{region}{:02}P00{:04}1{:04}", YEAR % 100, index, i * 37 + 11);
    let code: ProjectCode = format!("{body}0").parse().unwrap_or_else(|e| panic!("{e}"));
    match code.fault() {
        Some(CodeFault::Check { expected }) => format!("{body}{expected}"),
        _ => format!("{body}0"),
    }
}

fn goals(dice: &mut Dice, index: usize, topic: &str) -> Vec<String> {
    let place = place(index);
    let sites = 3 + dice.below(90);
    let (start, middle) = (dice.pick(STARTS), dice.pick(MIDDLES));
    let (end, after) = (dice.pick(ENDS), dice.pick(AFTERS));
    vec![
        format!("围绕{place}{sites}处点位做好{topic}，{start}，{middle}。"),
        format!("{after}，{end}。"),
    ]
}

fn rows(dice: &mut Dice, parts: &[(&'static str, u64)]) -> Vec<Row> {
    let mut rows = Vec::new();
    let [name, about, unit] = dice.pick(QUANTITIES);
    rows.push(row("数量指标", name, about, format!("≥{}{unit}", 3 + dice.below(900))));
    let [name, about] = dice.pick(QUALITIES);
    rows.push(row("质量指标", name, about, format!("≥{}%", 80 + dice.below(20))));
    let [name, about] = dice.pick(DATES);
    let month = 6 + dice.below(7);
    rows.push(row("时效指标", name, about, format!("{YEAR}年{month}月底前")));
    for (part, amount) in parts {
        let name = format!("{part}成本");
        let about = format!("用于{part}的支出上限");
        rows.push(Row("成本指标", name, about, format!("≤{}万元", yuan(*amount))));
    }
    let [name, about, unit] = dice.pick(BENEFITS);
    rows.push(row(
        "社会效益指标",
        name,
        about,
        format!("≥{}{unit}", 2 + dice.below(500)),
    ));
    rows
}

fn row(level: &'static str, name: &str, about: &str, value: String) -> Row {
    Row(level, name.into(), about.into(), value)
}

/// An amount of 0.01 万元 with two decimals.
fn yuan(amount: u64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

impl Project {
    fn yaml(&self) -> String {
        let mut out = String::new();
        let [total, fiscal, other] = [self.total, self.fiscal, self.other].map(yuan);
        let uses: Vec<_> =
            self.parts.iter().map(|(u, a)| format!("{u}{}万元", yuan(*a))).collect();
        // a String never fails to be written to
        let _ = write!(
            out,
            "单位: {}\n项目编码: {}\n项目名称: {}\n\
             预算: {{预算数: {total}, 财政资金: {fiscal}, 其他资金: {other}}}\n\
             资金用途: 项目预算{total}万元，用于{}。\n\
             支出计划: {{3月底: {}%, 6月底: {}%, 10月底: {}%, 12月底: 100%}}\n绩效目标:\n",
            self.unit,
            self.code,
            self.name,
            uses.join("、"),
            self.plan[0],
            self.plan[1],
            self.plan[2],
        );
        for goal in &self.goals {
            let _ = writeln!(out, "  - {goal}");
        }
        out.push_str("绩效指标:\n");
        let mut above = ("", "");
        for Row(level2, name, about, value) in &self.rows {
            let level1 =
                if level2.contains("效益") { "效益指标" } else { "产出指标" };
            if above.0 != level1 {
                let _ = writeln!(out, "  {level1}:");
            }
            if above.1 != *level2 {
                let _ = writeln!(out, "    {level2}:");
            }
            above = (level1, level2);
            let base = BASES[(name.len() + value.len()) % BASES.len()];
            let _ = writeln!(
                out,
                "      - {{指标: {name}, 描述: {about}, 指标值: {value}, 依据: {base}}}"
            );
        }
        if let Some((asked, share)) = self.asked {
            let _ = write!(
                out,
                "  满意度指标:\n    服务对象满意度指标:\n      \
                 - {{指标: {asked}满意度, 描述: 回收问卷里表示满意的{asked}占比, \
                 指标值: ≥{share}%, 依据: 问卷调查}}\n"
            );
        }
        out
    }
}

/// 部门.yaml.
fn head(index: usize, projects: &[Project]) -> String {
    let (place, bureau) = (place(index), BUREAUS[index % BUREAUS.len()]);
    let mut dice = Dice::new(!0, index);
    let total = yuan(projects.iter().map(|p| p.total).sum());
    let (end, first) = (dice.pick(ENDS), &projects[0]);
    let (start, middle) = (dice.pick(STARTS), dice.pick(MIDDLES));
    format!(
        "版式: hebei\n年度: {YEAR}\n部门名称: {place}{bureau}\n审核单位: {place}财政局\n\
         单位:\n  - {{单位编码: {}, 单位名称: {place}{bureau}本级}}\n  \
         - {{单位编码: {}, 单位名称: {place}{bureau}服务中心}}\n\
         总体绩效目标:\n  - 标题: 完成年度任务\n    \
         内容: 全年安排预算项目{}个，预算资金合计{total}万元，{end}。\n\
         分项绩效目标:\n  - 名称: {}\n    绩效目标: {}\n    绩效指标: 按季度核对进度。\n\
         工作保障措施:\n  - {{标题: 明确责任, 内容: {start}。}}\n  \
         - {{标题: 加强跟踪, 内容: {middle}。}}\n",
        unit(index, 0),
        unit(index, 1),
        projects.len(),
        first.name,
        first.goals[0],
    )
}

/// Numbers that look thrown and never change (splitmix64).
struct Dice(u64);

impl Dice {
    fn new(seed: u64, index: usize) -> Dice {
        Dice(seed ^ (index as u64 + 1).wrapping_mul(0xA076_1D64_78BD_642F))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) % end as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
