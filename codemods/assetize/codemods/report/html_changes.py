"""What an upgrade would write as parts of the HTML page: diffs, and a job's ops beside its assets."""

from html import escape

from assetize.codemods.report.shown_upgrade import ShownChange, ShownFile, ShownHunk, ShownLine
from assetize.codemods.report.wording import counted

LINE_KINDS = {" ": "same", "+": "added", "-": "removed"}
LINE_WORDS = {" ": "", "+": "added: ", "-": "removed: "}


def change_html(change: ShownChange) -> str:
    """A heading with the jobs, and every file's diff; the one with most in it is open."""
    largest = max(change.files, key=lambda file: file.added + file.removed, default=None)
    jobs = ", ".join(f"<code>{escape(name)}</code>" for name in change.jobs)
    keys = ", ".join(f"<code>{escape('/'.join(key))}</code>" for key in change.keys)
    files = "\n".join(_file(file, " open" if file is largest else "") for file in change.files)
    return f"<h3>{jobs}</h3>\n<p>{_becomes(change)} {keys}</p>\n{files}"


def lineage_html(pictures: tuple[str, str, str]) -> str:
    """One job: its ops, and beside them its assets."""
    name, before, after = pictures
    sides = (("Before: ops", before), ("After: assets", after))
    shown = "".join(f"<section><h4>{title}</h4>{picture}</section>" for title, picture in sides if picture)
    return f'<h3><code>{escape(name)}</code></h3>\n<div class="pictures">{shown}</div>'


def _becomes(change: ShownChange) -> str:
    verb = "becomes" if len(change.jobs) == 1 else "become"
    return f'<span class="quiet">{verb} {counted(len(change.keys), "asset")}:</span>'


def _file(file: ShownFile, state: str) -> str:
    counts = f'<span class="added">+{file.added:,}</span> <span class="removed">−{file.removed:,}</span>'
    lines = "".join(map(_hunk, file.hunks))
    return (
        f'<details class="file"{state}><summary><code>{escape(file.file)}</code> {counts}</summary>'
        f'<pre class="diff" tabindex="0">{lines}</pre></details>'
    )


def _hunk(hunk: ShownHunk) -> str:
    return f'<span class="hunk">line {hunk.line:,}</span>' + "".join(map(_line, hunk.lines))


def _line(line: ShownLine) -> str:
    said = f'<span class="hidden">{LINE_WORDS[line.sign]}</span>' if LINE_WORDS[line.sign] else ""
    return f'<span class="{LINE_KINDS[line.sign]}">{said}{escape(line.sign + line.text)}\n</span>'
