"""All projects that are written to trip an upgrade, by topic."""

import nasty_elements
import nasty_events
import nasty_in_place
import nasty_names
import nasty_registration
import nasty_schedules
import nasty_spelling
import nasty_triggers
import nasty_wiring
from nasty_case import NastyCase

CASES: dict[str, NastyCase] = {
    **nasty_wiring.CASES,
    **nasty_names.CASES,
    **nasty_in_place.CASES,
    **nasty_registration.CASES,
    **nasty_events.CASES,
    **nasty_spelling.CASES,
    **nasty_triggers.CASES,
    **nasty_schedules.CASES,
    **nasty_elements.CASES,
}
