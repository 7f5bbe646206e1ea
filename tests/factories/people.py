"""People, and the mail that waits for them."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from dekom.core.models import OutboxMail, User


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.com")
    name = factory.Sequence(lambda number: f"Person {number:04}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return model_class.objects.create_user(*args, **fields)


class OutboxMailFactory(DjangoModelFactory[OutboxMail]):
    class Meta:
        model = OutboxMail

    recipient = factory.SubFactory(UserFactory)
    template = "core/test"
    subject = "Subject"
    body = "Body\n"
