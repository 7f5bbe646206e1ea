"""How much the browser has read: counted test by test, told when all are done."""

from collections import Counter

READ = "read in the browser"


def pytest_terminal_summary(terminalreporter):
    """One line, over all processes."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    total = Counter()
    for report in reports:
        if getattr(report, "when", "") == "call":
            for name, value in report.user_properties:
                total.update(value if name == READ else {})
    if total:
        terminalreporter.write_line(
            "In the browser: {pages} pages (address × role), {opened} of them opened, at three widths and without "
            "JavaScript; read by axe {views} times".format(**total)
        )
