"""Serves the runtime as ``dagster``, so that code which says ``from dagster import …`` runs on it unchanged."""

from assetize.runtime.alias.serving import DagsterAlreadyImported, serve_dagster

__all__ = ["DagsterAlreadyImported", "serve_dagster"]
