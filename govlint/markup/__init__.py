"""HTML as it is really served: tokens, tree, tables, the body of a page.

Duty: markup with exact offsets, in time linear in its length. May not know readers, encodings or forms.

Own code because no fast library tells where in the file a cell stands; the rules are those of the HTML
standard wherever they change what a person sees. Held against lxml and selectolax by the tests.
"""
