"""A table over any number of rows: only the windows that are looked at are read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from hrdesk.ui.models.columns import ID_ROLE, ROW_ROLE, Column

if TYPE_CHECKING:
    from hrdesk.services.errors import DomainError
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.tasks import TaskRunner

PAGE = 200
KEPT = 40  # pages in memory
COPY_MOST = 20_000
_WAITING = "…"
_Index = QModelIndex | QPersistentModelIndex
Sort = tuple[str, bool]  # the service's key, and whether descending
Fetch = Callable[["UnitOfWork", Sort, int, int], Sequence[Any]]
Count = Callable[["UnitOfWork"], int]


class PagedTable(QAbstractTableModel):
    """Reads through ``fetch(uow, sort, offset, limit)`` and ``count(uow)`` off the main thread.

    The first rows are shown as soon as they are read; the count follows. Until a row is there
    its cells hold "…". ``loaded`` tells when the first rows and the count are known.
    """

    loaded = Signal(int)  # total rows
    arrived = Signal()  # some rows came in; a view looks for its selection
    replaced = Signal()  # other rows after a filter or sort: nothing of the old stands
    failed = Signal(object)  # DomainError

    def __init__(
        self,
        columns: Sequence[Column],
        tasks: TaskRunner,
        sort: Sort,
        row_id: Callable[[Any], Any] = lambda row: row.id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._tasks = tasks
        self._sort = sort
        self._row_id = row_id
        self._fetch: Fetch | None = None
        self._count: Count | None = None
        self._total = 0
        self._pages: OrderedDict[int, tuple[Any, ...]] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._turn = 0  # raised with every new source, sort or refresh: older answers are dropped
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask_wanted)

    # -- what is shown ------------------------------------------------------------------------

    @property
    def total(self) -> int:
        """How many rows there are in all, as far as is known."""
        return self._total

    def set_source(self, fetch: Fetch, count: Count) -> None:
        """Show another list: a new filter or search. The old rows stay until the new are read."""
        self._fetch, self._count = fetch, count
        self._begin(replace=True)

    def refresh(self) -> None:
        """Read again what is shown; rows keep their places until the new ones are there."""
        if self._fetch is not None:
            self._begin(replace=False)

    def row_at(self, row: int) -> Any | None:
        """Return the row's dataclass, None where it is not read yet."""
        page = self._pages.get(row // PAGE)
        place = row % PAGE
        return page[place] if page is not None and place < len(page) else None

    def row_of(self, wanted: Any) -> int | None:
        """Return where the row with an id stands, among those that are read."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if self._row_id(row) == wanted:
                    return number * PAGE + place
        return None

    def with_rows(self, rows: Sequence[int], done: Callable[[list[Any]], None]) -> None:
        """Give these rows to ``done``, reading those that are missing (at most 20,000)."""
        chosen = sorted(rows)[:COPY_MOST]
        found = [self.row_at(row) for row in chosen]
        if not chosen or all(row is not None for row in found):
            done(found)
            return
        fetch, sort = self._fetch, self._sort
        first, last = chosen[0], chosen[-1]
        limit = min(last - first + 1, COPY_MOST)
        if fetch is None:
            return

        def arrived(read: Sequence[Any]) -> None:
            done([read[row - first] for row in chosen if row - first < len(read)])

        self._tasks.query(self, lambda uow: fetch(uow, sort, first, limit), arrived, key="copy")

    # -- Qt's questions -----------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer a view's question; a row that is not there is asked for."""
        if not index.isValid() or index.row() >= self._total:
            return None
        number = index.row() // PAGE
        row = self.row_at(index.row())
        if row is None or number in self._stale:
            self._want(number)
        if row is None:
            waiting = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
            return _WAITING if waiting else None
        if role == ROW_ROLE:
            return row
        if role == ID_ROLE:
            return self._row_id(row)
        return self.columns[index.column()].data(row, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Answer a view's question about a head."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self.columns[section].header(role)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let the service sort; columns without a ``sort_key`` change nothing."""
        if not 0 <= column < len(self.columns) or self.columns[column].sort_key is None:
            return
        wanted = (str(self.columns[column].sort_key), order == Qt.SortOrder.DescendingOrder)
        if wanted == self._sort:
            return
        self._sort = wanted
        if self._fetch is not None:
            self._begin(replace=True)

    def sorting(self) -> tuple[int, Qt.SortOrder] | None:
        """Return the column and direction of the present order, for the head's arrow."""
        key, down = self._sort
        places = [at for at, column in enumerate(self.columns) if column.sort_key == key]
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        return (places[0], order) if places else None

    def set_sort(self, sort: Sort) -> None:
        """Set the order before the first rows are read: the one the user left behind."""
        self._sort = sort

    # -- reading ------------------------------------------------------------------------------

    def _begin(self, *, replace: bool) -> None:
        self._turn += 1
        turn, fetch, sort = self._turn, self._fetch, self._sort
        if fetch is None:
            return
        self._soon.stop()
        self._wanted.clear()
        self._asked.clear()
        for key in ("page", "count", "copy"):
            self._tasks.drop(self, key)
        if replace or not self._pages:
            self._tasks.query(
                self,
                lambda uow: tuple(fetch(uow, sort, 0, PAGE)),
                lambda rows: self._first(turn, rows),
                self._refused,
                key="page",
            )
            return
        self._stale = set(self._pages)
        self._ask_count(turn)
        self._touch_all()

    def _first(self, turn: int, rows: tuple[Any, ...]) -> None:
        if turn != self._turn:
            return
        self.beginResetModel()
        self._pages.clear()
        self._stale.clear()
        self._pages[0] = rows
        self._total = len(rows)
        self.endResetModel()
        self.replaced.emit()
        self.arrived.emit()
        if len(rows) < PAGE:
            self.loaded.emit(self._total)
        else:
            self._ask_count(turn)

    def _ask_count(self, turn: int) -> None:
        count = self._count
        if count is not None:
            self._tasks.query(
                self, count, lambda total: self._counted(turn, total), self._refused, key="count"
            )

    def _counted(self, turn: int, total: int) -> None:
        if turn != self._turn:
            return
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            # A page that was short and is not any more must be read again.
            self._stale |= set(self._pages)
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            for number in [n for n in self._pages if n * PAGE >= total]:
                del self._pages[number]
            self.endRemoveRows()
        self.loaded.emit(self._total)

    def _want(self, number: int) -> None:
        if number not in self._asked and number not in self._wanted:
            self._wanted.append(number)
            if not self._soon.isActive():
                self._soon.start()

    def _ask_wanted(self) -> None:
        # Someone dragging the scroll bar leaves many pages behind: only the last are read.
        wanted, self._wanted = self._wanted[-3:], []
        turn, fetch, sort = self._turn, self._fetch, self._sort
        if fetch is None:
            return
        for number in wanted:
            self._asked.add(number)
            self._tasks.query(
                self,
                lambda uow, at=number * PAGE: tuple(fetch(uow, sort, at, PAGE)),
                lambda rows, number=number: self._came(turn, number, rows),
                lambda problem, number=number: self._page_refused(number, problem),
                key=f"page{number}",
            )

    def _came(self, turn: int, number: int, rows: tuple[Any, ...]) -> None:
        if turn != self._turn:
            return
        self._asked.discard(number)
        self._stale.discard(number)
        self._pages[number] = rows
        self._pages.move_to_end(number)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        last = min((number + 1) * PAGE, self._total) - 1
        if last >= number * PAGE:
            self.dataChanged.emit(
                self.index(number * PAGE, 0), self.index(last, len(self.columns) - 1)
            )
        self.arrived.emit()

    def _page_refused(self, number: int, problem: DomainError) -> None:
        self._asked.discard(number)
        self._refused(problem)

    def _refused(self, problem: DomainError) -> None:
        self.failed.emit(problem)

    def _touch_all(self) -> None:
        if self._total:
            self.dataChanged.emit(
                self.index(0, 0), self.index(self._total - 1, len(self.columns) - 1)
            )
