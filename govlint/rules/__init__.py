"""The rules: one module for each family, none importing another.

A rule is a function decorated with `@rule`; it knows how to check and not what, where or by which law.
Modules with rules are named by the hook `govlint_rules`.
"""
