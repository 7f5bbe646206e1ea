"""What people type about recusals, groups and the recommendation."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dekom.core.fields import KronerField
from dekom.core.models import User
from dekom.core.ordering import norwegian_order
from forum.enums import NEVER_VOTE
from forum.enums.sheets import RecommendationStatus, Ruling
from forum.models import Appointment, Group, Meeting, Recommendation, RecommendationLine, RecommendationPoint
from networks.enums import FORUM_ROLES, RoleKind
from networks.models import Network, Role, Round


def forum_people(county_id: int, day: Any) -> Any:
    """The county's members and deputies on a day, in Norwegian order."""
    roles = Role.objects.on(day).filter(county=county_id, kind__in=FORUM_ROLES)
    return User.objects.filter(roles__in=roles).distinct().order_by(norwegian_order("name"), "pk")


def forum_members(county_id: int, day: Any) -> Any:
    """The members alone: those whom groups are proposed for. The governor's people lead, and assess nothing."""
    roles = Role.objects.on(day).filter(county=county_id, kind=RoleKind.FORUM_MEMBER)
    without = Appointment.objects.on(day).filter(seat__category__in=NEVER_VOTE).values("person")
    members = User.objects.filter(roles__in=roles).exclude(pk__in=without)
    return members.distinct().order_by(norwegian_order("name"), "pk")


def round_networks(round_: Round) -> Any:
    return Network.objects.filter(decision_bases__round=round_).order_by(norwegian_order("name"))


class NoticeForm(forms.Form):
    """Somebody says that another is tied to a network."""

    about = forms.ModelChoiceField(User.objects.none(), label=_("Who"))
    network = forms.ModelChoiceField(Network.objects.none(), label=_("Which network"))
    note = forms.CharField(label=_("What the tie is"), max_length=300)

    def __init__(self, *args: Any, round_: Round, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = forum_people(round_.county_id, day)  # type: ignore[attr-defined]  # a choice
        self.fields["network"].queryset = round_networks(round_)  # type: ignore[attr-defined]  # a choice


class RulingForm(forms.Form):
    """What the forum ruled, and where."""

    ruling = forms.ChoiceField(
        label=_("The forum's ruling"),
        choices=[(value, label) for value, label in Ruling.choices if value != Ruling.OPEN],
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(label=_("Meeting and matter"), max_length=200)
    note = forms.CharField(label=_("Grounds"), max_length=300, required=False)


class ArrangeForm(forms.Form):
    """How many groups."""

    count = forms.IntegerField(label=_("Number of groups"), min_value=1, max_value=10, initial=3)


class GroupForm(forms.Form):
    """Who is in a group, what it assesses, who keeps the sheet."""

    members = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Members"), widget=forms.CheckboxSelectMultiple, required=False
    )
    networks = forms.ModelMultipleChoiceField(
        Network.objects.none(), label=_("Networks"), widget=forms.CheckboxSelectMultiple, required=False
    )
    rapporteur = forms.ModelChoiceField(
        User.objects.none(), label=_("Rapporteur"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, *args: Any, group: Group, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        round_ = group.assessment.round
        for name, rows in (
            ("members", forum_people(round_.county_id, day)),
            ("networks", round_networks(round_).filter(decision_bases__status__in=["in_review", "decided"])),
            ("rapporteur", forum_people(round_.county_id, day)),
        ):
            self.fields[name].queryset = rows.distinct()  # type: ignore[attr-defined]  # a choice
        self.initial.update(
            members=list(group.members.values_list("person", flat=True)),
            networks=list(group.sheets.values_list("network", flat=True)),
            rapporteur=group.rapporteur_id,
        )


class BeginForm(forms.Form):
    """Which round a meeting assesses."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=_("Meeting"))
    round = forms.ModelChoiceField(Round.objects.none(), label=_("Round"))

    def __init__(self, *args: Any, meetings: Any, rounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]  # a choice
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]  # a choice


class LineForm(forms.ModelForm[RecommendationLine]):
    """One line of an open recommendation. What was on the screen comes back as ``seen-…``."""

    class Meta:
        model = RecommendationLine
        fields = ["proposed", "amount", "amount_reason", "remark", "conditions", "payout_held", "release_condition"]
        field_classes = {"proposed": KronerField, "amount": KronerField}
        widgets = {
            name: forms.Textarea(attrs={"rows": 2})
            for name in ("amount_reason", "remark", "conditions", "release_condition")
        }

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not recommendation.is_input or recommendation.status != RecommendationStatus.DRAFT:
            del self.fields["proposed"]
        if self.instance.fixed_grant_id:
            for name in ("amount_reason", "conditions", "payout_held", "release_condition"):
                del self.fields[name]


class SeenForm(forms.ModelForm[RecommendationLine]):
    """The same fields as they stood when the page was made."""

    class Meta:
        model = RecommendationLine
        fields = LineForm.Meta.fields
        field_classes = LineForm.Meta.field_classes


class PointsForm(forms.Form):
    """The texts of the points, where it is dealt with, and what is said on the whole."""

    reference = forms.CharField(
        label=_("Meeting and matter"),
        max_length=200,
        required=False,
        help_text=_("Empty: the meeting's date and the matter's number, when it has one."),
    )
    whole = forms.CharField(label=_("On the whole"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(reference=recommendation.reference, whole=recommendation.whole)
        self.numbers = []
        for point in recommendation.points.all():
            self.numbers.append(point.number)
            self.fields[f"text_{point.number}"] = forms.CharField(
                label=_("Point %(number)s") % {"number": point.number},
                initial=point.text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def texts(self) -> dict[int, str]:
        return {number: self.cleaned_data[f"text_{number}"] for number in self.numbers}


class ResultsForm(forms.Form):
    """How each point was settled, where no ballot of the meeting says it."""

    def __init__(
        self, *args: Any, points: Iterable[RecommendationPoint], voted: Collection[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [point.number for point in points if point.number not in voted]
        for number in self.numbers:
            self.fields[f"result_{number}"] = forms.CharField(
                label=_("Point %(number)s: result") % {"number": number}, max_length=300, required=False
            )

    def results(self) -> dict[int, str]:
        return {number: self.cleaned_data[f"result_{number}"] for number in self.numbers}


class WeighForm(forms.Form):
    """The governor's words on the whole, and on each line where the forum said something."""

    whole = forms.CharField(
        label=_("On the whole: how the input was weighed"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, recommendation: Recommendation, lines: list[RecommendationLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["whole"] = recommendation.weighing
        self.lines = [line.pk for line in lines]
        for line in lines:
            self.fields[f"line_{line.pk}"] = forms.CharField(
                label=line.label,
                help_text=line.remark,
                initial=line.weighing,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def texts(self) -> dict[int, str]:
        return {pk: self.cleaned_data[f"line_{pk}"] for pk in self.lines}
