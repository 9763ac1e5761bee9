"""Embeddings and pair scores in SQLite, so that nothing is computed twice, in one run or in the next.

Every batch is one transaction. A row is found by a hash of the model and of the texts as the model saw them, in their
order.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from contradict.sqlitefile import SQLiteFile
from contradict.warn import warn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

APPLICATION_ID = 0x63_74_72_64
KEYS_AT_ONCE = 500
ROUNDED = 0.01
"""How far from 1 the sum of a softmax, or the square of a unit vector's length, may lie."""
CREATE = (
    "CREATE TABLE scores (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE vectors (key BLOB PRIMARY KEY, value BLOB NOT NULL)",
)


def cache_key(model: str, *texts: str) -> bytes:
    """The hash under which a result is kept: 16 bytes of the model and the texts, in their order."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (model, *texts):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little"))
        digest.update(raw)
    return digest.digest()


def _floats(value: object) -> NDArray[np.float32] | None:
    """The numbers in a row's value; None for a damaged one."""
    import numpy as np

    if not isinstance(value, bytes) or len(value) % 4:
        return None
    numbers = np.frombuffer(value, dtype="<f4").astype(np.float32)
    return numbers if np.isfinite(numbers).all() else None


class Cache(SQLiteFile):
    """A file of embeddings and pair scores.

    Threads and forked processes may use one object. A file that cannot be written is read only, with a warning.

    Args:
        path: The file; it is made where there is none.

    Raises:
        InputFileError: The file is no cache, is damaged, or cannot be opened.
        SchemaError: A newer version of the library wrote it.
    """

    kind = "cache"
    remedy = "delete it or name another file"
    application_id = APPLICATION_ID
    migrations: ClassVar[Sequence[Sequence[str]]] = (CREATE,)

    def __enter__(self) -> Cache:
        return self

    def get_scores(self, model: str, pairs: Sequence[tuple[str, str]]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """The kept scores of ordered pairs of texts; a damaged row, which is no softmax, counts as none.

        Returns:
            Scores (len(pairs), 3), float32, 0 where there are none; and which are there, (len(pairs),).
        """
        import numpy as np

        found = np.zeros((len(pairs), 3), dtype=np.float32)
        known = np.zeros(len(pairs), dtype=bool)
        for row, value in self._get("scores", [cache_key(model, *pair) for pair in pairs]):
            scores = _floats(value)
            if scores is not None and len(scores) == 3 and scores.min() >= 0 and abs(scores.sum() - 1) < ROUNDED:
                found[row], known[row] = scores, True
        return found, known

    def put_scores(self, model: str, pairs: Sequence[tuple[str, str]], scores: NDArray[np.float32]) -> None:
        """Keep the scores (len(pairs), 3) of ordered pairs of texts; a kill after this returns loses none."""
        rows = scores.astype("<f4")
        self._put("scores", [(cache_key(model, *pair), row.tobytes()) for pair, row in zip(pairs, rows, strict=True)])

    def get_vectors(
        self, model: str, texts: Sequence[str], dimensions: int | None = None
    ) -> list[NDArray[np.float32] | None]:
        """The kept unit vector of each text, or None; a damaged row, or one of other dimensions, counts as none."""
        found: list[NDArray[np.float32] | None] = [None] * len(texts)
        for row, value in self._get("vectors", [cache_key(model, text) for text in texts]):
            vector = _floats(value)
            if vector is not None and dimensions in (None, len(vector)) and abs(vector @ vector - 1) < ROUNDED:
                found[row] = vector
        return found

    def put_vectors(self, model: str, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep the vectors (len(texts), dimensions) of texts; a kill after this returns loses none."""
        rows = vectors.astype("<f4")
        self._put("vectors", [(cache_key(model, text), row.tobytes()) for text, row in zip(texts, rows, strict=True)])

    def counts(self) -> dict[str, int]:
        """How many scores and vectors are kept."""
        with self.reading() as connection:
            return {
                table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
                for table in ("scores", "vectors")
            }

    def _get(self, table: str, keys: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
        rows: dict[bytes, list[int]] = {}
        for row, key in enumerate(keys):
            rows.setdefault(key, []).append(row)
        distinct = list(rows)
        for at in range(0, len(distinct), KEYS_AT_ONCE):
            part = distinct[at : at + KEYS_AT_ONCE]
            marks = ",".join("?" * len(part))
            with self.reading() as connection:
                values = connection.execute(f"SELECT key, value FROM {table} WHERE key IN ({marks})", part).fetchall()
            for key, value in values:
                for row in rows[key]:
                    yield row, value

    def _put(self, table: str, rows: Sequence[tuple[bytes, bytes]]) -> None:
        if self.read_only or not rows:
            return
        try:
            with self.writing() as connection:
                connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)
        except sqlite3.OperationalError as error:
            self.read_only = True
            warn(f"the {self.kind} {self.path} cannot be written ({error}); going on without writing")
