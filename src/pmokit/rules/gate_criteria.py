"""What is wrong with the expressions of criteria in `lifecycle.yaml`."""

from __future__ import annotations

from pmokit.load.run import Run
from pmokit.model.finding import Finding
from pmokit.rules.language.about_projects import compile_about_project
from pmokit.rules.language.compiling import Language

PATH = "methodology/lifecycle.yaml"


def criteria_faults(run: Run, words: Language) -> list[Finding]:
    """The findings of criteria whose expressions cannot be compiled."""
    found: list[Finding] = []
    lifecycle_ = run.methodology.lifecycle
    for key, owner, name in (("phases", "phases", "exit_criteria"), ("gates", "gates", "criteria")):
        for place, item in enumerate(getattr(lifecycle_, owner, ())):
            for number, criterion in enumerate(getattr(item, name)):
                if criterion.holds is not None:
                    route = (key, place, name, number, "holds")
                    found += compile_about_project(criterion.holds, PATH, route, words, "flag").findings
    return found
