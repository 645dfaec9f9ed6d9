"""Floor 0: all words that the program and the site say. Knows messages by key; knows no projects."""
