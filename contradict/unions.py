"""Sets that are joined one after the other: each member points to another one of its set, or is the last."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)


def last(into: dict[Member, Member], member: Member) -> Member:
    """The member that stands for the whole set; joining two sets lets the last of one point to that of the other."""
    while into[member] != member:
        into[member] = into[into[member]]
        member = into[member]
    return member
