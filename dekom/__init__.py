"""Dekom: the yearly round of state grants for competence development."""
