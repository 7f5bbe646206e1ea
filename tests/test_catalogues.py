"""Every text is there in bokmål and in nynorsk, both in their own words (språklova § 14)."""

import re
import shutil
import subprocess
import sys

import polib
import pytest
from django.conf import settings
from django.utils import translation

from dekom.core.catalogues import compile_stale

LANGUAGES = ["nb", "nn"]
SOURCES = ["dekom", "networks", "allocations", "forum", "templates", "manage.py"]
BOKMAAL_ONLY = re.compile(
    r"\b(ikke|hva|hvem|hvor|hvordan|hvorfor|hvilke[nt]?|hvis|jeg|noen|være|bare|flere|hun|deres|uten"
    r"|skoler|barnehager|eiere|besluttet|innsendt)\b",
    re.IGNORECASE,
)


def catalogue(language):
    return polib.pofile(str(settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"))


def key(entry):
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural


@pytest.fixture(scope="module")
def texts_in_the_code(tmp_path_factory):
    """What makemessages finds, run on a copy so that nothing of ours is touched."""
    copy = tmp_path_factory.mktemp("copy")
    for name in SOURCES:
        source = settings.BASE_DIR / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("locale", "migrations", "__pycache__"))
        else:
            shutil.copy(source, copy)
    (copy / "dekom" / "locale").mkdir()
    command = [sys.executable, "manage.py", "makemessages", "--locale=nb", "--verbosity=0"]
    subprocess.run(command, cwd=copy, check=True)
    return {key(entry) for entry in polib.pofile(str(copy / "dekom/locale/nb/LC_MESSAGES/django.po"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_in_the_code_is_in_the_catalogue_and_no_other(language, texts_in_the_code):
    listed = {key(entry) for entry in catalogue(language) if not entry.obsolete}

    assert sorted(texts_in_the_code - listed) == []
    assert sorted(listed - texts_in_the_code) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_for_certain(language):
    entries = catalogue(language)

    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []


def test_nynorsk_is_nynorsk():
    translations = [text for entry in catalogue("nn") for text in (entry.msgstr, *entry.msgstr_plural.values())]

    assert [text for text in translations if BOKMAAL_ONLY.search(text)] == []


def test_a_text_read_before_it_was_compiled_is_read_anew(tmp_path, settings):
    """As on a new machine, where the checks of the first command have read all texts: the demo's must be Norwegian."""
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    texts = polib.POFile()
    texts.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    texts.append(polib.POEntry(msgid="Only in this test", msgstr="Bare i denne testen"))
    texts.save(str(folder / "django.po"))

    with translation.override("nb"):
        before = translation.gettext("Only in this test")
    compile_stale()

    with translation.override("nb"):
        assert (before, translation.gettext("Only in this test")) == ("Only in this test", "Bare i denne testen")
