"""What commands tell other programs: one document a command, declared and filled in one file."""
