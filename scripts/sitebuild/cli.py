"""The verbs and their exit codes; the only module that prints.

Exit codes: 0 all well, 1 problems in the content, 2 something outside the content, 130 interrupted.
"""

from __future__ import annotations

import argparse
import errno
import gc
import sys
from collections.abc import Callable
from pathlib import Path

from .build import build, check
from .problems import CATALOGUE, ContentError, Problem, ToolError
from .publish.record_addresses import record, unpublished
from .settings import Settings, read_settings


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return _told(lambda: options.run(options))
    except KeyboardInterrupt:
        print("\nStopped. The last good site is untouched.", file=sys.stderr)
        return 130


def _told(work: Callable[[], int]) -> int:
    """The exit code of some work; what goes wrong is told, and not raised."""
    try:
        return work()
    except ContentError as error:
        return _show_problems(error.problems)
    except ToolError as error:
        print(f"\n{error}", file=sys.stderr)
    except OSError as error:
        print(f"\n{_explain(error)}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 scripts/build.py", description="Build and check the site «Frå ord til handling»."
    )
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help=argparse.SUPPRESS)
    verbs = parser.add_subparsers(metavar="verb", required=True)
    _verb(verbs, "build", _build, "build the site into site/ (the default)").add_argument(
        "--serve", action="store_true", help="show the site in a browser, and build again at each change"
    )
    _verb(verbs, "check", _check, "check the content without building")
    _verb(verbs, "pdf", _pdf, "set one PDF, or all, without building the site").add_argument(
        "page", nargs="?", help="the page's file, its id (udi, 2022/3), or book, summary or meeting; all without it"
    )
    _verb(verbs, "publish", _publish, "build, and write down every address, to be kept for ever")
    _verb(verbs, "words", _words, "list words that a Bokmål writer cannot find, for the thesaurus")
    _verb(verbs, "rules", _rules, "explain every rule, with a bad and a good example")
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _build(options: argparse.Namespace) -> int:
    if options.serve:
        from .preview.watch import follow

        return follow(options.root, _explain)
    return _build_once(read_settings(options.root))


def _build_once(settings: Settings) -> int:
    # Little of what a build makes is garbage before its end, and looking for it took a tenth of the time.
    gc.disable()
    result = build(settings, lambda stage: print(f"  {stage} …", flush=True))
    _show_advice(result.advice)
    warnings = f"{len(result.advice)} warnings" if result.advice else "no warnings"
    print(f"\nBuilt {result.pages} pages in {result.seconds:.1f} s, {warnings}.")
    print(f"Open {result.output / 'index.html'}, or look at it with: python3 scripts/build.py --serve")
    if new := unpublished(result.site, result.addresses):
        print(f"{new} addresses are new: before you put them on the net, run python3 scripts/build.py publish")
    if settings.base_url.split("/")[2].endswith(".example"):
        print(f"Addresses are made for {settings.base_url}; set site_url in mkdocs.yml before you publish.")
    return 0


def _publish(options: argparse.Namespace) -> int:
    settings = read_settings(options.root)
    result = build(settings, lambda stage: print(f"  {stage} …", flush=True))
    _show_advice(result.advice)
    added = record(settings.root, result.site, result.addresses)
    for line in added:
        if "#" not in line:
            places = sum(other.startswith(f"{line}#") for other in added)
            print(f"  + {line}{f' with {places} places on it' if places else ''}")
    print(f"\nWrote down {len(added)} new addresses. Put {result.output} on the net, and commit what has changed in")
    print("recommendations/: the addresses answer from now on, and every build checks that they do.")
    return 0


def _check(options: argparse.Namespace) -> int:
    _site, advice = check(options.root)
    _show_advice(advice)
    print("The content is sound.")
    return 0


def _pdf(options: argparse.Namespace) -> int:
    from .outputs.pdf.make import preview

    site, advice = check(options.root)
    _show_advice(advice)
    for path, pages in preview(read_settings(options.root), site, options.page):
        print(f"{path} ({pages} {'page' if pages == 1 else 'pages'}, {path.stat().st_size // 1000} kB)")
    return 0


def _words(options: argparse.Namespace) -> int:
    from .outputs.search.words import unconnected

    site, _advice = check(options.root)
    found = unconnected(site)
    print("Words that neither the dictionary nor recommendations/thesaurus.yml knows, most frequent first:")
    for row in found:
        print(f"{row.count:5}  {row.word:20} … {row.context} …")
    print("For those a reader may search for, add a line to the thesaurus, such as - eq: [vegkart, veikart].")
    return 0


def _rules(_options: argparse.Namespace) -> int:
    for code in sorted(CATALOGUE.values(), key=lambda code: code.code):
        print(f"{code.code}  {code.rule}{' (advice)' if code.advice else ''}")
        for label, example in (("Bad", code.bad), ("Good", code.good)):
            lines = example.split("\n")
            print(f"      {label + ':':6}{lines[0]}")
            for line in lines[1:]:
                print(f"            {line}")
        print()
    return 0


def _show_problems(problems: tuple[Problem, ...]) -> int:
    print(file=sys.stderr)
    for problem in problems:
        print(problem, file=sys.stderr)
    errors = sum(not problem.advice for problem in problems)
    print(
        f"\n{errors} {'problem' if errors == 1 else 'problems'} to mend. Nothing was built; the last good site"
        " is untouched.",
        file=sys.stderr,
    )
    return 1


def _show_advice(advice: tuple[Problem, ...]) -> None:
    for problem in advice:
        print(f"  warning: {problem}")


def _explain(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full. Make room and run the command again; the last good site is untouched."
    if isinstance(error, PermissionError):
        return f"No permission to use {error.filename}. Check who owns the project's folder."
    return f"The system said: {error}. The last good site is untouched."
