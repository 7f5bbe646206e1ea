"""``manage.py compute_frames``: the engine on a file, without a database; faults end with 1 and say where."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dekom.settings import BASE_DIR

CASE = Path(__file__).parent / "cases" / "example-2027.json"


@pytest.fixture
def case():
    return json.loads(CASE.read_text(encoding="utf-8"))


@pytest.fixture
def compute(tmp_path):
    """Run the command on a case: its JSON, or its error."""

    def run(case):
        path = tmp_path / "case.json"
        path.write_text(json.dumps(case), encoding="utf-8")
        out = io.StringIO()
        call_command("compute_frames", str(path), "--json", stdout=out)
        return json.loads(out.getvalue())

    return run


def error_of(compute, case):
    with pytest.raises(CommandError) as caught:
        compute(case)
    assert caught.value.returncode == 1
    return str(caught.value).replace("\u00a0", " ")


def test_the_example_to_the_krone(case, compute):
    frames = compute(case)

    assert [
        {name: network[name] for name in ("coordination", "base_grant", "by_weight", "frame")}
        for network in frames["networks"]
    ] == [network["expected"] for network in case["networks"]]
    assert [network["code"] for network in frames["networks"]] == [network["code"] for network in case["networks"]]
    assert (frames["remainder"], frames["total"]) == (0, 24_000_000)


def test_every_step_carries_its_formula_numbers_source_and_sentence(case, compute):
    case["key"]["max_rise_percent"] = 30.5
    case["key"]["unit"] = 1000

    frames = compute(case)

    steps = [step for network in frames["networks"] for step in network["derivation"]] + frames["derivation"]
    assert all(step.keys() - {"terms"} == {"formula", "numbers", "result", "source", "sentence"} for step in steps)
    assert not [step["sentence"] for step in steps if "{" in step["sentence"]]
    ceiling = next(step for step in steps if step["formula"] == "ceiling")
    assert ceiling["numbers"]["percent"] == "30.5"
    assert ceiling["source"] == "key.max_rise_percent, last_year"


def test_as_a_table(settings):
    out = io.StringIO()

    call_command("compute_frames", str(CASE), stdout=out)

    lines = out.getvalue().replace("\u00a0", " ").splitlines()
    assert lines[1].split("  ")[0] == "fosen"
    assert [line.split()[-3:] for line in lines[-2:-1]] == [["24", "000", "000"]]


def test_it_runs_by_itself_without_a_database(tmp_path):
    """The whole program in its own process: JSON on the one stream, nothing on the other, nothing left behind."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "DEKOM_VAR": str(tmp_path / "var"),
        "DATABASE_URL": "postgres://nowhere:1/x",
    }
    command = [sys.executable, "manage.py", "compute_frames", str(CASE), "--json"]

    done = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["networks"][1]["frame"] == 1_400_400
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({"appropriation": 3_100_000}, "[set_aside: by 100000]"),
        ({"appropriation": 4_000_000}, "[coordination: by 400000]"),
        ({"appropriation": 5_400_000}, "[base_grants: by 1500000]"),
        ({"appropriation": 20_000_000}, "[guarantee_above_pool: by "),
    ],
)
def test_too_little_says_by_how_much(case, compute, change, facts):
    assert facts in error_of(compute, case | change)


def test_bounds_that_stand_in_the_way_are_named(case, compute):
    case["key"]["max_rise_percent"] = 1

    message = error_of(compute, case)

    ceilings = sum(network["last_year"] * 101 // 100 for network in case["networks"])
    assert f"[ceiling_below_pool: by {24_000_000 - ceilings}; trondheim-malvik: ceiling 8635500, by_weight " in message
    assert "trondheim-malvik" in message.split("[")[0]


def test_a_unit_that_makes_bounds_cross_names_both(case, compute):
    case["key"] |= {"max_fall_percent": 1, "max_rise_percent": 1, "unit": 1_000_000}

    message = error_of(compute, case)

    assert "[guarantee_above_ceiling: by 1000000; " in message
    assert "; fosen: guarantee 1540440, by_weight 2000000; fosen: ceiling 1571560, by_weight 1000000" in message


def test_many_bounds_are_counted_not_listed(case, compute):
    case["networks"] = [case["networks"][1] | {"code": f"n{place}"} for place in range(30)]
    case["coordination"]["extra"] = {}

    sentence = error_of(compute, case).split("[")[0]

    assert sentence.count("1 400 400") == 10
    assert "20" in sentence


def test_nobody_to_weigh_by(case, compute):
    for network in case["networks"]:
        network["head_counts"] = dict.fromkeys(network["head_counts"], 0)
        network["last_year"] = None

    assert "[no_head_counts: by 20300000]" in error_of(compute, case)


def test_a_fault_in_the_file_is_named_with_its_place(case, compute):
    case["networks"][3]["head_counts"]["pupils"] = -4

    assert error_of(compute, case).endswith("case.json: networks[3].head_counts.pupils: must not be negative (-4)")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"{"])
def test_a_file_that_cannot_be_read_is_an_error_too(tmp_path, content):
    path = tmp_path / "case.json"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=r"case\.json: "):
        call_command("compute_frames", str(path))
