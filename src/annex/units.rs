//! Reads a cell of units: known and unknown units, wordings that mean many, and text that is no unit.

use super::names::{NameIndex, is_capitals, nearest, trimmed};
use super::unit_words::{
    begins_after_and, begins_part, continues_generic, is_abbreviation, is_generic, is_person,
    joining, joining_inside, phone_label_words, verb,
};
use crate::domain::ids::UnitId;
use crate::domain::text::fold;
use crate::domain::unit::{Unit, UnitKind};
use std::cell::RefCell;
use std::collections::HashMap;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UnitCell {
    /// The abbreviations of known units that lead, in their order.
    pub lead: Vec<String>,
    /// The abbreviations of known units that the cell calls coordinating.
    pub coordinating: Vec<String>,
    /// Names of no known unit.
    pub unknown: Vec<String>,
    /// Names of units that do not exist in the plan's year.
    pub retired: Vec<String>,
    /// Wordings that mean many units at once.
    pub generic: Vec<String>,
    /// Text that is no unit: verbs, persons, telephone numbers.
    pub left_out: Vec<Ignored>,
}

/// Text in a cell of units that is no unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// "chủ trì tham mưu Kế hoạch".
    Words(String),
    Person(String),
    Telephone(String),
}

/// The units of a plan by every form of their names.
pub(crate) struct UnitNames<'u> {
    units: &'u [Unit],
    /// Units of the plan's year.
    known: NameIndex,
    /// Units of other years only.
    others: NameIndex,
    merged: &'u [(UnitId, UnitId)],
    year: i32,
    /// A cache: an annex has few different cells.
    read: RefCell<HashMap<String, UnitCell>>,
}

impl<'u> UnitNames<'u> {
    /// `merged` has each merged unit with the unit that it was merged into.
    pub(crate) fn of(units: &'u [Unit], merged: &'u [(UnitId, UnitId)], year: i32) -> Self {
        Self {
            units,
            known: NameIndex::of(units, |unit| unit.years.has(year)),
            others: NameIndex::of(units, |unit| !unit.years.has(year)),
            merged,
            year,
            read: RefCell::default(),
        }
    }

    /// The unit of the plan's year with this name.
    pub(crate) fn find(&self, name: &str) -> Option<&'u Unit> {
        self.units.get(self.known.find(name)?)
    }

    /// The unit of other years with this name.
    pub(crate) fn retired(&self, name: &str) -> Option<&'u Unit> {
        self.units.get(self.others.find(name)?)
    }

    /// The unit of the plan's year that an unknown name may mean: the successor of a merged unit of that name,
    /// else the unit whose name has most words in common with it.
    pub(crate) fn suggestion(&self, name: &str) -> Option<&'u Unit> {
        let there = |unit: &&Unit| unit.years.has(self.year);
        let into = |unit: &Unit| {
            let (_, into) = self.merged.iter().find(|(merged, _)| *merged == unit.id)?;
            self.units.iter().find(|unit| unit.id == *into)
        };
        // The successor may have been merged, too.
        let steps = std::iter::successors(self.retired(name), |unit| into(unit));
        let successor = steps.take(self.merged.len() + 1).find(there);
        successor.or_else(|| nearest(name, self.units.iter().filter(there)))
    }

    /// Reads a cell of units.
    pub(crate) fn read(&self, cell: &str) -> UnitCell {
        if let Some(known) = self.read.borrow().get(cell) {
            return known.clone();
        }
        let found = UnitCellReader::of(self).cell(cell);
        let mut read = self.read.borrow_mut();
        read.insert(cell.to_owned(), found.clone());
        found
    }

    /// Whether a part of a list begins like a unit.
    pub(super) fn begins_unit(&self, part: &str) -> bool {
        let part = trimmed(part);
        let word = part.split_whitespace().next().unwrap_or_default();
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let (capitals, others): (Vec<char>, Vec<char>) = letters.partition(|c| c.is_uppercase());
        let short = capitals.len() > others.len() && capitals.len() + others.len() >= 2;
        short
            || word.starts_with(|c: char| c.is_ascii_digit())
            || word.ends_with('.') && word.chars().count() <= 4
            || begins_part(&fold(part))
            || self.is_named(part)
    }

    fn is_named(&self, name: &str) -> bool {
        self.known
            .find(name)
            .or_else(|| self.others.find(name))
            .is_some()
    }
}

/// Reads one cell.
struct UnitCellReader<'n, 'u> {
    names: &'n UnitNames<'u>,
    /// Whether the units that follow are coordinating.
    joining: bool,
    found: UnitCell,
}

impl<'n, 'u> UnitCellReader<'n, 'u> {
    fn of(names: &'n UnitNames<'u>) -> Self {
        Self {
            names,
            joining: false,
            found: UnitCell::default(),
        }
    }

    fn cell(mut self, cell: &str) -> UnitCell {
        let (cell, numbers) = split_phone_numbers(cell);
        let numbers = numbers.into_iter().map(Ignored::Telephone);
        self.found.left_out.extend(numbers);
        if !self.add_if_named(&cell) {
            cell.split(['\n', ';']).for_each(|line| self.line(line));
        }
        self.found
    }

    /// Adds the unit if the whole text is the name of one; false if not.
    fn add_if_named(&mut self, name: &str) -> bool {
        let Some(unit) = self.names.find(name) else {
            let retired = self.names.retired(name).is_some();
            if retired {
                self.found.retired.push(trimmed(name).to_owned());
            }
            return retired;
        };
        if unit.kind == UnitKind::Pseudo {
            self.found.generic.push(trimmed(name).to_owned());
        }
        let list = match self.joining {
            true => &mut self.found.coordinating,
            false => &mut self.found.lead,
        };
        if !list.contains(&unit.abbreviation) {
            list.push(unit.abbreviation.clone());
        }
        true
    }

    /// Reads the text between two line ends or semicolons.
    fn line(&mut self, line: &str) {
        let line = self.label(line);
        let parts = parts(line);
        let mut rest = parts.as_slice();
        let mut generic = false;
        while let Some((first, others)) = rest.split_first() {
            let joined = |last: usize| {
                let (_, to) = rest.get(last).unwrap_or(first);
                line.get(first.0..*to).unwrap_or_default()
            };
            // All that follow are coordinating.
            let begun = line.get(first.0..).unwrap_or_default();
            if let Some(count) = joining(&fold(joined(0))) {
                self.coordinating(skip_words(begun, count));
                return;
            }
            // A name may contain separators: the longest known one counts.
            let longest = (0..rest.len().min(6)).rev();
            let named = longest
                .into_iter()
                .find(|last| self.names.is_named(joined(*last)));
            let last = named.unwrap_or_else(|| self.continuing_parts(line, others));
            let part = joined(last);
            generic = named.is_none() && self.part(trimmed(part), generic);
            if named.is_some() {
                self.add_if_named(part);
            }
            rest = rest.get(last + 1..).unwrap_or_default();
        }
    }

    /// How many of the parts belong to the one before, for they do not begin like a unit.
    fn continuing_parts(&self, line: &str, parts: &[(usize, usize)]) -> usize {
        let text = |part: &(usize, usize)| line.get(part.0..part.1).unwrap_or_default();
        let parts = parts.iter();
        parts
            .take_while(|part| !self.names.begins_unit(text(part)))
            .count()
    }

    /// Reads the label "Chủ trì:" or "Phối hợp:" before a list and returns the rest.
    fn label<'t>(&mut self, line: &'t str) -> &'t str {
        let line = line.trim().trim_start_matches(['-', '+', '•', '–']);
        let line = line.trim_start();
        let Some((label, rest)) = line.split_once(':') else {
            return line;
        };
        let label = fold(label);
        let ends = |words: &[&str]| words.iter().any(|words| label.ends_with(words));
        let joining = ends(&["phoi hop", "phoi hop thuc hien"]);
        if rest.trim().is_empty() || !joining && !ends(&["chu tri", "thuc hien", "dau moi"]) {
            return line;
        }
        self.joining = joining;
        rest
    }

    /// Reads coordinating units; true if the text means many.
    fn coordinating(&mut self, others: &str) -> bool {
        let before = self.found.generic.len();
        self.joining = true;
        self.line(others);
        self.joining = true;
        self.found.generic.len() > before
    }

    /// Reads one part that is not a known name; true if it means many units.
    fn part(&mut self, part: &str, after_generic: bool) -> bool {
        let folded = fold(part);
        if part.is_empty() {
            return after_generic;
        }
        if is_person(&folded) {
            self.leave_out(Ignored::Person(part.to_owned()));
            return false;
        }
        if let Some((name, rest)) = self.name_and_verb(part) {
            return self.with_verb(name, rest);
        }
        if is_generic(&folded) || after_generic && continues_generic(&folded) {
            match self.found.generic.last_mut().filter(|_| after_generic) {
                Some(last) => last.extend([", ", part]),
                None => self.found.generic.push(part.to_owned()),
            }
            return true;
        }
        if let Some((bare, inside)) = brackets(part)
            && self.add_if_named(&bare)
        {
            self.leave_out(Ignored::Words(inside));
        } else {
            self.found.unknown.push(part.to_owned());
        }
        false
    }

    fn leave_out(&mut self, what: Ignored) {
        self.found.left_out.push(what);
    }

    /// Reads a name, and the coordinating units after the verb.
    fn with_verb(&mut self, name: &str, rest: &str) -> bool {
        let joining = self.joining;
        self.line(name);
        self.joining = joining;
        let Some((_, words)) = joining_inside(&fold(rest)) else {
            self.leave_out(Ignored::Words(rest.trim().to_owned()));
            return false;
        };
        let others = skip_words(rest, words);
        let verb = rest.get(..rest.len() - others.len()).unwrap_or(rest);
        self.leave_out(Ignored::Words(verb.trim().to_owned()));
        !others.is_empty() && self.coordinating(others)
    }

    /// A name and the verb after it.
    fn name_and_verb<'t>(&self, part: &'t str) -> Option<(&'t str, &'t str)> {
        let ends = part.match_indices(char::is_whitespace).map(|(at, _)| at);
        let cuts = ends.filter_map(|at| part.split_at_checked(at));
        let cuts: Vec<(&str, &str)> = cuts.map(|(name, rest)| (name, rest.trim_start())).collect();
        let is_verb = |rest: &str, doubtful| {
            let folded = fold(rest);
            verb(
                folded.trim_start_matches(|c: char| !c.is_alphanumeric()),
                doubtful,
            )
        };
        let known = cuts.iter().rev().find(|(name, rest)| {
            (is_verb(rest, false) || is_verb(rest, true)) && self.names.is_named(name)
        });
        let any = || {
            let mut cuts = cuts.iter();
            cuts.find(|(name, rest)| is_verb(rest, false) && name.contains(' '))
        };
        known.or_else(any).copied()
    }
}

/// The text after that many words.
fn skip_words(text: &str, count: usize) -> &str {
    (0..count).fold(text.trim_start(), |rest, _| {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest.get(end..).unwrap_or_default().trim_start()
    })
}

/// The byte ranges of the parts of a line, split at commas, slashes, full stops, and "và" before a unit.
fn parts(line: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let (mut from, mut depth) = (0, 0_i32);
    for (at, c) in line.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if at >= from
            && depth <= 0
            && let Some(next) = cut_at(line, from, at, c)
        {
            parts.push((from, at));
            from = next;
        }
    }
    parts.push((from.min(line.len()), line.len()));
    parts.retain_mut(|(from, to)| {
        let piece = line.get(*from..*to).unwrap_or_default();
        *from += piece.len() - piece.trim_start().len();
        *to = *from + piece.trim().len();
        !trimmed(piece).is_empty()
    });
    parts
}

/// Where the next part begins, if one ends at this character.
fn cut_at(line: &str, from: usize, at: usize, c: char) -> Option<usize> {
    match c {
        ',' | '/' | '+' => {
            // "Đ/c" is one word.
            let word = line.get(from..at).unwrap_or_default().trim();
            let person = c == '/' && matches!(fold(word).as_str(), "d" | "dc");
            (!person).then_some(at + 1)
        }
        '.' => ends_sentence(line, at).then_some(at + 1),
        c if c.is_whitespace() && at > from => {
            let rest = line.get(at..)?.trim_start();
            let mut words = rest.split_whitespace();
            let and = fold(words.next()?) == "va";
            let next = words.next().filter(|_| and)?;
            let after = skip_words(rest, 1);
            let folded = fold(&after.chars().take(24).collect::<String>());
            let unit = begins_after_and(&folded) || is_capitals(next);
            unit.then(|| line.len() - after.len())
        }
        _ => None,
    }
}

/// Whether a full stop is not that of an abbreviation ("P.", "TT.", "TP.").
fn ends_sentence(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default();
    let mut words = before.rsplit(|c: char| c.is_whitespace() || c == '.' || c == ',');
    let short = is_abbreviation(&fold(words.next().unwrap_or_default()));
    let after = line.get(at + 1..).unwrap_or_default();
    (after.is_empty() || after.starts_with(char::is_whitespace)) && !short
}

/// The text without its brackets, and the text in them.
fn brackets(text: &str) -> Option<(String, String)> {
    let (before, rest) = text.split_once('(')?;
    let (inside, after) = rest.rsplit_once(')').unwrap_or((rest, ""));
    let bare = format!("{}{after}", before.trim_end());
    Some((bare.trim().to_owned(), inside.trim().to_owned()))
}

/// The text without telephone numbers and their labels, and the numbers.
fn split_phone_numbers(text: &str) -> (String, Vec<String>) {
    let (mut text_left, mut numbers) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !c.is_ascii_digit() && !" .-+".contains(c));
        let (run, after) = from.split_at(end.unwrap_or(from.len()));
        text_left.push_str(before);
        if is_phone_number(run) {
            numbers.push(run.trim_matches([' ', '-', '.']).to_owned());
            cut_phone_label(&mut text_left);
            rest = after.strip_prefix(')').unwrap_or(after);
        } else {
            text_left.push_str(run);
            rest = after;
        }
    }
    text_left.push_str(rest);
    (text_left, numbers)
}

fn is_phone_number(run: &str) -> bool {
    let digits = run.chars().filter(char::is_ascii_digit).count();
    (8..=13).contains(&digits) && run.starts_with(['0', '+', '8'])
}

/// Removes a label such as "… - SĐT:" before a number.
fn cut_phone_label(text: &mut String) {
    let trim = |text: &mut String, signs: &str| {
        let end = text.trim_end_matches(|c: char| c.is_whitespace() || signs.contains(c));
        text.truncate(end.len());
    };
    trim(text, ":.-(");
    for _ in 0..phone_label_words(&fold(text)) {
        let word = text.trim_end().rfind(char::is_whitespace);
        text.truncate(word.map_or(0, |at| at + 1));
        trim(text, "(-,");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn units() -> Vec<Unit> {
        let unit = |id, abbreviation: &str, name: &str, kind, aliases: &[&str]| Unit {
            id: UnitId(id),
            abbreviation: abbreviation.to_owned(),
            name: name.to_owned(),
            name_en: None,
            kind,
            years: Default::default(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        };
        vec![
            unit(1, "VP", "Văn phòng Sở", UnitKind::Office, &["Văn phòng"]),
            unit(
                2,
                "KHTC",
                "Phòng Kế hoạch - Tài chính",
                UnitKind::Division,
                &[],
            ),
            unit(3, "TTra", "Thanh tra Sở", UnitKind::Inspectorate, &[]),
            unit(4, "CPĐV", "Các phòng, đơn vị", UnitKind::Pseudo, &[]),
            unit(
                5,
                "SKHCN",
                "Sở Khoa học và Công nghệ",
                UnitKind::Outside,
                &[],
            ),
            unit(6, "SNV", "Sở Nội vụ", UnitKind::Outside, &[]),
            unit(7, "STTTT", "Sở TT&TT", UnitKind::Outside, &[]),
            unit(8, "CCKL", "Chi cục Kiểm lâm", UnitKind::SubDepartment, &[]),
            unit(9, "SXD", "Sở Xây dựng", UnitKind::Outside, &[]),
            unit(
                10,
                "VHXH",
                "Phòng Văn hoá - Xã hội",
                UnitKind::Division,
                &[],
            ),
            unit(11, "VPUBND", "Văn phòng UBND tỉnh", UnitKind::Outside, &[]),
            unit(
                12,
                "TTHCC",
                "Trung tâm Phục vụ hành chính công",
                UnitKind::Outside,
                &[],
            ),
            unit(13, "UBNDT", "UBND tỉnh", UnitKind::Outside, &[]),
        ]
    }

    /// Known leads, coordinating, unknown and generic units, joined by + and separated by |.
    fn read(cell: &str) -> String {
        let units = units();
        let found = UnitNames::of(&units, &[], 2027).read(cell);
        let lists = [found.lead, found.coordinating, found.unknown, found.generic];
        lists.map(|list| list.join("+")).join(" | ")
    }

    #[test]
    fn units_are_found_by_any_name_and_any_separator() {
        for (cell, want) in [
            ("VP", "VP |  |  | "),
            ("Văn phòng Sở", "VP |  |  | "),
            ("  văn phòng ", "VP |  |  | "),
            ("P. KHTC", "KHTC |  |  | "),
            ("P.KH-TC, VP", "KHTC+VP |  |  | "),
            ("Phòng Kế hoạch và Tài chính", "KHTC |  |  | "),
            ("Phòng KHTC; Thanh tra", "KHTC+TTra |  |  | "),
            ("Sở KH&CN", "SKHCN |  |  | "),
            ("Sở KHCN", "SKHCN |  |  | "),
            (
                "Sở Khoa học và Công nghệ\n \nSở Nội vụ",
                "SKHCN+SNV |  |  | ",
            ),
            (
                "Sở Khoa học và Công nghệ và Sở Nội vụ",
                "SKHCN+SNV |  |  | ",
            ),
            ("Sở Thông tin và Truyền thông", "STTTT |  |  | "),
            (" Chi cục Kiểm lâm tỉnh Đắk Lắk", "CCKL |  |  | "),
            ("Phòng Văn hóa - Xã hội", "VHXH |  |  | "),
            ("Trung tâm Phục vụ Hành chính công:", "TTHCC |  |  | "),
            ("Văn phòng Ủy ban nhân dân tỉnh", "VPUBND |  |  | "),
            ("VP/KHTC", "VP+KHTC |  |  | "),
            ("VP. Thanh tra Sở.", "VP+TTra |  |  | "),
            ("Các phòng, đơn vị", "CPĐV |  |  | Các phòng, đơn vị"),
        ] {
            assert_eq!(read(cell), want, "{cell}");
        }
    }

    #[test]
    fn verbs_persons_and_telephones_are_no_units() {
        for (cell, want) in [
            (
                "Sở Khoa học và Công nghệ chủ trì tham mưu Kế hoạch và theo dõi thực hiện",
                "SKHCN |  |  | ",
            ),
            (
                "Sở Khoa học và Công nghệ chủ trì cùng các Sở, ngành liên quan",
                "SKHCN |  |  | các Sở, ngành liên quan",
            ),
            (
                "Văn phòng Sở chủ trì, phối hợp với các phòng, đơn vị",
                "VP | CPĐV |  | các phòng, đơn vị",
            ),
            ("Các phòng, ĐV", "CPĐV |  |  | Các phòng, ĐV"),
            ("SKHCN, VP Sở", "SKHCN+VP |  |  | "),
            (
                "Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở",
                "VP | TTra |  | ",
            ),
            ("Chủ trì: VP; phối hợp: KHTC, TTra", "VP | KHTC+TTra |  | "),
            ("Đ/c Nguyễn Văn Lan", " |  |  | "),
            ("Văn phòng Sở (ĐT: 0912 345 678)", "VP |  |  | "),
            (
                "Sở Xây dựng/các công ty quản lý lĩnh vực liên quan",
                "SXD |  |  | các công ty quản lý lĩnh vực liên quan",
            ),
        ] {
            assert_eq!(read(cell), want, "{cell}");
        }
        let units = units();
        let found = UnitNames::of(&units, &[], 2027)
            .read("Văn phòng Sở, đ/c Trần Thị Hà - SĐT 0987.654.321");
        assert_eq!(found.lead, ["VP"]);
        assert!(
            matches!(
                found.left_out.as_slice(),
                [Ignored::Telephone(_), Ignored::Person(_)]
            ),
            "{found:?}"
        );
    }

    #[test]
    fn generic_and_unknown_units_are_listed() {
        for (cell, want) in [
            (
                "Các bộ, ngành, địa phương",
                " |  |  | Các bộ, ngành, địa phương",
            ),
            ("Bộ, ngành, địa phương", " |  |  | Bộ, ngành, địa phương"),
            (
                "Sở, ban, ngành, UBND các xã, phường",
                " |  |  | Sở, ban, ngành, UBND các xã, phường",
            ),
            ("Đơn vị liên quan", " |  |  | Đơn vị liên quan"),
            ("03 khoa", " |  |  | 03 khoa"),
            (
                "Sở KH&CN; các Sở, ban, ngành và UBND các xã, phường",
                "SKHCN |  |  | các Sở, ban, ngành, UBND các xã, phường",
            ),
            (
                "Sở KHCN, Tập đoàn Viettel",
                "SKHCN |  | Tập đoàn Viettel | ",
            ),
            (
                "Sở Văn hóa, Thể thao và Du lịch",
                " |  | Sở Văn hóa, Thể thao và Du lịch | ",
            ),
            (
                "Sở Nông nghiệp và Môi trường; VP",
                "VP |  | Sở Nông nghiệp và Môi trường | ",
            ),
            ("VPTU", " |  | VPTU | "),
            ("", " |  |  | "),
        ] {
            assert_eq!(read(cell), want, "{cell}");
        }
    }
}
