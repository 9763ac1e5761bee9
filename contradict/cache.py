"""Embeddings and pair scores in SQLite, so that nothing is computed twice, in one run or in the next.

Several processes can share a file, and a killed one leaves it whole: every batch is one transaction in a write-ahead
log. A row is found by a hash of the model and of the texts as the model saw them, in their order.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from contradict.errors import InputFileError, SchemaError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CACHE_VERSION = 1
APPLICATION_ID = 0x63_74_72_64
"""Written into the file's header; it tells our files from other SQLite databases."""
PATIENCE = 60.0
"""Seconds that a process waits for another one that writes."""
KEYS_AT_ONCE = 500
CREATE = (
    "CREATE TABLE IF NOT EXISTS version (number INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS scores (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, value BLOB NOT NULL)",
)


def cache_key(model: str, *texts: str) -> bytes:
    """The hash under which a result is kept: 16 bytes of the model and the texts, in their order."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (model, *texts):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little"))
        digest.update(raw)
    return digest.digest()


class Cache:
    """A file of embeddings and pair scores.

    Threads and forked processes may use one object. A file that cannot be written is read only, with a warning.

    Args:
        path: The file; it is made where there is none.

    Raises:
        InputFileError: The file is no cache, is damaged, or cannot be opened.
        SchemaError: A newer version of the library wrote it.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.read_only = False
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._inherited: list[sqlite3.Connection] = []
        if self.path.is_dir():
            raise InputFileError(f"{self.path}: expected a file for the cache, got a folder")
        if not self.path.parent.is_dir():
            raise InputFileError(f"{self.path}: there is no folder {self.path.parent} to make the cache in")
        with self._opened():
            pass

    def get_scores(self, model: str, pairs: Sequence[tuple[str, str]]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """The kept scores of ordered pairs of texts.

        Returns:
            Scores (len(pairs), 3), float32, 0 where there are none; and which are there, (len(pairs),).
        """
        import numpy as np

        found = np.zeros((len(pairs), 3), dtype=np.float32)
        known = np.zeros(len(pairs), dtype=bool)
        for row, value in self._get("scores", [cache_key(model, *pair) for pair in pairs]):
            if len(value) == 12:
                found[row] = np.frombuffer(value, dtype="<f4")
                known[row] = True
        return found, known

    def put_scores(self, model: str, pairs: Sequence[tuple[str, str]], scores: NDArray[np.float32]) -> None:
        """Keep the scores (len(pairs), 3) of ordered pairs of texts; a kill after this returns loses none."""
        rows = scores.astype("<f4")
        self._put("scores", [(cache_key(model, *pair), row.tobytes()) for pair, row in zip(pairs, rows, strict=True)])

    def get_vectors(self, model: str, texts: Sequence[str]) -> list[NDArray[np.float32] | None]:
        """The kept vector of each text, or None."""
        import numpy as np

        found: list[NDArray[np.float32] | None] = [None] * len(texts)
        for row, value in self._get("vectors", [cache_key(model, text) for text in texts]):
            if value and len(value) % 4 == 0:
                found[row] = np.frombuffer(value, dtype="<f4").astype(np.float32)
        return found

    def put_vectors(self, model: str, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep the vectors (len(texts), dimensions) of texts; a kill after this returns loses none."""
        rows = vectors.astype("<f4")
        self._put("vectors", [(cache_key(model, text), row.tobytes()) for text, row in zip(texts, rows, strict=True)])

    def counts(self) -> dict[str, int]:
        """How many scores and vectors are kept."""
        with self._opened() as connection:
            return {
                table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
                for table in ("scores", "vectors")
            }

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
                self._connection = None

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Cache({str(self.path)!r}{', read only' if self.read_only else ''})"

    def _get(self, table: str, keys: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
        rows: dict[bytes, list[int]] = {}
        for row, key in enumerate(keys):
            rows.setdefault(key, []).append(row)
        distinct = list(rows)
        for at in range(0, len(distinct), KEYS_AT_ONCE):
            part = distinct[at : at + KEYS_AT_ONCE]
            marks = ",".join("?" * len(part))
            try:
                with self._opened() as connection:
                    values = connection.execute(
                        f"SELECT key, value FROM {table} WHERE key IN ({marks})", part
                    ).fetchall()
            except sqlite3.OperationalError as error:
                raise InputFileError(f"{self.path}: the cache cannot be read ({error})") from None
            for key, value in values:
                for row in rows[key]:
                    yield row, value

    def _put(self, table: str, rows: Sequence[tuple[bytes, bytes]]) -> None:
        if self.read_only or not rows:
            return
        try:
            with self._opened() as connection:
                _write(connection, [(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)])
        except sqlite3.OperationalError as error:
            self.read_only = True
            warnings.warn(f"the cache {self.path} cannot be written ({error}); going on without writing", stacklevel=4)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The connection of this process; errors of the file become ours."""
        with self._lock:
            try:
                if self._connection is not None and self._process != os.getpid():
                    self._inherited.append(self._connection)  # SQLite forbids even closing it in a forked process
                    self._connection = None
                if self._connection is None:
                    self._connection, self._process = self._open(), os.getpid()
                yield self._connection
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                raise InputFileError(
                    f"{self.path} is no cache of contradict, or is damaged ({error}); delete it or name another file"
                ) from None

    def _open(self) -> sqlite3.Connection:
        try:
            if self.path.exists() and not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)):
                return self._open_to_read()
            connection = _connect(self.path, "rwc")
            self._check(connection)
            try:
                _prepare(connection)
            except sqlite3.OperationalError as error:
                if "readonly" not in str(error):
                    raise
                connection.close()
                return self._open_to_read()
            return connection
        except sqlite3.OperationalError as error:
            raise InputFileError(f"{self.path}: the cache cannot be opened ({error})") from None

    def _open_to_read(self) -> sqlite3.Connection:
        if not self.read_only:
            self.read_only = True
            warnings.warn(f"the cache {self.path} cannot be written: it is only read", stacklevel=6)
        try:
            connection = _connect(self.path, "ro")
            self._check(connection)
        except sqlite3.OperationalError:
            if self.path.with_name(self.path.name + "-wal").exists():
                raise
            connection = _connect(self.path, "ro&immutable=1")
            self._check(connection)
        return connection

    def _check(self, connection: sqlite3.Connection) -> None:
        """Raise unless the file is a cache of a version that we know, or is still to become one."""
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        mark = connection.execute("PRAGMA application_id").fetchone()[0]  # second: another process may just make both
        if mark != APPLICATION_ID and tables:
            connection.close()
            raise InputFileError(
                f"{self.path} is a SQLite database, but no cache of contradict; name another file (it is made anew)"
            )
        if "version" not in tables:
            return
        version = connection.execute("SELECT max(number) FROM version").fetchone()[0]
        if version is not None and version > CACHE_VERSION:
            connection.close()
            raise SchemaError(
                f"{self.path} was written by a newer version of contradict (cache version {version}, this one reads "
                f"{CACHE_VERSION}): update the library, or name another file"
            )


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE, check_same_thread=False,
        isolation_level=None,
    )  # fmt: skip


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables, and write ahead; another process may be doing the same."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
    connection.execute("PRAGMA synchronous = NORMAL")
    statements = [(statement, [()]) for statement in (f"PRAGMA application_id = {APPLICATION_ID}", *CREATE)]
    only_first = f"INSERT INTO version SELECT {CACHE_VERSION} WHERE NOT EXISTS (SELECT 1 FROM version)"
    _write(connection, [*statements, (only_first, [()])])


def _write(connection: sqlite3.Connection, statements: Sequence[tuple[str, Sequence[tuple[bytes, ...]]]]) -> None:
    """Carry out statements, each once for each row of parameters, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement, rows in statements:
            for row in rows:
                connection.execute(statement, row)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
