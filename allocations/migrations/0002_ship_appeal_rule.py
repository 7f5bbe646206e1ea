"""The rule on the time to appeal that Dekom is shipped with. It is data: a new law is a new row with its date."""

from datetime import date

from django.db import migrations


def ship(apps, schema_editor):
    rules = apps.get_model("allocations", "AppealRule")
    rules.objects.get_or_create(
        legal_basis=None,
        valid_from=date(1970, 1, 1),
        defaults={
            "weeks": 3,
            "counts_from": "notice",
            "citation_nb": "forvaltningsloven § 29",
            "citation_nn": "forvaltningslova § 29",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("allocations", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
