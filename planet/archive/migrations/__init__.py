"""Alembic's folder: how each version of the archive is made from the one before."""
