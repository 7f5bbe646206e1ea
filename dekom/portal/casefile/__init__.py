"""A whole round as one file: read, checked, loaded, and written out again.

The shape is documented in ``docs/round-file.md`` and, for machines, in ``round.schema.json`` beside this module.
"""
