"""Who is in a process at this moment: each request has a thread of its caller's share."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

from app.auth import identify
from app.config import Settings
from app.limits import describe_network, find_subject
from app.openapi.describe import current_description
from app.seats import Seats


def init_app(app: Flask) -> None:
    """Count who is there from the first to the last moment of each request."""
    settings: Settings = app.extensions["settings"]
    app.extensions["seats"] = Seats(
        settings.threads, settings.pool_max_size, settings.pool_timeout_ms / 1000
    )
    app.before_request(_enter)
    app.after_request(_stay)
    app.teardown_request(_leave)


def _enter() -> None:
    """Take a thread: for the address, and as soon as it is known who asks, for them.

    Problems: 401 where the route wants to know and nobody says so; 503 for who has enough threads.
    """
    description = current_description()
    if description is None or not description.uses_database or request.method == "OPTIONS":
        # Answered at once; whether the process lives must be told however full it is.
        return
    _take_place(describe_network())
    if description.scope:
        _take_place(find_subject(identify()))


def _take_place(subject: str) -> None:
    _leave()
    g.subject = subject
    current_app.extensions["seats"].enter(subject)
    g.is_present = True


def _stay(response: Response) -> Response:
    """What is streamed keeps its thread until its last byte is sent."""
    if response.is_streamed and g.pop("is_present", False):
        seats: Seats = current_app.extensions["seats"]
        subject: str = g.subject
        response.call_on_close(lambda: seats.leave(subject))
    return response


def _leave(_: BaseException | None = None) -> None:
    if g.pop("is_present", False):
        current_app.extensions["seats"].leave(g.subject)
