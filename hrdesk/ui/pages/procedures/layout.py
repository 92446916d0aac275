"""Where everything stands in the picture of a procedure: boxes, arrows, bars. No Qt here.

The main path runs down the middle; steps off it stand to the right at the height of the outcome
that leads there; arrows that go back or over steps run at the left; periods that run beside the
steps are bars at the far left. All lengths are pixels at 100 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hrdesk.rules.procedure import FINISH
from hrdesk.rules.procedure_text import Document, main_path

BOX = 280.0
BRANCH = 260.0
BAR = 128.0
END = 34.0  # height of the end
_GAP = 36.0  # between boxes, down the page
_BETWEEN = _GAP * 0.7  # between boxes off the path
_LANE = 11.0  # between arrows that run beside each other
_ENTRY = 16.0  # below the upper edge of a box: where arrows come in
_AIR = 18.0


@dataclass(frozen=True, slots=True)
class Size:
    """What a box needs: its height, and how far down its outcomes stand."""

    height: float
    pills: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A place of something: upper left corner, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from one step to another by an outcome; ``tone`` is empty without one."""

    source: str
    target: str
    outcome: str
    tone: str
    back: bool
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A period beside the steps: whose it is, its place, and where its end is awaited."""

    step: str
    key: str
    box: Box
    before: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole picture; ``end`` is the place of the finish."""

    boxes: Mapping[str, Box]
    end: Box
    edges: tuple[Edge, ...]
    bars: tuple[Bar, ...]
    width: float
    height: float


@dataclass(slots=True)
class _Way:
    """An arrow before its lane is known: where it starts and ends, and at which side."""

    source: str
    target: str
    outcome: str
    tone: str
    back: bool
    side: str  # down | left | middle | right
    start: float = 0.0
    end: float = 0.0
    lane: int = 0


@dataclass(slots=True)
class _Drawing:
    document: Document
    sizes: Mapping[str, Size]
    bar_heights: Mapping[tuple[str, str], float]
    path: list[str] = field(default_factory=list)
    tops: dict[str, float] = field(default_factory=dict)
    ways: list[_Way] = field(default_factory=list)

    def step(self, key: str) -> dict[str, Any]:
        return next(step for step in self.document["steps"] if step["key"] == key)

    def bottom(self, key: str) -> float:
        return self.tops[key] + self.sizes[key].height


def plan(
    document: Document,
    sizes: Mapping[str, Size],
    bar_heights: Mapping[tuple[str, str], float] | None = None,
) -> Plan:
    """Return where everything stands; arrows to steps that do not exist are left out."""
    drawing = _Drawing(document, sizes, bar_heights or {}, main_path(document))
    _stack(drawing)
    for way in drawing.ways:
        _measure(drawing, way)
    left = _lanes(drawing, "left")
    middle = _lanes(drawing, "middle")
    right = _lanes(drawing, "right")
    bars, columns = _bars(drawing)
    x0 = columns * (BAR + _AIR) + _AIR + left * _LANE + (_AIR if left else 0)
    x1 = x0 + BOX + 2 * _AIR + middle * _LANE
    boxes = {
        key: Box(
            x0 if key in drawing.path else x1,
            top,
            BOX if key in drawing.path else BRANCH,
            sizes[key].height,
        )
        for key, top in drawing.tops.items()
        if key != FINISH
    }
    end = Box(x0 + BOX * 0.2, drawing.tops[FINISH], BOX * 0.6, END)
    everything = {**boxes, FINISH: end}
    edges = tuple(_edge(way, everything, x0, x1) for way in drawing.ways)
    branched = any(key not in drawing.path for key in boxes)
    width = x1 + BRANCH + _AIR + right * _LANE + _AIR if branched else x0 + BOX + _AIR
    lowest = max([end.bottom, *(box.bottom for box in boxes.values())])
    lowest = max([lowest, *(bar.box.bottom for bar in bars)])
    return Plan(boxes, end, edges, bars, width, lowest + _AIR)


def reading(document: Document) -> list[str]:
    """Return the keys of the steps as one reads them: the path, then what lies beside it."""
    path = main_path(document)
    return [*path, *(step["key"] for step in document["steps"] if step["key"] not in path)]


# -- down the page ----------------------------------------------------------------------------------


def _stack(drawing: _Drawing) -> None:
    """Give every step its height on the page and note all ways between steps."""
    known = {step["key"] for step in drawing.document["steps"]} | {FINISH}
    y = _AIR
    for key in drawing.path:
        drawing.tops[key] = y
        y += drawing.sizes[key].height + _GAP
    drawing.tops[FINISH] = y
    free = _AIR
    for key in drawing.path:
        free = _place_branches(drawing, key, free, known)
    for step in drawing.document["steps"]:  # what nothing leads to stands below the rest
        if step["key"] not in drawing.tops:
            drawing.tops[step["key"]] = free
            free = drawing.bottom(step["key"]) + _BETWEEN
            free = _place_branches(drawing, step["key"], free, known)


def _place_branches(drawing: _Drawing, key: str, free: float, known: set[str]) -> float:
    """Place the steps off the path that a step leads to, and then those that they lead to;
    ``free`` is how far down there is room, returned anew."""
    fresh = []
    for way in _ways_of(drawing, key):
        if way.target not in known:
            continue
        drawing.ways.append(way)
        if way.target not in drawing.tops:
            drawing.tops[way.target] = max(_leaves_at(drawing, way) - _ENTRY, free)
            free = drawing.bottom(way.target) + _BETWEEN
            fresh.append(way.target)
    for target in fresh:
        free = _place_branches(drawing, target, free, known)
    return free


def _ways_of(drawing: _Drawing, key: str) -> Iterator[_Way]:
    step = drawing.step(key)
    main = drawing.path
    at = main.index(key) if key in main else None
    follower = None
    if at is not None:
        follower = main[at + 1] if at + 1 < len(main) else FINISH
    outcomes = step.get("outcomes") or ()
    if not outcomes:
        yield _way(drawing, key, str(step.get("next") or ""), "", "", follower)
        return
    straight = False
    for outcome in outcomes:
        target = str(outcome.get("next") or "")
        if target == follower and at is not None:
            if straight:
                continue  # one arrow for all outcomes that simply go on
            straight = True
        yield _way(
            drawing, key, target, str(outcome["key"]), str(outcome.get("tone") or ""), follower
        )


def _way(
    drawing: _Drawing, key: str, target: str, outcome: str, tone: str, follower: str | None
) -> _Way:
    main = drawing.path
    on_path, to_path = key in main, target in main or target == FINISH
    if on_path and target == follower and not (target in main and main.index(target) == 0):
        side = "down"
    elif on_path and to_path:
        side = "left"
    elif on_path or to_path:
        side = "middle"
    else:
        side = "right"
    back = target in drawing.tops and drawing.tops[target] <= drawing.tops.get(key, 0.0)
    return _Way(key, target, outcome, tone, back, side)


def _leaves_at(drawing: _Drawing, way: _Way) -> float:
    """How far down the page an arrow leaves its box."""
    outcomes = [str(each["key"]) for each in drawing.step(way.source).get("outcomes") or ()]
    size = drawing.sizes[way.source]
    if way.outcome in outcomes and outcomes.index(way.outcome) < len(size.pills):
        return drawing.tops[way.source] + size.pills[outcomes.index(way.outcome)]
    return drawing.bottom(way.source) - _ENTRY


def _measure(drawing: _Drawing, way: _Way) -> None:
    way.start = _leaves_at(drawing, way)
    half = END / 2 if way.target == FINISH else _ENTRY
    way.end = drawing.tops[way.target] + half
    if way.side == "down":
        way.start, way.end = drawing.bottom(way.source), drawing.tops[way.target]


def _lanes(drawing: _Drawing, side: str) -> int:
    """Give the arrows of one side lanes so that none runs over another; returns how many."""
    busy: list[list[tuple[float, float]]] = []
    ways = [way for way in drawing.ways if way.side == side]
    for way in sorted(ways, key=lambda way: abs(way.end - way.start)):
        low, high = sorted((way.start, way.end))
        for number, taken in enumerate(busy):
            if all(high + 4 < start or low - 4 > end for start, end in taken):
                way.lane = number
                taken.append((low, high))
                break
        else:
            way.lane = len(busy)
            busy.append([(low, high)])
    return len(busy)


def _edge(way: _Way, boxes: Mapping[str, Box], x0: float, x1: float) -> Edge:
    source, target = boxes[way.source], boxes[way.target]
    if way.side == "down":
        x = source.x + source.width / 2
        points: tuple[tuple[float, float], ...] = ((x, source.bottom), (x, target.y))
    else:
        if way.side == "left":
            lane = x0 - _AIR - way.lane * _LANE
            start, end = source.x, target.x
        elif way.side == "middle":
            lane = x0 + BOX + _AIR + way.lane * _LANE
            start = source.x + source.width if source.x < x1 else source.x
            end = target.x if target.x >= x1 else target.x + target.width
        else:
            lane = x1 + BRANCH + _AIR + way.lane * _LANE
            start, end = source.x + source.width, target.x + target.width
        points = ((start, way.start), (lane, way.start), (lane, way.end), (end, way.end))
    return Edge(way.source, way.target, way.outcome, way.tone, way.back, points)


# -- periods beside the steps -----------------------------------------------------------------------


def _bars(drawing: _Drawing) -> tuple[tuple[Bar, ...], int]:
    """Return the bars, and how many stand beside each other."""
    columns: list[float] = []
    bars = []
    for key in reading(drawing.document):
        for wait in drawing.step(key).get("waits") or ():
            name = str(wait.get("key"))
            top = drawing.bottom(key) + _AIR / 2
            before = str(wait.get("before_step") or "")
            least = drawing.bar_heights.get((key, name), 60.0)
            ahead = drawing.tops.get(before, 0.0) + _ENTRY
            height = max(least, ahead - top)
            column = next((n for n, busy in enumerate(columns) if busy < top), len(columns))
            if column == len(columns):
                columns.append(0.0)
            columns[column] = top + height
            x = _AIR / 2 + column * (BAR + _AIR)
            awaited = before if before in drawing.tops else ""
            bars.append(Bar(key, name, Box(x, top, BAR, height), awaited))
    return tuple(bars), len(columns)
