"""Clients at every door and the jobs beside them, while something kills what they talk to."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import LiteralString

from tests.py.faults.app_server import AppServer
from tests.py.faults.doors import FAILURES, Door
from tests.py.faults.ledger import Event, Ledger
from tests.py.faults.private_cluster import PrivateCluster, wait_until

# Two of them run the jobs, and must not get in each other's way.
SESSIONS: dict[str, LiteralString] = {
    "fold": "call analytics.run_due_jobs()",
    "refresh": "call analytics.run_due_jobs()",
    "drain": "call analytics.run_capture_drain('1 second')",
}


@dataclass
class Storm:
    """Runs until its time is over; afterwards ``ledger`` says what happened."""

    cluster: PrivateCluster
    server: AppServer
    doors: Sequence[Door]
    seed: int
    ledger: Ledger = field(default_factory=Ledger)
    end: threading.Event = field(default_factory=threading.Event)
    failures: list[BaseException] = field(default_factory=list)

    def run(self, seconds: float, pause: float) -> None:
        """Kill something about every ``pause`` seconds, everything at least once.

        Raises what no client may see.
        """
        chance = random.Random(self.seed)
        targets = self._targets()
        with self._clients():
            until = time.monotonic() + seconds
            while not self.failures:
                # Each once before any comes again.
                for name, kill in chance.sample(sorted(targets.items()), len(targets)):
                    time.sleep(chance.uniform(0.5, 1.5) * pause)
                    since = time.monotonic()
                    if not self.failures and kill():
                        self._recover()
                        self.ledger.kills.append((name, since, time.monotonic()))
                if time.monotonic() >= until:
                    break
            # A last while in peace, so that everybody gets through once more.
            time.sleep(pause)
        if self.failures:
            raise self.failures[0]

    def report(self) -> dict[str, object]:
        """What was sent, killed and answered."""
        outside = self.ledger.outside_kills()
        return {
            "seed": self.seed,
            "available_share": round(self.ledger.available_share(), 6),
            "attempts_outside_kills": len(outside),
            "events_sent": len(self.ledger.sent),
            "events_acknowledged": len(self.ledger.acknowledged),
            "kills": dict(sorted(Counter(name for name, _, _ in self.ledger.kills).items())),
            "seconds_to_recover": round(
                max((to - since for _, since, to in self.ledger.kills), default=0), 2
            ),
        }

    def _targets(self) -> dict[str, Callable[[], bool]]:
        """Everything that may be killed: a backend of each client, the server, a worker."""

        def kill_server() -> bool:
            self.cluster.kill_server()
            self.cluster.start()
            return True

        def kill_worker() -> bool:
            self.server.kill_worker(int(time.monotonic()))
            return True

        def backend(name: str) -> Callable[[], bool]:
            return lambda: self.cluster.kill_backend(name)

        names = [door.name for door in self.doors if not door.name.startswith("http")]
        return {
            **{name: backend(name) for name in [*names, *SESSIONS, "wedsync-app"]},
            "server": kill_server,
            "worker": kill_worker,
        }

    def _recover(self) -> None:
        self.cluster.wait_until_up()
        wait_until(self.server.is_ready)

    @contextmanager
    def _clients(self) -> Iterator[None]:
        work = [self._send(door, self.seed + n) for n, door in enumerate(self.doors)]
        work += [self._call(name, statement) for name, statement in SESSIONS.items()]
        threads = [threading.Thread(target=self._guard, args=(w,)) for w in work]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.end.set()
            for thread in threads:
                thread.join()

    def _guard(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as failure:  # raised by run()
            self.failures.append(failure)

    def _send(self, door: Door, seed: int) -> Callable[[], None]:
        """Send batch after batch; what has no answer is sent again until it has one."""
        chance = random.Random(seed)

        def work() -> None:
            past: list[Event] = []
            while not self.end.is_set():
                fresh = [door.make_event(chance) for _ in range(door.batch_size)]
                # Now and then a batch holds again what was sent before.
                events = fresh + chance.sample(past, min(len(past), door.batch_size // 5))
                past = fresh
                self.ledger.note_sent(events)
                while not self.end.is_set():
                    kills = len(self.ledger.kills)
                    answers = len(self.ledger.attempts)
                    with self.ledger.attempt(door.name, *FAILURES):
                        door.send(events, self.ledger)
                        break
                    assert len(self.ledger.attempts) > answers
                    door.close()
                    # As a client does that was told to try again later.
                    if len(self.ledger.kills) == kills:
                        time.sleep(0.05)
                time.sleep(0.01)
            door.close()

        return work

    def _call(self, name: str, statement: LiteralString) -> Callable[[], None]:
        """What pg_cron does: the same call again and again."""

        def work() -> None:
            while not self.end.is_set():
                with (
                    self.ledger.attempt(name, *FAILURES),
                    self.cluster.connect(name) as connection,
                ):
                    while not self.end.is_set():
                        connection.execute(statement)
                        time.sleep(0.1)
                time.sleep(0.1)

        return work
