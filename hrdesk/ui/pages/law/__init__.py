"""The page กฎเกณฑ์: the law the office works by, its days off, its position groups."""
