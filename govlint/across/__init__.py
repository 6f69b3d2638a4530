"""Across years and agencies: what is gathered of many reports, and how their constraints are run.

`reading`, `sketch` and `passages` compare prose; `extraction` makes extracts; `naming`, `series`, `members` and
`seating` gather them; `judge` runs constraints; `run` puts these together for `lint.py` and the commands.
"""
