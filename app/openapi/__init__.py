"""The interface described for machines and for readers."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import distribution
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template, request

from app.openapi.describe import describes
from app.openapi.document import compose_document
from app.shapes import Object

blueprint = Blueprint("openapi", __name__)

# The files of Swagger UI, of a package of which nothing else is used, so it is never imported.
_SWAGGER = "flask_openapi3_swagger/templates/swagger"
_PACKAGED = {
    "swagger-ui.css": "css/swagger-ui.css",
    "swagger-ui-bundle.js": "js/swagger-ui-bundle.js",
}
_TYPES = {".css": "text/css", ".js": "text/javascript"}
_OWN = Path(__file__).parent.parent / "static"
_STYLES_ARE_INLINE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@blueprint.get("/openapi.json")
@describes(
    answers={200: Object, 304: None},
    headers={200: {"ETag": "Of the document", "Cache-Control": "How long it may be kept"}},
    uses_database=False,
)
def get_document() -> Response:
    """Describe the interface: every route, with the shapes of what it takes and answers."""
    text, etag = _written_document()
    answer = Response(text, content_type="application/json")
    answer.headers["Cache-Control"] = "public, max-age=300"
    answer.set_etag(etag)
    answer.make_conditional(request)
    return answer


@blueprint.get("/docs")
@describes(answers={200: {"text/html": str}}, uses_database=False)
def show_documentation() -> Response:
    """The document as a page to read and to try things on."""
    answer = Response(render_template("docs.html"), content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = _STYLES_ARE_INLINE
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


@blueprint.get("/docs/<name>")
@describes(
    answers={200: {"text/css": str, "text/javascript": str}, 304: None},
    problems=(404,),
    parameters={"name": "Of a file that the page refers to"},
    uses_database=False,
)
def get_documentation_file(name: str) -> Response:
    """A script or style sheet of the page, served from here."""
    if name in _PACKAGED:
        package = distribution("flask-openapi3-swagger")
        path = Path(str(package.locate_file(f"{_SWAGGER}/{_PACKAGED[name]}")))
    elif name in ("docs.js", "docs.css"):
        path = _OWN / name
    else:
        abort(404)
    data = path.read_bytes()
    answer = Response(data, content_type=f"{_TYPES[path.suffix]}; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.set_etag(hashlib.sha256(data).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def _written_document() -> tuple[str, str]:
    """Text and ETag of the document, made at its first use: the routes are all there by then."""
    if "openapi" not in current_app.extensions:
        text = json.dumps(compose_document(current_app))
        current_app.extensions["openapi"] = (text, hashlib.sha256(text.encode()).hexdigest()[:32])
    written: tuple[str, str] = current_app.extensions["openapi"]
    return written
