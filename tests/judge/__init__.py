"""Checks against the shared judges; each is skipped where they are not at hand."""
