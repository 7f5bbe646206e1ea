"""The page of a measure with its costs, and what the pages say of what is missing and of what is handed in."""

import pytest
from lxml import etree

from networks.models import BasisContent, CostLine, Measure
from tests.factories import CostLineFactory, DecisionBasisFactory, MeasureFactory
from tests.networks.writing.conftest import again, url

pytestmark = pytest.mark.django_db


def test_a_measure_is_written_without_scripts(leader, w):
    leader.post(url(w, "part", "measures"), {"add_measure": "1"})
    made = Measure.objects.latest("pk")
    page = url(w, "measure", made.pk)
    line = made.cost_lines.get()
    fields = {
        f"base-measure-{made.pk}-title": "",
        f"measure-{made.pk}-title": "Regning",
        f"base-measure-{made.pk}-target_groups": "",
        f"measure-{made.pk}-target_groups": ["school", "ppt"],
        f"base-cost-{line.pk}-amount": "0",
        f"cost-{line.pk}-amount": "12 000",
        "add_cost": "1",
    }

    leader.post(page, fields)
    leader.post(page, {"paste": "1", "pasted": "Reise;;3 000"})
    leader.post(page, {"remove_cost": str(line.pk), "sure": "1"})

    made = again(made)
    assert (made.title, made.target_groups) == ("Regning", ["school", "ppt"])
    assert [each.amount for each in CostLine.objects.filter(measure=made)] == [3_000]


@pytest.mark.parametrize(
    ("pasted", "why"),
    [
        ("", "Lim inn linjene fra regnearket først"),
        ("Reise;;1,5", "Linje 1: Skriv hele kroner"),
        ("Reise;Ingen;5", "Ingen heter «Ingen» her"),
        ("Reise;;5\nBuss 3000", "Linje 2: Sett tabulator eller semikolon"),
        ("Reise;;5\nBuss;;", "Linje 2: Sett tabulator eller semikolon"),
        ("Reise;;5\nBuss;Fosen", "Linje 2: Skriv beløpet i hele kroner"),
    ],
)
def test_a_bad_paste_is_told_and_stays_on_the_page(leader, w, pasted, why):
    response = leader.post(url(w, "measure", w.measure.pk), {"paste": "1", "pasted": pasted})

    assert why in response.text
    assert f">\n{pasted}</textarea>" in response.text
    assert ('<details class="dk-paste" open>' in response.text) == bool(pasted)
    assert CostLine.objects.count() == 2


def test_a_good_paste_stays_on_the_page_where_something_else_is_wrong(leader, w):
    key = f"cost-{w.network_line.pk}-amount"
    typed = {f"base-{key}": "200 000", key: "1.200", "paste": "1", "pasted": "Reise;;3 000"}

    assert ">\nReise;;3 000</textarea>" in leader.post(url(w, "measure", w.measure.pk), typed).text
    assert CostLine.objects.count() == 2


@pytest.mark.parametrize(
    ("pasted", "told"), [("Reise;;3 000", "La til 1 kostnad."), ("Reise;;1\nBuss;;2", "La til 2 kostnader.")]
)
def test_a_good_paste_says_how_many_costs_it_added(leader, w, pasted, told):
    answer = leader.post(url(w, "measure", w.measure.pk), {"paste": "1", "pasted": pasted}, follow=True)

    assert told in answer.text
    assert 'rows="4" aria-describedby="pasted-help">\n</textarea>' in answer.text


def test_enter_in_a_box_saves(leader, w):
    typed = {"base-basis-coordination": "", "basis-coordination": "Leder 20 %."}
    leader.post(url(w, "part", "coordination"), {**typed, "ready": "1"})

    for page in (url(w, "part", "coordination"), url(w, "measure", w.measure.pk)):
        buttons = etree.HTML(leader.get(page).text).xpath('//form[@data-autosave]//button[@type="submit"][not(@form)]')
        assert (buttons[0].get("name"), "hidden" in buttons[0].attrib) == (None, True)


def test_a_cost_is_removed_after_a_question(leader, w):
    page, line = url(w, "measure", w.measure.pk), {"remove_cost": w.network_line.pk}

    asked = leader.post(page, line)
    assert "«Samlinger», 200\u00a0000\u00a0kr, blir tatt ut av tiltaket" in asked.text
    assert CostLine.objects.count() == 2
    told = leader.post(page, {**line, "sure": "1"}, follow=True)

    assert "Kostnaden er fjernet" in told.text
    assert CostLine.objects.get() == w.partner_line
    assert leader.post(page, line).status_code == 302, "gone already"


def test_a_cost_that_nothing_is_written_in_is_removed_at_once(leader, w):
    line = CostLineFactory(measure=w.measure, order=3, label="", amount=0)

    answer = leader.post(url(w, "measure", w.measure.pk), {"remove_cost": line.pk})

    assert answer.status_code == 302
    assert CostLine.objects.count() == 2


def test_what_was_stored_is_shown_where_something_else_is_wrong(leader, w):
    title, groups = (f"measure-{w.measure.pk}-{name}" for name in ("title", "target_groups"))
    own, bad = (f"cost-{w.network_line.pk}-{name}" for name in ("own_contribution", "amount"))
    typed = {
        f"base-{title}": "Lesing",
        title: "Lesing for alle",
        f"base-{groups}": "",
        groups: ["school"],
        f"base-{own}": "10",
        own: "5000",
        f"base-{bad}": "200 000",
        bad: "1.200",
    }

    page = leader.post(url(w, "measure", w.measure.pk), typed)

    fields = {field.key: field for field in [*page.context["fields"], *page.context["rows"][0]]}
    assert [(fields[key].value, fields[key].base) for key in (title, own, bad)] == [
        ("Lesing for alle", "Lesing for alle"),
        ("5\u00a0000", "5\u00a0000"),
        ("1.200", "200 000"),
    ]
    assert (fields[groups].chosen, fields[groups].base) == (["school"], "school")
    assert again(w.measure).title == "Lesing for alle"


def test_a_part_that_is_marked_but_lacks_something_says_what(leader, w):
    BasisContent.objects.update(needs="")
    Measure.objects.update(title="")
    part, measure = url(w, "part", "needs"), url(w, "measure", w.measure.pk)
    lacks = "Dette mangler før dere kan levere"
    assert lacks not in leader.get(part).text

    for page in (part, measure):
        leader.post(page, {"ready": "1"})

    told = [each.text for page in (part, measure) for each in leader.get(page).context["missing"]]
    assert told == [
        "Vurdering av behov: svar på «Hvilke behov har dere funnet, og hvordan vet dere det?».",
        "Tiltak 1: svar på «Hva heter tiltaket?».",
    ]
    assert lacks in leader.get(part).text
    assert lacks in leader.get(measure).text
    BasisContent.objects.update(needs="Behov.")
    assert lacks not in leader.get(part).text


def test_bad_input_is_told_at_the_field_and_stays_there(leader, w):
    key = f"cost-{w.network_line.pk}-amount"

    page = leader.post(url(w, "measure", w.measure.pk), {f"base-{key}": "200 000", key: "1.200"}).content.decode()

    assert 'value="1.200"' in page
    assert "øre" in page
    assert again(w.network_line).amount == 200_000


def test_a_measure_is_removed_after_a_question(leader, w):
    page = url(w, "measure_remove", w.measure.pk)
    assert leader.get(page).status_code == 200

    assert leader.post(page).status_code == 200
    leader.post(page, {"remove": "1"})

    assert Measure.objects.count() == 0


def test_what_is_handed_in_has_no_states_of_its_parts(leader, w):
    states = "av 8 er ferdige"
    assert states in leader.get(url(w, "detail")).text

    leader.post(url(w, "submit"))

    for page in (url(w, "detail"), url(w, "part", "needs"), url(w, "submit")):
        sections = leader.get(page).text.split('aria-labelledby="parts"')[1].split("</nav>")[0]
        assert (states in sections, "dk-state" in sections) == (False, False)


def test_only_what_was_handed_over_here_has_a_receipt(leader, w):
    earlier = DecisionBasisFactory(network=w.basis.network, round__year=2020, status="submitted")  # from a file
    leader.post(url(w, "submit"))

    assert "Kvittering" in leader.get(url(w, "detail")).text
    assert "Kvittering" not in leader.get(earlier.get_absolute_url()).text


def test_a_measure_is_opened(leader, w):
    other = MeasureFactory(basis=w.basis, order=2, title="Regning")

    for page in (url(w, "part", "measures"), url(w, "measure", w.measure.pk)):
        link = etree.HTML(leader.get(page).text).xpath(f'//main//a[@href="{url(w, "measure", other.pk)}"]')[-1]
        assert link.text == "Åpne"
