"""The sentences that say what happened: failures, dates, merges, waiting times; in each language Nuage speaks."""
