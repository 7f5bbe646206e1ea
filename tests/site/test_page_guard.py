"""The guard that reads every page a test fetches sees what it is there to see."""

import pytest

from tests.page_guard import faults

WHOLE = '<!doctype html><html lang="nb"><head><title>A</title></head><body>{}<main>{}</main></body></html>'
H1 = "<h1>A</h1>"


def page(head=H1, body=""):
    return WHOLE.format(head, body)


def form(first):
    return f'<form>{first}</button><input name="a"><button type="submit">A</button></form>'


@pytest.mark.parametrize(
    "text",
    [
        form("<button>"),
        form('<button type="submit" hidden></button><button type="submit" name="remove-1">'),
        form('<button type="submit" name="remove-1" form="another">'),
        form('<button type="submit" name="remove-1">').replace("<input", "<textarea"),
    ],
)
def test_passes_a_form_where_enter_removes_nothing(text):
    assert faults(text) == []


def test_passes_a_good_page():
    assert faults(page(body='<img src="a.png" alt=""><script src="a.js"></script><svg><title>B</title></svg>')) == []


def test_passes_a_part_of_a_page():
    assert faults("<p>A</p>") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (page(body="<script>a()</script>"), ["inline script: <script>a()</script>"]),
        (page(body="<style>a {}</style>"), ["inline style sheet: <style>a {}</style>"]),
        (page(body='<p style="color: red">'), ["<p style='color: red'>"]),
        (page(body='<button onclick="a()">'), ["<button onclick='a()'>"]),
        (page(body='<a href="javascript:a()">'), ["<a href='javascript:a()'>"]),
        (page(body='<img src="a.png">'), ['image without alt: <img src="a.png">']),
        (page(body='<p id="a"></p><p id="a"></p>'), ["id 'a' stands 2 times"]),
        (page(body='<p id="">'), ['empty id: <p id=""></p>']),
        (
            form('<button type="submit" name="remove-1">'),
            ['Enter removes something: <button type="submit" name="remove-1"></button>'],
        ),
        (page(head=""), ["0 h1, not one"]),
        (page(head=H1 * 2), ["2 h1, not one"]),
        (page(head="<h1><svg><title>B</title></svg></h1>"), ["empty h1"]),
        (page().replace(' lang="nb"', ""), ["no lang"]),
        (page().replace("<title>A</title>", ""), ["no title"]),
        (page().replace("main>", "div>"), ["0 main, not one"]),
        ("<p>{{ name }}</p>", ["not rendered: '<p>{{ name }}</p>'"]),
        ("<p>{% url %}</p>", ["not rendered: '<p>{% url %}</p>'"]),
    ],
)
def test_sees(text, found):
    assert faults(text) == found
