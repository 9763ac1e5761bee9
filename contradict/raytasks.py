"""How the library uses Ray: a connection, tasks that are repeated where a worker dies, a bounded number at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from contradict.errors import MissingExtraError, SettingsError

RETRIES = 5
"""How often Ray repeats a task whose worker or machine died."""
A_CORE = 4
"""Tasks that are under way at once, for each core: no worker idles, and what waits does not fill the object store."""


@contextmanager
def connected(address: str | None) -> Iterator[None]:
    """The connection to a cluster that this process has, or one to an address for this while.

    Raises:
        MissingExtraError: Ray is not installed.
        SettingsError: No cluster answers at the address.
    """
    try:
        import ray
    except ImportError:
        raise MissingExtraError("comparing on a cluster", "ray") from None
    if ray.is_initialized():
        yield
        return
    try:
        ray.init(address=address, log_to_driver=False)
    except (ConnectionError, ValueError) as error:
        raise SettingsError(f"no Ray cluster answers at {address or 'the address in RAY_ADDRESS'}: {error}") from error
    try:
        yield
    finally:
        ray.shutdown()


def task(work: Callable[..., Any], **options: Any) -> Any:
    """A function as a Ray task, with the options of `ray.remote`."""
    import ray

    return ray.remote(max_retries=RETRIES, **options)(work)


def finished(submitted: Iterable[Any], count: int, what: str, progress: bool) -> Iterator[Any]:
    """The references that tasks return, in their order, each when its task is done.

    Args:
        submitted: References; the next is asked for when few enough tasks are under way.
        count: How many there are.
        what: For the progress bar.
        progress: Whether to show it.
    """
    import ray
    from tqdm.auto import tqdm

    waiting: deque[Any] = deque()
    at_once = A_CORE * max(1, int(ray.cluster_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]
    with tqdm(total=count, desc=what, unit="task", disable=not progress) as bar:

        def first() -> Any:
            ray.wait([waiting[0]], fetch_local=False)
            bar.update()
            return waiting.popleft()

        for reference in submitted:
            waiting.append(reference)
            if len(waiting) >= at_once:
                yield first()
        while waiting:
            yield first()


def use_own_cores() -> int:
    """Have numpy compute with as many threads as the running task has cores, and say how many these are.

    So the workers of a machine do not fight for its cores.
    """
    import numpy as np  # noqa: F401 (what is loaded later is not limited)
    import ray
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    own = ray.get_runtime_context().get_assigned_resources()  # type: ignore[no-untyped-call]
    cores = max(1, int(own.get("CPU", 1)))
    threadpool_limits(cores)
    return cores
