"""Spellings to terms, rivers to clouds."""

from planet.tags.cloud import Background, BlogActivity, blog_cloud, cloud
from planet.tags.fold import fold
from planet.tags.grouping import harmonise
from planet.tags.harmony import Harmony, apply_terms
from planet.tags.spelling import Spelling, spellings
from planet.tags.vocabulary import Concept, Vocabulary, load_vocabulary

__all__ = [
    "Background",
    "BlogActivity",
    "Concept",
    "Harmony",
    "Spelling",
    "Vocabulary",
    "apply_terms",
    "blog_cloud",
    "cloud",
    "fold",
    "harmonise",
    "load_vocabulary",
    "spellings",
]
