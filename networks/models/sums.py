"""Keeps ``DecisionBasis.requested`` the sum of its measures, whoever writes a cost: pages, files, or SQL."""

import pgtrigger

_SUM = """
    UPDATE networks_decisionbasis AS basis
       SET requested = found.total
      FROM (
            SELECT (SELECT COALESCE(SUM(line.amount), 0)
                      FROM networks_costline AS line
                      JOIN networks_measure AS measure ON measure.id = line.measure_id
                     WHERE measure.basis_id = {basis})
                 + COALESCE((SELECT coordination_amount FROM networks_basiscontent WHERE basis_id = {basis}), 0)
                   AS total
           ) AS found
     WHERE basis.id = {basis}
       AND basis.requested IS DISTINCT FROM found.total
       AND EXISTS (SELECT 1 FROM networks_measure WHERE basis_id = {basis});
    RETURN NULL;
"""


def sums_up(path: str) -> pgtrigger.Trigger:
    """After each change of a row, sum up its basis where it has measures.

    ``path``: how the row knows its basis: the column ``basis_id``, or ``measure_id``.
    """
    own = f"COALESCE(NEW.{path}, OLD.{path})"
    basis = own if path == "basis_id" else f"(SELECT basis_id FROM networks_measure WHERE id = {own})"  # noqa: S608 - our own columns
    return pgtrigger.Trigger(
        name="sums_up",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_SUM.format(basis=basis),
    )
