"""What people type on the forum's pages."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from dekom.core.fields import ClockInput, DayField
from dekom.core.models import User
from dekom.core.ordering import norwegian_order
from forum.enums import AppointmentRole, BallotMethod, Choice, Dealing, SeatCategory
from forum.models import Forum, Item, Meeting, Motion
from forum.services.roster_paste import PastedSeat, read_roster
from forum.wording import roster_text
from networks.enums import FORUM_ROLES, RoleKind
from networks.models import Network, Round

MAX_BYTES = 20_000_000


def people_of(forum: Forum, *kinds: str) -> QuerySet[User]:
    """Active people with one of the roles in the forum's county, by name."""
    found = User.objects.filter(is_active=True, roles__county=forum.county_id, roles__kind__in=kinds)
    return User.objects.filter(pk__in=found.values("pk")).order_by(norwegian_order("name"), "pk")


class AppointmentForm(forms.Form):
    """Who gets the seat's place, and for how long."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    rank = forms.TypedChoiceField(
        label=_("Place"),
        coerce=int,
        choices=[(0, AppointmentRole.MEMBER.label), (1, _("Deputy 1")), (2, _("Deputy 2")), (3, _("Deputy 3"))],
    )
    valid_from = DayField(label=_("From"))
    valid_to = DayField(label=_("To and with"), required=False, help_text=_("Two years if you leave it empty."))
    source = forms.CharField(label=_("Appointed by"), required=False, max_length=300)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = User.objects.filter(is_active=True, roles__county=forum.county_id).values("pk")
        self.fields["person"] = forms.ModelChoiceField(
            User.objects.filter(pk__in=everybody).order_by(norwegian_order("name"), "pk"), label=_("Person")
        )


def category_words() -> dict[str, str]:
    """What people may write for a category, in small letters: our code, and its name in each language."""
    words = {category.value: category.value for category in SeatCategory}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {str(category.label).casefold(): category.value for category in SeatCategory}
    return words


class CompositionForm(forms.Form):
    """A new composition, with a line for each seat pasted from a spreadsheet."""

    name = forms.CharField(label=_("Name"), max_length=200)
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("The mandate or decision it is from.")
    )
    valid_from = DayField(label=_("From"))
    valid_to = DayField(label=_("To and with"), required=False)
    terms_from = DayField(
        label=_("People are elected from"),
        required=False,
        help_text=_("For two years. The composition's first day if you leave it empty."),
    )
    rows = forms.CharField(label=_("Seats, a line each"), widget=forms.Textarea(attrs={"rows": 14, "wrap": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ", ".join(str(label) for _value, label in SeatCategory.choices)
        self.fields["rows"].help_text = _(
            "Paste from a spreadsheet: represents; category; member; member's e-mail; deputy; deputy's e-mail; and so "
            "on. A network's seat is written with the network's name. Categories: %(names)s."
        ) % {"names": names}

    def clean_rows(self) -> list[PastedSeat]:
        seats, problems = read_roster(self.cleaned_data["rows"], category_words())
        if problems:
            raise forms.ValidationError([roster_text(problem) for problem in problems])
        return seats

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The composition ends before it begins."))
        return data


class DayForm(forms.Form):
    """A day to look at the roster on."""

    on = DayField()


class MeetingForm(forms.ModelForm[Meeting]):
    link = forms.URLField(label=_("Link for those who take part digitally"), required=False, assume_scheme="https")

    class Meta:
        model = Meeting
        fields = ["title", "date", "starts", "ends", "place", "link", "chair", "minutes_taker", "language"]
        field_classes = {"date": DayField}
        widgets = {"starts": ClockInput(), "ends": ClockInput()}

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.forum = forum
        staff = people_of(forum, RoleKind.SECRETARIAT, *FORUM_ROLES)
        for name in ("chair", "minutes_taker"):
            self.fields[name].queryset = staff  # type: ignore[attr-defined]  # a ModelChoiceField


class ItemForm(forms.ModelForm[Item]):
    """A matter as it is prepared."""

    class Meta:
        model = Item
        fields = ["title", "kind", "text", "round", "network"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.forum = forum
        rounds = Round.objects.filter(county=forum.county_id).select_related("scheme").order_by("-year", "scheme__name")
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]  # as above
        networks = Network.objects.filter(county=forum.county_id).order_by(norwegian_order("name"))
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, at most 20 MB, so that all papers of the meeting can be one file."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> bytes:
        uploaded = self.cleaned_data["file"]
        if uploaded.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large. At most 20 MB."))
        content: bytes = uploaded.read()
        return content


class AbsenceForm(forms.Form):
    """From when to when, or from which matter; nothing of it is the whole meeting.

    ``hidden``: networks that the reader is recused from, whose matters they are not told of.
    """

    begins = forms.TimeField(label=_("From"), required=False, widget=ClockInput())
    ends = forms.TimeField(label=_("To"), required=False, widget=ClockInput())
    item = forms.ModelChoiceField(Item.objects.none(), label=_("Matter"), required=False)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def __init__(self, *args: Any, meeting: Meeting, hidden: Collection[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = meeting.items.filter(parent=None).exclude(network__in=hidden)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]  # a choice


class ClockForm(forms.Form):
    """A person, and a clock time of the meeting's day; now, if it is empty."""

    person = forms.ModelChoiceField(User.objects.none())
    clock = forms.TimeField(required=False, widget=ClockInput())
    digital = forms.BooleanField(required=False)

    def __init__(self, *args: Any, meeting: Meeting, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def moment(self, now: datetime) -> datetime:
        clock = self.cleaned_data["clock"]
        return at_clock(self.meeting.date, clock) if clock else now


def at_clock(day: date, clock: Any) -> datetime:
    return datetime.combine(day, clock, timezone.get_current_timezone())


class MotionForm(forms.ModelForm[Motion]):
    class Meta:
        model = Motion
        fields = ["point", "title", "text", "kind", "amends", "if_it_falls", "proposer", "network"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.item = item
        self.fields["amends"].queryset = item.motions.all()  # type: ignore[attr-defined]
        networks = Network.objects.filter(county=item.forum.county_id).order_by(norwegian_order("name"))
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """How a motion is settled without a vote."""

    dealing = forms.ChoiceField(choices=[(each.value, each.label) for each in (Dealing.AGREED, Dealing.FOLLOWS)])
    carried = forms.TypedChoiceField(
        coerce=lambda value: value == "yes", choices=[("yes", _("Carried")), ("no", _("Fell"))]
    )
    note = forms.CharField(required=False, max_length=500)


class OpenBallotForm(forms.Form):
    method = forms.ChoiceField(choices=[(each.value, each.label) for each in (BallotMethod.COUNT, BallotMethod.SEAT)])


class CountForm(forms.Form):
    """A show of hands; left empty where each seat votes on its own screen."""

    votes_for = forms.IntegerField(label=pgettext_lazy("vote", "For"), required=False, min_value=0, max_value=999)
    against = forms.IntegerField(label=_("Against"), required=False, min_value=0, max_value=999)
    abstained = forms.IntegerField(label=_("Abstain"), required=False, min_value=0, max_value=999)
    chair_says = forms.ChoiceField(
        label=_("The chair's word in a tie"),
        required=False,
        choices=[("", _("No tie")), (Choice.FOR.value, Choice.FOR.label), (Choice.AGAINST.value, Choice.AGAINST.label)],
    )


class FollowUpForm(forms.Form):
    text = forms.CharField(label=_("What"), max_length=300)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who"))
    deadline = DayField(label=_("By"))

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(forum, RoleKind.SECRETARIAT, *FORUM_ROLES)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class RemarkForm(forms.Form):
    text = forms.CharField(label=_("Remark"), widget=forms.Textarea(attrs={"rows": 4}))
    item = forms.ModelChoiceField(Item.objects.none(), label=_("Matter"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, hidden: Collection[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = meeting.items.filter(parent=None).exclude(network__in=hidden)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]  # a choice


class AnswerForm(forms.Form):
    taken_in = forms.TypedChoiceField(
        label=_("Answer"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Taken in: send a new version")), ("no", _("Noted below the minutes"))],
    )
    text = forms.CharField(label=_("What is changed, or why nothing is"), widget=forms.Textarea(attrs={"rows": 3}))
