//! Whether an expression makes sense: its names are known, its kinds fit.

use crate::model::formula::{
    DatumKind, Expr, FormulaFault, Function, Node, Operator, Scope,
};
use crate::yaml::load::nearest;

/// What an expression gives, by what `scope` knows.
///
/// # Errors
/// The first part that makes no sense, and why.
pub fn judge(expr: &Expr, scope: &dyn Scope) -> Result<DatumKind, FormulaFault> {
    match &expr.node {
        Node::Number(_) => Ok(DatumKind::Number),
        Node::Text(_) => Ok(DatumKind::Text),
        Node::Name(path) => name(expr, path, scope),
        Node::Call(function, arguments) => call(expr, *function, arguments, scope),
        Node::Negative(inner) => number(inner, scope),
        Node::Two(operator @ (Operator::And | Operator::Or), left, right) => {
            for side in [left, right] {
                if judge(side, scope)? != DatumKind::Truth {
                    let message = format!("“{}”的两边要是比较", operator.sign());
                    return Err(fault(side, message, "写成“甲 > 0 且 乙 > 0”"));
                }
            }
            Ok(DatumKind::Truth)
        }
        Node::Two(operator, left, right) if operator.compares() => {
            comparison(*operator, left, right, scope)
        }
        Node::Two(_, left, right) => {
            number(left, scope)?;
            number(right, scope)
        }
    }
}

fn fault(expr: &Expr, message: String, help: &str) -> FormulaFault {
    FormulaFault { at: expr.at.clone(), message, help: help.to_owned() }
}

fn number(expr: &Expr, scope: &dyn Scope) -> Result<DatumKind, FormulaFault> {
    match judge(expr, scope)? {
        DatumKind::Number => Ok(DatumKind::Number),
        other => {
            let message = format!("这里要写数，这一栏是{}", other.name());
            Err(fault(expr, message, "加减乘除只用金额、数和百分比"))
        }
    }
}

fn name(
    expr: &Expr,
    path: &[String],
    scope: &dyn Scope,
) -> Result<DatumKind, FormulaFault> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    if let Some(reading) = scope.get(&path) {
        return Ok(reading.kind);
    }
    if scope.items(&path).is_some() {
        let message = format!("「{}」有许多行，不是一个数", path.join("."));
        let help = "用 合计(…)、个数(…)、最小(…) 或 最大(…)";
        return Err(fault(expr, message, help));
    }
    Err(unknown(expr, &path, scope))
}

fn unknown(expr: &Expr, path: &[&str], scope: &dyn Scope) -> FormulaFault {
    let list = path.split_last().and_then(|(_, list)| scope.item(list));
    let (asked, names) = match (&list, path) {
        (Some(item), [.., column]) if path.len() > 1 => {
            ((*column).to_owned(), item.names())
        }
        _ => (path.join("."), scope.names()),
    };
    let near = nearest(&asked, names.iter().map(String::as_str));
    let near = near.map_or(String::new(), |n| format!("是「{n}」吗？"));
    let message = format!("没有「{asked}」这一栏");
    fault(expr, message, &format!("{near}可以写：{}", names.join("、")))
}

fn comparison(
    operator: Operator,
    left: &Expr,
    right: &Expr,
    scope: &dyn Scope,
) -> Result<DatumKind, FormulaFault> {
    let (left_kind, right_kind) = match (words(left, scope), words(right, scope)) {
        (Some(words), _) if is_word(right, scope) => {
            (judge(left, scope)?, word(right, &words)?)
        }
        (_, Some(words)) if is_word(left, scope) => {
            (word(left, &words)?, judge(right, scope)?)
        }
        _ => (judge(left, scope)?, judge(right, scope)?),
    };
    let is_text =
        matches!(right.node, Node::Text(_)) || matches!(left.node, Node::Text(_));
    use DatumKind::{Date, Number, Text, Truth};
    let fits = match (left_kind, right_kind) {
        (Text, Text) | (Truth, Truth) | (Truth, Text) | (Text, Truth) => {
            if !matches!(operator, Operator::Equal | Operator::Unequal) {
                let message = "文字只能比较是否相同".to_owned();
                return Err(fault(left, message, "用 = 或 ≠"));
            }
            true
        }
        (Date, Text) | (Text, Date) => is_text,
        (a, b) => a == b || matches!((a, b), (Number, Number)),
    };
    match fits {
        true => Ok(Truth),
        false => {
            let (a, b) = (left_kind.name(), right_kind.name());
            let message = format!("左边是{a}，右边是{b}，不能比较");
            Err(fault(right, message, "两边要是一类；文字写在引号里，如 “其他”"))
        }
    }
}

/// The words of a field in which only some may stand.
fn words(expr: &Expr, scope: &dyn Scope) -> Option<Vec<String>> {
    let Node::Name(path) = &expr.node else { return None };
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let reading = scope.get(&path)?;
    if reading.kind == DatumKind::Truth {
        return Some(["是", "否"].map(str::to_owned).into());
    }
    (!reading.words.is_empty()).then_some(reading.words)
}

/// Whether it is a word without quotes and no name.
fn is_word(expr: &Expr, scope: &dyn Scope) -> bool {
    match &expr.node {
        Node::Name(path) => path.len() == 1 && scope.get(&[path[0].as_str()]).is_none(),
        Node::Text(_) => true,
        _ => false,
    }
}

fn word(expr: &Expr, words: &[String]) -> Result<DatumKind, FormulaFault> {
    let said = match &expr.node {
        Node::Name(path) => path.first().map_or("", |p| p),
        Node::Text(text) => text,
        _ => "",
    };
    match words.iter().any(|w| w == said) {
        true => Ok(DatumKind::Text),
        false => {
            let message = format!("这一栏不会是「{said}」");
            Err(fault(expr, message, &format!("这一栏只有：{}", words.join("、"))))
        }
    }
}

fn call(
    expr: &Expr,
    function: Function,
    arguments: &[Expr],
    scope: &dyn Scope,
) -> Result<DatumKind, FormulaFault> {
    let Some(first @ Expr { node: Node::Name(path), .. }) = arguments.first() else {
        return Err(fault(expr, "括号里先写栏目的名称".into(), "如 合计(成本构成.金额)"));
    };
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let (list, column) = match function {
        Function::Blank if scope.get(&path).is_some() || scope.item(&path).is_some() => {
            return Ok(DatumKind::Truth);
        }
        Function::Blank => return Err(unknown(first, &path, scope)),
        Function::Count => (&path[..], None),
        _ => (&path[..path.len() - 1], path.last()),
    };
    let Some(item) = scope.item(list) else {
        let name = function.name();
        let message = match scope.get(&path).is_some() || list.is_empty() {
            true => format!("「{}」只有一个值，不用{name}", path.join(".")),
            false => return Err(unknown(first, list, scope)),
        };
        let help = "写成“表.列”，如 合计(成本构成.金额)";
        return Err(fault(first, message, help));
    };
    if let Some(column) = column {
        match item.get(&[column]) {
            None => return Err(unknown(first, &path, scope)),
            Some(reading) if reading.kind != DatumKind::Number => {
                let message = format!(
                    "「{column}」是{}，不能{}",
                    reading.kind.name(),
                    function.name()
                );
                return Err(fault(first, message, "只有金额、数和百分比可以"));
            }
            Some(_) => {}
        }
    }
    if let Some(condition) = arguments.get(1)
        && judge(condition, item.as_ref())? != DatumKind::Truth
    {
        let message = "条件要是比较".to_owned();
        return Err(fault(condition, message, "如 个数(指标, 一级指标 = 产出指标)"));
    }
    Ok(DatumKind::Number)
}
