"""One SQLite file of the library's own: opened, made, brought up to date, or refused.

Several processes can share a file, and a killed one leaves it whole: what belongs together is one transaction in a
write-ahead log.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from contradict.errors import InputFileError, SchemaError, SettingsError
from contradict.warn import warn

DAMAGED = ("no such table", "no such column", "UTF-8")
"""Of the errors that SQLite calls operational, those of a damaged file."""
PATIENCE = 60.0
"""Seconds that a process waits for another one that writes."""


class SQLiteFile:
    """A SQLite file of one kind and version, which threads and forked processes may use through one object.

    A file that cannot be written is read only, with a warning.

    Args:
        path: The file; it is made where there is none.

    Raises:
        InputFileError: The file is none of this kind, is damaged, or cannot be opened.
        SchemaError: A newer version of the library wrote it, or an older one and it cannot be written.
        SettingsError: The path is none.
    """

    kind: ClassVar[str]
    """What the file is called in errors."""
    remedy: ClassVar[str]
    """What to do about a damaged file."""
    application_id: ClassVar[int]
    """Written into the file's header; it tells our files from other SQLite databases."""
    synchronous: ClassVar[str] = "NORMAL"
    """SQLite's word for what a power cut may cost: FULL loses no transaction, NORMAL the last ones."""
    migrations: ClassVar[Sequence[Sequence[str]]]
    """The statements that make version 1 of an empty file, those that make version 2 of version 1, and so on."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = check_path(path, self.kind)
        self.read_only = False
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._inherited: list[sqlite3.Connection] = []
        if self.path.is_dir():
            raise InputFileError(f"{self.path}: expected a file for the {self.kind}, got a folder")
        if not self.path.parent.is_dir():
            raise InputFileError(f"{self.path}: there is no folder {self.path.parent} to make the {self.kind} in")
        with self.opened():
            pass

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
                self._connection = None

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r}{', read only' if self.read_only else ''})"

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """The connection of this process; a damaged file becomes an InputFileError."""
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
                raise self.damaged(error) from None

    def damaged(self, error: object) -> InputFileError:
        """The error for a file that is not what it should be."""
        return InputFileError(f"{self.path} is no {self.kind} of contradict, or is damaged ({error}); {self.remedy}")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection to read from; what cannot be read becomes an InputFileError."""
        try:
            with self.opened() as connection:
                yield connection
        except sqlite3.OperationalError as error:
            if any(word in str(error) for word in DAMAGED):
                raise self.damaged(error) from None
            raise InputFileError(f"{self.path}: the {self.kind} cannot be read ({error})") from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection within one transaction, which no other process writes beside."""
        with self.opened() as connection, _transaction(connection):
            yield connection

    def _open(self) -> sqlite3.Connection:
        try:
            if self.path.exists() and not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)):
                return self._open_to_read()
            connection = _connect(self.path, "rwc")
            version = self._version(connection)
            try:
                _write_ahead(connection)
                connection.execute(f"PRAGMA synchronous = {self.synchronous}")
                if version < len(self.migrations):
                    self._migrate(connection)
            except sqlite3.OperationalError as error:
                connection.close()
                if "readonly" not in str(error):
                    raise
                return self._open_to_read()
            return connection
        except sqlite3.OperationalError as error:
            raise InputFileError(f"{self.path}: the {self.kind} cannot be opened ({error})") from None

    def _open_to_read(self) -> sqlite3.Connection:
        if not self.read_only:
            self.read_only = True
            warn(f"the {self.kind} {self.path} cannot be written: it is only read")
        try:
            connection = _connect(self.path, "ro")
            version = self._version(connection)
        except sqlite3.OperationalError:
            if self.path.with_name(self.path.name + "-wal").exists():
                raise
            connection = _connect(self.path, "ro&immutable=1")
            version = self._version(connection)
        if version < len(self.migrations):
            connection.close()
            raise SchemaError(
                f"{self.path} has {self.kind} version {version}, this library reads {len(self.migrations)}, and the "
                "file cannot be written to bring it up to date: open it once where it can be written"
            )
        return connection

    def _version(self, connection: sqlite3.Connection) -> int:
        """The version of the file, 0 for one that is still to become one of ours.

        Raises:
            InputFileError: It is something else.
            SchemaError: It is newer than this library.
        """
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        mark = connection.execute("PRAGMA application_id").fetchone()[0]  # second: another process may just make both
        if mark != self.application_id and tables:
            connection.close()
            raise InputFileError(
                f"{self.path} is a SQLite database, but no {self.kind} of contradict; name another file (it is made "
                "anew)"
            )
        version: int = _number(connection) if "version" in tables else 0
        if version > len(self.migrations):
            connection.close()
            raise SchemaError(
                f"{self.path} was written by a newer version of contradict ({self.kind} version {version}, this one "
                f"reads {len(self.migrations)}): update the library, or name another file"
            )
        return version

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Bring the file up to date, all at once or not at all; another process may have done so just before."""
        with _transaction(connection):
            connection.execute(f"PRAGMA application_id = {self.application_id}")
            connection.execute("CREATE TABLE IF NOT EXISTS version (number INTEGER NOT NULL)")
            for statements in self.migrations[_number(connection) :]:
                for statement in statements:
                    connection.execute(statement)
            if _number(connection) < len(self.migrations):
                connection.execute("INSERT INTO version VALUES (?)", (len(self.migrations),))


def check_path(path: object, kind: str) -> Path:
    """The path of a file that is there, or can be made.

    Raises:
        InputFileError: No file can have this path.
        SettingsError: It is no path.
    """
    if not isinstance(path, (str, os.PathLike)) or not isinstance(os.fspath(path), str):
        raise SettingsError(f"expected the path of a file for the {kind}, got {type(path).__name__}: {path!r:.80}")
    name = os.fspath(path)
    try:
        if not name:
            raise ValueError("its name is empty")
        os.lstat(name)
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        told = error.strerror if isinstance(error, OSError) else error
        raise InputFileError(f"{name!r:.200} cannot be the file of a {kind}: {told}") from None
    return Path(name)


def _number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM version").fetchone()[0])


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    options: dict[str, Any] = {"timeout": PATIENCE, "check_same_thread": False, "isolation_level": None}
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, **options)


def _write_ahead(connection: sqlite3.Connection) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
