//! An expression written out with the values of its operands.

use super::{Datum, Expr, Function, Node, Operator, Outcome, Scope, State, eval};
use crate::text::source::Span;
use rust_decimal::{Decimal, RoundingStrategy};

/// What was reckoned, and where its operands stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Working {
    /// In one line: `合计(成本构成.金额) 5.00 + 7.00 = 12.00 ≠ 预算数 13.00`.
    pub text: String,
    /// The operands that a file holds, in their order: name and place.
    pub places: Vec<(String, Span)>,
}

/// Most summands that are written out.
const MOST: usize = 8;

/// Writes out a condition that does not hold. Of conditions joined by 且 only those that
/// fail are told.
pub fn write(expr: &Expr, text: &str, scope: &dyn Scope) -> Working {
    let mut writer = Writer { text, out: Working::default() };
    writer.failed(expr, scope);
    writer.out
}

struct Writer<'w> {
    text: &'w str,
    out: Working,
}

impl Writer<'_> {
    fn failed(&mut self, expr: &Expr, scope: &dyn Scope) {
        match &expr.node {
            Node::Two(Operator::And, left, right) => {
                let fails =
                    |e: &Expr| eval(e, scope) == Outcome::Given(Datum::Truth(false));
                let (first, second) = (fails(left), fails(right));
                if first {
                    self.failed(left, scope);
                }
                if first && second {
                    self.out.text.push('；');
                }
                if second {
                    self.failed(right, scope);
                }
            }
            Node::Two(Operator::Or, left, right) => {
                self.failed(left, scope);
                self.out.text.push_str("，又");
                self.failed(right, scope);
            }
            Node::Two(operator, left, right) if operator.compares() => {
                let start = self.out.text.len();
                self.side(left, scope);
                let sign = format!(" {} ", operator.opposite().sign());
                self.out.text.push_str(&sign);
                self.side(right, scope);
                self.gap(*operator, left, right, scope, start);
            }
            Node::Call(Function::Blank, arguments) => {
                let name = arguments.first().map_or("", |a| &self.text[a.at.clone()]);
                let line = format!("{name} 写了");
                self.out.text.push_str(&line);
                self.places_of(expr, scope);
            }
            _ => self.side(expr, scope),
        }
    }

    /// How far two numbers that should be equal are apart.
    fn gap(
        &mut self,
        operator: Operator,
        left: &Expr,
        right: &Expr,
        scope: &dyn Scope,
        start: usize,
    ) {
        let value = |e: &Expr| match eval(e, scope) {
            Outcome::Given(Datum::Number(number)) => Some(number),
            _ => None,
        };
        let (Some(left), Some(right)) = (value(left), value(right)) else { return };
        let percent = self.out.text[start..].contains('%');
        if operator == Operator::Equal
            && let Some(gap) = left.checked_sub(right)
        {
            let gap = if percent { percentage(gap.abs()) } else { shown(gap.abs()) };
            self.out.text.push_str(&format!("，相差 {gap}"));
        }
    }

    /// One side of a comparison: its operands, and what they come to.
    fn side(&mut self, expr: &Expr, scope: &dyn Scope) {
        self.part(expr, scope);
        if let (Node::Two(..) | Node::Negative(_), Outcome::Given(datum)) =
            (&expr.node, eval(expr, scope))
        {
            let line = format!(" = {}", of(&datum, false));
            self.out.text.push_str(&line);
        }
    }

    fn part(&mut self, expr: &Expr, scope: &dyn Scope) {
        match &expr.node {
            Node::Number(_) | Node::Text(_) => {
                let said = self.text[expr.at.clone()].to_owned();
                self.out.text.push_str(&said);
            }
            Node::Name(path) => self.name(expr, path, scope),
            Node::Call(function, arguments) => {
                self.call(expr, *function, arguments, scope);
            }
            Node::Negative(inner) => {
                self.out.text.push('−');
                self.part(inner, scope);
            }
            Node::Two(operator, left, right) => {
                self.operand(*operator, left, scope);
                self.out.text.push_str(&format!(" {} ", operator.sign()));
                self.operand(*operator, right, scope);
            }
        }
    }

    /// An operand, in parentheses where they are needed.
    fn operand(&mut self, operator: Operator, expr: &Expr, scope: &dyn Scope) {
        let weak = |o: &Operator| matches!(o, Operator::Plus | Operator::Minus);
        let needs = matches!(&expr.node, Node::Two(inner, ..)
            if weak(inner) && operator != Operator::Plus);
        if needs {
            self.out.text.push('（');
        }
        self.part(expr, scope);
        if needs {
            self.out.text.push('）');
        }
    }

    fn name(&mut self, expr: &Expr, path: &[String], scope: &dyn Scope) {
        let said = self.text[expr.at.clone()].to_owned();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let Some(reading) = scope.get(&path) else {
            return self.out.text.push_str(&said);
        };
        let value = match (&reading.state, reading.shown.is_empty()) {
            (State::Given(_), false) => reading.shown.clone(),
            (State::Given(datum), true) => of(datum, reading.is_percent),
            _ => "（没有写）".to_owned(),
        };
        let value = value.lines().next().unwrap_or_default().to_owned();
        self.out.text.push_str(&format!("{said} {value}"));
        self.place(said, reading.span);
    }

    fn place(&mut self, name: String, span: Span) {
        let known = self.out.places.iter().any(|p| p.1 == span);
        if !span.is_none() && !known {
            self.out.places.push((name, span));
        }
    }

    fn call(
        &mut self,
        expr: &Expr,
        function: Function,
        arguments: &[Expr],
        scope: &dyn Scope,
    ) {
        let said = self.text[expr.at.clone()].to_owned();
        let summands = match function {
            Function::Sum => self.places_of(expr, scope),
            _ => {
                self.places_of(expr, scope);
                Vec::new()
            }
        };
        let is_percent = self.is_percent(arguments, scope);
        let value = match eval(expr, scope) {
            Outcome::Given(Datum::Truth(true)) => "是".to_owned(),
            Outcome::Given(Datum::Truth(false)) => "否".to_owned(),
            Outcome::Given(datum) => of(&datum, is_percent),
            _ => "（没有写）".to_owned(),
        };
        let line = match summands.len() {
            2..=MOST => format!("{said} {} = {value}", summands.join(" + ")),
            _ => format!("{said} {value}"),
        };
        self.out.text.push_str(&line);
    }

    /// Whether a column is of percentages.
    fn is_percent(&self, arguments: &[Expr], scope: &dyn Scope) -> bool {
        let Some(Expr { node: Node::Name(path), .. }) = arguments.first() else {
            return false;
        };
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let Some((column, list)) = path.split_last() else { return false };
        let reading = scope.item(list).and_then(|i| i.get(&[column]));
        reading.is_some_and(|r| r.is_percent)
    }

    /// Notes the places of a function's operands; what stands there.
    fn places_of(&mut self, expr: &Expr, scope: &dyn Scope) -> Vec<String> {
        let Node::Call(function, arguments) = &expr.node else { return Vec::new() };
        let Some(Expr { node: Node::Name(path), .. }) = arguments.first() else {
            return Vec::new();
        };
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if matches!(function, Function::Blank | Function::Count) {
            if let Some(reading) = scope.get(&path) {
                self.place(path.join("."), reading.span);
            }
            return Vec::new();
        }
        let Some((column, list)) = path.split_last() else { return Vec::new() };
        let holds = |item: &dyn Scope| {
            arguments
                .get(1)
                .is_none_or(|c| eval(c, item) == Outcome::Given(Datum::Truth(true)))
        };
        let items = scope.items(list).unwrap_or_default();
        let mut values = Vec::new();
        for item in items.iter().filter(|i| holds(i.as_ref())) {
            let Some(reading) = item.get(&[column]) else { continue };
            if let State::Given(datum) = &reading.state {
                values.push(match reading.shown.is_empty() {
                    true => of(datum, reading.is_percent),
                    false => reading.shown.clone(),
                });
                self.place((*column).to_owned(), reading.span);
            }
        }
        values
    }
}

/// A value as it is shown.
pub fn of(datum: &Datum, is_percent: bool) -> String {
    match datum {
        Datum::Number(number) if is_percent => percentage(*number),
        Datum::Number(number) => shown(*number),
        Datum::Date(day) => day.to_string(),
        Datum::Text(text) => text.clone(),
        Datum::Truth(true) => "是".into(),
        Datum::Truth(false) => "否".into(),
    }
}

/// A part of one as a percentage, to two places.
pub fn percentage(part: Decimal) -> String {
    let hundred = part.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(part);
    format!("{}%", two(hundred).normalize())
}

/// A number as it is, or rounded where it does not end.
pub fn shown(number: Decimal) -> String {
    match number.scale() {
        0..=6 => number.to_string(),
        _ => two(number).to_string(),
    }
}

fn two(number: Decimal) -> Decimal {
    rounded(number, 2)
}

/// A number with so many decimals, halves rounded up.
pub fn rounded(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}
