//! From the command line to the screen: hands the open file over, with the clock and the settings
//! that the screen itself never asks for.

use crate::cli::{Context, context};
use crate::error::{AppError, AppErrorKind};
use crate::paths;
use crate::present::lang::Lang;
use crate::present::messages::file_errors::reason;
use crate::present::messages::status;
use crate::settings::UserSettings;
use crate::tui::{self, ScreenError, Session};

/// Opens the screen and stays until the person quits.
///
/// # Errors
/// What the terminal or the file says.
pub fn open(context: Context) -> Result<(), AppError> {
    let lang = context.lang;
    let session = Session {
        store: context.store,
        today: context.today,
        day_is_fixed: context.day_is_fixed,
        signer: context.signer,
        person_is_known: context.person_is_known,
        my_unit: context.me.and_then(|person| person.unit),
        lang,
        ascii: context.ascii,
        color: context.colour,
        now: context::now,
        calendar: context::calendar_day,
        until_midnight: context::until_midnight,
        remember,
        drafts: paths::drafts(),
        visits: paths::visits(),
        folder: std::env::current_dir().unwrap_or_default(),
        home: paths::home(),
        program: || std::env::current_exe().unwrap_or_default(),
    };
    tui::run(session).map_err(|error| match error {
        ScreenError::Store(error) => (error, lang).into(),
        ScreenError::Terminal(error) => terminal(&error, lang),
        ScreenError::Drafts(draft_error) => {
            AppErrorKind::File.error(status::draft_lost(&draft_error.reason(lang), lang))
        }
    })
}

/// Keeps the language as the person's own. It is taste: where it cannot be kept, nothing is lost.
fn remember(lang: Lang) {
    if let Some(path) = paths::settings() {
        let (mut settings, _) = UserSettings::load(&path);
        settings.lang = Some(lang);
        let _ = settings.save(&path, lang);
    }
}

fn terminal(error: &std::io::Error, lang: Lang) -> AppError {
    let error = reason(&error.to_string(), lang);
    AppErrorKind::Other.error(lang.pick(
        format!("Thiết bị đầu cuối báo lỗi ({error})."),
        format!("The terminal failed ({error})."),
    ))
}
