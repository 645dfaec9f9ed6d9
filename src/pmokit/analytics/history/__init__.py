"""What the git history of the files says against them."""
