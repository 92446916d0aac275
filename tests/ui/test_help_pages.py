"""F1 leads somewhere on every page, and every help page can be reached."""

from __future__ import annotations

import re

import pytest

from hrdesk import paths
from hrdesk.ui.help import page_file, page_names
from hrdesk.ui.menu import PAGES

LINK = re.compile(r"\]\(([a-z_]+)\.md\)|\]\(([a-z_]+)\)")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_page_has_its_help(name):
    page = PAGES[name].load()
    assert page.help_page, f"{name} names no help page"
    assert page_file(page.help_page).is_file()


def test_every_link_of_the_help_leads_to_a_page_and_every_page_is_linked():
    linked: set[str] = set()
    for file in paths.resource("help").glob("*.md"):
        for match in LINK.finditer(file.read_text(encoding="utf-8")):
            target = match[1] or match[2]
            assert page_file(target).is_file(), f"{file.name} links to {target}"
            linked.add(target)
    named = {PAGES[name].load().help_page for name in PAGES}
    assert set(page_names()) <= linked | named | {"index"}


def test_help_pages_are_thai_and_worth_reading():
    for file in paths.resource("help").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert len(re.findall("[ก-๙]", text)) > 400, f"{file.name} says too little"
