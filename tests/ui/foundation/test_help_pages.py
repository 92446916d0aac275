"""The guide as it is shipped: every page can be reached, no link leads nowhere."""

from __future__ import annotations

import re

import pytest

from hrdesk.ui.help import START, page_names, read_page

_LINK = re.compile(r"\]\(([^)#]+)\.md(?:#[^)]*)?\)")


def test_the_start_page_leads_to_every_other():
    assert set(_LINK.findall(read_page(START))) == set(page_names()) - {START}


@pytest.mark.parametrize("name", page_names())
def test_no_link_leads_nowhere(name):
    assert set(_LINK.findall(read_page(name))) <= set(page_names())
    assert "](http" not in read_page(name)  # the program works without a network
