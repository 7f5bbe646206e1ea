"""The regimes and the county that Dekom is shipped with, as data."""
