"""The money's way: from the appropriation, through what it is for, to who gets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dekom.core.charts.geometry import shorten, text_width

BODY = 500  # the height of all the money
NODE = 14
LEFT, MIDDLE, RIGHT = 6, 452, 846
SLOT, GAP = 17, 6  # a recipient's line, so that names never touch
WIDE_SLOT, WIDE_GAP = 40, 12  # a stream's two lines
EDGE = 12
LETTERS = 40
TYPE = 14


@dataclass(frozen=True)
class Stream:
    """What a part of the appropriation is for; ``key`` names its colour (``s-<key>``)."""

    key: str
    label: str
    amount: int


@dataclass(frozen=True)
class Recipient:
    """Who gets money, and from which streams. ``key`` is the colour of the box: ``all`` for networks."""

    label: str
    key: str
    shares: Mapping[str, int]

    @property
    def amount(self) -> int:
        return sum(self.shares.values())


@dataclass(frozen=True)
class Box:
    """A node with its text beside it; ``full`` is the whole name where ``label`` had to be cut."""

    x: float
    y: float
    width: float
    height: float
    key: str
    label: str
    full: str
    amount: int
    text_x: float
    text_y: float


@dataclass(frozen=True)
class Flow:
    key: str
    path: str


@dataclass(frozen=True)
class Sankey:
    width: float
    height: float
    source: Box
    streams: list[Box]
    recipients: list[Box]
    flows: list[Flow]


def sankey(label: str, streams: Sequence[Stream], recipients: Sequence[Recipient]) -> Sankey:
    """Three columns of boxes and the flows between them. Recipients stand in the order given; no two names touch.

    Raises: ValueError: no money, or a stream that is not shared out to the krone.
    """
    streams = [stream for stream in streams if stream.amount]
    recipients = [recipient for recipient in recipients if recipient.amount]
    total = sum(stream.amount for stream in streams)
    if total <= 0:
        raise ValueError("there must be money to draw")
    for stream in streams:
        if sum(recipient.shares.get(stream.key, 0) for recipient in recipients) != stream.amount:
            raise ValueError(f"the stream {stream.key} is not shared out to the krone")
    scale = BODY / total

    heights = [max(recipient.amount * scale, SLOT) + GAP for recipient in recipients]
    wide_heights = [max(stream.amount * scale, WIDE_SLOT) + WIDE_GAP for stream in streams]
    height = max(sum(heights), sum(wide_heights), BODY) + 2 * EDGE
    source = _box(LEFT, (height - BODY) / 2, BODY, "all", label, total)
    stream_boxes = _column(MIDDLE, (height - sum(wide_heights)) / 2, wide_heights, streams, scale)
    recipient_boxes = _column(RIGHT, (height - sum(heights)) / 2, heights, recipients, scale)

    flows = []
    leaving = source.y
    for box in stream_boxes:
        flows.append(Flow(box.key, _ribbon(LEFT + NODE, leaving, MIDDLE, box.y, box.height)))
        leaving += box.height
    left_at = {box.key: box.y for box in stream_boxes}
    for recipient, box in zip(recipients, recipient_boxes, strict=True):
        arriving = box.y
        for stream in streams:
            if share := recipient.shares.get(stream.key, 0):
                thickness = share * scale
                flows.append(Flow(stream.key, _ribbon(MIDDLE + NODE, left_at[stream.key], RIGHT, arriving, thickness)))
                left_at[stream.key] += thickness
                arriving += thickness
    longest = max(text_width(box.label, TYPE) for box in recipient_boxes)
    width = RIGHT + NODE + 10 + max(longest + 100, 260)
    return Sankey(round(width), round(height), source, stream_boxes, recipient_boxes, flows)


def _column(
    x: float, top: float, heights: Sequence[float], items: Sequence[Stream | Recipient], scale: float
) -> list[Box]:
    boxes = []
    for item, slot in zip(items, heights, strict=True):
        height = item.amount * scale
        boxes.append(_box(x, top + (slot - height) / 2, height, item.key, item.label, item.amount))
        top += slot
    return boxes


def _box(x: float, y: float, height: float, key: str, label: str, amount: int) -> Box:
    return Box(
        x=x,
        y=round(y, 1),
        width=NODE,
        height=round(max(height, 1), 1),
        key=key,
        label=shorten(label, LETTERS),
        full=label,
        amount=amount,
        text_x=x + NODE + 10 if x != MIDDLE else x - 10,
        text_y=round(y + height / 2, 1),
    )


def _ribbon(x0: float, y0: float, x1: float, y1: float, thickness: float) -> str:
    bend = (x0 + x1) / 2
    return (
        f"M{x0:g} {y0:.1f}C{bend:g} {y0:.1f} {bend:g} {y1:.1f} {x1:g} {y1:.1f}V{y1 + thickness:.1f}"
        f"C{bend:g} {y1 + thickness:.1f} {bend:g} {y0 + thickness:.1f} {x0:g} {y0 + thickness:.1f}Z"
    )
