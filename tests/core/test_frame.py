"""Pages that must stand whatever has fallen."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation


@pytest.mark.parametrize("template", ["400.html", "500.html"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_error_pages_need_no_context(template, language):
    with translation.override(language):
        page = render_to_string(template)

    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
