"""What actions raise when a rule says no."""

from collections.abc import Sequence


class DomainError(Exception):
    """A rule says no. Carries every reason at once, in the user's words."""

    def __init__(self, messages: str | Sequence[str]) -> None:
        self.messages = [messages] if isinstance(messages, str) else list(messages)
        super().__init__(" ".join(str(message) for message in self.messages))


class StaleStateError(DomainError):
    """Somebody else was first: the row is no longer as this person saw it."""
