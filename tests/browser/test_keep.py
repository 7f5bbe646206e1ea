"""What is typed in a plain form is kept in the browser until the server has it, and is put back by a click only."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.urls import reverse

from allocations.models import LetterTerms
from dekom.portal.demo.load import PASSWORD
from forum.models import CriteriaSheet, Meeting
from networks.models import BasisContent, Comment, CooperationAgreement
from tests.access import PEOPLE, THINGS
from tests.browser.people import base, basis_of, committed_demo, go, path, people, saved  # noqa: F401 - fixtures too
from tests.browser.reading import axe, bring_axe, too_wide
from tests.browser.visitor import NOTE_VIOLATIONS, Everybody

pytestmark = pytest.mark.browser
OFFER = ".dk-kept"


@pytest.fixture
def text(request):
    """What one test writes, and no other."""
    return f"Skrevet før økta tok slutt: {request.node.name}."


def press(place):
    """By the keyboard, as it must be possible everywhere."""
    place.focus()
    place.page.keyboard.press("Enter")


def comment_page():
    basis = basis_of()
    return path(basis, "part", "needs")


def write_comment(page, text):
    press(page.locator("[data-field=basis-needs] .dk-fieldlinks summary"))
    page.fill("#say-basis-needs", text)


def send_comment(page):
    press(page.locator("[data-field=basis-needs] .dk-fieldlinks button"))


def agreement_page():
    draft = CooperationAgreement.objects.get(status="draft")
    return reverse("agreement_edit", args=[draft.pk]), draft


def sign_in(page, role):
    page.fill("input[name=login]", PEOPLE[role])
    page.fill("input[name=password]", PASSWORD)
    press(page.locator("main button[type=submit]"))
    page.wait_for_url(lambda url: "/account/login" not in url)


def become(page, role):
    """Somebody else sits down at the same machine, whose browser keeps what it keeps."""
    page.context.clear_cookies()
    cookies = Everybody().cookies(role)
    page.context.add_cookies([{"name": name, "value": value, "url": page.base} for name, value in cookies])


def reopened(page, where):
    """The tab is closed, and the page opened in another."""
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.base = page.base
    go(again, where)
    return again


def offered(page):
    page.locator(OFFER, has_text="som ikke ble lagret").wait_for()
    return page.locator(OFFER)


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('dekom:keep:')).length")


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


def test_two_people_at_one_machine_see_their_own_only_and_signing_out_removes_it(people, text):  # noqa: F811
    page = people("network_leader")
    go(page, comment_page())
    write_comment(page, text)
    become(page, "coordinator")
    go(page, comment_page())
    page.wait_for_timeout(300)
    assert page.locator(OFFER).count() == 0
    become(page, "network_leader")
    go(page, comment_page())
    offered(page)

    page.on("dialog", lambda dialog: dialog.accept())
    press(page.locator(".dk-user summary"))
    press(page.locator(".dk-user [data-sign-out] button"))
    page.wait_for_url("**/account/login/**")
    assert kept(page) == 0


def test_a_field_is_not_saved_in_the_name_of_who_signs_in_next(people, text):  # noqa: F811
    page = people("network_leader")
    basis = basis_of()
    page.route("**/save/", lambda route: route.abort())
    go(page, comment_page())
    page.fill("textarea[name=basis-needs]", text)
    field = page.locator("[data-field=basis-needs]")
    field.locator("[data-saved][data-state=waiting]").wait_for()
    become(page, "coordinator")
    page.unroute("**/save/")
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # as one comes back to the tab: sent at once
    field.locator("[data-error]", has_text="Noen andre har logget inn i denne nettleseren").wait_for()
    content = BasisContent.objects.get(basis=basis)
    assert content.needs != text

    become(page, "network_leader")
    page = reopened(page, comment_page())
    saved(page, "basis-needs")
    content.refresh_from_db()
    assert content.needs == text


def test_signing_out_asks_before_it_removes_what_a_field_could_not_save(people, text):  # noqa: F811
    page = people("network_leader")
    page.route("**/save/", lambda route: route.abort())
    go(page, comment_page())
    page.fill("textarea[name=basis-needs]", text)
    page.locator("[data-field=basis-needs] [data-saved][data-state=waiting]").wait_for()
    answers = iter(["dismiss", "accept"])
    page.on("dialog", lambda dialog: getattr(dialog, next(answers))())

    press(page.locator(".dk-user summary"))
    press(page.locator(".dk-user [data-sign-out] button"))
    assert page.evaluate(f"Object.values(localStorage).some((kept) => kept.includes('{text}'))")
    press(page.locator(".dk-user [data-sign-out] button"))
    page.wait_for_url("**/account/login/**")

    assert page.evaluate("localStorage.length") == 0


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


def test_accounts_and_passwords_are_never_kept(people):  # noqa: F811
    page = people("payee_registrar")
    go(page, reverse("payee_edit", args=[THINGS["ørland"]()]))
    page.fill("form[data-unkept] #id_account_number", "86011117947")
    go(page, reverse("account_change_password"))
    page.locator("input[type=password]").first.fill("hemmelig-ord-2027")
    go(page, reverse("admin:allocations_payeechange_add"))
    page.fill("#id_account_number", "86011117947")
    page.fill("#id_source", "Brev fra mottakeren")

    assert kept(page) == 0


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
