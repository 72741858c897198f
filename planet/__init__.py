"""Nuage: a Planet-style feed aggregator for libraries, from an INI file to a merged river and a tag cloud per topic."""

__version__ = "0.1.0"
