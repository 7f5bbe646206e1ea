"""One PDF that is both an archive format (PDF/A-2a) and accessible (PDF/UA-1).

The same HTML gives the same bytes. WeasyPrint is imported here when the first PDF is made, so that a web process that
makes none never carries it.
"""

import io
import mimetypes
import os
import warnings
from base64 import b64decode
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

# What WeasyPrint resolves addresses against. Nothing is fetched but our own static files: see ``_fetcher``.
BASE_URL = "https://dekom.invalid/static/"
DRAWN = "data:image/png;base64,"

PDFUA_METADATA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""  # noqa: E501 - fixed text of the standard


def render_archive_pdf(html: str) -> bytes:
    """``html`` with lang, a title, alt texts, and headings without jumps, as PDF/A-2a and PDF/UA-1 in one file.

    Raises: weasyprint.urls.FatalURLFetchingError: the page asks for something that is not a static file of ours.
    """
    from weasyprint import HTML  # noqa: PLC0415 - heavy, see the module's docstring

    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # else fonttools writes the time into every font
    document = HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher()).render(pdf_variant="pdf/a-2a")
    metadata = document.metadata
    plain = metadata.generate_rdf_metadata

    def with_pdfua(*arguments: Any) -> bytes:
        xml: bytes = plain(*arguments)
        end = xml.rindex(b"</rdf:RDF>")
        return xml[:end] + PDFUA_METADATA + xml[end:]

    metadata.generate_rdf_metadata = with_pdfua  # WeasyPrint is pinned: this wraps a method of version 70
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile for Python to close
        pdf = document.write_pdf(pdf_variant="pdf/a-2a")
    return scope_table_headers(pdf)


def scope_table_headers(pdf: bytes) -> bytes:
    """Say of each table header whether it heads a row or a column; WeasyPrint does not, and screen readers need it."""
    import pikepdf  # noqa: PLC0415 - as WeasyPrint

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        _scope(file.Root.StructTreeRoot, pikepdf)
        file.save(out, deterministic_id=True)
    return out.getvalue()


def _scope(element: Any, pikepdf: Any) -> None:
    if not isinstance(element, pikepdf.Dictionary):
        return
    if element.get("/S") == "/TH":
        _, row, column = (*str(element.get("/ID", "")).split("-"), "", "")[:3]
        scope = pikepdf.Name("/Row" if row not in ("", "0") and column == "0" else "/Column")
        given = element.get("/A")  # ColSpan and RowSpan stand here: add to them, never over them
        attributes = [] if given is None else list(given) if isinstance(given, pikepdf.Array) else [given]
        element.A = pikepdf.Array([*attributes, pikepdf.Dictionary({"/O": pikepdf.Name("/Table"), "/Scope": scope})])
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        _scope(kid, pikepdf)


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as WeasyPrint

    class StaticFiles(URLFetcher):  # type: ignore[misc]
        """Reads our own static files, and nothing else: no network, no other file of the machine."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(DRAWN):  # a logo that we have drawn ourselves
                return URLFetcherResponse(
                    url, body=b64decode(url.removeprefix(DRAWN)), headers={"Content-Type": "image/png"}
                )
            name = url.removeprefix(BASE_URL)
            if name == url:
                raise ValueError(f"Only static files may stand in a letter: {url}")
            kind, _encoding = mimetypes.guess_type(name)
            return URLFetcherResponse(url, body=_static_file(name), headers={"Content-Type": kind or ""})

    return StaticFiles(fail_on_errors=True)


@cache
def _static_file(name: str) -> bytes:
    path = finders.find(name)
    if path is None:
        raise ValueError(f"No such static file: {name}")
    content = Path(path).read_bytes()
    return _unpacked_font(content) if name.endswith(".woff2") else content


def _unpacked_font(content: bytes) -> bytes:
    """The font as WeasyPrint would unpack it for each document anew: a tenth of a letter's time."""
    from fontTools.ttLib import woff2  # noqa: PLC0415 - as WeasyPrint

    out = io.BytesIO()
    woff2.decompress(io.BytesIO(content), out)
    return out.getvalue()
