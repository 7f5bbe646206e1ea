"""Files that come in and go out, the same way on every page that has some."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.uploads import LARGEST, PATH_IN_NAME, faults_of
from networks.enums.writing import TYPES, FileKind
from networks.models.checked_file import CheckedFile


def taken(request: HttpRequest, keep: Callable[[str, bytes], object]) -> None:
    """Hand what was uploaded to ``keep``, and say how it went."""
    uploaded = request.FILES.get("file")
    faults = faults_of(request)
    if faults:
        if PATH_IN_NAME in faults:
            messages.error(request, _("The file's name holds a path. Rename the file and try again."))
        else:
            size = LARGEST // 1_000_000
            messages.error(request, _("The file is too large: at most {size} MB.").format(size=size))
    elif uploaded is None:
        messages.error(request, _("Choose a file first."))
    else:
        told(request, lambda: keep(uploaded.name or "", uploaded.read()), _("The file is attached."))


def told(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do it, and say so, or why not."""
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


def download(found: CheckedFile) -> HttpResponse:
    """The file itself, always as a download."""
    with found.file.open("rb") as stored:
        response = HttpResponse(stored.read(), content_type=TYPES[FileKind(found.kind)])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
