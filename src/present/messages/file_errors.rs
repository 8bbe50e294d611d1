//! Sentences about the file itself: what keeps it from being opened, written or shared, where it
//! lies, its copies; and what the operating system says, in the language of the run: its own words come
//! in one language only, and with numbers that mean nothing to an office.

use super::journal;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::{safe, shell_word, short_hash};
use crate::store::share::NotShared;
use crate::store::{DumpFault, ReadOnlyReason, StoreError};
use std::path::Path;

fn name(path: &Path) -> String {
    safe(&path.to_string_lossy()).into_owned()
}

/// A sentence for what is wrong with a file.
pub(crate) fn file(error: &StoreError, lang: Lang) -> String {
    if let Some(sentence) = fixed(error) {
        return sentence.get(lang).to_owned();
    }
    if let StoreError::NotWritable { path, why } = error {
        return read_only(path, why, lang);
    }
    if let StoreError::Dump(fault) = error {
        return dump(fault, lang);
    }
    let file = path_of(error).map_or_else(Default::default, Path::to_string_lossy);
    let path = safe(&file);
    let sentence = cannot_open(error, &path, lang);
    sentence.unwrap_or_else(|| changed_while_open(error, &path, lang))
}

fn path_of(error: &StoreError) -> Option<&Path> {
    match error {
        StoreError::NoSuchFile(path)
        | StoreError::Exists(path)
        | StoreError::NameReserved(path)
        | StoreError::NameTooLong(path)
        | StoreError::NotAFile(path)
        | StoreError::Empty(path)
        | StoreError::NotOurs(path)
        | StoreError::Damaged(path)
        | StoreError::Upgraded(path)
        | StoreError::ForeignLog(path)
        | StoreError::LogNeedsWriter(path)
        | StoreError::Gone(path)
        | StoreError::Emptied(path)
        | StoreError::LogGone(path)
        | StoreError::Swapped(path)
        | StoreError::InUse(path)
        | StoreError::NoDemonstration(path)
        | StoreError::NoCopy(path)
        | StoreError::NoJournal(path)
        | StoreError::UnexpectedObject { path, .. }
        | StoreError::Newer { path, .. }
        | StoreError::Older { path, .. }
        | StoreError::Unusable { path, .. } => Some(path),
        _ => None,
    }
}

/// What is always the same.
fn fixed(error: &StoreError) -> Option<Bi> {
    Some(match error {
        StoreError::Corrupt => bi(
            "Tệp kế hoạch bị hỏng; chưa lưu gì. Hãy dùng bản sao lưu gần nhất.",
            "The plan file is damaged; nothing was saved. Use the latest backup.",
        ),
        StoreError::ReadOnly => bi(
            "Tệp chỉ đọc nên không lưu được thay đổi. Hãy bỏ --read-only nếu có; lý do khác xem ở cchc info.",
            "Read-only file; nothing was saved. Leave out --read-only if you used it; for other reasons see cchc info.",
        ),
        StoreError::Busy => bi(
            "Người khác đang giữ tệp quá lâu, chưa lưu được. Hãy thử lại.",
            "Someone else has been holding the file for too long; nothing was saved. Try again.",
        ),
        StoreError::Memory => bi(
            "Máy không đủ bộ nhớ; chưa lưu gì. Hãy đóng bớt chương trình khác rồi thử lại.",
            "There is not enough memory; nothing was saved. Close other programs and try again.",
        ),
        StoreError::Full => bi(
            "Ổ đĩa đã đầy, chưa lưu được. Hãy dọn chỗ trống rồi thử lại.",
            "The disk is full; nothing was saved. Free some space, then try again.",
        ),
        StoreError::Disk => bi(
            "Ổ đĩa báo lỗi hoặc đã hết hạn mức; chưa lưu gì. Hãy thử lại, nếu vẫn vậy thì báo người quản trị.",
            "Disk error or quota exceeded; nothing was saved. Try again; if it persists, tell the administrator.",
        ),
        StoreError::Unsynced => bi(
            "Ổ đĩa không xác nhận đã ghi xong; không chắc đã lưu. Hãy xem lại bằng cchc log trước khi làm lại, và báo người quản trị.",
            "The disk did not confirm the write, so the change may or may not be saved. Check cchc log before trying again, and tell the administrator.",
        ),
        StoreError::NoPlan => bi(
            "Tệp chưa có kế hoạch nào. Hãy tạo tệp mới bằng cchc init.",
            "The file contains no plan. Create one with cchc init.",
        ),
        StoreError::Interrupted => bi(
            "Đã dừng theo yêu cầu; tệp không thay đổi.",
            "Stopped as requested; the file was not changed.",
        ),
        StoreError::Elevated => bi(
            "cchc không chạy với quyền set-uid hoặc set-gid. Hãy bỏ quyền đó: chmod ug-s.",
            "cchc does not run set-uid or set-gid. Remove the bit: chmod ug-s.",
        ),
        _ => return None,
    })
}

/// Why no file is made from a full export.
fn dump(fault: &DumpFault, lang: Lang) -> String {
    match fault {
        DumpFault::Syntax { line, column } => lang.pick(
            format!("JSON bị hỏng hoặc bị cắt ở dòng {line}, ký tự {column}."),
            format!("The JSON is damaged or cut off at line {line}, column {column}."),
        ),
        DumpFault::Unread { reason: why } => {
            let why = reason(why, lang);
            lang.pick(
                format!("không đọc được ({why})."),
                format!("it could not be read ({why})."),
            )
        }
        DumpFault::NotOurs => lang.text(
            "Đây không phải bản xuất trọn vẹn của cchc (cchc export --to TỆP.json).",
            "This is not a full export by cchc (cchc export --to FILE.json).",
        ),
        DumpFault::Newer => lang.text(
            "Bản cchc mới hơn đã xuất tệp này. Hãy cập nhật cchc.",
            "A newer version of cchc exported this file. Update cchc.",
        ),
        DumpFault::Beginning => lang.text(
            "Nhật ký không có phần đầu (dòng 1 phải là việc tạo tệp).",
            "The beginning of the journal is missing (row 1 must be the creation of the file).",
        ),
        DumpFault::Link { row } => lang.pick(
            format!("Nhật ký đã bị sửa: dòng {row} không khớp với dòng trước."),
            format!("The journal was altered: row {row} does not follow from the one before."),
        ),
        DumpFault::Misfit { row } => lang.pick(
            format!("Nhật ký: dòng {row} không khớp với những gì các dòng trước đã ghi."),
            format!("Journal: row {row} does not fit the rows before it."),
        ),
        DumpFault::Head { last } => lang.pick(
            format!("Nhật ký bị cắt hoặc bị nối thêm: dòng cuối là {last}, không phải dòng đã ghi ở “head”."),
            format!("The journal was cut off or continued: its last row is {last}, which is not the one named by “head”."),
        ),
        DumpFault::Table { table, row } => {
            let noun = journal::noun(table).get(lang);
            let row = row.as_deref().map(|row| format!(" “{}”", safe(row)));
            let row = row.unwrap_or_default();
            lang.pick(
                format!("Bảng “{table}” đã bị sửa: {noun}{row} không khớp với nhật ký."),
                format!("The table “{table}” was altered: {noun}{row} does not match the journal."),
            )
        }
        DumpFault::Unexpected { table } => {
            let table = safe(table);
            lang.pick(
                format!("Bảng “{table}” đã được chèn thêm: bản xuất không có hoặc đã có bảng này."),
                format!("The table “{table}” was added: an export has none, or has it already."),
            )
        }
        DumpFault::Frozen { key } => {
            let key = short_hash(key);
            lang.pick(
                format!("Giao ban: nội dung đã chốt {key} bị mất hoặc bị sửa."),
                format!("Reviews: the frozen text {key} is missing or was altered."),
            )
        }
    }
}

/// Why a file is not opened, made or replaced.
fn cannot_open(error: &StoreError, path: &str, lang: Lang) -> Option<String> {
    Some(match error {
        StoreError::Empty(_) => lang.pick(
                format!("Tệp “{path}” rỗng, không phải tệp kế hoạch. Hãy khôi phục bản sao lưu hoặc dùng tên khác."),
                format!("The file “{path}” is empty and not a plan file. Restore a backup or use another name."),
            ),
        StoreError::NotOurs(_) => lang.pick(
                format!("“{path}” không phải tệp của cchc; tệp được giữ nguyên. Hãy kiểm tra tên tệp."),
                format!("“{path}” is not a cchc file; it was left unchanged. Check the name."),
            ),
        StoreError::Damaged(_) => lang.pick(
                format!("Tệp “{path}” bị hỏng hoặc bị cắt ngắn; tệp được giữ nguyên. Hãy dùng bản sao lưu gần nhất."),
                format!("The file “{path}” is damaged or truncated; it was left unchanged. Use the latest backup."),
            ),
        StoreError::UnexpectedObject { name: found, .. } => {
            let found = safe(found);
            lang.pick(
                format!("Tệp “{path}” có đối tượng lạ hoặc đã bị sửa: “{found}”; tệp được giữ nguyên. Hãy báo người quản trị."),
                format!("The file “{path}” contains “{found}”, which cchc did not create or created differently; it was left unchanged. Tell the administrator."),
            )
        }
        StoreError::Newer { version, .. } => lang.pick(
                format!("Tệp “{path}” do bản cchc mới hơn ghi (lược đồ {version}). Hãy cập nhật chương trình."),
                format!("The file “{path}” was written by a newer cchc (schema {version}). Update the program."),
            ),
        StoreError::Unusable { reason, .. } => {
            let reason = self::reason(reason, lang);
            lang.pick(
                format!("Không dùng được “{path}” ({reason}). Hãy kiểm tra thư mục và quyền truy cập."),
                format!("“{path}” cannot be used ({reason}). Check the folder and its permissions."),
            )
        }
        StoreError::ForeignLog(_) => lang.pick(
                format!("“{path}” bên cạnh tệp kế hoạch là của tài khoản khác nên không dùng được. Hãy chuyển kế hoạch sang thư mục riêng."),
                format!("“{path}” next to the plan file belongs to another account and cannot be used. Move the plan to its own folder."),
            ),
        StoreError::LogNeedsWriter(_) => lang.pick(
                format!("“{path}” còn thay đổi chưa vào tệp kế hoạch mà tài khoản này không mở được. Hãy nhờ người ghi được tệp mở kế hoạch một lần."),
                format!("“{path}” holds changes that are not in the plan file yet, and this account cannot open it. Ask someone who can write the file to open the plan once."),
            ),
        StoreError::NoJournal(_) => lang.pick(
                format!("Không đọc được phần đầu nhật ký của “{path}” nên không dựng lại được gì; tệp được giữ nguyên. Hãy dùng bản sao lưu gần nhất."),
                format!("The journal of “{path}” could not be read from its beginning, so nothing can be rebuilt; the file was left unchanged. Use the latest backup."),
            ),
        StoreError::Older { version, .. } => lang.pick(
                format!("Tệp “{path}” do bản cchc cũ ghi (lược đồ {version}), cần nâng cấp trước khi đọc. Hãy nhờ người được ghi tệp mở một lần bằng bản cchc này."),
                format!("The file “{path}” was written by an older cchc (schema {version}) and must be upgraded before it can be read. Ask someone who can write it to open it once with this cchc."),
            ),
        _ => return wrong_file(error, path, lang),
    })
}

/// Why another file must be named, or none is there to be used.
fn wrong_file(error: &StoreError, path: &str, lang: Lang) -> Option<String> {
    Some(match error {
        StoreError::NoSuchFile(_) => {
            let word = shell_word(path);
            lang.pick(
                format!("Không có tệp “{path}”. Tạo mới: cchc init --db {word} --year 2021."),
                format!("There is no file “{path}”. To create it: cchc init --db {word} --year 2021."),
            )
        }
        StoreError::Exists(_) => lang.pick(
                format!("Đã có “{path}”; chương trình không ghi đè. Hãy chọn tên khác."),
                format!("“{path}” already exists and was not overwritten. Choose another name."),
            ),
        StoreError::NotAFile(_) => lang.pick(
                format!("“{path}” không phải là tệp. Hãy nêu đúng tệp kế hoạch bằng --db."),
                format!("“{path}” is not a file. Give the plan file with --db."),
            ),
        StoreError::NameReserved(_) => lang.pick(
                format!("Không đặt được tên “{path}” cho tệp kế hoạch vì SQLite dành riêng tên này. Hãy chọn tên khác, ví dụ ke-hoach.db."),
                format!("A plan's file cannot be called “{path}”, which SQLite keeps for itself. Choose another name, plan.db for example."),
            ),
        StoreError::NameTooLong(_) => lang.pick(
                format!("Tên hoặc đường dẫn “{path}” quá dài cho tệp kế hoạch. Hãy chọn tên ngắn hơn."),
                format!("The name or the path “{path}” is too long for a plan's file. Choose a shorter one."),
            ),
        StoreError::NoDemonstration(_) => lang.pick(
                format!("“{path}” là kế hoạch thật, không phải bản minh họa; không thay gì. Hãy chọn tên khác cho bản minh họa."),
                format!("“{path}” is a real plan, not a demonstration; nothing was replaced. Choose another name for the demonstration."),
            ),
        StoreError::InUse(_) => lang.pick(
                format!("Tệp “{path}” đang được mở; chưa thay gì. Hãy để mọi người thoát cchc rồi thử lại."),
                format!("Someone has “{path}” open; nothing was replaced. Ask everyone to quit cchc, then try again."),
            ),
        StoreError::NoCopy(_) => lang.pick(
                format!("Không có bản sao lưu nào dùng được của “{path}”. Hãy nêu rõ tệp bản sao."),
                format!("There is no good backup of “{path}”. Give the backup file."),
            ),
        _ => return None,
    })
}

/// What became of a file that is open.
fn changed_while_open(error: &StoreError, path: &str, lang: Lang) -> String {
    match error {
        StoreError::Gone(_) => lang.pick(
                format!("Tệp “{path}” không còn ở đó; chưa lưu gì. Hãy đưa tệp về chỗ cũ, hoặc thoát rồi lấy lại bản sao."),
                format!("The file “{path}” is gone; nothing was saved. Put it back, or quit and restore a backup."),
            ),
        StoreError::Swapped(_) => lang.pick(
                format!("Tệp “{path}” đã bị thay bằng tệp khác; chưa lưu gì. Hãy thoát rồi mở lại."),
                format!("“{path}” was replaced by another file; nothing was saved. Quit and open it again."),
            ),
        StoreError::LogGone(_) => lang.pick(
                format!("“{path}” bên cạnh tệp kế hoạch đã bị xóa hoặc bị thay trong khi tệp đang mở; chưa lưu gì. Hãy thoát rồi mở lại."),
                format!("“{path}” next to the plan file was removed or replaced while the file was open; nothing was saved. Quit and open it again."),
            ),
        StoreError::Emptied(_) => lang.pick(
                format!("Tệp “{path}” đã bị làm rỗng trong khi đang mở; chưa lưu gì. Hãy thoát rồi khôi phục bản sao: cchc restore latest."),
                format!("The file “{path}” was emptied while it was open; nothing was saved. Quit and restore a backup: cchc restore latest."),
            ),
        StoreError::NotNext { row } => lang.pick(
            format!("Việc ở dòng nhật ký {row} không nối tiếp được nhật ký của tệp này; chưa lưu gì."),
            format!("The act at row {row} of the journal does not follow this file's journal; nothing was saved."),
        ),
        StoreError::Upgraded(_) => lang.pick(
                format!("Tệp “{path}” đã được bản cchc mới hơn nâng cấp; chưa lưu gì. Hãy thoát rồi mở lại bằng bản mới."),
                format!("A newer cchc has upgraded the file “{path}”; nothing was saved. Quit and open it again with the newer version."),
            ),
        other => {
            let other = other.to_string();
            let reason = safe(&other);
            lang.pick(
                format!("Tệp báo lỗi: {reason}. Chưa lưu gì; hãy chạy cchc check."),
                format!("The file reports: {reason}. Nothing was saved; run cchc check."),
            )
        }
    }
}

/// Why a file is only read, and the way out.
fn read_only(path: &Path, why: &ReadOnlyReason, lang: Lang) -> String {
    let path = name(path);
    let command = |path: &str| format!("chmod o-w {}", shell_word(path));
    match why {
        ReadOnlyReason::Network(kind) => {
            let kind = safe(kind);
            lang.pick(
                format!("“{path}” nằm trên ổ mạng ({kind}) nên chỉ đọc được, vì ghi qua mạng có thể làm hỏng tệp. Hãy làm việc trên máy chủ giữ tệp, ví dụ qua ssh."),
                format!("“{path}” is on a network drive ({kind}), so it is opened read-only: writing over the network may damage the file. Work on the host that holds it, for example over ssh."),
            )
        }
        ReadOnlyReason::Linked => lang.pick(
            format!("Tệp “{path}” có thêm một tên khác (liên kết cứng), ghi bằng hai tên sẽ làm hỏng tệp, nên cchc chỉ đọc. Hãy xóa tên thừa (tìm bằng find -samefile)."),
            format!("The file “{path}” has a second name (a hard link); writing to it under two names would damage it, so it is opened read-only. Remove one of them (to find it: find -samefile)."),
        ),
        ReadOnlyReason::OthersWriteFile => {
            let command = command(&path);
            lang.pick(
                format!("Mọi tài khoản đều ghi được vào “{path}” nên cchc chỉ đọc. Hãy chạy {command} để sửa quyền."),
                format!("Every account can write to “{path}”, so it is opened read-only. Run {command} to fix the permissions."),
            )
        }
        ReadOnlyReason::OthersWriteFolder(folder) => {
            let folder = name(folder);
            let command = command(&folder);
            lang.pick(
                format!("Mọi tài khoản đều thay được tệp trong thư mục “{folder}” nên cchc không ghi “{path}”. Hãy chạy {command} để sửa quyền."),
                format!("Every account can replace files in the folder “{folder}”, so “{path}” is opened read-only. Run {command} to fix the permissions."),
            )
        }
        ReadOnlyReason::OwnedByOther(owner) => {
            let owner = safe(owner);
            lang.pick(
                format!("“{path}” là của {owner}, còn bạn đang là root, nên cchc chỉ đọc. Hãy chạy bằng tài khoản đó: sudo -u {owner} cchc."),
                format!("“{path}” belongs to {owner} and you are root, so it is opened read-only. Run cchc as that account: sudo -u {owner} cchc."),
            )
        }
        ReadOnlyReason::NoRoom => lang.pick(
            format!("Ổ đĩa đã đầy hoặc báo lỗi nên chỉ đọc được “{path}”; chưa lưu gì. Hãy dọn chỗ trống rồi mở lại."),
            format!("The disk is full or failing, so “{path}” is opened read-only; nothing was saved. Free some space, then open it again."),
        ),
        ReadOnlyReason::NotUpgraded => lang.pick(
            format!("“{path}” do bản cchc cũ ghi và chưa nâng cấp được (ổ đĩa đầy, thiếu quyền ở thư mục hoặc tệp đang bị giữ) nên chỉ đọc. Hãy khắc phục rồi mở lại."),
            format!("“{path}” was written by an older cchc and could not be upgraded (disk full, folder not writable or file in use), so it is opened read-only. Fix that, then open it again."),
        ),
        ReadOnlyReason::DayNamed => lang.text(
            "Ngày đặt bằng --today (hoặc CCHC_TODAY) chỉ để xem; thay đổi luôn được ghi theo ngày thật. Hãy bỏ --today; muốn ghi ngày hoàn thành thì dùng --on.",
            "The date set with --today (or CCHC_TODAY) is for viewing only; changes are always recorded with the real date. Leave out --today; for a completion date use --on.",
        ),
        ReadOnlyReason::Damaged => file(&StoreError::Damaged(path.into()), lang),
    }
}

/// A sentence for a file that cannot be read again right after something was saved in it.
pub(crate) fn reading_again(error: &StoreError, lang: Lang) -> String {
    let other = error.to_string();
    let why = match error {
        StoreError::Busy => lang.pick("người khác đang giữ tệp", "someone else is holding it"),
        StoreError::Full | StoreError::Disk | StoreError::Unsynced => {
            lang.pick("ổ đĩa báo lỗi", "disk error")
        }
        StoreError::Corrupt => lang.pick("tệp bị hỏng bên trong", "it is damaged inside"),
        _ => &safe(&other),
    };
    lang.pick(
        format!("chưa đọc lại được tệp ({why}). Không cần nhập lại; xem: cchc log."),
        format!("the file cannot be read again ({why}). Do not enter it again; see cchc log."),
    )
}

/// Where the newest sound copy lies and how it is brought back.
pub(crate) fn newest_copy(copy: &Path, lang: Lang) -> String {
    let copy = name(copy);
    lang.pick(
        format!("Bản sao tốt mới nhất: “{copy}” (khôi phục: cchc restore latest)."),
        format!("Newest good backup: “{copy}” (to restore it: cchc restore latest)."),
    )
}

/// Where the file lies that another one has replaced.
pub(crate) fn replaced_file(file: &Path, lang: Lang) -> String {
    let file = name(file);
    lang.pick(
        format!("Tệp cũ được giữ ở: {file}"),
        format!("The file that was there is kept: {file}"),
    )
}

/// Shown on the screen where the day's copy could not be made.
pub(crate) fn no_daily_copy(error: &StoreError, lang: Lang) -> String {
    let why = file(error, lang);
    lang.pick(
        format!("Chưa tạo được bản sao lưu hôm nay: {why}"),
        format!("Today's backup could not be made: {why}"),
    )
}

/// Why a folder is not shared.
pub(crate) fn not_shared(error: &NotShared, lang: Lang) -> String {
    match error {
        NotShared::Store(error) => file(error, lang),
        NotShared::NoGroup(group) => {
            let group = safe(group);
            lang.pick(
                format!("Máy này không có nhóm “{group}”. Người quản trị tạo bằng: groupadd {group}."),
                format!("This host has no group “{group}”. The administrator creates it with: groupadd {group}."),
            )
        }
        NotShared::NotOwner(path, owner) => {
            let (path, owner) = (name(path), safe(owner));
            lang.pick(
                format!("“{path}” là của {owner}; chỉ chủ tệp mới chia sẻ được. Hãy nhờ {owner}."),
                format!("“{path}” belongs to {owner}; only the owner can share it. Ask {owner}."),
            )
        }
        NotShared::NotAPlansFolder(folder) => {
            let folder = name(folder);
            lang.pick(
                format!("“{folder}” không phải thư mục riêng cho kế hoạch. Hãy tạo thư mục riêng, chuyển tệp vào đó rồi chia sẻ lại."),
                format!("“{folder}” is not a folder for the plan alone. Create one, move the file there and share it again."),
            )
        }
        NotShared::Foreign(path, owner) => {
            let (path, owner) = (name(path), safe(owner));
            lang.pick(
                format!("Trong thư mục có “{path}” của {owner}. Hãy chuyển kế hoạch sang thư mục riêng rồi chia sẻ lại."),
                format!("“{path}” in the folder belongs to {owner}. Move the plan to its own folder and share it again."),
            )
        }
        NotShared::Unconfirmed(folder, others) => {
            let folder = name(folder);
            lang.pick(
                format!("Thư mục “{folder}” còn {others} mục khác; cả nhóm sẽ thấy tên của chúng và thêm, xóa được trong đó. Nếu đồng ý, chạy lại với --yes; nếu không, hãy chuyển kế hoạch sang thư mục riêng."),
                format!("The folder “{folder}” also has other entries ({others}); the group would see their names and could add and delete files there. If that is fine, run the command again with --yes; if not, move the plan to its own folder."),
            )
        }
        NotShared::NotMember(group) => {
            let group = safe(group);
            lang.pick(
                format!("Hệ thống không cho đặt quyền cho nhóm “{group}”. Bạn phải là thành viên của nhóm (thoát rồi đăng nhập lại nếu mới được thêm)."),
                format!("The system does not allow setting the group “{group}”. You must be a member (log out and in again after being added)."),
            )
        }
    }
}

/// The numbers that Linux and macOS share.
const KNOWN: [(&str, Bi); 10] = [
    ("(os error 1)", bi("không được phép", "not permitted")),
    (
        "(os error 2)",
        bi("không có tệp hoặc thư mục này", "no such file or folder"),
    ),
    (
        "(os error 5)",
        bi("lỗi đọc ghi ổ đĩa", "disk read or write error"),
    ),
    ("(os error 13)", bi("không có quyền", "permission denied")),
    ("(os error 17)", bi("đã có sẵn", "it already exists")),
    ("(os error 20)", bi("không phải thư mục", "not a folder")),
    ("(os error 21)", bi("là thư mục", "it is a folder")),
    (
        "(os error 27)",
        bi(
            "vượt giới hạn kích thước tệp",
            "the file size limit is reached",
        ),
    ),
    ("(os error 28)", bi("ổ đĩa đã đầy", "the disk is full")),
    (
        "(os error 30)",
        bi("ổ đĩa chỉ đọc", "the disk is read-only"),
    ),
];

/// A reason in words; one that is not known stays as the system gave it.
pub(crate) fn reason(sentence: &str, lang: Lang) -> String {
    if sentence.contains("unable to open database file") {
        return lang.text("không mở được tệp", "it cannot be opened");
    }
    let known = KNOWN.iter().find(|(number, _)| sentence.ends_with(number));
    known.map_or_else(
        || safe(sentence).into_owned(),
        |(_, words)| words.get(lang).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_reasons_are_given_in_the_language_of_the_run() {
        let error = std::io::Error::from_raw_os_error(2).to_string();
        assert_eq!(reason(&error, Lang::Vi), "không có tệp hoặc thư mục này");
        assert_eq!(reason(&error, Lang::En), "no such file or folder");
        assert_eq!(reason("lạ\u{1b}", Lang::En), "lạ\u{FFFD}");
    }
}
