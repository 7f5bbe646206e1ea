"""What is typed in a plain form is kept in the browser until the server has it, and is put back by a click only."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.urls import reverse

from allocations.models import LetterTerms
from forum.models import CriteriaSheet, Meeting
from networks.models import Comment, CooperationAgreement
from tests.access import PEOPLE, THINGS
from tests.browser.keeping import OFFER, comment_page, kept, offered, press, reopened, sign_in, text, write_comment  # noqa: F401 - a fixture too
from tests.browser.people import base, basis_of, committed_demo, go, path, people, saved  # noqa: F401 - fixtures too
from tests.browser.reading import axe, bring_axe, too_wide
from tests.browser.visitor import NOTE_VIOLATIONS

pytestmark = pytest.mark.browser


def send_comment(page):
    press(page.locator("[data-field=basis-needs] .dk-fieldlinks button"))


def agreement_page():
    draft = CooperationAgreement.objects.get(status="draft")
    return reverse("agreement_edit", args=[draft.pk]), draft


def test_a_comment_outlives_the_session_and_goes_when_it_is_saved(people, text):  # noqa: F811 - the fixture
    page = people("network_leader")
    where = comment_page()
    go(page, where)
    write_comment(page, text)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    send_comment(page)
    page.wait_for_url("**/account/login/**")
    sign_in(page, "network_leader")

    assert page.url == f"{page.base}{where}"  # back at the form, not at the address that it was sent to
    assert page.input_value("#say-basis-needs") == ""  # nothing is put back without a click
    press(offered(page).get_by_role("button", name="Sett den inn igjen"))
    assert page.input_value("#say-basis-needs") == text
    assert page.evaluate("document.activeElement.id") == "say-basis-needs"
    send_comment(page)
    page.get_by_text(text).wait_for()
    assert Comment.objects.filter(text=text).count() == 1
    go(page, where)
    assert (page.locator(OFFER).count(), kept(page)) == (0, 0)


def test_a_comment_that_was_not_the_one_sent_stays_kept(people, text):  # noqa: F811
    page = people("network_leader")
    measure = basis_of().measures.first()
    go(page, path(basis_of(), "measure", measure.pk))
    sent, other = (f"measure-{measure.pk}-{name}" for name in ("description", "need"))
    for key, typed in ((sent, text), (other, "En annen tanke.")):
        press(page.locator(f"[data-field={key}] .dk-fieldlinks summary"))
        page.fill(f"#say-{key}", typed)
    press(page.locator(f"[data-field={sent}] .dk-fieldlinks button"))

    page.locator(".dk-comment", has_text=text).wait_for()
    press(offered(page).get_by_role("button", name="Sett den inn igjen"))
    assert (page.input_value(f"#say-{other}"), page.input_value(f"#say-{sent}")) == ("En annen tanke.", "")


def test_an_agreement_outlives_the_session(people, text):  # noqa: F811
    page = people("secretariat")
    where, draft = agreement_page()
    go(page, where)
    page.fill("#id_purpose", text)
    page.fill("#id_economy", "Om penger.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(page.locator("main form button[type=submit]").last)
    page.wait_for_url("**/account/login/**")
    sign_in(page, "secretariat")

    press(offered(page).get_by_role("button", name="Sett den inn igjen"))
    assert (page.input_value("#id_purpose"), page.input_value("#id_economy")) == (text, "Om penger.")
    press(page.locator("main form button[type=submit]").last)
    page.wait_for_url(lambda url: where not in url)
    draft.refresh_from_db()
    assert (draft.purpose, draft.economy, kept(page)) == (text, "Om penger.", 0)


def test_a_form_of_the_admin_outlives_the_session(people, text):  # noqa: F811
    page = people("secretariat")
    terms = LetterTerms.objects.get(round__year=2025)
    where = reverse("admin:allocations_letterterms_change", args=[terms.pk])
    go(page, f"{where}?_changelist_filters=q%3D2025")
    page.fill("#id_purpose_nn", text)
    go(page, where)
    offered(page)
    page.fill("#id_conditions_nn", "Vilkår.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(page.locator("main input[name=_save]"))
    page.wait_for_url("**/account/login/**")
    sign_in(page, "secretariat")

    for _entry in range(2):  # the page that was left, and the one that was sent
        press(page.get_by_role("button", name="Sett den inn igjen").first)
    assert (page.input_value("#id_purpose_nn"), page.input_value("#id_conditions_nn")) == (text, "Vilkår.")
    press(page.locator("main input[name=_save]"))
    page.locator(".dk-messages [data-color=success]").wait_for()
    terms.refresh_from_db()
    assert (terms.purpose_nn, terms.conditions_nn) == (text, "Vilkår.")


def choose_another(choice):
    """Tick or untick it, or take the next of its options. Gives what stood there, and what stands there now."""
    before = standing(choice)
    choice.evaluate("""(box) => {
        if (box.type === "checkbox") box.checked = !box.checked;
        else box.selectedIndex = (box.selectedIndex + 1) % box.options.length;
        box.dispatchEvent(new Event("change", { bubbles: true }));
    }""")
    return before, standing(choice)


def standing(choice):
    return choice.evaluate("(box) => box.type === 'checkbox' ? box.checked : box.value")


@pytest.mark.parametrize(
    ("address", "thing", "name"), [("item_edit", "matter", "text"), ("recommendation_line", "line", "remark")]
)
def test_what_was_chosen_comes_back_with_what_was_typed(people, text, address, thing, name):  # noqa: F811
    page = people("secretariat")
    where = reverse(address, args=[THINGS[thing]()])
    box = page.locator(f"#id_{name}")
    choice = page.locator("main form", has=box).locator("select, input[type=checkbox]").first
    go(page, where)
    choose_another(choice)
    go(page, where)
    assert page.locator(OFFER).count() == 0  # a choice alone is made again in a moment
    before, chosen = choose_another(choice)
    box.fill(text)
    go(page, where)

    assert standing(choice) == before != chosen
    press(offered(page).get_by_role("button", name="Sett den inn igjen"))
    assert (standing(choice), box.input_value()) == (chosen, text)


def test_a_form_with_errors_offers_nothing_and_is_kept_until_it_is_right(people, text):  # noqa: F811
    page = people("secretariat")
    where, draft = agreement_page()
    go(page, where)
    page.fill("#id_purpose", text)
    title = page.input_value("#id_title")
    page.fill("#id_title", "")
    press(page.locator("main form button[type=submit]").last)
    page.locator("main .ds-validation-message").first.wait_for()

    assert (page.locator(OFFER).count(), kept(page)) == (0, 1)
    page.fill("#id_title", title)
    press(page.locator("main form button[type=submit]").last)
    page.wait_for_url(lambda url: where not in url)
    go(page, where)
    draft.refresh_from_db()
    assert (draft.purpose, page.locator(OFFER).count(), kept(page)) == (text, 0, 0)


def test_tries_of_the_same_do_not_pile_up_and_go_when_one_is_taken(people, text):  # noqa: F811
    page = people("secretariat")
    where, _draft = agreement_page()
    for typed in ("Formål.", "Formål.", "Et annet formål."):
        go(page, where)
        page.fill("#id_purpose", typed)
        page.fill("#id_valid_from", "2027-01-01")
    go(page, where)
    page.locator(OFFER, has_text="«Et annet formål.»").wait_for()
    assert (page.locator(OFFER).count(), page.locator(OFFER, has_text="«Formål.»").count()) == (2, 1)

    page.fill("#id_purpose", text)
    press(page.locator("main form button[type=submit]").last)
    page.wait_for_url(lambda url: where not in url)
    go(page, where)
    assert (page.input_value("#id_purpose"), page.locator(OFFER).count(), kept(page)) == (text, 0, 0)


def test_a_day_alone_is_not_kept(people):  # noqa: F811
    page = people("secretariat")
    where, _draft = agreement_page()
    go(page, where)
    page.fill("#id_valid_from", "2027-01-01")

    assert kept(page) == 0


def test_a_closed_tab_and_a_cut_connection_lose_nothing_and_the_offer_reads_well(people, text):  # noqa: F811
    page = people("secretariat")
    where, _draft = agreement_page()
    go(page, where)
    page.fill("#id_purpose", text)
    page.context.set_offline(True)
    press(page.locator("main form button[type=submit]").last)
    page.wait_for_timeout(500)  # the browser says that it is offline, in place of the page
    page.context.set_offline(False)
    page.context.add_init_script(NOTE_VIOLATIONS)
    page = reopened(page, where)

    offered(page)
    assert page.evaluate("window.violations") == []
    assert page.locator(f"{OFFER} [role=status]").inner_text().startswith("Du har tekst fra ")
    bring_axe(page)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert too_wide(Tab(page), width) + axe(Tab(page), width) == []
    page.keyboard.press("Escape")
    page.locator(f"{OFFER} [data-kept=away]").focus()
    page.keyboard.press("Enter")
    assert (page.locator(OFFER).count(), kept(page)) == (0, 0)


class Tab:
    """A page as the readers of pages take it."""

    def __init__(self, page):
        self.page = page


def test_what_is_typed_beside_an_offer_is_kept_too(people):  # noqa: F811
    page = people("secretariat")
    where, _draft = agreement_page()
    go(page, where)
    page.fill("#id_purpose", "Den første.")
    page = reopened(page, where)
    offered(page)
    page.fill("#id_purpose", "Den andre.")
    press(page.get_by_role("button", name="Sett den inn igjen"))
    assert page.input_value("#id_purpose") == "Den første."

    press(offered(page).get_by_role("button", name="Sett den inn igjen"))
    assert page.input_value("#id_purpose") == "Den andre."
    assert kept(page) == 2


def test_what_is_older_than_fourteen_days_goes(people, text):  # noqa: F811
    page = people("secretariat")
    where, _draft = agreement_page()
    go(page, where)
    page.fill("#id_purpose", text)
    page.evaluate(
        "() => { const key = Object.keys(localStorage)[0]; const entry = JSON.parse(localStorage[key]);"
        " entry.at -= 15 * 24 * 3600 * 1000; localStorage[key] = JSON.stringify(entry); }"
    )

    page = reopened(page, where)

    assert (kept(page), page.locator(OFFER).count()) == (0, 0)


@contextmanager
def cut(page):
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def put_back_until_saved(page):
    press(offered(page).get_by_role("button", name="Sett den inn igjen"))
    page.locator("[data-saved]", has_text="Lagret").wait_for()
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('dekom:keep:'))")


def test_a_criteria_sheets_field_outlives_a_closed_tab(people, text):  # noqa: F811
    page = people("forum_member")
    sheet = CriteriaSheet.objects.get(group__members__person__email=PEOPLE["forum_member"], status="open")
    go(page, sheet.get_absolute_url())
    with cut(page):
        page.fill("#remark", text)
        page.locator("[data-saved].is-waiting").wait_for()
        page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(f"{page.base}{sheet.get_absolute_url()}")

    put_back_until_saved(again)
    sheet.refresh_from_db()
    assert sheet.remark == text


def test_a_text_of_the_minutes_outlives_a_closed_tab(people, text):  # noqa: F811
    meeting = Meeting.objects.get(pk=THINGS["coming meeting"]())
    where = reverse("minutes_edit", args=[meeting.pk])
    page = people("secretariat")
    go(page, where)
    with cut(page):
        page.fill("#opening-", text)
        page.locator("form.is-unsaved").wait_for()
        page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(f"{page.base}{where}")

    put_back_until_saved(again)
    meeting.refresh_from_db()
    assert meeting.opening == text
