"""Names of downloads."""

from dekom.core.filenames import file_name


def test_norwegian_letters_become_plain_ones():
    assert file_name("Kompetanseløftet 2025", "Ærlig på Ås", ending="xlsx") == "kompetanseloftet-2025-aerlig-pa-as.xlsx"
