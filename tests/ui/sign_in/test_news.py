"""What happened before the sign-in is said over it: a restore that succeeded."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from hrdesk.settings import Settings
from hrdesk.ui.pages.sign_in.dialog import SignInDialog
from hrdesk.ui.thai_text import plain


def test_the_news_of_a_restore_stands_over_the_sign_in(qtbot, office_database):
    for news, shown in (("นำข้อมูลกลับมาใช้แล้ว", True), ("", False)):
        dialog = SignInDialog(office_database, Settings(), news=news)
        qtbot.addWidget(dialog)
        dialog.show()
        label = dialog.findChild(QLabel, "sign_in_news")
        assert (plain(label.text()), label.isVisible()) == (news, shown)
        dialog.reject()
