"""Assets, their specs, and the jobs built from them."""
