"""Reports open when the letter is issued; ``allocations`` says so."""

from datetime import datetime

from networks.enums import MilestoneKind
from networks.models import Network, Organisation, Report, Round


def open_for(
    round_: Round, *, network: Network | None = None, organisation: Organisation | None = None, now: datetime
) -> Report:
    """The round's report of a network or of another recipient, opened if it is not there already."""
    due = round_.milestones.filter(kind=MilestoneKind.REPORT).values_list("date", flat=True).first()
    report, _made = Report.objects.get_or_create(
        round=round_, network=network, organisation=organisation, defaults={"due_on": due, "opened_at": now}
    )
    return report
