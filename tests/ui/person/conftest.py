from __future__ import annotations

import pytest

from tests.support.ui_office import office_clock, office_ctx, office_database, office_user

__all__ = ["office_clock", "office_ctx", "office_database", "office_user"]


def pytest_collection_modifyitems(items):
    # The screenless plugin of the tests says so for every window it cannot raise or size.
    for item in items:
        if "tests/ui/person/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
