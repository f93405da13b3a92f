"""Which tokens are believed."""

from __future__ import annotations

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from flask.testing import FlaskClient
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from app import create_app
from app.auth import memory
from app.config import Settings
from tests.py.api.calls import SECRET, bearer

OLD_SECRET = "the secret before this one, as long as it has to be"
RSA_KEY = rsa.generate_private_key(65537, 2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
PATH = "/api/analytics/catalog"


def payload(**claims: Any) -> dict[str, Any]:
    return {"aud": "authenticated", "exp": time.time() + 60, "iss": "host"} | claims


def jwk(key: Any, key_id: str) -> dict[str, Any]:
    """The public half of a key, as an issuer publishes it."""
    algorithm = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    return json.loads(algorithm.to_jwk(key.public_key())) | {"kid": key_id}  # type: ignore[no-any-return]


class Issuer(ThreadingHTTPServer):
    """Publishes keys, and counts how often they are read."""

    def __init__(self) -> None:
        self.keys = [jwk(RSA_KEY, "r1"), jwk(EC_KEY, "e1")]
        self.reads = 0
        super().__init__(("127.0.0.1", 0), Publication)
        self.url = f"http://127.0.0.1:{self.server_port}/keys.json"


class Publication(BaseHTTPRequestHandler):
    server: Issuer

    def do_GET(self) -> None:
        self.server.reads += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"keys": self.server.keys}).encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    server = Issuer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def make_client(dsn: str, issuer: Issuer) -> Iterator[Callable[..., FlaskClient]]:
    """A client of a service with these settings."""
    apps = []

    def make(**settings: Any) -> FlaskClient:
        chosen = {
            "jwt_secret": SECRET,
            "jwt_secret_previous": OLD_SECRET,
            "jwt_algorithms": ("HS256", "RS256", "ES256"),
            "jwks_url": issuer.url,
            "jwt_issuer": "host",
        } | settings
        app = create_app(Settings(database_url=dsn, **chosen))
        apps.append(app)
        return app.test_client()

    yield make
    for app in apps:
        app.extensions["pool"].close()


def status(client: FlaskClient, token: str) -> int:
    return client.get(PATH, headers=bearer(token)).status_code


def unsigned(algorithm: str) -> str:
    """A token without a signature that names an algorithm."""
    parts = [{"alg": algorithm, "typ": "JWT"}, payload()]
    return (
        b".".join(urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in parts) + b"."
    ).decode()


def sign_with_public_key() -> str:
    """A token of HS256 whose secret is what everybody may know: the public key."""
    public = RSA_KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "r1"}, payload()]
    signed = b".".join(urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in parts)
    signature = urlsafe_b64encode(hmac.digest(public, signed, "sha256")).rstrip(b"=")
    return (signed + b"." + signature).decode()


@pytest.mark.parametrize(
    ("key", "algorithm", "key_id"),
    [
        (SECRET, "HS256", None),
        (OLD_SECRET, "HS256", None),
        (RSA_KEY, "RS256", "r1"),
        (EC_KEY, "ES256", "e1"),
    ],
)
def test_a_live_key_is_believed(
    make_client: Callable[..., FlaskClient], key: Any, algorithm: str, key_id: str | None
) -> None:
    token = jwt.encode(payload(), key, algorithm, headers={"kid": key_id} if key_id else None)
    assert status(make_client(), token) == 200


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"exp": -15}, 200),
        ({"exp": -40}, 401),
        ({"aud": "other"}, 401),
        ({"iss": "other"}, 401),
        ({"nbf": 15}, 200),
        ({"nbf": 40}, 401),
        ({"exp": None}, 401),
        ({"aud": None}, 401),
        ({"iss": None}, 401),
    ],
)
def test_clocks_may_differ_by_half_a_minute_and_nothing_else(
    make_client: Callable[..., FlaskClient], claims: dict[str, Any], expected: int
) -> None:
    client = make_client()
    # Seconds from now, and not from when the tests were collected.
    claims = {
        name: time.time() + value if isinstance(value, int) else value
        for name, value in claims.items()
    }
    present = {name: value for name, value in payload(**claims).items() if value is not None}
    assert status(client, jwt.encode(present, SECRET, "HS256")) == expected


def test_a_key_is_good_for_its_own_algorithm_only(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client()
    forged = [
        jwt.encode(payload(), None, "none"),
        sign_with_public_key(),
        jwt.encode(payload(), RSA_KEY, "RS256", headers={"kid": "e1"}),
        jwt.encode(payload(), RSA_KEY, "RS512", headers={"kid": "r1"}),
        jwt.encode(payload(), RSA_KEY, "RS256"),
        jwt.encode(payload(), ec.generate_private_key(ec.SECP256R1()), "ES256", {"kid": "e1"}),
        jwt.encode(payload(), "x" * 40, "HS256"),
        unsigned("none"),
        unsigned("nOnE"),
        unsigned("HS256"),
        "a.b.c",
    ]
    assert [status(client, token) for token in forged] == [401] * len(forged)
    symmetric_only = make_client(jwt_algorithms=("HS256",))
    assert status(symmetric_only, jwt.encode(payload(), RSA_KEY, "RS256", {"kid": "r1"})) == 401


def test_a_new_key_of_the_issuer_is_found(
    make_client: Callable[..., FlaskClient], issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.auth.keys._REFETCH_AFTER_S", 0)
    client = make_client()
    assert status(client, jwt.encode(payload(), RSA_KEY, "RS256", {"kid": "r1"})) == 200
    fresh = rsa.generate_private_key(65537, 2048)
    issuer.keys = [jwk(fresh, "r2"), jwk(RSA_KEY, "r1")]
    for key, key_id in ((fresh, "r2"), (RSA_KEY, "r1")):
        assert status(client, jwt.encode(payload(), key, "RS256", {"kid": key_id})) == 200


def test_a_flood_of_unknown_keys_is_not_looked_up(
    make_client: Callable[..., FlaskClient], issuer: Issuer
) -> None:
    client = make_client()
    unknown = [jwt.encode(payload(), RSA_KEY, "RS256", {"kid": f"x{n}"}) for n in range(20)]
    assert [status(client, token) for token in unknown] == [401] * 20
    assert issuer.reads == 1


def test_an_issuer_that_cannot_be_reached_is_no_fault_of_the_caller(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(jwks_url="http://127.0.0.1:9/keys.json")
    answer = client.get(
        PATH, headers=bearer(jwt.encode(payload(), RSA_KEY, "RS256", {"kid": "r1"}))
    )
    assert (answer.status_code, (answer.json or {})["code"]) == (503, "keys_unavailable")
    assert status(client, jwt.encode(payload(), SECRET, "HS256")) == 200


def test_without_any_key_no_token_is_believed(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(jwt_secret="", jwt_secret_previous="", jwks_url="")
    answer = client.get(PATH, headers=bearer(jwt.encode(payload(), SECRET, "HS256")))
    assert answer.status_code == 401
    assert "no secret" in (answer.json or {})["detail"]


def test_a_token_is_verified_once_in_a_while(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(memory.time, "monotonic", lambda: now[0])
    decoded: list[str] = []
    decode = jwt.decode

    def note(token: str, *arguments: Any, **named: Any) -> Any:
        decoded.append(token)
        return decode(token, *arguments, **named)

    monkeypatch.setattr(jwt, "decode", note)
    tokens = [jwt.encode(payload(sub=name), SECRET, "HS256") for name in ("a", "b")]
    for after_s, token in ((0, 0), (1, 0), (2, 1), (2.5, 0), (5, 0)):
        now[0] = 1000.0 + after_s
        assert client.get(PATH, headers=bearer(tokens[token])).status_code == 200
    assert decoded == [tokens[0], tokens[1], tokens[0]]


def test_a_token_that_is_remembered_ends_when_it_expires(client: FlaskClient) -> None:
    # Within the leeway, for another second.
    token = jwt.encode(payload(exp=int(time.time()) - 28), SECRET, "HS256")
    assert client.get(PATH, headers=bearer(token)).status_code == 200
    time.sleep(2.5)
    answer = client.get(PATH, headers=bearer(token))
    assert (answer.status_code, answer.json and answer.json["detail"]) == (
        401,
        "The token has expired.",
    )
