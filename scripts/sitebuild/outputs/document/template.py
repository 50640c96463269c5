"""An empty document with the styles we use and no others: Word's own names, so that contents and headings work.

Nothing is left of the library's template: not its language, its face, its hundred styles for tables, its picture.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ...language.texts import Texts
from ..office.packing import APP_PROPERTIES

# Our own styles, by the keys of their names, `document.styles`.
LEAD, SMALL, LABEL = "lead", "small", "label"
_FACE = "Arial"
# What Word counts by itself.
_COUNTED = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_SPRUCE, _SOFT = RGBColor(0x2C, 0x4D, 0x45), RGBColor(0x45, 0x4F, 0x5C)
_Look = tuple[float, bool, RGBColor | None, float, float]
# Of the library's styles: name, size in points, bold, colour, room above and below in points.
_STYLES: dict[str, _Look] = {
    "Normal": (11, False, None, 0, 8),
    "Title": (30, True, _SPRUCE, 0, 8),
    "Heading 1": (22, True, _SPRUCE, 24, 8),
    "Heading 2": (16, True, _SPRUCE, 20, 6),
    "Heading 3": (12.5, True, _SPRUCE, 14, 4),
    "List Bullet": (11, False, None, 0, 6),
    "List Bullet 2": (11, False, None, 0, 4),
    "List Number": (11, False, None, 0, 6),
    "List Continue": (11, False, None, 0, 6),
    "Quote": (11, False, _SOFT, 4, 8),
    "Header": (9, False, _SOFT, 0, 0),
    "Footer": (9, False, _SOFT, 0, 0),
}
_OURS: dict[str, _Look] = {
    LEAD: (14, False, None, 0, 10),
    SMALL: (9, False, _SOFT, 0, 6),
    LABEL: (10, True, _SOFT, 8, 3),
}
_KEPT = frozenset({*_STYLES, "Default Paragraph Font", "Normal Table", "No List"})
# Settings that tell of the library's own editing, and of nothing that a reader needs.
_FOREIGN = ("w:rsids", "w:savePreviewPicture", "w:proofState", "w:shapeDefaults", "w:doNotAutoCompressPictures")


def style_name(style: str, texts: Texts) -> str:
    """What Word calls a style: ours as the language has it, the library's by the names that Word translates itself."""
    return texts(f"document.styles.{style}") if style in _OURS else style


def new_document(title: str, site_name: str, day: date, texts: Texts) -> Any:
    """A document without text, with its page, header, footer and styles."""
    made = Document()
    _page(made, title, site_name, texts)
    _styles(made, texts)
    _forget_the_template(made)
    _settings(made.settings.element, texts)
    _properties(made, title, site_name, day, texts)
    return made


def _styles(made: Any, texts: Texts) -> None:
    for style in list(made.styles):
        if style.name not in _KEPT:
            style.element.getparent().remove(style.element)
    for name, look in _STYLES.items():
        _look(made.styles[name], look)
    for name, look in _OURS.items():
        style = made.styles.add_style(style_name(name, texts), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = made.styles["Normal"], True
        _look(style, look)
    made.styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    link = made.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _SPRUCE, True
    for latent in made.styles.element.findall(qn("w:latentStyles")):
        made.styles.element.remove(latent)
    defaults = made.styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for key in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(key), _FACE)
    _say_language(defaults.find(qn("w:lang")), texts)


def _say_language(element: Any, texts: Texts) -> None:
    element.attrib.clear()
    element.set(qn("w:val"), texts("page.tag"))


def _look(style: Any, look: _Look) -> None:
    size, bold, colour, above, below = look
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    style.font.size, style.font.bold = Pt(size), bold
    if colour is not None:
        style.font.color.rgb = colour
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(above), Pt(below), 1.15
    # These name styles that are gone.
    for key in ("w:link", "w:next"):
        for found in style.element.findall(qn(key)):
            style.element.remove(found)


def _page(made: Any, title: str, site_name: str, texts: Texts) -> None:
    """A4, with the title above and the number of the page below."""
    part = made.sections[0]
    part.page_width, part.page_height = Cm(21), Cm(29.7)
    part.left_margin = part.right_margin = part.top_margin = part.bottom_margin = Cm(2.5)
    part.header.paragraphs[0].text = site_name if title == site_name else f"{site_name}: {title}"
    foot = part.footer.paragraphs[0]
    for part in re.split(r"({pages?})", texts("print.page")):
        code = _COUNTED.get(part)
        if code:
            _field(foot, code)
        elif part:
            foot.add_run(part)


def _field(paragraph: Any, code: str) -> None:
    """A number that Word counts."""
    field, run, text = OxmlElement("w:fldSimple"), OxmlElement("w:r"), OxmlElement("w:t")
    field.set(qn("w:instr"), code)
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _forget_the_template(made: Any) -> None:
    package = made.part.package
    for owner in (package, made.part):
        for key, relation in list(owner.rels.items()):
            if re.search(r"thumbnail|customXml|stylesWithEffects|fontTable", relation.reltype):
                owner.rels.pop(key)
    app = package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    app._blob = APP_PROPERTIES.format("Microsoft Office Word").encode()
    theme = made.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    faces = re.sub(rb'(<a:latin typeface=")[^"]*', rb"\g<1>" + _FACE.encode(), theme.blob)
    theme._blob = faces.replace(b'name="Office Theme"', b'name="ord-til-handling"')


def _settings(settings: Any, texts: Texts) -> None:
    for key in _FOREIGN:
        for found in settings.findall(qn(key)):
            settings.remove(found)
    for found in [child for child in settings if child.tag.endswith("}mathPr")]:
        settings.remove(found)
    _say_language(settings.find(qn("w:themeFontLang")), texts)
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")


def _properties(made: Any, title: str, site_name: str, day: date, texts: Texts) -> None:
    moment = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    core = made.core_properties
    # The format takes 255 signs at most.
    core.title, core.author, core.last_modified_by = title[:255], site_name[:255], site_name[:255]
    core.language, core.created, core.modified, core.last_printed = texts("page.tag"), moment, moment, moment
    core.revision, core.subject, core.keywords, core.comments, core.category = 1, "", "", "", ""
