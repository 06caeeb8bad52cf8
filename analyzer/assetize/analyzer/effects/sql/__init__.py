"""SQL text to the tables that it reads and changes; the only place that knows the SQL parser."""

from assetize.analyzer.effects.sql.gate import is_placeholder, is_sql
from assetize.analyzer.effects.sql.reading import read_sql
from assetize.analyzer.effects.sql.use import SqlReading, SqlUse
from assetize.analyzer.effects.sql.words import plain_name

__all__ = ["SqlReading", "SqlUse", "is_placeholder", "is_sql", "plain_name", "read_sql"]
