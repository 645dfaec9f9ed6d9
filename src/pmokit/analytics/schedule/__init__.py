"""Dates: slips, what is overdue, what comes next."""
