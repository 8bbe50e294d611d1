//! What a second start finds of what was being written.

use super::{Draft, DraftKey, DraftStore, Due, KeptDraft, Unkept};
use crate::domain::ids::{ConclusionId, ReviewId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::period::PeriodKind;
use crate::tui::widgets::editor::Editor;
use std::path::Path;

fn note(drafts: &DraftStore, task: i64, text: &str) {
    let draft = Draft {
        kind: NoteKind::Difficulty,
        editor: Editor::lines(text),
        ..Draft::default()
    };
    let due = drafts.set([(DraftKey::Note(TaskId(task), None), &draft)].into_iter());
    assert_eq!(due, Due::Soon);
    drafts.save().unwrap();
}

#[test]
fn what_was_being_written_is_there_again_for_that_file_and_person() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("state/drafts");
    let of = |file: &str, who| DraftStore::new(Some(place.clone()), Path::new(file), who);
    note(&of("a.db", "Lan"), 7, "Chờ ý kiến\nphòng KHTC");
    // Of the same number of a task, and of a program: numbers of ended programs come again.
    note(&of("b.db", "Lan"), 7, "việc khác");
    note(&of("a.db", "Hùng"), 7, "của Hùng");
    let lan = of("a.db", "Lan");
    let kept = lan.load(|_| true);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].key(), Some(DraftKey::Note(TaskId(7), None)));
    assert_eq!(kept[0].draft().kind, NoteKind::Difficulty);
    assert_eq!(kept[0].text, "Chờ ý kiến\nphòng KHTC");
    assert_eq!(lan.set(std::iter::empty()), Due::Now);
    lan.save().unwrap();
    assert!(of("a.db", "Lan").load(|_| true).is_empty());
    assert_eq!(of("a.db", "Hùng").load(|_| true)[0].text, "của Hùng");
    assert_eq!(of("b.db", "Lan").load(|_| true)[0].text, "việc khác");
}

#[test]
fn a_text_of_a_report_comes_back_with_what_it_shall_replace() {
    let folder = tempfile::tempdir().unwrap();
    let place = Some(folder.path().to_owned());
    let lan = DraftStore::new(place.clone(), Path::new("a.db"), "Lan");
    let draft = Draft {
        editor: Editor::lines("Do dịch bệnh.\nThiếu người."),
        seen: "Do dịch bệnh.".to_owned(),
        ..Draft::default()
    };
    let key = DraftKey::Place(PeriodKind::Month, "causes");
    let _ = lan.set([(key, &draft)].into_iter());
    lan.close().unwrap();
    let mut kept = DraftStore::new(place, Path::new("a.db"), "Lan").load(|_| true);
    assert_eq!(kept[0].key(), Some(key));
    let back = kept[0].draft();
    assert_eq!(back.editor.text(), "Do dịch bệnh.\nThiếu người.");
    assert_eq!(back.seen, "Do dịch bệnh.");
    // A place that no report has any more offers nothing.
    kept[0].place = Some(("month".to_owned(), "mục cũ".to_owned()));
    assert_eq!(kept[0].key(), None);
}

#[test]
fn a_conclusion_comes_back_and_what_has_no_use_now_stays_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let place = Some(folder.path().to_owned());
    let lan = DraftStore::new(place.clone(), Path::new("a.db"), "Lan");
    let draft = Draft {
        editor: Editor::lines("Giao Văn phòng\nbáo cáo trước 15/6"),
        seen: "Giao Văn phòng".to_owned(),
        ..Draft::default()
    };
    let key = DraftKey::Conclusion(ReviewId(2), Some(ConclusionId(5)));
    let new = DraftKey::Conclusion(ReviewId(2), None);
    let _ = lan.set([(key, &draft), (new, &draft)].into_iter());
    lan.close().unwrap();
    let again = DraftStore::new(place.clone(), Path::new("a.db"), "Lan");
    // The review is finished; that may be undone.
    assert!(again.load(|_| false).is_empty());
    again.save().unwrap();
    let kept = DraftStore::new(place, Path::new("a.db"), "Lan").load(|_| true);
    let keys: Vec<_> = kept.iter().map(KeptDraft::key).collect();
    assert!(keys.contains(&Some(key)) && keys.contains(&Some(new)));
    let back = kept[0].draft();
    assert_eq!(back.editor.text(), "Giao Văn phòng\nbáo cáo trước 15/6");
    assert_eq!(back.seen, "Giao Văn phòng");
}

#[test]
fn what_a_window_is_still_writing_is_not_offered_in_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let place = Some(folder.path().join("drafts"));
    let window = || DraftStore::new(place.clone(), Path::new("a.db"), "Lan");
    let (first, second) = (window(), window());
    note(&first, 7, "viết dở ở cửa sổ thứ nhất");
    note(&second, 8, "viết dở ở cửa sổ thứ hai");
    assert!(window().load(|_| true).is_empty());
    second.close().unwrap();
    // However a window ends, the system lets go of its files.
    let third = window();
    assert_eq!(third.load(|_| true)[0].text, "viết dở ở cửa sổ thứ hai");
    // It is the third one's now, and no fourth one's.
    assert!(window().load(|_| true).is_empty());
    drop((first, third));
    let fourth = window();
    assert_eq!(fourth.load(|_| true).len(), 2);
    assert_eq!(fourth.set(std::iter::empty()), Due::Now);
    fourth.close().unwrap();
    let left = folder.path().join("drafts").read_dir().unwrap().count();
    assert_eq!(left, 0, "neither drafts nor locks");
}

#[test]
fn two_drafts_of_the_same_are_offered_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let window = || DraftStore::new(Some(folder.path().to_owned()), Path::new("a.db"), "Lan");
    let (first, second) = (window(), window());
    note(&first, 7, "bản một");
    note(&second, 7, "bản hai");
    drop((first, second));
    let mut texts = Vec::new();
    for _ in 0..2 {
        let next = window();
        texts.extend(next.load(|_| true).into_iter().map(|kept| kept.text));
        let _ = next.set(std::iter::empty());
        next.close().unwrap();
    }
    texts.sort();
    assert_eq!(texts, ["bản hai", "bản một"]);
}

#[test]
fn what_cannot_be_written_is_told_and_what_was_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("drafts");
    let lan = DraftStore::new(Some(place.clone()), Path::new("a.db"), "Lan");
    note(&lan, 7, "lần một");
    std::fs::rename(&place, folder.path().join("elsewhere")).unwrap();
    std::fs::write(&place, "không phải thư mục").unwrap();
    let draft = Draft {
        editor: Editor::lines("lần hai"),
        ..Draft::default()
    };
    let key = DraftKey::Note(TaskId(7), None);
    assert_eq!(lan.set([(key, &draft)].into_iter()), Due::Soon);
    assert!(matches!(lan.save(), Err(Unkept::Refused(_))));
    std::fs::remove_file(&place).unwrap();
    std::fs::rename(folder.path().join("elsewhere"), &place).unwrap();
    drop(lan);
    let again = DraftStore::new(Some(place), Path::new("a.db"), "Lan");
    assert_eq!(again.load(|_| true)[0].text, "lần một");
}

#[test]
fn without_a_place_or_with_a_broken_file_there_is_just_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("1-0-7.json"), "không phải JSON").unwrap();
    let place = Some(folder.path().to_owned());
    assert!(
        DraftStore::new(place, Path::new("a.db"), "Lan")
            .load(|_| true)
            .is_empty()
    );
    assert!(folder.path().join("1-0-7.json").exists());
    let nowhere = DraftStore::new(None, Path::new("a.db"), "Lan");
    let draft = Draft {
        editor: Editor::lines("mất"),
        ..Draft::default()
    };
    let _ = nowhere.set([(DraftKey::Note(TaskId(1), None), &draft)].into_iter());
    assert_eq!(nowhere.save(), Err(Unkept::Nowhere));
    assert!(nowhere.load(|_| true).is_empty());
}
