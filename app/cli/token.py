from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import click
import jwt

from app.cli.output import json_option, print_json
from app.config import get_settings


@click.command("token")
@click.option("--vendor", "vendors", type=click.UUID, multiple=True, help="May be repeated.")
@click.option("--admin", is_flag=True, help="A platform administrator, who sees every vendor.")
@click.option("--owner", is_flag=True, help="An owner, who may correct, erase and export.")
@click.option(
    "--subject",
    type=click.UUID,
    help="User that the token is for; without, the first vendor, else a random one.",
)
@click.option("--days", type=click.IntRange(min=1), default=1, show_default=True)
@json_option
def command(
    vendors: tuple[uuid.UUID, ...],
    admin: bool,
    owner: bool,
    subject: uuid.UUID | None,
    days: int,
    as_json: bool,
) -> None:
    """Sign a token for the HTTP interface with WEDSYNC_JWT_SECRET and print it."""
    settings = get_settings()
    if not settings.jwt_secret:
        raise click.UsageError("WEDSYNC_JWT_SECRET is not set")
    if not vendors and not admin:
        raise click.UsageError("name a --vendor, or say --admin")
    issued_at = datetime.now(UTC)
    claims = {
        "sub": str(subject or (vendors[0] if vendors else uuid.uuid4())),
        "role": "authenticated",
        "aud": settings.jwt_audience,
        "iat": issued_at,
        "exp": issued_at + timedelta(days=days),
        "app_metadata": {"vendor_ids": [str(v) for v in vendors], "platform_admin": admin}
        | ({"vendor_role": "owner"} if owner else {}),
    }
    token = jwt.encode(claims, settings.jwt_secret, algorithm="HS256")
    if as_json:
        print_json({"token": token, "expiresAt": claims["exp"]})
    else:
        click.echo(token)
