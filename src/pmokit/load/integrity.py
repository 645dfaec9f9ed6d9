"""The fixed demands of integrity: what any methodology needs in order to make sense at all.

They are few, cannot be waived, and are not policy. Each name below is a rule that `pmokit
explain` knows and that a finding carries.
"""

from __future__ import annotations

from typing import NamedTuple

from pmokit.model.finding import Finding, Severity
from pmokit.text.flaws import Flaw, Route
from pmokit.words.catalogue import say


class Demand(NamedTuple):
    """A fixed demand: its title and why it is made."""

    title: str
    why: str


DEMANDS: dict[str, Demand] = {
    "unreadable-file": Demand(say("load.file-cannot-read"), say("load.what-cannot-read-cannot-checked")),
    "outside-link": Demand(
        say("load.symbolic-link-leaves-repository"),
        say("load.only-what-repository-reviewed-pull"),
    ),
    "setting-refused": Demand(say("load.setting-refused"), say("load.setting-refused.why")),
    "template-broken": Demand(say("load.template-broken"), say("load.template-broken.why")),
    "nested-repository": Demand(say("load.nested-repository"), say("load.nested-repository.why")),
    "file-too-large": Demand(say("load.file-too-large"), say("load.records-short-huge-file-mistake")),
    "not-utf8": Demand(say("load.file-not-utf-8"), say("load.one-encoding-all-keeps-every")),
    "control-character": Demand(
        say("load.text-holds-invisible-character"),
        say("load.characters-nobody-can-see-can"),
    ),
    "unfinished-merge": Demand(say("load.unfinished-merge"), say("load.unfinished-merge.why")),
    "yaml-syntax": Demand(say("load.file-not-valid-yaml"), say("load.file-cannot-parsed-lost")),
    "text-cut": Demand(say("load.text-cut"), say("load.text-cut.why")),
    "yaml-tab": Demand(say("load.tab-used-indentation"), say("load.yaml-does-not-allow-tabs")),
    "yaml-anchor": Demand(
        say("load.anchor-alias-merge-key-used"),
        say("load.reader-must-see-whole-record"),
    ),
    "yaml-tag": Demand(say("load.tag-used"), say("load.record-type-says-what-value")),
    "duplicate-key": Demand(say("load.key-stands-twice"), say("load.only-one-two-values-could")),
    "several-documents": Demand(say("load.file-holds-several-documents"), say("load.one-file-one-record")),
    "too-deep": Demand(say("load.values-nested-too-deeply"), say("load.no-record-needs-parsers-break")),
    "list-too-long": Demand(say("load.list-too-long"), say("load.no-record-needs")),
    "no-front-matter": Demand(
        say("load.document-no-front-matter"), say("load.title-version-owner-standard-stand")
    ),
    "unknown-file": Demand(
        say("load.file-no-place-layout"),
        say("load.misspelt-file-name-would-silently"),
    ),
    "missing-file": Demand(say("load.file-missing"), say("load.without-folder-not-record")),
    "unknown-key": Demand(say("load.key-not-known"), say("load.misspelt-key-would-silently-drop")),
    "missing-key": Demand(say("load.key-missing"), say("load.record-means-nothing-without")),
    "wrong-shape": Demand(say("load.value-wrong-shape"), say("load.list-mapping-text-expected")),
    "bad-text": Demand(say("load.text-empty-too-long-wrong"), say("load.must-readable")),
    "bad-date": Demand(say("load.date-impossible"), say("load.dates-written-yyyy-mm-dd")),
    "bad-number": Demand(say("load.number-not-understood"), say("load.numbers-written-digits-dot")),
    "bad-money": Demand(say("load.amount-not-understood"), say("load.money-amount-currency")),
    "bad-flag": Demand(say("load.flag-not-understood"), say("load.flags-true-false-nothing-else")),
    "bad-choice": Demand(say("load.word-not-one-choices"), say("load.only-words-listed-have-meaning")),
    "bad-id": Demand(say("load.id-wrong-form"), say("load.ids-become-addresses-pages-references")),
    "bad-url": Demand(say("load.web-address-not-allowed"), say("load.only-https-http-mailto-links")),
    "impossible-value": Demand(say("load.value-impossible"), say("load.value-impossible.why")),
    "without-effect": Demand(say("load.entry-without-effect"), say("load.entry-without-effect.why")),
    "dates-reversed": Demand(say("load.date-range-ends-before-begins"), say("load.one-two-wrong")),
    "date-in-future": Demand(say("load.date-in-future"), say("load.date-in-future.why")),
    "acted-while-away": Demand(say("load.acted-away"), say("load.acted-away.why")),
    "duplicate-id": Demand(say("load.id-stands-twice"), say("load.references-could-mean-either-two")),
    "unknown-reference": Demand(say("load.reference-leads-nowhere"), say("load.record-names-does-not-exist")),
    "cycle": Demand(say("load.records-wait-each-other-circle"), say("load.none-them-could-ever-start")),
    "text-of-another-project": Demand(say("load.text-of-another.title"), say("load.text-of-another.why")),
    "rule-invalid": Demand(say("load.rule-cannot-compiled"), say("load.rule-not-understood-would-pass")),
    "rule-failed": Demand(
        say("load.rule-broke-while-judging-record"), say("load.rule-breaks-not-passed-record")
    ),
    "rule-exhausted": Demand(say("load.rule-exhausted"), say("load.rule-exhausted.why")),
    "not-judged": Demand(say("load.rule-not-judged"), say("load.rule-not-judged.why")),
    "project-unreadable": Demand(say("load.project-unreadable"), say("load.project-unreadable.why")),
    "rule-example": Demand(
        say("load.rule-s-example-does-not"),
        say("load.rule-only-good-cases-prove"),
    ),
    "parent-missing": Demand(
        say("load.method-extends-one-not-here"),
        say("load.check-reads-copy-methodology-parent"),
    ),
    "parent-changed": Demand(
        say("load.copy-method-extended-changed"),
        say("load.what-another-department-owns-changed"),
    ),
    "locked-relaxed": Demand(
        say("load.locked-entry-relaxed"),
        say("load.who-owns-wider-method-decided"),
    ),
    "relaxed-without-reason": Demand(
        say("load.entry-relaxed-without-reason"),
        say("load.where-department-demands-less-than"),
    ),
    "version-differs": Demand(
        say("load.portfolio-written-another-version-method"),
        say("load.ids-words-change-between-versions"),
    ),
    "clause-unchecked": Demand(
        say("load.clause-checked-nobody"),
        say("load.clause-neither-rule-nor-person"),
    ),
    "waiver-unclear": Demand(
        say("load.waiver-does-not-say-what"),
        say("load.names-one-rule-clause-one"),
    ),
    "clause-malformed": Demand(
        say("load.heading-standard-not-clause"),
        say("load.clauses-cited-rules-so-their"),
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


def of_flaw(path: str, flaw: Flaw, severity: Severity = "error") -> Finding:
    """A flaw of the text as a finding; its place is already known."""
    return Finding(
        flaw.rule,
        severity,
        DEMANDS[flaw.rule].title,
        flaw.message,
        path,
        help=flaw.help,
        line=flaw.span.line,
        column=flaw.span.column,
        end_line=flaw.span.end_line,
        end_column=flaw.span.end_column,
    )
