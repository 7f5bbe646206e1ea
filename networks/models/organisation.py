"""Everybody who can own, help, or be paid: owners, partners and other recipients."""

from typing import ClassVar, Self, TypeVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from dekom.core.numbers import validate_organisation_number
from networks.enums import OWNER_KINDS, PARTNER_KINDS, LanguageForm, OrganisationKind
from networks.models.access import access_of
from networks.models.county import County

Row_co = TypeVar("Row_co", bound="Organisation", covariant=True)


class OrganisationQuerySet(models.QuerySet[Row_co]):
    def visible_to(self, user: User) -> Self:
        """Those of the counties where the person has a role, and the national ones."""
        access = access_of(user)
        if access.is_superuser:
            return self
        if not access.counties:
            return self.none()
        return self.filter(models.Q(county__in=access.counties) | models.Q(county=None))


OrganisationManager = models.Manager.from_queryset(OrganisationQuerySet)


@pghistory.track()
class Organisation(models.Model):
    """A municipality, county council, private owner, university, Statped, or another recipient of money."""

    county = models.ForeignKey(
        County,
        on_delete=models.PROTECT,
        related_name="organisations",
        null=True,
        blank=True,
        verbose_name=_("county"),
        help_text=_("Empty for national bodies, such as universities."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    number = models.CharField(_("municipality number"), max_length=10, blank=True)
    name = models.CharField(_("name"), max_length=200)
    organisation_number = models.CharField(
        _("organisation number"), max_length=9, blank=True, validators=[validate_organisation_number]
    )
    language_form = models.CharField(
        _("language form"), max_length=10, choices=LanguageForm, default=LanguageForm.NEUTRAL
    )
    postal_address = models.CharField(_("postal address"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=4, blank=True)
    postal_place = models.CharField(_("postal place"), max_length=100, blank=True)
    is_made_up = models.BooleanField(
        _("made up"), default=False, help_text=_("Numbers and addresses are examples, not facts.")
    )

    objects: ClassVar[OrganisationManager["Organisation"]] = OrganisationManager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "number"],
                condition=~models.Q(number=""),
                name="organisation_number_unique_in_county",
                violation_error_message=_("Another owner in the county has this number."),
            ),
            models.UniqueConstraint(
                fields=["county", "kind", "name"],
                nulls_distinct=False,
                name="organisation_name_unique_in_county_and_kind",
                violation_error_message=_("There is an organisation of this kind and name already."),
            ),
            models.UniqueConstraint(
                fields=["organisation_number"],
                condition=~models.Q(organisation_number=""),
                name="organisation_registered_once",
                violation_error_message=_("Another organisation has this organisation number."),
            ),
            models.CheckConstraint(
                name="organisation_owner_has_county",
                condition=~models.Q(kind__in=OWNER_KINDS) | models.Q(county__isnull=False),
                violation_error_message=_("An owner belongs to a county."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OwnerManager(OrganisationManager["Owner"]):
    def get_queryset(self) -> models.QuerySet["Owner"]:
        return super().get_queryset().filter(kind__in=OWNER_KINDS)


class PartnerManager(OrganisationManager["Partner"]):
    def get_queryset(self) -> models.QuerySet["Partner"]:
        return super().get_queryset().filter(kind__in=PARTNER_KINDS)


class Owner(Organisation):
    """An organisation that owns kindergartens or schools."""

    objects: ClassVar[OwnerManager] = OwnerManager()

    class Meta:
        proxy = True
        verbose_name = _("owner")
        verbose_name_plural = _("owners")


class Partner(Organisation):
    """An organisation that helps owners develop: a university, Statped, another expert body."""

    objects: ClassVar[PartnerManager] = PartnerManager()

    class Meta:
        proxy = True
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
