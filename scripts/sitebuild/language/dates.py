"""Days, and lists of names, as the texts of a language write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .texts import Texts


def long_date(day: date, texts: Texts) -> str:
    """«24. november 2026»."""
    return texts("page.date", day=day.day, month=texts(f"page.months.{day.month}"), year=day.year)


def moment(when: str, texts: Texts) -> str:
    """«2022», «desember 2022», «15. desember 2022»."""
    year, *rest = when.split("-")
    if not rest:
        return year
    month = texts(f"page.months.{int(rest[0])}")
    if len(rest) == 1:
        return texts("page.month", month=month, year=year)
    return texts("page.date", day=int(rest[1]), month=month, year=year)


def version(day: date, texts: Texts) -> str:
    """«Versjon 24. november 2026», of a text that was last changed then."""
    return texts("page.version", date=long_date(day, texts))


def in_words(names: Sequence[str], texts: Texts) -> str:
    """«1», «1 og 4», «1, 4 og 6»."""
    first = ", ".join(names[:-1])
    return texts("page.and", first=first, last=names[-1]) if first else ", ".join(names)
