"""Repositories: what they may contain, and the questions that they answer."""

import pytest


@pytest.fixture
def parts(dg):
    @dg.op
    def shared():
        return 1

    @dg.job
    def first():
        shared()

    @dg.job
    def second():
        shared()

    @dg.asset
    def thing():
        return 2

    return first, second, thing


def test_a_list(dg, parts):
    first, second, thing = parts

    @dg.repository
    def repo():
        return [first, second, thing, dg.define_asset_job("things", selection="thing")]

    assert repo.name == "repo"
    assert {job.name for job in repo.get_all_jobs()} == {"first", "second", "things", "__ASSET_JOB"}
    assert repo.has_job("first") and not repo.has_job("nope")
    assert repo.get_job("first").execute_in_process().output_for_node("shared") == 1
    assert repo.get_job("things").execute_in_process().asset_value("thing") == 2
    assert set(repo.assets_defs_by_key) == {dg.AssetKey("thing")}
    with pytest.raises(dg.DagsterInvariantViolationError, match="Could not find job 'nope'"):
        repo.get_job("nope")


def test_a_dictionary(dg, parts):
    first, second, _ = parts

    @dg.repository(name="named", description="d")
    def repo():
        return {"jobs": {"first": first, "second": lambda: second}}

    assert (repo.name, repo.description) == ("named", "d")
    assert {job.name for job in repo.get_all_jobs()} == {"first", "second"}


@pytest.mark.parametrize(("returned", "message"), [(3, "Bad return value of type"), ([3], "at index 0")])
def test_what_a_repository_cannot_be(dg, returned, message):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match=message):

        @dg.repository
        def repo():
            return returned


def test_names_are_unique(dg, parts):
    first = parts[0]

    @dg.op(name="shared")
    def other():
        return 5

    @dg.job
    def third():
        other()

    @dg.job(name="first")
    def namesake():
        other()

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="Conflicting definitions"):

        @dg.repository
        def conflicting():
            return [first, third]

        conflicting.get_all_jobs()

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="Duplicate job definition"):

        @dg.repository
        def repeated():
            return [first, namesake]

        repeated.get_all_jobs()


def test_the_asset_job_of_a_schedule_comes_before_a_listed_one_of_its_name(dg):
    @dg.asset
    def users():
        return 1

    listed, timed = (dg.define_asset_job("nightly", selection=[users], tags={"by": name}) for name in "ab")
    nightly = dg.ScheduleDefinition(name="at_night", job=timed, cron_schedule="@daily")

    @dg.repository
    def shop():
        return [users, nightly, listed]

    assert shop.get_job("nightly").tags == {"by": "b"}
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="nightly"):
        dg.Definitions(assets=[users], jobs=[listed], schedules=[nightly]).get_repository_def().get_job(
            "nightly"
        )
