"""Tests of what is the same entry, the same story."""
