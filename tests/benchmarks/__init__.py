"""Measurements that print their numbers; none is a test."""
