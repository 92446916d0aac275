"""Modal dialogs under test: an unexpected one fails the test instead of waiting for ever."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QFileDialog,
    QFontDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
)

_STATIC: tuple[tuple[type, tuple[str, ...]], ...] = (
    (QMessageBox, ("question", "information", "warning", "critical", "about", "aboutQt")),
    (
        QFileDialog,
        (
            "getOpenFileName",
            "getOpenFileNames",
            "getSaveFileName",
            "getExistingDirectory",
            "getOpenFileUrl",
            "getSaveFileUrl",
            "getExistingDirectoryUrl",
        ),
    ),
    (QInputDialog, ("getText", "getInt", "getDouble", "getItem", "getMultiLineText")),
    (QColorDialog, ("getColor",)),
    (QFontDialog, ("getFont",)),
)


class UnexpectedDialog(AssertionError):
    """A modal dialog was shown that the test did not announce."""


@dataclass(frozen=True, slots=True)
class ShownDialog:
    """One dialog that a test announced and the program showed."""

    name: str
    text: str


class DialogDesk:
    """The answers a test has announced, and what was shown."""

    def __init__(self) -> None:
        self.shown: list[ShownDialog] = []
        self.unexpected: list[str] = []
        self._answers: deque[Any] = deque()

    def answer(self, *answers: Any) -> None:
        """Announce the next dialogs' answers, in order.

        An answer is the value that the call returns (``QMessageBox.StandardButton.Yes``,
        ``("/tmp/x.pdf", "")``, ``QDialog.DialogCode.Accepted``), or a function that gets the
        dialog (or the static call's arguments), works it and returns that value.
        """
        self._answers.extend(answers)

    @property
    def waiting(self) -> int:
        """How many announced answers no dialog has asked for."""
        return len(self._answers)

    def take(self, name: str, text: str, *arguments: Any) -> Any:
        """Give the next announced answer, or fail."""
        if not self._answers:
            self.unexpected.append(f"{name}: {text}")
            raise UnexpectedDialog(f"a modal dialog was shown: {name}: {text!r}")
        self.shown.append(ShownDialog(name, text))
        answer = self._answers.popleft()
        return answer(*arguments) if callable(answer) else answer


class _Switchboard:
    """Where the patched Qt calls find the desk of the test that is running."""

    desk = DialogDesk()


def new_desk() -> DialogDesk:
    """Start a desk for one test."""
    _Switchboard.desk = DialogDesk()
    return _Switchboard.desk


def install() -> None:
    """Replace every blocking Qt call once for the whole test process."""
    for kind in (QDialog, QMessageBox, QFileDialog):
        setattr(kind, "exec", _exec)  # noqa: B010
    for owner, names in _STATIC:
        for name in names:
            setattr(owner, name, staticmethod(_static(f"{owner.__name__}.{name}")))
    QMenu.exec = _menu  # type: ignore[method-assign,assignment]


def _exec(dialog: QDialog) -> int:
    text = dialog.text() if isinstance(dialog, QMessageBox) else dialog.windowTitle()
    return int(_Switchboard.desk.take(type(dialog).__name__, text, dialog))


def _menu(*arguments: Any) -> Any:
    menu = arguments[0] if arguments and isinstance(arguments[0], QMenu) else None
    text = ", ".join(action.text() for action in menu.actions()) if menu else ""
    return _Switchboard.desk.take("QMenu", text, *arguments)


def _static(name: str) -> Callable[..., Any]:
    def ask(*arguments: Any, **named: Any) -> Any:
        words = " | ".join(value for value in arguments if isinstance(value, str))
        return _Switchboard.desk.take(name, words, *arguments, *named.values())

    return ask
