"""Units of measure and money: what follows (or stands before) a figure, in a base unit for each dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from contradict.quantities.figures import Token


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `name` is the base unit of its dimension; a figure times `factor` plus `offset` is in the base unit."""

    name: str
    factor: float = 1.0
    offset: float = 0.0


_TABLE: Final = """
percent | 1 | %, percent, per cent, pct, percentage
percentage point | 1 | percentage point, percentage points, percent point, percent points
metre | 1 | m, metre, metres, meter, meters
metre | 1000 | km, kms, kilometre, kilometres, kilometer, kilometers
metre | 0.01 | cm, centimetre, centimetres, centimeter, centimeters
metre | 0.001 | mm, millimetre, millimetres, millimeter, millimeters
metre | 1609.344 | mile, miles
metre | 1852 | nautical mile, nautical miles
metre | 0.3048 | foot, feet, ft
metre | 0.0254 | inch, inches
metre | 0.9144 | yard, yards
kilogram | 1 | kg, kilo, kilos, kilogram, kilograms
kilogram | 0.001 | gram, grams, gramme, grammes
kilogram | 1000 | tonne, tonnes, ton, tons, metric ton, metric tons, metric tonne, metric tonnes
kilogram | 0.45359237 | lb, lbs
kilogram | 0.028349523 | ounce, ounces, oz
square metre | 1 | square metre, square metres, square meter, square meters, sq m
square metre | 1000000 | km², square kilometre, square kilometres, square kilometer, square kilometers, sq km
square metre | 2589988.11 | square mile, square miles, sq miles
square metre | 0.09290304 | square foot, square feet, sq ft
square metre | 10000 | hectare, hectares, ha
square metre | 4046.8564 | acre, acres
litre | 1 | litre, litres, liter, liters
litre | 3.785411784 | gallon, gallons
litre | 1000 | cubic metre, cubic metres, cubic meter, cubic meters
litre | 158.987295 | barrel, barrels
litre per day | 158.987295 | bpd
degree C | 1 | celsius, centigrade, degrees celsius, degree celsius, degrees centigrade, degrees c, ° c
hour | 0.0002777777777777778 | second, seconds
hour | 0.016666666666666666 | minute, minutes, min, mins
hour | 1 | hour, hours, hr, hrs
hour | 24 | day, days
hour | 168 | week, weeks
hour | 730.5 | month, months
hour | 8766 | year, years
hour | 87660 | decade, decades
km/h | 1 | kph, kmh, km / h, km per hour, kilometres per hour, kilometers per hour
km/h | 1 | kilometres an hour, kilometers an hour
km/h | 1.609344 | mph, miles per hour, miles an hour
km/h | 1.852 | knot, knots
watt | 1000 | kilowatt, kilowatts, kw
watt | 1000000 | megawatt, megawatts, mw
watt | 1000000000 | gigawatt, gigawatts, gw
USD | 1 | dollar, dollars, usd, us dollars, u . s . dollars, american dollars
USD | 0.01 | cent, cents
EUR | 1 | euro, euros, eur
GBP | 1 | gbp, quid, pounds sterling, british pounds
pound | 1 | pound, pounds
CAD | 1 | canadian dollars
AUD | 1 | australian dollars
NZD | 1 | new zealand dollars
JPY | 1 | yen
CNY | 1 | yuan, renminbi
INR | 1 | rupee, rupees
INR | 10000000 | crore, crores
RUB | 1 | rouble, roubles, ruble, rubles
UAH | 1 | hryvnia, hryvnias
PLN | 1 | zloty, zlotys, złoty, złotych
CHF | 1 | swiss franc, swiss francs
TRY | 1 | lira, liras
peso | 1 | peso, pesos
franc | 1 | franc, francs
krona | 1 | kronor, kronas, kroner, krone, crowns
shekel | 1 | shekel, shekels
rand | 1 | rand
naira | 1 | naira
shilling | 1 | shilling, shillings
lats | 1 | lats
dirham | 1 | dirham, dirhams
dinar | 1 | dinar, dinars
riyal | 1 | riyal, riyals
won | 1 | won
baht | 1 | baht
forint | 1 | forint, forints
"""
_SYMBOLS: Final = {
    "$": "USD", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "nz$": "NZD", "hk$": "HKD", "r$": "BRL",
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₺": "TRY", "₩": "KRW",
}  # fmt: skip


def _read_table() -> dict[tuple[str, ...], Unit]:
    fahrenheit = Unit("degree C", 5 / 9, -160 / 9)
    units = dict.fromkeys([("fahrenheit",), ("degrees", "fahrenheit"), ("°", "f"), ("degrees", "f")], fahrenheit)
    for line in _TABLE.strip().splitlines():
        name, factor, phrases = line.split(" | ")
        units.update({tuple(phrase.split()): Unit(name, float(factor)) for phrase in phrases.split(", ")})
    return units


UNITS: Final = _read_table()
_OTHER_MONEY: Final = frozenset(
    "pound peso franc krona shekel rand naira shilling lats dirham dinar riyal won baht forint".split()
)
MONEY: Final = frozenset(unit.name for unit in UNITS.values() if unit.name.isupper()) | _OTHER_MONEY
FILLED: Final = frozenset({"kilogram", "litre"})
"""Units that are followed by what is weighed or poured out: "40 litres of oil"."""
_LONGEST: Final = max(map(len, UNITS))


def unit_of_symbol(symbol: str) -> Unit:
    """The currency that a symbol before the figure stands for ("$" is read as the US dollar)."""
    return Unit(_SYMBOLS.get(symbol.lower(), "USD"))


def match_degree(tokens: Sequence[Token], at: int) -> tuple[Unit, int] | None:
    """A temperature written as "41C" or "104F", or None."""
    if 0 < at < len(tokens) and tokens[at].text in {"C", "F"} and tokens[at - 1].end == tokens[at].start:
        return UNITS[("celsius" if tokens[at].text == "C" else "fahrenheit",)], at + 1
    return None


def match_unit(tokens: Sequence[Token], at: int) -> tuple[Unit, int] | None:
    """The unit that begins at a token and the index after it, or None; the longest name counts."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        unit = UNITS.get(tuple(token.low for token in tokens[at : at + length]))
        if unit is not None:
            return unit, at + length
    return None
