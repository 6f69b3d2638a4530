"""What sentences claim: figures in prose, the phrases around them, and what they are held against.

Beneath the rules and above the model. Words of the form are data of the packs, not of these modules.
"""
