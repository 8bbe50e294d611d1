//! What keys mean in what lies above a screen: lists, forms, texts, the search line.

use super::super::action::Action;
use super::super::keymap::Context as C;
use super::{Narrower, narrower};
use crate::present::lang::bi;

pub(super) const BOXES: [Narrower; 14] = [
    narrower(
        Action::Back,
        &[C::Conclusion],
        bi("để sau", "keep draft"),
        bi("Đóng, giữ bản nháp", "Close and keep the draft"),
    ),
    narrower(
        Action::Open,
        &[C::Picker, C::Palette],
        bi("chọn", "choose"),
        bi("Chọn dòng này", "Choose this item"),
    ),
    narrower(
        Action::Open,
        &[C::Search],
        bi("giữ kết quả", "keep"),
        bi(
            "Giữ kết quả tìm, về danh sách",
            "Keep the results, go back to the list",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Help, C::Picker, C::Palette],
        bi("đóng", "close"),
        bi("Đóng", "Close"),
    ),
    narrower(
        Action::Back,
        &[C::Search],
        bi("bỏ tìm", "clear"),
        bi(
            "Bỏ tìm, hiện lại danh sách",
            "Clear the search, show the whole list",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Form],
        bi("bỏ", "cancel"),
        bi("Đóng, không lưu", "Close without saving"),
    ),
    narrower(
        Action::Back,
        &[C::Note, C::Text],
        bi("để sau", "keep draft"),
        bi("Đóng, giữ bản nháp", "Close and keep the draft"),
    ),
    narrower(
        Action::Save,
        &[C::Clash],
        bi("ghi đè", "overwrite"),
        bi(
            "Lưu nội dung của tôi, thay nội dung của họ",
            "Save mine over theirs",
        ),
    ),
    narrower(
        Action::Open,
        &[C::Clash],
        bi("sửa tiếp", "keep editing"),
        bi(
            "Xem lại và sửa tiếp, chưa lưu",
            "Review and keep editing; nothing is saved yet",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Clash],
        bi("bỏ", "discard"),
        bi(
            "Giữ nội dung của họ, bỏ của tôi",
            "Keep theirs, discard mine",
        ),
    ),
    narrower(
        Action::Left,
        &[C::Form],
        bi("sang trái", "left"),
        bi(
            "Sang trái một ký tự; đổi lựa chọn",
            "Left one character; change the choice",
        ),
    ),
    narrower(
        Action::Right,
        &[C::Form],
        bi("sang phải", "right"),
        bi(
            "Sang phải một ký tự; đổi lựa chọn",
            "Right one character; change the choice",
        ),
    ),
    narrower(
        Action::Left,
        &[C::Search, C::Note, C::Text, C::Palette, C::Conclusion],
        bi("sang trái", "left"),
        bi("Sang trái một ký tự", "Left one character"),
    ),
    narrower(
        Action::Right,
        &[C::Search, C::Note, C::Text, C::Palette, C::Conclusion],
        bi("sang phải", "right"),
        bi("Sang phải một ký tự", "Right one character"),
    ),
];
