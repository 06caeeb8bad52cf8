"""The third step of a proof: both versions run for real in scratch copies, and what they stored is compared."""
