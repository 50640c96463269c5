"""Work that is dealt to processes of their own comes back as if it had been done here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from unittest.mock import ANY

import pytest

from sitebuild import side_by_side
from sitebuild.problems import ToolError
from sitebuild.side_by_side import spread

# Work that a process can be given: it knows the standard library and `sitebuild`, and not the tests.
LOUD = partial(map, str.upper)


def test_each_item_has_what_was_made_of_it_wherever_it_was_made() -> None:
    items = [f"{number} ø" for number in range(23)]
    here = dict(spread(LOUD, items, few=23, most=1))
    assert here == dict(spread(LOUD, items, few=0, most=5)) == {item: item.upper() for item in items}
    assert list(spread(LOUD, [], few=0, most=5)) == []


def test_a_few_are_made_here_and_many_in_batches_of_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def noted(work, batch, _running):
        sizes.append(len(batch))
        return list(work(batch))

    monkeypatch.setattr(side_by_side, "_elsewhere", noted)
    assert len(list(spread(LOUD, ["a"] * 8, few=8, most=3))) == 8
    assert sizes == []
    assert len(list(spread(LOUD, ["a"] * 9, few=8, most=3))) == 9
    assert sum(sizes) == 9
    assert max(sizes) <= 3


def test_what_goes_wrong_elsewhere_is_raised_here() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(spread(partial(map, int), ["1", "2", "tre"], few=0, most=1))


def test_a_process_that_the_system_stops_is_told_of() -> None:
    with pytest.raises(ToolError, match=r"stopped by the system \(code 9\). Build again"):
        list(spread(partial(map, os._exit), [9], few=0, most=1))


def test_what_is_printed_elsewhere_is_no_part_of_the_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(spread(partial(map, print), ["ord"], few=0, most=1)) == [("ord", None)]
    assert capfd.readouterr() == ("", ANY)


def test_ctrl_c_ends_all_of_it_at_once_and_in_silence(tmp_path: Path) -> None:
    begun = [tmp_path / str(number) for number in range(min(2, os.cpu_count() or 1))]
    tasks = [f"import pathlib, time; pathlib.Path({str(path)!r}).touch(); time.sleep(600)" for path in begun]
    code = "\n".join(
        [
            "from functools import partial",
            "from sitebuild.side_by_side import spread",
            "try:",
            f"    list(spread(partial(map, exec), {tasks!r}, few=0, most=1))",
            "except KeyboardInterrupt:",
            "    print('stopped')",
        ]
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(side_by_side.__file__).parents[1])}
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, start_new_session=True) as process:
        deadline = time.monotonic() + 60
        while not all(path.exists() for path in begun) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=60) == (b"stopped\n", b"")
    assert _group(process.pid) == []


def _group(leader: int) -> list[str]:
    """The processes of a group, as `ps` tells of them."""
    said = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in said.splitlines())
    return [stat for group, stat in rows if int(group) == leader and not stat.startswith("Z")]
