//! A folded wording as a list of tokens, and a place in it.

use crate::domain::day;

/// The smallest piece of a wording that the grammar looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    /// A run of ASCII digits.
    Number(&'a str),
    /// One character that is neither; all kinds of dashes are `-`, `;` is `,`.
    Mark(char),
}

/// The tokens of a folded wording.
pub(super) struct Wording<'a> {
    folded: &'a str,
    /// Each token with the byte at which it begins.
    tokens: Vec<(usize, Token<'a>)>,
}

impl<'a> Wording<'a> {
    /// Splits a text made by [`crate::domain::text::fold`]. Brackets, quotation
    /// marks and the stop at the end say nothing and are left out.
    pub(super) fn new(folded: &'a str) -> Self {
        let mut tokens = Vec::new();
        let mut chars = folded.char_indices().peekable();
        while let Some((from, c)) = chars.next() {
            let same_run =
                |next: char| next.is_ascii_digit() == c.is_ascii_digit() && next.is_alphanumeric();
            if c.is_alphanumeric() {
                let mut to = from + c.len_utf8();
                while let Some((at, next)) = chars.next_if(|(_, next)| same_run(*next)) {
                    to = at + next.len_utf8();
                }
                let run = &folded[from..to];
                let number = c.is_ascii_digit();
                tokens.push((
                    from,
                    if number {
                        Token::Number(run)
                    } else {
                        Token::Word(run)
                    },
                ));
            } else if let Some(mark) = meaningful_mark(c) {
                tokens.push((from, Token::Mark(mark)));
            }
        }
        while let Some((_, Token::Mark('.' | ','))) = tokens.last() {
            tokens.pop();
        }
        Self { folded, tokens }
    }

    /// A cursor before the first token.
    pub(super) fn cursor(&self) -> Cursor<'_> {
        Cursor {
            wording: self,
            at: 0,
        }
    }
}

fn meaningful_mark(c: char) -> Option<char> {
    match c {
        '(' | ')' | '[' | ']' | '"' | '\'' | '“' | '”' | '‘' | '’' | '…' => None,
        _ if c.is_whitespace() => None,
        '–' | '—' | '‐' | '‑' | '−' => Some('-'),
        ';' => Some(','),
        _ => Some(c),
    }
}

/// A place in a wording. Copying it is the way to look ahead and come back.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    wording: &'a Wording<'a>,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn token(&self, ahead: usize) -> Option<Token<'a>> {
        let tokens = &self.wording.tokens;
        tokens.get(self.at + ahead).map(|(_, token)| *token)
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.wording.tokens.len()
    }

    /// Whether nothing has been read yet.
    pub(super) fn is_at_start(&self) -> bool {
        self.at == 0
    }

    /// Steps over one token, whatever it is.
    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    /// The folded text from here on.
    pub(super) fn rest(&self) -> &'a str {
        let from = self.wording.tokens.get(self.at).map_or("", |(from, _)| {
            self.wording.folded.get(*from..).unwrap_or("")
        });
        from.trim_end_matches(['.', ',', ';', ' '])
    }

    /// Whether a number stands anywhere from here on.
    pub(super) fn has_number(&self) -> bool {
        let mut rest = self.wording.tokens.iter().skip(self.at);
        rest.any(|(_, token)| matches!(token, Token::Number(_)))
    }

    /// Reads these words (one string, blanks between them), or nothing.
    pub(super) fn eat(&mut self, words: &str) -> bool {
        let mut end = *self;
        for word in words.split(' ') {
            if end.token(0) != Some(Token::Word(word)) {
                return false;
            }
            end.skip();
        }
        *self = end;
        true
    }

    /// Reads the first of these groups of words that stands here.
    pub(super) fn eat_any(&mut self, choices: &[&str]) -> bool {
        choices.iter().any(|words| self.eat(words))
    }

    /// Whether one of these groups of words stands here.
    pub(super) fn sees_any(mut self, choices: &[&str]) -> bool {
        self.eat_any(choices)
    }

    /// Reads one of these marks, and says which.
    pub(super) fn mark(&mut self, marks: &str) -> Option<char> {
        match self.token(0) {
            Some(Token::Mark(mark)) if marks.contains(mark) => {
                self.skip();
                Some(mark)
            }
            _ => None,
        }
    }

    /// Whether a number stands here.
    pub(super) fn sees_number(&self) -> bool {
        matches!(self.token(0), Some(Token::Number(_)))
    }

    /// Reads a number of at most `most` digits.
    pub(super) fn number(&mut self, most: usize) -> Option<u32> {
        match self.token(0) {
            Some(Token::Number(digits)) => {
                let number = day::small_number(digits, most)?;
                self.skip();
                Some(number)
            }
            _ => None,
        }
    }

    /// Reads a year of four digits, or also of two (20yy) where `short` is set.
    pub(super) fn year(&mut self, short: bool) -> Option<i32> {
        match self.token(0) {
            Some(Token::Number(digits)) if short || digits.len() == 4 => {
                let year = day::parse_year(digits)?;
                self.skip();
                Some(year)
            }
            _ => None,
        }
    }

    /// Reads a Roman numeral from I to IV.
    pub(super) fn roman(&mut self) -> Option<u32> {
        let Some(Token::Word(word)) = self.token(0) else {
            return None;
        };
        let value = match word {
            "i" | "ⅰ" => 1,
            "ii" | "ⅱ" => 2,
            "iii" | "ⅲ" => 3,
            "iv" | "ⅳ" => 4,
            _ => return None,
        };
        self.skip();
        Some(value)
    }
}
