"""The engine that the cases of this folder run on."""

import importlib
import os

VARIABLE = "AGREEMENT_ENGINE"


def current():
    """The module with Dagster's public names that is under test."""
    return importlib.import_module(os.environ[VARIABLE])
