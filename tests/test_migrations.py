"""The migrations make the very tables, constraints, indexes and triggers that the models say and the tests run on."""

import pytest
from django.core.management import call_command
from django.db import connection

from tests import template_database
from tests.template_database import connected_to, drop, run

NAME = "dekom_by_migrations"
OURS = ("core_", "networks_", "allocations_", "forum_")  # what others bring is as their own migrations make it
FACTS = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, is_identity
          FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    """,
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """
        SELECT tgrelid::regclass::text, pg_get_triggerdef(t.oid), p.prosrc
          FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal
    """,
}


def facts():
    found = {}
    with connection.cursor() as cursor:
        for name, query in FACTS.items():
            cursor.execute(query)
            found[name] = {fact for fact in cursor.fetchall() if fact[0].startswith(OURS)}
    return found


@pytest.mark.slow
def test_the_migrations_make_what_the_models_say(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connected_to(template_database.name()):
            by_models = facts()
        run(f'DROP DATABASE IF EXISTS "{NAME}"', f'CREATE DATABASE "{NAME}"')
        with connected_to(NAME):
            call_command("migrate", verbosity=0)
            by_migrations = facts()
        drop(NAME)

    for name in FACTS:
        assert by_models[name] - by_migrations[name] == set(), f"{name} that the migrations lack"
        assert by_migrations[name] - by_models[name] == set(), f"{name} that only the migrations make"
