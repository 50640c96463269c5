"""The running text of one page for the data files: its parts as plain text and as Markdown, with their addresses."""

from __future__ import annotations

from ...model import body
from ...model.body import plain, text_of
from ...model.records import Case, Recommendation
from ...model.sections import QUESTIONS, STEPS, Rule, items_of, section
from ...pages.writer import Writer
from ...site.addresses import address
from ...site.short_addresses import permalink
from ...site.site import Site
from .as_markdown import MarkdownWriter
from .records import Asked, Item, Point, Prose, Step


class Texts:
    """The running text of one page, part by part, as plain text and as Markdown."""

    def __init__(self, site: Site, page: Recommendation | Case, base_url: str) -> None:
        self.page, self.writer = page, Writer(site, page)
        self.markdown = MarkdownWriter(address(page), base_url)
        self.permalink = base_url + permalink(page)

    def prose(self, rule: Rule) -> Prose | None:
        part = section(self.page.body, rule)
        if part is None:
            return None
        html = self.writer.blocks(part.blocks)
        texts = [*text_of(part.blocks)]
        for sub in part.sections:
            html += self.writer.heading(3, sub.title, str(sub.id)) + self.writer.blocks(sub.blocks)
            texts += [sub.title, *text_of(sub.blocks)]
        return Prose(
            heading=part.title,
            permalink=f"{self.permalink}#{rule.id}",
            text="\n".join(texts),
            markdown=self.markdown.article(html),
        )

    def required(self, rule: Rule) -> Prose:
        """A section that a rule of the content demands."""
        found = self.prose(rule)
        assert found is not None
        return found

    def steps(self, rule: Rule = STEPS) -> tuple[Step, ...]:
        part = section(self.page.body, rule)
        return tuple(self._step(number, step) for number, step in enumerate(part.sections, start=1)) if part else ()

    def _step(self, number: int, step: body.Section) -> Step:
        anchor = self.writer.anchor(step.place)
        return Step(
            number=number,
            anchor=anchor,
            permalink=f"{self.permalink}#{anchor}",
            title=plain(step.heading),
            text="\n".join(text_of(step.blocks)),
            markdown=self.markdown.article(self.writer.blocks(step.blocks, anchored=False)),
            points=step.points,
        )

    def items(self, rule: Rule) -> tuple[Item, ...]:
        return tuple(self._item(item) for item in items_of(section(self.page.body, rule)))

    def asked(self) -> tuple[Asked, ...]:
        """The questions, each with what to listen for."""
        items = items_of(section(self.page.body, QUESTIONS))
        return tuple(
            Asked(**vars(self._item(item)), good=_told(item.good), warning=_told(item.warning)) for item in items
        )

    def _item(self, item: body.Item) -> Item:
        anchor = self.writer.anchor(item.place)
        return Item(
            anchor=anchor,
            permalink=f"{self.permalink}#{anchor}",
            text=self.writer.plain_item(item),
            markdown=self.markdown.article(self.writer.tight(item.blocks)),
            points=item.points,
        )

    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(id=point.id, permalink=f"{self.permalink}#punkt-{point.id}", text=point.text, part=point.part)
            for point in self.page.points
        )


def _told(answer: body.Paragraph | None) -> str | None:
    return plain(answer.inline) if answer else None
