"""Jobs whose code locations are loaded together: one process imports what all of them are made of."""

from collections.abc import Iterable, Mapping

from assetize.codemods.plan.index import Index


def group_jobs(index: Index, jobs: Iterable[str]) -> Mapping[str, str]:
    """By job, a word for its group: jobs are in one where they share a code location, or one that is merged of theirs."""
    leaders: dict[str, str] = {}

    def leader(place: str) -> str:
        while leaders.setdefault(place, place) != place:
            place = leaders[place]
        return place

    places = {job: _places(index, job) for job in jobs}
    for mine in places.values():
        for other in mine[1:]:
            leaders[leader(other)] = leader(mine[0])
    return {job: leader(mine[0]) if mine else "" for job, mine in places.items()}


def _places(index: Index, job: str) -> list[str]:
    found = index.jobs[job]
    return sorted(index.places_of(found) | index.deployed_in(found))
