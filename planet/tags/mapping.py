"""A list of tags to their labels, without an archive: what a scorer, or another program, asks of the harmonisation."""

from planet.tags.fold import base_language
from planet.tags.grouping import harmonise
from planet.tags.spelling import Spelling
from planet.tags.vocabulary import Vocabulary


def mapped(data: bytes, vocabulary: Vocabulary, *, locale: str = "en") -> bytes:
    """Return `raw TAB language TAB label` for each line `raw TAB language`, the first two columns as they were read.

    Each line counts once; an empty label is a tag that is not shown. A first line `raw TAB lang` is a header and left
    out. No tag is read as a list.
    """
    rows = [line.split(b"\t") for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    rows = [[column.removesuffix(b"\r") for column in row] for row in rows if row not in ([b""], [b"\r"])]
    if rows and rows[0][:2] == [b"raw", b"lang"]:
        rows = rows[1:]
    read = [(row[0], row[1] if len(row) > 1 else b"") for row in rows]
    tags = [
        (raw.decode("utf-8", "replace"), base_language(language.decode("ascii", "replace"))) for raw, language in read
    ]
    used = [Spelling(text=text, language=language) for text, language in tags]
    harmony = harmonise(used, vocabulary, locale=locale, lists=False)
    lines = []
    for (raw, language), (text, code) in zip(read, tags, strict=True):
        slug = harmony.term(text, code)
        label = harmony.terms[slug].label if slug else ""
        lines.append(b"\t".join((raw, language, label.encode("utf-8"))))
    return b"".join(line + b"\n" for line in lines)
