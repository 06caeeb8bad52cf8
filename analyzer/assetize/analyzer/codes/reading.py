"""Codes for what can go wrong while reading."""

from assetize.analyzer.codes.code import Code

SYNTAX_ERROR = Code(
    "AZ101",
    "error",
    "A file is not valid Python",
    "The file cannot be parsed, so nothing in it is known: definitions in it are not seen and references to it end here. "
    "A file that uses syntax newer than the Python that runs the tool looks the same.",
    "Fix the syntax error, or run the tool with the Python version that the project uses.",
    "def build_users(:",
)
WRONG_ENCODING = Code(
    "AZ102",
    "error",
    "A file is not in the encoding that it claims",
    "Python reads a source file as UTF-8 unless its first or second line names another encoding. "
    "These bytes are not that encoding, so Python could not import the file either.",
    "Save the file as UTF-8, or name its encoding in the first line.",
    "# -*- coding: latin-1 -*-",
)
BINARY_FILE = Code(
    "AZ103",
    "warning",
    "A file named .py is binary",
    "The file holds a NUL byte, which Python source text cannot.",
    "Rename or remove the file, or ignore this if nothing imports it. A file saved as UTF-16 must be saved as UTF-8.",
)
UNREADABLE_FILE = Code(
    "AZ104",
    "error",
    "A file cannot be read",
    "The operating system refused to open or read the file, so nothing in it is known.",
    "Make the file readable for the user who runs the tool.",
)
TOO_DEEP = Code(
    "AZ105",
    "error",
    "A file is nested too deeply to be parsed",
    "Python's parser gives up on expressions or blocks nested this deep; the file is most likely generated.",
    "Exclude the file from the analysed folder, or flatten the expression.",
)
BROKEN_LINK = Code(
    "AZ106",
    "warning",
    "A link leads to no file",
    "The link's target does not exist, or links lead in a circle.",
    "Repair or remove the link.",
)

OLDER_GENERATION = Code(
    "AZ120",
    "warning",
    "Code of Dagster's older generation",
    "Solids, pipelines, modes and presets were replaced by ops, graphs, jobs and resources in Dagster 0.13 and left "
    "Dagster with 1.0. They are recognised and left alone.",
    "Upgrade to ops, graphs and jobs first, with Dagster's own migration guide for 0.13 and 1.0; then run the tool again.",
    "@solid\ndef load_users(context): ...",
)
UNREAD_ARGUMENTS = Code(
    "AZ121",
    "warning",
    "A definition's arguments are not written out",
    "Arguments that come out of a dict or a list (`@op(**SETTINGS)`) can change where it is used or while the module "
    "is imported, so what the definition is cannot be known for sure.",
    "Write the arguments out in the call.",
    "@op(**SETTINGS)",
)
UNREAD_NAME = Code(
    "AZ122",
    "warning",
    "A definition's name is computed",
    "Dagster knows ops, graphs and jobs by their names; run configs, schedules and asset keys follow from them. "
    "This name is only known while the code runs.",
    "Give the definition a literal name.",
    '@op(name=f"load_{table}")',
)
UNREAD_INPUTS_OUTPUTS = Code(
    "AZ123",
    "warning",
    "An op's inputs or outputs are not written out",
    "Which inputs and outputs the op has, and how they are stored, cannot be read from the code.",
    "Write `ins=` and `out=` as dicts of `In(...)` and `Out(...)` with literal names.",
    "@op(out=make_outs())",
)
MADE_BY_FUNCTION = Code(
    "AZ124",
    "warning",
    "A definition is made by a function",
    "The function may be called any number of times, with other arguments each time, and makes another definition at each call.",
    "Where all arguments of its calls are written in the code, or in YAML and JSON files of the project, what it makes is known, each "
    "call by itself. Arguments that come from elsewhere, such as the environment or a service, are only known when Python runs: write "
    "them out as a list or dict in a module, or convert the function by hand.",
    "def make_loader(table):\n    @op\n    def load(): ...\n    return load",
)
CONDITIONAL_DEFINITION = Code(
    "AZ125",
    "warning",
    "A definition stands in a loop or under a condition",
    "Whether it exists, or how many there are of it, is only known while the module is imported.",
    "Define it at the top level of the module, once.",
    'if os.getenv("ENV") == "prod":\n    nightly = etl.to_job()',
)
BOUND_TWICE = Code(
    "AZ126",
    "warning",
    "One name is defined more than once",
    "Python keeps the last definition of a name; the ones before it may still be used by what stands between them.",
    "Give each definition a name of its own.",
    "@op\ndef load(): ...\n\n@op\ndef load(): ...",
)
UNREAD_COMPOSITION = Code(
    "AZ127",
    "warning",
    "A step of a graph's or job's body is not understood",
    "The body of a graph or job is run by Dagster to find out what calls what. This step depends on something that is "
    "only known while it runs, so the ops and edges of the graph cannot be known for sure.",
    "Write the calls out, without values that are computed while the body runs.",
    "for table in fetch_tables():\n    load(table)",
)
ASSET_CALLED_IN_BODY = Code(
    "AZ128",
    "warning",
    "An asset is called in the body of a graph or job",
    "Dagster runs the asset's function as a plain op there: it computes the value again, and neither records a "
    "materialization nor a dependency on the asset.",
    "Hand the asset over without calling it, `send(emails)`, so that its stored value is loaded.",
    "@job\ndef notify():\n    send(emails())",
)
UNKNOWN_NODE = Code(
    "AZ129",
    "warning",
    "A graph's or job's body calls something that is not known",
    "It comes from a library or is computed, so it may add ops to the graph that cannot be seen.",
    "Define the op in the project, or leave the graph as it is.",
    'from dagster_meltano import meltano_run_op\n\n@job\ndef nightly():\n    meltano_run_op("extract")()',
)
UNREAD_JOB = Code(
    "AZ130",
    "warning",
    "A job's graph is not known",
    "The job is made from a graph that is computed, so what it runs cannot be known.",
    "Write the job with `@job`, or with `@graph` and `to_job`.",
    'JobDefinition(name="etl", graph_def=make_graph())',
)
UNREAD_LOCATION = Code(
    "AZ131",
    "warning",
    "What a code location holds is not written out",
    "The list of jobs, assets, schedules or sensors that Dagster loads is computed, so what is in it cannot be known.",
    "Write the list out in `Definitions(...)` or in the repository's `return`.",
    "Definitions(jobs=find_jobs())",
)
UNREAD_RESOURCES = Code(
    "AZ132",
    "warning",
    "Resources are not written out",
    "Which resource stands behind which key cannot be read, so where an output is stored cannot be known.",
    "Write the resources as a dict with literal keys.",
    '@job(resource_defs=resources_for(os.environ["ENV"]))',
)
UNREAD_IO_MANAGER = Code(
    "AZ133",
    "warning",
    "An I/O manager's use of its context is not understood",
    "Where an I/O manager stores an output is decided by what it reads from its context. It hands the context on to "
    "code that cannot be read, so the address could change when the op becomes an asset.",
    "Read what is needed from the context in `handle_output` and `load_input` themselves.",
    "def handle_output(self, context, obj):\n    self.store.write(context, obj)",
)
UNREAD_TRIGGER = Code(
    "AZ134",
    "warning",
    "The job of a schedule or sensor is not known",
    "The schedule or sensor names its job through something that is computed.",
    "Hand over the job itself, or its name as a literal string.",
    'ScheduleDefinition(job=pick_job(), cron_schedule="@daily")',
)
UNREAD_ASSET = Code(
    "AZ135",
    "warning",
    "An existing asset's key or dependencies are computed",
    "The asset is left as it is, but whether something else would take its key cannot be known.",
    "Give the asset a literal key.",
    '@asset(name=f"{source}_users")',
)
DOUBTFUL_PARAMETER = Code(
    "AZ136",
    "warning",
    "A parameter may be a resource or an input",
    "Its annotation is a class of a library that is not read. Dagster hands over a resource if the class derives from "
    "`ConfigurableResource`, and an input otherwise.",
    "Annotate it with `ResourceParam[...]` if it is a resource.",
    "def load(context, client: VendorResource): ...",
)

READING: tuple[Code, ...] = (
    SYNTAX_ERROR,
    WRONG_ENCODING,
    BINARY_FILE,
    UNREADABLE_FILE,
    TOO_DEEP,
    BROKEN_LINK,
    OLDER_GENERATION,
    UNREAD_ARGUMENTS,
    UNREAD_NAME,
    UNREAD_INPUTS_OUTPUTS,
    MADE_BY_FUNCTION,
    CONDITIONAL_DEFINITION,
    BOUND_TWICE,
    UNREAD_COMPOSITION,
    ASSET_CALLED_IN_BODY,
    UNKNOWN_NODE,
    UNREAD_JOB,
    UNREAD_LOCATION,
    UNREAD_RESOURCES,
    UNREAD_IO_MANAGER,
    UNREAD_TRIGGER,
    UNREAD_ASSET,
    DOUBTFUL_PARAMETER,
)
