"""All that an analysis rests on, as one fingerprint: as long as it is the same, the analysis would be the same.

``fingerprint`` reads what the analyzer may read, and nothing is kept of it.
"""

from assetize.analyzer.inputs.fingerprint import fingerprint, fingerprint_others, is_unchanged

__all__ = ["fingerprint", "fingerprint_others", "is_unchanged"]
