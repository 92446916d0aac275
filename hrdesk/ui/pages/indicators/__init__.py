"""How the work goes: indicators, throughput, and what is kept for how long."""
