"""Norwegian alphabetical order as the database can sort it; the same order as ``sorting.norwegian_key``."""

from django.db.models import CharField, Expression, F, Func, Value
from django.db.models.functions import Collate, Lower, Replace

_LETTERS = "ÆæÄäØøÖöÅåÉéÈèÊêÓóÒòÔôÁáČčŠšŽžŊŋÜü"
_SORTED_AS = "{{{{||||}}eeeeeeooooooaaccsszznnuu"  # {, | and } come after z


def norwegian_order(text: str | Expression) -> Func:
    """Sort by a text, or the one that a path leads to: … Z, Æ, Ø, Å; «Aa» as Å; capitals and small letters alike."""
    found = F(text) if isinstance(text, str) else text
    plain: Func = Func(Lower(found), Value(_LETTERS), Value(_SORTED_AS), function="TRANSLATE", output_field=CharField())
    return Collate(Replace(plain, Value("aa"), Value("}")), "C")
