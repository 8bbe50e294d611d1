//! Rows that a command prints: for people, for scripts, for spreadsheets; to the standard output, or into
//! a file by its ending.

use super::context::Context;
use super::document::{save_error, wrong_ending};
use super::grammar::{CSV, Grammar, JSON, Keyword, MARKDOWN, NameParser, TABLE, XLSX};
use super::output::{Memory, Out};
use crate::domain::text::join;
use crate::error::{AppError, AppErrorKind, Result};
use crate::formats::save::save;
use crate::formats::table::{TableFormat, TableWriter};
use crate::present::lang::{Lang, bi};
use crate::present::text::safe;
use crate::report::document::{TableColumn, TableValue};
use clap::{Arg, ArgMatches};
use std::path::{Path, PathBuf};

/// In which form rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutputFormat {
    /// For people, as wide as the terminal.
    Text,
    /// For scripts.
    Json,
    /// For spreadsheets and pages.
    Table(TableFormat),
}

/// Every form with the ending of its files.
const FORMS: [(OutputFormat, Keyword, &str); 5] = [
    (OutputFormat::Text, TABLE, "txt"),
    (OutputFormat::Json, JSON, "json"),
    (OutputFormat::Table(TableFormat::Csv), CSV, "csv"),
    (OutputFormat::Table(TableFormat::Markdown), MARKDOWN, "md"),
    (OutputFormat::Table(TableFormat::Xlsx), XLSX, "xlsx"),
];

/// The options that say in which form, and where to.
pub(crate) fn args(grammar: Grammar) -> [Arg; 3] {
    let forms = NameParser::words(FORMS.map(|(form, word, _)| (form, word)), grammar.0);
    let format = grammar.named("format", bi("DẠNG", "FORMAT"), forms, bi("Dạng", "Format"));
    let [output, force] = grammar.output_file();
    [format, output, force]
}

/// In which form, and where to.
pub(crate) struct OutputTarget {
    pub form: OutputFormat,
    file: Option<PathBuf>,
    replace: bool,
}

impl OutputTarget {
    /// The form that is named, else that of the file's ending, else that for people.
    ///
    /// # Errors
    /// [`AppErrorKind::Usage`] where both say something different, or a workbook would be printed on a terminal.
    pub(crate) fn of(matches: &ArgMatches, out: &Out, lang: Lang) -> Result<Self> {
        let named = matches.get_one::<OutputFormat>("format").copied();
        let file = matches.get_one::<PathBuf>("output").cloned();
        let by_ending = file.as_deref().map(|file| of_ending(file, lang));
        let form = match (named, by_ending) {
            (Some(named), Some(Ok(other))) if named != other => {
                let known = FORMS.iter().find(|(one, ..)| *one == named);
                let known = known.map_or(("", ""), |(_, word, ending)| (word.0, *ending));
                let file = file.unwrap_or_default();
                return Err(wrong_ending(known, &file, lang));
            }
            (Some(named), _) => named,
            (None, Some(by_ending)) => by_ending?,
            (None, None) => OutputFormat::Text,
        };
        let target = Self {
            form,
            file,
            replace: matches.get_flag("force"),
        };
        if target.form == OutputFormat::Table(TableFormat::Xlsx)
            && target.file.is_none()
            && out.terminal
        {
            return Err(needs_a_file(lang));
        }
        Ok(target)
    }

    /// Prints what `write` writes, or saves it.
    pub(crate) fn print(
        &self,
        context: &Context,
        out: &mut Out,
        write: impl FnOnce(&mut Out) -> Result,
    ) -> Result {
        let Some(file) = &self.file else {
            return write(out);
        };
        let lang = context.lang;
        let memory = Memory::default();
        let mut kept = Out::into_memory(lang, memory.clone());
        write(&mut kept)?;
        kept.finish()?;
        save(file, &memory.take(), self.replace, context.store.path())
            .map_err(|error| save_error(&error, file, lang))?;
        out.done = Some(bi("Đã lưu tệp", "The file was saved"));
        let name = safe(&file.to_string_lossy()).into_owned();
        out.line(&lang.pick(format!("Đã lưu: {name}"), format!("Saved: {name}")))
    }
}

/// Writes rows as they come; `each` hands them over.
pub(crate) fn rows(
    format: TableFormat,
    (name, columns): (&str, &[TableColumn]),
    lang: Lang,
    out: &mut Out,
    each: impl FnOnce(&mut dyn FnMut(&[TableValue]) -> Result) -> Result,
) -> Result {
    let mut broken = None;
    let mut keep = |error: std::io::Error| {
        broken = Some(error);
        AppErrorKind::Other.error(String::new())
    };
    let written = (|| {
        let begun = TableWriter::begin(format, name, columns, lang, out.sink());
        let mut writer = begun.map_err(&mut keep)?;
        each(&mut |cells| writer.row(cells).map_err(&mut keep))?;
        writer.finish().map_err(&mut keep)
    })();
    match broken {
        Some(error) => Err(out.failed(&error)),
        None => written,
    }
}

fn of_ending(file: &Path, lang: Lang) -> Result<OutputFormat> {
    let ending = file
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.unwrap_or_default();
    let known = FORMS.iter().find(|(.., known)| *known == ending);
    known.map(|(form, ..)| *form).ok_or_else(|| {
        let known = join(FORMS.iter().map(|(.., ending)| format!(".{ending}")), ", ");
        let name = safe(&file.to_string_lossy()).into_owned();
        AppErrorKind::Usage
            .error(lang.pick(
                format!("Tên tệp “{name}” không cho biết dạng."),
                format!("The file name “{name}” does not say which format."),
            ))
            .hint(lang.pick(
                format!("Hãy đặt tên tệp có đuôi {known}, hoặc nêu --format."),
                format!("Use a file name ending in {known}, or give --format."),
            ))
    })
}

fn needs_a_file(lang: Lang) -> AppError {
    AppErrorKind::Usage
        .error(lang.pick(
            "Dạng xlsx không in ra màn hình được.",
            "The format xlsx cannot be printed on a terminal.",
        ))
        .hint(lang.pick(
            "Thêm: -o TÊN_TỆP.xlsx, hoặc chuyển hướng: > TÊN_TỆP.xlsx",
            "Add: -o NAME.xlsx, or redirect it: > NAME.xlsx",
        ))
}
