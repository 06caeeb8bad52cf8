"""The text of a first settings file."""

from collections.abc import Iterator, Sequence

from assetize.analyzer.model import Analysis
from assetize.codemods.report.wording import counted
from assetize.codemods.settings_file.candidates import Candidate, find_candidates
from assetize.codemods.settings_file.entry_text import entry_text, is_object_like, option_of

MOST_CANDIDATES = 30
SHARED_PREFIX = "tool.assetize"
"""What the tables are called in a ``pyproject.toml``."""

HEAD = """\
# What assetize cannot see in this project's code. Every setting is optional; lines that begin with "#" are suggestions.
# assetize report shows what they change, assetize explain NAME tells the story of one decision.
"""
WRITES = """\
# Helpers that write an object, named by their arguments: {schema} is the helper's parameter schema, {0} its first argument.
# In place of table: file, object, model or collection.
"""
READS = "# Helpers that read one.\n"
MORE = """\
# The metadata entry (or tag) of outputs, ops and jobs that names the object which is made.
# asset-metadata = "target_table"

# What is left as it is: jobs and ops by name or id (* fits anything), files as in a .gitignore.
# exclude-jobs = ["nightly_*"]
# exclude-ops = ["notify"]
# exclude-files = ["legacy/"]

# Ops that stay ops: what they make becomes a graph-backed asset.
# keep-ops = ["build_users"]

# What the options of assetize upgrade are when they are not given.
# min-confidence = "likely"
# keep-function-names = false
"""
KEYS = "# The asset keys of outputs: an op with several outputs as module:op.output, a prefix with a slash.\n"
DECISIONS = '# Decisions that are wrong: "asset", "transient" or "none".\n'
VERIFY = """\
# What assetize verify --level run gives both versions in place of the real world: {scratch} is a folder that is empty at first, files
# may be changed by runs and are copied, io-managers keep their values in the scratch folder, resources note each call and do nothing.
"""
VERIFY_LINES = (
    'environment = {DATABASE_URL = "sqlite:///{scratch}/shop.db"}',
    'files = ["data/orders.csv"]',
    'setup = "python scripts/fill_database.py"',
    'stand-ins = "tests/stand_ins.py"',
    'io-managers = ["lake"]',
    'record-resources = ["slack"]',
    'runs = [{job = "nightly", partition = "2024-01-01"}]',
)


def settings_text(analysis: Analysis, prefix: str = "") -> str:
    """The whole file; with a prefix, as tables of a file that holds other settings too."""
    ops = {op.id for op in analysis.project.ops}
    found = find_candidates(call for call in analysis.coverage.unfollowed if call.op in ops)
    candidates = [item for item in found if is_object_like(item)][:MOST_CANDIDATES]
    sections = [
        HEAD + (f"[{prefix}]\n" if prefix else ""),
        WRITES + _list("writes", candidates),
        READS + _list("reads", candidates),
        MORE,
        KEYS + _table(prefix, "keys", [*_guessed_keys(analysis)] or ['"shop.ops:build_users" = "users"']),
        DECISIONS + _table(prefix, "decisions", ['"shop.ops:clean_users" = "transient"']),
        VERIFY + _table(prefix, "verify", VERIFY_LINES),
    ]
    return "\n".join(sections)


def _list(option: str, candidates: Sequence[Candidate]) -> str:
    mine = [candidate for candidate in candidates if option_of(candidate) == option]
    if not mine:
        verb, place = ("save", "helpers") if option == "writes" else ("load", "helpers")
        return f'# {option} = [{{call = "{place}.{verb}", table = "{{schema}}.{{table_name}}"}}]\n'
    lines = (line for candidate in mine for line in _suggestion(candidate))
    return "\n".join((f"{option} = [", *lines, "]", ""))


def _suggestion(candidate: Candidate) -> Iterator[str]:
    shown = (f"{{{name}}}" if name.isdigit() else name for name in candidate.parameters)
    parameters = f"; it takes {', '.join(shown)}" if candidate.parameters else ""
    where = f"{candidate.where.file}:{candidate.where.line}"
    yield f"    # {counted(candidate.count, 'op')}, as at {where}{parameters}"
    yield f"    # {entry_text(candidate)},"


def _guessed_keys(analysis: Analysis) -> Iterator[str]:
    several = {op.id for op in analysis.project.ops if len(op.outputs) > 1}
    for output in analysis.outputs:
        if output.decision == "asset" and output.confidence == "guess" and output.jobs:
            name = f"{output.op}.{output.output}" if output.op in several else output.op
            yield f'"{name}" = "{"/".join(output.asset_key)}"'


def _table(prefix: str, name: str, lines: Sequence[str]) -> str:
    heading = f"{prefix}.{name}" if prefix else name
    return "\n".join((f"# [{heading}]", *(f"# {line}" for line in lines), ""))
