"""Slides as records -> PowerPoint, by python-pptx: the only module that draws them."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from datetime import date
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches, Pt

from ...language.texts import Texts
from ..office.packing import repacked
from .deck import Deck, Image, Line, Slide
from .template import COVER, PICTURE, TEXT, make_ours, new_deck, our_theme, place_foot

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
# Points to try, the largest first; the box of a slide's text, beside a picture and without; room below a line.
_SIZES = (28, 26, 24, 22, 20, 18, 16)
_WIDTH_BESIDE, _WIDTH, _HEIGHT, _BELOW = 560, 800, 330, 10


def draw(deck: Deck, site_name: str, day: date, picture: Callable[[Image], bytes], texts: Texts) -> bytes:
    """The PowerPoint file. Same in, same out."""
    made = new_deck(deck.title, site_name, day, texts)
    layouts = {layout.name: layout for layout in made.slide_layouts}
    for slide in deck.slides:
        name = COVER if slide.is_cover else PICTURE if slide.image else TEXT
        _slide(made.slides.add_slide(layouts[texts(f"slides.layouts.{name}")]), slide, site_name, picture, texts)
    _notes_master(made, site_name, texts)
    found = io.BytesIO()
    made.save(found)
    return repacked(found.getvalue(), day)


def _slide(made: Any, slide: Slide, site_name: str, picture: Callable[[Image], bytes], texts: Texts) -> None:
    made.shapes.title.text = slide.title
    text = next(shape for shape in made.placeholders if shape.placeholder_format.type in _TEXTS)
    _lines(text.text_frame, slide)
    if slide.image:
        _picture(made, slide.image, picture(slide.image), slide.is_cover, texts)
    if not slide.is_cover:
        _foot(made, " · ".join(part for part in (site_name, slide.origin) if part), texts)
    notes = made.notes_slide
    notes.notes_text_frame.text = slide.notes
    for element in (made.element, notes.element):
        _say_language(element, texts)
        make_ours(element, texts)


def _lines(frame: Any, slide: Slide) -> None:
    size = _size(slide)
    for number, line in enumerate(slide.lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line.text
        if line.link:
            run.hyperlink.address = line.link
        if not slide.is_cover:
            run.font.size, paragraph.space_after = Pt(size), Pt(_BELOW)
            _bullet(paragraph, slide, line)


def _size(slide: Slide) -> int:
    """The largest letters with which the lines fit their box. Arial's are half as wide as high, as a mean."""
    width = _WIDTH_BESIDE if slide.image else _WIDTH

    def height(size: int) -> float:
        return sum(-(-len(line.text) * size * 0.5 // width) * size * 1.2 + _BELOW for line in slide.lines)

    return next((size for size in _SIZES if height(size) <= _HEIGHT), _SIZES[-1])


def _bullet(paragraph: Any, slide: Slide, line: Line) -> None:
    """Numbers for what has an order; none for the lines beside a picture, which are no list."""
    properties = paragraph._p.get_or_add_pPr()
    if slide.numbered:
        properties.attrib.update({"marL": "514350", "indent": "-514350"})
        etree.SubElement(properties, f"{_A}buFont", typeface="+mj-lt")
        etree.SubElement(properties, f"{_A}buAutoNum", type="arabicPeriod")
    elif slide.image or len(slide.lines) == 1 or not line.text:
        properties.attrib.update({"marL": "0", "indent": "0"})
        etree.SubElement(properties, f"{_A}buNone")


def _picture(made: Any, image: Image, data: bytes, is_cover: bool, texts: Texts) -> None:
    if is_cover:
        shape = made.shapes.add_picture(io.BytesIO(data), Inches(9.3), Inches(2.0), Inches(3.2), Inches(3.2))
    else:
        holder = next(shape for shape in made.placeholders if shape.placeholder_format.type == _PICTURE)
        shape = holder.insert_picture(io.BytesIO(data))
    properties = shape._element.find(f".//{_P}cNvPr")
    properties.set("descr", image.alt)
    properties.set("name", texts("print.names.code" if image.link else "print.names.drawing"))


def _foot(made: Any, text: str, texts: Texts) -> None:
    """The footer and the number of the slide, which the library leaves on the layout."""
    for holder in made.slide_layout.placeholders:
        kind = holder._element.find(f".//{_P}ph").get("type")
        if kind in ("ftr", "sldNum"):
            element = copy.deepcopy(holder._element)
            element.find(f".//{_P}cNvPr").set("id", str(max(shape.shape_id for shape in made.shapes) + 1))
            place_foot(element, kind)
            made.shapes._spTree.append(element)
            if kind == "ftr":
                paragraph = element.find(f"{_P}txBody/{_A}p")
                paragraph[:] = [etree.Element(f"{_A}pPr", algn="l")]
                run = etree.SubElement(paragraph, f"{_A}r")
                look = etree.SubElement(run, f"{_A}rPr", lang=texts("page.tag"), sz="1200")
                etree.SubElement(etree.SubElement(look, f"{_A}solidFill"), f"{_A}schemeClr", val="accent4")
                etree.SubElement(look, f"{_A}latin", typeface="+mn-lt")
                etree.SubElement(run, f"{_A}t").text = text


def _say_language(element: Any, texts: Texts) -> None:
    """Each run says its language, so that it is read out and spelled in it."""
    for run in element.iter(f"{_A}r", f"{_A}fld"):
        properties = run.find(f"{_A}rPr")
        if properties is None:
            properties = etree.Element(f"{_A}rPr")
            run.insert(0, properties)
        properties.set("lang", texts("page.tag"))


def _notes_master(made: Any, site_name: str, texts: Texts) -> None:
    master = made.notes_master
    make_ours(master.element, texts)
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    blob = theme.blob
    theme_element = getattr(theme, "_element", None)
    if theme_element is None:
        theme._blob = our_theme(blob, site_name)
    else:
        ours = etree.fromstring(our_theme(blob, site_name))
        theme_element.attrib.update(ours.attrib)
        theme_element[:] = list(ours)


def _types() -> tuple[frozenset[Any], Any]:
    from pptx.enum.shapes import PP_PLACEHOLDER

    return frozenset({PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY}), PP_PLACEHOLDER.PICTURE


_TEXTS, _PICTURE = _types()
