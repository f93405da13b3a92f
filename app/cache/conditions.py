from __future__ import annotations

import re

from flask import request

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_TAGS_MAX = 50


def read_known_etags() -> list[str]:
    """The entity tags of If-None-Match, of weak comparison, without their quotes."""
    return _TAG.findall(request.headers.get("If-None-Match", ""))[:_TAGS_MAX]
