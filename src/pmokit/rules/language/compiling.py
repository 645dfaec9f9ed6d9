"""Compiling rules: from YAML texts to one test and one message a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pmokit.analytics.fact import AnyFact
from pmokit.analytics.facts import FACTS, Facts, Key
from pmokit.load.run import Run
from pmokit.model.anatomy import Base, Type
from pmokit.model.finding import Finding
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.rule import Rule
from pmokit.rules.language.messages import RuleTexts
from pmokit.rules.language.translating import PROJECT_KINDS, names_of_facts, translate, translated_code
from pmokit.rules.language.vocabulary import NAMESPACE


class Compiled(NamedTuple):
    """A rule ready to judge: its functions take a record, its parent, the workspace, today and the
    id of the project. `verdict` gives APART, KEPT or BROKEN; `fix` the text that would mend it; `counted`
    says whether it may look at much."""

    rule: Rule
    path: str
    verdict: Callable[[Any, Any, Any, Any, str], int]
    message: Callable[[Any, Any, Any, Any, str], str]
    fix: Callable[[Any, Any, Any, Any, str], str] | None
    claimed: Callable[[Any, Any, Any, Any, str], str] | None
    against: tuple[Callable[[Any, Any, Any, Any, str], str], ...]
    at: Callable[[Any, Any, Any, Any, str], str]
    needs: frozenset[str]
    others: bool
    counted: bool

    @property
    def about_projects(self) -> bool:
        """Whether it judges projects and what lies in their folders."""
        return self.rule.applies_to in PROJECT_KINDS


class Language:
    """What expressions of a methodology may name: the department's own fields, and all facts, with those that
    the methodology's `own` expressions give."""

    def __init__(self, extra: Mapping[str, Type], own: Iterable[AnyFact] = ()) -> None:
        some = tuple(own)
        self.extra = extra
        self.facts: Mapping[Key, AnyFact] = Facts(some) if some else FACTS
        self.names = names_of_facts(extra, some)


def language(methodology: Methodology) -> Language:
    """The language of a methodology without the facts that its own expressions give."""
    return Language(_extra_types(methodology))


def compile_all(run: Run, words: Language) -> tuple[list[Compiled], list[Finding]]:
    """All rules of the methodology; one that cannot be compiled is a finding in its own file."""
    compiled: list[Compiled] = []
    findings: list[Finding] = []
    for rule in run.methodology.rules:
        result, found = compile_rule(rule, words)
        findings += [entry._replace(of_rule=rule.id) for entry in found]
        if result:
            compiled.append(result)
    return compiled, findings


def _extra_types(methodology: Methodology) -> dict[str, Type]:
    fields = methodology.fields
    bases: dict[str, Base] = {
        "date": "day",
        "number": "number",
        "flag": "flag",
        "text": "text",
        "choice": "text",
    }
    return {
        item.id: Type(bases[item.type], optional=True, choices=item.choices)
        for item in (fields.fields if fields else ())
    }


def path_of(rule: Rule) -> str:
    """The file of a rule."""
    return f"methodology/rules/{rule.subject}/{rule.id}.yaml"


def compile_rule(rule: Rule, words: Language) -> tuple[Compiled | None, list[Finding]]:
    """One rule, or None and what is wrong with it, each at the characters that are wrong."""
    path = path_of(rule)
    made = translate(RuleTexts.of(rule), path, words.names)
    if made.verdict is None:
        return None, list(made.findings)
    namespace = bind(made.constants, made.facts, words.facts)
    texts = made.texts

    def late(code: str) -> _Late:
        return _Late(code, path, namespace)

    return Compiled(
        rule,
        path,
        eval(made.verdict, namespace),
        late(texts.message),
        late(texts.fix) if texts.fix else None,
        late(texts.claimed) if rule.claimed else None,
        tuple(late(code) for code in texts.against),
        late(texts.at),
        made.needs,
        made.others,
        made.counted,
    ), []


def bind(
    constants: Mapping[str, Any], named: Mapping[str, Key], facts: Mapping[Key, AnyFact]
) -> dict[str, Any]:
    """What the names in the Python of an expression stand for in a run: its constants, and the facts that it
    names."""
    return {**NAMESPACE, **constants, **{name: facts[key].function for name, key in named.items()}}


class _Late:
    """A function that is compiled when it is first called: most rules find nothing, and tell nothing."""

    def __init__(self, code: str, path: str, namespace: dict[str, Any]) -> None:
        self._parts = code, path, namespace
        self._function: Callable[..., str] | None = None

    def __call__(self, *arguments: Any) -> str:
        if self._function is None:
            code, path, namespace = self._parts
            self._function = eval(translated_code(code, path), namespace)
        return self._function(*arguments)
