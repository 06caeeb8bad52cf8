"""Projects of which it is known what every op stores, to count how often the analyzer is right."""
