"""Ops that store no object whose name is known before a run: the analyzer must not see an asset in any of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OtherOp:
    """``lines`` are the op's body; it takes ``rows`` when ``takes_rows``."""

    name: str
    imports: tuple[str, ...]
    lines: tuple[str, ...]


OTHER_OPS = (
    OtherOp("transform", (), ("return [row for row in rows if row]",)),
    OtherOp("transform with pandas", ("import pandas as pd",), (
        "frame = pd.DataFrame(rows).drop_duplicates()",
        'return frame.to_dict("records")',
    )),
    OtherOp("read", ("import pandas as pd",), ('return pd.read_csv("landing/incoming.csv").to_dict("records")',)),
    OtherOp("get", ("import requests",), ('return requests.get("https://example.org/rows").json()',)),
    OtherOp("send mail", ("import smtplib",), (
        'with smtplib.SMTP("localhost") as server:',
        '    server.sendmail("a@example.org", ["b@example.org"], str(len(rows)))',
        "return rows",
    )),
    OtherOp("post", ("import requests",), (
        'requests.post("https://hooks.example.org/done", json={"rows": len(rows)})',
        "return rows",
    )),
    OtherOp("tables from rows", ("import sqlite3",), (
        'connection = sqlite3.connect("warehouse.db")',
        "for row in rows:",
        "    connection.execute(f\"CREATE TABLE IF NOT EXISTS {row['name']} AS SELECT 1\")",
        "return rows",
    )),
    OtherOp("files from rows", ("from pathlib import Path",), (
        "for row in rows:",
        "    Path(f\"exports/{row['name']}.txt\").write_text(str(row))",
        "return rows",
    )),
    OtherOp("scratch file", ("import os", "import tempfile", "import pandas as pd"), (
        "with tempfile.TemporaryDirectory() as folder:",
        '    path = os.path.join(folder, "part.csv")',
        "    pd.DataFrame(rows).to_csv(path)",
        "    size = os.path.getsize(path)",
        "return [*rows, size]",
    )),
    OtherOp("file that is removed", ("import json", "import os"), (
        'with open("work.json", "w") as file:',
        "    json.dump(rows, file)",
        'with open("work.json") as file:',
        "    rows = json.load(file)",
        'os.remove("work.json")',
        "return rows",
    )),
    OtherOp("temporary table", ("import sqlite3",), (
        'connection = sqlite3.connect("warehouse.db")',
        'connection.execute("CREATE TEMP TABLE work AS SELECT * FROM landing")',
        'found = connection.execute("SELECT * FROM work").fetchall()',
        'connection.execute("DROP TABLE work")',
        "return [*rows, *found]",
    )),
    OtherOp("delete rows", ("import sqlite3",), (
        'connection = sqlite3.connect("warehouse.db")',
        'connection.execute("DELETE FROM landing WHERE loaded = 1")',
        "return rows",
    )),
    OtherOp("name that is asked for", ("import pandas as pd", "import requests"), (
        'target = requests.get("https://example.org/target").text',
        "pd.DataFrame(rows).to_csv(target)",
        "return rows",
    )),
    OtherOp("buffer", ("import io", "import pandas as pd"), (
        "buffer = io.StringIO()",
        "pd.DataFrame(rows).to_csv(buffer)",
        "return [*rows, buffer.getvalue()]",
    )),
    OtherOp("bytes", ("import pickle",), ("return [pickle.dumps(row) for row in rows]",)),
    OtherOp("label alone", (), ("return Output(rows, metadata={'table': 'landing', 'path': 'landing/rows.csv'})",)),
    OtherOp("label that is added", (), ("context.add_output_metadata({'table': 'landing'})", "return rows")),
    OtherOp("SQL that is not run", (), (
        'context.log.info("CREATE TABLE landing_copy AS SELECT * FROM landing")',
        "return rows",
    )),
    OtherOp("SQL that is returned", (), ('return "INSERT INTO landing_copy SELECT * FROM landing"',)),
    OtherOp("function that is not called", ("import pandas as pd",), (
        "def keep():",
        '    pd.DataFrame(rows).to_csv("exports/kept.csv")',
        "",
        "return rows",
    )),
    OtherOp("name by a condition", ("import os", "import pandas as pd"), (
        'target = "exports/full.csv" if os.getenv("FULL") else "exports/part.csv"',
        "pd.DataFrame(rows).to_csv(target)",
        "return rows",
    )),
    OtherOp("name of the run", ("import pandas as pd",), (
        'pd.DataFrame(rows).to_csv(f"exports/{context.run_id}.csv")',
        "return rows",
    )),
    OtherOp("name with an id", ("import uuid", "from pathlib import Path"), (
        'Path(f"exports/{uuid.uuid4()}.txt").write_text(str(rows))',
        "return rows",
    )),
    OtherOp("writer by a row", ("import pandas as pd",), (
        'writers = {"a": pd.DataFrame.to_csv, "b": pd.DataFrame.to_json}',
        "for row in rows:",
        "    writers[row['name']](pd.DataFrame([row]), f\"exports/{row['name']}\")",
        "return rows",
    )),
    OtherOp("database in memory", ("import sqlite3",), (
        'connection = sqlite3.connect(":memory:")',
        'connection.execute("CREATE TABLE work (name text)")',
        'connection.executemany("INSERT INTO work VALUES (?)", [(str(row),) for row in rows])',
        'return connection.execute("SELECT name FROM work").fetchall()',
    )),
    OtherOp("renamed by a row", ("import os", "import pandas as pd"), (
        'pd.DataFrame(rows).to_csv("work.part")',
        "os.replace(\"work.part\", f\"exports/{rows[0]['name']}.csv\")",
        "return rows",
    )),
    OtherOp("after a raise", ("import pandas as pd",), (
        'raise NotImplementedError("not yet")',
        'pd.DataFrame(rows).to_csv("exports/never.csv")',
    )),
    OtherOp("log", (), ("context.log.info(f\"{len(rows)} rows\")", "return rows")),
)  # fmt: skip
