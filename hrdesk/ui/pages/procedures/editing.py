"""Changes to a document, one for each thing an editor does; each returns a new document.

The main path is what ``next`` leads along; moving a step along it turns the arrows with it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

from hrdesk.rules.procedure import FINISH
from hrdesk.rules.procedure_text import Document, main_path, settled

NEW_STEP = "ขั้นตอนใหม่"
NEW_BRANCH = "ขั้นตอนแยกใหม่"
RESULT = "ผลของขั้นตอน"
_GOES_ON = "ดำเนินการต่อ"
_GOES_OFF = "กรณีอื่น"


def find_step(document: Document, key: str) -> dict[str, Any] | None:
    """Return the step of a key, or None."""
    return next((step for step in document["steps"] if step["key"] == key), None)


def add_step(document: Document, after: str) -> tuple[Document, str]:
    """Put a new step behind another, on its way; returns its key too."""
    made = copy.deepcopy(document)
    before = find_step(made, after)
    new = _new_step(made, before, NEW_STEP)
    if before is None:
        made["steps"].insert(0, new)
    else:
        new["next"] = before.get("next", FINISH)
        _turn(before, new["next"], new["key"])
        made["steps"].insert(made["steps"].index(before) + 1, new)
    return settled(made), new["key"]


def add_branch(document: Document, at: str) -> tuple[Document, str]:
    """Give a step one more outcome that leads to a new step off the path; returns its key too."""
    made = copy.deepcopy(document)
    step = find_step(made, at)
    if step is None:
        return add_step(document, at)
    new = _new_step(made, step, NEW_BRANCH)
    new["next"] = step.get("next", FINISH)
    outcomes = step.setdefault("outcomes", [])
    if not outcomes:
        step["result_label"] = step.get("result_label") or RESULT
        outcomes.append(
            {"key": "go_on", "label": _GOES_ON, "next": step.get("next", FINISH), "tone": "good"}
        )
    key = free_key("outcome", [outcome["key"] for outcome in outcomes])
    outcomes.append({"key": key, "label": _GOES_OFF, "next": new["key"], "tone": "warn"})
    made["steps"].append(new)
    return settled(made), new["key"]


def remove_step(document: Document, key: str) -> Document:
    """Take a step away, and those that only it led to; what led to it leads on to where it led."""
    made = copy.deepcopy(document)
    gone = find_step(made, key)
    if gone is None or len(made["steps"]) == 1:
        return made
    made["steps"].remove(gone)
    target = gone.get("next", FINISH)
    for step in made["steps"]:
        # An outcome that would lead back to its own step has nothing left to say.
        lead = FINISH if target == step["key"] else target
        if step.get("outcomes") and target == step["key"]:
            step["outcomes"] = [each for each in step["outcomes"] if each.get("next") != key]
            if not step["outcomes"]:
                step.pop("outcomes")
                step["result_label"] = ""
        _turn(step, key, lead)
    before, now = reached(document), reached(made)
    made["steps"] = [s for s in made["steps"] if s["key"] in now or s["key"] not in before]
    return settled(made)


def reached(document: Document) -> set[str]:
    """Return the keys of the steps that a matter can come to."""
    found: set[str] = set()
    waiting = [step["key"] for step in document["steps"][:1]]
    while waiting:
        step = find_step(document, waiting.pop())
        if step is not None and step["key"] not in found:
            found.add(step["key"])
            waiting.append(str(step.get("next")))
            waiting += [str(each.get("next")) for each in step.get("outcomes") or ()]
    return found


def move_step(document: Document, key: str, by: int) -> Document:
    """Move a step one place up (-1) or down (1): along the path, or among the branches."""
    made = copy.deepcopy(document)
    path = main_path(made)
    if key in path:
        at, to = path.index(key), path.index(key) + by
        if not 0 <= to < len(path):
            return made
        _swap(made, path, min(at, to))
        return settled(made)
    branches = [step for step in made["steps"] if step["key"] not in path]
    at = next((n for n, step in enumerate(branches) if step["key"] == key), 0)
    to = at + by
    if branches and 0 <= to < len(branches):
        branches[at], branches[to] = branches[to], branches[at]
        made["steps"] = [step for step in made["steps"] if step["key"] in path] + branches
    return settled(made)


def set_step(document: Document, key: str, values: dict[str, Any]) -> Document:
    """Give a step other values; other outcomes bring their name and the main way with them."""
    made = copy.deepcopy(document)
    step = find_step(made, key)
    if step is not None:
        step.update(copy.deepcopy(values))
        if "outcomes" in values:
            _agree(step)
    return settled(made)


def _agree(step: dict[str, Any]) -> None:
    outcomes = step.get("outcomes") or []
    if not outcomes:
        step["result_label"] = ""
        return
    step["result_label"] = step.get("result_label") or RESULT
    onward = [each["next"] for each in outcomes if each.get("next") and not each.get("returns")]
    if onward and step.get("next") not in {each.get("next") for each in outcomes}:
        step["next"] = onward[0]


def set_top(document: Document, values: dict[str, Any]) -> Document:
    """Give the procedure as a whole other values: title, note, papers, sources."""
    made = copy.deepcopy(document)
    made.update(copy.deepcopy(values))
    return settled(made)


def free_key(word: str, taken: Sequence[str]) -> str:
    """Return a key that is not taken yet: ``step_7``."""
    number = len(taken) + 1
    while f"{word}_{number}" in taken:
        number += 1
    return f"{word}_{number}"


def keyed(rows: list[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    """Return rows of which those without a key get one."""
    taken = [row["key"] for row in rows if row.get("key")]
    made = []
    for row in rows:
        key = row.get("key") or free_key(word, taken)
        if not row.get("key"):
            taken.append(key)
        made.append({"key": key, **{name: value for name, value in row.items() if name != "key"}})
    return made


def _new_step(document: Document, near: dict[str, Any] | None, title: str) -> dict[str, Any]:
    sources = list(near.get("sources") or ()) if near else []
    first = document["steps"][0]["key"] if document["steps"] else FINISH
    return {
        "key": free_key("step", [step["key"] for step in document["steps"]]),
        "title": title,
        "role": (near or {}).get("role", "hr_officer"),
        "usual_days": 1,
        "next": first,
        "sources": sources or [source["key"] for source in document["sources"]][:1],
    }


def _turn(step: dict[str, Any], old: str, new: str) -> None:
    """Let everything in a step that led to ``old`` lead to ``new``."""
    if step.get("next") == old:
        step["next"] = new
    for outcome in step.get("outcomes") or ():
        if outcome.get("next") == old:
            outcome["next"] = new


def _swap(document: Document, path: list[str], at: int) -> None:
    """Change the order of two steps that follow each other on the path."""
    first, second = path[at], path[at + 1]
    one, two = find_step(document, first), find_step(document, second)
    assert one is not None
    assert two is not None
    behind = two.get("next", FINISH)
    if at:
        before = find_step(document, path[at - 1])
        assert before is not None
        _turn(before, first, second)
    _turn_way(one, second, behind)
    _turn_way(two, behind, first)
    if not at:
        document["steps"].remove(two)
        document["steps"].insert(0, two)


def _turn_way(step: dict[str, Any], old: str, new: str) -> None:
    """Turn the way a step goes on, and the outcomes that go it, but none that sends back."""
    step["next"] = new
    for outcome in step.get("outcomes") or ():
        if outcome.get("next") == old and not outcome.get("returns"):
            outcome["next"] = new


class History:
    """What can be undone and done again; a document is small, so each state is kept whole."""

    MOST = 200

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._states: list[tuple[Document, str]] = []
        self._at = -1
        self._merge = ""

    def begin(self, document: Document) -> None:
        """Start anew with a document as it is stored."""
        self._states = [(copy.deepcopy(document), "")]
        self._at, self._merge = 0, ""
        self._changed()

    def put(self, document: Document, step: str, merge: str = "") -> None:
        """Take a new state that was made at ``step``; typing in one field is one state."""
        if merge and merge == self._merge and self._at == len(self._states) - 1 and self._at > 0:
            self._states[self._at] = (document, step)
        else:
            del self._states[self._at + 1 :]
            self._states.append((document, step))
            del self._states[: max(0, len(self._states) - self.MOST)]
            self._at = len(self._states) - 1
        self._merge = merge
        self._changed()

    def seal(self) -> None:
        """Let the next change be a state of its own, whatever field it is in."""
        self._merge = ""

    @property
    def document(self) -> Document:
        """The present state."""
        return self._states[self._at][0]

    def can(self, by: int) -> bool:
        """Tell whether one can go back (-1) or forward (1)."""
        return 0 <= self._at + by < len(self._states)

    def go(self, by: int) -> str:
        """Go back or forward; returns the step at which the change was made."""
        if not self.can(by):
            return ""
        step = self._states[self._at if by < 0 else self._at + 1][1]
        self._at += by
        self._merge = ""
        self._changed()
        return step
