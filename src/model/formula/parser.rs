//! Words → expression.

use super::lexer::{Token, Word, words};
use super::{Expr, FormulaFault, Function, Node, Operator};
use std::ops::Range;

/// Deepest nesting of parentheses and signs.
const DEEPEST: usize = 32;

/// Reads a text.
pub fn parse(text: &str) -> Result<Expr, FormulaFault> {
    let tokens = words(text)?;
    let mut parser = Parser { tokens, at: 0, end: text.len(), depth: 0 };
    let expr = parser.either()?;
    match parser.peek().cloned() {
        None => Ok(expr),
        Some(Token { at, word: Word::Operator(sign) }) if sign.compares() => {
            let message = "一次只能比较两边".to_owned();
            Err(FormulaFault {
                at, message, help: "写成“甲 ≤ 乙 且 乙 ≤ 丙”".into()
            })
        }
        Some(token) => Err(parser.unexpected(token.at, "这里多了东西")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    end: usize,
    depth: usize,
}

type Read = Result<Expr, FormulaFault>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, word: &Word) -> bool {
        let is_it = self.peek().is_some_and(|t| t.word == *word);
        self.at += usize::from(is_it);
        is_it
    }

    /// The next operator, if it is one of some.
    fn operator(&mut self, wanted: fn(Operator) -> bool) -> Option<Operator> {
        let Word::Operator(found) = self.peek()?.word else { return None };
        if !wanted(found) {
            return None;
        }
        self.at += 1;
        Some(found)
    }

    fn unexpected(&self, at: Range<usize>, message: &str) -> FormulaFault {
        FormulaFault {
            at,
            message: message.to_owned(),
            help: "式子写成“合计(成本构成.金额) = 预算数”这样".into(),
        }
    }

    fn chain(
        &mut self,
        wanted: fn(Operator) -> bool,
        inner: fn(&mut Self) -> Read,
    ) -> Read {
        let mut left = inner(self)?;
        while let Some(operator) = self.operator(wanted) {
            let right = inner(self)?;
            left = two(operator, left, right);
        }
        Ok(left)
    }

    fn either(&mut self) -> Read {
        self.depth += 1;
        if self.depth > DEEPEST {
            let at = self.peek().map_or(self.end..self.end, |t| t.at.clone());
            return Err(self.unexpected(at, "括号套得太深"));
        }
        let read = self.chain(
            |o| o == Operator::Or,
            |p| p.chain(|o| o == Operator::And, Self::comparison),
        );
        self.depth -= 1;
        read
    }

    fn comparison(&mut self) -> Read {
        let left = self.sum()?;
        match self.operator(Operator::compares) {
            None => Ok(left),
            Some(operator) => {
                let right = self.sum()?;
                Ok(two(operator, left, right))
            }
        }
    }

    fn sum(&mut self) -> Read {
        self.chain(
            |o| matches!(o, Operator::Plus | Operator::Minus),
            |p| p.chain(|o| matches!(o, Operator::Times | Operator::Over), Self::signed),
        )
    }

    fn signed(&mut self) -> Read {
        let start = self.peek().map_or(self.end, |t| t.at.start);
        let mut negative = false;
        while self.operator(|o| o == Operator::Minus).is_some() {
            negative = !negative;
        }
        let inner = self.operand()?;
        Ok(match negative {
            false => inner,
            true => {
                Expr { at: start..inner.at.end, node: Node::Negative(Box::new(inner)) }
            }
        })
    }

    fn operand(&mut self) -> Read {
        let Some(Token { at, word }) = self.peek().cloned() else {
            return Err(self.unexpected(self.end..self.end, "式子没有写完"));
        };
        self.at += 1;
        match word {
            Word::Number(number) => Ok(Expr { at, node: Node::Number(number) }),
            Word::Text(text) => Ok(Expr { at, node: Node::Text(text) }),
            Word::Open => {
                let inner = self.either()?;
                self.close(at.clone())?;
                let end = self.tokens[self.at - 1].at.end;
                Ok(Expr { at: at.start..end, node: inner.node })
            }
            Word::Name(name) => match self.take(&Word::Open) {
                true => self.call(at, &name),
                false => self.name(at, name),
            },
            _ => Err(self.unexpected(at, "这里要写栏目的名称或数")),
        }
    }

    fn close(&mut self, open: Range<usize>) -> Result<(), FormulaFault> {
        match self.take(&Word::Close) {
            true => Ok(()),
            false => Err(FormulaFault {
                at: open,
                message: "括号没有写完".into(),
                help: "补上「)」".into(),
            }),
        }
    }

    fn name(&mut self, at: Range<usize>, first: String) -> Read {
        let mut names = vec![first];
        let mut end = at.end;
        while self.take(&Word::Point) {
            match self.peek().cloned() {
                Some(Token { at, word: Word::Name(name) | Word::Text(name) }) => {
                    self.at += 1;
                    names.push(name);
                    end = at.end;
                }
                _ => return Err(self.unexpected(end..end, "点的后面要写列的名称")),
            }
        }
        Ok(Expr { at: at.start..end, node: Node::Name(names) })
    }

    fn call(&mut self, at: Range<usize>, name: &str) -> Read {
        let Some(function) = Function::ALL.into_iter().find(|f| f.name() == name) else {
            let names = Function::ALL.map(Function::name).join("、");
            return Err(FormulaFault {
                at,
                message: format!("没有「{name}()」"),
                help: format!("可以写：{names}"),
            });
        };
        let mut arguments = vec![self.either()?];
        while self.take(&Word::Comma) {
            arguments.push(self.either()?);
        }
        self.close(at.clone())?;
        let most = if function == Function::Blank { 1 } else { 2 };
        let whole = at.start..self.tokens[self.at - 1].at.end;
        match &arguments[0].node {
            Node::Name(_) if arguments.len() <= most => {}
            Node::Name(_) => {
                return Err(self.unexpected(whole, "括号里写多了"));
            }
            _ => return Err(self.unexpected(whole, "括号里先写栏目的名称")),
        }
        Ok(Expr { at: whole, node: Node::Call(function, arguments) })
    }
}

fn two(operator: Operator, left: Expr, right: Expr) -> Expr {
    let at = left.at.start..right.at.end;
    Expr { at, node: Node::Two(operator, Box::new(left), Box::new(right)) }
}
