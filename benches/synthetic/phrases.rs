//! The words of synthetic tasks, in the voice of the plans of the provinces.

use super::rng::Rng;

pub const PEOPLE: [&str; 16] = [
    "Lan",
    "Minh",
    "Hùng",
    "Thảo",
    "Đức",
    "Nga",
    "Quân",
    "Hạnh",
    "Tuấn",
    "Phượng",
    "Bảo",
    "Yến",
    "Khánh",
    "Oanh",
    "Sơn",
    "Thúy",
];

pub const UNITS: [&str; 8] = [
    "Trung tâm Ứng dụng",
    "Ban Quản lý",
    "Trung tâm Kỹ thuật",
    "Trạm Kiểm định",
    "Phòng Nghiệp vụ",
    "Viện Nghiên cứu",
    "Trung tâm Thông tin",
    "Quỹ Phát triển",
];

pub const PLACES: [&str; 24] = [
    "Hồng Lĩnh",
    "Kỳ Anh",
    "Can Lộc",
    "Đức Thọ",
    "Nghi Xuân",
    "Hương Sơn",
    "Hương Khê",
    "Vũ Quang",
    "Thạch Hà",
    "Lộc Hà",
    "Cẩm Xuyên",
    "Thành Sen",
    "Đồng Môn",
    "Thiên Cầm",
    "Vũng Áng",
    "Cầu Treo",
    "Bắc Hà",
    "Nam Hà",
    "Trần Phú",
    "Nguyễn Du",
    "Hà Huy Tập",
    "Đại Nài",
    "Tân Giang",
    "Văn Yên",
];

const VERBS: [&str; 22] = [
    "Xây dựng",
    "Rà soát",
    "Triển khai",
    "Tham mưu ban hành",
    "Tổ chức",
    "Đôn đốc",
    "Kiểm tra",
    "Công khai",
    "Cập nhật",
    "Hoàn thiện",
    "Đánh giá",
    "Tiếp tục thực hiện",
    "Phối hợp xây dựng",
    "Sửa đổi, bổ sung",
    "Chuẩn hóa",
    "Số hóa",
    "Niêm yết",
    "Đơn giản hóa",
    "Bồi dưỡng",
    "Sắp xếp",
    "Tuyên truyền",
    "Trình phê duyệt",
];

const OBJECTS: [&str; 40] = [
    "kế hoạch kiểm soát thủ tục hành chính",
    "danh mục thủ tục hành chính",
    "quy trình nội bộ",
    "văn bản quy phạm pháp luật",
    "đề án vị trí việc làm",
    "quy chế chi tiêu nội bộ",
    "dịch vụ công trực tuyến",
    "hồ sơ giải quyết thủ tục",
    "hệ thống quản lý chất lượng ISO",
    "cơ chế một cửa, một cửa liên thông",
    "chỉ số cải cách hành chính",
    "báo cáo cải cách hành chính",
    "phần mềm quản lý văn bản",
    "chữ ký số chuyên dùng",
    "cơ sở dữ liệu chuyên ngành",
    "tổ chức bộ máy đơn vị sự nghiệp",
    "đội ngũ công chức, viên chức",
    "kỷ luật, kỷ cương hành chính",
    "công tác văn thư, lưu trữ",
    "dự toán ngân sách",
    "tài sản công",
    "tự chủ tài chính",
    "khảo sát sự hài lòng của tổ chức, cá nhân",
    "phản ánh, kiến nghị của người dân",
    "trang thông tin điện tử",
    "họp trực tuyến",
    "an toàn thông tin",
    "chuyển đổi số",
    "quy hoạch cán bộ",
    "tinh giản biên chế",
    "luân chuyển công chức",
    "đánh giá, xếp loại",
    "thanh tra công vụ",
    "cấp phép an toàn bức xạ",
    "đo lường, chất lượng sản phẩm",
    "nhiệm vụ khoa học cấp tỉnh",
    "sáng kiến cải cách",
    "sở hữu trí tuệ",
    "khởi nghiệp đổi mới",
    "ứng dụng tiến bộ kỹ thuật",
];

const WHERE: [&str; 18] = [
    "tại các phòng, đơn vị trực thuộc Sở",
    "trên địa bàn tỉnh",
    "tại Trung tâm Hành chính công",
    "theo Quyết định của Ủy ban nhân dân tỉnh",
    "trong lĩnh vực khoa học và công nghệ",
    "theo Nghị định của Chính phủ",
    "đối với đơn vị sự nghiệp công lập",
    "trên môi trường mạng",
    "của Sở Khoa học và Công nghệ",
    "phục vụ người dân và doanh nghiệp",
    "giai đoạn 2021–2030",
    "theo hướng tinh gọn, hiệu quả",
    "tại bộ phận tiếp nhận và trả kết quả",
    "ở cấp huyện, cấp xã",
    "theo kết luận của Giám đốc Sở",
    "bảo đảm đúng tiến độ",
    "theo chỉ đạo của Tỉnh ủy",
    "qua hệ thống một cửa điện tử",
];

const PURPOSES: [&str; 14] = [
    "nhằm nâng cao chất lượng phục vụ",
    "bảo đảm công khai, minh bạch",
    "góp phần nâng hạng chỉ số của tỉnh",
    "khắc phục những tồn tại, hạn chế đã được chỉ ra",
    "rút ngắn thời gian giải quyết hồ sơ",
    "tạo thuận lợi cho tổ chức, cá nhân",
    "gắn trách nhiệm của người đứng đầu",
    "phấn đấu đạt trên 95% hồ sơ đúng hạn",
    "làm cơ sở đánh giá, khen thưởng cuối năm",
    "đáp ứng yêu cầu nhiệm vụ trong tình hình mới",
    "tiết kiệm chi phí, thời gian",
    "tránh chồng chéo chức năng, nhiệm vụ",
    "thực hiện nghiêm chế độ báo cáo định kỳ",
    "hoàn thành các chỉ tiêu được giao",
];

const DETAILS: [&str; 12] = [
    "Phân công rõ người, rõ việc, rõ thời gian và kết quả.",
    "Lấy ý kiến các đơn vị liên quan trước khi trình.",
    "Báo cáo kết quả về Văn phòng Sở để tổng hợp.",
    "Bố trí kinh phí từ nguồn ngân sách được giao.",
    "Đăng tải kết quả trên trang thông tin điện tử của Sở.",
    "Kịp thời xử lý những vướng mắc phát sinh.",
    "Chú trọng sơ kết, tổng kết, nhân rộng cách làm hay.",
    "Kiểm tra đột xuất việc chấp hành giờ giấc làm việc.",
    "Mở lớp tập huấn nghiệp vụ cho cán bộ đầu mối.",
    "Đề xuất cấp có thẩm quyền xem xét, quyết định.",
    "Thực hiện chế độ thông tin hai chiều giữa các đơn vị.",
    "Xử lý nghiêm các trường hợp chậm trễ, gây phiền hà.",
];

const PRODUCTS: [&str; 12] = [
    "Kế hoạch",
    "Báo cáo",
    "Quyết định",
    "Công văn",
    "Tờ trình",
    "Danh mục",
    "Quy chế",
    "Đề án",
    "Biên bản kiểm tra",
    "Hội nghị tập huấn",
    "Chuyên mục tuyên truyền",
    "Phần mềm đưa vào sử dụng",
];

const NOTES: [&str; 16] = [
    "Đã trình dự thảo lần 2, chờ ý kiến",
    "Đang lấy ý kiến các đơn vị",
    "Chờ bố trí kinh phí",
    "Đã gửi công văn đôn đốc",
    "Đơn vị đề nghị lùi thời hạn",
    "Đã họp thống nhất nội dung",
    "Lãnh đạo Sở yêu cầu báo cáo trước giao ban",
    "Chưa nhận được số liệu",
    "Đã hoàn thành phần việc được giao",
    "Còn thiếu phụ lục số liệu",
    "Vướng quy định mới của Trung ương",
    "Đã kiểm tra thực tế tại đơn vị",
    "Phần mềm chưa kết nối được",
    "Đã niêm yết công khai",
    "Cần thêm người thực hiện",
    "Đã tiếp thu, chỉnh sửa",
];

/// A short title, mostly below eighty letters.
pub fn title(rng: &mut Rng) -> String {
    let mut title = format!("{} {}", rng.pick(&VERBS), rng.pick(&OBJECTS));
    if rng.chance(55) {
        title.push(' ');
        title.push_str(rng.pick(&WHERE));
    }
    title
}

/// The full text, which begins like the title.
pub fn text(rng: &mut Rng, title: &str) -> String {
    let mut text = format!("{title}, {}", rng.pick(&PURPOSES));
    if rng.chance(50) {
        text.push_str(&format!("; {}", rng.pick(&PURPOSES)));
    }
    text.push('.');
    for _ in 0..1 + rng.below(3) {
        text.push_str(&format!(" {}", rng.pick(&DETAILS)));
    }
    text
}

/// What the task is to produce.
pub fn product(rng: &mut Rng) -> String {
    format!("{} {}", rng.pick(&PRODUCTS), rng.pick(&OBJECTS))
}

/// Who joins, in the office's own words.
pub fn joining(rng: &mut Rng) -> String {
    format!("các đơn vị liên quan {}", rng.pick(&WHERE))
}

/// A note.
pub fn note(rng: &mut Rng) -> String {
    let mut note = format!("{} {}", rng.pick(&NOTES), rng.pick(&WHERE));
    if rng.chance(30) {
        note.push_str(&format!(" ({}).\n{}", number(rng), rng.pick(&DETAILS)));
    } else {
        note.push('.');
    }
    note
}

/// What came of a task.
pub fn outcome(rng: &mut Rng) -> String {
    format!(
        "Đã ban hành {} số {}",
        rng.pick(&PRODUCTS).to_lowercase(),
        number(rng)
    )
}

/// Why a deadline was moved.
pub fn reason(rng: &mut Rng) -> String {
    format!("{} {}", rng.pick(&NOTES), rng.pick(&WHERE))
}

/// A document's number and symbol.
pub fn number(rng: &mut Rng) -> String {
    let symbols = [
        "KH-SKHCN",
        "BC-SKHCN",
        "QĐ-UBND",
        "CV-SKHCN",
        "TTr-SKHCN",
        "TB-VP",
    ];
    format!("{}/{}", 1 + rng.below(2_400), rng.pick(&symbols))
}

/// A deadline as the office words it.
pub fn deadline(rng: &mut Rng, year: i32) -> String {
    let month = 1 + rng.below(12);
    match rng.below(100) {
        0..52 => format!("Trước {}/{month}/{year}", 1 + rng.below(28)),
        52..64 => format!("Quý {}", ["I", "II", "III", "IV"][rng.below(4)]),
        64..72 => format!("Tháng {month}"),
        72..77 => "Hằng quý".to_owned(),
        77..79 => "Hằng tháng".to_owned(),
        79..82 => "6 tháng một lần".to_owned(),
        82..90 => "Thường xuyên".to_owned(),
        90..94 => "Khi có yêu cầu".to_owned(),
        94..97 => "Theo chỉ đạo của cấp trên".to_owned(),
        _ => String::new(),
    }
}
