"""Several people at one machine: each sees their own texts only, and leaves none behind unasked."""

import pytest
from django.urls import reverse

from networks.models import BasisContent
from tests.access import THINGS
from tests.browser.keeping import OFFER, become, comment_page, kept, offered, press, reopened, text, write_comment  # noqa: F401 - a fixture too
from tests.browser.people import base, basis_of, committed_demo, go, people  # noqa: F401 - fixtures too

pytestmark = pytest.mark.browser


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
    page.wait_for_function("() => localStorage.length === 0")  # the server has it
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
