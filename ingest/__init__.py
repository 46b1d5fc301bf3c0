"""Turns documents into a library: pages, chunks, vectors and the indexes over them."""
