//! What keys mean in what lies above a screen: lists, forms, texts, the search line.

use super::super::action::Action;
use super::super::keymap::Context as C;
use super::{Narrower, narrower};
use crate::present::lang::bi;

pub(super) const BOXES: [Narrower; 14] = [
    narrower(
        Action::Back,
        &[C::Conclusion],
        bi("để sau", "later"),
        bi("Đóng, giữ bản nháp", "Close, keep the draft"),
    ),
    narrower(
        Action::Open,
        &[C::Picker, C::Palette],
        bi("chọn", "choose"),
        bi("Chọn dòng này", "Choose this line"),
    ),
    narrower(
        Action::Open,
        &[C::Search],
        bi("giữ kết quả", "keep"),
        bi(
            "Giữ kết quả, về danh sách",
            "Keep the result, back to the list",
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
            "Clear the search, show the list again",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Form],
        bi("bỏ", "leave"),
        bi("Đóng, không lưu", "Close without saving"),
    ),
    narrower(
        Action::Back,
        &[C::Note, C::Text],
        bi("để sau", "later"),
        bi("Đóng, giữ bản nháp", "Close, keep the draft"),
    ),
    narrower(
        Action::Save,
        &[C::Clash],
        bi("ghi đè", "replace"),
        bi(
            "Lưu của tôi thay cho của họ",
            "Save mine in place of theirs",
        ),
    ),
    narrower(
        Action::Open,
        &[C::Clash],
        bi("sửa tiếp", "edit on"),
        bi(
            "Xem lại và sửa tiếp, chưa lưu",
            "Go on editing, not saved yet",
        ),
    ),
    narrower(
        Action::Back,
        &[C::Clash],
        bi("bỏ", "leave"),
        bi("Giữ của họ, bỏ phần của tôi", "Keep theirs, give up mine"),
    ),
    narrower(
        Action::Left,
        &[C::Form],
        bi("sang trái", "left"),
        bi(
            "Sang trái một chữ; đổi lựa chọn",
            "One letter left; another choice",
        ),
    ),
    narrower(
        Action::Right,
        &[C::Form],
        bi("sang phải", "right"),
        bi(
            "Sang phải một chữ; đổi lựa chọn",
            "One letter right; another choice",
        ),
    ),
    narrower(
        Action::Left,
        &[C::Search, C::Note, C::Text, C::Palette, C::Conclusion],
        bi("sang trái", "left"),
        bi("Sang trái một chữ", "One letter to the left"),
    ),
    narrower(
        Action::Right,
        &[C::Search, C::Note, C::Text, C::Palette, C::Conclusion],
        bi("sang phải", "right"),
        bi("Sang phải một chữ", "One letter to the right"),
    ),
];
