"""Names for the files that people download: plain letters, so that every system keeps them."""

from django.utils.text import slugify

_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})


def file_name(*words: object, ending: str) -> str:
    """«Kompetanseløftet 2025», «xlsx» → ``kompetanseloftet-2025.xlsx``."""
    return f"{slugify(' '.join(map(str, words)).translate(_PLAIN))}.{ending}"
