"""The errors of the library: each says what was expected and what came."""

from __future__ import annotations


class ContradictError(Exception):
    """Any error that the library raises on purpose."""


class ClaimError(ContradictError, ValueError):
    """A claim, or a collection of claims, that cannot be used."""


class InputFileError(ContradictError, ValueError):
    """A file that cannot be read as what its name says."""


class LabelError(ContradictError, ValueError):
    """Labelled pairs that cannot be read as such, or whose labels are ambiguous; the message says what to name."""


class ModelError(ContradictError, ValueError):
    """A model that cannot be loaded or does not do what its stage needs."""


class SettingsError(ContradictError, ValueError):
    """A parameter with a value that makes no sense."""


class SchemaError(ContradictError, ValueError):
    """A saved report or calibration in a form that this version does not read."""


class MissingExtraError(ContradictError, ImportError):
    """An optional part is not installed; the message gives the `pip install` line."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs the extra {extra!r}: pip install 'contradict-claims[{extra}]'")
