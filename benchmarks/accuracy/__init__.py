"""How often planted faults are found, at which place, and how often harmless reports are spoken of.

python -m benchmarks.accuracy            # a few minutes of processor time; prints the tables
python -m benchmarks.accuracy --quick    # about a minute: fewer layouts for each fault
python -m benchmarks.accuracy --full     # more seeds of everything
python -m benchmarks.accuracy --write    # writes docs/accuracy.md
"""
