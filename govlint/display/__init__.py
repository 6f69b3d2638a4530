"""What formatters share: widths, snippets, figures, records.

Duty: hold them. May not print, nor know one formatter.
"""
