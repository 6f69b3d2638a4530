"""Proposals: tried one by one on the file itself, shown as a diff, written where asked.

Duty: apply edits to bytes and check again. May not print, nor decide what is wrong.
"""
