//! `cchc share`: lets the accounts of one group work in the file.

use crate::cli::context::Globals;
use crate::cli::grammar::{CommandBody, CommandSpec, Grammar};
use crate::cli::output::Out;
use crate::error::{AppErrorKind, Result};
use crate::present::lang::{Lang, bi};
use crate::present::messages::file_errors;
use crate::store::StoreError;
use crate::store::share::{NotShared, Shared, share};
use clap::{ArgMatches, Command};

pub(crate) const COMMAND: CommandSpec =
    CommandSpec::new("share", grammar, CommandBody::WithoutFile(run));

fn grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Cho một nhóm tài khoản cùng làm việc trên tệp",
        "Let a group of accounts work on the file",
    );
    grammar.command("share", about).args([
        grammar
            .option("group", bi("NHÓM", "GROUP"))
            .help(grammar.pick("Nhóm trên hệ thống", "System group"))
            .required(true),
        grammar.flag("yes").help(grammar.pick(
            "Đồng ý chia sẻ cả thư mục dù còn tệp khác",
            "Share the folder even if it has other files",
        )),
    ])
}

/// Sets the permissions and prints what colleagues must do.
fn run(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = globals.lang;
    if globals.read_only {
        return Err((StoreError::ReadOnly, lang).into());
    }
    let empty = String::new();
    let group = matches.get_one::<String>("group").unwrap_or(&empty);
    let home = directories::BaseDirs::new();
    let home = home.as_ref().map(directories::BaseDirs::home_dir);
    let agreed = matches.get_flag("yes");
    match share(&globals.file()?, group, home, agreed) {
        Ok(shared) => {
            out.done = Some(bi("Đã chia sẻ", "Shared"));
            print(&shared, group, lang, out)
        }
        Err(NotShared::Store(error)) => Err((error, lang).into()),
        Err(error) => Err(kind(&error).error(file_errors::not_shared(&error, lang))),
    }
}

fn kind(error: &NotShared) -> AppErrorKind {
    match error {
        NotShared::NoGroup(_) => AppErrorKind::NotFound,
        NotShared::Unconfirmed(..) => AppErrorKind::Refused,
        _ => AppErrorKind::File,
    }
}

fn print(shared: &Shared, group: &str, lang: Lang, out: &mut Out) -> Result {
    let (path, folder) = (
        shared.path.to_string_lossy(),
        shared.folder.to_string_lossy(),
    );
    out.line(&lang.pick(
        format!("Nhóm {group} đọc và ghi được {path} (0660) trong thư mục {folder} (2770)."),
        format!(
            "The group {group} can now read and write {path} (0660) in the folder {folder} (2770)."
        ),
    ))?;
    out.line(&lang.pick(
        format!("Đồng nghiệp phải thuộc nhóm {group} (người quản trị chạy: usermod -aG {group} TÀI_KHOẢN, rồi đăng nhập lại),"),
        format!("Colleagues must belong to the group {group} (the administrator runs: usermod -aG {group} ACCOUNT, then they log in again)"),
    ))?;
    out.line(&lang.pick(
        format!("và mở bằng: cchc --db '{path}' (hoặc đặt biến CCHC_DB)."),
        format!("and open it with: cchc --db '{path}' (or set CCHC_DB)."),
    ))?;
    if shared.others > 0 {
        let n = shared.others;
        out.line(&lang.pick(
            format!("Lưu ý: thư mục còn {n} mục khác; cả nhóm thấy tên của chúng."),
            format!("Note: the folder has {n} other entries; the group can see their names."),
        ))?;
    }
    if let Some(closed) = &shared.closed {
        let closed = closed.to_string_lossy();
        out.line(&lang.pick(
            format!("Lưu ý: nhóm chưa đi qua được thư mục “{closed}”. Hãy chuyển kế hoạch đến nơi khác, ví dụ /srv, rồi chia sẻ lại."),
            format!("Note: the group cannot enter the folder “{closed}”. Move the plan elsewhere, for example to /srv, and share it again."),
        ))?;
    }
    Ok(())
}
