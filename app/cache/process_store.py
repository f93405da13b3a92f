from __future__ import annotations

import threading
import time
from collections import OrderedDict

from app.cache.entry import Entry


class ProcessStore:
    """The answers of one process by key, up to a number of bytes; the longest unused go first.

    Not cachelib's SimpleCache: that pickles every answer it hands out, and is bounded in number
    only.
    """

    def __init__(self, bytes_max: int) -> None:
        self.bytes_max = bytes_max
        self._size = 0
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Entry | None:
        """The entry of a key, unless it has expired."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            if entry.expires_at <= time.time():
                self._remove(key)
                return None
            self._entries.move_to_end(key)
            return entry

    def set(self, key: str, entry: Entry) -> bool:
        """Keep an entry instead of what was there; false for one larger than all there is room."""
        with self._lock:
            self._remove(key)
            if entry.size > self.bytes_max:
                return False
            self._entries[key] = entry
            self._size += entry.size
            while self._size > self.bytes_max:
                self._remove(next(iter(self._entries)))
            return True

    def __len__(self) -> int:
        return len(self._entries)

    def _remove(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._size -= entry.size
