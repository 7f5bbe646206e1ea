"""Whether the tests may take long: ``make test-long`` tries all where ``make test`` tries some of each kind."""

import os

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
