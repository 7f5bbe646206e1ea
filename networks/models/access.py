"""What a person's roles of today open for them; the one place where roles become rights to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from dekom.core.models import User
from networks.enums import FORUM_ROLES, NETWORK_ROLES, READS_ALL_ROLES, STAFF_ROLES, RoleKind
from networks.models.role import Role


@dataclass(frozen=True)
class Access:
    """A person's roles of today. Sets of primary keys, ready for ``__in``."""

    roles: tuple[Role, ...]
    is_superuser: bool = False

    def counties_as(self, *kinds: str) -> frozenset[int]:
        return frozenset(role.county_id for role in self.roles if role.kind in kinds)

    def has(self, *kinds: str) -> bool:
        return any(role.kind in kinds for role in self.roles)

    @cached_property
    def counties(self) -> frozenset[int]:
        """Where the person has a role of any kind: there they see the register and the adopted frames."""
        return frozenset(role.county_id for role in self.roles)

    @cached_property
    def reads_all_in(self) -> frozenset[int]:
        return self.counties_as(*READS_ALL_ROLES)

    @cached_property
    def forum_in(self) -> frozenset[int]:
        return self.counties_as(*FORUM_ROLES)

    @cached_property
    def networks(self) -> frozenset[int]:
        """Networks the person works for: leader, coordinator, or partner from a university."""
        kinds = (*NETWORK_ROLES, RoleKind.UH_PARTNER)
        return frozenset(role.network_id for role in self.roles if role.kind in kinds and role.network_id)

    @cached_property
    def network_counties(self) -> frozenset[int]:
        """Where the person works for a network, and so may read the others' decision bases in review."""
        return self.counties_as(*NETWORK_ROLES, RoleKind.UH_PARTNER)

    @cached_property
    def organisations(self) -> frozenset[int]:
        """Owners the person speaks for."""
        return frozenset(
            role.organisation_id for role in self.roles if role.kind == RoleKind.OWNER_CONTACT and role.organisation_id
        )

    @property
    def is_staff(self) -> bool:
        return self.is_superuser or self.has(*STAFF_ROLES)


def access_of(user: User | AnonymousUser) -> Access:
    """The person's access today; asked of the database once per user object, so once a request."""
    if not isinstance(user, User) or not user.is_active:
        return Access(())
    known: Access | None = getattr(user, "_access", None)
    if known is None:
        roles: Iterable[Role] = Role.objects.on(timezone.localdate()).filter(user=user).select_related("county")
        known = Access(tuple(roles), user.is_superuser)
        user._access = known  # type: ignore[attr-defined]  # a cache on the instance, gone with the request
    return known
