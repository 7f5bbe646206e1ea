"""A meeting's groups: begun for a round, proposed, adjusted, led from phase to phase; and every sheet in plenary."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from forum.actions import groups
from forum.enums.sheets import PHASE_MOVES, Phase
from forum.models import Assessment, Forum, Group, Meeting, Recommendation, RecusalDeclaration
from forum.permissions.sheets import declares, may_prepare_assessment
from forum.selectors.assessment_page import group_rows
from forum.sheet_forms import ArrangeForm, BeginForm, GroupForm, forum_members
from forum.views.recusals import form_page
from forum.views.sheet_parts import phases
from networks.models import Round


def get_assessment(request: SignedInRequest, pk: int) -> Assessment:
    """With ``has_declared``: whether the reader has said what they are tied to. Raises: Http404."""
    said = RecusalDeclaration.objects.filter(person=request.user, round=OuterRef("round"))
    rows = Assessment.objects.visible_to(request.user).annotate(has_declared=Exists(said))
    return get_object_or_404(rows.select_related("round__scheme", "round__legal_basis", "meeting__forum"), pk=pk)


def get_led(request: SignedInRequest, pk: int) -> Assessment:
    """An assessment for those who lead it. Raises: Http404, PermissionDenied."""
    assessment = get_assessment(request, pk)
    if not may_prepare_assessment(request.user, assessment.round.county_id):
        raise PermissionDenied
    return assessment


def trail_up(assessment: Assessment) -> list[tuple[str, str]]:
    forum = assessment.meeting.forum
    return [(_("Cooperation forums"), reverse("forum_list")), (str(forum), forum.get_absolute_url())]


@require_safe
def group_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """The groups with their networks, and how far each has come."""
    assessment = get_assessment(request, pk)
    rows = group_rows(assessment, request.user)
    may_write = may_prepare_assessment(request.user, assessment.round.county_id)
    is_member = declares(request.user, assessment.round.county_id)
    context = {
        "assessment": assessment,
        "rows": rows,
        "phases": phases(assessment),
        "moves": [Phase(to) for to in PHASE_MOVES.table[assessment.phase]] if may_write else [],
        "arrange": ArrangeForm(initial={"count": len(rows) or 3}),
        "recommendation": Recommendation.objects.filter(round=assessment.round_id).exclude(status="replaced").first(),
        "counted": sum(len(row.counted) for row in rows),
        "handed_in": sum(row.handed_in for row in rows),
        "may_write": may_write,
        "must_declare": is_member and not vars(assessment)["has_declared"],
        "is_member": is_member,
        "trail": trail_up(assessment),
    }
    return render(request, "forum/group_list.html", context)


@require_http_methods(["GET", "POST"])
def group_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let one of the forum's meetings assess one of its rounds."""
    forum = get_object_or_404(Forum.objects.visible_to(request.user), pk=pk)
    if not may_prepare_assessment(request.user, forum.county_id):
        raise PermissionDenied
    form = BeginForm(
        request.POST or None,
        meetings=Meeting.objects.filter(forum=forum).order_by("-date"),
        rounds=Round.objects.filter(county=forum.county_id).select_related("scheme").order_by("-year", "pk"),
    )
    if form.is_valid():
        try:
            made = groups.begin(form.cleaned_data["meeting"], form.cleaned_data["round"], actor=request.user)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(made)
    words = {
        "title": _("Assess a round at a meeting"),
        "text": _("The forum's members are then put in groups, and each group gets its criteria sheets."),
        "verb": _("Go on to the groups"),
    }
    trail = [(_("Cooperation forums"), reverse("forum_list")), (str(forum), forum.get_absolute_url())]
    return form_page(request, form, trail, words)


@require_POST
def group_arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the system propose groups."""
    assessment = get_led(request, pk)
    form = ArrangeForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(assessment)
    people = list(forum_members(assessment.round.county_id, timezone.localdate()))
    try:
        found = groups.arrange(
            assessment,
            count=form.cleaned_data["count"],
            people=[person.pk for person in people],
            actor=request.user,
        )
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(assessment)
    messages.success(request, _("The groups are proposed. Nobody assesses what they are recused from."))
    if unplaced := [str(person) for person in people if person.pk in found.unplaced]:
        names = {"names": ", ".join(unplaced)}
        messages.warning(request, _("Recused from something in every group: %(names)s. Adjust the groups.") % names)
    return redirect(assessment)


@require_http_methods(["GET", "POST"])
def group_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = Assessment.objects.visible_to(request.user)
    rows = Group.objects.filter(assessment__in=visible)
    group = get_object_or_404(rows.select_related("assessment__round", "assessment__meeting__forum"), pk=pk)
    if not may_prepare_assessment(request.user, group.assessment.round.county_id):
        raise PermissionDenied
    form = GroupForm(request.POST or None, group=group, day=timezone.localdate())
    if form.is_valid():
        try:
            groups.adjust(group, actor=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("%(group)s is changed.") % {"group": group})
            return redirect(group.assessment)
    words = {
        "title": str(group),
        "text": _("Who or what is taken from another group leaves that one."),
        "verb": _("Save the group"),
    }
    name = _("Groups, %(round)s") % {"round": group.assessment.round}
    trail = [*trail_up(group.assessment), (name, group.assessment.get_absolute_url())]
    return form_page(request, form, trail, words)


@require_POST
def group_phase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lead the assessment to the phase that is asked for."""
    assessment = get_led(request, pk)
    wanted = request.POST.get("phase", "")
    try:
        if wanted not in Phase.values:
            raise DomainError(_("There is no such phase."))
        groups.move(assessment, Phase(wanted), actor=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        phase = {"phase": assessment.get_phase_display()}
        messages.success(request, _("The assessment is in the phase «%(phase)s». The groups have got a mail.") % phase)
    return redirect(assessment)
