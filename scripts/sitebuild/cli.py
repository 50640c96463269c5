"""The verbs and their exit codes; the only module that prints.

Exit codes: 0 all well, 1 problems in the content, 2 something outside the content, 130 interrupted.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from .build import at_work, build, check
from .problems import CATALOGUE, ContentError, Problem, ToolError, is_full
from .publish.in_place import is_half_done
from .publish.record_addresses import unpublished
from .rules.dated import to_ask_again
from .settings import WORK, Settings, read_settings

# What shells call an end by SIGPIPE.
_PIPE_CLOSED = 141


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not know our signs
    try:
        code = _told(lambda: options.run(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # whoever read what we say has read enough: `rules | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
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
    except BrokenPipeError:
        raise
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
    _verb(verbs, "check", _check, "check the content without building").add_argument(
        "--today", type=date.fromisoformat, default=None, help="the day for which to ask about what is dated"
    )
    _verb(verbs, "pdf", _pdf, "set one PDF, or all, without building the site").add_argument(
        "page", nargs="?", help="the page's file, its id (udi, 2022/3), or book, summary or meeting; all without it"
    )
    _verb(verbs, "publish", _publish, "build, and write down every address, to be kept for ever")
    _verb(verbs, "words", _words, "list words that a Bokmål writer cannot find, for the thesaurus")
    _verb(verbs, "queries", _queries, "show what a file of queries finds, and what it does not").add_argument(
        "file", type=Path, help="a text file with a query on each line"
    )
    _verb(verbs, "cases", _cases, "show which cases need more: words, events, sources, and when somebody last looked")
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
    result = build(settings, _report)
    _show_advice(result.advice)
    warnings = f"{len(result.advice)} warnings" if result.advice else "no warnings"
    print(f"\nBuilt {result.pages} pages in {result.seconds:.1f} s, {warnings}.")
    print(f"Open {result.output / 'index.html'}, or look at it with: python3 scripts/build.py --serve")
    if new := unpublished(result.site, result.addresses):
        print(f"{new} addresses are new: before you put them on the net, run python3 scripts/build.py publish")
    if settings.base_url.split("/")[2].endswith(".example"):
        print(f"Addresses are made for {settings.base_url}; set site_url in mkdocs.yml before you publish.")
    if settings.contact is None:
        print("No contact is set, so readers are shown none; set extra.contact in mkdocs.yml, to an address or a form.")
    return 0


def _report(stage: str) -> None:
    print(f"  {stage} …", flush=True)


def _publish(options: argparse.Namespace) -> int:
    settings = read_settings(options.root)
    result = build(settings, _report, recording=True)
    _show_advice(result.advice)
    for line in result.added:
        if "#" not in line:
            places = sum(other.startswith(f"{line}#") for other in result.added)
            print(f"  + {line}{f' with {places} places on it' if places else ''}")
    print(f"\nWrote down {len(result.added)} new addresses. Put {result.output} on the net, and")
    print("commit what has changed in recommendations/: the addresses answer from now on, and every build checks it.")
    return 0


def _check(options: argparse.Namespace) -> int:
    if is_half_done(options.root / WORK):
        with at_work(options.root, _report):
            pass
    site, advice = check(options.root)
    read_settings(options.root)  # what is wrong with the site's address stops a build too
    _show_advice((*advice, *to_ask_again(site.draft, options.today or date.today())))
    print("The content is sound.")
    return 0


def _pdf(options: argparse.Namespace) -> int:
    from .outputs.pdf.make import preview

    with at_work(options.root, _report):
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


def _queries(options: argparse.Namespace) -> int:
    from .outputs.search.ask import as_lines, ask, read_queries

    queries = read_queries(options.file)
    with at_work(options.root, _report):
        site, _advice = check(options.root)
        answers = ask(read_settings(options.root), site, queries)
    for line in as_lines(answers):
        print(line)
    print("Is a page missing? Add the words to its searched_as, or a line to recommendations/thesaurus.yml.")
    return 0


def _cases(options: argparse.Namespace) -> int:
    from .case_table import FEW_SOURCES, FEW_WORDS, as_lines, rows

    site, _advice = check(options.root)
    found = rows(site)
    for line in as_lines(found):
        print(line)
    letters = sum(row.origin == "brev" for row in found)
    print(f"\n{len(found)} cases, {len(found) - letters} of them from the report and {letters} from letters.")
    print(f"A case needs words below {FEW_WORDS}, and sources below {FEW_SOURCES}. Write only what a source holds.")
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
    if is_full(error):
        return "The disk is full. Make room and run the command again; the last good site is untouched."
    if isinstance(error, PermissionError):
        return f"No permission to use {error.filename}. Check who owns the project's folder."
    return f"The system said: {error}. The last good site is untouched."
