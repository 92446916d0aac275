"""The tree of the law: set, instrument, topic, rule."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from hrdesk.rules.sorting import search_text
from hrdesk.services.queries.law import RuleLine
from hrdesk.ui import theme

_LINE = int(Qt.ItemDataRole.UserRole)


class LawTree(QTreeWidget):
    """Rules under their instruments; one not in force on the day is grey and says so."""

    rule_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("law_tree")
        self.setAccessibleName("กฎทั้งหมด")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(12)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._asked = ""
        self.currentItemChanged.connect(lambda item, _before: self._chosen(item))

    def show_rules(self, lines: Sequence[RuleLine]) -> None:
        """Show rules, keeping the one chosen and what is open."""
        chosen, opened = self.rule(), self._open_paths()
        fresh = self.topLevelItemCount() == 0
        self.blockSignals(True)
        self.clear()
        places: dict[tuple[str, ...], QTreeWidgetItem] = {}
        for line in lines:
            above = self.invisibleRootItem()
            path: tuple[str, ...] = ()
            for name in (line.set_label, line.instrument, line.topic):
                path = (*path, name)
                if path not in places:
                    places[path] = QTreeWidgetItem(above, [name])
                    places[path].setToolTip(0, name)
                above = places[path]
            self._add(above, line)
        for path, item in places.items():
            item.setExpanded(path in opened or (fresh and path == (lines[0].set_label,)))
        self.blockSignals(False)
        self.search(self._asked)
        if chosen:
            self.choose(chosen)

    def rule(self) -> str:
        """Return the id of the rule chosen, empty where none is."""
        item = self.currentItem()
        line = item.data(0, _LINE) if item is not None else None
        return line.id if line is not None else ""

    def rules_shown(self) -> tuple[str, ...]:
        """Return the ids of the rules that the search leaves, from the top."""
        return tuple(item.data(0, _LINE).id for item in self._rule_items() if not item.isHidden())

    def set_shown(self) -> tuple[str, ...]:
        """Return the ids of all rules of the set of the rule chosen."""
        chosen = self.rule().partition(".")[0]
        found = (item.data(0, _LINE) for item in self._rule_items())
        return tuple(line.id for line in found if line.law_set == chosen)

    def choose(self, rule: str) -> bool:
        """Go to a rule; False where the tree has none of that id."""
        for item in self._rule_items():
            if item.data(0, _LINE).id == rule:
                item.setHidden(False)
                above = item.parent()
                while above is not None:
                    above.setHidden(False)
                    above.setExpanded(True)
                    above = above.parent()
                self.setCurrentItem(item)
                self.scrollToItem(item)
                return True
        return False

    def search(self, text: str) -> int:
        """Leave only rules with every word in id, title, clause or notes; returns how many."""
        self._asked = text
        wanted = search_text(text).split()
        count = 0
        for item in self._rule_items():
            line = item.data(0, _LINE)
            meets = all(part in line.search for part in wanted)
            item.setHidden(not meets)
            count += meets
        for place in range(self.topLevelItemCount()):
            self._hide_empty(self.topLevelItem(place), opening=bool(wanted))
        return count

    def _hide_empty(self, item: QTreeWidgetItem, *, opening: bool) -> bool:
        """Hide branches without a rule that is shown; a search opens the others."""
        if item.data(0, _LINE) is not None:
            return not item.isHidden()
        shown = [self._hide_empty(item.child(n), opening=opening) for n in range(item.childCount())]
        item.setHidden(not any(shown))
        if opening and any(shown):
            item.setExpanded(True)
        return any(shown)

    def _add(self, above: QTreeWidgetItem, line: RuleLine) -> None:
        marks = "" if line.in_force else " · ไม่ใช้ในวันนี้"
        marks += " · สำนักงานแก้ไข" if line.amended else ""
        item = QTreeWidgetItem(above, [f"{line.description}{marks}"])
        item.setToolTip(0, f"{line.description}{marks}\n{line.id}")
        item.setData(0, _LINE, line)
        if not line.in_force:
            item.setForeground(0, theme.colour("muted"))
        elif line.amended:
            item.setForeground(0, theme.colour("info"))

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        line = item.data(0, _LINE) if item is not None else None
        if line is not None:
            self.rule_chosen.emit(line.id)

    def _rule_items(self) -> list[QTreeWidgetItem]:
        found = []
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            if item.data(0, _LINE) is not None:
                found.append(item)
            walk += 1
        return found

    def _open_paths(self) -> set[tuple[str, ...]]:
        found = set()
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            if item.isExpanded():
                path: list[str] = []
                at: QTreeWidgetItem | None = item
                while at is not None:
                    path.insert(0, at.text(0))
                    at = at.parent()
                found.add(tuple(path))
            walk += 1
        return found
