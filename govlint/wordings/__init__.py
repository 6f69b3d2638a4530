"""What rules on wording and on private data share: prose in one, words, repeats, pairs, check digits.

Duty: find things in prose. May not know a word, a form or a rule.
"""
