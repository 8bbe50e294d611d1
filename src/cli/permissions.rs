//! Who may read and write the file, in words; printed by `info` and by `check`.

use crate::cli::context::Context;
use crate::error::{Result, Say};
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::errors;
use crate::store::permissions::{FileInfo, account_name, group_name};

/// What the system says about the file, and the sentences to it.
pub struct Access {
    ground: FileInfo,
    lang: Lang,
    demonstration: bool,
    held_back: Option<String>,
}

impl Access {
    /// Looks at the open file by its name.
    ///
    /// # Errors
    /// Where it is not there any more.
    pub fn of(context: &Context) -> Result<Self> {
        let lang = context.lang;
        let why = context.store.why_read_only();
        Ok(Self {
            ground: FileInfo::of(context.store.path()).say(lang)?,
            lang,
            demonstration: context.plan.illustrative,
            held_back: why.map(|error| errors::store(&error, lang)),
        })
    }

    /// Permissions, owner and group of file and folder, each with its name.
    pub fn rows(&self) -> Vec<(Bi, String)> {
        let ground = &self.ground;
        let message = |mode: u32, (owner, group): (u32, u32)| {
            let (owner, group) = (account_name(owner), group_name(group));
            format!("{:04o} {owner}:{group}", mode & 0o7777)
        };
        vec![
            (
                bi("Quyền tệp", "File mode"),
                message(ground.file_mode, ground.owner),
            ),
            (
                bi("Quyền thư mục", "Folder mode"),
                message(ground.folder_mode, ground.folder_owner),
            ),
            (bi("Ai dùng được", "Who has access"), self.who()),
        ]
    }

    /// "chủ tệp lan đọc và ghi · nhóm cchc đọc và ghi · người khác không".
    pub fn who(&self) -> String {
        let (ground, lang) = (&self.ground, self.lang);
        let passes = |shift: u32| ground.folder_mode >> shift & 1 != 0;
        let may = |shift: u32| match (ground.file_mode >> shift & 6, passes(shift)) {
            (_, false) | (0, _) => lang.pick("không", "none"),
            (4, _) => lang.pick("đọc", "read"),
            (2, _) => lang.pick("ghi", "write"),
            _ => lang.pick("đọc và ghi", "read and write"),
        };
        let (owner, group) = (account_name(ground.owner.0), group_name(ground.owner.1));
        let (owns, belongs, rest) = (may(6), may(3), may(0));
        lang.pick(
            format!("chủ tệp {owner} {owns} · nhóm {group} {belongs} · người khác {rest}"),
            format!("owner {owner} {owns} · group {group} {belongs} · others {rest}"),
        )
    }

    /// What should be mended: why the file is only read, and that others may read it.
    pub fn warnings(&self) -> Vec<String> {
        let mut message: Vec<String> = self.held_back.clone().into_iter().collect();
        if self.ground.others_read() && !self.demonstration {
            let path = self.ground.path.to_string_lossy();
            message.push(self.lang.pick(
                format!("Mọi tài khoản trên máy đều đọc được tệp. Nếu không muốn vậy: chmod o-rwx '{path}'"),
                format!("Every account on this host can read the file. To stop that: chmod o-rwx '{path}'"),
            ));
        }
        message
    }
}
