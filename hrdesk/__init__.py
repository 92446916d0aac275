"""hrdesk: the personnel office's desk — matters, steps, papers and the rules behind them."""

__version__ = "0.3.0"
