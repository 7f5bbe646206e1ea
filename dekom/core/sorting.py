"""Norwegian alphabetical order; the embedded server has no Norwegian collation."""

import unicodedata

_LAST = {"æ": "\uffff1", "ä": "\uffff1", "ø": "\uffff2", "ö": "\uffff2", "å": "\uffff3"}


def norwegian_key(name: str) -> str:
    """A sort key that puts Æ, Ø and Å last, ignores case, and lets other accents follow their letter."""
    text = name.casefold().replace("aa", "å")
    return "".join(_LAST.get(char) or unicodedata.normalize("NFD", char)[0] for char in text)
