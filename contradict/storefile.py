"""The file of a `Store`: its claims and settings, and the embeddings and pair scores of a `Cache`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from contradict.cache import CREATE, Cache
from contradict.claims import Claim, plain_value
from contradict.errors import ClaimError, InputFileError, SchemaError

if TYPE_CHECKING:
    import os
    from pathlib import Path

CREATE_STORE = (
    *CREATE,
    "CREATE TABLE claims (id TEXT PRIMARY KEY, claim TEXT NOT NULL, proposition TEXT NOT NULL, reader TEXT NOT NULL)",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE state (adds INTEGER NOT NULL, repeated INTEGER NOT NULL)",
    "INSERT INTO state VALUES (0, 0)",
)


class Row(NamedTuple):
    """A claim, the proposition that was read in it, and the version of the library that read it."""

    claim: Claim
    proposition: str
    reader: str


class Content(NamedTuple):
    """All claims of a store, how many adds made it so, and how many claims were given more than once."""

    rows: list[Row]
    adds: int
    repeated: int


def to_text(claim: Claim) -> str:
    """A claim as JSON text; raises ClaimError where its meta holds what JSON does not know."""
    try:
        return json.dumps(claim.to_dict(), default=plain_value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise ClaimError(f"the meta of claim {claim.id!r} cannot be kept as JSON: {error}") from None


def from_text(text: str) -> Claim:
    """The claim that `to_text` wrote."""
    return Claim.from_mapping(json.loads(text))


def _place(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one of its name; None where there is none."""
    return ((found := path.stat()).st_dev, found.st_ino) if path.exists() else None


class StoreFile(Cache):
    """The file of a `Store`.

    Args:
        path: The file; it is made where there is none.
        behind: A cache that is looked up where the file itself has no result; what is found there is kept here too.

    Raises:
        InputFileError: The file is no store, is damaged, or cannot be opened.
        SchemaError: A newer version of the library wrote it.
    """

    kind = "store"
    remedy = "restore a copy of it, or name another file"
    application_id = 0x63_74_72_73
    synchronous = "FULL"
    migrations: ClassVar[Sequence[Sequence[str]]] = (CREATE_STORE,)
    _place: tuple[int, int] | None = None

    def __init__(self, path: str | os.PathLike[str], behind: Cache | None = None) -> None:
        super().__init__(path)
        self.behind = behind

    def settings(self) -> dict[str, Any]:
        """The settings; none in a new file."""
        with self.checking() as connection:
            found = {name: json.loads(v) for name, v in connection.execute("SELECT name, value FROM settings")}
            if found and not all(isinstance(found[name], dict) for name in ("deciding", "options")):
                raise TypeError("its settings are none")
            return found

    def put_settings(self, settings: Mapping[str, Any], forget: Sequence[str] = (), *, anew: bool = False) -> None:
        """Write the settings, unless there are some and they are not to be made anew.

        Args:
            settings: JSON values by name.
            forget: "vectors", "scores": what other models computed and nobody asks for any more.
            anew: Whether to replace settings.

        Raises:
            InputFileError: The file cannot be written.
        """
        with self._changing("the settings are as they were") as connection:
            if connection.execute("SELECT 1 FROM settings").fetchone() is not None and not anew:
                return
            connection.execute("DELETE FROM settings")
            rows = [(name, json.dumps(value)) for name, value in settings.items()]
            connection.executemany("INSERT INTO settings VALUES (?, ?)", rows)
            for table in forget:
                connection.execute(f"DELETE FROM {table}")

    def adds(self) -> int:
        """How many adds there have been: the claims are those that were there at the same number."""
        with self.checking() as connection:
            return int(connection.execute("SELECT adds FROM state").fetchone()[0])

    def count(self) -> int:
        """How many claims there are."""
        with self.checking() as connection:
            return int(connection.execute("SELECT count(*) FROM claims").fetchone()[0])

    def content(self) -> Content:
        """All claims, in no order, as they are at one moment."""
        with self.checking() as connection:
            connection.execute("BEGIN")
            try:
                found = connection.execute("SELECT id, claim, proposition, reader FROM claims").fetchall()
                adds, repeated = connection.execute("SELECT adds, repeated FROM state").fetchone()
            finally:
                connection.execute("COMMIT")
            rows = [Row(from_text(text), proposition, reader) for _, text, proposition, reader in found]
            for (name, *_), row in zip(found, rows, strict=True):
                if row.claim.id != name or not isinstance(row.proposition, str):
                    raise ValueError(f"the row of claim {name!r:.80} holds something else")
        return Content(rows, adds, repeated)

    def put_claims(self, rows: Sequence[Row], repeated: int, adds: int) -> bool:
        """Add or replace claims, if there have been `adds` adds before; else do nothing and return False.

        After a True nothing of them is lost, whatever happens.

        Args:
            rows: The claims.
            repeated: How many more were given that are there already.
            adds: The number of adds that the caller has seen.

        Raises:
            InputFileError: The file cannot be written.
        """
        values = [(row.claim.id, to_text(row.claim), row.proposition, row.reader) for row in rows]
        with self._changing("nothing was added") as connection:
            if connection.execute("SELECT adds FROM state").fetchone()[0] != adds:
                return False
            connection.executemany("INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?)", values)
            connection.execute("UPDATE state SET adds = adds + 1, repeated = repeated + ?", (repeated,))
        return True

    @contextmanager
    def checking(self) -> Iterator[sqlite3.Connection]:
        """The connection to read from, and what is done to understand it: where that fails, the file is damaged."""
        try:
            with self.reading() as connection:
                yield connection
        except (InputFileError, SchemaError):
            raise
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise self.damaged(f"{type(error).__name__}: {error}") from None

    @contextmanager
    def _changing(self, outcome: str) -> Iterator[sqlite3.Connection]:
        """One transaction; its failure is an error that says what came of it."""
        self._check_writable(outcome)
        try:
            with self.writing() as connection:
                yield connection
        except sqlite3.OperationalError as error:
            raise InputFileError(f"{self.path}: the store cannot be written ({error}); {outcome}") from None

    def check_writable(self) -> None:
        """Raise InputFileError where nothing can be added."""
        self._check_writable("nothing was added")

    def _check_writable(self, outcome: str) -> None:
        if self.read_only:
            raise InputFileError(f"{self.path}: the store cannot be written, only read; {outcome}")
        if self._place != _place(self.path):
            raise InputFileError(
                f"{self.path} was deleted or replaced since it was opened; {outcome}. Put it back, or open a new Store"
            )

    def _open(self) -> sqlite3.Connection:
        if self._place is not None and _place(self.path) is None:
            raise InputFileError(f"{self.path} was deleted since it was opened. Put it back, or open a new Store")
        connection = super()._open()
        self._place = _place(self.path)
        return connection

    def _get(self, table: str, keys: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
        known = set()
        for row, value in super()._get(table, keys):
            known.add(row)
            yield row, value
        if self.behind is None:
            return
        missing = [row for row in range(len(keys)) if row not in known]
        found = [(missing[at], value) for at, value in self.behind._get(table, [keys[row] for row in missing])]
        self._put(table, [(keys[row], value) for row, value in found])
        yield from found

    def _put(self, table: str, rows: Sequence[tuple[bytes, bytes]]) -> None:
        if self.read_only or not rows:
            return
        with self._changing("what it held before is safe") as connection:
            connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)
