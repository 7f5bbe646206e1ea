"""The secretariat's texts: twenty kinds of hostile template, ten variations each, are refused or harmless."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.enums import Block, BlockFault, LetterKind, Placeholder
from allocations.selectors.letter_texts import shipped_text
from allocations.services.block_text import (
    MOST_CHARACTERS,
    as_html,
    blocks_of,
    faults_of,
    lacks_value,
    named_in,
    placeholders_of,
)

VALUES = {name: f"<{name}>&" for name in Placeholder.values}  # values try to be markup too
TAG = re.compile(r"<[^>]*>")
HARMLESS = {"<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<strong>", "</strong>", "<br>"}

HOSTILE = {
    "attribute access": [
        *("{{ recipient.name }}", "{{ amount.real }}", "{{ recipient.payee }}", "{{ a.b.c }}", "{{ recipient.pk }}"),
        *("{{ letter.sender }}", "{{ year.bit_length }}", "{{amount.__str__}}", "{{ sender.email }}", "{{ x.y }}"),
    ],
    "dunder": [
        *("{{ __class__ }}", "{{ amount.__class__ }}", "{{ ''.__class__ }}", "{{ __import__ }}", "{{ __builtins__ }}"),
        *("{{ __dict__ }}", "{{ recipient.__init__ }}", "{{ __mro__ }}", "{{ __subclasses__ }}", "{{ __ }}"),
    ],
    "index": [
        *("{{ recipient[0] }}", "{{ values['x'] }}", "{{ a[b] }}", "{{ [][0] }}", "{{ ()[0] }}"),
        *("{{ {}['a'] }}", "{{ amount[-1] }}", "{{ recipient['__class__'] }}", "{{ x[:] }}", "{{ awards[0].amount }}"),
    ],
    "calls": [
        *("{{ open() }}", "{{ print(1) }}", "{{ exec('x') }}", "{{ eval('1') }}", "{{ recipient.delete() }}"),
        *("{{ range(9999999) }}", "{{ lambda: 0 }}", "{{ dict() }}", "{{ os.system('ls') }}", "{{ amount() }}"),
    ],
    "filters": [
        *("{{ amount|safe }}", "{{ recipient|upper }}", "{{ x|attr:'y' }}", "{{ amount|add:1 }}", "{{ a|default:b }}"),
        *("{{ x|join:',' }}", "{{ x|pprint }}", "{{ x|random }}", "{{ x|escape }}", "{{ x|linebreaks|safe }}"),
    ],
    "loops": [
        *("{% for x in y %}", "{% endfor %}", "{% for a in b %}{{ a }}", "{%for i in range%}", "{% while 1 %}"),
        *("{% cycle 'a' 'b' %}", "{% regroup a by b %}", "{%- for x in y -%}", "{% for k, v in d %}", "{% empty %}"),
    ],
    "conditions": [
        *("{% if 1 %}", "{% else %}", "{% endif %}", "{% if user.is_superuser %}x{% endif %}", "{% ifequal a b %}"),
        *("{%if x%}", "{% elif y %}", "{% firstof a b %}", "{% ifchanged %}", "{%+ if x %}"),
    ],
    "includes": [
        *('{% include "x" %}', "{% include x %}", '{% extends "base.html" %}', "{% load i18n %}", "{% block x %}"),
        *("{% ssi /etc/x %}", "{% import 'x' %}", "{% from 'a' import b %}", "{% url 'home' %}", "{% static 'x' %}"),
    ],
    "debug and settings": [
        *("{% debug %}", "{{ settings }}", "{{ SECRET_KEY }}", "{{ settings.SECRET_KEY }}", "{{ request }}"),
        *("{{ DEBUG }}", "{{ csrf_token }}", "{% csrf_token %}", "{{ config }}", "{{ environ }}"),
    ],
    "comments": [
        *("{# x #}", "{% comment %}", "{% endcomment %}", "{#", "#}", "<!-- x -->", "<!--", "{% verbatim %}"),
        *("<![CDATA[x]]>", "<!doctype html>"),
    ],
    "huge output": [
        *("x" * 4001, "{{ amount }}" * 41, "\n" * 81, "{{ sender }} " * 300, "ab " * 2000, "{{" * 50),
        *("æ" * 10_000, "- x\n" * 100, "**x** " * 700, "{{ recipient }}\n" * 60),
    ],
    "broken markup": [
        *("**", "**x", "x **y** **z", "{{", "}}", "{{ amount", "amount }}", "{ amount }", "{{ amount }", "{{{ a }}}"),
    ],
    "script": [
        *("<script>alert(1)</script>", "<SCRIPT SRC=x>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>"),
        *("<body onload=x>", "</p><script>", "<a href='javascript:x'>", "<iframe src=x>", "<object data=x>", "<math>"),
    ],
    "style": [
        *("<style>*{display:none}</style>", "<link rel=stylesheet>", "@import url(x)", "<p style='x'>", "</style>"),
        *("<div class=x>", "<font size=7>", "<meta charset=x>", "<base href=x>", "<table>"),
    ],
    "other recipients' data": [
        *("{{ recipients }}", "{{ other_recipient }}", "{{ account_number }}", "{{ kontonummer }}", "{{ payee }}"),
        *("{{ all_letters }}", "{{ decisions }}", "{{ users }}", "{{ letter }}", "{{ appeal_text }}"),
    ],
    "external addresses": [
        *("https://example.com/x.png", "http://x", "ftp://x/y", "HTTPS://X", "see https://a.b", "javascript:alert(1)"),
        *("data:text/html,x", "mailto:a@b", "ws://x", "gopher://x"),
    ],
    "files": [
        *("file:///etc/passwd", "/etc/passwd", "../../settings.py", "/proc/self/environ", "C:\\Windows\\x"),
        *("\\\\server\\share", "./x", "/var/lib/x", "file:x", "/root/.ssh/id_rsa"),
    ],
    "other languages": [
        *("<?php echo 1 ?>", "<% x %>", "${x}", "#{x}", "`ls`", "<?xml version='1.0'?>", "${jndi:ldap}", "<%= 1 %>"),
        *("{{{x}}}", "$(ls) ${IFS}"),
    ],
    "hidden characters": [
        *("a\u202eb", "a\u200bb", "a\x00b", "\ufeffx", "a\u2066b", "a\x1bb", "a\u200fb", "a\x07", "\u2060x", "a\ud800"),
    ],
    "entities and escapes": [
        *("&lt;script&gt;", "&#60;script&#62;", "&#x3c;b", "\\x3cscript", "\\u003cscript", "&amp;lt;", "&nbsp;"),
        *("&copy;", "&quot;", "&#0;"),
    ],
}  # fmt: skip


def test_there_are_twenty_kinds_of_ten():
    assert len(HOSTILE) == 20
    assert {kind: len(each) for kind, each in HOSTILE.items()} == dict.fromkeys(HOSTILE, 10)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_templates_are_refused_and_harmless_even_if_they_came_through(kind):
    for text in HOSTILE[kind]:
        assert faults_of(text, kind=LetterKind.GRANT, block=Block.EXTRA), f"taken: {text!r}"
        html = as_html(text, VALUES)
        assert set(TAG.findall(html)) <= HARMLESS, f"not escaped: {text!r}"


@pytest.mark.parametrize(
    ("text", "line", "fault", "detail"),
    [
        ("All is well\n{{ amuont }}", 2, BlockFault.SIMILAR_PLACEHOLDER, "amount"),
        ("{{ qqq }}", 1, BlockFault.UNKNOWN_PLACEHOLDER, "qqq"),
        ("a\nb\n{{ old_amount }}", 3, BlockFault.OTHER_KIND, "old_amount"),
        ("**bold", 1, BlockFault.BROKEN_BOLD, ""),
        ("   ", 1, BlockFault.EMPTY, ""),
        ("x" * (MOST_CHARACTERS + 1), 1, BlockFault.TOO_LONG, "4000"),
    ],
)
def test_a_fault_names_its_line_and_cause(text, line, fault, detail):
    (found,) = faults_of(text, kind=LetterKind.GRANT, block=Block.EXTRA)

    assert (found.line, found.fault, found.detail) == (line, fault, detail)


def test_a_block_says_what_the_law_demands():
    faults = faults_of("Klag til oss.", kind=LetterKind.GRANT, block=Block.APPEAL)

    assert [(fault.fault, fault.detail) for fault in faults] == [
        (BlockFault.MISSING_PLACEHOLDER, "appeal_weeks"),
        (BlockFault.MISSING_PLACEHOLDER, "appeal_body"),
        (BlockFault.MISSING_PLACEHOLDER, "law_appeal"),
    ]


@pytest.mark.parametrize("kind", LetterKind.values)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_shipped_texts_have_no_fault(kind, language):
    texts = {block: shipped_text(kind, block, language) for block in blocks_of(kind)}

    assert [block for block, text in texts.items() if not text] == [Block.EXTRA]
    assert not any(faults_of(text, kind=kind, block=block) for block, text in texts.items() if text)
    assert all(named_in(text) <= set(placeholders_of(kind)) for text in texts.values())


def test_paragraphs_lists_and_bold():
    text = "En **viktig** linje\nog en til\n\n- ett\n- to\nEtter\n- tre"

    assert as_html(text, {}) == (
        "<p>En <strong>viktig</strong> linje<br>og en til</p><ul><li>ett</li><li>to</li></ul><p>Etter</p>"
        "<ul><li>tre</li></ul>"
    )


def test_a_value_is_words_and_never_read_again():
    html = as_html("Til {{ recipient }}", {"recipient": "**x** {{ amount }} <b>", "amount": "hemmelig"})

    assert html == "<p>Til **x** {{ amount }} &lt;b&gt;</p>"


def test_what_has_no_value_is_named():
    text = "{{ pay_by }} {{ amount }}{{ cite_reactions }}"

    assert lacks_value(text, {"amount": "1", "pay_by": "", "cite_reactions": ""}) == ["pay_by"]


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_only_harmless_tags(text):
    assert set(TAG.findall(as_html(text, VALUES))) <= HARMLESS
