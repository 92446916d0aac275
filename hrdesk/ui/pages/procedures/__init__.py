"""The page ขั้นตอนงาน: procedures seen, copied, edited, checked and released."""
