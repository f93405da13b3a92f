from __future__ import annotations

from importlib.resources import files


def read_tracker() -> bytes:
    """The script as it is served: its source without comments and what only people need.

    A line break stays where a statement may end without a semicolon.
    """
    source = files("app").joinpath("static/tracker.js").read_text(encoding="utf-8")
    lines = [line.strip() for line in source.splitlines()]
    script = ""
    for line in lines:
        if line and not line.startswith("//"):
            is_joined = script.endswith((",", ";", "{", "(")) or line[0] in "})"
            script += line if is_joined or not script else f"\n{line}"
    return script.encode()
