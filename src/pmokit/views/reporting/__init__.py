"""Reports: who owes one, and a draft of the next."""
