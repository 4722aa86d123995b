//! Doing a line's sum again from its text alone, as a reader with a pencil does.

use crate::Ratio;

/// What a formula comes to; `None` when it holds a number whose decimals have no end.
pub(super) fn worked_out(text: &str) -> Option<Ratio> {
    if text.contains('…') {
        return None;
    }
    let mut reader = Reader { tokens: tokens(text), at: 0 };
    let result = reader.sum();
    assert_eq!(reader.at, reader.tokens.len(), "`{text}` is no formula: {:?}", reader.tokens);
    Some(result)
}

/// Whether what stands on both sides of the equals sign is the same; true when there is no sum to do.
pub(super) fn adds_up(text: &str) -> bool {
    // £100 − 12% of it (£12) = £88
    if let Some((of, rest)) = text.split_once("% of it (") {
        let (of, share) = of.split_once(" − ").unwrap();
        let (taken, left) = rest.split_once(") = ").unwrap();
        let (Some(of), Some(share), Some(taken), Some(left)) =
            (worked_out(of), worked_out(share), worked_out(taken), worked_out(left))
        else {
            return true;
        };
        let hundredth = Ratio::new(1, 100).unwrap();
        return of.times(share).unwrap().times(hundredth) == Some(taken) && of.minus(taken) == Some(left);
    }
    let sums: Vec<Option<Ratio>> = text.split(" = ").map(worked_out).collect();
    sums.windows(2).all(|pair| pair[0].is_none() || pair[1].is_none() || pair[0] == pair[1])
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    Number(Ratio),
    Sign(char),
}

/// Numbers and signs; signs of currency, commas in numbers and words are passed over.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || ",.".contains(c))).unwrap_or(rest.len());
            let number = rest[..end].trim_end_matches([',', '.']);
            tokens.push(Token::Number(number.replace(',', "").parse().unwrap()));
            rest = &rest[number.len()..];
        } else {
            if "+−×÷()".contains(first) {
                tokens.push(Token::Sign(first));
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    tokens
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    fn takes(&mut self, sign: char) -> bool {
        let found = self.tokens.get(self.at) == Some(&Token::Sign(sign));
        self.at += usize::from(found);
        found
    }

    fn sum(&mut self) -> Ratio {
        let mut sum = self.product();
        loop {
            if self.takes('+') {
                sum = sum.plus(self.product()).unwrap();
            } else if self.takes('−') {
                sum = sum.minus(self.product()).unwrap();
            } else {
                return sum;
            }
        }
    }

    fn product(&mut self) -> Ratio {
        let mut product = self.number();
        loop {
            if self.takes('×') {
                product = product.times(self.number()).unwrap();
            } else if self.takes('÷') {
                let by = self.number();
                product = product.times(Ratio::new(by.den(), by.num()).unwrap()).unwrap();
            } else {
                return product;
            }
        }
    }

    fn number(&mut self) -> Ratio {
        if self.takes('−') {
            return Ratio::ZERO.minus(self.number()).unwrap();
        }
        if self.takes('(') {
            let inner = self.sum();
            assert!(self.takes(')'), "a bracket is not closed in {:?}", self.tokens);
            return inner;
        }
        match self.tokens.get(self.at) {
            Some(Token::Number(number)) => {
                self.at += 1;
                *number
            }
            other => panic!("{other:?} is no number in {:?}", self.tokens),
        }
    }
}

#[test]
fn a_sum_is_done_as_it_is_written() {
    assert!(adds_up("25 points × £62.50 = £1,562.50"));
    assert!(!adds_up("25 points × £62.50 = £1,562"));
    assert!(adds_up("£17,325 − 0 × £150 = £17,325"));
    assert!(adds_up("£100 + (3.5 − 3) ÷ (20 − 3) × (£4,350 − £100) = £225"));
    assert!(adds_up("£17,325 − 12% of it (£2,079) = £15,246"));
    assert!(!adds_up("£17,325 − 12% of it (£2,078) = £15,247"));
}

/// A whole number as the letter shows it.
pub(super) fn as_shown(number: i64) -> String {
    let mut out = String::new();
    super::super::wording::Wording::new("en", crate::scheme::Currency::GBP)
        .put(&mut out, super::super::wording::ratio(Ratio::whole(number), super::super::figure::Measure::Number));
    out
}
