"""Documents that are kept in the repository: front matter, and a fingerprint of the text.

An approval notes the fingerprint of what was approved; when the text moves on, the two part.
"""

from __future__ import annotations

from hashlib import sha256

from pmokit.load.integrity import of_flaw
from pmokit.load.shape import claim
from pmokit.model.finding import Finding
from pmokit.model.project import ArtefactFront, ArtefactText
from pmokit.text import front_matter


def load_artefact(artefact_id: str, path: str, raw: bytes) -> tuple[ArtefactText | None, list[Finding]]:
    """Read one document."""
    document = front_matter.parse(raw)
    flaws = [of_flaw(path, flaw) for flaw in document.flaws]
    if flaws:
        return None, flaws
    front, found = claim(ArtefactFront, document.data, path, {})
    if front is None:
        return None, found
    values = {**dict(front), "id": artefact_id, "fingerprint": fingerprint(raw)}
    return ArtefactText.model_construct(**values), []


def fingerprint(raw: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a document's text below its front matter.

    The front matter is left out, so that noting the approval in it does not move what was approved;
    so is the way lines end.
    """
    text = raw.decode("utf-8", errors="replace").replace("\r\n", "\n")
    body = text.split("\n---\n", 1)[-1].strip()
    return sha256(body.encode()).hexdigest()[:16]
