//! Where a file may be written: file system, permissions, names.

use super::{chmod, mode};
use crate::support::{Office, content, fingerprint, listing};
use cchc::present::lang::Lang;
use cchc::present::messages::errors;
use cchc::store::network_fs::network;
use cchc::store::permissions::FileInfo;
use cchc::store::{OpenMode, ReadOnlyReason, Store, StoreError};
use std::path::PathBuf;

/// Opens an office's file for writing and tells why it was opened for reading only.
#[track_caller]
fn held_back(office: &mut Office) -> ReadOnlyReason {
    let note = office.note("2.1-01", "Không được ghi");
    let before = fingerprint(&office.path);
    office.reopen();
    assert!(office.store.is_read_only());
    assert_eq!(office.store.plan().unwrap().year, 2021);
    let error = office.lan(note).unwrap_err();
    for lang in [Lang::Vi, Lang::En] {
        let sentence = errors::store(&error, lang);
        assert!(sentence.contains("kế hoạch 2021.db"), "{sentence}");
        assert!(sentence.ends_with('.'), "{sentence}");
    }
    assert_eq!(fingerprint(&office.path), before);
    match error {
        StoreError::NotWritable { why, .. } => why,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn works(office: &mut Office) {
    office.reopen();
    assert!(!office.store.is_read_only());
    office.lan(office.note("2.1-01", "Ghi được")).unwrap();
}

#[test]
fn file_systems_that_several_hosts_share_are_known_by_their_numbers() {
    let name = |magic| network(magic, None);
    assert_eq!(name(0x6969).as_deref(), Some("NFS"));
    assert_eq!(name(0x517b).as_deref(), Some("SMB"));
    assert_eq!(name(0xff53_4d42).as_deref(), Some("CIFS"));
    assert_eq!(name(0xfe53_4d42).as_deref(), Some("SMB2"));
    // The same number where it was read with its sign.
    assert_eq!(name(0xffff_ffff_fe53_4d42).as_deref(), Some("SMB2"));
    for local in [0xef53, 0x5846_5342, 0x9123_683e, 0x0102_1994, 0x794c_7630] {
        assert_eq!(name(local), None, "{local:x}");
    }
    let fuse = |kind| network(0x6573_5546, kind);
    assert_eq!(fuse(Some("fuse.sshfs")).as_deref(), Some("sshfs"));
    assert_eq!(fuse(Some("fuseblk")), None);
    assert_eq!(fuse(None), None);
}

#[test]
fn on_a_network_even_a_demonstration_is_only_read() {
    let office = Office::sample();
    let info = FileInfo {
        network: Some("NFS".to_owned()),
        ..FileInfo::of(&office.path).unwrap()
    };
    let why = info.read_only_reason(1000, true);
    assert_eq!(why, Some(ReadOnlyReason::Network("NFS".to_owned())));
}

#[test]
fn a_file_that_everybody_may_write_is_only_read() {
    let mut office = Office::plan_2021();
    chmod(&office.path, 0o606);
    assert_eq!(held_back(&mut office), ReadOnlyReason::OthersWriteFile);
    chmod(&office.path, 0o664);
    works(&mut office);
}

#[test]
fn a_folder_where_everybody_may_swap_files_is_only_read_from() {
    let mut office = Office::plan_2021();
    let folder = office.folder.path().canonicalize().unwrap();
    chmod(&folder, 0o777);
    assert_eq!(
        held_back(&mut office),
        ReadOnlyReason::OthersWriteFolder(folder.clone())
    );
    // As in /tmp: there nobody may swap what is somebody else's.
    chmod(&folder, 0o1777);
    works(&mut office);
    chmod(&folder, 0o770);
    works(&mut office);

    chmod(&folder, 0o777);
    let data = cchc::plan::of_year(2021).unwrap();
    let new = folder.join("mới.db");
    let error = Store::create(&new, &data, &crate::support::lan(), None).unwrap_err();
    assert!(matches!(error, StoreError::NotWritable { .. }), "{error:?}");
    assert!(!new.exists());
}

#[test]
fn a_demonstration_works_under_any_permissions() {
    let mut office = Office::sample();
    chmod(&office.path, 0o666);
    chmod(office.folder.path(), 0o777);
    works(&mut office);
    let stranger = FileInfo {
        owner: (4242, 4242),
        ..FileInfo::of(&office.path).unwrap()
    };
    assert_eq!(stranger.read_only_reason(0, true), None);
}

#[test]
fn root_writes_only_what_is_roots() {
    let office = Office::plan_2021();
    let of = |owner: u32, account: u32| {
        let owner = (owner, owner);
        let info = FileInfo::of(&office.path).unwrap();
        FileInfo { owner, ..info }.read_only_reason(account, false)
    };
    assert_eq!(
        of(4242, 0),
        Some(ReadOnlyReason::OwnedByOther("4242".to_owned()))
    );
    assert_eq!(of(0, 0), None);
    assert_eq!(of(4242, 4242), None);
    assert_eq!(of(4242, 4243), None);
}

#[test]
fn a_file_with_two_names_is_read_and_copied_but_not_written_under_either() {
    let office = Office::plan_2021();
    let second = office.folder.path().join("tên khác.db");
    let note = office.note("2.1-01", "Không ghi");
    drop(office.store);
    std::fs::hard_link(&office.path, &second).unwrap();
    let before = fingerprint(&office.path);
    for path in [&office.path, &second] {
        for mode in [OpenMode::ReadWrite, OpenMode::ReadOnly] {
            let mut store = Store::open(path, mode).unwrap();
            assert!(store.is_read_only());
            assert_eq!(store.check().unwrap(), []);
            store
                .apply(std::slice::from_ref(&note), &crate::support::lan())
                .unwrap_err();
        }
        let store = Store::open(path, OpenMode::ReadWrite).unwrap();
        let why = store.why_read_only();
        assert!(
            matches!(
                &why,
                Some(StoreError::NotWritable {
                    why: ReadOnlyReason::Linked,
                    ..
                })
            ),
            "{why:?}"
        );
        let copy = store.backup(None, super::MORNING).unwrap();
        assert_eq!(content(&copy), content(&office.path));
        drop(store);
        let restored = Store::restore(path, &copy, super::MORNING);
        assert!(matches!(restored, Err(StoreError::NotWritable { .. })));
    }
    assert_eq!(fingerprint(&office.path), before);
    // Nothing was made beside either.
    let left = listing(office.folder.path());
    assert!(!left.iter().any(|name| name.ends_with("-wal")), "{left:?}");
    std::fs::remove_file(&second).unwrap();
    let store = Store::open(&office.path, OpenMode::ReadWrite).unwrap();
    assert!(!store.is_read_only());
}

#[test]
fn a_snapshot_made_while_somebody_works_shows_what_is_in_the_file_and_hinders_nobody_longer() {
    let mut office = Office::plan_2021();
    office.lan(office.note("2.1-01", "Trước đó")).unwrap();
    let snapshot = office.folder.path().join("ảnh chụp");
    std::fs::create_dir(&snapshot).unwrap();
    let second = snapshot.join("kế hoạch.db");
    std::fs::hard_link(&office.path, &second).unwrap();
    // Under the first name the log is seen; a colleague reads there.
    let colleague = Store::open(&office.path, OpenMode::ReadOnly).unwrap();
    let task = colleague.find_code(office.plan().id, "2.1-01").unwrap();
    let task = colleague.task(task.unwrap()).unwrap().unwrap();
    assert_eq!(task.notes.len(), 1);
    Store::open(&second, OpenMode::ReadWrite)
        .unwrap()
        .plan()
        .unwrap();
    assert_eq!(listing(&snapshot), ["kế hoạch.db"]);
    std::fs::remove_file(&second).unwrap();
    works(&mut office);
}

#[test]
fn a_second_name_left_by_a_killed_run_is_removed() {
    let mut office = Office::plan_2021();
    let left = office.folder.path().join(".cchc-4242-0.new");
    std::fs::hard_link(&office.path, &left).unwrap();
    works(&mut office);
    assert!(!left.exists());
}

#[test]
fn files_beside_a_file_have_its_permissions() {
    let mut office = Office::plan_2021();
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", office.path.display()));
    let (log, shared) = (beside("-wal"), beside("-shm"));
    let path = office.path.clone();
    for bits in [0o600, 0o660] {
        drop(office.store);
        chmod(&path, bits);
        office.store = Store::open(&path, OpenMode::ReadWrite).unwrap();
        office.lan(office.note("2.1-01", "Riêng tư")).unwrap();
        assert_eq!((mode(&log), mode(&shared)), (bits, bits));
    }
    assert_eq!(listing(office.folder.path()).len(), 3);
}
