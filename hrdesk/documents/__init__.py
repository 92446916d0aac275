"""Papers: the Thai text engine, the blocks of official papers, and one module for each paper."""
