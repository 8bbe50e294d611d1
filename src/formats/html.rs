//! One self-contained HTML page: no script, no picture, no address outside. Everything that comes
//! from the file is escaped.

use crate::domain::text::join;
use crate::present::text::escape_xml as escape;
use crate::report::document::{
    Align, Annex, Block, Document, DocumentHead, Table, TableRow, TableRowKind,
};

/// The page's look: the measures of Nghị định 30/2020/NĐ-CP on paper, readable on screen. On paper
/// the first page bears no number, and a row is never divided between two pages.
const STYLE: &str = "\
@page{size:A4;margin:20mm 15mm 20mm 30mm;@top-center{content:counter(page);font:14pt 'Times New Roman',serif}}\
@page:first{@top-center{content:none}}@page annex{size:A4 landscape;margin:20mm 15mm 20mm 30mm}\
body{font:14pt/1.35 'Times New Roman',Times,serif;color:#000;margin:0}\
main{max-width:165mm;margin:1em auto;padding:0 1em}.a{max-width:252mm;margin:2em auto;padding:0 1em}\
p{text-align:justify;margin:6pt 0;text-indent:1cm;white-space:pre-wrap}\
.c{text-align:center;text-indent:0;margin:2pt 0}\
h1{font-size:14pt;text-align:center;margin:18pt 0 0}h2,h3,h4{font-size:14pt;margin:12pt 0 6pt;text-indent:1cm}\
h4{font-style:italic}ul{list-style:none;padding:0;margin:0}li{text-align:justify;text-indent:1cm;margin:6pt 0}\
li::before{content:'- '}table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:11pt;margin:6pt 0}\
th,td{border:1px solid #000;padding:2pt 3pt;vertical-align:top}td{overflow-wrap:anywhere}\
th{text-align:center;vertical-align:middle}thead{display:table-header-group}tr{break-inside:avoid}\
.l{text-align:left}.m{text-align:center}.r{text-align:right}tr.g td,tr.t td{font-weight:bold}\
table.h,table.h td{border:0;text-align:center;font-size:12pt;white-space:pre-wrap;padding:0}\
table.h td:first-child{width:41%}table.h .s{font-size:13pt;padding-top:6pt}\
.o,.f{display:inline-block}.o::after,.f::after{content:'';display:block;border-top:1px solid #000;margin:1pt auto 0}\
.o::after{width:40%}.f::after{width:100%}\
.n{font-size:12pt;font-style:italic;text-align:center;text-indent:0}.w{background:#ff9}\
.d{border:1px solid #000;padding:1pt 6pt;font-weight:bold}\
caption{font-weight:bold;font-size:14pt;text-align:left;margin:6pt 0}\
table.h .k{font-size:11pt;text-align:left}.k b{font-size:12pt}table.h .z{font-size:14pt}\
@media print{main,.a{max-width:none;margin:0;padding:0}.a{page:annex;break-before:page}\
h2,h3,h4,caption,.e,tr.g{break-after:avoid}table.h{break-inside:avoid}.w{print-color-adjust:exact}}";

/// The whole page.
pub(crate) fn write(document: &Document) -> String {
    let head = &document.head;
    let title = escape(&head.subject.join(" "));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<style>{STYLE}</style></head>\n<body>\n<main>\n",
        document.lang.as_str()
    );
    self::head(document, &mut out);
    blocks(document, &document.body, &mut out);
    foot(document, &mut out);
    out.push_str("</main>\n");
    for annex in &document.annexes {
        self::annex(document, annex, &mut out);
    }
    out.push_str("</body></html>\n");
    out
}

fn head(document: &Document, out: &mut String) {
    let head = &document.head;
    let e = |text: &str| escape(text);
    let letter: String = match head.is_letter() {
        true => head
            .subject
            .iter()
            .map(|line| format!("<br>{}", e(line)))
            .collect(),
        false => String::new(),
    };
    out.push_str(&format!(
        "<table class=\"h\"><tr><td>{}<br><b class=\"o\">{}</b></td>\
         <td><b>{}</b><br><b class=\"f s\">{}</b></td></tr>\n\
         <tr><td class=\"s\">{}{letter}<br><span class=\"d\">{}</span></td>\
         <td class=\"s\"><i>{}</i></td></tr></table>\n",
        e(&head.superior),
        e(&head.office),
        e(&head.nation),
        e(&head.motto),
        e(&head.number),
        e(&head.draft),
        e(&head.place_and_day)
    ));
    if head.is_letter() {
        out.push_str(&format!("<p class=\"c\">{}</p>\n", e(&head.addressee)));
    } else {
        titles(head, out);
    }
    for notice in &head.notices {
        out.push_str(&format!("<p class=\"n\">{}</p>\n", e(notice)));
    }
}

fn titles(head: &DocumentHead, out: &mut String) {
    out.push_str(&format!("<h1>{}</h1>\n", escape(&head.title)));
    for (nth, line) in (1..).zip(&head.subject) {
        let rule = if nth == head.subject.len() {
            " class=\"o\""
        } else {
            ""
        };
        let line = escape(line);
        out.push_str(&format!("<p class=\"c\"><b{rule}>{line}</b></p>\n"));
    }
}

fn blocks(document: &Document, blocks: &[Block], out: &mut String) {
    let mut in_list = false;
    for block in blocks {
        let item = matches!(block, Block::Item(_));
        if item != in_list {
            out.push_str(if item { "<ul>\n" } else { "</ul>\n" });
            in_list = item;
        }
        self::block(document, block, out);
    }
    if in_list {
        out.push_str("</ul>\n");
    }
}

fn block(document: &Document, block: &Block, out: &mut String) {
    match block {
        Block::Heading { level, text } => {
            let level = level + 1;
            out.push_str(&format!("<h{level}>{}</h{level}>\n", escape(text)));
        }
        Block::Paragraph(text) => {
            // What leads a list or a table in stays on its page.
            let leads = if text.ends_with(':') {
                " class=\"e\""
            } else {
                ""
            };
            out.push_str(&format!("<p{leads}>{}</p>\n", escape(text)));
        }
        Block::Item(text) => out.push_str(&format!("<li>{}</li>\n", escape(text))),
        Block::Place { prompt, text, .. } => match text {
            Some(text) => {
                for line in text.lines() {
                    out.push_str(&format!("<p>{}</p>\n", escape(line)));
                }
            }
            None => out.push_str(&format!("<p class=\"w\">{}</p>\n", escape(prompt))),
        },
        Block::Table(table) => self::table(document, table, out),
    }
}

fn table(document: &Document, table: &Table, out: &mut String) {
    out.push_str(&format!(
        "<table><caption>{}</caption>\n<colgroup>",
        escape(&table.caption)
    ));
    let all: u32 = table.columns.iter().map(|column| column.width).sum();
    for column in &table.columns {
        let share = column.width * 1000 / all.max(1);
        let (whole, tenths) = (share / 10, share % 10);
        out.push_str(&format!("<col style=\"width:{whole}.{tenths}%\">"));
    }
    out.push_str("</colgroup>\n<thead><tr>");
    for column in &table.columns {
        out.push_str(&format!("<th>{}</th>", escape(&column.title)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        self::row(document, table, row, out);
    }
    out.push_str("</tbody></table>\n");
}

fn row(document: &Document, table: &Table, row: &TableRow, out: &mut String) {
    let class = match row.kind {
        TableRowKind::Item => "",
        TableRowKind::Group => " class=\"g\"",
        TableRowKind::Total => " class=\"t\"",
    };
    out.push_str(&format!("<tr{class}>"));
    for (cell, column) in row.cells.iter().zip(&table.columns) {
        let text = escape(&cell.text(document.lang));
        if row.kind == TableRowKind::Group {
            let all = table.columns.len();
            out.push_str(&format!("<td colspan=\"{all}\">{text}</td>"));
            break;
        }
        let align = match column.align {
            Align::Left => "l",
            Align::Centre => "m",
            Align::Right => "r",
        };
        out.push_str(&format!("<td class=\"{align}\">{text}</td>"));
    }
    out.push_str("</tr>\n");
}

fn foot(document: &Document, out: &mut String) {
    let foot = &document.foot;
    let lines = |lines: &[String]| join(lines.iter().map(|line| escape(line)), "<br>");
    out.push_str(&format!(
        "<table class=\"h\"><tr><td class=\"k\"><b><i>{}</i></b><br>{}</td>\
         <td class=\"z\"><b>{}</b><br><br><br><br><br><b>{}</b></td></tr></table>\n",
        escape(&foot.recipients_title),
        lines(&foot.recipients),
        lines(&foot.signer_title),
        escape(&foot.signer)
    ));
}

fn annex(document: &Document, annex: &Annex, out: &mut String) {
    out.push_str("<section class=\"a\">\n");
    out.push_str(&format!(
        "<p class=\"c\"><b>{}</b></p>\n<p class=\"c\"><b>{}</b></p>\n<p class=\"c\"><i>{}</i></p>\n",
        escape(&annex.label),
        escape(&annex.title),
        escape(&annex.reference)
    ));
    blocks(document, &annex.blocks, out);
    out.push_str("</section>\n");
}
