"""«Fann du ein feil?»: on every page a link to the editors, which holds the page's address."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from ..language.texts import Texts
from ..model.contact import Contact
from .render import RenderedPage

# It answers at addresses that do not exist, and does not know at which.
_NOT_FOUND = "404/"


def with_feedback(
    pages: Iterable[RenderedPage], contact: Contact | None, base_url: str, texts: Texts
) -> list[RenderedPage]:
    """The pages with `meta["feedback"]`, a link and its text; as they are while there is no contact."""
    if contact is None:
        return list(pages)
    return [_with(page, contact, base_url, texts) for page in pages]


def _with(page: RenderedPage, contact: Contact, base_url: str, texts: Texts) -> RenderedPage:
    where = base_url if page.address == _NOT_FOUND else base_url + page.address
    subject = texts("feedback.subject", title=page.meta["title"])
    url = contact.about(where, subject, texts("feedback.body", address=where))
    text = texts("feedback.form" if contact.is_form else "feedback.mail")
    return dataclasses.replace(page, meta={**page.meta, "feedback": {"url": url, "text": text}})
