"""The language server: findings in an editor while a report is written.

Duty: everything that speaks the language server protocol, on pygls (extra `lsp`). May not be imported by a run of
`check`.
"""
