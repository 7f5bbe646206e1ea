"""The forum has decided: the frames of a scenario are shown once more, and adopted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from allocations.actions import frames as adopt_frames
from allocations.selectors.adoptions import flagged, newest_adoption
from allocations.selectors.bench import bench, key_input
from allocations.services.frames import compute_frames
from allocations.services.infeasible import InfeasibleError
from allocations.services.stored import fingerprint
from allocations.views.key_moves import bench_of, key_to_write
from allocations.views.workbench_parts import letter
from allocations.wording import infeasible_text
from dekom.core.errors import DomainError
from dekom.core.fields import DayField
from dekom.core.http import SignedInRequest
from dekom.core.sorting import norwegian_key
from networks.models import Round


class AdoptForm(forms.Form):
    """What the forum's decision is known by. What the person saw is sent along, so that nothing else is adopted."""

    adopted_on = DayField(label=gettext_lazy("Date of the forum's meeting"))
    item_number = forms.CharField(
        label=gettext_lazy("Item number"), max_length=20, help_text=gettext_lazy("As in the minutes, for example 1/27.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        help_text=gettext_lazy("The networks read it, and it stands with the new version."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    expected = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_change:
            del self.fields["reason"]


@require_http_methods(["GET", "POST"])
def key_adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    key = key_to_write(request, pk)
    round_ = get_object_or_404(Round.objects.select_related("scheme", "county", "budget"), pk=key.round_id)
    found = bench(round_, request.user)
    try:
        frames = compute_frames(found.round_input(key_input(key), key.counted_on))
    except InfeasibleError as error:
        messages.error(request, infeasible_text(error))
        return bench_of(key)
    before = newest_adoption(round_.pk)
    seen = before.version if before else 0
    initial = {"seen": seen, "expected": fingerprint(frames), "adopted_on": timezone.localdate()}
    form = AdoptForm(request.POST or None, initial=initial, is_change=before is not None)
    if request.method == "POST" and form.is_valid():
        try:
            adoption = adopt_frames.adopt_key(key, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            tell(request, round_, adoption.version)
            return redirect("key_explanation", round_.pk)
    old = dict(before.frames.values_list("network__code", "amount")) if before else {}
    names = {network.code: network.short_name for network in found.networks}
    rows = [
        {
            "name": names[frame.code],
            "old": old.get(frame.code),
            "new": frame.frame,
            "change": None if frame.code not in old else frame.frame - old[frame.code],
        }
        for frame in frames.networks
    ]
    trail = [
        (_("Overview"), reverse("home")),
        (str(round_), round_.get_absolute_url()),
        (_("Allocation"), f"{reverse('workbench', args=[round_.pk])}?key={key.pk}"),
    ]
    context = {
        "key": key,
        "letter": letter(key),
        "round": round_,
        "form": form,
        "rows": sorted(rows, key=lambda row: norwegian_key(str(row["name"]))),
        "total": frames.total,
        "remainder": frames.remainder,
        "before": before,
        "trail": trail,
    }
    return render(request, "allocations/key_adopt.html", context)


def tell(request: SignedInRequest, round_: Round, version: int) -> None:
    """What was done, and which submitted decision bases stand against another frame."""
    messages.success(request, _("The frames are adopted as version %(version)s.") % {"version": version})
    if differ := flagged(round_):
        words = ngettext(
            "One submitted decision basis keeps the frame it was written against: %(names)s.",
            "%(count)s submitted decision bases keep the frames they were written against: %(names)s.",
            len(differ),
        )
        names = ", ".join(basis.network.short_name for basis in differ)
        messages.warning(request, words % {"count": len(differ), "names": names})
