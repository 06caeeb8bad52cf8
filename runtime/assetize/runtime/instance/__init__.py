"""Where runs, events and partitions are kept."""
