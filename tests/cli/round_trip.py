"""The sheet of a unit, filled in by a program that is not ours: openpyxl opens what `cchc export` has
written, checks what locks and checks it has, fills it in as a unit would, and `cchc import` takes it over.

    pip install openpyxl
    cargo build && python3 tests/cli/round_trip.py target/debug/cchc
"""

import datetime
import json
import os
import subprocess
import sys
import tempfile

import openpyxl

program = os.path.abspath(sys.argv[1])
folder = tempfile.mkdtemp()
env = {"HOME": folder, "CCHC_DB": os.path.join(folder, "p.db"), "CCHC_LANG": "vi"}


def cchc(*args):
    ran = subprocess.run([program, *args], cwd=folder, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, (args, ran.stdout, ran.stderr)
    return ran.stdout


cchc("init", "--sample")
cchc("export", "--unit", "VP", "--to", "VP.xlsx")
book = openpyxl.load_workbook(os.path.join(folder, "VP.xlsx"))
page = book.worksheets[0]
assert book["cchc"].sheet_state == "veryHidden"
assert [cell.value for cell in page[4]][:8] == [
    "Mã",
    "Nhiệm vụ",
    "Thời hạn",
    "Trạng thái",
    "Ngày hoàn thành",
    "Kết quả",
    "Tài liệu kiểm chứng",
    "Ghi chú",
]
assert page.protection.sheet and page.column_dimensions["I"].hidden
assert page.freeze_panes == "C5" and page.page_setup.orientation == "landscape"
assert {check.type for check in page.data_validations.dataValidation} == {"list", "date"}
for column in range(1, 9):
    assert page.cell(5, column).protection.locked == (column <= 3)

rows = {page.cell(row, 1).value: row for row in range(page.max_row, 4, -1)}
row = rows["2.3.1-01"]
page.cell(row, 4).value = "Hoàn thành"
page.cell(row, 5).value = datetime.date(2021, 6, 10)
page.cell(row, 6).value = "Đã ban hành\nkế hoạch rà soát"
page.cell(row, 7).value = "15/KH-SKHCN ngày 10/06/2021 về rà soát TTHC; 16/BC-SKHCN"
row = rows["2.1-06"]
page.cell(row, 6).value = "Được 80%"
page.cell(row, 8).value = "Chờ ý kiến KHTC"
row = rows["2.7.1-09"]
page.cell(row, 4).value = "Tạm dừng"
page.cell(row, 8).value = "Chờ kinh phí"
book.save(os.path.join(folder, "back.xlsx"))

print(cchc("import", "back.xlsx"))
task = json.loads(cchc("show", "2.3.1-01", "--format", "json"))
assert task["state"] == "done" and task["done_on"] == "2021-06-10", task
assert [one["number"] for one in task["evidence"]] == ["15/KH-SKHCN", "16/BC-SKHCN"], task
assert json.loads(cchc("show", "2.7.1-09", "--format", "json"))["state"] == "paused"
again = json.loads(cchc("import", "back.xlsx", "--format", "json"))
assert again["written"] == 0 and {row["status"] for row in again["rows"]} == {"unchanged"}, again
cchc("check")
cchc("remind", "--all", "-o", "cong-van/")
print(sorted(os.listdir(os.path.join(folder, "cong-van"))))
