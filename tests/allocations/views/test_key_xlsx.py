"""The spreadsheet's formulas, recalculated by an engine that is not ours, give the page's kroner."""

import ironcalc
import pytest
from django.urls import reverse

from allocations.selectors.bench import bench, key_input
from allocations.services.frames import compute_frames
from networks.models import HeadCount, Round
from tests.allocations.bench_rounds import expected, secretary, stored_key, stored_round

KEYS = {
    "the example": {},
    "more to the small": {
        "base_grant": 400_000,
        "weights": {"kindergarten_children": 12, "pupils": 10},
        "max_fall_percent": 8,
    },
    "bounds on both sides": {"max_fall_percent": "2.5", "max_rise_percent": "4.5"},
    "units of a thousand": {"unit": 1000, "max_rise_percent": 8},
    "no bounds": {"max_fall_percent": None},
    "nothing to weigh by one category": {"weights": {"pupils": 7}, "max_fall_percent": None},
}


def recalculated(content, path):
    """The frame column by network name, as the other engine computes it."""
    path.write_bytes(content)
    model = ironcalc.load_from_xlsx(str(path), "en", "Europe/Oslo", "en")
    model.evaluate()
    rows = [[model.get_formatted_cell_value(0, row, column) for column in range(1, 18)] for row in range(1, 60)]
    top = next(place for place, row in enumerate(rows) if "Frame" in row)
    last = rows[top].index("Frame")
    return {row[0]: int(row[last].replace(",", "")) for row in rows[top + 1 :] if row[last]}


@pytest.mark.django_db
@pytest.mark.parametrize("changes", KEYS.values(), ids=KEYS)
def test_the_workbook_computes_the_same_kroner(client, tmp_path, changes):
    round_ = stored_round()
    key = stored_key(round_, **changes)
    client.force_login(secretary(round_, language="en"))
    found = bench(Round.objects.get(pk=round_.pk))
    frames = compute_frames(found.round_input(key_input(key), key.counted_on))

    response = client.get(reverse("key_xlsx", args=[key.pk]))

    names = {network.code: network.name for network in found.networks}
    sheet = recalculated(response.content, tmp_path / "key.xlsx")
    assert sheet.pop("Sum") == frames.total
    assert sheet == {names[frame.code]: frame.frame for frame in frames.networks}
    if not changes:
        assert sorted(sheet.values()) == sorted(expected().values())


@pytest.mark.django_db
def test_a_changed_number_changes_the_kroner(client, tmp_path):
    """The formulas are live: other counts in the inputs give the frames that the page would give."""
    round_ = stored_round()
    key = stored_key(round_, max_fall_percent=None)
    client.force_login(secretary(round_))
    before = client.get(reverse("key_xlsx", args=[key.pk])).content
    HeadCount.objects.filter(network__code="fosen", category="pupils").update(number=4000)
    found = bench(Round.objects.get(pk=round_.pk))
    frames = compute_frames(found.round_input(key_input(key), key.counted_on))
    path = tmp_path / "key.xlsx"
    path.write_bytes(before)
    model = ironcalc.load_from_xlsx(str(path), "en", "Europe/Oslo", "en")
    cells = {(r, c): model.get_formatted_cell_value(0, r, c) for r in range(1, 60) for c in range(1, 18)}
    row = next(r for (r, c), text in cells.items() if c == 1 and text == "Kompetansenettverk Fosen")

    model.set_user_input(0, row, 3, "4000")
    model.evaluate()

    frame = next(each.frame for each in frames.networks if each.code == "fosen")
    found_row = [model.get_formatted_cell_value(0, row, column) for column in range(1, 18)]
    assert f"{frame:,}" in found_row
