"""The Thai sentences of refusals, a file for each part of the program."""

from __future__ import annotations

from hrdesk.ui.sentences import (
    awards,
    cases,
    law,
    meetings,
    office,
    papers,
    people,
    rounds,
    store,
    typing,
)

_PARTS = (awards, cases, law, meetings, office, papers, people, rounds, store, typing)

SENTENCES: dict[str, str] = {code: said for part in _PARTS for code, said in part.SENTENCES.items()}
"""Every code with its sentence; a code stands in one part."""

if len(SENTENCES) != sum(len(part.SENTENCES) for part in _PARTS):
    raise ValueError("a code has two sentences")
