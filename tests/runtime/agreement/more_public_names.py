"""Smaller public names: resources that stand for other objects, config in packages."""

from engine import current

dg = current()


def case_resources_that_stand_for_others():
    class Client:
        def __init__(self, name):
            self.name = name

    class Held(dg.ConfigurableResource, dg.IAttachDifferentObjectToOpContext):
        name: str

        def get_object_to_set_on_execution_context(self):
            return Client(self.name)

    @dg.op(required_resource_keys={"held"})
    def by_key(context):
        return type(context.resources.held).__name__, context.resources.held.name

    @dg.op
    def by_parameter(held: Held):
        return type(held).__name__, held.name

    @dg.job(resource_defs={"held": Held(name="n")})
    def a_job():
        by_key()
        by_parameter()

    result = a_job.execute_in_process()
    return result.output_for_node("by_key"), result.output_for_node("by_parameter")


def case_config_in_packages():
    try:
        return dg.config_from_pkg_resources([("no_such_package", "a.yaml")])
    except dg.DagsterInvariantViolationError as error:
        return "no_such_package" in str(error), dg.config_from_pkg_resources([])
