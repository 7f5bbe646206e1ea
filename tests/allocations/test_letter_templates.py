"""The letters' own texts stand in two language forms; neither says more than the other."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_catalogues import BOKMAAL_ONLY

FOLDER = Path(settings.BASE_DIR, "templates", "allocations", "letters")
NYNORSK_ONLY = re.compile(
    r"\b(ikkje|kva|kven|kvar|kvifor|dykk|dykkar|frå|berre|pengane|tiltaka|tilskotet|heile|innan|vilkåra|veker)\b",
    re.IGNORECASE,
)
TAGS = re.compile(r"\{[%{].*?[%}]\}")
PARTS = sorted(path.name for path in (FOLDER / "nb").iterdir())


def text(language, name):
    return (FOLDER / language / name).read_text(encoding="utf-8")


def words(language, name):
    return re.sub(r"<[^>]*>", " ", TAGS.sub(" ", text(language, name)))


def test_both_have_the_same_parts():
    assert sorted(path.name for path in (FOLDER / "nn").iterdir()) == PARTS


@pytest.mark.parametrize("name", PARTS)
def test_both_ask_for_the_same_facts_in_the_same_blocks(name):
    assert TAGS.findall(text("nn", name)) == [tag.replace("/nb/", "/nn/") for tag in TAGS.findall(text("nb", name))]
    assert re.findall(r"<[^>]*>", text("nn", name)) == re.findall(r"<[^>]*>", text("nb", name))


@pytest.mark.parametrize("name", PARTS)
def test_each_is_in_its_own_form(name):
    assert BOKMAAL_ONLY.findall(words("nn", name)) == []
    assert NYNORSK_ONLY.findall(words("nb", name)) == []
