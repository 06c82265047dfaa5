//! Expression → value, exactly.

use super::{Datum, Expr, Function, Node, Operator, Scope, State};
use crate::model::own::Day;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A value.
    Given(Datum),
    /// Nothing: a field that it needs is not written.
    Blank,
    /// Nothing: a field that it needs could not be read, which is told elsewhere.
    Broken,
    /// It cannot be reckoned, and why.
    Fault(String),
}

use Outcome::{Blank, Broken, Fault, Given};

/// What `expr` comes to in `scope`.
pub fn eval(expr: &Expr, scope: &dyn Scope) -> Outcome {
    match &expr.node {
        Node::Number(number) => Given(Datum::Number(*number)),
        Node::Text(text) => Given(Datum::Text(text.trim().to_owned())),
        Node::Name(path) => name(path, scope),
        Node::Call(function, arguments) => call(*function, arguments, scope),
        Node::Negative(inner) => match eval(inner, scope) {
            Given(Datum::Number(number)) => Given(Datum::Number(-number)),
            Given(_) => Fault("只有数才有正负".into()),
            other => other,
        },
        Node::Two(operator, left, right) => {
            let (left, right) = (eval(left, scope), eval(right, scope));
            match operator {
                Operator::And | Operator::Or => junction(*operator, left, right),
                _ => both(*operator, left, right),
            }
        }
    }
}

/// A name; one that is none is a word that may stand in a field.
fn name(path: &[String], scope: &dyn Scope) -> Outcome {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (scope.get(&path), path[..].first()) {
        (Some(reading), _) => match reading.state {
            State::Given(datum) => Given(datum),
            State::Blank => Blank,
            State::Broken => Broken,
        },
        (None, Some(word)) if path.len() == 1 => Given(Datum::Text((*word).to_owned())),
        (None, _) => Broken,
    }
}

/// 且 and 或: what is known decides where it can.
fn junction(operator: Operator, left: Outcome, right: Outcome) -> Outcome {
    let decides = operator == Operator::Or;
    let truth = |o: &Outcome| match o {
        Given(Datum::Truth(truth)) => Some(*truth),
        _ => None,
    };
    match (truth(&left), truth(&right)) {
        (Some(truth), _) | (_, Some(truth)) if truth == decides => {
            Given(Datum::Truth(truth))
        }
        (Some(_), Some(_)) => Given(Datum::Truth(!decides)),
        (None, _) => unknown(left),
        (_, None) => unknown(right),
    }
}

fn unknown(outcome: Outcome) -> Outcome {
    match outcome {
        Given(_) => Fault("“且”“或”的两边要是比较".into()),
        other => other,
    }
}

fn both(operator: Operator, left: Outcome, right: Outcome) -> Outcome {
    match (left, right) {
        (fault @ Fault(_), _) | (_, fault @ Fault(_)) => fault,
        (Broken, _) | (_, Broken) => Broken,
        (Blank, _) | (_, Blank) => Blank,
        (Given(left), Given(right)) if operator.compares() => {
            compare(operator, &left, &right)
        }
        (Given(Datum::Number(left)), Given(Datum::Number(right))) => {
            reckon(operator, left, right)
        }
        _ => Fault("只有数才能加减乘除".into()),
    }
}

/// Two numbers.
pub fn reckon(operator: Operator, left: Decimal, right: Decimal) -> Outcome {
    let result = match operator {
        Operator::Plus => left.checked_add(right),
        Operator::Minus => left.checked_sub(right),
        Operator::Times => left.checked_mul(right),
        _ if right.is_zero() => return Fault("除数是 0".into()),
        _ => left.checked_div(right),
    };
    match result {
        Some(number) => Given(Datum::Number(number)),
        None => Fault("数太大，算不出来".into()),
    }
}

fn compare(operator: Operator, left: &Datum, right: &Datum) -> Outcome {
    let equal = |same: bool| match operator {
        Operator::Equal => Given(Datum::Truth(same)),
        Operator::Unequal => Given(Datum::Truth(!same)),
        _ => Fault("文字只能比较是否相同".into()),
    };
    let ordered = |order: Ordering| {
        Given(Datum::Truth(match operator {
            Operator::Equal => order == Ordering::Equal,
            Operator::Unequal => order != Ordering::Equal,
            Operator::Less => order == Ordering::Less,
            Operator::AtMost => order != Ordering::Greater,
            Operator::More => order == Ordering::Greater,
            _ => order != Ordering::Less,
        }))
    };
    match (left, right) {
        (Datum::Number(left), Datum::Number(right)) => ordered(left.cmp(right)),
        // what one of two dates leaves open decides nothing
        (Datum::Date(left), Datum::Date(right)) => {
            left.order(right).map_or(Blank, ordered)
        }
        (Datum::Date(day), Datum::Text(text)) => match text.parse::<Day>() {
            Ok(other) => day.order(&other).map_or(Blank, ordered),
            Err(why) => Fault(why),
        },
        (Datum::Text(_), Datum::Date(_)) => compare(turned(operator), right, left),
        (Datum::Text(left), Datum::Text(right)) => equal(left == right),
        (Datum::Truth(left), Datum::Truth(right)) => equal(left == right),
        (Datum::Truth(truth), Datum::Text(word))
        | (Datum::Text(word), Datum::Truth(truth)) => match word.as_str() {
            "是" => equal(*truth),
            "否" => equal(!*truth),
            _ => Fault("这一栏只有 是 和 否".into()),
        },
        _ => Fault("两边不是一类，不能比较".into()),
    }
}

/// The comparison with its sides exchanged.
fn turned(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::More,
        Operator::AtMost => Operator::AtLeast,
        Operator::More => Operator::Less,
        Operator::AtLeast => Operator::AtMost,
        other => other,
    }
}

fn call(function: Function, arguments: &[Expr], scope: &dyn Scope) -> Outcome {
    let Some(Expr { node: Node::Name(path), .. }) = arguments.first() else {
        return Broken;
    };
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let condition = arguments.get(1);
    match function {
        Function::Blank => blank(&path, scope),
        Function::Count => match items(&path, condition, scope) {
            Ok(items) => Given(Datum::Number(items.len().into())),
            Err(outcome) => outcome,
        },
        _ => match column(&path, condition, scope) {
            Ok(numbers) => fold(function, &numbers),
            Err(outcome) => outcome,
        },
    }
}

/// 空: whether nothing is written; a list is blank without items.
fn blank(path: &[&str], scope: &dyn Scope) -> Outcome {
    if let Some(reading) = scope.get(path) {
        return match reading.state {
            State::Given(_) => Given(Datum::Truth(false)),
            State::Blank => Given(Datum::Truth(true)),
            State::Broken => Broken,
        };
    }
    match scope.items(path) {
        Some(items) => Given(Datum::Truth(items.is_empty())),
        None => Broken,
    }
}

/// The items of a list for which a condition holds.
fn items<'s>(
    path: &[&str],
    condition: Option<&Expr>,
    scope: &'s dyn Scope,
) -> Result<Vec<Box<dyn Scope + 's>>, Outcome> {
    let all = scope.items(path).ok_or(Broken)?;
    let Some(condition) = condition else { return Ok(all) };
    let mut found = Vec::new();
    for item in all {
        match eval(condition, item.as_ref()) {
            Given(Datum::Truth(true)) => found.push(item),
            Given(_) | Blank => {}
            other => return Err(other),
        }
    }
    Ok(found)
}

/// The numbers of a column, of the rows for which a condition holds.
fn column(
    path: &[&str],
    condition: Option<&Expr>,
    scope: &dyn Scope,
) -> Result<Vec<Decimal>, Outcome> {
    let Some((name, list)) = path.split_last() else { return Err(Broken) };
    let mut numbers = Vec::new();
    for item in items(list, condition, scope)? {
        match item.get(&[name]).ok_or(Broken)?.state {
            State::Given(Datum::Number(number)) => numbers.push(number),
            State::Blank => {}
            _ => return Err(Broken),
        }
    }
    Ok(numbers)
}

/// 合计, 最小 and 最大; of no numbers there is none.
fn fold(function: Function, numbers: &[Decimal]) -> Outcome {
    let result = match function {
        Function::Least => numbers.iter().min().copied(),
        Function::Most => numbers.iter().max().copied(),
        _ if numbers.is_empty() => None,
        _ => {
            let sum = numbers.iter().try_fold(Decimal::ZERO, |a, n| a.checked_add(*n));
            match sum {
                Some(sum) => Some(sum),
                None => return Fault("数太大，加不起来".into()),
            }
        }
    };
    result.map_or(Blank, |n| Given(Datum::Number(n)))
}
