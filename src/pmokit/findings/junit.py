"""Findings as JUnit XML: a test suite a file, a failed test a finding."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from pmokit.findings.outcome import Outcome
from pmokit.model.finding import Finding
from pmokit.text.channels import terminal
from pmokit.words.catalogue import say


def write(outcome: Outcome) -> str:
    """Errors and warnings are failures; notes pass with their text; waived findings are skipped."""
    root = ElementTree.Element("testsuites", name="pmokit")
    by_path: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        by_path.setdefault(finding.path, []).append(finding)
    for path, findings in by_path.items():
        _suite(root, path, findings)
    if not by_path:
        suite = ElementTree.SubElement(root, "testsuite", _counts("pmokit", 1, 0, 0))
        ElementTree.SubElement(suite, "testcase", classname="pmokit", name=say("findings.none"), time="0")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + terminal(ElementTree.tostring(root, "unicode")) + "\n"


def _counts(name: str, tests: int, failures: int, skipped: int) -> dict[str, str]:
    return {
        "name": name,
        "tests": str(tests),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(skipped),
        "time": "0",
    }


def _fails(finding: Finding) -> bool:
    return finding.severity != "note" and not finding.waived_by


def _suite(root: ElementTree.Element, path: str, findings: Iterable[Finding]) -> None:
    some = list(findings)
    failures = sum(_fails(finding) for finding in some)
    skipped = sum(bool(finding.waived_by) for finding in some)
    suite = ElementTree.SubElement(root, "testsuite", _counts(path, len(some), failures, skipped))
    for finding in some:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=path,
            name=say("findings.at-line", rule=finding.rule, line=finding.line),
            time="0",
        )
        text = f"{path}:{finding.line}:{finding.column}: {finding.message}. {finding.help}"
        if finding.waived_by:
            ElementTree.SubElement(
                case, "skipped", message=say("findings.waived-by", waiver=finding.waived_by)
            )
        elif _fails(finding):
            element = ElementTree.SubElement(case, "failure", type=finding.severity, message=finding.message)
            element.text = text
        else:
            ElementTree.SubElement(case, "system-out").text = text
