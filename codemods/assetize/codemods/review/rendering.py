"""Templates to pages: every value is escaped, and what is missing is an error."""

from collections.abc import Mapping
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from assetize.analyzer.codes import find_code
from assetize.codemods.report.wording import counted, key_text
from assetize.codemods.review.code_text import visible


def make_templates() -> Environment:
    """The environment of all templates."""
    environment = Environment(
        loader=PackageLoader("assetize.codemods.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals |= {"link": link, "counted": counted, "key_text": key_text, "title_of": title_of}
    return environment


def render(
    templates: Environment, name: str, values: Mapping[str, object], status: int = 200
) -> HTMLResponse:
    """One page; what no encoding can hold becomes an escape."""
    text = templates.get_template(f"{name}.html").render(values)
    return HTMLResponse(text.encode("utf-8", "backslashreplace"), status_code=status)


def title_of(code: str) -> str:
    """What a diagnostic code means, in a few words."""
    found = find_code(code)
    return found.title if found else ""


def link(path: str, **query: object) -> str:
    """An address on the page; empty parameters are left out."""
    given = {name: str(value) for name, value in query.items() if value}
    return f"{path}?{urlencode(given, errors='replace')}" if given else path


def _shown(value: object) -> object:
    """Text of the project with nothing invisible in it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
