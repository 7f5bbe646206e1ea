"""The logo above the sender's name, as an address that a page can hold."""

from base64 import b64encode
from dataclasses import replace

from allocations.models import Letterhead
from allocations.services.letters import LetterContent
from allocations.services.notices import Logo
from dekom.core.bilingual import text_in


def with_logo(content: LetterContent, county_id: int) -> LetterContent:
    """The letter with the county's logo, where it has one. One query."""
    head = Letterhead.objects.filter(county=county_id).first()
    if head is None:
        return content
    address = "data:image/png;base64," + b64encode(bytes(head.logo)).decode()
    return replace(content, logo=Logo(address, text_in(content.language, head, "alt")))
