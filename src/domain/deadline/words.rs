//! A wording as a list of tokens, and a place in it.

use super::DeadlineRules;
use crate::domain::{day, text};

/// The smallest piece of a wording that the grammar looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A word, folded; "sáu" (six) and "tư" (four) keep their accents, for without them they are
    /// "sau" (after) and "từ" (from).
    Word(String),
    /// A run of ASCII digits.
    Number(String),
    /// One character that is neither; all kinds of dashes are `-`, all brackets `(` and `)`.
    Mark(char),
}

/// The tokens of a wording, and what its reading depends on.
pub(super) struct Wording<'r> {
    text: String,
    /// Each token with the bytes of the text from which it was made.
    tokens: Vec<(usize, usize, Token)>,
    /// Whether a letter bears an accent.
    accented: bool,
    /// Whether "sau" and "sáu" are distinguished: by accents, or by who put them there.
    exact: bool,
    rules: &'r DeadlineRules,
}

impl<'r> Wording<'r> {
    /// Splits a text. Quotation marks, line ends and the stop at the end say nothing and are left out.
    pub(super) fn new(text: &str, rules: &'r DeadlineRules) -> Self {
        let text = text::nfc(text);
        let mut tokens = Vec::new();
        let mut accented = false;
        let mut chars = text.char_indices().peekable();
        while let Some((from, c)) = chars.next() {
            let mut to = from + c.len_utf8();
            if c.is_alphanumeric() {
                let digits = c.is_ascii_digit();
                let same_run =
                    |next: char| next.is_ascii_digit() == digits && next.is_alphanumeric();
                while let Some((at, next)) = chars.next_if(|(_, next)| same_run(*next)) {
                    to = at + next.len_utf8();
                }
                let run = &text[from..to];
                if digits {
                    tokens.push((from, to, Token::Number(run.to_owned())));
                } else {
                    let (word, has_accents) = folded(run);
                    accented |= has_accents;
                    tokens.push((from, to, Token::Word(word)));
                }
            } else if let Some(mark) = meaningful_mark(c) {
                tokens.push((from, to, Token::Mark(mark)));
            }
        }
        while let Some((_, _, Token::Mark('.' | ','))) = tokens.last() {
            tokens.pop();
        }
        Self {
            text,
            tokens,
            accented,
            exact: accented,
            rules,
        }
    }

    /// The same of words that were put together by the program, whose "sau" is never "sáu".
    pub(super) fn translated(text: &str, rules: &'r DeadlineRules) -> Self {
        Self {
            exact: true,
            ..Self::new(text, rules)
        }
    }

    /// What the reading depends on.
    pub(super) fn rules(&self) -> &'r DeadlineRules {
        self.rules
    }

    /// A cursor before the first token.
    pub(super) fn cursor(&self) -> TokenCursor<'_> {
        TokenCursor {
            wording: self,
            at: 0,
        }
    }

    /// The text from one place to another, as it was typed.
    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        let begin = self
            .tokens
            .get(from)
            .map_or(self.text.len(), |token| token.0);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last));
        let end = end.map_or(begin, |token| token.1);
        self.text.get(begin..end).unwrap_or_default()
    }

    /// Each word with the bytes that it takes, numbers and marks left out.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        self.tokens
            .iter()
            .filter_map(|(from, to, token)| match token {
                Token::Word(word) => Some((*from, *to, word.as_str())),
                Token::Number(_) | Token::Mark(_) => None,
            })
    }

    /// Whether it is written as its person wanted it, with accents or in another language.
    pub(super) fn is_exact(&self) -> bool {
        self.exact
    }

    /// The text that was split, composed.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// The word as the grammar knows it, and whether it had accents.
fn folded(run: &str) -> (String, bool) {
    let lower = run.to_lowercase();
    let bare = text::fold(run);
    let has_accents = lower != bare;
    let word = match lower.as_str() {
        "sáu" | "tư" => lower,
        _ => bare,
    };
    (word, has_accents)
}

fn meaningful_mark(c: char) -> Option<char> {
    match c {
        '"' | '\'' | '“' | '”' | '‘' | '’' | '…' | '*' => None,
        _ if c.is_whitespace() => None,
        '–' | '—' | '‐' | '‑' | '−' => Some('-'),
        '[' => Some('('),
        ']' => Some(')'),
        _ => Some(c),
    }
}

/// A place in a wording. Copying it is the way to look ahead and come back.
#[derive(Clone, Copy)]
pub(super) struct TokenCursor<'a> {
    wording: &'a Wording<'a>,
    at: usize,
}

impl<'a> TokenCursor<'a> {
    fn token(&self) -> Option<&'a Token> {
        self.wording.tokens.get(self.at).map(|(_, _, token)| token)
    }

    /// What the reading depends on.
    pub(super) fn rules(&self) -> &'a DeadlineRules {
        self.wording.rules
    }

    /// How many tokens lie after it.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.wording.tokens.len()
    }

    /// Steps over one token, whatever it is.
    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    /// Goes on to where `read` ends; stays where that finds nothing.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = read(&mut ahead)?;
        *self = ahead;
        Some(found)
    }

    /// The same of what is only there or not.
    pub(super) fn accept(&mut self, read: impl FnOnce(&mut Self) -> bool) -> bool {
        self.attempt(|ahead| read(ahead).then_some(())).is_some()
    }

    /// Whether "sau" and "sáu" are distinguished.
    pub(super) fn is_exact(&self) -> bool {
        self.wording.exact
    }

    /// Whether nothing, not even a blank, parts this token from the one before.
    pub(super) fn is_adjacent(&self) -> bool {
        let tokens = &self.wording.tokens;
        let before = self.at.checked_sub(1).and_then(|at| tokens.get(at));
        let here = tokens.get(self.at);
        before
            .zip(here)
            .is_some_and(|(before, here)| before.1 == here.0)
    }

    /// The word that stands here, folded.
    pub(super) fn word(&self) -> Option<&'a str> {
        match self.token() {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// Whether a word stands here that was written just so, with its accents or with none at all.
    pub(super) fn is_written(&self, accented: &[&str]) -> bool {
        let Some((from, to, Token::Word(_))) = self.wording.tokens.get(self.at) else {
            return false;
        };
        let typed = self.wording.text.get(*from..*to).unwrap_or_default();
        !self.wording.accented || accented.contains(&typed.to_lowercase().as_str())
    }

    /// Reads these words (one string, blanks between them), or nothing.
    pub(super) fn eat(&mut self, words: &str) -> bool {
        if !self.word().is_some_and(|first| words.starts_with(first)) {
            return false;
        }
        self.accept(|end| {
            words.split(' ').all(|word| {
                let here = end.word() == Some(word);
                end.skip();
                here
            })
        })
    }

    /// Reads the first of these groups of words that stands here.
    pub(super) fn eat_any(&mut self, choices: &[&str]) -> bool {
        let Some(first) = self.word() else {
            return false;
        };
        let begins = first.as_bytes().first();
        choices
            .iter()
            .any(|words| words.as_bytes().first() == begins && self.eat(words))
    }

    /// Whether one of these groups of words stands here.
    pub(super) fn sees_any(mut self, choices: &[&str]) -> bool {
        self.eat_any(choices)
    }

    /// Reads one of these marks, and says which.
    pub(super) fn mark(&mut self, marks: &str) -> Option<char> {
        let mark = self.sees_mark(marks)?;
        self.skip();
        Some(mark)
    }

    /// Whether one of these marks stands here, and which.
    pub(super) fn sees_mark(&self, marks: &str) -> Option<char> {
        match self.token() {
            Some(Token::Mark(mark)) if marks.contains(*mark) => Some(*mark),
            _ => None,
        }
    }

    /// The digits that stand here.
    pub(super) fn digits(&self) -> Option<&'a str> {
        match self.token() {
            Some(Token::Number(digits)) => Some(digits),
            _ => None,
        }
    }

    /// Reads a number of at most `most` digits.
    pub(super) fn number(&mut self, most: usize) -> Option<u32> {
        let number = day::small_number(self.digits()?, most)?;
        self.skip();
        Some(number)
    }

    /// Reads a year of four digits, or also of two (20yy) where `short` is set.
    pub(super) fn year(&mut self, short: bool) -> Option<i32> {
        let digits = self.digits().filter(|digits| short || digits.len() == 4)?;
        let year = day::parse_year(digits)?;
        self.skip();
        Some(year)
    }

    /// Reads a Roman numeral from I to IV.
    pub(super) fn roman(&mut self) -> Option<u32> {
        let value = match self.word()? {
            "i" | "ⅰ" => 1,
            "ii" | "ⅱ" => 2,
            "iii" | "ⅲ" => 3,
            "iv" | "ⅳ" => 4,
            _ => return None,
        };
        self.skip();
        Some(value)
    }

    /// Reads a number in words, up to "ba mươi mốt".
    pub(super) fn number_word(&mut self) -> Option<u32> {
        let mut ahead = *self;
        let first = if ahead.eat("muoi") {
            10
        } else {
            let unit = ahead.unit_word()?;
            if unit <= 3 && unit > 1 && ahead.eat("muoi") {
                unit * 10
            } else {
                *self = ahead;
                return Some(unit);
            }
        };
        let number = first + ahead.unit_word().unwrap_or(0);
        *self = ahead;
        (number <= 31).then_some(number)
    }

    fn unit_word(&mut self) -> Option<u32> {
        let value = match self.word()? {
            "mot" => 1,
            "hai" => 2,
            "ba" => 3,
            "bon" | "tư" => 4,
            "tu" if !self.is_exact() => 4,
            "nam" | "lam" => 5,
            "sáu" => 6,
            "sau" if !self.is_exact() => 6,
            "bay" => 7,
            "tam" => 8,
            "chin" => 9,
            _ => return None,
        };
        self.skip();
        Some(value)
    }

    /// Reads a number in digits or in words.
    pub(super) fn count(&mut self) -> Option<u32> {
        self.number(3).or_else(|| self.number_word())
    }

    /// Reads "quý", which without its accent begins many other words ("quy định").
    pub(super) fn quarter_word(&mut self) -> bool {
        const OTHERS: [&str; 10] = [
            "dinh", "che", "trinh", "hoach", "luat", "mo", "pham", "uoc", "dinh,", "chuan",
        ];
        self.is_written(&["quý", "quí", "qúy", "qúi"])
            && self.accept(|ahead| ahead.eat_any(&["quy", "qui"]) && !ahead.sees_any(&OTHERS))
    }
}
