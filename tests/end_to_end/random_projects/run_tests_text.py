"""The tests of a random project that run its jobs."""

from random_projects.shapes import Job, Project


def job_tests(project: Project, needs_location: set[str]) -> str:
    """A test for each job that is to be run by one; ``needs_location`` are those whose resources the location has."""
    module = {"file": "shop", "package": "shop.jobs", "flat": "jobs"}[project.layout]
    chosen = [job for job in project.jobs if job.run_in_test and job.function not in needs_location]
    if not chosen or project.job_list:
        return ""
    text = f"from {module} import {', '.join(job.function for job in chosen)}\n"
    return text + "".join(f"\n\n{_job_test(job, project)}" for job in chosen)


def _job_test(job: Job, project: Project) -> str:
    partition = 'partition_key="north"' if job.partitions else ""
    lines = [
        f"def test_{job.function}():",
        f"    result = {job.function}.execute_in_process({partition})",
        "    assert result.success",
    ]
    for node in job.nodes[:1] if not job.nested else ():
        op = project.ops[node.op]
        is_plain = op.gives_value and not op.multiple and op.outputs[0].name == "result"
        if is_plain and not op.outputs[0].manager:
            looked_up = f'result.output_for_node("{node.alias or op.name}")'
            lines.append(f"    assert {looked_up}[0] == {op.name!r}")
    return "\n".join(lines) + "\n"
