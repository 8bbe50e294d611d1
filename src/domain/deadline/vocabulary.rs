//! The words around a deadline: what is waited for, what is done by whom, and what reverses the meaning.

/// What a wording begins with that waits for an event: a rule, a plan or somebody else's order.
/// "Theo tiến độ chung" and "theo lộ trình" name none.
#[rustfmt::skip]
pub(super) const EVENTS: [&str; 50] = [
    "ngay khi", "khi", "moi khi", "neu co", "dot xuat", "phat sinh", "theo quy dinh",
    "theo qui dinh", "theo dung quy dinh", "dung quy dinh", "theo dung ke hoach",
    "theo dung yeu cau", "theo thoi gian quy dinh", "theo thoi han quy dinh",
    "theo thoi gian yeu cau", "theo thoi han yeu cau", "theo thoi diem", "theo ke hoach",
    "theo yeu cau", "theo chi dao", "theo su chi dao", "theo y kien", "theo huong dan",
    "theo chuong trinh", "theo lich", "theo thong bao", "theo de nghi", "theo nhu cau",
    "theo quyet dinh", "theo nghi quyet", "theo nghi dinh", "theo thong tu", "theo chi thi",
    "theo ket luan", "theo cong van", "theo van ban", "theo phan cong", "theo su phan cong",
    "theo giay moi", "theo giay trieu tap", "theo quy che", "theo luat", "theo de an", "theo du an",
    "theo hop dong", "theo phap luat", "theo tung vu viec", "theo vu viec",
    "theo thuc te phat sinh", "tuy theo yeu cau",
];

/// All the time.
pub(super) const ONGOING: [&str; 6] = [
    "thuong xuyen",
    "lien tuc",
    "quanh nam",
    "suot nam",
    "duy tri thuong xuyen",
    "xuyen suot",
];

/// What may be done by a date. A bare date after them is the date by which it is to be done.
#[rustfmt::skip]
pub(super) const VERBS: [&str; 125] = [
    "hoan thanh", "thuc hien", "ban hanh", "ky ban hanh", "to chuc", "trinh", "gui", "nop",
    "xay dung", "tham muu", "trien khai", "phe duyet", "phat dong", "cong bo", "cong khai", "xu ly",
    "ra soat", "kiem tra", "hop", "khao sat", "cap nhat", "dang ky", "de xuat", "lap", "soan thao",
    "thong qua", "tiep thu", "hoan thien", "hoan tat", "giai trinh", "cung cap", "phoi hop",
    "chu tri", "nghiem thu", "ban giao", "thong bao", "giai quyet", "tra loi", "khac phuc",
    "chuan bi", "thanh lap", "dua vao", "van hanh", "phat hanh", "tuyen truyen", "tap huan",
    "dao tao", "boi duong", "bo nhiem", "cham diem", "tham dinh", "trao giai", "chuyen", "giao",
    "quyet toan", "giai ngan", "lay y kien", "gop y", "tham gia", "khai mac", "be mac", "dang tai",
    "niem yet", "so hoa", "mua sam", "lua chon", "ky ket", "phan bo", "tiep nhan", "ke khai",
    "cong nhan", "xet duyet", "xac dinh", "thi", "kien toan", "sap xep", "nhiem vu", "du thao",
    "to trinh", "ho so", "danh muc", "quy trinh", "quyet dinh", "nghi quyet", "van ban", "de an",
    "de cuong", "cong van", "san pham", "bo sung", "sua doi", "nang cap", "huong dan", "don doc",
    "theo doi", "cai dat", "ket noi", "tich hop", "dua", "duy tri", "chuan hoa", "tang cuong",
    "phan cong", "chi dao", "quan triet", "pho bien", "kiem ke", "thanh toan", "sap nhap",
    "thu thap", "xac minh", "thanh tra", "tra ket qua", "mo lop", "trinh duyet", "phan hoi",
    "binh xet", "khen thuong", "de nghi", "nghien cuu", "dau thau", "thi cong", "viet", "in an",
    "nhap",
];

/// What is made of the past: a period after them may be what it is about.
#[rustfmt::skip]
pub(super) const REPORTS: [&str; 11] = [
    "bao cao", "tong hop", "tong ket", "so ket", "danh gia", "thong ke", "so lieu", "ke hoach",
    "du toan", "hoi nghi", "chuong trinh",
];

/// Who receives what is done, and words that say nothing.
#[rustfmt::skip]
pub(super) const PLAIN: [&str; 64] = [
    "ubnd", "hdnd", "uy ban nhan dan", "hoi dong nhan dan", "tinh", "thanh pho", "so noi vu", "so",
    "bo noi vu", "bo", "noi vu", "chinh phu", "thu tuong", "lanh dao", "giam doc", "van phong",
    "tinh uy", "thanh uy", "ban thuong vu", "thuong truc", "cap co tham quyen", "cap tham quyen",
    "cap tren", "chu tich", "khoa hoc va cong nghe", "kh", "cn", "khcn", "cac", "don vi", "phai",
    "can", "da", "dang", "se", "duoc", "viec", "cong viec", "kip thoi", "nghiem tuc", "day du",
    "dam bao", "bao dam", "dung han", "dung thoi han", "dung tien do", "dut diem", "co ban", "ngay",
    "ve", "du kien", "ket qua", "moc", "ap dung", "moi", "toan bo", "lan dau", "thoi diem",
    "tiep tuc", "cho", "de", "tien do", "nham", "tai",
];

/// What reverses the meaning of what follows: a date after it is not the date by which.
#[rustfmt::skip]
pub(super) const REVERSALS: [&str; 18] = [
    "sau", "khong", "chua", "tru", "ngoai", "hoac", "hay", "den khi", "truoc khi", "truoc", "tu",
    "bat dau", "khoi dong", "khoi cong", "tiep theo", "nhung nam", "cac nam", "tro di",
];

/// The names of documents, after which a number is theirs.
#[rustfmt::skip]
pub(super) const DOCUMENTS: [&str; 28] = [
    "nghi dinh", "nd", "quyet dinh", "qd", "thong tu", "tt", "nghi quyet", "nq", "chi thi", "ct",
    "cong van", "cv", "thong bao", "tb", "luat", "to trinh", "ttr", "ket luan", "kl", "huong dan",
    "hd", "cong dien", "van ban", "giay moi", "gm", "de an", "du an", "quy che",
];
