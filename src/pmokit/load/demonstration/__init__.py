"""The past of the demonstration, told backwards from the records of today."""
