"""What must never be lost: tables, migrations, queries. The only door to SQLAlchemy."""

from planet.archive.archive import Archive
from planet.archive.moderation import Act, Found
from planet.archive.revisions import TERMS, spans

__all__ = ["TERMS", "Act", "Archive", "Found", "spans"]
