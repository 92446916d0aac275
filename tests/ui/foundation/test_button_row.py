"""Words of buttons are never cut: pictures stand alone where there is little room."""

from __future__ import annotations

from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QWidget

from hrdesk.ui.widgets.button_row import ActionButton, ButtonRow


def test_the_last_buttons_give_their_words_away_and_take_them_back(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    row = ButtonRow()
    holder.setLayout(row)
    row.setContentsMargins(0, 0, 0, 0)
    made = []
    for place, words in enumerate(("เปิดรอบ…", "ส่งออก Excel…", "พิมพ์…")):
        action = QAction(words, holder)
        if place:  # the first has no picture that could stand for its words
            action.setIcon(QPixmap(16, 16))
        made.append(ActionButton(action, holder))
        row.add_yielding(made[-1])
    holder.show()
    whole = sum(each.sizeHint().width() for each in made) + 2 * row.spacing()
    holder.resize(whole, 60)
    row.activate()
    assert [each.compact for each in made] == [False, False, False]
    row.setGeometry(holder.rect().adjusted(0, 0, -1, 0))
    assert [each.text() for each in made] == ["เปิดรอบ…", "ส่งออก Excel…", ""]
    assert (made[2].toolTip(), made[2].accessibleName()) == ("พิมพ์…", "พิมพ์")
    row.setGeometry(holder.rect().adjusted(0, 0, -whole, 0))
    assert [each.text() for each in made] == ["เปิดรอบ…", "", ""]
    row.setGeometry(holder.rect())
    assert [each.compact for each in made] == [False, False, False]
