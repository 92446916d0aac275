"""One person of the register: reading and changing the record."""
