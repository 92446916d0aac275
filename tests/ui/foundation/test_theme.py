from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from hrdesk.settings import DECLARED
from hrdesk.ui import icons, theme
from hrdesk.ui.style import set_role, style_sheet

HARD = "ก๋วยเตี๋ยว ฎุ ญู ป๋ำ ฐู ปุ้ย ที่นี้"


@pytest.mark.parametrize("name", theme.NAMES)
def test_every_text_stands_out_from_its_ground(name):
    colours = theme.load(name).colours
    least = 7.0 if name == "contrast" else 4.5
    weak = {
        f"{text} on {ground}": round(theme.contrast(colours[text], colours[ground]), 2)
        for text, ground in theme.TEXT_ON
        if theme.contrast(colours[text], colours[ground]) < least
    }
    assert weak == {}
    assert theme.contrast(colours["focus"], colours["surface"]) >= 3


def test_contrast_is_that_of_the_standard():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_themes_have_the_same_colours_and_are_those_of_the_settings():
    keys = {name: set(theme.load(name).colours) for name in theme.NAMES}
    assert len({frozenset(found) for found in keys.values()}) == 1
    declared = next(setting for setting in DECLARED if setting.key == "theme")
    assert dict(declared.choices) == {name: theme.load(name).label for name in theme.NAMES}


def test_the_first_present_font_is_chosen():
    assert theme.choose_family(["Loma", "Noto Sans Thai", "Arial"]) == "Noto Sans Thai"
    assert theme.choose_family(["Arial"]) is None


def test_every_sheet_is_understood_by_qt(qapp, qtbot, qtlog):
    for name in theme.NAMES:
        label = QLabel(HARD)
        label.setStyleSheet(style_sheet(theme.load(name)))
        qtbot.addWidget(label)
        label.ensurePolished()
    assert [record.message for record in qtlog.records] == []


def ink_rows(image, left=0, top=0):
    """Return which rows of a picture, inside its frame, hold dark ink."""
    return [
        y
        for y in range(top, image.height() - top)
        if any(image.pixelColor(x, y).lightness() < 110 for x in range(left, image.width() - left))
    ]


def full_ink(font, role, qtbot):
    """Return how many rows of ink the hard words need where there is room enough."""
    tall = QLabel(HARD)
    qtbot.addWidget(tall)
    tall.setFont(font)
    set_role(tall, role)
    tall.resize(700, 160)
    return len(ink_rows(tall.grab().toImage()))


@pytest.fixture
def styled(qapp, ctx):
    before = qapp.styleSheet(), qapp.font(), qapp.palette()
    theme.apply(qapp, ctx.settings)
    yield qapp
    qapp.setStyleSheet(before[0])
    qapp.setFont(before[1])
    qapp.setPalette(before[2])


@pytest.mark.parametrize("points", [9, 10, 11, 12, 14])
@pytest.mark.parametrize("kind", ["label", "title", "button", "edit", "combo"])
def test_no_mark_is_cut(styled, ctx, qtbot, kind, points):
    ctx.settings.set("text_size", points)
    theme.apply(styled, ctx.settings)
    if kind in ("label", "title"):
        widget = QLabel(HARD)
        set_role(widget, "title" if kind == "title" else "plain")
    elif kind == "button":
        widget = QPushButton(HARD)
    elif kind == "combo":
        widget = QComboBox()
        widget.addItem(HARD)
    else:
        widget = QLineEdit(HARD)
        widget.setCursorPosition(0)
    qtbot.addWidget(widget)
    widget.adjustSize()
    widget.resize(widget.sizeHint().width() + 240, widget.sizeHint().height())
    frame = 0 if kind in ("label", "title") else 3
    seen = ink_rows(widget.grab().toImage(), 3 * frame, frame)
    full = full_ink(widget.font(), widget.property("role") or "plain", qtbot)
    assert len(seen) >= full - 1  # a pixel of smoothing
    assert seen[0] > frame  # what is cut would touch the edge
    assert seen[-1] < widget.height() - frame - 1


@pytest.mark.parametrize("points", [10, 11, 12, 14])
def test_no_mark_is_cut_in_a_table(styled, ctx, qtbot, points):
    ctx.settings.set("grid_text_size", points)
    theme.apply(styled, ctx.settings)
    font = theme.grid_font()
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    table.setFont(font)
    table.horizontalHeader().setFont(font)
    table.setItem(0, 0, QTableWidgetItem(HARD))
    table.setHorizontalHeaderLabels([HARD])
    table.verticalHeader().setDefaultSectionSize(theme.row_height(font))
    table.verticalHeader().hide()
    table.setColumnWidth(0, 500)
    table.resize(520, 200)
    image = table.grab().toImage()
    header = table.horizontalHeader().height()
    row = image.copy(12, header + 2, 380, theme.row_height(font) - 1)
    seen = ink_rows(row)
    assert len(seen) >= full_ink(font, "plain", qtbot) - 1
    assert seen[0] >= 1
    assert seen[-1] < row.height() - 1
    assert table.horizontalHeader().sizeHint().height() >= theme.row_height(font) - 4


def test_every_icon_exists_and_follows_the_theme(styled, ctx, qtbot):
    for name in icons.NAMES:
        assert not icons.icon(name).isNull(), name
    button = QPushButton("พิมพ์")
    qtbot.addWidget(button)
    icons.set_icon(button, "print", "accent")
    icons.load()
    light = button.icon().pixmap(24, 24).toImage()
    ctx.settings.set("theme", "dark")
    theme.apply(styled, ctx.settings)
    assert button.icon().pixmap(24, 24).toImage() != light
    with pytest.raises(KeyError):
        icons.set_icon(button, "no such picture")
    ctx.settings.set("theme", "light")
    theme.apply(styled, ctx.settings)


def test_qt_itself_speaks_thai(styled, qtbot):
    edit = QLineEdit("ก")
    qtbot.addWidget(edit)
    menu = edit.createStandardContextMenu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert words == [
        "เลิกทำ (&U)",
        "ทำซ้ำ (&R)",
        "ตัด (&T)",
        "คัดลอก (&C)",
        "วาง (&P)",
        "ลบ",
        "เลือกทั้งหมด",
    ]
    theme.translations.install(styled)  # a second time changes nothing
    assert QCoreApplication.translate("QFileDialog", "no such text") == "no such text"
