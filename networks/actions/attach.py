"""Files come to a decision basis, and go: checked by their content, kept outside every address of the site."""

import hashlib
import re
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.actions.write import check, locked
from networks.enums.writing import BasisPart
from networks.models import BasisFile, DecisionBasis
from networks.permissions.writing import is_on_behalf
from networks.services.file_check import MOST_PAGES, Fault, FileError, check_file

MOST_FILES = 20
FAULTS: dict[Fault, str | Promise] = {
    Fault.EMPTY: gettext_lazy("«{name}» is empty."),
    Fault.UNKNOWN: gettext_lazy("«{name}» is neither PDF, Word (.docx), Excel (.xlsx), PNG nor JPEG, by its content."),
    Fault.PROGRAM: gettext_lazy("«{name}» is a program, whatever it is called. It is not stored."),
    Fault.DAMAGED: gettext_lazy("«{name}» can't be read: it is damaged. Save it anew and try again."),
    Fault.LOCKED: gettext_lazy("«{name}» is locked with a password. Save it without one and try again."),
    Fault.BOMB: gettext_lazy("«{name}» becomes far too large when it is unpacked. It is not stored."),
    Fault.TOO_MANY_PAGES: gettext_lazy("«{name}» has more than {pages} pages. Attach the part that matters."),
    Fault.MACROS: gettext_lazy("«{name}» has macros. Save it without them and try again."),
    Fault.TOO_MANY_PIXELS: gettext_lazy("«{name}» is too large a picture. Make it smaller and try again."),
}
_UNWANTED = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]+')


def clean_name(name: str, kind: str) -> str:
    """A name to show and to download by: no path, no control characters, and the ending of what the file is."""
    stem = _UNWANTED.sub(" ", PurePosixPath(name).stem).strip(" .")[:150] or "fil"
    return f"{stem}.{'jpg' if kind == 'jpeg' else kind}"


def checked(name: str, data: bytes) -> dict[str, Any]:
    """What the file is, as a row keeps it.  Raises: DomainError: refused for what it is."""
    try:
        found = check_file(data)
    except FileError as error:
        raise DomainError(str(FAULTS[error.fault]).format(name=name[:100], pages=MOST_PAGES)) from error
    return {
        "name": clean_name(name, found.kind),
        "kind": found.kind,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "pages": found.pages,
    }


@transaction.atomic
def file(basis: DecisionBasis, *, name: str, data: bytes, actor: User, now: datetime) -> BasisFile:
    """Keep one file.  Raises: DomainError: locked, too many, or refused for what it is."""
    basis = locked(basis)
    check(basis, actor=actor, part=BasisPart.FILES)
    if basis.files.filter(removed_at=None).count() >= MOST_FILES:
        raise DomainError(_("There is room for {most} files.").format(most=MOST_FILES))
    kept = BasisFile(
        basis=basis,
        **checked(name, data),
        uploaded_by=actor,
        uploaded_at=now,
        on_behalf=is_on_behalf(actor, basis),
    )
    kept.file.save("", ContentFile(data), save=True)
    return kept


@transaction.atomic
def removed(kept: BasisFile, *, actor: User, now: datetime) -> None:
    """Take a file out of the document; versions that were submitted with it still name it.  Raises: DomainError."""
    basis = locked(kept.basis)
    check(basis, actor=actor, part=BasisPart.FILES)
    BasisFile.objects.filter(pk=kept.pk, removed_at=None).update(removed_at=now)
