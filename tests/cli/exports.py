"""What `cchc export` writes, read by programs that are not ours: openpyxl opens the workbook, and every
formula of its summary is worked out again over the table's cells; `icalendar` reads the calendar; Python's
own csv and json read the rest.

    pip install openpyxl icalendar
    cargo build && python3 tests/cli/exports.py target/debug/cchc
"""

import csv
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

import icalendar
import openpyxl

program = os.path.abspath(sys.argv[1])
folder = tempfile.mkdtemp()
env = {"HOME": folder, "CCHC_DB": os.path.join(folder, "p.db"), "CCHC_LANG": "vi"}


def cchc(*args):
    ran = subprocess.run([program, *args], cwd=folder, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, (args, ran.stdout, ran.stderr)
    return ran.stdout


def path(name):
    return os.path.join(folder, name)


cchc("init", "--sample")
listed = json.loads(cchc("list", "--format", "json"))
cchc("export", "--to", "p.xlsx")

# The table: its head in sight, filterable, wide enough, its days real ones.
book = openpyxl.load_workbook(path("p.xlsx"))
assert book.sheetnames == ["Nhiệm vụ", "Tổng hợp"], book.sheetnames
page = book["Nhiệm vụ"]
table = page.tables["NhiemVu"]
assert page.freeze_panes == "A2" and table.autoFilter.ref == table.ref
first, *rows = page[table.ref]
heads = [cell.value for cell in first]
assert len(rows) == len(listed) and len(set(heads)) == len(heads)
assert [column.name for column in table.tableColumns] == heads
assert all(dimension.width >= 6 for dimension in page.column_dimensions.values())
assert page.conditional_formatting, "no colours"
tasks = [dict(zip(heads, (cell.value for cell in row))) for row in rows]
known = {task["Mã"]: task for task in tasks}
for task in listed:
    ours = known[task["code"]]
    for key, head in [("due_on", "Hạn"), ("done_on", "Ngày hoàn thành")]:
        day = ours[head]
        assert day is None or isinstance(day, datetime.datetime), day
        assert (day and day.date().isoformat()) == task[key], (task["code"], key)
    assert ours["Nhiệm vụ"] == task["title"] and (ours["Nội dung"] or "") == task["text"]
    assert ours["Số ngày còn lại"] == task["days_left"]
assert not any(isinstance(cell.value, str) and cell.data_type == "f" for row in rows for cell in row)

# The summary: each formula worked out again, and what stands beside it.
page = book["Tổng hợp"]
values = openpyxl.load_workbook(path("p.xlsx"), data_only=True)["Tổng hợp"]
assert len(page._charts) == 1
counted = 0


def countifs(arguments, page):
    pairs = re.findall(r'NhiemVu\[([^\]]+)\],("[^"]*"|\$?[A-Z]+\d+)', arguments)
    wanted = {
        head: value[1:-1] if value.startswith('"') else page[value.replace("$", "")].value
        for head, value in pairs
    }
    return sum(all(task[head] == value for head, value in wanted.items()) for task in tasks)


def worked_out(cell):
    formula = cell.value[1:]
    rate = re.fullmatch(r'IFERROR\((.*),"–"\)', formula)
    formula = rate[1] if rate else formula
    formula = re.sub(r"COUNTIFS\(([^()]*)\)", lambda m: str(countifs(m[1], page)), formula)
    formula = re.sub(
        r"SUM\(([A-Z]+)(\d+):[A-Z]+(\d+)\)",
        lambda m: str(sum(worked_out(page[f"{m[1]}{at}"]) for at in range(int(m[2]), int(m[3]) + 1))),
        formula,
    )
    formula = re.sub(r"[A-Z]+\d+", lambda m: str(worked_out(page[m[0]])), formula)
    assert re.fullmatch(r"[-+*/().\d ]+", formula), formula
    try:
        return eval(formula)
    except ZeroDivisionError:
        return "–"


for row in page.iter_rows():
    for cell in row:
        if isinstance(cell.value, str) and cell.value.startswith("="):
            beside, again = values[cell.coordinate].value, worked_out(cell)
            if isinstance(again, str):
                assert beside == again, (cell.coordinate, beside, again)
            else:
                assert abs(float(beside) - again) < 1e-9, (cell.coordinate, beside, again)
            counted += 1
assert counted > 200, counted

# The calendar.
for options, kind in [((), "VTODO"), (("--events",), "VEVENT")]:
    cchc("export", "--to", "p.ics", "--force", *options)
    with open(path("p.ics"), "rb") as file:
        text = file.read()
    assert all(len(line) <= 75 for line in text.split(b"\r\n")) and b"\r\n" in text
    calendar = icalendar.Calendar.from_ical(text)
    entries = calendar.walk(kind)
    assert len({entry["UID"] for entry in entries}) == len(entries) > 50
    for entry in entries:
        code = str(entry["SUMMARY"]).split()[0]
        due = entry["DUE" if kind == "VTODO" else "DTSTART"].dt
        assert isinstance(due, datetime.date) and code in known
        assert known[code]["Nhiệm vụ"] in str(entry["SUMMARY"])
        alarms = entry.walk("VALARM")
        assert [alarm["TRIGGER"].dt for alarm in alarms] == [
            datetime.timedelta(days=-7, hours=8),
            datetime.timedelta(days=-1, hours=8),
        ]
    assert not calendar.errors and not any(entry.errors for entry in entries)

# Comma-separated values and JSON.
cchc("export", "--to", "p.csv")
with open(path("p.csv"), encoding="utf-8-sig", newline="") as file:
    read = list(csv.DictReader(file, delimiter=";"))
assert [row["Mã"] for row in read] == [task["Mã"] for task in tasks]
assert [row["Nội dung"] for row in read] == [task["Nội dung"] or "" for task in tasks]
cchc("export", "--to", "p.json")
with open(path("p.json"), encoding="utf-8") as file:
    whole = json.load(file)
# Another program has written it: other blanks, other letters escaped.
with open(path("again.json"), "w", encoding="ascii") as file:
    json.dump(whole, file, ensure_ascii=True, indent=1)
cchc("import", "again.json", "--db", "again.db")
cchc("check", "--db", "again.db")
cchc("export", "--to", "last.json", "--db", "again.db")
with open(path("p.json"), "rb") as one, open(path("last.json"), "rb") as other:
    assert one.read() == other.read()
print(f"{len(tasks)} tasks, {counted} formulas, {len(entries)} due dates: as they should be")
