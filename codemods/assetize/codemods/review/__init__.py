"""The local page on which a person reads a plan, accepts or rejects its parts, and applies what was accepted.

``Review`` holds one project's analysis, its change units and what was said about them; ``make_app`` is the page over it,
``serve`` runs the page on this machine alone. Imported only when ``assetize review`` runs.
"""
