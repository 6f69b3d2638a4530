"""`python -m govlint`.

Duty: call the command line. May not do anything else.
"""

import sys

from govlint.cli import main

sys.exit(main())
