"""The page ผู้จะครบคุณสมบัติ: who becomes eligible for the next level."""
