"""Trouble outside the content: settings, disk, an impatient editor, two builds at once, an old Python, no network."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, copy_project
from sitebuild import cli
from sitebuild.settings import Settings

GOOD = "the last good site"


@pytest.fixture
def project(built: Settings, tmp_path: Path) -> Path:
    """The real content with a last good site, and the cache of a build so that the next is quick."""
    root = copy_project(tmp_path / "project")
    shutil.copytree(built.work / "cache", root / ".build/cache")
    (root / "site").mkdir()
    (root / "site/index.html").write_text(GOOD, encoding="utf-8")
    return root


def is_good(root: Path) -> bool:
    return (root / "site/index.html").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("site_name: ", "site_name: [", "mkdocs.yml:2:"),
        ("site_url: https:", "site_url: ftp:", "must begin with https:// and end with /"),
        ("site_name: ", "namn: ", "it has no site_name"),
        ("theme:\n", "site_name: To\ntheme:\n", 'the key "site_name" stands twice'),
        ("theme:\n", "theme:\n\t", "mkdocs.yml:"),
        ("name: material", "name: materiale", "Unrecognised theme name"),
        ("plugins:\n", "plugins:\n  - finst-ikkje\n", "plugin is not installed"),
        ("doeme/", "dome/", '"menu.dome" in the language nn: mend the address in mkdocs.yml'),
    ],
    ids=["bracket", "address", "name", "twice", "tab", "theme", "plugin", "menu"],
)
def test_a_broken_configuration_is_told_plainly(
    project: Path, capsys: pytest.CaptureFixture, old: str, new: str, said: str
) -> None:
    path = project / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert cli.main(["--root", str(project), "build"]) == 2
    assert said in capsys.readouterr().err
    assert is_good(project)


@pytest.mark.parametrize("text", ["site_name: X\nsite_url: ftp://x\n", "site_name: [", None])
def test_a_check_does_not_call_sound_what_no_build_takes(
    valid_site: Path, capsys: pytest.CaptureFixture, text: str | None
) -> None:
    if text is not None:
        (valid_site / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert cli.main(["--root", str(valid_site), "check"]) == 2
    said = capsys.readouterr()
    assert "mkdocs.yml" in said.err and "sound" not in said.out


def test_a_configuration_that_is_not_utf8_or_not_there(project: Path, capsys: pytest.CaptureFixture) -> None:
    path = project / "mkdocs.yml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", "replace"))
    assert cli.main(["--root", str(project), "build"]) == 2
    path.unlink()
    assert cli.main(["--root", str(project), "build"]) == 2
    said = capsys.readouterr().err
    assert "is not UTF-8" in said and "no file" in said
    assert is_good(project)


@pytest.mark.parametrize("lost", ["docs/assets/css/site.css", "overrides/main.html"])
def test_a_missing_part_of_the_frame_stops_the_build(project: Path, capsys: pytest.CaptureFixture, lost: str) -> None:
    (project / lost).unlink()
    assert cli.main(["--root", str(project), "build"]) == 2
    assert "Pages ask for what is not there" in capsys.readouterr().err
    assert is_good(project)


@pytest.mark.parametrize("name", ["worker.js", "box.js", "match.js"])
def test_a_search_without_one_of_its_scripts_stops_the_build(
    project: Path, capsys: pytest.CaptureFixture, name: str
) -> None:
    (project / "docs/assets/js/search" / name).unlink()
    assert cli.main(["--root", str(project), "build"]) == 2
    assert f"docs/assets/js/search/{name} is missing" in capsys.readouterr().err
    assert is_good(project)


def test_a_template_that_cannot_be_read_has_its_place(project: Path, capsys: pytest.CaptureFixture) -> None:
    (project / "overrides/partials/footer.html").write_text("<p>\n{% if %}\n", encoding="utf-8")
    assert cli.main(["--root", str(project), "build"]) == 2
    assert "footer.html:2: Expected an expression" in capsys.readouterr().err
    assert is_good(project)


@pytest.mark.parametrize("stage", ["makers.make_everything", "build.keep_addresses", "build.publish"])
def test_a_full_disk_is_told_plainly(
    project: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(f"sitebuild.{stage}", full)
    assert cli.main(["--root", str(project), "build"]) == 2
    assert "The disk is full" in capsys.readouterr().err
    assert is_good(project)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PermissionError(errno.EACCES, "no", "site"),
            "No permission to use site. Check who owns the project's folder.",
        ),
        (OSError(errno.EIO, "Input/output error"), "The system said: [Errno 5] Input/output error. The last good site"),
    ],
)
def test_what_the_system_refuses_is_told_plainly(
    valid_site: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    def refused(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(cli, "check", refused)
    assert cli.main(["--root", str(valid_site), "check"]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build.py", "test.py"])
def test_a_python_that_is_too_old_is_told_so(command: str) -> None:
    code = f"import sys; sys.version_info = (3, 10, 1); exec(open({command!r}).read())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "scripts", capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.strip() == "This needs Python 3.11 or newer, and this is 3.10. Run it with a newer one."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Temporary failure in name resolution", "The network is away"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that was pinned"),
        ("The virtual environment was not created: ensurepip is not available", "python3-venv"),
    ],
)
def test_a_set_up_that_fails_says_why(monkeypatch: pytest.MonkeyPatch, said: str, told: str) -> None:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    import environment

    with pytest.raises(environment.SetupError, match="It failed") as raised:
        environment.call([sys.executable, "-c", f"import sys; sys.exit({said!r})"], "It failed.")
    assert told in str(raised.value) and said in str(raised.value)
