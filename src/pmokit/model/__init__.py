"""Floor 0: what a portfolio and a methodology consist of. Frozen records, no behaviour."""
