"""Points of a committee: entry, checking, and the large letters for the room."""
