"""Recorded exceptions: waivers, which people write, and baselines, which `baseline create` writes.

Duty: excuse findings, and say what is wrong with the records. May not check reports, print or exit.
"""
