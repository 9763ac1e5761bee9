"""How the augmented pairs put a number into words: digits, words, bounds, ranges, vague counts, rounding, units."""

from __future__ import annotations

import random

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_MEASURES = {
    "area": (("hectares", 1.0), ("acres", 2.4710538), ("ha", 1.0)),
    "rain": (("mm", 1.0), ("millimetres", 1.0), ("inches", 0.03937008)),
    "speed": (("km/h", 1.0), ("kilometres per hour", 1.0), ("mph", 0.62137119)),
    "length": (("km", 1.0), ("kilometres", 1.0), ("miles", 0.62137119)),
    "distance": (("km", 1.0), ("kilometres", 1.0), ("metres", 1000.0)),
    "percent": (("%", 1.0), (" percent", 1.0), (" per cent", 1.0)),
    "term": (("years", 1.0), ("years", 1.0), ("months", 12.0)),
    "age": (("years", 1.0), ("years", 1.0), ("years", 1.0)),
}


def spelled(n: int) -> str:
    """A whole number below 10,000 in words."""
    if n < 20:
        return _UNITS[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_UNITS[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_UNITS[n // 100]} hundred" + (f" and {spelled(n % 100)}" if n % 100 else "")
    return f"{spelled(n // 1000)} thousand" + (f" {spelled(n % 1000)}" if n % 1000 else "")


def _step(n: float) -> int:
    return 1 if n < 12 else 5 if n < 40 else 10 if n < 150 else 50 if n < 900 else 100 if n < 5000 else 1000


def _figure(rng: random.Random, n: int) -> str:
    words = n < 13 or (n < 100 and rng.random() < 0.3) or (n % 100 == 0 and n < 1000 and rng.random() < 0.3)
    return spelled(n) if words and rng.random() < 0.6 else f"{n:,}" if rng.random() < 0.85 or n < 1000 else str(n)


def _bounded(rng: random.Random, n: int) -> str:
    step = _step(n)
    down, up = n // step * step, -(-n // step) * step
    low, high = (down if down < n else down - step), (up if up > n else up + step)
    options = [f"up to {_figure(rng, up)}", f"no more than {_figure(rng, up)}", f"fewer than {_figure(rng, high)}"]
    if down >= 2:
        options += [f"at least {_figure(rng, down)}", f"no fewer than {_figure(rng, down)}"]
    if low >= 2:
        options += [f"more than {_figure(rng, low)}", f"over {_figure(rng, low)}", f"between {low:,} and {high:,}",
                    f"{low:,} to {high:,}"]  # fmt: skip
    if n >= 12:
        near = round(n / step) * step
        options += [f"about {near:,}", f"around {near:,}", f"some {near:,}", f"nearly {high:,}", f"almost {high:,}"]
    return rng.choice(options)


def _vague(rng: random.Random, n: int) -> str | None:
    if 4 <= n <= 9:
        return rng.choice(["several", "a few"])
    if 30 <= n <= 95:
        return "dozens of"
    if 220 <= n <= 950:
        return "hundreds of"
    return "thousands of" if 2200 <= n <= 9500 else None


def phrase(rng: random.Random, value: float, unit: str) -> str:
    """A wording of the value, with its unit where it has one; not always an exact one."""
    if unit == "money":
        name = rng.choice(["${} million", "${} million", "{} million dollars", "${}m"])
        bound = rng.choice(["", "", "", "", "at least ", "more than ", "about ", "up to "])
        if rng.random() < 0.2:
            return f"{bound}${value * 1_000_000:,.0f}"
        return bound + name.format(f"{value:g}")
    if unit in _MEASURES:
        name, factor = rng.choice(_MEASURES[unit])
        amount = value * factor
        figure = f"{amount:.1f}" if unit == "rain" and factor < 1 else f"{amount:,.0f}"
        if unit == "percent" and rng.random() < 0.2:
            figure = f"{value + rng.choice([-0.4, -0.2, 0.1, 0.3]):.1f}"
        elif factor == 1 and value < 40 and name.strip() not in {"%", "mm", "km", "ha", "km/h"} and rng.random() < 0.4:
            figure = spelled(int(value))
        bound = rng.choice(["", "", "", "", "", "at least ", "more than ", "about ", "nearly ", "up to "])
        return f"{bound}{figure}{'' if unit == 'percent' else ' '}{name}"
    n = int(value)
    draw = rng.random()
    vague = _vague(rng, n)
    if draw < 0.1 and vague:
        return vague
    if draw < 0.36:
        return _bounded(rng, n)
    if draw < 0.42 and n > 130:
        return f"{round(n / _step(n)) * _step(n):,}"
    return _figure(rng, n)
