"""What the built program starts with; the same as the command ``hrdesk``."""

from __future__ import annotations

import multiprocessing
import sys

from hrdesk.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
