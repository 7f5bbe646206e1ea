"""Norwegian alphabetical order as the database can sort it; the same order as ``sorting.norwegian_key``."""

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Collate, Lower, Replace

_LETTERS = "ÆæÄäØøÖöÅåÉéÈèÊêÓóÒòÔôÁáČčŠšŽžŊŋÜü"
_SORTED_AS = "{{{{||||}}eeeeeeooooooaaccsszznnuu"  # {, | and } come after z


def norwegian_order(path: str) -> Func:
    """Sort by the text that ``path`` leads to: … Z, Æ, Ø, Å; «Aa» as Å; capitals and small letters alike."""
    plain: Func = Func(
        Lower(F(path)), Value(_LETTERS), Value(_SORTED_AS), function="TRANSLATE", output_field=CharField()
    )
    return Collate(Replace(plain, Value("aa"), Value("}")), "C")
