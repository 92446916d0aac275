"""One module for each paper: its plain data, its fields, what is missing, and how it is built."""
