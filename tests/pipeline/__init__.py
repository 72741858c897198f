"""Whole runs, from an INI over feeds on loopback to the files of the site."""
