"""Answers from a library: passages found, quotes cited, mentions counted."""
