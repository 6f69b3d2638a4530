"""Hostile input for everything that reads: no uncaught exception, no work out of proportion.

python -m benchmarks.fuzz                          # every target, 200 inputs each
python -m benchmarks.fuzz --runs 100000 tokens     # as many as you like of one target
python -m benchmarks.fuzz --seed 7 html docx       # other inputs; the same seed gives the same ones
python -m benchmarks.fuzz --atheris html           # guided by coverage, where atheris is installed
"""
