"""The fixtures on older versions of Dagster, each in an environment of its own: ``nox``, or ``nox -- demo run_configs``."""

import nox

nox.options.default_venv_backend = "uv|virtualenv"

VERSIONS = ("1.5", "1.8", "1.13")
NEEDED = ("pandas>=2.2", "pyarrow>=15", "pytest>=8.2", "setuptools<80", "sqlalchemy>=2", "tomli>=2")
"""What the fixtures use; older Dagsters look for pkg_resources, which newer setuptools have not."""


@nox.session(python="3.10")
@nox.parametrize("dagster", VERSIONS)
def fixtures(session: nox.Session, dagster: str) -> None:
    """Upgrade each fixture for this Dagster, run it before and after, and compare what is there then."""
    session.install(f"dagster=={dagster}.*", *NEEDED, "--editable", ".")
    session.run("python", "tests/end_to_end/older_dagsters/check.py", *session.posargs)
