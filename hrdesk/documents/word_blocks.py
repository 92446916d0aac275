"""Each block of a paper as WordprocessingML: what the PDF draws, Word gets as text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hrdesk.documents.blocks import (
    Beside,
    EmblemBlock,
    Inset,
    Labelled,
    LetterHead,
    MemoHead,
    ShortRule,
    Signature,
    Titles,
)
from hrdesk.documents.errors import PaperUnknown
from hrdesk.documents.flow import Block, Gap
from hrdesk.documents.form_blocks import Abreast, SignBlock, TickLine
from hrdesk.documents.list_blocks import CheckItem, Framed, Listed
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import PaperStyle, cm
from hrdesk.documents.table import Table
from hrdesk.documents.text import Run, Text, runs_of
from hrdesk.documents.word_xml import cell, paragraph, row, run, table

_ALIGN = {"thai": "thaiDistribute", "left": "left", "center": "center", "right": "right"}
_TICKED, _OPEN = "☑", "☐"


class WordBlocks:
    """Turns blocks into elements; ``part`` is the document's, which keeps the pictures."""

    def __init__(self, part: Any, style: PaperStyle) -> None:
        self._part = part
        self._style = style
        self._emblem_xml: dict[float, str] = {}
        self._ways: dict[type[Block], Callable[[Any, float], Iterator[str]]] = {
            Gap: self._gap,
            Paragraph: self._paragraph,
            EmblemBlock: self._emblem,
            Titles: self._titles,
            ShortRule: self._rule,
            Labelled: self._labelled,
            Beside: self._beside,
            MemoHead: self._memo_head,
            LetterHead: self._letter_head,
            Signature: self._signature,
            CheckItem: self._check_item,
            Listed: self._listed,
            Framed: self._framed,
            Table: self._table,
            Abreast: self._abreast,
            TickLine: self._tick_line,
            SignBlock: self._sign_block,
            Inset: self._inset,
        }

    def xml(self, blocks: Sequence[Block], width: float) -> Iterator[str]:
        """Yield the elements of blocks that stand in a frame this wide (points).

        ``PaperUnknown`` for a block that no way is known for.
        """
        was_table = False
        for block in blocks:
            way = self._ways.get(type(block))
            if way is None:
                raise PaperUnknown(kind=type(block).__name__)
            for made in way(block, width):
                is_table = made.startswith("<w:tbl>")
                if is_table and was_table:
                    yield paragraph(run("", 2), exact=2)  # two tables side by side would be one
                was_table = is_table
                yield made
        if was_table:
            yield paragraph(run("", 2), exact=2)  # a cell or a page never ends with a table

    def _runs(self, text: Text, size: float, *, bold: bool = False) -> str:
        return "".join(
            run(one.printed(self._style.digits), size, bold=one.bold)
            for one in runs_of(text, bold=bold)
        )

    def _of(self, block: Paragraph) -> str:
        return self._runs(block.runs, block.size)

    def _gap(self, block: Gap, width: float) -> Iterator[str]:
        del width
        yield paragraph(run("", 2), exact=max(block.space, 2))

    def _paragraph(self, block: Paragraph, width: float, **more: Any) -> Iterator[str]:
        del width
        yield paragraph(
            self._of(block),
            align=_ALIGN[block.align],
            before=block.before,
            left=block.indent,
            first=block.first_indent,
            keep_next=block.keep_next,
            **more,
        )

    def _emblem(self, block: EmblemBlock, width: float) -> Iterator[str]:
        del block, width
        height = cm(self._style.emblem_height)
        picture = self._picture(height)
        yield paragraph(picture, align="center", exact=0.0 if picture else height, keep_next=True)

    def _titles(self, block: Titles, width: float) -> Iterator[str]:
        del width
        for number, line in enumerate(block.lines):
            before = block.before if number == 0 else 0.0
            yield paragraph(self._of(line), align="center", before=before, keep_next=True)

    def _rule(self, block: ShortRule, width: float) -> Iterator[str]:
        del block
        side = width / 2 - cm(2.5)
        yield paragraph(
            run("", 4), left=side, right=side, exact=7, after=7, rule_below=True, keep_next=True
        )

    def _labelled(self, block: Labelled, width: float) -> Iterator[str]:
        runs = self._of(block.label) + run("\t", block.label.size) + self._of(block.value)
        tabs: tuple[tuple[float, str], ...] = ((block.label_width, ""),)
        if block.dotted:
            runs += run("\t", block.label.size)
            tabs = (*tabs, (width, "dot"))
        yield paragraph(
            runs,
            before=block.before,
            left=block.label_width,
            first=-block.label_width,
            keep_next=block.keep_next,
            tabs=tabs,
        )

    def _beside(self, block: Beside, width: float) -> Iterator[str]:
        left = width * block.share
        yield from self._side_by_side([(block.left, left), (block.right, width - left)])

    def _inset(self, block: Inset, width: float) -> Iterator[str]:
        room = width - 2 * block.margin
        yield from self._side_by_side([(Gap(1), block.margin), (block.inside, room)])

    def _side_by_side(self, parts: Sequence[tuple[Block, float]]) -> Iterator[str]:
        cells = "".join(cell("".join(self.xml([part], room)), room) for part, room in parts)
        yield table(row(cells), [room for _, room in parts], ruled=False, pad=0)

    def _abreast(self, block: Abreast, width: float) -> Iterator[str]:
        if block.before:
            yield paragraph(run("", 2), exact=max(block.before, 2))
        yield from self._side_by_side(block.parts(width))

    def _tick_line(self, block: TickLine, width: float) -> Iterator[str]:
        answers = "".join(
            run(_TICKED if ticked else _OPEN, words.size, symbol=True)
            + run(" ", words.size)
            + self._of(words)
            + run("   ", words.size)
            for words, ticked in block.answers
        )
        if block.label is None:
            yield paragraph(answers, before=block.before)
            return
        left = block.label_room(width)
        cells = cell(paragraph(self._of(block.label)), left)
        cells += cell(paragraph(answers), width - left)
        yield table(row(cells), [left, width - left], ruled=False, pad=0)

    def _sign_block(self, block: SignBlock, width: float) -> Iterator[str]:
        del width
        for number, line in enumerate(block.lines):
            before = block.gap if number == 0 else 0.0
            is_last = number == len(block.lines) - 1
            yield paragraph(self._of(line), align="center", before=before, keep_next=not is_last)

    def _memo_head(self, block: MemoHead, width: float) -> Iterator[str]:
        del block
        height = cm(self._style.memo_emblem_height)
        side = width * 0.2
        title = run("บันทึกข้อความ", self._style.memo_title_size, bold=True)
        picture = self._picture(height)
        cells = cell(paragraph(picture, exact=0.0 if picture else height), side, foot=True)
        cells += cell(paragraph(title, align="center"), width - 2 * side, foot=True)
        cells += cell(paragraph(""), side)
        yield table(row(cells), [side, width - 2 * side, side], ruled=False, pad=0)

    def _letter_head(self, block: LetterHead, width: float) -> Iterator[str]:
        height = cm(self._style.emblem_height)
        widths = [width * 0.36, width * 0.28, width * 0.36]
        marks = "".join(paragraph(self._of(mark)) for mark in block.marks)
        picture = self._picture(height)
        cells = cell(marks + paragraph(self._of(block.number)), widths[0], foot=True)
        middle = paragraph(picture, align="center", exact=0.0 if picture else height)
        cells += cell(middle, widths[1], foot=True)
        cells += cell(paragraph(self._of(block.address)), widths[2], foot=True)
        yield table(row(cells), widths, ruled=False, pad=0)

    def _signature(self, block: Signature, width: float) -> Iterator[str]:
        before = block.before
        left = width * (1 - block.share)
        for line in block.closing:
            yield paragraph(
                self._of(line), align="center", left=left, before=before, keep_next=True
            )
            before = 0.0
        for number, line in enumerate(block.lines):
            room = before + block.gap if number == 0 else 0.0
            is_last = number == len(block.lines) - 1
            yield paragraph(
                self._of(line), align="center", left=left, before=room, keep_next=not is_last
            )

    def _check_item(self, block: CheckItem, width: float) -> Iterator[str]:
        size = block.text.size
        runs = run(_TICKED if block.ticked else _OPEN, size, symbol=True) + run("\t", size)
        runs += self._of(block.text)
        tabs: tuple[tuple[float, str], ...] = ((20.0, ""),)
        if block.note.text:
            runs += run("\t", size) + self._of(block.note)
            tabs = (*tabs, (width, "none"))
        yield paragraph(runs, left=20.0, first=-20.0, tabs=tabs)

    def _listed(self, block: Listed, width: float) -> Iterator[str]:
        size = block.text.size
        left = block.indent + 22.0
        if not block.right.text:
            runs = self._of(block.mark) + run("\t", size) + self._of(block.text)
            align = _ALIGN[block.text.align]
            yield paragraph(runs, align=align, left=left, first=-22.0, tabs=((left, ""),))
            return
        room = width * 0.66
        runs = self._of(block.mark) + run("\t", size) + self._of(block.text)
        first = cell(paragraph(runs, left=left, first=-22.0, tabs=((left, ""),)), room)
        cells = first + cell(paragraph(self._of(block.right)), width - room)
        yield table(row(cells), [room, width - room], ruled=False, pad=0)

    def _framed(self, block: Framed, width: float) -> Iterator[str]:
        outer = min(block.outer, width)
        inside = "".join(self.xml(block.blocks, outer - 24))
        yield table(row(cell(inside, outer)), [outer], ruled=True, pad=12)

    def _table(self, block: Table, width: float) -> Iterator[str]:
        if block.before:
            yield paragraph(run("", 2), exact=max(block.before, 2))
        widths = block.column_widths(width)
        rows = [*self._heads(block, widths)]
        rows += [self._row(block, given, widths, bold=False) for given in block.given]
        if block.total is not None:
            rows.append(self._row(block, block.total, widths, bold=True))
        yield table("".join(rows), widths, ruled=True)

    def _heads(self, block: Table, widths: list[float]) -> Iterator[str]:
        def head(words: str, room: float, **more: Any) -> str:
            text = self._runs(Run(words), block.size, bold=True)
            return cell(paragraph(text, align="center"), room, shaded=True, **more)

        under = {i for group in block.head_groups for i in range(group.first, group.last + 1)}
        begins = {group.first: group for group in block.head_groups}
        titles = [column.title for column in block.columns]
        if begins:
            upper: list[str] = []
            for index, title in enumerate(titles):
                if index in begins:
                    group = begins[index]
                    room = sum(widths[group.first : group.last + 1])
                    upper.append(head(group.title, room, span=group.last - group.first + 1))
                elif index not in under:
                    upper.append(head(title, widths[index], merge="restart"))
            yield row("".join(upper), head=True)
        lower = [
            head(title, widths[index])
            if index in under or not begins
            else head("", widths[index], merge="continue")
            for index, title in enumerate(titles)
        ]
        yield row("".join(lower), head=True)

    def _row(self, block: Table, given: Sequence[Text], widths: list[float], *, bold: bool) -> str:
        cells = (
            cell(
                paragraph(self._runs(text, block.size, bold=bold), align=_ALIGN[column.align]),
                room,
            )
            for text, column, room in zip(given, block.columns, widths, strict=True)
        )
        return row("".join(cells))

    def _picture(self, height: float) -> str:
        """Return the emblem as an inline picture, or nothing where paper bears it already."""
        style = self._style
        if style.emblem is None or style.emblem_preprinted:
            return ""
        if height not in self._emblem_xml:
            from docx.shared import Pt
            from lxml import etree

            inline = self._part.new_pic_inline(io.BytesIO(style.emblem), None, Pt(height))
            drawn = etree.tostring(inline, encoding="unicode")
            self._emblem_xml[height] = f"<w:r><w:drawing>{drawn}</w:drawing></w:r>"
        return self._emblem_xml[height]
