"""The language of rules: syntax, types, words, compiled functions."""
