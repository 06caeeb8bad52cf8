"""Reads a project's settings file, entry by entry: what is wrong with one does not stop the others."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assetize.analyzer.codes.settings import SETTINGS_NOT_READ, SETTINGS_TWICE
from assetize.analyzer.model import Diagnostic, Location, Settings
from assetize.analyzer.settings.entry import Entry
from assetize.analyzer.settings.options import OPTIONS
from assetize.analyzer.settings.places import SettingsFile, find_settings_files

Found = tuple[Settings, tuple[Diagnostic, ...]]


def read_settings(root: Path) -> Found:
    """The settings for an analysed folder as they are written, and what is wrong with them."""
    files = find_settings_files(root)
    if not files:
        return Settings(), ()
    if len(files) > 1:
        own, shared = (file.name for file in files)
        message = f"{own} and [tool.assetize] in {shared} are both there; neither counts"
        return Settings(own), (SETTINGS_TWICE.at(Location(own, 1), message),)
    return _read_file(files[0])


def _read_file(file: SettingsFile) -> Found:
    # Most projects have no settings, and need no reader of TOML.
    from assetize.analyzer.settings.toml_text import TomlProblem, read_toml

    settings = Settings(file.name, file.folder)
    if file.data is None:
        return settings, (SETTINGS_NOT_READ.at(Location(file.name, 1), "the file cannot be read"),)
    document = read_toml(file.data)
    if isinstance(document, TomlProblem):
        where = Location(file.name, document.line)
        return settings, (SETTINGS_NOT_READ.at(where, f"no valid TOML: {document.message}"),)
    values: Any = document.values
    for name in file.table:
        values = values.get(name, {}) if isinstance(values, dict) else {}
    return _read_entries(settings, Entry("", values, file.table, file.name, document.lines))


def _read_entries(settings: Settings, table: Entry) -> Found:
    if not isinstance(table.value, dict):
        return settings, (replace(table, name="tool.assetize").wrong("a table"),)
    fields: dict[str, list[object]] = {}
    problems: list[Diagnostic] = []
    for key in table.value:
        entry = table.inside(key)
        option = OPTIONS.get(key)
        if option is None:
            problems.append(entry.unknown(OPTIONS))
            continue
        for item in option.read(entry):
            if isinstance(item, Diagnostic):
                problems.append(item)
            else:
                fields.setdefault(option.field, []).append(item)
        if key == "asset-metadata":
            settings = replace(settings, asset_metadata_where=entry.where)
    return replace(settings, **_as_fields(fields)), tuple(problems)


def _as_fields(found: Mapping[str, list[object]]) -> dict[str, Any]:
    """Lists of records as tuples, single values as they are."""
    defaults = Settings()
    return {
        name: tuple(items) if isinstance(getattr(defaults, name), tuple) else items[0]
        for name, items in found.items()
    }
