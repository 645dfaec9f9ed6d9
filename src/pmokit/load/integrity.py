"""The fixed demands of integrity: what any methodology needs in order to make sense at all.

They are few, cannot be waived, and are not policy. Each name below is a rule that `pmokit
explain` knows and that a finding carries.
"""

from __future__ import annotations

from typing import NamedTuple

from pmokit.model.finding import Finding, Severity
from pmokit.text.flaws import Flaw, Route


class Demand(NamedTuple):
    """A fixed demand: its title and why it is made."""

    title: str
    why: str


DEMANDS: dict[str, Demand] = {
    "unreadable-file": Demand("A file cannot be read", "What cannot be read cannot be checked."),
    "outside-link": Demand(
        "A symbolic link leaves the repository",
        "Only what is in the repository is reviewed in pull requests.",
    ),
    "file-too-large": Demand(
        "A file is too large", "Records are short; a huge file is a mistake or an attack."
    ),
    "not-utf8": Demand("A file is not UTF-8", "One encoding for all keeps every name readable."),
    "control-character": Demand(
        "The text holds an invisible character",
        "Characters nobody can see can make a text read differently from what it says.",
    ),
    "yaml-syntax": Demand("The file is not valid YAML", "A file that cannot be parsed is lost."),
    "yaml-tab": Demand("A tab is used for indentation", "YAML does not allow tabs there."),
    "yaml-anchor": Demand(
        "An anchor, alias or merge key is used",
        "A reader must see the whole record in one place, and small files must stay small.",
    ),
    "yaml-tag": Demand("A tag is used", "The record type says what a value is, never the file itself."),
    "duplicate-key": Demand(
        "A key stands twice", "Only one of the two values could count, and nobody sees which."
    ),
    "several-documents": Demand("A file holds several documents", "One file is one record."),
    "too-deep": Demand("Values are nested too deeply", "No record needs it, and parsers break."),
    "list-too-long": Demand("A list is too long", "No record needs it."),
    "no-front-matter": Demand(
        "A document has no front matter", "Title, version and owner of a standard stand there."
    ),
    "unknown-file": Demand(
        "A file has no place in the layout",
        "A misspelt file name would silently drop what the file says.",
    ),
    "missing-file": Demand("A file is missing", "Without it the folder is not a record."),
    "unknown-key": Demand("A key is not known", "A misspelt key would silently drop what it says."),
    "missing-key": Demand("A key is missing", "The record means nothing without it."),
    "wrong-shape": Demand("A value has the wrong shape", "A list, a mapping or a text was expected."),
    "bad-text": Demand("A text is empty, too long or in the wrong form", "It must be readable."),
    "bad-date": Demand("A date is impossible", "Dates are written YYYY-MM-DD and must exist."),
    "bad-number": Demand("A number is not understood", "Numbers are written with digits and a dot."),
    "bad-money": Demand("An amount is not understood", "Money is an amount and a currency."),
    "bad-flag": Demand("A flag is not understood", "Flags are true or false; nothing else is."),
    "bad-choice": Demand("A word is not one of the choices", "Only the words listed have a meaning."),
    "bad-id": Demand("An id has the wrong form", "Ids become addresses of pages and references."),
    "bad-url": Demand("A web address is not allowed", "Only https, http and mailto links are shown."),
    "dates-reversed": Demand("A date range ends before it begins", "One of the two is wrong."),
    "duplicate-id": Demand("An id stands twice", "References could mean either of the two."),
    "unknown-reference": Demand(
        "A reference leads nowhere", "The record it names does not exist in this repository."
    ),
    "cycle": Demand("Records wait for each other in a circle", "None of them could ever start."),
    "rule-invalid": Demand(
        "A rule cannot be compiled", "A rule that is not understood would pass everything."
    ),
    "rule-failed": Demand(
        "A rule broke while judging a record", "A rule that breaks has not passed the record."
    ),
    "rule-example": Demand(
        "A rule's example does not show what it should",
        "A rule is only as good as the cases that prove it.",
    ),
    "parent-missing": Demand(
        "The method extends one that is not here",
        "A check reads the copy in methodology/parent and nothing else, so that it needs no network.",
    ),
    "parent-changed": Demand(
        "The copy of a method that is extended was changed",
        "What another department owns is changed there, and brought here whole.",
    ),
    "locked-relaxed": Demand(
        "A locked entry is relaxed",
        "Who owns the wider method has decided that nobody may demand less.",
    ),
    "relaxed-without-reason": Demand(
        "An entry is relaxed without a reason",
        "Where a department demands less than the method it extends, a reader must see why.",
    ),
    "version-differs": Demand(
        "The portfolio was written for another version of the method",
        "Ids and words change between versions; `pmokit migrate` brings the files along.",
    ),
    "clause-unchecked": Demand(
        "A clause is checked by nobody",
        "A clause that neither a rule nor a person looks at is a wish.",
    ),
    "waiver-unclear": Demand(
        "A waiver does not say what it covers",
        "It names one rule or clause, and one record, project or tier.",
    ),
    "clause-malformed": Demand(
        "A heading of a standard is not a clause",
        "Clauses are cited by rules, so their number and force must be readable.",
    ),
}


def finding(
    rule: str,
    message: str,
    path: str,
    route: Route = (),
    *,
    help: str,
    key: bool = False,
    record: str = "",
    severity: Severity = "error",
    fix: str = "",
) -> Finding:
    """A finding of integrity at a route of a file; `fix` is what needs no judgement to write there."""
    return Finding(
        rule,
        severity,
        DEMANDS[rule].title,
        message,
        path,
        route,
        record,
        help=help,
        key=key,
        fix=fix,
    )


def of_flaw(path: str, flaw: Flaw) -> Finding:
    """A flaw of the text as a finding; its place is already known."""
    return Finding(
        flaw.rule,
        "error",
        DEMANDS[flaw.rule].title,
        flaw.message,
        path,
        help=flaw.help,
        line=flaw.span.line,
        column=flaw.span.column,
        end_line=flaw.span.end_line,
        end_column=flaw.span.end_column,
    )
