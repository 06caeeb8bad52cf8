"""Calls that do nothing to the world outside the run, and places that do not outlast it."""

from assetize.analyzer.effects.things import SCRATCH, Group, Hidden, Made, Thing


def _words(text: str) -> list[str]:
    return text.split()


_PURE_LIBRARIES = frozenset(
    _words("""
    abc argparse array ast asyncio attr attrs base64 bisect builtins calendar cmath collections concurrent configparser contextlib
    copy csv dagster dataclasses datetime dateutil decimal difflib email enum errno faker fractions functools gc getpass glob
    hashlib heapq hmac html http importlib inspect io ipaddress itertools json jsonschema keyword locale logging loguru math
    memory_profiler mimetypes more_itertools multiprocessing networkx numbers numpy operator orjson os pandas pandera pathlib
    pendulum platform pprint pyarrow pydantic pytz queue random re scipy secrets shapely signal sklearn slugify statistics
    statsmodels string struct structlog sys tempfile tenacity textwrap threading time toolz tqdm traceback types typing
    typing_extensions tzlocal unicodedata unittest urllib uuid warnings weakref yaml zipfile zlib zoneinfo pytest polars
    xml lxml bs4 jinja2 sqlalchemy ujson simplejson regex ruamel rich click colorama humanize dotenv
""")
)
HARMLESS_METHODS = frozenset(
    _words("""
    append extend insert remove pop clear add discard setdefault keys values items sort reverse index count join split rsplit
    splitlines strip lstrip rstrip lower upper title capitalize format encode decode startswith endswith find rfind
    zfill ljust rjust center partition rpartition isdigit isalpha isnumeric info debug warning warn error exception critical
    log isoformat strftime timestamp total_seconds date group groups match search findall sub astype fillna groupby agg head
    tail merge copy apply assign drop dropna drop_duplicates reset_index set_index sort_values iterrows itertuples
    to_dict to_list tolist to_numpy sum mean min max std unique nunique isin notna isna filter select with_columns json
    raise_for_status fetchall fetchone fetchmany commit rollback close cursor_factory model_dump dict get_logger hexdigest
    digest update joinpath exists mkdir glob rglob iterdir is_file is_dir resolve absolute with_suffix with_name as_posix
    stat cursor connect begin flush expunge close_all to_pydict model_copy
""")
)
"""Methods that only matter when their receiver is known to be something else."""

PASS_THROUGH = frozenset(
    {
        "contextlib.closing",
        "contextlib.nullcontext",
        "typing.cast",
        "copy.copy",
        "copy.deepcopy",
        "asyncio.run",
        "asyncio.gather",
        "asyncio.create_task",
        "dagster.Output",
        "dagster.ResourceDefinition.hardcoded_resource",
    }
)
_SCRATCH_FILES = frozenset({"tempfile.NamedTemporaryFile", "tempfile.TemporaryFile"})
_SCRATCH_PATHS = frozenset(
    {
        "tempfile.TemporaryDirectory",
        "tempfile.mkdtemp",
        "tempfile.mktemp",
        "tempfile.gettempdir",
        "dagster._utils.safe_tempfile_path",
        "dagster.safe_tempfile_path",
    }
)


def is_pure(name: str) -> bool:
    """Whether a function outside the project is taken to have no effects, by the library that it comes from."""
    return name.partition(".")[0] in _PURE_LIBRARIES


def scratch_of(name: str) -> Thing | None:
    """What a function of ``tempfile`` gives: a path that does not outlast the run."""
    if name in _SCRATCH_PATHS:
        return SCRATCH
    if name in _SCRATCH_FILES:
        return Made("tempfile", (("path", SCRATCH.value),))
    if name == "tempfile.mkstemp":
        return Group((Hidden("a file descriptor"), SCRATCH))
    return None
