"""What the readers of Word files and of PDF are made of.

Duty: packages, XML, numbering, ruled lines and words on a page. May not know the form.
"""
