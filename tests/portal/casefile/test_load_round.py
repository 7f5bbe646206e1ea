"""The real 2025 round goes in to the krone, comes out again, and nothing broken gets in."""

import copy
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from allocations.models import Decision, FrameAdoption
from dekom.portal.demo.load import CASE
from networks.models import DecisionBasis, Network, Round
from tests.factories import CountyFactory

pytestmark = pytest.mark.django_db
CASE_FILE = json.loads(CASE.read_text(encoding="utf-8"))


@pytest.fixture
def load(tmp_path):
    def load(case):
        file = tmp_path / "round.json"
        file.write_text(case if isinstance(case, str) else json.dumps(case, ensure_ascii=False), encoding="utf-8")
        out = io.StringIO()
        call_command("load_round", str(file), stdout=out)
        return out.getvalue()

    return load


def export(scheme="kompetanseloftet", year=2025):
    out = io.StringIO()
    call_command("export_round", scheme, str(year), stdout=out)
    return out.getvalue()


def changed(**changes):
    return {**copy.deepcopy(CASE_FILE), **changes}


def with_network(index=0, **changes):
    case = copy.deepcopy(CASE_FILE)
    case["networks"][index].update(changes)
    return case


def without(*keys):
    return {name: value for name, value in CASE_FILE.items() if name not in keys}


def test_twice_is_the_same_and_comes_out_as_it_went_in(load):
    first = load(CASE_FILE)
    once = export()
    second = load(CASE_FILE)

    exported = json.loads(export())

    assert ("loaded" in first, "unchanged" in second) == (True, True)
    assert export() == once
    assert {key: exported[key] for key in CASE_FILE if key != "networks"} == {
        key: CASE_FILE[key] for key in CASE_FILE if key != "networks"
    }
    assert [{key: network[key] for key in CASE_FILE["networks"][0]} for network in exported["networks"]] == CASE_FILE[
        "networks"
    ]
    assert exported["appropriation"] == 14_239_000
    assert sum(grant["amount"] for grant in exported["fixed"]) == 1_100_000
    assert sum(network["frame"] for network in exported["networks"]) == 11_400_000
    assert sum(network["requested"] for network in exported["networks"]) == 11_136_907
    assert exported["left_for_later"] == 1_739_000
    assert {network["state"] for network in exported["networks"]} == {"draft"}


def test_the_keys_keep_their_order(load):
    load(CASE_FILE)

    exported = json.loads(export())

    assert list(exported) == list(CASE_FILE)
    assert list(exported["meeting"]) == list(CASE_FILE["meeting"])


@pytest.mark.django_db(transaction=True)
def test_an_export_loaded_into_an_empty_database_gives_the_same_bytes(load):
    load(CASE_FILE)
    first = export()
    call_command("flush", interactive=False, verbosity=0)
    assert Round.objects.count() == 0

    load(first)

    assert export() == first


def test_loading_walks_the_moves(load):
    load(CASE_FILE)

    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT status FROM networks_decisionbasisevent")
        statuses = {status for (status,) in cursor.fetchall()}

    assert statuses == {"draft", "submitted", "in_review"}


BROKEN = {
    "a key is missing": (without("appropriation"), "the file: the key «appropriation» is missing."),
    "two keys are missing": (
        without("appropriation", "year"),
        "the file: the keys «year», «appropriation» are missing.",
    ),
    "a deadline in another age": (
        changed(deadlines={**CASE_FILE["deadlines"], "report": "9999-12-31"}),
        "deadlines.report: 9999-12-31 is far from the round's year, 2025.",
    ),
    "a case number is a number": (
        changed(meeting={**CASE_FILE["meeting"], "case_number": 8.25}),
        "meeting.case_number: 8.25 should be text in quotation marks.",
    ),
    "a name is blank": (with_network(0, name=" "), "networks[0].name: may not be empty."),
    "a name is too long": (with_network(0, name="x" * 201), "is too long: at most 200 characters."),
    "a code ends in a line break": (with_network(0, code="fosen\n"), "is not written as it should be."),
    "a text holds a zero": (with_network(0, remark="a\0"), "networks[0].remark: the character U+0000 can't be kept."),
    "half a character": (json.dumps(changed(notes=["\ud800"])), "notes[0]: the character U+D800 can't be kept."),
    "no end of lists": ("[" * 100_000, "the file: more than 40 lists and objects in each other."),
    "too many lists": (changed(notes=json.loads("[" * 41 + "]" * 41)), "more than 40 lists and objects in each other."),
    "a number without end": ('{"year": ' + "1" * 5000 + "}", "A number in the file has thousands of digits."),
    "a key is unknown": (changed(budget=1), "the file: unknown key «budget»."),
    "an amount is text": (with_network(3, frame="937783"), 'networks[3].frame: "937783" should be a whole number.'),
    "an amount has øre": (with_network(3, requested=937783.5), "networks[3].requested: 937783.5 should be"),
    "an amount was ever a float": (changed(appropriation=14239000.0), "appropriation: 14239000.0 should be"),
    "an amount is negative": (with_network(0, requested=-1), "networks[0].requested: -1 is too small: at least 0."),
    "a hold is a word": (with_network(8, payout_held="ja"), 'networks[8].payout_held: "ja" should be true or false.'),
    "a code is doubled": (
        with_network(4, code="fosen"),
        "networks[4].code: «fosen» stands already at networks[1].code.",
    ),
    "an owner is in two networks": (
        with_network(2, owners=[{"number": "5001", "name": "Trondheim"}]),
        "networks[2].owners[0].number: «5001» stands already at networks[0].owners[0].number.",
    ),
    "the frames do not add up": (
        with_network(1, frame=643043),
        "networks_total_incl_coordination: 11 400 000 kr, but the networks' frames make 11 400 001 kr.",
    ),
    "the recommended amounts do not add up": (
        with_network(1, recommended=643041),
        "but the networks' recommended amounts make 11 399 999 kr.",
    ),
    "what is left does not add up": (
        changed(left_for_later=1739001),
        "left_for_later: 1 739 001 kr, but the appropriation less the fixed grants and the networks' total make",
    ),
    "coordination does not add up": (
        changed(coordination={**CASE_FILE["coordination"], "total": 1200000}),
        "coordination.total: 1 200 000 kr, but the flat supplement to 11 networks and the extras make 1 300 000 kr.",
    ),
    "an extra is for nobody": (
        changed(coordination={**CASE_FILE["coordination"], "extra": {"oslo": 200000}}),
        "coordination.extra: no network has the code «oslo».",
    ),
    "a date is no date": (
        changed(deadlines={**CASE_FILE["deadlines"], "decision": "2025-04-31"}),
        'deadlines.decision: "2025-04-31" is not a date as 2025-04-15.',
    ),
    "dates run backwards": (
        changed(deadlines={**CASE_FILE["deadlines"], "decision": "2025-01-01"}),
        "deadlines.decision: 2025-01-01 is before deadlines.recommendation.",
    ),
    "the legal basis is unknown": (
        changed(legal_basis="FOR-1999-01-01-1"),
        "legal_basis: «FOR-1999-01-01-1» is not known",
    ),
    "a key stands twice": ('{"year": 2025, "year": 2026}', "The key «year» stands twice in the same object."),
    "it is not JSON": ('{"year": 2025', "Line 1, column 14: this is not JSON"),
    "a number is not a number": ('{"year": NaN}', "«NaN» is not a number that JSON knows."),
    "an amount is missing": (with_network(0, requested=None), "networks[0].requested: null should be a whole number"),
    "there are no networks": (changed(networks=[]), "networks: may not be empty."),
}


@pytest.mark.parametrize(("case", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_says_what_and_where_and_loads_nothing(load, case, message, settings):
    settings.LANGUAGE_CODE = "en"

    with pytest.raises(CommandError) as caught:
        load(case)

    assert message in str(caught.value).replace("\u00a0", " ")
    assert Round.objects.count() == Network.objects.count() == 0


def test_every_broken_variant_has_a_message_of_its_own():
    assert len({message for _case, message in BROKEN.values()}) == len(BROKEN) >= 12


def test_a_round_that_nobody_has_worked_on_is_corrected(load):
    load(CASE_FILE)
    corrected = with_network(8, remark="Plan kommer.", requested=640000)

    said = load(corrected)

    network = json.loads(export())["networks"][8]
    assert "updated" in said
    assert (network["remark"], network["requested"]) == ("Plan kommer.", 640_000)
    assert DecisionBasis.objects.count() == 11
    assert [adoption.version for adoption in FrameAdoption.objects.order_by("version")] == [1, 2]


def test_a_round_that_has_gone_further_is_refused(load):
    load(CASE_FILE)
    decision = Decision.objects.get(network__code="vaernes")
    Decision.objects.filter(pk=decision.pk).update(decided=793881)
    decision.lines.create(recipient=Network.objects.get(code="vaernes").memberships.first().owner, amount=793881)

    with pytest.raises(CommandError) as caught:
        load(with_network(8, remark="Noe annet."))
    said = load(CASE_FILE)

    assert "networks[8].remark" in str(caught.value)
    assert "unchanged" in said


def test_the_county_must_be_named_when_there_are_several(load):
    CountyFactory.create_batch(2)

    with pytest.raises(CommandError, match="--county"):
        load(CASE_FILE)


def test_an_unknown_round_names_the_known_ones(load):
    load(CASE_FILE)

    with pytest.raises(CommandError, match="kompetanseloftet 2025"):
        export(year=2024)
