"""Questions about expressions that every reader asks: what a name means, what a call is given, what a dict holds."""
