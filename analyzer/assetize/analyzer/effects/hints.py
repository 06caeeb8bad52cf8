"""Calls that cannot be followed but whose names say what they do: a guess, unless name and arguments say the store and the object."""

import ast
import re

from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.recording import record
from assetize.analyzer.effects.slots import Identity, addressed, joined_identity
from assetize.analyzer.effects.things import Thing, value_of
from assetize.analyzer.model.effect import EffectConfidence, ObjectKind, Verb
from assetize.analyzer.values import Known

_WRITES = re.compile(
    r"""^_*(?:
      (?:save|write|insert|upload|put|append|publish|persist|store|dump|export|upsert|push|overwrite|materiali[sz]e
        |bulk_insert|batch_insert|bulk_write|merge_into|copy_into|copy_to|sync_to|ingest)_\w+
    | (?:load|pickle|move|copy|dump|stream|flush|archive|replicate)_(?:\w+_)?(?:to|into|in)_\w+
    | to_(?:s3|gcs|gs|azure|blob|adls|bigquery|bq|snowflake|redshift|postgres|postgresql|mysql|mongo|mongodb|elastic|elasticsearch
        |redis|kafka|db|database|dwh|warehouse|lake|delta|iceberg|disk|sheet|sheets|clickhouse|databricks|hive)
    | (?:create|replace|refresh|update|rebuild|truncate_and_load|drop_and_create)_(?:\w+_)?(?:table|view|partition|dataset|collection|index)s?
    | (?:save|upload|persist|upsert|insert|append_data|bulk_insert)
    )$""",
    re.X | re.I,
)
_NO_WRITES = re.compile(
    r"^(?:append|insert|put|write|save)_(?:columns?|rows?_to_list|text|line|log|message)$", re.I
)
_STORES = re.compile(
    r"""(?:^|_)(?:to|into|in)_(?:\w+_)?(?:
      (?P<objects>s3|gcs|gs|azure|blob|adls|minio|bucket|lake|object_store)
    | (?P<tables>bigquery|bq|snowflake|redshift|postgres|postgresql|mysql|mongo|mongodb|db|database|dwh|warehouse|lake|delta|iceberg
        |clickhouse|databricks|hive|elastic|elasticsearch)
    )$""",
    re.X | re.I,
)
_BARE = frozenset({"save", "upload", "persist", "upsert", "insert"})
_SENDS = re.compile(
    r"^_*(?:(?:send|notify|alert|e_?mail)(?:_\w+)?|post_(?:message|slack|to_slack|alert)\w*|publish_(?:message|event|alert)\w*)$",
    re.I,
)
_DELETES = re.compile(r"^_*(?:delete|remove|purge|clear|cleanup|clean_up|truncate|expire)_\w+$", re.I)
_DROPS = re.compile(
    r"^_*drop_(?:table|view|collection|database|schema|dataset|bucket|topic|stage|unused|temp)\w*$", re.I
)
_UPDATES = re.compile(r"^_*(?:update|patch|modify|set_status|mark)_\w+$", re.I)
OBJECT_NAMES: tuple[tuple[str, ObjectKind], ...] = (
    ("table_name", "table"),
    ("table", "table"),
    ("table_id", "table"),
    ("destination_table", "table"),
    ("target_table", "table"),
    ("collection", "collection"),
    ("collection_name", "collection"),
    ("index_name", "collection"),
    ("topic", "message"),
    ("key", "object"),
    ("s3_key", "object"),
    ("object_key", "object"),
    ("object_name", "object"),
    ("blob_name", "object"),
    ("path", "file"),
    ("file_path", "file"),
    ("filepath", "file"),
    ("filename", "file"),
    ("file_name", "file"),
    ("output_path", "file"),
    ("dest", "file"),
    ("destination", "unknown"),
    ("model_name", "model"),
    ("name", "unknown"),
)
QUALIFIERS = ("schema", "schema_name", "database", "dataset", "bucket", "bucket_name", "Bucket")
_LIKE_A_NAME = re.compile(r"[\w.\-/:{}$=]{2,}")


def says(name: str) -> Verb | None:
    """What a function's name says that it does to the world."""
    if _SENDS.match(name):
        return "send"
    if _WRITES.match(name) and not _NO_WRITES.match(name):
        return "create"
    if _DROPS.match(name):
        return "drop"
    if _DELETES.match(name):
        return "delete"
    return "update" if _UPDATES.match(name) else None


def guess(frame: Frame, node: ast.Call, name: str) -> bool:
    """Records what the name of a call says; True when it says something that counts."""
    verb = says(name)
    if verb is None:
        return False
    if verb == "send":
        record(frame, node, "name.send", "send", "message", Identity(None, reason=GUESSED), "guess")
        return True
    keyword = _named_by_keyword(frame, node)
    if keyword is not None:
        identity, kind = keyword
        is_told = identity.text is not None and verb == "create" and _says_store(name, kind)
        confidence: EffectConfidence = "likely" if is_told else "guess"
        record(frame, node, f"name.{_word(verb)}", verb, kind, identity, confidence)
        return True
    if name.lower() in _BARE or verb == "update":
        return False
    identity = _named_by_position(frame, node)
    record(frame, node, f"name.{_word(verb)}", verb, "unknown", identity, "guess")
    return True


GUESSED = "only the name of the call is known"


def _says_store(name: str, kind: ObjectKind) -> bool:
    """Whether a name says where to it writes (``pickle_to_s3``), and the object is named in that store's own terms (``key=``)."""
    store = _STORES.search(name)
    if store is None:
        return False
    return kind in (("object", "file") if store["objects"] else ("table", "collection"))


def _word(verb: Verb) -> str:
    return {"create": "write"}.get(verb, verb)


def _named_by_keyword(frame: Frame, node: ast.Call) -> tuple[Identity, ObjectKind] | None:
    given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg is not None}
    for name, kind in OBJECT_NAMES:
        if name not in given:
            continue
        things = [thing_of(frame, given[word]) for word in QUALIFIERS if word in given]
        if kind not in ("table", "object", "collection"):
            things = []
        joiner = "/" if kind == "object" else "."
        identity = joined_identity([*things, thing_of(frame, given[name])], joiner)
        if kind == "file" and identity.text is not None:
            found = addressed(identity.text)
            return found, found.kind or kind
        return identity, kind
    return None


def _named_by_position(frame: Frame, node: ast.Call) -> Identity:
    """The first literal text among the arguments, when it looks like a name."""
    for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
        if isinstance(argument, ast.Starred):
            continue
        text = _literal(thing_of(frame, argument))
        if text is not None:
            return Identity(text)
    return Identity(None, reason=GUESSED)


def _literal(thing: Thing) -> str | None:
    value = value_of(thing)
    if isinstance(value, Known) and isinstance(value.value, str) and _LIKE_A_NAME.fullmatch(value.value):
        return value.value
    return None
