"""Settlements that were decided before get the letter that told of them, where only one can be it."""

from django.db import migrations


def find_letters(apps, schema_editor):
    letters = apps.get_model("allocations", "DecisionLetter").objects
    settlements = apps.get_model("allocations", "Settlement").objects
    for each in settlements.exclude(status="proposed").filter(letter=None).select_related("report"):
        told = letters.filter(
            round=each.report.round_id, recipient=each.recipient_id, kind=each.kind, amount=each.amount
        ).values_list("pk", flat=True)
        alike = settlements.exclude(status="proposed").filter(
            report__round=each.report.round_id, recipient=each.recipient_id, kind=each.kind, amount=each.amount
        )
        if len(told) == 1 and alike.count() == 1:
            settlements.filter(pk=each.pk).update(letter=told[0])


class Migration(migrations.Migration):
    dependencies = [("allocations", "0007_appeals_on_settlements")]
    operations = [migrations.RunPython(find_letters, migrations.RunPython.noop)]
