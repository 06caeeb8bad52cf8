"""Codes for what the plan leaves alone, and why."""

from assetize.analyzer.codes.code import Code
from assetize.analyzer.codes.staying import STAYING

DOES_NOT_FIT = Code(
    "AZ301",
    "note",
    "The job does not fit asset definitions",
    "Asset definitions are for jobs that make or update stored objects which are known before a run. A job that sends mail, "
    "deletes what it finds, or changes whatever a file lists has no such objects; Dagster's own guide leaves it to ops.",
    "Nothing: keep it as an op job, beside the assets. If it does make an asset, make the write visible to the analysis.",
    "@op def send_report(): smtp.send_message(message)",
)
NOT_UNDERSTOOD = Code(
    "AZ302",
    "warning",
    "The job rests on code that could not be understood",
    "Something in the job, its graphs or its ops is decided while Python runs, and was not worked out from the text. "
    "What is not understood is not rewritten.",
    "Write out plainly what the message quotes (literal names and lists, calls of ops), or upgrade this job by hand. "
    "assetize explain --why-not JOB tells all that stands in its way, and what helps other jobs, too.",
    "@job def nightly(): [load(source) for source in read_sources()]",
)
NOT_AT_MODULE_LEVEL = Code(
    "AZ303",
    "warning",
    "The job is not a module-level name",
    "The job is made inside a function, or inside an expression that may do more with it, so there is no one place to put an asset job "
    "under its name. One that a code location, a schedule or a sensor is given right where it is made is no obstacle, unless it is made "
    "in several places and these differ, or Definitions holds them.",
    'Give the job a name at module level (etl_job = etl.to_job(name="etl")), and use that name.',
    'jobs = {"etl": etl.to_job(name="etl")}   # or for job in [etl.to_job(name="etl")]: register(job)',
)
JOB_ARGUMENT = Code(
    "AZ304",
    "warning",
    "The job has a setting that is not carried over",
    "define_asset_job has no place for this argument, or it would mean something else there, so what it does would be lost.",
    "Take the setting out of the job and put it where assets have it (on the ops, or in Definitions), if it is still needed; then run again.",
    '@job(logger_defs={"console": console_logger})',
)
NODE_SETTING = Code(
    "AZ305",
    "warning",
    "One use of an op has settings of its own",
    "Tags, hooks, retries or configuration are put on this one use of the op, where an asset definition has no counterpart.",
    "Put the setting on the op or on the job, if that means the same.",
    "load.with_hooks({notify})()",
)
DYNAMIC_OUTPUT = Code(
    "AZ306",
    "warning",
    "An asset would be made for each element of a dynamic output",
    "How many steps run is only known while running. Dagster cannot make a dynamic output an asset, and would record one "
    "materialization of the same asset for each element. A mapped op that writes the only asset there becomes part of a "
    "graph-backed asset, which a new op ends when all elements are done; that is not possible here.",
    "Collect the outputs in one op that makes the asset: write(names().map(load).collect()).",
    "names().map(load_users); names().map(load_orders)   # two assets, element by element",
)
OPTIONAL_OUTPUT = Code(
    "AZ307",
    "warning",
    "What waits for an optional output would run, or be skipped, at other times",
    "An op that takes a list goes on with those elements that are there, and an op that only reads what another wrote runs in "
    "any case. An asset is skipped as soon as one of its upstream assets was left out.",
    "Hand the op one input for each of its upstream ops, or make the output required.",
    'report([users, orders])   # out={"users": Out(is_required=False)}',
)
UNFED_INPUT = Code(
    "AZ308",
    "warning",
    "Nothing in the code gives an input its value",
    "No op, no I/O manager and no run config that could be read gives this input its value: people type it into the launchpad, or it comes from "
    "elsewhere. What gives it names the op's step, and the step gets another name.",
    "Write the value into the job's config, turn the input into a Config field, or feed it from an op.",
    "@op def load(limit: int): ...   # and a job without config that calls load()",
)
JOB_USED_AS_OBJECT = Code(
    "AZ309",
    "warning",
    "Code uses the job object",
    "An asset job made by define_asset_job is resolved later, by Definitions: it has no execute_in_process and no other "
    "methods of a job, so this code would break.",
    'Use defs.resolve_job_def("name") or materialize([...]) there, then run again.',
    "result = users_job.execute_in_process()",
)
TRIGGER_CONFIG = Code(
    "AZ310",
    "warning",
    "A schedule or sensor gives the job run config that cannot be followed",
    "Run config names ops, and the ops become assets with other names. Where it is written out, it follows the job; here its keys "
    "are only known while running, or the text is used for something else, too, and the run would be rejected.",
    "Write the run config out, as a dict or RunConfig whose keys are plain strings; what a key holds may be computed.",
    "RunRequest(run_config=json.loads(message))",
)
NO_CODE_LOCATION = Code(
    "AZ311",
    "warning",
    "No code location is known to hold the job",
    "Assets must be handed to the same Definitions or @repository as the job. None that could be read holds this job.",
    "Hand the job to a Definitions object at module level (or a @repository that returns a plain list).",
    "defs = make_definitions()",
)
SELECTS_EVERYTHING = Code(
    "AZ312",
    "warning",
    "Something in the code location selects all assets",
    "An existing asset job, schedule or sensor takes or watches whatever assets the code location has. New assets would silently "
    "become part of it: they would be made when it runs, or wake it when they are made.",
    "Give it an explicit selection of the assets that it means today; then run again.",
    'define_asset_job("refresh_all")',
)
RESOURCE_CONFLICT = Code(
    "AZ313",
    "warning",
    "A resource key means different things in one code location",
    "Assets get their resources from the code location, not from the job. The job's resource would replace, or be replaced by, "
    "another one under the same key.",
    "Rename one of the keys, or put the jobs into different code locations.",
    '@job(resource_defs={"db": staging_db})   # and another job with {"db": production_db}',
)
IO_MANAGER_NOT_READ = Code(
    "AZ314",
    "warning",
    "Where an I/O manager stores data could not be read",
    "An asset's I/O manager sees an asset key, and the output is called `result`. Whether it then writes to the same place is only "
    "known when its code can be read.",
    "Make the I/O manager's class part of the project, or let it take its address from the asset key already.",
    "from company_library import warehouse_io_manager",
)
ADDRESS_MOVES = Code(
    "AZ315",
    "warning",
    "An I/O manager would store the data in another place",
    "The I/O manager takes its address from something that is different for an asset: the output's name, the step, the run.",
    "Let it take its address from the asset key when there is one (context.has_asset_key), then run again.",
    'path = f"{self.base}/{context.step_key}.pkl"',
)
KEY_IN_CONFLICT = Code(
    "AZ316",
    "warning",
    "An asset of the job is in conflict with another",
    "Two definitions would make one asset, and an asset has exactly one. Either two ops make it (AZ201), or the project has an asset of that "
    "key already (AZ202). Or an asset of the project names another one by the last part of its key, and would find the new one instead.",
    "The message names both. Let one of them make the object; or, where they make different objects, give them different names in the code, or "
    "keys in the settings.",
)
MORE_OBJECTS = Code(
    "AZ317",
    "warning",
    "An op of the job writes more than its outputs stand for",
    "One output stands for one asset. The op also writes another object, which would have no asset definition (AZ203).",
    "Split the op, or give it one named output for each object.",
)
SIDE_EFFECT_OP = Code(
    "AZ318",
    "warning",
    "An op of the job neither makes an asset nor feeds one",
    "An asset job runs assets only. An op that runs for its side effect (a message, a clean-up) becomes part of the asset that it "
    "follows, and comes before the asset is given out. Where an I/O manager of the project stores the asset, the op would "
    "then run before its asset is there; and with --side-effects leave, jobs with such ops stay as they are.",
    "Move the op into a job of its own (started by a sensor on the asset), or let it run before the op that makes the asset.",
    "notify(write_users(users))",
)
UNUSED_OUTPUT = Code(
    "AZ319",
    "warning",
    "An output inside a would-be graph asset is not used",
    "Dagster fails a graph-backed asset whose inner op gives an output that nothing takes.",
    "Remove the output, or use it.",
    'out={"users": Out(), "count": Out()}   # and nobody takes count',
)
OWN_EVENT = Code(
    "AZ320",
    "warning",
    "An op reports a materialization in a way that an asset cannot",
    "An asset definition is recorded as materialized whenever it ends well, once. An AssetMaterialization that the op reports "
    "of the same asset would be a second one, and it can only be left out where the op reports it once and each time.",
    "Report it once, at the end of the op itself (not in a branch, a loop or a helper), with metadata and nothing else (no tags, no "
    "partition of its own), or as Output(value, metadata=…). A description is no obstacle: it goes to the op, or with the metadata.",
    'for name in names: yield AssetMaterialization("users", metadata={"name": name})',
)
FAN_IN_VALUES = Code(
    "AZ321",
    "warning",
    "A list with assets in it would feed one input",
    "A list of values of which some are assets has no counterpart: each parameter of an asset is one upstream asset, and in a "
    "graph-backed asset Dagster would load every element by the asset's key.",
    "Give the op one parameter for each, by hand.",
    "combine([load_a(), load_b()])",
)
NAME_CLASH = Code(
    "AZ322",
    "warning",
    "The asset's name is taken in its code location",
    "Ops, graphs, jobs and assets share one name space in a code location; Dagster rejects two of one name.",
    "Rename the job, op or graph of that name, or the stored object.",
    "@job def users(): ...   # which writes the table users",
)
SHARED_DIFFERENTLY = Code(
    "AZ323",
    "warning",
    "An op makes the same asset in different ways",
    "Two uses of the op (in two jobs, or twice in one) have other inputs, and an asset has one definition.",
    "Give each use an op and an object of its own, or make their inputs the same.",
    "users = build(extract_eu()); users_again = build(extract_us())",
)
ONLY_GUESSES = Code(
    "AZ324",
    "note",
    "The job's assets are only guessed",
    "No asset of the job is sure enough for --min-confidence.",
    "Make the write visible, or run with --min-confidence guess after checking the report.",
)
PARTITIONS_NOT_CARRIED = Code(
    "AZ325",
    "warning",
    "The job's partitions cannot be given to its assets",
    "Each asset of the job must have the job's partitions definition: by one name that the assets' modules can import, or made in place from "
    "what is written out. And an asset has one partitions definition.",
    "Bind the partitions definition to a module-level name in a module of its own.",
    "@job(partitions_def=DailyPartitionsDefinition(start_date=first_day()))",
)
NOT_CHOSEN = Code(
    "AZ326",
    "note",
    "The job was not chosen",
    "--job named other jobs.",
    "Run again with this job's name, or without --job.",
)
NEEDED_TOGETHER = Code(
    "AZ327",
    "warning",
    "Another job that shares its assets is not upgraded",
    "The job makes an asset together with a job that stays as it is; two definitions would write one object.",
    "See what stands in the other job's way: assetize explain --why-not JOB names it.",
)
STEP_IDENTITY = Code(
    "AZ328",
    "warning",
    "An op's body, or a hook, reads the name of its step",
    "Steps and run config keys get new names. A body or a hook that reads them (to build a path, to find its settings, to "
    "choose whom it tells) would do something else.",
    "Hand the name or the setting to the op as config; let the hook take what it needs from elsewhere, or only log the name. "
    "Then run again.",
    'path = f"{context.step_key}.csv"',
)
STEP_NAMED = Code(
    "AZ329",
    "warning",
    "A step is named by a string somewhere",
    "Run config, a look-up of a run's results or a selection of ops names this op. Its step gets the asset's name, and what the "
    "string names would not be there any more. A variable with run config counts as long as anything reads it.",
    "Name the asset there (for a graph asset: the asset, then the op), by hand; or rename the op to its asset's name first.",
    'run_config={"ops": {"load_users": {"config": {"limit": 10}}}}',
)
LOADED_DIFFERENTLY = Code(
    "AZ330",
    "warning",
    "One asset would be loaded in two ways",
    "Two inputs take the same output, each with an I/O manager or metadata of its own. An asset takes another asset as one "
    "parameter, and so in one way.",
    "Let both inputs be loaded in the same way, or read one of them in the op's own code.",
    '@op(ins={"raw": In(input_manager_key="files"), "table": In(input_manager_key="warehouse")})',
)
CONFIG_NOT_FOLLOWED = Code(
    "AZ340",
    "warning",
    "Run config of the job cannot be followed",
    "The run config of a job, or of code that runs it, names ops, and the ops become assets with other names. Where it is written out, "
    "it follows the job; here its keys are only known while running, it gives inputs or outputs, it is shared with a job that would "
    "need it to say something else, or the text is used for something else, too.",
    "Write the run config out for this job alone, as a dict or RunConfig whose keys are plain strings; what a key holds may be computed.",
    '@job(config=config_from_files(["nightly.yaml"]))',
)
EXCLUDED = Code(
    "AZ350",
    "warning",
    "The project's settings leave the job alone",
    "assetize.toml, or [tool.assetize] in pyproject.toml, excludes the job, or a file that its upgrade would have to change.",
    "Nothing, if it is meant so; else take the pattern out of exclude-jobs or exclude-files.",
    'exclude-jobs = ["nightly_*"]',
)
MADE_BY_FACTORY = Code(
    "AZ333",
    "warning",
    "An op, graph or job is made by a function or a loop",
    "The definition is written down once and made once for each call. One rewrite of its text would change all that it makes, "
    "and what the others need may differ; so the text is left as it is. What each call makes is in the report.",
    "Let the function return an asset instead, by hand: give it the asset's name or key and its `deps` as parameters, and "
    "hand what it returns to `Definitions(assets=[...])`. Or write the definitions out, if there are few, and run again.",
    "def make_asset(table):\n    @asset(name=table)\n    def _table(): ...\n    return _table",
)
ARGUMENTS_FROM_DICT = Code(
    "AZ334",
    "warning",
    "A definition takes its arguments out of a dict",
    "What `@job(**SETTINGS)` or `@graph(**SETTINGS)` is given was read, but the text has no argument that could be changed, and "
    "others may use the same dict. An op with such arguments is no obstacle: it stays an op in a graph-backed asset; nor is "
    'graph.to_job(**SETTINGS): its asset job takes SETTINGS["config"].',
    "Write the arguments out in the call; then run again.",
    "@job(**NIGHTLY)\ndef load_job(): ...",
)
GRAPH_AS_DATA = Code(
    "AZ361",
    "warning",
    "A graph is given as data",
    "`GraphDefinition` takes nodes and dependencies as a list and a dict, and the names in them are plain strings. What it says was "
    "read and is in the report, but there is no body whose calls could be changed.",
    "Write the graph with `@graph` or `@job`, so that its body calls the ops; then run again.",
    'GraphDefinition(name="etl", node_defs=[load], dependencies={"load": {}})',
)
NAME_FROM_CONFIG = Code(
    "AZ360",
    "warning",
    "The asset's name comes from run config",
    "The op writes what its config, or another op, names. Schedules and sensors of the job give it several names, or a run that is given none "
    "takes a default that is another one, so one asset definition would stand for objects that it does not always make.",
    "Let a run fail that is given no name (a config field without a default), and let all that starts the job give the same one. Or write the "
    "name into the job's own config, as a dict with nothing but the config of such ops: it goes to the asset then. Or write an asset for each "
    "object by hand, or a factory; [tool.assetize] can leave the op alone.",
    '@op def load(context): frame().to_sql(context.op_config["table"], engine)   # and each schedule gives its own table',
)
PARTITIONS_DIFFER = Code(
    "AZ341",
    "warning",
    "A value would be loaded across partitions",
    "The job loads what a partitioned job stores, and has other partitions itself, or none. An asset would load all partitions of the "
    "other one at once, where the op got one value.",
    "Give both jobs the same partitions, or read the value in the op's own code.",
    "@job(partitions_def=daily) def load_users(): ...   # and a job without partitions that loads users",
)

PLANNING: tuple[Code, ...] = (
    DOES_NOT_FIT,
    NOT_UNDERSTOOD,
    NOT_AT_MODULE_LEVEL,
    JOB_ARGUMENT,
    NODE_SETTING,
    DYNAMIC_OUTPUT,
    OPTIONAL_OUTPUT,
    UNFED_INPUT,
    JOB_USED_AS_OBJECT,
    TRIGGER_CONFIG,
    NO_CODE_LOCATION,
    SELECTS_EVERYTHING,
    RESOURCE_CONFLICT,
    IO_MANAGER_NOT_READ,
    ADDRESS_MOVES,
    KEY_IN_CONFLICT,
    MORE_OBJECTS,
    SIDE_EFFECT_OP,
    UNUSED_OUTPUT,
    OWN_EVENT,
    FAN_IN_VALUES,
    NAME_CLASH,
    SHARED_DIFFERENTLY,
    ONLY_GUESSES,
    PARTITIONS_NOT_CARRIED,
    NOT_CHOSEN,
    NEEDED_TOGETHER,
    STEP_IDENTITY,
    STEP_NAMED,
    LOADED_DIFFERENTLY,
    MADE_BY_FACTORY,
    ARGUMENTS_FROM_DICT,
    GRAPH_AS_DATA,
    CONFIG_NOT_FOLLOWED,
    PARTITIONS_DIFFER,
    EXCLUDED,
    NAME_FROM_CONFIG,
    *STAYING,
)
