"""Floor 1: the only meeting of text and model. Turns files into a workspace and findings."""
