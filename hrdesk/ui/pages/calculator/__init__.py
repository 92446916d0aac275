"""The page เครื่องคำนวณ: every calculation of the rules, with the reasons."""
