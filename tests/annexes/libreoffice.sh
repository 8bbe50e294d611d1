#!/usr/bin/env bash
# Saves the annexes of this folder once more by LibreOffice, which writes its own files: as .ods, .xls, .docx
# and .csv. They are kept, so that the tests need no LibreOffice.
#
#     apt-get install libreoffice-calc-nogui libreoffice-writer-nogui
#     tests/annexes/libreoffice.sh
set -euo pipefail
cd "$(dirname "$0")/files"
# A program that is still ending refuses the next one: each has a profile of its own.
office() {
  soffice "-env:UserInstallation=file://$(mktemp -d)" --headless --convert-to "$1" --outdir libreoffice "${@:2}" >/dev/null
}
office ods h*.xlsx
office xls h*.xlsx
office docx h*.docx
office 'csv:Text - txt - csv (StarCalc):59,34,76' h05.xlsx
