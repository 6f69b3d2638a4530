"""Packs: what rules check, by which law, and what is said."""
