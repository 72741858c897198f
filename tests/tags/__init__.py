"""Tests of the harmonisation of tags and of clouds."""
