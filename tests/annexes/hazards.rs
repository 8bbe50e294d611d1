//! What the rows of real annexes do to a reader, each in a small table of its own.

use crate::office::{Office, assert_no_row_lost};
use cchc::annex::parsed::{Corrections, ParsedAnnex, ProblemReason, QuestionKind, Warning};
use cchc::domain::deadline::DeadlineKind;
use cchc::sheets::read_pasted;

fn pasted(table: &str) -> ParsedAnnex {
    let table = table
        .replace(" | ", "\t")
        .replace(" |", "\t")
        .replace("| ", "\t");
    let workbook = read_pasted(&table, "dán").unwrap();
    let understood = Office::new().parse(&workbook, &Corrections::default());
    assert_no_row_lost(&workbook, &understood);
    understood
}

/// Row, lead and due day of each task.
fn tasks(understood: &ParsedAnnex) -> Vec<String> {
    let tasks = understood.tasks.iter().map(|task| {
        let due = task
            .due
            .due_on
            .map_or("-".to_owned(), |day| day.format("%d/%m/%Y").to_string());
        format!("{} {} {due}", task.row, task.lead.as_deref().unwrap_or("?"))
    });
    tasks.collect()
}

fn headings(understood: &ParsedAnnex) -> Vec<u32> {
    understood
        .headings
        .iter()
        .map(|heading| heading.row)
        .collect()
}

fn problems(understood: &ParsedAnnex) -> Vec<(u32, ProblemReason)> {
    understood
        .problems
        .iter()
        .map(|problem| (problem.row, problem.reason))
        .collect()
}

#[test]
fn a_head_may_be_below_many_lines_and_in_any_order() {
    let read = pasted(
        "UBND TỈNH |  | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
         SỞ KHOA HỌC VÀ CÔNG NGHỆ |  | Độc lập - Tự do - Hạnh phúc\n\
         PHỤ LỤC\n\
         DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2027\n\
         (Kèm theo Kế hoạch số 12/KH-SKHCN ngày 28/12/2026)\n\
         \n\
         Thời gian | Cơ quan, đơn vị phối hợp | Nội dung công việc | Số TT | Cơ quan, đơn vị chủ trì\n\
         Quý I | KHTC | Ban hành kế hoạch tuyên truyền | 1 | Văn phòng\n\
         Hằng quý |  | Báo cáo kết quả thực hiện | 2 | Thanh tra Sở\n",
    );
    assert_eq!(tasks(&read), ["8 VP 31/03/2027", "9 TTra -"]);
    assert_eq!(read.tasks[0].coordinating, ["KHTC"]);
    assert_eq!(read.tasks[1].due.kind, DeadlineKind::Recurring);
    assert_eq!(read.sheets[0].titles.len(), 5);
    assert!(read.questions.is_empty(), "{:?}", read.questions);
}

#[test]
fn headings_of_every_kind_are_no_tasks() {
    let read = pasted(
        "STT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn\n\
         A | PHẦN CHUNG\n\
         I | Cải cách thể chế\n\
         1 | Rà soát văn bản | VP | Quý I\n\
         2 | Tự kiểm tra văn bản |  | \n\
         IV | Cải cách tài chính công\n\
          | Quản lý tài sản\n\
         3 | Kiểm kê tài sản | KHTC | 15/12\n\
         **VI.** | **Chính quyền điện tử**\n\
         4 | Kết nối dữ liệu | VP | Thường xuyên\n",
    );
    assert_eq!(headings(&read), [2, 3, 6, 7, 9]);
    assert_eq!(
        tasks(&read),
        ["4 VP 31/03/2027", "5 ? -", "8 KHTC 15/12/2027", "10 VP -"]
    );
    let areas: Vec<_> = read
        .tasks
        .iter()
        .map(|task| task.area.as_deref().unwrap_or("-"))
        .collect();
    assert_eq!(areas, ["1", "1", "5", "6"]);
    assert!(read.tasks[1].warnings.contains(&Warning::NoLead));
}

#[test]
fn a_parent_with_a_lead_of_its_own_stays_a_task_and_one_without_is_a_label() {
    let read = pasted(
        "STT | Nhiệm vụ | Chủ trì | Sản phẩm | Thời hạn\n\
         1 | Xây dựng kế hoạch năm | VP | Kế hoạch | Quý I\n\
         1.1 | Lấy ý kiến các đơn vị | VP | Văn bản | 15/01\n\
         1.2 | Trình ký ban hành | VP | Tờ trình | 31/01\n\
         2 | Kiểm tra công vụ |  |  | \n\
         2.1 | Kiểm tra đột xuất | TTra | Biên bản | Thường xuyên\n\
         2.10 | Báo cáo kết quả | TTra | Báo cáo | Tháng 11\n",
    );
    assert_eq!(headings(&read), [5]);
    assert_eq!(read.tasks.len(), 5);
    assert_eq!(read.tasks[4].number.as_deref(), Some("2.10"));
    assert_eq!(read.tasks[4].group.as_deref(), Some("Kiểm tra công vụ"));
}

#[test]
fn parts_of_a_task_go_with_it_and_tasks_without_numbers_with_their_group() {
    let read = pasted(
        "STT | Nhiệm vụ | Chủ trì | Thời hạn\n\
         I | Cải cách thể chế | Văn phòng Sở | \n\
         1 | Tuyên truyền cải cách hành chính | VP | Quý I\n\
          | - Trên trang thông tin điện tử\n\
          | - Tại hội nghị\n\
         2 | Nhóm việc về nhân sự |  | \n\
          | Rà soát vị trí việc làm | VP | Quý II\n\
          | Tinh giản biên chế | VP | Quý IV\n\
         3 | Việc chưa giao cho ai |  | \n\
         4 | Kiểm tra kỷ luật | TTra | 30/9\n",
    );
    assert_eq!(headings(&read), [2, 6]);
    assert_eq!(
        tasks(&read),
        [
            "3 VP 31/03/2027",
            "7 VP 30/06/2027",
            "8 VP 31/12/2027",
            "9 ? -",
            "10 TTra 30/09/2027"
        ]
    );
    assert_eq!(read.tasks[0].text.lines().count(), 3);
    assert_eq!(read.continued.len(), 2);
}

#[test]
fn a_column_of_days_when_it_was_done_is_no_deadline() {
    let rows: String = (1..=9)
        .map(|row| {
            let progress = if row % 3 == 0 { "Quý II" } else { "" };
            let done = if row == 4 {
                "Đã hoàn thành".to_owned()
            } else {
                format!("1{row}/01/2027")
            };
            format!("{row} | Việc số {row} của phòng | {progress} | VP | {done}\n")
        })
        .collect();
    let read = pasted(&format!(
        "TT | Nội dung | Tiến độ (nếu có) | Chủ trì | Thời gian hoàn thành\n{rows}"
    ));
    let due: Vec<_> = read
        .tasks
        .iter()
        .filter_map(|task| task.due.due_on)
        .collect();
    assert_eq!(due.len(), 3, "{due:?}");
    // A mark among deadlines is no reason to look elsewhere where nothing else is one.
    let read = pasted(
        "TT | Nội dung | Chủ trì | Thời gian hoàn thành\n1 | Việc một | VP | x\n2 | Việc hai | VP | Đã hoàn thành\n3 | Việc ba | VP | Quý II\n",
    );
    assert_eq!(tasks(&read), ["2 VP -", "3 VP -", "4 VP 30/06/2027"]);
}

#[test]
fn text_below_a_table_is_no_task() {
    let read = pasted(
        "STT | Nội dung | Đơn vị thực hiện | Thời gian hoàn thành\n\
         1 | Đề xuất sửa đổi quy chế | VP | 30/6\n\
          | Tổng cộng: 01 nhiệm vụ |  | \n\
          | Các đơn vị báo cáo kết quả về Văn phòng Sở để tổng hợp. |  | \n\
          |  |  | GIÁM ĐỐC\n\
          |  |  | Nguyễn Văn Minh\n",
    );
    assert_eq!(tasks(&read), ["2 VP 30/06/2027"]);
    assert_eq!(
        problems(&read),
        [
            (3, ProblemReason::Prose),
            (4, ProblemReason::Prose),
            (5, ProblemReason::NoText),
            (6, ProblemReason::NoText)
        ]
    );
}

#[test]
fn no_refused_wording_loses_its_row() {
    let read = pasted(
        "STT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn\n\
         1 | Việc một | VP | 31/02/2027\n\
         2 | Việc hai | VP | Cuối quý\n\
         3 | Việc ba | VP | 30\n\
         4 | Việc bốn | VP | Kỳ họp giữa năm 2027\n\
         5 | Việc năm | VP | Đã hoàn thành\n\
         6 | Việc sáu | VP | Theo kế hoạch của tỉnh, hoàn thành trước 30/11/2027\n\
         7 | Việc bảy | VP | Tuần sau\n\
         8 | Việc tám | VP | 2027\n\
         9 | Việc chín | VP | 15/6/2035\n",
    );
    let kinds: Vec<_> = read.tasks.iter().map(|task| task.due.kind).collect();
    use DeadlineKind::{Date, Unclear};
    assert_eq!(
        kinds,
        [
            Unclear, Unclear, Unclear, Unclear, Unclear, Date, Unclear, Date, Date
        ]
    );
    let shown: Vec<_> = read
        .tasks
        .iter()
        .filter_map(|task| task.deadline.as_deref())
        .collect();
    assert_eq!(shown.len(), 9);
    assert!(matches!(
        read.tasks[8].warnings.as_slice(),
        [Warning::DayOutOfRange(_)]
    ));
}

#[test]
fn a_head_over_two_rows_is_known_without_merged_cells() {
    let read = pasted(
        "TT | Nội dung | Đơn vị thực hiện |  | Thời hạn\n\
          |  | Chủ trì | Phối hợp | \n\
         1 | 2 | 3 | 4 | 5\n\
         1 | Công khai dự toán | KHTC | VP, TTra | Quý II\n",
    );
    assert_eq!(tasks(&read), ["4 KHTC 30/06/2027"]);
    assert_eq!(read.tasks[0].coordinating, ["VP", "TTra"]);
    assert_eq!(read.sheets[0].heads, [1, 2, 3]);
}

#[test]
fn two_tables_of_one_sheet_each_have_their_head() {
    let read = pasted(
        "STT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn\n\
         1 | Rà soát thủ tục | VP | Quý I\n\
         Biểu 2\n\
         TT | Thời gian | Công việc | Cơ quan chủ trì | Kết quả\n\
         1 | 30/9 | Khảo sát hài lòng | TTra | Báo cáo\n\
         STT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2027\n\
         1 | Tỷ lệ hài lòng | % | 92\n",
    );
    assert_eq!(tasks(&read), ["2 VP 31/03/2027", "5 TTra 30/09/2027"]);
    assert_eq!(
        problems(&read).last(),
        Some(&(7, ProblemReason::Indicators))
    );
}

#[test]
fn a_sheet_without_a_table_of_tasks_is_named() {
    let read = pasted(
        "Họ và tên | Chức vụ | Điện thoại\nLan | Chuyên viên | 0912345678\nMinh | Trưởng phòng | 0987654321\n",
    );
    assert!(read.tasks.is_empty());
    assert_eq!(problems(&read), [(1, ProblemReason::NoHead)]);
    assert_eq!(read.sheets[0].unread, [2, 3]);
}

#[test]
fn two_columns_that_may_both_be_the_deadline_are_asked_about() {
    let read = pasted(
        "STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian thực hiện | Thời gian hoàn thành\n\
         1 | Rà soát thủ tục | VP | Quý I | 31/3/2027\n\
         2 | Công bố thủ tục | VP | Quý II | 15/6/2027\n",
    );
    let asked = read
        .questions
        .iter()
        .any(|question| matches!(question.ask, QuestionKind::Which(_)));
    assert!(asked, "{:?}", read.questions);
    // What was not taken is kept.
    assert!(read.tasks.iter().all(|task| task.note.is_some()));
}

#[test]
fn dates_in_the_computers_order_are_compared_with_the_texts_beside_them() {
    use cchc::domain::day::Day as Date;
    use cchc::sheets::workbook::{Cell, DateCell, DateDisplay, Row, Sheet, SheetValue, Workbook};
    let mut sheet = Sheet::named("Tháng");
    let row = |number, cells: Vec<Cell>| Row { number, cells };
    let texts = |texts: [&str; 4]| {
        (0..)
            .zip(texts)
            .map(|(column, text)| Cell::text(column, text))
            .collect()
    };
    sheet
        .rows
        .push(row(1, texts(["STT", "Nhiệm vụ", "Chủ trì", "Hạn xử lý"])));
    sheet
        .rows
        .push(row(2, texts(["1", "Báo cáo tháng", "VP", "25/02/2027"])));
    let day = |number, iso: &str, display| {
        let day: Date = iso.parse().unwrap();
        let mut cells: Vec<Cell> = texts(["2", "Họp giao ban", "VP", "x"]);
        cells[3].text = day.format("%d/%m/%Y").to_string();
        cells[3].value = SheetValue::Day(DateCell { day, display });
        row(number, cells)
    };
    let mut plain = sheet.clone();
    sheet.rows.push(day(3, "2027-06-02", DateDisplay::Local));
    let read = |sheet: Sheet| {
        Office::new().parse(
            &Workbook {
                sheets: vec![sheet],
            },
            &Corrections::default(),
        )
    };
    let doubtful = read(sheet);
    assert_eq!(tasks(&doubtful), ["2 VP 25/02/2027", "3 VP -"]);
    assert!(
        matches!(doubtful.questions.as_slice(), [question] if matches!(question.ask, QuestionKind::Swapped { dates: 1, .. }))
    );
    plain.rows.push(day(3, "2027-06-02", DateDisplay::Day));
    assert_eq!(tasks(&read(plain)), ["2 VP 25/02/2027", "3 VP 02/06/2027"]);
}

#[test]
fn ten_thousand_rows_are_read_understood_and_compared() {
    use crate::compared::taken;
    use cchc::annex::compare::compare;
    let mut table = "STT;Nhiệm vụ;Đơn vị chủ trì;Đơn vị phối hợp;Sản phẩm;Thời hạn\n".to_owned();
    for row in 1..=10_000 {
        let deadline = [
            "Quý II",
            "30/6/2027",
            "Hằng quý",
            "Thường xuyên",
            "Trước ngày 15 tháng 12",
        ][row % 5];
        let unit = [
            "VP",
            "Phòng Kế hoạch - Tài chính",
            "Thanh tra Sở; VP",
            "Sở KH&CN chủ trì, phối hợp với Sở Nội vụ",
        ][row % 4];
        table += &format!(
            "{row};Rà soát, đơn giản hóa và công bố thủ tục hành chính nội bộ số {row} của ngành;{unit};KHTC, TTra;Báo cáo số {row};{deadline}\n"
        );
    }
    let workbook = cchc::sheets::read(table.as_bytes(), "lớn.csv").unwrap();
    let understood = Office::new().parse(&workbook, &Corrections::default());
    assert_eq!(understood.tasks.len(), 10_000);
    let compared = compare(&understood.tasks, &taken(&understood.tasks));
    assert_eq!(
        compared
            .tasks
            .iter()
            .filter(|status| status.as_str() == "same")
            .count(),
        10_000
    );
}

#[test]
fn a_unit_that_is_gone_is_named_with_what_it_has_become_a_part_of() {
    use cchc::domain::ids::UnitId;
    use cchc::domain::unit::Years;
    let mut office = Office::new();
    let last = Years {
        from: None,
        to: Some(2026),
    };
    // The Sở Nội vụ is gone since 2027, and has become a part of the Sở Tài chính.
    let [gone, into] = ["SNV", "STC"].map(|name| {
        let mut units = office.units.iter();
        units.find(|unit| unit.abbreviation == name).unwrap().id
    });
    let unit = office.units.iter_mut().find(|unit| unit.id == gone);
    unit.unwrap().years = last;
    let table = "STT\tNhiệm vụ\tChủ trì\tThời hạn\n\
        1\tXây dựng vị trí việc làm\tSở Nội vụ\tQuý I\n\
        2\tTinh giản biên chế\tSNV; VP\tQuý II\n";
    let workbook = read_pasted(table, "dán").unwrap();
    let merged: [(UnitId, UnitId); 1] = [(gone, into)];
    let known = cchc::annex::PlanContext {
        merged: &merged,
        ..office.known()
    };
    let read = cchc::annex::parse(&workbook, &known, &Corrections::default());
    assert_eq!(tasks(&read), ["2 ? 31/03/2027", "3 VP 30/06/2027"]);
    let retired = |name: &str| Warning::RetiredUnit(name.to_owned());
    assert!(read.tasks[0].warnings.contains(&retired("Sở Nội vụ")));
    assert!(read.tasks[1].warnings.contains(&retired("SNV")));
    let offered: Vec<_> = read
        .unknown_units
        .iter()
        .map(|unit| unit.nearest.as_deref())
        .collect();
    assert_eq!(offered, [Some("STC"); 2]);
}

#[test]
fn what_a_person_types_is_the_day_first_whatever_the_column_is_like() {
    let table = "STT\tNhiệm vụ\tChủ trì\tThời hạn\n\
        1\tViệc một\tVP\t2/13/2027\n2\tViệc hai\tVP\t3/4/2027\n";
    let workbook = read_pasted(table, "dán").unwrap();
    let mut corrections = Corrections::default();
    corrections
        .cells
        .insert(("dán".to_owned(), 3, 3), "4/3/2027".to_owned());
    let read = Office::new().parse(&workbook, &corrections);
    assert_eq!(tasks(&read), ["2 VP -", "3 VP 04/03/2027"]);
}
