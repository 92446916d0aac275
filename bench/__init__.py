"""Measures hrdesk against bare baselines in the same run; ``python -m bench``."""
