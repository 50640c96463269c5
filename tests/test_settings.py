"""The site's address, which stands in everything that others copy: sound, or told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitebuild import settings
from sitebuild.language.texts import NYNORSK, Texts
from sitebuild.problems import ToolError
from sitebuild.settings import language_of, read_settings


def _settings(root: Path, address: str):
    (root / "mkdocs.yml").write_text(f'site_name: Eit namn\nsite_url: "{address}"\n', encoding="utf-8")
    return read_settings(root)


@pytest.mark.parametrize(
    "address",
    ["https://ord.no/", "http://localhost:8000/", "https://xn--ord-0ra.no/a-b/c_d/~e/", "https://10.0.0.1/ord.2022/"],
)
def test_an_address_that_every_server_reads(tmp_path: Path, address: str) -> None:
    assert _settings(tmp_path, address).base_url == address


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ftp://ord.no/", "must begin with https:// and end with /"),
        ("https://ord.no", "must begin with https:// and end with /"),
        ("https:///", "is no address"),
        ("https://[/", "is no address"),
        ("https://[a", "must begin with https:// and end with /"),
        ("https://ord.no/ei side/", "and no space"),
        ("https://ord.no/språk/", "use a-z"),
        ("https://språk.no/", "write the host as xn--sprk-soa.no"),
        ("https://ord.no//a/", "has // in its path"),
        ("https://ord.no/a//", "has // in its path"),
        ("https://per:løynd@ord.no/", "take out what stands with ?, # or @"),
        ("https://ord.no/?a=/", "take out what stands with ?, # or @"),
        ("https://ord.no/#a/", "take out what stands with ?, # or @"),
        ("https://ord.no/../a/", "is no address"),
        ("https://ord.no/a;b/", "is no address"),
        ("https://ord.no/$(id)/", "is no address"),
        ("https://ord.no/{env.HOME}/", "is no address"),
        ("https://ord..no/", "is no address"),
        ("https://-ord.no/", "is no address"),
        ("https://ord.no:port/", "is no address"),
        ("https://ord.no/a%20b/", "is no address"),
        ("https://ord.no:0/", "has a port that is none"),
        ("https://ord.no:99999/", "has a port that is none"),
        (f"https://{'a' * 64}.no/", "has a host that is too long"),
        (f"https://{'a.' * 130}no/", "has a host that is too long"),
        ("https://999.1.1.1/", "has a number of a machine that is none"),
        ("https://1.2.3/", "has a number of a machine that is none"),
        (f"https://ord.no/{'a/' * 200}", "use at most 200"),
        ("https://ORD.no/Ein/", "write the host as ord.no"),
    ],
)
def test_any_other_is_told_with_its_place(tmp_path: Path, address: str, told: str) -> None:
    with pytest.raises(ToolError) as raised:
        _settings(tmp_path, address)
    assert str(raised.value).startswith("mkdocs.yml:2:11: site_url ") and told in str(raised.value)


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("{language: [nn]}", "mkdocs.yml:1:19: the language is not one word"),
        ("{language: se}", 'mkdocs.yml:1:19: There are no texts in "se": write language/se/'),
        ("{language: ../nn}", "mkdocs.yml:1:19: There are no texts in"),
    ],
)
def test_a_language_that_nobody_has_written_is_told_with_its_place(tmp_path: Path, theme: str, told: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"theme: {theme}\n", encoding="utf-8")
    with pytest.raises(ToolError) as raised:
        language_of(tmp_path)
    assert str(raised.value).startswith(told)


def test_the_theme_and_the_language_layer_agree(tmp_path: Path) -> None:
    layer = "plugins:\n  - i18n: {default_language: en}\n"
    (tmp_path / "mkdocs.yml").write_text(f"theme: {{language: nn}}\n{layer}", encoding="utf-8")
    with pytest.raises(ToolError, match=r"mkdocs\.yml:3:30: the theme is in nn - write that here too"):
        language_of(tmp_path)


def test_the_language_layer_names_the_language(tmp_path: Path) -> None:
    layer = "plugins:\n  - i18n: {default_language: nn, languages: {nb: Bokmål}}\n"
    (tmp_path / "mkdocs.yml").write_text(f"theme: {{language: nn}}\n{layer}", encoding="utf-8")
    with pytest.raises(ToolError, match=r"mkdocs\.yml:3:45: the theme is in nn - name that language here too"):
        language_of(tmp_path)


def test_a_language_that_the_data_files_cannot_say_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was sound to the check, and stopped the build with a traceback."""
    monkeypatch.setattr(settings, "of_language", lambda code: Texts(code, {}))
    (tmp_path / "mkdocs.yml").write_text("theme: {language: da}\n", encoding="utf-8")
    with pytest.raises(ToolError, match=r"mkdocs\.yml:1:19: the data files have no value for da - add it to Language"):
        language_of(tmp_path)


def test_the_language_of_the_site_is_that_of_its_theme(tmp_path: Path) -> None:
    assert language_of(tmp_path) is NYNORSK, "the small site of the tests has no configuration"
    (tmp_path / "mkdocs.yml").write_text("theme: {language: nn}\n", encoding="utf-8")
    assert language_of(tmp_path) is NYNORSK


def test_a_site_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("site")
    with pytest.raises(ToolError, match="leads to itself"):
        _settings(tmp_path, "https://ord.no/")
