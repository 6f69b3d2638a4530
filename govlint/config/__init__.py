"""Configuration: which file governs what, what it says, and who set each value."""
