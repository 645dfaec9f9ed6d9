"""Records of `methodology.yaml`."""

from typing import ClassVar

from pmokit.model.methodology.about import About
from pmokit.model.methodology.artefacts import Artefacts
from pmokit.model.methodology.fields import Fields
from pmokit.model.methodology.forums import Forums
from pmokit.model.methodology.glossary import Glossary
from pmokit.model.methodology.lifecycle import Lifecycle
from pmokit.model.methodology.lock import Lock
from pmokit.model.methodology.migration import Migration
from pmokit.model.methodology.reporting import Reporting
from pmokit.model.methodology.roles import Roles
from pmokit.model.methodology.standards import Standard
from pmokit.model.methodology.tiers import Tiers
from pmokit.model.record import Record
from pmokit.model.rule import Rule


class Methodology(Record):
    """All of the method in one record. A file that is missing or could not be read is None or empty here."""

    kind: ClassVar[str] = "methodology"

    about: About | None = None
    lifecycle: Lifecycle = Lifecycle.model_construct(phases=(), gates=())
    roles: Roles = Roles.model_construct(roles=())
    artefacts: Artefacts = Artefacts.model_construct(artefacts=())
    tiers: Tiers = Tiers.model_construct(tiers=())
    reporting: Reporting | None = None
    forums: Forums = Forums.model_construct(forums=())
    fields: Fields = Fields()
    glossary: Glossary = Glossary.model_construct(terms=())
    standards: tuple[Standard, ...] = ()
    rules: tuple[Rule, ...] = ()
    migrations: tuple[Migration, ...] = ()
    lock: Lock | None = None
