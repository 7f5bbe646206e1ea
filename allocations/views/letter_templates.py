"""The letters' own texts, block by block, with what they look like on the round's real letters."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allocations.actions import letter_blocks
from allocations.enums import LetterKind
from allocations.forms.letters import LANGUAGES, LetterBlocksForm, LogoForm, fault_text
from allocations.models import LetterBlock, Letterhead
from allocations.permissions import may_follow_decisions, may_prepare
from allocations.selectors.letter_samples import Sample, samples
from allocations.selectors.letter_texts import shipped_text
from allocations.services.block_text import blocks_of, placeholders_of
from allocations.services.logo import MOST_BYTES
from allocations.views.block_preview import previewed
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.models import County, access_of


def get_county(request: SignedInRequest, pk: int) -> County:
    """Raises: Http404, PermissionDenied."""
    access = access_of(request.user)
    counties = County.objects.all() if access.is_superuser else County.objects.filter(pk__in=access.counties)
    county = get_object_or_404(counties, pk=pk)
    if not may_follow_decisions(request.user, county.pk):
        raise PermissionDenied
    return county


def trail_of(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Overview"), reverse("home")), (_("Letters"), reverse("my_letters")), *more]


@require_safe
def letter_template_list(request: SignedInRequest, pk: int) -> HttpResponse:
    county = get_county(request, pk)
    own: dict[str, list[LetterBlock]] = {}
    for block in LetterBlock.objects.filter(county=county).select_related("edited_by"):
        own.setdefault(block.kind, []).append(block)
    rows = [
        (kind, len(blocks_of(kind)), max(own.get(kind, []), key=lambda block: block.edited_at, default=None))
        for kind in LetterKind
    ]
    return render(
        request,
        "allocations/letter_template_list.html",
        {
            "county": county,
            "rows": rows,
            "letterhead": Letterhead.objects.filter(county=county).defer("logo").first(),
            "may_write": may_prepare(request.user, county.pk),
            "trail": trail_of(),
        },
    )


@require_http_methods(["GET", "POST"])
def letter_template_edit(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    county = get_county(request, pk)
    if kind not in LetterKind.values:
        raise Http404
    if not may_prepare(request.user, county.pk):
        raise PermissionDenied
    form = LetterBlocksForm(request.POST or None, kind=kind, initial=stored(county, kind))
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            letter_blocks.write(county, kind, form.texts(), actor=request.user, now=timezone.now())
        except letter_blocks.FaultyTextError as error:
            form.show(error.faults)
            form.add_error(None, error.messages)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The texts are stored. Letters that are issued stay as they are."))
            return redirect("letter_template_list", pk=county.pk)
    found = samples(county, kind, day=timezone.localdate())
    return render(
        request,
        "allocations/letter_template_edit.html",
        {
            "county": county,
            "kind": LetterKind(kind),
            "form": form,
            "placeholders": placeholders_of(kind),
            "samples": found,
            "preview": preview_of(form, found, request),
            "waits": letter_blocks.waits_for_letters(county),
            "trail": trail_of((_("Letter texts"), reverse("letter_template_list", args=[county.pk]))),
        },
    )


@require_POST
def letter_template_preview(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """What the typed texts say in the chosen letter, beside what is wrong with them. Stores nothing."""
    county = get_county(request, pk)
    if kind not in LetterKind.values:
        raise Http404
    if not may_prepare(request.user, county.pk):
        raise PermissionDenied
    form = LetterBlocksForm(request.POST, kind=kind)
    found = samples(county, kind, day=timezone.localdate())
    return render(request, "allocations/_letter_preview.html", {"preview": preview_of(form, found, request)})


def preview_of(form: LetterBlocksForm, found: list[Sample], request: SignedInRequest) -> dict[str, Any] | None:
    """The blocks of the chosen sample, the oddest where none is chosen; with the faults of what is typed."""
    chosen = request.POST.get("sample", "")
    sample = next((each for each in found if each.key == chosen), found[0] if found else None)
    if sample is None:
        return None
    typed = form.texts() if form.is_bound and form.is_valid() else None
    texts = typed or {
        block: {language: form.initial[f"{block}_{language}"] for language in LANGUAGES}
        for block in blocks_of(form.kind)
    }
    faults = letter_blocks.faults_in(
        form.kind, {block: text for block, text in texts.items() if any(value.strip() for value in text.values())}
    )
    return {
        "sample": sample,
        "blocks": previewed(sample.content, texts, faults),
        "faults": [
            (f"{block} ({language})", [fault_text(fault) for fault in some])
            for (block, language), some in faults.items()
        ],
    }


def stored(county: County, kind: str) -> dict[str, str]:
    """The texts in force, the shipped ones where the county has none of its own."""
    own = {block.block: block for block in LetterBlock.objects.filter(county=county, kind=kind)}
    return {
        f"{block}_{language}": getattr(own[block], f"text_{language}")
        if block in own
        else shipped_text(kind, block, language)
        for block in blocks_of(kind)
        for language in LANGUAGES
    }


@require_http_methods(["GET", "POST"])
def letterhead_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    county = get_county(request, pk)
    if not may_prepare(request.user, county.pk):
        raise PermissionDenied
    head = Letterhead.objects.filter(county=county).first()
    initial = {"alt_nb": head.alt_nb, "alt_nn": head.alt_nn} if head else {}
    form = LogoForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and "remove" in request.POST:
        letter_blocks.remove_logo(county, actor=request.user)
        messages.success(request, _("The logo is removed."))
        return redirect("letter_template_list", pk=county.pk)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            letter_blocks.logo(
                county,
                image=data["image"].read(MOST_BYTES + 1),
                alt_nb=data["alt_nb"],
                alt_nn=data["alt_nn"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("image", error.messages)
        else:
            messages.success(request, _("The logo stands in letters from now on."))
            return redirect("letter_template_list", pk=county.pk)
    return render(
        request,
        "allocations/letterhead_edit.html",
        {
            "county": county,
            "form": form,
            "head": head,
            "trail": trail_of((_("Letter texts"), reverse("letter_template_list", args=[county.pk]))),
        },
    )


@require_safe
def letterhead_logo(request: SignedInRequest, pk: int) -> HttpResponse:
    county = get_county(request, pk)
    head = get_object_or_404(Letterhead, county=county)
    return HttpResponse(bytes(head.logo), content_type="image/png")
