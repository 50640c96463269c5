"""What the browser is told while an editor writes: that there is something new to see, or what is wrong."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass

from ..problems import Problem


@dataclass(frozen=True)
class State:
    """The version of what is shown, and what stands in the way of a newer one: problems, or other trouble in words."""

    version: int = 0
    problems: tuple[Problem, ...] = ()
    trouble: str = ""

    def as_json(self) -> str:
        """For the script in the page."""
        found = [
            {"place": str(problem.place), "code": problem.code, "message": problem.message, "remedy": problem.remedy}
            for problem in self.problems
            if not problem.advice
        ]
        return json.dumps({"version": self.version, "problems": found, "trouble": self.trouble}, ensure_ascii=False)


class News:
    """The latest state; those who wait are woken when there is another."""

    def __init__(self) -> None:
        self.state = State()
        self._count = 0
        self._changed = threading.Condition()

    def tell(self, problems: tuple[Problem, ...] = (), trouble: str = "") -> None:
        """Something has been saved: the site is new, unless there are problems or trouble."""
        with self._changed:
            version = self.state.version + (not problems and not trouble)
            self.state = State(version, problems, trouble)
            self._count += 1
            self._changed.notify_all()

    def after(self, seen: int, seconds: float) -> tuple[int, State]:
        """The latest state and its number, when there is one after `seen` or when `seconds` have passed."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != seen, seconds)
            return self._count, self.state
