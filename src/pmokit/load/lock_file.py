"""Where the lock of a methodology lies.

Apart from `locking.py`: who only asks whether there is one, such as a check that remembers everything, need
not load the records of a methodology.
"""

LOCK = "methodology/lock.yaml"
