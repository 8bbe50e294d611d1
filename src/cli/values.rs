//! What an option takes, under names in both languages: the word that scripts use and JSON has, and
//! what an office would type, with or without accents, hyphens and capitals.

use crate::domain::text::fold;
use crate::present::lang::Lang;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// One value: its word, its Vietnamese name, and what else it may be called.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    word: &'static str,
    vi: &'static str,
    also: &'static [&'static str],
}

const fn value(word: &'static str, vi: &'static str, also: &'static [&'static str]) -> Value {
    Value { word, vi, also }
}

/// The states of a task.
pub const STATES: &[Value] = &[
    value(
        "not_started",
        "chua-thuc-hien",
        &["chua lam", "not started"],
    ),
    value(
        "in_progress",
        "dang-thuc-hien",
        &["dang lam", "in progress"],
    ),
    value("done", "xong", &["hoan thanh", "da xong", "completed"]),
    value("paused", "tam-dung", &[]),
    value("dropped", "bai-bo", &[]),
];

/// When a task is due, beside a span of days.
pub const DUE: &[Value] = &[
    value("overdue", "qua-han", &["tre", "tre han"]),
    value("soon", "sap-den-han", &["sap han"]),
    value("this-week", "tuan-nay", &[]),
    value("next-week", "tuan-sau", &["tuan toi"]),
    value("none", "khong-han", &["khong", "khong co han"]),
];

/// The orders of a list.
pub const ORDERS: &[Value] = &[
    value("due", "han", &["thoi han"]),
    value("code", "ma", &[]),
    value("unit", "don-vi", &[]),
    value("changed", "moi-nhat", &["thay doi", "moi"]),
];

/// The kinds of a note.
pub const NOTE_KINDS: &[Value] = &[
    value("note", "ghi-chu", &[]),
    value("difficulty", "vuong-mac", &["kho khan"]),
    value("instruction", "chi-dao", &["ket luan"]),
    value("proposal", "kien-nghi", &["de xuat"]),
];

/// The periods of a report.
pub const PERIODS: &[Value] = &[
    value("week", "tuan", &[]),
    value("month", "thang", &[]),
    value("quarter", "quy", &[]),
    value("half-year", "6-thang", &["nua nam"]),
    value("nine-months", "9-thang", &[]),
    value("year", "nam", &[]),
];

/// Yes and no.
pub const YES_NO: &[Value] = &[value("yes", "co", &[]), value("no", "khong", &[])];

/// As names are compared.
fn plain(name: &str) -> String {
    fold(&name.replace(['-', '_'], " "))
}

/// The value that goes by that name in either language.
fn named(values: &[Value], typed: &str) -> Option<&'static str> {
    let wanted = plain(typed);
    let found = values.iter().find(|value| {
        let also = value.also.iter().copied();
        also.chain([value.word, value.vi])
            .any(|name| plain(name) == wanted)
    });
    found.map(|value| value.word)
}

/// The names that help and completions offer, in the language of the run.
pub fn names(values: &[Value], lang: Lang) -> String {
    let names: Vec<&str> = values
        .iter()
        .map(|value| lang.pick(value.vi, value.word))
        .collect();
    names.join(", ")
}

/// Reads a value by any of its names and gives its word.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    values: &'static [Value],
    lang: Lang,
    /// Whether anything else passes too, for the command to read.
    open: bool,
}

impl Named {
    /// One of the values and nothing else.
    pub fn only(values: &'static [Value], lang: Lang) -> Self {
        Self {
            values,
            lang,
            open: false,
        }
    }

    /// One of the values, or what the command reads itself.
    pub fn or_other(values: &'static [Value], lang: Lang) -> Self {
        Self {
            open: true,
            ..Self::only(values, lang)
        }
    }
}

impl TypedValueParser for Named {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        typed: &OsStr,
    ) -> Result<String, Error> {
        let typed = typed
            .to_str()
            .ok_or_else(|| Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        if let Some(word) = named(self.values, typed) {
            return Ok(word.to_owned());
        }
        if self.open {
            return Ok(typed.to_owned());
        }
        let mut error = Error::new(ErrorKind::InvalidValue).with_cmd(command);
        let text = |text: String| ContextValue::String(text);
        error.insert(
            ContextKind::InvalidArg,
            text(arg.map(ToString::to_string).unwrap_or_default()),
        );
        error.insert(ContextKind::InvalidValue, text(typed.to_owned()));
        error.insert(ContextKind::ValidValue, text(names(self.values, self.lang)));
        Err(error)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let own = self
            .values
            .iter()
            .map(|value| self.lang.pick(value.vi, value.word));
        // In a Vietnamese session the words of scripts are completed after the office's own.
        let words = self.values.iter().map(|value| value.word);
        let words = words.filter(|_| self.lang == Lang::Vi);
        Some(Box::new(own.chain(words).map(PossibleValue::new)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::note::NoteKind;
    use crate::domain::period::PeriodKind;
    use crate::domain::query::Order;
    use crate::domain::task::State;

    #[test]
    fn a_value_goes_by_its_names_in_both_languages() {
        for (values, typed, word) in [
            (STATES, "xong", "done"),
            (STATES, "Hoàn thành", "done"),
            (STATES, "in_progress", "in_progress"),
            (STATES, "Đang-thực-hiện", "in_progress"),
            (DUE, "tuần này", "this-week"),
            (DUE, "QUA-HAN", "overdue"),
            (DUE, "this week", "this-week"),
            (NOTE_KINDS, "vướng mắc", "difficulty"),
            (PERIODS, "6 tháng", "half-year"),
            (PERIODS, "quý", "quarter"),
            (YES_NO, "Có", "yes"),
        ] {
            assert_eq!(named(values, typed), Some(word), "{typed}");
        }
        assert_eq!(named(STATES, "tuần này"), None);
        assert_eq!(named(STATES, ""), None);
    }

    #[test]
    fn every_value_of_the_domain_can_be_named() {
        let words = |values: &[Value]| values.iter().map(|value| value.word).collect::<Vec<_>>();
        assert!(
            words(STATES)
                .into_iter()
                .all(|word| State::parse(word).is_some())
        );
        assert_eq!(words(ORDERS), Order::ALL.map(Order::as_str));
        assert_eq!(words(NOTE_KINDS), NoteKind::ALL.map(NoteKind::as_str));
        assert_eq!(words(PERIODS), PeriodKind::ALL.map(PeriodKind::as_str));
    }

    #[test]
    fn no_name_means_two_values() {
        for values in [STATES, DUE, ORDERS, NOTE_KINDS, PERIODS, YES_NO] {
            for value in values {
                let also = value.also.iter().copied();
                for name in also.chain([value.word, value.vi]) {
                    assert_eq!(named(values, name), Some(value.word), "{name}");
                }
            }
        }
    }
}
