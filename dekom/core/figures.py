"""Numbers with one or two decimals, from whole tenths or hundredths: never through a float."""

from django.utils.formats import get_format

from dekom.core.kroner import MINUS, NO_BREAK_SPACE, format_kroner


def format_tenths(tenths: int, *, signed: bool = False, trimmed: bool = False) -> str:
    """``-100`` as «−10,0», ``139`` signed as «+13,9»; trimmed, ``100`` as «10»."""
    whole, rest = divmod(abs(tenths), 10)
    sign = MINUS if tenths < 0 else "+" if signed and tenths else ""
    decimals = "" if trimmed and not rest else f"{get_format('DECIMAL_SEPARATOR')}{rest}"
    return f"{sign}{format_kroner(whole)}{decimals}"


def format_hundredths(hundredths: int) -> str:
    """``325`` as «3,25»."""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{MINUS if hundredths < 0 else ''}{format_kroner(whole)}{get_format('DECIMAL_SEPARATOR')}{rest:02}"


def format_percent(tenths: int, *, signed: bool = True) -> str:
    """``-100`` as «−10,0 %»."""
    return f"{format_tenths(tenths, signed=signed)}{NO_BREAK_SPACE}%"
