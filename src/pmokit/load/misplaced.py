"""Files without a place in the layout: which was meant, so that what is missing is not taken for empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmokit.load.layout import SLOTS, Slot, pattern_of
from pmokit.load.suggest import close


def meant(path: str) -> Slot | None:
    """The slot that a file without a place was meant to fill, as its folder and its name tell."""
    folder, _, name = path.rpartition("/")
    shelf = _on_shelf(folder) or _on_misspelt_shelf(folder)
    for slot in shelf:
        if slot.many:
            return slot
    named = {slot.pattern.rpartition("/")[2].partition(".")[0]: slot for slot in shelf}
    stem = name.lower().partition(".")[0]
    likely = [stem] if stem in named else close(stem, named)
    return named[likely[0]] if likely else None


def _on_shelf(folder: str) -> list[Slot]:
    return [slot for slot in SLOTS if pattern_of(slot.pattern.rpartition("/")[0]).fullmatch(folder)]


def _on_misspelt_shelf(folder: str) -> list[Slot]:
    """The slots of the folder that was meant by one whose name is not quite right."""
    above, _, name = folder.rpartition("/")
    near: dict[str, list[Slot]] = {}
    for slot in SLOTS:
        head, _, last = slot.pattern.rpartition("/")[0].rpartition("/")
        if head and "{" not in last and pattern_of(head).fullmatch(above):
            near.setdefault(last, []).append(slot)
    likely = close(name.lower(), near)
    return near[likely[0]] if likely else []


def inside(folder: str) -> list[Slot]:
    """The slots of the files that are directly in a folder, or in one below it."""
    depth = folder.count("/") + 1
    return [slot for slot in SLOTS if pattern_of("/".join(slot.pattern.split("/")[:depth])).fullmatch(folder)]


def missed(strays: Iterable[str], parts: Mapping[str, object]) -> set[str]:
    """The parts that files without a place were meant to fill and that nothing else fills."""
    slots = [slot for path in strays if (slot := meant(path))]
    return {slot.part for slot in slots if slot.many or slot.part not in parts}
