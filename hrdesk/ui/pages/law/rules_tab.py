"""The tab กฎ: the tree, the rule, who uses it; amending, withdrawing, taking out and in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.access import Right
from hrdesk.services.office_law import withdraw_amendment
from hrdesk.services.queries.law import (
    AmendmentView,
    RuleDetail,
    RuleLine,
    law_in_force,
    law_rules,
    rule_detail,
)
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import EXCEL, ask_open, ask_reason, ask_save
from hrdesk.ui.pages.law.output import print_rules, write_excel
from hrdesk.ui.pages.law.tree import LawTree
from hrdesk.ui.pages.law.view import RuleView
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.search_box import SearchBox

_WIDE = 1100  # pixels of the tab
YAML = "YAML (*.yaml)"
_TARGET = int(Qt.ItemDataRole.UserRole)


class RulesTab(SettingsTab):
    """What holds on a day, with its source; for those who manage the office also amending it."""

    kinds: ClassVar[frozenset[str]] = frozenset({"law", "case"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("law_rules_tab")
        self._detail: RuleDetail | None = None
        self._wanted = ""
        self.search = SearchBox("ค้นหากฎ ข้อ หรือรหัส", "law_search", self)
        self.day = BuddhistDateEdit(ctx.today, "law_day", self)
        self.day.set_date(ctx.today())
        self.day.setAccessibleName("ณ วันที่")
        self.day.setMaximumWidth(190)
        self.found = QLabel(self)
        self.found.setObjectName("law_found")
        set_role(self.found, "muted")
        self.tree = LawTree(self)
        self.view = RuleView(self)
        self.uses = QListWidget(self)
        self.uses.setObjectName("law_uses")
        self.uses.setAccessibleName("ใครใช้กฎนี้ และกฎที่เกี่ยวข้อง")
        self.uses.setWordWrap(True)
        self.uses.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.uses.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._make_actions()
        self._lay_out()
        self._connect()
        self._show_nothing()

    # -- reading ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the rules of the day again, and the one shown."""
        day = self.on()
        self.ctx.tasks.query(self, lambda uow: law_rules(uow, day), self._show_tree, key="tree")
        if self.tree.rule():
            self._read(self.tree.rule())

    def on(self) -> dt.date:
        """Return the day that is looked at: the one typed, or today."""
        return self.day.date() or self.ctx.today()

    def choose(self, rule: str) -> None:
        """Go to a rule, once the tree is there."""
        if not self.tree.choose(rule):
            self._wanted = rule

    def detail(self) -> RuleDetail | None:
        """Return the rule that is shown."""
        return self._detail

    def _read(self, rule: str) -> None:
        day = self.on()
        self.ctx.tasks.query(
            self, lambda uow: rule_detail(uow, rule, day), self._show_rule, key="rule"
        )

    def _show_tree(self, lines: tuple[RuleLine, ...]) -> None:
        self.tree.show_rules(lines)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.tree.choose(wanted)
        self._say_found(len(self.tree.rules_shown()))

    def _search(self, text: str) -> None:
        self._say_found(self.tree.search(text))

    def _say_found(self, count: int) -> None:
        self.found.setText(f"{count:,} กฎ" if count else "ไม่พบกฎที่ค้น ลองใช้คำที่สั้นลง")

    def _show_rule(self, detail: RuleDetail) -> None:
        if detail.id != self.tree.rule():
            return
        self._detail = detail
        self.view.show_rule(detail, self.on())
        self._show_uses(detail)
        self._enable()

    def _show_nothing(self) -> None:
        self.view.setHtml("<p>" + breakable("เลือกกฎทางซ้ายเพื่ออ่านค่า ที่มา และวันที่เริ่มใช้") + "</p>")
        self._side.hide()
        self._enable()

    def _show_uses(self, detail: RuleDetail) -> None:
        self.uses.clear()
        groups = (
            ("ตัวอย่างของเครื่องคำนวณที่อ่านกฎนี้", "calculator", detail.used_by),
            ("กฎที่เกี่ยวข้อง", "law", detail.related),
        )
        for heading, page, found in groups:
            if not found:
                continue
            head = QListWidgetItem(breakable(heading), self.uses)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setForeground(self.palette().placeholderText())
            for key, title in found:
                item = QListWidgetItem(breakable(title), self.uses)
                item.setData(_TARGET, (page, key))
                item.setToolTip(f"{title}\nEnter เพื่อเปิด")
        self._side.setVisible(bool(detail.used_by or detail.related))

    def _follow(self, item: QListWidgetItem) -> None:
        target = item.data(_TARGET)
        if target is None:
            return
        page, key = target
        if page == "law":
            self.choose(key)
        else:
            self.ctx.navigate(Route("calculator", params={"kind": key}))

    # -- acts ---------------------------------------------------------------------------------

    def _amend(self) -> None:
        if self._detail is not None and self.amend.isEnabled():
            from hrdesk.ui.pages.law.edit_dialog import AmendDialog

            AmendDialog(self.ctx, self._detail, self.on(), self).open()

    def _standing(self) -> AmendmentView | None:
        """The office's amendment in force on the day, or else the newest that stands."""
        if self._detail is None:
            return None
        live = [value for value in self._detail.values if value.amendment is not None]
        now = [value for value in live if value.in_force]
        return (now or live)[-1].amendment if live else None

    def _withdraw(self) -> None:
        standing = self._standing()
        if standing is None:
            return
        running = (
            f" มีเรื่องที่กำลังทำและใช้ค่านี้ {standing.running:,} เรื่อง เรื่องเหล่านั้นจะกลับไปใช้ค่าก่อนหน้า "
            "และหน้าเรื่องจะบอกว่ากฎเปลี่ยนไปแล้ว"
            if standing.running
            else ""
        )
        text = (
            "ถอนเมื่อค่านี้กรอกผิด ค่าที่ถอนไม่มีผลอีก แต่ยังเก็บไว้ให้อ่านพร้อมผู้ถอนและเหตุผล "
            f"ถ้ากฎเปลี่ยนใหม่ ให้แก้ไขโดยกำหนดวันเริ่มใช้ใหม่แทน{running}"
        )

        def go(reason: str) -> None:
            self.ctx.tasks.act(
                self,
                lambda uow: withdraw_amendment(uow, standing.id, reason),
                saved="ถอนค่าที่แก้ไว้แล้ว",
            )

        ask_reason(self, "ถอนค่าที่สำนักงานแก้ไว้", text, "ถอน", go)

    def print_rule(self) -> None:
        """Show the rule with all its values for printing."""
        if self._detail is not None:
            detail = self._detail
            print_rules(self.ctx, self, detail.description, (detail,), detail.id, only_now=False)

    def _print_all(self) -> None:
        self._with_all(
            lambda title, details, about: print_rules(
                self.ctx, self, title, details, about, only_now=True
            )
        )

    def _excel_rule(self) -> None:
        if self._detail is not None:
            detail = self._detail
            self._write_excel(detail.description[:60], (detail,), detail.id, only_now=False)

    def _excel_all(self) -> None:
        self._with_all(
            lambda title, details, about: self._write_excel(title, details, about, only_now=True)
        )

    def _with_all(self, use: Callable[[str, tuple[RuleDetail, ...], str], object]) -> None:
        """Read every rule that the search leaves and that holds on the day, then use them."""
        day, rules = self.on(), self.tree.rules_shown()
        about = f"ณ วันที่ {thai_date_short(day)}"
        if self.search.query():
            about += f" ค้นหา “{self.search.query()}”"
        self.ctx.tasks.query(
            self,
            lambda uow: law_in_force(uow, rules, day),
            lambda found: use("กฎเกณฑ์ที่ใช้อยู่", found, about),
            key="all",
        )

    def _write_excel(
        self, title: str, details: tuple[RuleDetail, ...], about: str, *, only_now: bool
    ) -> None:
        path = ask_save(self, "ส่งออก Excel", f"{title}.xlsx", EXCEL)
        if path is not None:
            self.ctx.tasks.work(
                self,
                lambda _progress: write_excel(path, title, details, about, only_now=only_now),
                lambda rows: self.ctx.notify.saved(f"ส่งออก {rows:,} แถวไว้ที่ {path} แล้ว"),
                label="กำลังส่งออก Excel",
            )

    def _yaml(self, rules: tuple[str, ...], name: str) -> None:
        path = ask_save(self, "ส่งออก YAML", f"{name}.yaml", YAML)
        if path is None or not rules:
            return

        def write(text: str) -> None:
            path.write_text(text, encoding="utf-8")
            self.ctx.notify.saved(f"ส่งออกกฎ {len(rules):,} ข้อไว้ที่ {path} แล้ว")

        from hrdesk.services.queries.law_exchange import law_text

        self.ctx.tasks.query(self, lambda uow: law_text(uow, rules), write, key="yaml")

    def _import(self) -> None:
        path = ask_open(self, "นำเข้ากฎจากไฟล์ YAML", YAML)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Show what a law file would change, for choosing."""
        from hrdesk.services.queries.law_exchange import law_differences
        from hrdesk.ui.pages.law.import_dialog import ImportLawDialog

        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            self.ctx.notify.warn(f"อ่านไฟล์ {path.name} ไม่ได้ ต้องเป็นไฟล์ข้อความ YAML แบบ UTF-8")
            return
        self.ctx.tasks.query(
            self,
            lambda uow: law_differences(uow, text),
            lambda found: ImportLawDialog(self.ctx, path.name, found, self).open(),
            key="import",
        )

    # -- making -------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        make = self.make_action
        self.amend = make("law_amend", "แก้ไขค่า…", "edit", self._amend, "F2")
        self.withdraw = make("law_withdraw", "ถอนค่าที่แก้…", "undo", self._withdraw)
        self.print = make("law_print", "พิมพ์กฎนี้…", "print", self.print_rule, "Ctrl+P")
        self.print_all = make("law_print_all", "พิมพ์กฎที่ใช้อยู่ทั้งหมด…", "print", self._print_all)
        self.excel = make("law_excel", "ส่งออกกฎนี้เป็น Excel…", "excel", self._excel_rule)
        self.excel_all = make(
            "law_excel_all", "ส่งออกกฎที่ใช้อยู่ทั้งหมดเป็น Excel…", "excel", self._excel_all
        )
        self.yaml = make(
            "law_yaml",
            "ส่งออกกฎนี้เป็น YAML…",
            "export",
            lambda: self._yaml((self.tree.rule(),), self.tree.rule()),
        )
        self.yaml_set = make(
            "law_yaml_set",
            "ส่งออกทั้งชุดเป็น YAML…",
            "export",
            lambda: self._yaml(self.tree.set_shown(), self.tree.rule().partition(".")[0]),
        )
        self.take_in = make("law_import", "นำเข้าจาก YAML…", "import", self._import)
        may = self.ctx.may(Right.MANAGE_OFFICE)
        for action in (self.amend, self.withdraw, self.take_in):
            action.setVisible(may)

    def _enable(self) -> None:
        shown = self._detail is not None
        may = self.ctx.may(Right.MANAGE_OFFICE)
        for action in (self.print, self.excel, self.yaml, self.yaml_set):
            action.setEnabled(shown)
        self.amend.setEnabled(shown and may)
        self.withdraw.setEnabled(may and self._standing() is not None)

    def _lay_out(self) -> None:
        day_label = QLabel("ณ วันที่", self)
        day_label.setBuddy(self.day)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(day_label)
        top.addWidget(self.day)
        top.addWidget(action_button(self.amend, self, primary=True))
        top.addWidget(action_button(self.withdraw, self))
        more = QPushButton("พิมพ์และไฟล์", self)
        more.setObjectName("law_more")
        more.setAccessibleName("พิมพ์ ส่งออก และนำเข้า")
        icons.set_icon(more, "print")
        menu = QMenu(more)
        menu.addActions([self.print, self.print_all])
        menu.addSeparator()
        menu.addActions([self.excel, self.excel_all])
        menu.addSeparator()
        menu.addActions([self.yaml, self.yaml_set, self.take_in])
        more.setMenu(menu)
        top.addWidget(more)
        left = self._column(self.tree, self.found)
        title = QLabel("ใครใช้กฎนี้", self)
        set_role(title, "subtitle")
        self._side = self._column(title, self.uses)
        self._reading = QSplitter(self)
        self._reading.setObjectName("law_reading")
        self._reading.setChildrenCollapsible(False)
        self._reading.addWidget(self.view)
        self._reading.addWidget(self._side)
        self._reading.setStretchFactor(0, 1)
        self._turn()
        split = QSplitter(self)
        split.setObjectName("law_split")
        split.setChildrenCollapsible(False)
        for place, (widget, share) in enumerate(((left, 2), (self._reading, 3))):
            split.addWidget(widget)
            split.setStretchFactor(place, share)
        split.setSizes([340, 480])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addWidget(split, 1)

    def _column(self, *widgets: QWidget) -> QWidget:
        made = QWidget(self)
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        for widget in widgets:
            rows.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
        return made

    def _turn(self) -> None:
        """Who uses a rule stands beside it where there is room, below it in a small window."""
        wide = self.width() >= _WIDE
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._reading.orientation() != way or not self.isVisible():
            self._reading.setOrientation(way)
            self._reading.setSizes([480, 220] if wide else [420, 150])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn with the window's width."""
        super().resizeEvent(event)
        self._turn()

    def _connect(self) -> None:
        self.search.searched.connect(self._search)
        self.search.moved_down.connect(self.tree.setFocus)
        self.day.date_changed.connect(lambda _day: self.refresh())
        self.tree.rule_chosen.connect(self._read)
        self.tree.itemActivated.connect(lambda _item, _column: self.view.setFocus())
        self.uses.itemActivated.connect(self._follow)
