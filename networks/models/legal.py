"""The rules a round follows, as data with validity dates; nothing in code asks for the year."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dekom.core.bilingual import Bilingual
from dekom.core.periods import Period
from networks.enums import ForumRole, LegalSubject, MilestoneKind


@pghistory.track()
class LegalBasis(Period):
    """A regime: the 2021 guidelines or the 2026 regulation. What it calls things is data too."""

    code = models.CharField(_("code"), max_length=40, unique=True, help_text=_("As Lovdata has it: FOR-2026-01-12-23."))
    title_nb = models.CharField(_("title (bokmål)"), max_length=300)
    title_nn = models.CharField(_("title (nynorsk)"), max_length=300)
    forum_role = models.CharField(_("the forum's part"), max_length=20, choices=ForumRole)
    basis_name_nb = models.CharField(_("name of the decision basis (bokmål)"), max_length=60)
    basis_name_nn = models.CharField(_("name of the decision basis (nynorsk)"), max_length=60)
    needs_name_nb = models.CharField(_("name of the needs report (bokmål)"), max_length=60, default="behovsmelding")
    needs_name_nn = models.CharField(_("name of the needs report (nynorsk)"), max_length=60, default="behovsmelding")
    needs_report_required = models.BooleanField(
        _("owners must send a needs report"), default=False, help_text=_("Otherwise it is voluntary.")
    )
    recommendation_name_nb = models.CharField(_("name of the recommendation (bokmål)"), max_length=60)
    recommendation_name_nn = models.CharField(_("name of the recommendation (nynorsk)"), max_length=60)
    appeal_body_nb = models.CharField(_("appeal body (bokmål)"), max_length=100)
    appeal_body_nn = models.CharField(_("appeal body (nynorsk)"), max_length=100)
    required_texts = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("texts that a decision basis must have"),
        default=list,
        blank=True,
        help_text=_("Names of fields, of the whole basis or of each measure, separated by commas."),
    )

    title = Bilingual()
    basis_name = Bilingual()
    needs_name = Bilingual()
    recommendation_name = Bilingual()
    appeal_body = Bilingual()

    class Meta(Period.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    @property
    def milestone_names(self) -> dict[str, str]:
        """What a round's dates are called, its documents as the regime calls them."""
        return {
            **{kind.value: str(kind.label) for kind in MilestoneKind},
            MilestoneKind.NEEDS_REPORT.value: capfirst(self.needs_name),
            MilestoneKind.DECISION_BASIS.value: capfirst(self.basis_name),
        }

    def __str__(self) -> str:
        return self.code


@pghistory.track()
class Criterion(models.Model):
    """One criterion that a decision basis is assessed against."""

    legal_basis = models.ForeignKey(
        LegalBasis, on_delete=models.CASCADE, related_name="criteria", verbose_name=_("legal basis")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    text_nb = models.TextField(_("text (bokmål)"))
    text_nn = models.TextField(_("text (nynorsk)"))
    fulfilled_nb = models.CharField(_("what fulfilled looks like (bokmål)"), max_length=300, blank=True)
    fulfilled_nn = models.CharField(_("what fulfilled looks like (nynorsk)"), max_length=300, blank=True)
    partly_nb = models.CharField(_("what partly fulfilled looks like (bokmål)"), max_length=300, blank=True)
    partly_nn = models.CharField(_("what partly fulfilled looks like (nynorsk)"), max_length=300, blank=True)
    unfulfilled_nb = models.CharField(_("what not fulfilled looks like (bokmål)"), max_length=300, blank=True)
    unfulfilled_nn = models.CharField(_("what not fulfilled looks like (nynorsk)"), max_length=300, blank=True)

    asked_nb = models.TextField(_("what the forum asks (bokmål)"), blank=True)
    asked_nn = models.TextField(_("what the forum asks (nynorsk)"), blank=True)
    places = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("texts that answer it"),
        default=list,
        blank=True,
        help_text=_("Names of fields, separated by commas: the criterion is shown beside them."),
    )

    text = Bilingual()
    asked = Bilingual()
    fulfilled = Bilingual()
    partly = Bilingual()
    unfulfilled = Bilingual()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["legal_basis", "order"],
                name="criterion_one_per_place",
                violation_error_message=_("Another criterion has this place in the order."),
            )
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class LegalReference(Period):
    """The law that a letter cites on a subject while it is in force, in both language forms."""

    legal_basis = models.ForeignKey(
        LegalBasis,
        on_delete=models.CASCADE,
        related_name="references",
        null=True,
        blank=True,
        verbose_name=_("legal basis"),
        help_text=_("Empty: cited under every legal basis."),
    )
    subject = models.CharField(_("subject"), max_length=20, choices=LegalSubject)
    citation_nb = models.CharField(_("citation (bokmål)"), max_length=300)
    citation_nn = models.CharField(_("citation (nynorsk)"), max_length=300)

    citation = Bilingual()

    class Meta(Period.Meta):
        verbose_name = _("legal reference")
        verbose_name_plural = _("legal references")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["legal_basis", "subject", "valid_from"],
                nulls_distinct=False,
                name="legal_reference_one_per_subject_and_start",
                violation_error_message=_("There is a reference on this subject from this date already."),
            ),
        ]

    def __str__(self) -> str:
        return self.citation
