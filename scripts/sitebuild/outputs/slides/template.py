"""An empty deck with our own master: layouts, colours, language and names, and nothing left of the library's.

The layouts are real ones, so that who edits a deck can add slides that look the same, and change the look in one place.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches

from ...language.texts import Texts
from ..office.packing import APP_PROPERTIES

# The layouts, by the keys of their names, `slides.layouts`.
COVER, TEXT, PICTURE = "cover", "text", "picture"
_LAYOUTS = {"Title Slide": COVER, "Title and Content": TEXT, "Picture with Caption": PICTURE}
_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
# Left, top, width and height in inches, by layout and by the placeholder's type.
_TITLE, _BODY = (0.7, 0.5, 11.9, 1.15), (0.7, 1.85, 11.9, 4.7)
_PLACES: dict[tuple[str, str], tuple[float, float, float, float]] = {
    ("", "title"): _TITLE,
    ("", "body"): _BODY,
    ("", "ftr"): (0.7, 6.85, 9.6, 0.4),
    ("", "sldNum"): (11.3, 6.85, 1.3, 0.4),
    (COVER, "ctrTitle"): (0.9, 1.5, 8.0, 2.6),
    (COVER, "subTitle"): (0.9, 4.3, 8.0, 2.1),
    (TEXT, "title"): _TITLE,
    (TEXT, "obj"): _BODY,
    (PICTURE, "title"): _TITLE,
    (PICTURE, "pic"): (9.1, 2.0, 3.4, 3.4),
    (PICTURE, "body"): (0.7, 1.85, 8.0, 4.7),
}
_COLOURS = {
    "dk1": "1B2F2A", "lt1": "FFFFFF", "dk2": "2C4D45", "lt2": "EEF5F3", "accent1": "2C4D45", "accent2": "A46C44",
    "accent3": "7F5334", "accent4": "454F5C", "accent5": "B9C5C0", "accent6": "6B7F79", "hlink": "2C4D45",
    "folHlink": "454F5C",
}  # fmt: skip
# A face that every office has: one that is missing would be replaced, and the lines would break elsewhere.
_FACE = "Arial"
# What the library's template says, and which text of ours stands there, below `slides.words`.
_WORDS = {
    "Click to edit Master title style": "title",
    "Click to edit Master subtitle style": "subtitle",
    "Click to edit Master text styles": "text",
    "Click icon to add picture": "picture",
    "Second level": "second",
    "Third level": "third",
    "Fourth level": "fourth",
    "Fifth level": "fifth",
}
# What a placeholder is called, by its type: texts below `slides.places`.
_NAMES = {
    "title": "title",
    "ctrTitle": "title",
    "subTitle": "subtitle",
    "body": "text",
    "obj": "text",
    "pic": "picture",
    "ftr": "footer",
    "hdr": "header",
    "sldNum": "number",
    "sldImg": "slide",
}


def new_deck(title: str, site_name: str, day: date, texts: Texts) -> Any:
    """A deck without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(_WIDTH), Emu(_HEIGHT)
    deck.element.find(f"{_P}sldSz").attrib.pop("type", None)
    for layout in list(deck.slide_layouts):
        if layout.name in _LAYOUTS:
            name = _LAYOUTS[layout.name]
            layout.name = texts(f"slides.layouts.{name}")
            make_ours(layout.element, texts, name)
            if name == PICTURE:
                _as_the_master(layout.element)
            if name == COVER:
                _ground(layout.element)
        else:
            deck.slide_layouts.remove(layout)
    make_ours(deck.slide_master.element, texts, "")
    _styles(deck.slide_master.element)
    make_ours(deck.element, texts)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = our_theme(theme.blob, site_name)
    _forget_the_template(deck)
    _properties(deck, title, site_name, day, texts)
    return deck


def our_theme(blob: bytes, name: str) -> bytes:
    """A theme with our name, colours and face."""
    root = etree.fromstring(blob)
    root.set("name", name)
    for scheme in root.iter(f"{_A}clrScheme"):
        scheme.set("name", name)
        for colour in list(scheme):
            colour[:] = [etree.Element(f"{_A}srgbClr", val=_COLOURS[etree.QName(colour).localname])]
    for scheme in root.iter(f"{_A}fontScheme"):
        scheme.set("name", name)
        for kind in scheme:
            for font in list(kind):
                if font.tag == f"{_A}font":
                    kind.remove(font)
                elif font.tag == f"{_A}latin":
                    font.set("typeface", _FACE)
    for scheme in root.iter(f"{_A}fmtScheme"):
        scheme.set("name", name)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def make_ours(root: Any, texts: Texts, layout: str | None = None) -> None:
    """Language, words and names of a master, a layout, a slide or notes, without dates; and places, with a `layout`."""
    for node in root.iter():
        if isinstance(node.tag, str) and node.get("lang"):
            node.set("lang", texts("page.tag"))
        if node.tag == f"{_A}t" and node.text in _WORDS:
            node.text = texts(f"slides.words.{_WORDS[node.text]}")
    for shape in list(root.iter(f"{_P}sp", f"{_P}pic")):
        holder = shape.find(f".//{_P}nvPr/{_P}ph")
        if holder is None:
            continue
        kind = holder.get("type", "obj")
        if kind == "dt":
            shape.getparent().remove(shape)
            continue
        shape.find(f".//{_P}cNvPr").set("name", texts(f"slides.places.{_NAMES.get(kind, 'text')}"))
        if layout is not None:
            _place(shape, _PLACES.get((layout, kind)))


def place_foot(shape: Any, kind: str) -> None:
    """A footer on a slide, where the master has its own: not every program looks for it there."""
    _place(shape, _PLACES[("", kind)])


def _place(shape: Any, place: tuple[float, float, float, float] | None) -> None:
    """Where a placeholder stands; without a place of its own it stands where the master's does."""
    properties = shape.find(f"{_P}spPr")
    found = properties.find(f"{_A}xfrm") if properties is not None else None
    if place is None:
        return
    if found is None:
        found = etree.SubElement(properties, f"{_A}xfrm")
        properties.insert(0, found)
        etree.SubElement(found, f"{_A}off")
        etree.SubElement(found, f"{_A}ext")
    left, top, width, height = (str(round(value * 914400)) for value in place)
    found.find(f"{_A}off").attrib.update({"x": left, "y": top})
    found.find(f"{_A}ext").attrib.update({"cx": width, "cy": height})


def _styles(master: Any) -> None:
    """Titles to the left, bold, in spruce; text smaller than the library's, so that six questions find room."""
    title = master.find(f".//{_P}titleStyle/{_A}lvl1pPr")
    title.set("algn", "l")
    run = title.find(f"{_A}defRPr")
    run.attrib.update({"sz": "3400", "b": "1"})
    run.find(f"{_A}solidFill/{_A}schemeClr").set("val", "tx2")
    for level, size in enumerate((2200, 1800, 1600, 1600, 1600), start=1):
        master.find(f".//{_P}bodyStyle/{_A}lvl{level}pPr/{_A}defRPr").set("sz", str(size))
    for shape in master.iter(f"{_P}sp"):
        if shape.find(f".//{_P}ph").get("type") == "ftr":
            shape.find(f".//{_A}lvl1pPr").set("algn", "l")


def _as_the_master(layout: Any) -> None:
    """Title and text with the master's sizes and places in their box, and not those of a picture's caption."""
    for body in layout.iter(f"{_P}txBody"):
        kind = body.getparent().find(f".//{_P}ph").get("type")
        if kind in ("title", "body"):
            body.find(f"{_A}lstStyle")[:] = []
            body.find(f"{_A}bodyPr").attrib.pop("anchor", None)


def _ground(cover: Any) -> None:
    """The tinted ground of the cover, and its words to the left as everywhere else."""
    ground = etree.fromstring(
        f'<p:bg xmlns:p="{_P[1:-1]}" xmlns:a="{_A[1:-1]}"><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill>'
        "<a:effectLst/></p:bgPr></p:bg>"
    )
    cover.find(f"{_P}cSld").insert(0, ground)
    for level in cover.iter(f"{_A}lvl1pPr"):
        level.set("algn", "l")
    for shape in cover.iter(f"{_P}sp"):
        kind = shape.find(f".//{_P}ph").get("type")
        body = shape.find(f"{_P}txBody/{_A}bodyPr")
        if kind in ("ctrTitle", "subTitle"):
            body.set("anchor", "b" if kind == "ctrTitle" else "t")
            styles = shape.find(f"{_P}txBody/{_A}lstStyle")
            level = styles.find(f"{_A}lvl1pPr")
            level = etree.SubElement(styles, f"{_A}lvl1pPr", algn="l") if level is None else level
            run = level.find(f"{_A}defRPr")
            run = etree.SubElement(level, f"{_A}defRPr") if run is None else run
            run.set("sz", "4400" if kind == "ctrTitle" else "2400")
    for colour in cover.iter(f"{_A}schemeClr"):
        if colour.get("val") == "tx1":
            colour[:] = []


def _forget_the_template(deck: Any) -> None:
    """The library's picture of its template, and the settings of a printer."""
    package = deck.part.package
    for owner in (package, deck.part):
        for key, relation in list(owner._rels.items()):
            if re.search(r"thumbnail|printerSettings", relation.reltype):
                owner._rels.pop(key)
    app = package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    app._blob = APP_PROPERTIES.format("Microsoft Office PowerPoint").encode()


def _properties(deck: Any, title: str, site_name: str, day: date, texts: Texts) -> None:
    moment = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    core = deck.core_properties
    # The format takes 255 signs at most.
    core.title, core.author, core.last_modified_by = title[:255], site_name[:255], site_name[:255]
    core.language, core.created, core.modified, core.last_printed = texts("page.tag"), moment, moment, moment
    core.revision, core.subject, core.keywords, core.comments, core.category = 1, "", "", "", ""
