"""500 letters: the Thai paper engine against plain reportlab and against LibreOffice."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from bench.report import Row
from hrdesk.documents.batch import build_many
from hrdesk.documents.fonts import find_fonts
from hrdesk.documents.papers.notice_letter import NoticeLetter, build, sections
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.values import Office, Signatory
from hrdesk.rules.numbers import thai_digits

COUNT = 500
NAMES = ["กมล", "กาญจนา", "เกษม", "ขวัญใจ", "เฉลิม", "ชลธิชา", "ณรงค์", "ดวงพร", "ธีรพงศ์", "นภา"]
BODY = (
    "ตามที่ได้แจ้งความประสงค์ขอรับโอน {name} ตำแหน่งนักทรัพยากรบุคคลชำนาญการ สังกัดกองตัวอย่าง ไปดำรงตำแหน่ง"
    "นักทรัพยากรบุคคลชำนาญการ สำนักงานสมมติเพื่อการสาธิต ความละเอียดแจ้งแล้ว นั้น",
    "กรมตัวอย่างพิจารณาแล้วยินยอมให้โอนข้าราชการรายดังกล่าว และได้มีคำสั่งที่ {number}/2569 ลงวันที่ 1 ตุลาคม 2569 "
    "ให้โอนตั้งแต่วันที่ 1 พฤศจิกายน 2569 เป็นต้นไป รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย ทั้งนี้ ขอให้แจ้งข้าราชการผู้นี้ให้ส่งมอบ"
    "งานในหน้าที่และทรัพย์สินของทางราชการให้เสร็จสิ้นก่อนวันที่คำสั่งมีผล",
    "จึงเรียนมาเพื่อโปรดทราบและดำเนินการในส่วนที่เกี่ยวข้องต่อไป",
)


def measure(folder: Path) -> Iterator[Row]:
    """Measure 500 one-page letters, each its own PDF, as pages a second."""
    style = PaperStyle(fonts=find_fonts())
    letters = [_letter(number) for number in range(COUNT)]
    build(letters[0], style)
    ours = _rate(lambda: [build(letter, style) for letter in letters])
    plain = _rate(lambda: [_plain(letter, style) for letter in letters])
    yield Row(
        "letters with Thai set right, a PDF each",
        ours,
        "pages/s",
        plain,
        "plain unshaped reportlab",
        0.6,
        at_most=False,
    )
    office = _libreoffice(letters, folder)
    one_file = _rate(lambda: build_many(letters, sections, style))
    yield Row(
        "the same letters in one file against a 500-page Word file", one_file, "pages/s", office or None,
        "LibreOffice", 2, at_most=False, note="" if office else "soffice is not on this machine: not measured",
    )  # fmt: skip


def _rate(call) -> float:
    begun = time.perf_counter()
    call()
    return COUNT / (time.perf_counter() - begun)


def _letter(number: int) -> NoticeLetter:
    name = f"นาย{NAMES[number % len(NAMES)]} ตัวอย่างที่{number}"
    return NoticeLetter(
        kind="transfer_out",
        office=Office(
            "กรมตัวอย่าง", "กองการเจ้าหน้าที่", "๑ ถนนสมมติ จังหวัดตัวอย่าง", "๐ ๒๐๐๐ ๐๐๐๐", "ตย ๐๓๐๓"
        ),
        letter_number=f"ตย ๐๓๐๓/{number}",
        dated=dt.date(2026, 10, 1),
        subject="การให้โอนข้าราชการ",
        to="อธิบดีกรมสมมติ",
        person_name=name,
        paragraphs=tuple(text.format(name=name, number=number) for text in BODY),
        signatory=Signatory("นายผู้ลงนาม สมมติ", "รองอธิบดี", "อธิบดีกรมตัวอย่าง"),
        owner="กองการเจ้าหน้าที่",
    )


def _plain(letter: NoticeLetter, style: PaperStyle) -> bytes:
    """The same lines by plain reportlab: no shaping, no word breaking, no ActualText."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if "Plain" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Plain", str(style.font_set.regular.path)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Plain", 10.65)
    lines = [
        letter.letter_number,
        letter.office.agency_name,
        letter.office.address,
        letter.subject,
        letter.to,
    ]
    for paragraph in letter.paragraphs:
        lines += [paragraph[place : place + 95] for place in range(0, len(paragraph), 95)]
    lines += ["ขอแสดงความนับถือ", letter.signatory.name, letter.signatory.post, letter.owner]
    for place, line in enumerate(lines):
        canvas.drawString(85, 760 - place * 21.3, thai_digits(line))
    canvas.save()
    return out.getvalue()


def _libreoffice(letters: list[NoticeLetter], folder: Path) -> float:
    office = shutil.which("soffice")
    if office is None:
        return 0.0
    source = folder / "letters.docx"
    _write_docx(letters, source)
    begun = time.perf_counter()
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        check=True, capture_output=True,
    )  # fmt: skip
    taken = time.perf_counter() - begun
    from hrdesk.documents.preview import page_count

    pages = page_count((folder / "letters.pdf").read_bytes())
    if pages != COUNT:
        raise RuntimeError(f"LibreOffice made {pages} pages of {COUNT} letters")
    return COUNT / taken


_BOLD = "<w:b/><w:bCs/>"
_FONT = (
    '<w:rFonts w:cs="Laksaman" w:ascii="Laksaman" w:hAnsi="Laksaman"/>{more}'
    '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:bidi="th-TH"/>'
)
_RIGHT = '<w:tabs><w:tab w:val="left" w:pos="5100"/></w:tabs>'
_CENTRED = '<w:ind w:left="4500"/><w:jc w:val="center"/>'
_BODY = '<w:ind w:firstLine="1417"/><w:jc w:val="thaiDistribute"/>'


def _write_docx(letters: list[NoticeLetter], file: Path) -> None:
    """The letters as an office's Word template has them: tabs, indents, bold labels."""
    parts = []
    for place, letter in enumerate(letters):
        office, signatory = letter.office, letter.signatory
        lines = [
            (_RIGHT, (("ที่ ", _BOLD), (f"{letter.letter_number}\t{office.agency_name}", ""))),
            (_RIGHT, ((f"\t{office.address}", ""),)),
            (_CENTRED, (("1 ตุลาคม 2569", ""),)),
            ("", (("เรื่อง ", _BOLD), (letter.subject, ""))),
            ("", (("เรียน ", _BOLD), (letter.to, ""))),
            *((_BODY, ((text, ""),)) for text in letter.paragraphs),
            (_CENTRED, (("ขอแสดงความนับถือ", ""),)),
            ("", (("", ""),)),
            *(
                (_CENTRED, ((text, ""),))
                for text in (f"({signatory.name})", signatory.post, signatory.delegation)
            ),
            ("", ((office.unit_name, ""),)),
            ("", ((f"โทร. {office.telephone}", ""),)),
        ]
        for number, (shape, runs) in enumerate(lines):
            broken = "<w:pageBreakBefore/>" if place and number == 0 else ""
            text = "".join(_run(words, more) for words, more in runs)
            parts.append(f"<w:p><w:pPr>{broken}{shape}</w:pPr>{text}</w:p>")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    document = f'{head}<w:document xmlns:w="{space}"><w:body>{"".join(parts)}</w:body></w:document>'
    types = (
        f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as docx:
        docx.writestr("[Content_Types].xml", types)
        docx.writestr("_rels/.rels", relations)
        docx.writestr("word/document.xml", document)


def _run(words: str, more: str) -> str:
    pieces = [
        f"<w:t xml:space='preserve'>{escape(thai_digits(part))}</w:t>" for part in words.split("\t")
    ]
    return f"<w:r><w:rPr>{_FONT.format(more=more)}</w:rPr>{'<w:tab/>'.join(pieces)}</w:r>"
