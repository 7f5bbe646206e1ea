"""Forms filled in and sent as a browser without scripts does, over HTTP: for steps that forty people take alike."""

from html.parser import HTMLParser
from urllib.parse import urljoin


class Forms(HTMLParser):
    """Every form of a page with what stands in it."""

    def __init__(self, html):
        super().__init__()
        self.found, self.select, self.area = [], None, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.found.append({"action": given.get("action", ""), "fields": {}, "extra": []})
        if not self.found:
            return
        form, name = self.found[-1], given.get("name")
        if tag == "input" and name:
            if given.get("type") in {"radio", "checkbox"} and "checked" not in given:
                return
            form["fields"][name] = given.get("value", "on" if given.get("type") == "checkbox" else "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in form["fields"]):
            form["fields"][self.select] = given.get("value", "")
        elif tag == "textarea":
            self.area = name
            form["fields"][name] = ""
        elif tag == "button" and given.get("formaction"):
            form["extra"].append(given["formaction"])

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.found[-1]["fields"][self.area] += data


MOVED = 302


def send(context, url, *parts, **typed):
    """Open the page, and send each form on it that goes to (or has a button to) an address with a part in it.

    ``context``: a browser's, whose cookies are used. An empty part is the form that goes to the page itself. What is
    done is answered by a redirect, which is not followed; a page that comes back instead says what was wrong.
    """
    page = context.request.get(url)
    assert page.ok, (url, page.status)
    forms = Forms(page.text()).found
    for part in parts:
        form, target = next(_going_to(forms, part), (None, None))
        assert form is not None, f"no form to «{part}» on {url}"
        data = {**form["fields"], **typed}
        answer = context.request.post(urljoin(url, target or url), form=data, max_redirects=0)
        assert answer.status == MOVED, (target, answer.status, answer.text()[-4000:])


def _going_to(forms, part):
    for form in forms:
        for target in [*form["extra"], form["action"]]:
            if part in target if part else not target:
                yield form, target
