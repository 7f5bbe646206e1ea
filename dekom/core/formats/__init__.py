"""How Norwegians write dates and times in forms: Django's own formats begin with those of computers."""

DATES = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]
TIMES = ["%H:%M", "%H.%M", "%H:%M:%S", "%H:%M:%S.%f"]
DATES_AND_TIMES = [f"{date} {time}" for date in DATES for time in TIMES]
