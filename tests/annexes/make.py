#!/usr/bin/env python3
"""Writes the annexes that tests/annexes reads, with the libraries of other programs.

    pip install openpyxl python-docx odfpy xlwt
    python3 tests/annexes/make.py tests/annexes/files

Each file has the head of a kind of annex that offices issue, or one of the hazards of their files; the
sentences are made up. What has to be understood stands in main.rs beside each file's name. The files are
kept, so that the tests need none of this.
"""

import datetime as dt
import io
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import xlwt
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.styles import Font

OUT = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/annexes/files")
BOLD = Font(bold=True)


class Day:
    """A date and the format that the cell shows it by."""

    def __init__(self, iso, number_format="dd/mm/yyyy"):
        self.value = dt.date.fromisoformat(iso)
        self.number_format = number_format


class B:
    """Bold text."""

    def __init__(self, text):
        self.value = text


def fill(sheet, rows, merges=(), start=1):
    for y, row in enumerate(rows, start):
        for x, value in enumerate(row, 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(y, x)
            if isinstance(value, Day):
                cell.value = value.value
                cell.number_format = value.number_format
            elif isinstance(value, B):
                cell.value = value.value
                cell.font = BOLD
            else:
                cell.value = value
    for merge in merges:
        sheet.merge_cells(merge)


def xlsx(name, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows, *merges in sheets:
        fill(book.create_sheet(title), rows, merges[0] if merges else ())
    book.properties.created = book.properties.modified = dt.datetime(2026, 12, 1)
    book.save(OUT / f"{name}.xlsx")


def word(name, *tables, before="PHỤ LỤC"):
    document = docx.Document()
    document.add_paragraph(before)
    for rows, merges in tables:
        width = max(len(row) for row in rows)
        table = document.add_table(rows=len(rows), cols=width)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if value in (None, ""):
                    continue
                cell = table.cell(y, x)
                if isinstance(value, B):
                    cell.paragraphs[0].add_run(value.value).bold = True
                else:
                    lines = value.split("\n")
                    cell.paragraphs[0].add_run(lines[0])
                    for line in lines[1:]:
                        cell.add_paragraph(line)
        for (y1, x1), (y2, x2) in merges:
            table.cell(y1, x1).merge(table.cell(y2, x2))
        document.add_paragraph("")
    document.save(OUT / f"{name}.docx")


def h01():
    rows = [
        ["PHỤ LỤC SỐ 01: DANH MỤC CÁC NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM"],
        ["STT", "Mã nhiệm vụ", "Tên nhóm nhiệm vụ/nhiệm vụ", "Đơn vị chủ trì", "Phòng, đơn vị chủ trì", "Đơn vị phối hợp",
         "Phương thức hỗ trợ thực hiện", "Thời hạn hoàn thành", "Kết quả cần đạt (Định lượng)", "Sản phẩm đầu ra", "Ghi chú"],
        ["I", "TC", "Cải cách thể chế"],
        [1, "TC.01.01.01", "Rà soát văn bản quy phạm pháp luật của ngành", "Văn phòng Sở", "Phòng Tổng hợp (Nguyễn Thị Hoa)", "Thanh tra Sở", "Họp", Day("2027-06-30"), "100%", "Báo cáo", "Làm sớm"],
        [2, "TC.01.01.02", "Ban hành quy chế phối hợp liên thông", "Phòng KHTC", "", "Văn phòng Sở\n \nThanh tra Sở", "", "Quý II", "01 văn bản", "Quyết định", ""],
        ["", "TC.02", "Nhóm nhiệm vụ kiểm tra văn bản", "Thanh tra Sở", "", "", "", "Trong năm 2027", "", "", ""],
        [1, "TC.02.01.01", "Kiểm tra văn bản của các đơn vị trực thuộc", "Thanh tra Sở", "", "VP; KHTC", "", Day("2027-12-01", "m/yyyy"), "02 cuộc", "Kết luận", ""],
        [2, "TC.02.01.02", "Xử lý văn bản trái quy định sau kiểm tra", "Thanh tra Sở", "", "", "", "Thường xuyên", "", "Văn bản", ""],
        ["II", "TTHC", "Cải cách thủ tục hành chính"],
        [3, "TT.01.01.01", "Công bố danh mục thủ tục hành chính nội bộ", "Văn phòng Sở", "", "", "", Day("2027-03-01", '"Tháng "mm/yyyy'), "", "Quyết định", ""],
        [4, "TT.01.01.02", "Đơn giản hóa thành phần hồ sơ cấp phép", "Sở KH&CN", "", "", "", "Trước 15/12", "", "Phương án", ""],
        ["IV", "BM", "Cải cách tổ chức bộ máy"],
        [5, "BM.01.01.01", "Sắp xếp các đơn vị sự nghiệp công lập", "Văn phòng Sở", "", "Các phòng, đơn vị", "", "30/9/2027", "", "Đề án", ""],
    ]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phụ lục 01"
    fill(sheet, rows, ["A1:K1", "K4:K5"])
    # Formats down to a row far below, as a sheet that was copied has.
    for y in range(len(rows) + 1, 998):
        sheet.cell(y, 1).font = BOLD
    book.properties.created = book.properties.modified = dt.datetime(2026, 12, 1)
    book.save(OUT / "h01.xlsx")


def h02():
    head = ["TT", "Lĩnh vực", "Nội dung", "Tiến độ (nếu có)", "Chủ trì", "Phối hợp", "Thời gian nhận", "Thời gian hoàn thành",
            "Kết quả thực hiện", "Ghi chú", "Kết quả bổ sung (nếu có)", "Tuần 1", "Tuần 2", "Tuần 3", "Tuần 4"]
    us = "mm/dd/yyyy"
    rows = [
        ["THEO DÕI NHIỆM VỤ NĂM 2027"],
        ["Tháng 01/2027"],
        head,
        [1.0, "Cải cách thể chế", "Tham mưu quy chế làm việc của cơ quan", Day("2027-02-06", us), "Đ/c Lan", "VP", Day("2027-01-05", us), "x", "Đã xong", "", "", "x"],
        [1.1, "", "Lấy ý kiến dự thảo quy chế làm việc", "13/02/2027", "Đ/c Minh", "", Day("2027-01-06", us), "Đã hoàn thành", "", "", "", "", "x"],
        [1.1, "Tài chính công", "Lập dự toán chi thường xuyên năm sau", "Quý I", "Đ/c Hà", "KHTC", Day("2027-01-07", us), "", "", "", "", "", "", "x"],
        [2, "", "Công khai quyết toán ngân sách năm trước", Day("2027-04-01", "m/yyyy"), "Đ/c Hà", "", "", "x", "", "", "", "", "", "", "x"],
        ["Tháng 02/2027"],
        head,
        [3, "Thủ tục hành chính", "Niêm yết thủ tục hành chính mới công bố", "25/02/2027", "VP", "", "", "Đã hoàn thành", "", "", ""],
        [4, "", "Khảo sát mức độ hài lòng của người dân", Day("2027-07-03", us), "VP", "TTra", "", "", "", "", ""],
    ]
    xlsx("h02", ("Năm 2027 chi tiết", rows, ["A1:O1"]))


def h03():
    head = ["Stt\nTT", "Chi tiết", "Tên nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời hạn"]
    rows = [
        head,
        ["I", "", B("CẢI CÁCH THỦ TỤC HÀNH CHÍNH")],
        ["", B("1"), B("Nâng cao chất lượng giải quyết hồ sơ"), "", "VP", "Báo cáo", "Theo thời hạn cụ thể sau đây:"],
        ["1", "a)", "Rà soát quy trình nội bộ từng thủ tục", "KHTC", "", "", "30/6/2027"],
        ["2", "b)", "Cắt giảm thời gian giải quyết hồ sơ", "TTra", "", "", "Quý III"],
        ["3", "c)", "Đánh giá chất lượng phục vụ hằng quý", "VP", "", "", "Hằng quý"],
        ["4", "d)", "Công khai kết quả xử lý phản ánh", "VP", "", "", "Hằng tháng"],
        head,
        ["5", "đ)", "Tập huấn công chức một cửa", "VP", "", "", "15/5/2027"],
        ["6", "e)", "Trang bị máy quét hồ sơ", "KHTC", "", "", "15/9/2027"],
        ["", B("2"), B("Số hóa hồ sơ"), "", "KHTC", "", "Quý IV"],
        ["7", "a)", "Số hóa kết quả còn hiệu lực", "VP", "", "Kho dữ liệu", ""],
        ["8", "b)", "Liên thông dữ liệu dân cư", "Sở KH&CN", "", "Kết nối", ""],
    ]
    word("h03", (rows, [((1, 2), (1, 6))]))


def h04():
    rows = [
        ["TT", "Công việc", "Đơn vị thực hiện", "Đơn vị phối hợp", "Số ngày dự kiến"],
        [1, "Khảo sát hạ tầng mạng của các đơn vị", "Văn phòng Sở", "KHTC", 7],
        [2, "Lắp đặt thiết bị tại bộ phận một cửa", "KHTC", "VP", 30],
        [3, "Tập huấn sử dụng phần mềm mới", "Sở KHCN", "", "Sở KHCN đưa ra kế hoạch"],
    ]
    xlsx("h04", ("Phụ lục I.II", rows))


def h05():
    rows = [
        ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian hoàn thành"],
        ["I.", "Xây dựng thể chế số, hoàn thiện hành lang pháp lý cho dữ liệu"],
        [1, "Trình nghị quyết về dữ liệu dùng chung", "Sở KH&CN", "Sở Nội vụ", "Nghị quyết", "12/2027"],
        [2, "Ban hành danh mục dữ liệu mở", "Bộ, ngành, địa phương", "", "Danh mục", "2027"],
        ["II.", "Phát triển chính quyền số"],
        [3, "Vận hành trục liên thông văn bản", "Văn phòng Sở", "", "Hệ thống", "Thường xuyên"],
        [4, "Đánh giá mức độ chuyển đổi số cấp xã", "Sở KH&CN", "UBND các xã, phường", "Báo cáo", "6/2027"],
        [5, "Mở rộng chữ ký số cho người dân", "Sở KH&CN", "", "Chữ ký số", "2027 và những năm tiếp theo"],
    ]
    xlsx("h05", ("PL II", rows, ["B2:F2"]))


def h06():
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi, đánh giá"],
        ["I", "Hạ tầng"],
        [1, "Xếp hạng về hạ tầng số", "Thứ bậc", "≤ 3 Đông Nam Á; ≤ 50 Thế giới", "Sở KH&CN"],
        ["1.1", "Tỷ lệ phủ sóng di động thế hệ mới", "%", "100", "Sở KH&CN"],
        [2, "Doanh nghiệp công nghệ số", "Doanh nghiệp", "150", "Sở KH&CN"],
        [3, "Chi cho nghiên cứu", "% GDP", "2", "Sở Tài chính"],
    ]
    xlsx("h06", ("PL I", rows))


def h07():
    rows = [
        ["DANH MỤC NHIỆM VỤ"],
        ["TT", "NHIỆM VỤ", "KẾT QUẢ YÊU CẦU", "THỜI GIAN HOÀN THÀNH", "CƠ QUAN THỰC HIỆN", "TIẾN ĐỘ", "KẾT QUẢ HIỆN NAY"],
        [1, "Xây dựng kho dữ liệu số của ngành", "Kho dữ liệu", "30/6/2027", "Văn phòng Sở", "Đang lập hồ sơ mời thầu", "Đã phê duyệt chủ trương"],
        [2, "Cấp định danh tổ chức trên hệ thống", "100% tổ chức", "Quý IV/2027", "Thanh tra Sở", "Chậm do thiếu kinh phí", ""],
        [3, "Hoàn thiện khung kiến trúc số", "Quyết định", "Tháng 3/2027", "KHTC", "Đang lấy ý kiến lần hai", "Có dự thảo"],
        [4, "Bồi dưỡng kỹ năng số cho công chức", "Lớp học", "Hằng quý", "VP", "Đã mở một lớp", ""],
    ]
    xlsx("h07", ("402", rows, ["A1:G1"]))


def h08():
    upper = ["STT", "Tên gọi văn bản", "Cơ quan soạn thảo", "Hình thức xử lý", "", "", "", "Người xử lý",
             "Văn bản đăng ký xây dựng NQ của cơ quan soạn thảo", "Ngày nhận/Số vb phúc đáp",
             "Văn bản đăng ký xây dựng NQ của UBND tỉnh", "Ý kiến chấp thuận của TT.HĐND tỉnh",
             "Ngày dự kiến trình ban hành", "Gửi lấy ý kiến góp ý (nếu có)", "Ngày nhận/Số vb phúc đáp",
             "Gửi Sở Tư pháp thẩm định", "Ngày nhận/Số vb phúc đáp", "Cơ quan soạn thảo trình UBND tỉnh",
             "UBND tỉnh trình HĐND tỉnh", "Số, trích yếu, ngày, tháng, năm ban hành VBQPPL", "Ghi chú"]
    lower = ["", "", "", "Thay thế", "Bãi bỏ", "Ban hành mới", "Chưa xác định"]
    first = [
        upper,
        lower,
        [1, "Nghị quyết quy định mức thu phí thẩm định hồ sơ", "Sở Tài chính", "x", "", "", "", "Chị Thu", "12/STC ngày 05/01/2027", "", "", "", "Kỳ họp giữa năm 2027", "", "", "", "", "", "", "", "Phải xử lý trước 31/5/2027"],
        [2, "Nghị quyết quy định chính sách hỗ trợ đổi mới", "Sở KH&CN", "", "", "x", "", "Anh Nam", "", "08/01/2027", "", "", Day("2027-07-01", "m/yyyy"), "", "", "", "", "", "", "", ""],
        [3, "Nghị quyết bãi bỏ quy định hết hiệu lực", "Sở Nội vụ", "", "x", "", "", "Chị Thu", "", "", "", "", "Kỳ họp gần nhất 2027", "", "", "", "", "", "", "", ""],
    ]
    merged = ["D1:G1", "A1:A2", "B1:B2", "C1:C2", "H1:H2"]
    second_head = ["STT", "TÊN GỌI VĂN BẢN", "Cơ quan soạn thảo", "Hình thức xử lý", "", "", "", "Người xử lý",
                   "VB đăng ký xây dựng", "Ngày nhận/Số vb phúc đáp", "Chấp thuận của UBND tỉnh", "Ngày dự kiến trình ban hành",
                   "VB lấy ý kiến góp ý (nếu có)", "Ngày nhận/Số vb phúc đáp", "VB gửi Sở Tư pháp thẩm định",
                   "Ngày nhận/Số vb phúc đáp", "VB trình UBND tỉnh ban hành", "Số, ngày, tháng năm ban hành VBQPPL", "Ghi chú"]
    second = [
        second_head,
        lower,
        [1, "Quyết định ban hành quy chế quản lý kho dữ liệu", "Sở KH&CN", "x", "", "", "", "Anh Nam", "", "", "", Day("2027-04-01", "m/yyyy"), "", "", "", "", "", "", ""],
        [2, "Quyết định phân cấp quản lý viên chức", "Sở Nội vụ", "", "", "x", "", "Chị Thu", "", "", "", "31/5/2025", "", "", "", "", "", "", ""],
    ]
    xlsx("h08", ("NQ can xu ly", first, merged), ("QD UBND can xu ly", second, merged))


def h10():
    rows = [
        'DANH MỤC DỰ ÁN ĐẦU TƯ,,,,,,,,',
        ',,,,,,,,',
        'Đơn vị tính: triệu đồng,,,,,,,,',
        'STT,Tên dự án,Tổng mức đầu tư (Triệu đồng),Chủ đầu tư,Thời gian thực hiện,"Giải ngân đến năm 2027\n(dự kiến)",Bước 1,Bước 2,Ghi chú các bước',
        'A,NGUỒN TRUNG ƯƠNG,,,,,,,',
        '5,Nâng cấp trung tâm dữ liệu tỉnh,96.898,Sở KH&CN,2027,50.000,x,,',
        '6,"Trang bị máy chủ\ncho bộ phận một cửa",1.109.000,Văn phòng Sở,Quý II/2027,,x,x,Chờ thẩm định',
        'B,NGUỒN ĐỊA PHƯƠNG,,,,,,,',
        '5,Xây dựng cổng dữ liệu mở,12.500,Sở KH&CN,12/2027,,,,',
        '6,Số hóa tài liệu lưu trữ,8.200,Văn phòng Sở,30/9/2027,,,Đã duyệt,',
        ',"Đề xuất kiến nghị: bố trí đủ vốn đối ứng cho hai dự án nêu trên.",,,,,,,',
    ]
    (OUT / "h10.csv").write_text("\r\n".join(rows) + "\r\n", encoding="utf-8")


def simple(name, head, rows, title="Phụ lục"):
    xlsx(name, (title, [head, *rows]))


def h11():
    simple("h11", ["STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả/Sản phẩm", "Thời gian", "Ghi chú"], [
        [1, "Ban hành kế hoạch cải cách hành chính của xã", "Văn phòng Sở", "Thanh tra Sở", "Kế hoạch", "Tháng 01/2027", ""],
        [2, "Tuyên truyền dịch vụ công trực tuyến", "KHTC", "", "Tin, bài", "Thường xuyên", "Loa truyền thanh"],
        [3, "Họp đánh giá kết quả sáu tháng", "VP", "", "Báo cáo", "6 tháng đầu năm", ""],
    ])


def h12():
    rows = [
        ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm/kết quả", "Chỉ tiêu liên quan",
         "Căn cứ/lý do đề xuất nhiệm vụ - Cột này để giải trình, không phát hành"],
        ["I. Chỉ đạo, điều hành"],
        [1, "Kiểm tra công tác cải cách hành chính tại cơ sở", "Thanh tra Sở", "VP", "Kế hoạch kiểm tra", "Tăng hạng", "Theo chỉ đạo"],
        ["II. Cải cách thể chế"],
        [2, "Theo dõi thi hành pháp luật trong lĩnh vực trọng tâm", "Văn phòng Sở", "", "Báo cáo", "", ""],
        [3, "Hệ thống hóa văn bản quy phạm pháp luật", "Văn phòng Sở", "", "Danh mục", "", ""],
    ]
    xlsx("h12", ("Phụ lục", rows, ["A2:G2", "A4:G4"]))


def h13():
    first = [
        ["TT", "Nội dung", "Thời gian thực hiện", "Đơn vị chủ trì", "Đơn vị phối hợp", "Ghi chú"],
        ["1", "Khảo sát ý kiến người học về dịch vụ hành chính", "Tháng 4/2027", "P. KHTC", "Văn phòng Sở, 03 khoa, P.", ""],
        ["", "", "", "", "KHTC, các đơn vị liên quan", ""],
        ["2", "Cập nhật quy trình nội bộ theo chuẩn mới", "Quý III/2027", "VP", "", ""],
    ]
    second = [
        ["3", "Tổ chức đối thoại với cán bộ, viên chức", "15/10/2027", "VP", "P. KHTC", ""],
        ["4", "Tổng kết công tác cải cách hành chính năm", "Trước 15/12", "VP", "", ""],
    ]
    # A table that is broken over two pages, the second part without a head.
    word("h13", (first, []), (second, []))


def h14():
    simple("h14", ["STT", "Nội dung nhiệm vụ", "Số/ký hiệu văn bản", "Ngày ban hành", "Thời hạn hoàn thành", "Chủ trì thực hiện",
                   "Đơn vị phối hợp", "Lãnh đạo phụ trách", "Tiến độ (%)", "Trạng thái", "Kết quả xử lý", "Ghi chú"], [
        [1, "Báo cáo tình hình giải quyết hồ sơ quá hạn", "12/UBND-NC", Day("2027-01-04"), Day("2027-02-15"), "Văn phòng Sở", "TTra", "Phó Giám đốc", 50, "Đang thực hiện", "", ""],
        [2, "Rà soát vị trí việc làm của các phòng", "15/SNV", Day("2027-01-11"), Day("2027-03-20"), "KHTC", "", "Giám đốc", 100, "Hoàn thành", "Đã báo cáo", ""],
    ], "Theo dõi nhiệm vụ")


def h15():
    simple("h15", ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Sản phẩm (kèm chỉ tiêu đo lường)"], [
        [1, "Chuẩn hóa mẫu đơn trên cổng dịch vụ công", "VP", "", "Quý I", "Bộ mẫu đơn (100% thủ tục)"],
        [2, "Tập huấn kỹ năng giao tiếp công vụ", "KHTC", "VP", "Quý III", "02 lớp"],
    ])


def h16():
    simple("h16", ["Nhiệm vụ", "Đơn vị", "Thời hạn"], [
        ["Cập nhật danh mục hồ sơ lưu trữ của Sở", "Văn phòng Sở", "31/7"],
        ["Báo cáo kết quả tự chấm điểm cải cách hành chính", "Thanh tra", "30/9"],
        ["Thẩm định dự toán phần mềm một cửa", "Phòng Kế hoạch và Tài chính", "Quý II"],
    ], "Chương trình")


def h17():
    simple("h17", ["STT", "Nhiệm vụ trọng tâm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Hạn hoàn thành", "Sản phẩm đầu ra", "Ưu tiên"], [
        [1, "Xây dựng bộ chỉ số nội bộ đánh giá đơn vị", "Văn phòng Sở chủ trì tham mưu và theo dõi thực hiện", "", "30/4/2027", "Bộ chỉ số", "Cao"],
        [2, "Kết nối hệ thống báo cáo với trục liên thông", "Sở Khoa học và Công nghệ\n\nSở Nội vụ", "", "Quý III", "Kết nối", "Vừa"],
        [3, "Hỗ trợ các đơn vị nhập dữ liệu ban đầu", "Các phòng, đơn vị", "VP (ĐT: 0912 345 678)", "01/01/1970", "", ""],
    ])


def h18():
    simple("h18", ["STT", "Chỉ tiêu", "Đến hết năm 2027", "Đến năm 2030", "Tầm nhìn đến năm 2045", "Đơn vị chủ trì",
                   "Đơn vị phối hợp, cung cấp số liệu", "Căn cứ/lý do đề xuất chỉ tiêu"], [
        [1, "Tỷ lệ hồ sơ trực tuyến toàn trình", "70%", "90%", "100%", "Văn phòng Sở", "KHTC", ""],
        [2, "Mức độ hài lòng của người dân", "92%", "95%", "98%", "Văn phòng Sở", "", ""],
    ], "Chỉ tiêu")


def h19():
    simple("h19", ["Mã nhiệm vụ (NV-xxx)", "Hội nghị", "Ngày ban hành", "Chủ trì theo dõi", "Cơ quan trình", "Ngành/lĩnh vực", "Nội dung",
                   "Loại thời hạn", "Hạn xử lý", "Tiến độ", "Minh chứng", "Văn bản triển khai", "Ngày cập nhật gần nhất"], [
        ["NV-001", "Hội nghị lần 5", Day("2027-01-10"), "VPTU", "Sở Nội vụ", "Tổ chức bộ máy", "Trình đề án sắp xếp cơ quan chuyên môn", "Có hạn cụ thể", Day("2027-05-20"), "Đang soạn thảo", "", "", ""],
        ["NV-002", "Hội nghị lần 5", Day("2027-01-10"), "VPTU", "Sở Khoa học và Công nghệ", "Chuyển đổi số", "Báo cáo tiến độ nền tảng số dùng chung", "Thường xuyên", "Hằng tháng", "Đã có báo cáo tháng", "", "", ""],
        ["NV-003", "Hội nghị lần 6", Day("2027-02-12"), "VPTU", "Sở Nội vụ", "Chế độ công vụ", "Kiểm tra việc thực hiện quy tắc ứng xử", "Chờ quyết định", "", "Chưa triển khai", "", "", ""],
    ], "Kết luận")


def h20():
    simple("h20", ["WBS NUMBER", "TASK TITLE", "TASK OWNER", "START DATE", "DUE DATE", "DURATION (Days)", "PCT OF TASK COMPLETE"], [
        ["1", "Chuẩn bị hồ sơ mời thầu phần mềm", "Văn phòng Sở", "1/4/2027", "1/31/2027", 27, "100%"],
        ["2", "Nghiệm thu kỹ thuật hệ thống một cửa", "KHTC", "2/1/2027", "2/5/2027", 4, "60%"],
        ["2.1", "Đào tạo người dùng tại các đơn vị", "KHTC", "2/6/2027", "2/28/2027", 22, "0%"],
    ], "Tháng")


def h21():
    simple("h21", ["Lãnh đạo Bộ chỉ đạo", "Ngày tạo", "Số phiếu giao việc", "Tên nhiệm vụ cha", "Tên nhiệm vụ", "Chủ trì", "Phối hợp", "Hạn xử lý"], [
        ["Thứ trưởng", "05/01/2027", "PG-101", "Cải cách thể chế", "Xây dựng báo cáo sơ kết thực hiện nghị quyết về cải cách hành chính nhà nước giai đoạn...", "Văn phòng Sở", "KHTC", "30/06/2027"],
        ["Thứ trưởng", "06/01/2027", "PG-102", "", "Tổng hợp vướng mắc của các địa phương", "Sở Nội vụ", "", "01/01/1970"],
        ["Thứ trưởng", "20/01/2027", "PG-101", "Cải cách thể chế", "Xây dựng báo cáo sơ kết thực hiện nghị quyết về cải cách hành chính nhà nước giai đoạn...", "Văn phòng Sở", "KHTC", "31/07/2027"],
    ], "Văn bản")


ROWS = [
    ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời hạn"],
    ["I", "Cải cách thể chế", "", "", "", ""],
    ["1", "Rà soát, hệ thống hóa văn bản; công bố kết quả", "VP", "TTra, KHTC", "Báo cáo", "Quý II"],
    ["2", "Tự kiểm tra văn bản\ncủa các đơn vị", "TTra", "", "Kết luận", "Trước 15/12"],
]


def separated():
    def line(row, separator):
        quoted = ('"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',;\t\n"') else cell for cell in row)
        return separator.join(quoted)
    for name, separator, encoding in [
        ("comma", ",", "utf-8"), ("comma-bom", ",", "utf-8-sig"), ("semicolon", ";", "utf-8-sig"),
        ("tab", "\t", "utf-8"), ("unicode-text", "\t", "utf-16"),
    ]:
        ending = "tsv" if separator == "\t" else "csv"
        text = "\r\n".join(line(row, separator) for row in ROWS) + "\r\n"
        (OUT / f"text-{name}.{ending}").write_bytes(text.encode(encoding))


def ods():
    document = OpenDocumentSpreadsheet()
    bold = Style(name="dam", family="table-cell")
    bold.addElement(TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)
    table = Table(name="Phụ lục")
    def add(cells):
        row = TableRow()
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)
    def cell(text="", **attributes):
        made = TableCell(**attributes)
        for line in text.split("\n") if text else []:
            made.addElement(P(text=line))
        return made
    def date(iso, text):
        return cell(text, valuetype="date", datevalue=iso)
    add([cell(text, stylename=bold) for text in ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"]])
    wide = cell("I. Cải cách thủ tục hành chính", numbercolumnsspanned=5)
    add([wide] + [CoveredTableCell() for _ in range(4)])
    add([cell("1", valuetype="float", value="1"), cell("Công khai thủ tục hành chính tại bộ phận một cửa"), cell("Văn phòng Sở"), cell("KHTC", numberrowsspanned=2), date("2027-12-01", "12/2027")])
    add([cell("2", valuetype="float", value="2"), cell("Đo thời gian giải quyết hồ sơ\ncủa từng phòng"), cell("TTra"), CoveredTableCell(), date("2027-06-15", "15/06/2027")])
    add([cell("3", valuetype="float", value="3"), cell("Tiếp nhận phản ánh, kiến nghị"), cell("VP"), cell(), cell("Thường xuyên")])
    padding = TableRow(numberrowsrepeated=1048000)
    padding.addElement(TableCell(numbercolumnsrepeated=1024))
    table.addElement(padding)
    document.spreadsheet.addElement(table)
    document.save(str(OUT / "opendocument.ods"))


def xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Phụ lục")
    month, day = xlwt.easyxf(num_format_str="m/yyyy"), xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for x, text in enumerate(["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]):
        sheet.write(0, x, text)
    sheet.write_merge(1, 1, 0, 3, "I. Cải cách tài chính công")
    for y, (number, text, unit, due, style) in enumerate([
        (1, "Giao dự toán cho các đơn vị", "Phòng KHTC", dt.date(2027, 12, 1), month),
        (2, "Công khai quyết toán ngân sách", "Phòng KHTC", dt.date(2027, 7, 15), day),
        (3, "Kiểm kê tài sản công", "VP", "Quý IV", None),
    ], 2):
        sheet.write(y, 0, number)
        sheet.write(y, 1, text)
        sheet.write(y, 2, unit)
        sheet.write(y, 3, due, style) if style else sheet.write(y, 3, due)
    book.save(str(OUT / "excel-97.xls"))


def structure():
    """Parents, labels, ditto marks, formulas without a value, rows that go on, a hidden sheet."""
    rows = [
        ["Biểu số 3"],
        ["STT", "Nội dung", "Tổ chức thực hiện", "", "Sản phẩm", "Thời hạn"],
        ["", "", "Chủ trì", "Phối hợp", "", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["A. CẢI CÁCH THỂ CHẾ"],
        [1, "Nâng cao chất lượng văn bản"],
        ["1.1", "Lấy ý kiến đối tượng chịu tác động", "VP", "TTra", "Báo cáo", "Quý I"],
        ["1.2", "Thẩm định dự thảo trước khi trình", "nt", "nt", "Văn bản", "nt"],
        ["1.10", "Đăng tải văn bản sau ban hành", "VP", "", "Bản đăng", "Thường xuyên"],
        [2, "Theo dõi thi hành pháp luật\nnăm 2027", "TTra", "VP", "Báo cáo", "Tháng\n 11/ 2027"],
        ["=A10+1", "Tổng kết công tác pháp chế", "VP", "", "Báo cáo", "31/13/2027"],
        ["B", "CẢI CÁCH TÀI CHÍNH CÔNG"],
        [4, "Quản lý tài sản công theo quy định mới", "KHTC", "", "Báo cáo", Day("2027-10-01", "mmm-yy")],
        ["", "", "VP", "", "", ""],
        [5, "Công khai mua sắm tập trung", "KHTC", "", "Báo cáo", "15/6; 15/12"],
        [5, "Kiểm tra nội bộ việc chi tiêu", "KHTC", "", "Kết luận", Day("2031-06-30")],
        ["Ghi chú: các đơn vị báo cáo trước ngày 20 hằng tháng."],
        ["", "", "", "", "GIÁM ĐỐC", ""],
    ]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 3"
    fill(sheet, rows, ["C2:D2", "A2:A3", "B2:B3", "E2:E3", "F2:F3", "A5:F5", "A17:F17"])
    hidden = book.create_sheet("Nháp")
    hidden.sheet_state = "hidden"
    fill(hidden, [["STT", "Nhiệm vụ", "Đơn vị chủ trì"], [1, "Bản nháp cũ, không dùng nữa", "VP"]])
    book.properties.created = book.properties.modified = dt.datetime(2026, 12, 1)
    book.save(OUT / "structure.xlsx")


def quarters():
    """A column for each quarter, with marks instead of deadlines."""
    rows = [
        ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian thực hiện", "", "", "", "Sản phẩm"],
        ["", "", "", "Quý I", "Quý II", "Quý III", "Quý IV", ""],
        ["I", "Cải cách thể chế"],
        [1, "Ban hành kế hoạch tuyên truyền", "VP", "x", "", "", "", "Kế hoạch"],
        [2, "Tổ chức hội nghị tập huấn", "Phòng KHTC", "", "X", "", "", "Hội nghị"],
        [3, "Báo cáo định kỳ", "Thanh tra Sở", "x", "x", "x", "x", "Báo cáo"],
        [4, "Theo dõi thi hành pháp luật", "VP", "", "", "", "", "Báo cáo"],
    ]
    xlsx("quarters", ("Lịch", rows, ["D1:G1", "A1:A2", "B1:B2", "C1:C2", "H1:H2"]))


def sums():
    """Sums within and below the table, a footnote, and who made it."""
    rows = [
        ["STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Sản phẩm"],
        ["I", "Cải cách thể chế (02 nhiệm vụ)"],
        [1, "Xây dựng quy chế phối hợp (1)", "Văn phòng", "Quý II", "Quy chế"],
        [2, "Tự kiểm tra văn bản", "Phòng KHTC", "Quý III", "Báo cáo"],
        ["", "Cộng mục I: 02 nhiệm vụ"],
        ["II", "Cải cách tài chính công (01 nhiệm vụ)"],
        [3, "Kiểm kê tài sản công", "Phòng KHTC", "31/12", "Biên bản"],
        ["", "Cộng mục II: 01 nhiệm vụ"],
        ["", "Tổng số: 03 nhiệm vụ"],
        ["(1) Theo Quyết định số 12/QĐ-UBND."],
        ["Người lập biểu", "", "", "GIÁM ĐỐC"],
    ]
    xlsx("sums", ("Phụ lục", rows))


def groups():
    """A head that names groups and tasks, tasks with dashes, all that follows a verb joining in."""
    rows = [
        ["TT", "Nhóm nhiệm vụ/Nhiệm vụ cụ thể", "Chủ trì", "Thời hạn"],
        ["A", "CẢI CÁCH THỂ CHẾ"],
        ["1", "Hoàn thiện thể chế:\n- Rà soát văn bản;\n- Đề xuất sửa đổi", "Phòng KHTC", "30/6"],
        ["", "- Tự kiểm tra văn bản", "Phòng KHTC", "30/9"],
        ["", "- Xử lý sau kiểm tra", "Văn phòng Sở chủ trì, phối hợp với các phòng, đơn vị", "30/11"],
        ["B", "CẢI CÁCH TÀI CHÍNH CÔNG"],
        ["2", "Công khai ngân sách", "Các phòng, ĐV", "Quý I"],
    ]
    xlsx("groups", ("NV", rows))


def broken():
    """Files that must be refused, each for its own reason."""
    good = (OUT / "h11.xlsx").read_bytes()
    (OUT / "broken-cut.xlsx").write_bytes(good[: len(good) * 2 // 3])
    (OUT / "broken-named.xls").write_bytes(good)
    def keep(name, source, change=lambda name, data: data, extra=()):
        made = io.BytesIO()
        with zipfile.ZipFile(OUT / source) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.infolist():
                new.writestr(zipfile.ZipInfo(item.filename), change(item.filename, old.read(item.filename)), zipfile.ZIP_DEFLATED)
            for inner, data in extra:
                new.writestr(zipfile.ZipInfo(inner), data, zipfile.ZIP_DEFLATED)
        (OUT / name).write_bytes(made.getvalue())
    keep("broken-macros.xlsm", "h11.xlsx", extra=[("xl/vbaProject.bin", b"macros")])
    def entity(name, data):
        if name.endswith("sheet1.xml"):
            return data.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)
        return data
    keep("broken-entities.xlsx", "h11.xlsx", entity)
    def deep(name, data):
        if name.endswith("sheet1.xml"):
            return data.replace(b"<sheetData>", b"<a>" * 2000 + b"</a>" * 2000 + b"<sheetData>", 1)
        return data
    keep("broken-deep.xlsx", "h11.xlsx", deep)
    keep("broken-bomb.xlsx", "h11.xlsx", extra=[("xl/media/a.bin", b"\0" * (210 * 1024 * 1024))])
    document = docx.Document()
    document.add_paragraph("Phụ lục kèm theo kế hoạch, không có bảng nào.")
    document.save(OUT / "broken-no-table.docx")
    pixel = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
                          "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082")
    document = docx.Document()
    document.add_picture(io.BytesIO(pixel))
    document.save(OUT / "broken-picture.docx")
    # What Excel writes with a password: a container of the old kind around the encrypted file.
    container = xlwt.Workbook()
    container.add_sheet("a")
    made = io.BytesIO()
    container.save(made)
    (OUT / "broken-encrypted.xlsx").write_bytes(made.getvalue() + "EncryptedPackage".encode("utf-16-le"))
    old = {"á": "¸", "à": "µ", "ả": "¶", "ạ": "¹", "đ": "®", "ô": "«", "ệ": "Ö", "ụ": "ô", "ư": "\u00ad", "ơ": "¬", "ê": "ª", "â": "©", "ị": "Þ", "ế": "Õ"}
    text = "STT;Nhiệm vụ;đơn vị chủ trì\n1;Cải cách thủ tục hành chính tại đơn vị;Văn phòng\n2;Kế hoạch đào tạo cán bộ;Phòng"
    (OUT / "broken-tcvn3.csv").write_text("".join(old.get(c, c) for c in text), encoding="utf-8")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for make in (h01, h02, h03, h04, h05, h06, h07, h08, h10, h11, h12, h13, h14, h15, h16, h17, h18, h19, h20, h21,
                 separated, ods, xls, structure, quarters, sums, groups, broken):
        make()


main()
