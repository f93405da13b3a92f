"""What a process keeps of answers."""

from __future__ import annotations

import gzip
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cache.entry import Entry
from app.cache.flights import Flights
from app.cache.process_store import ProcessStore


def entry(etag: str = "e", size: int = 10, ttl_s: float = 60, *, packed: bool = False) -> Entry:
    return Entry.make(etag, b"x" * size, ttl_s=ttl_s, is_compressed=packed)


def test_the_longest_unused_answer_goes_first() -> None:
    store = ProcessStore(3 * entry().size)
    for key in "abc":
        store.set(key, entry(key))
    assert store.get("a") is not None
    store.set("d", entry("d"))
    assert [key for key in "abcd" if store.get(key)] == ["a", "c", "d"]


def test_an_answer_takes_the_place_of_the_one_before() -> None:
    store = ProcessStore(2 * entry().size)
    for etag in "abcdef":
        store.set("key", entry(etag))
        store.set("other", entry(etag))
    kept = store.get("key")
    assert kept is not None
    assert (kept.etag, len(store)) == ("f", 2)


def test_what_is_larger_than_all_is_not_kept() -> None:
    store = ProcessStore(1000)
    store.set("small", entry(size=10))
    store.set("large", entry(size=2000))
    assert store.get("large") is None
    assert store.get("small") is not None


def test_an_answer_expires() -> None:
    store = ProcessStore(10_000)
    store.set("key", entry(ttl_s=0))
    assert store.get("key") is None
    assert len(store) == 0


@settings(max_examples=50, deadline=None)
@given(body=st.binary(max_size=3000), tail=st.binary(max_size=300))
def test_body_and_tail_are_one_gzip_file(body: bytes, tail: bytes) -> None:
    kept = Entry.make("e", body, ttl_s=1, is_compressed=True)
    packed = kept.gzip(tail)
    assert packed is not None
    assert gzip.decompress(packed) == body + tail


def test_what_a_rule_does_not_compress_is_not() -> None:
    assert entry().gzip(b"tail") is None


def test_who_comes_second_waits_for_the_first() -> None:
    flights = Flights(timeout_s=5)
    order: list[str] = []
    entered = threading.Event()

    def second() -> None:
        entered.wait(5)
        with flights.join("key") as is_first:
            order.append(f"second {is_first}")

    thread = threading.Thread(target=second)
    thread.start()
    with flights.join("key") as is_first:
        entered.set()
        thread.join(0.05)
        order.append(f"first {is_first}")
    thread.join(5)
    assert order == ["first True", "second False"]


def test_a_first_who_fails_keeps_nobody_waiting() -> None:
    flights = Flights(timeout_s=5)
    with pytest.raises(ValueError, match="it"), flights.join("key"):
        raise ValueError("it")
    with flights.join("key") as is_first:
        assert is_first
