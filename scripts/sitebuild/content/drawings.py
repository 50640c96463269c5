"""Drawings: shapes and nothing else. What is published is the parsed tree written anew, and not the text of the file.

Drawings stand in pages, where a script, a form or an address in them would be the page's own. A list of what is
forbidden was no wall: `set` on `href`, odd comments and markup of other kinds got past it. This is what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ..problems import Code, Place, Problem

BAD_DRAWING = Code(
    "F111",
    "A drawing is SVG with a viewBox and shapes alone, and the site's own mark is there.",
    bad='<svg onload="…">',
    good='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">…</svg>',
)

_NAMESPACE = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc", "defs"}
    | {"clipPath", "mask", "linearGradient", "radialGradient", "stop"}
)
_WITH_TEXT = frozenset({"title", "desc"})
_ATTRIBUTES = frozenset(
    {"viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "d"}
    | {"points", "transform", "id", "class", "fill", "fill-rule", "fill-opacity", "clip-rule", "clip-path", "mask"}
    | {"stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray"}
    | {"stroke-dashoffset", "stroke-opacity", "opacity", "offset", "stop-color", "stop-opacity", "color", "version"}
    | {"gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits", "maskUnits", "preserveAspectRatio"}
    | {"vector-effect", "role", "aria-hidden", "focusable", "pathLength"}
)
# Numbers, colours, names, transformations, and url(#…) of something in the drawing itself.
_VALUE = re.compile(r"(?:[\w\s.,#%+-]|(?:rgba?|hsla?|matrix|translate|scale|rotate|skew[XY])\(|\)|url\(#[\w-]+\))*")
_REMEDY = "save it as plain SVG, with shapes alone"


def redrawn(text: str, name: str, problems: list[Problem]) -> str | None:
    """The drawing as it is published, or None where it cannot be read; `problems` gets all that is not a shape."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        wrong = f"the drawing cannot be read: {error.msg}"
        problems.append(BAD_DRAWING(Place(name, line, max(1, column)), wrong, "draw it again"))
        return None
    if root.tag != f"{{{_NAMESPACE}}}svg" or "viewBox" not in root.attrib:
        problems.append(BAD_DRAWING(Place(name), "the drawing is not an svg with a viewBox", "save it as plain SVG"))
        return None
    for element in root.iter():
        for wrong in _wrong(element):
            problems.append(BAD_DRAWING(Place(name, element.sourceline or 1), wrong, _REMEDY))
    return etree.tostring(_anew(root), encoding="unicode").strip()


def _wrong(element: etree._Element) -> Iterator[str]:
    if isinstance(element, etree._Comment):
        return
    if not isinstance(element.tag, str):
        yield "an instruction or an entity is no part of a drawing"
        return
    tag = etree.QName(element)
    if tag.namespace != _NAMESPACE or tag.localname not in _ELEMENTS:
        yield f"<{tag.localname}> is no shape"
        return
    for key, value in element.attrib.items():
        if key not in _ATTRIBUTES or not _VALUE.fullmatch(str(value)):
            yield f"<{tag.localname}> has {etree.QName(key).localname}, which is a script, a style or an address"
    if tag.localname not in _WITH_TEXT and _loose(element):
        yield f"<{tag.localname}> has text in it"


def _loose(element: etree._Element) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _anew(element: etree._Element) -> etree._Element:
    """The element with what is allowed of it: names without prefixes, no comments, no instructions."""
    made = etree.Element(str(element.tag), nsmap={None: _NAMESPACE})
    for key, value in element.attrib.items():
        if key in _ATTRIBUTES and _VALUE.fullmatch(str(value)):
            made.set(str(key), str(value))
    if etree.QName(element).localname in _WITH_TEXT:
        made.text = element.text
    for child in element:
        if isinstance(child.tag, str):
            tag = etree.QName(child)
            if tag.namespace == _NAMESPACE and tag.localname in _ELEMENTS:
                made.append(_anew(child))
    return made
