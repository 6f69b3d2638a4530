"""Hostile input for everything that reads: no uncaught exception, no hang, no work or memory out of proportion.

python -m benchmarks.fuzz                          # every target, 200 inputs each
python -m benchmarks.fuzz --runs 100000 tokens     # as many as you like of one target
python -m benchmarks.fuzz --seed 7 html docx       # other inputs; the same seed gives the same ones
python -m benchmarks.fuzz --begin 5000 text        # go on where a run was stopped
python -m benchmarks.fuzz --keep FOLDER pack       # keep what was found, one file each
python -m benchmarks.fuzz --replay FILE pack       # feed a file that was kept
python -m benchmarks.fuzz.atheris_driver html      # guided by coverage: pip install atheris
"""
