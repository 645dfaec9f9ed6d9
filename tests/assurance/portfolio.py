"""Twenty projects with twelve reports each: sound, and with the planted faults of faults.yaml."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pmokit.text import yaml
from pmokit.text.emit import emit

PERIODS = [date(2026, 6, 12) + timedelta(days=14 * number) for number in range(12)]
TODAY = date(2026, 11, 17)
BASELINES = {
    "m1": date(2026, 6, 19),
    "m2": date(2026, 9, 11),
    "m3": date(2027, 1, 15),
    "m4": date(2027, 5, 28),
}
NAMES = {"m1": "Design agreed", "m2": "First site live", "m3": "All sites live", "m4": "Old system off"}
DOINGS = [
    "Cables were pulled in the northern hall", "Suppliers handed in their drawings", "Acceptance tests ran over the weekend",
    "Training began with the night shift", "Racks arrived and stand upright", "Users of the finance team moved across",
    "Backup windows were agreed with operations", "A pilot group works on the new desk", "Certificates were renewed by security",
    "Old licences were cancelled in writing", "Interfaces to payroll answer correctly", "Power and cooling were measured twice",
]  # fmt: skip
WORRIES = [
    "customs papers remain with the carrier", "holidays thin out every crew", "one firmware version misbehaves at night",
    "translators need another proof", "parking for lorries is scarce", "auditors asked for two more samples",
    "spare parts lie in another country", "a key engineer changes department", "printers refuse the new drivers",
    "prices of copper climbed again", "fire doors await an inspection", "badges of visitors expire early",
]  # fmt: skip


def project_ids() -> list[str]:
    return [f"p{number:02d}" for number in range(1, 21)]


def planted() -> list[dict[str, Any]]:
    raw = (Path(__file__).parent / "faults.yaml").read_bytes()
    faults: list[dict[str, Any]] = yaml.parse(raw).data["faults"]
    return faults


def report(number: int, place: int) -> dict[str, Any]:
    """The sound report of a project for a period. Project 6 is amber and says how it gets back."""
    period = PERIODS[place]
    doing, worry = DOINGS[(number * 5 + place * 7) % 12], WORRIES[(number * 7 + place * 5) % 12]
    amber = number == 6
    data: dict[str, Any] = {
        "as_on": str(period),
        "submitted_on": str(period + timedelta(days=3)),
        "author": f"m{number:02d}",
        "reviewed_by": "analyst",
        "baseline": "1",
        "summary": f"{doing}; {worry}.",
        "claims": {
            "overall": {"rag": "amber", "comment": "Parts are late."} if amber else {"rag": "green"},
            "schedule": {"rag": "green"},
            "cost": {"rag": "green"},
        },
        "next_steps": [{"what": f"Week {period.isocalendar().week + 1}: {DOINGS[(number + place * 5) % 12]}",
                        "owner": f"m{number:02d}", "due": str(period + timedelta(days=14))}],
        "forecasts": [
            {"milestone": name, "forecast": str(day), "actual": str(day) if day <= period else None}
            for name, day in BASELINES.items()
        ],
        "figures": {"budget": "1000000 EUR", "actual": f"{40000 * (place + 1)} EUR", "forecast": "1000000 EUR"},
    }  # fmt: skip
    if amber:
        data["path_to_green"] = {
            "what": "Parts come by air.",
            "owner": "m06",
            "due": str(period + timedelta(days=28)),
        }
    if place:
        data["change_since_last"] = {"days": "0", "money": "0 EUR"}
    return data


def sound() -> dict[str, Any]:
    """The data of each file, by path."""
    files: dict[str, Any] = {
        "portfolio/portfolio.yaml": {"title": "Assurance", "currency": "EUR", "today": str(TODAY), "since": "2026-01-05",
                                     "workstreams": [{"id": "works", "title": "Works"}]},
        "portfolio/people.yaml": {"people": [{"id": i, "name": i} for i in ("boss", "analyst", *(f"m{n:02d}" for n in range(1, 21)))]},
    }  # fmt: skip
    for number, name in enumerate(project_ids(), 1):
        base = f"portfolio/projects/{name}"
        files[f"{base}/project.yaml"] = {
            "title": f"Project {number}", "summary": "One of twenty.", "workstream": "works", "sponsor": "boss",
            "manager": f"m{number:02d}", "tier": "standard", "state": "active", "start": "2026-06-01", "finish": "2027-05-28",
        }  # fmt: skip
        files[f"{base}/team.yaml"] = {
            "assignments": [{"person": f"m{number:02d}", "role": "technical-lead", "since": "2026-06-01"},
                            {"person": "analyst", "role": "service-owner", "since": "2026-06-01"}],
        }  # fmt: skip
        milestones = [
            {"id": m, "title": NAMES[m], "baseline": str(day), "forecast": str(day),
             **({"actual": str(day), "accepted_by": "boss"} if day <= TODAY else {})}
            for m, day in BASELINES.items()
        ]  # fmt: skip
        dependencies = []
        if number > 1:
            giver = f"p{number - 1:02d}"
            dependencies = [
                {"id": "from-before", "title": "The sites", "giver": giver, "milestone": f"{giver}/m3", "needed_for": "m4",
                 "needed_by": "2027-03-01", "state": "accepted", "accepted_by": f"m{number - 1:02d}",
                 "accepted_on": "2026-07-01", "promised_for": "2027-01-15"},
                {"id": "first-site", "title": "The first site", "giver": giver, "milestone": f"{giver}/m2",
                 "needed_by": "2026-12-01", "state": "delivered", "accepted_by": f"m{number - 1:02d}",
                 "accepted_on": "2026-07-01", "promised_for": "2026-09-11"},
            ]  # fmt: skip
        files[f"{base}/schedule.yaml"] = {"milestones": milestones, "dependencies": dependencies}
        files[f"{base}/finance.yaml"] = {
            "as_on": "2026-11-13", "budget": "1000000 EUR",
            "lines": [{"id": "all", "title": "All", "budget": "1000000 EUR", "actual": "480000 EUR"}],
            "ledger": [{"as_on": "2026-07-31", "actual": "158000 EUR", "source": "General ledger"},
                       {"as_on": "2026-09-30", "actual": "318000 EUR", "source": "General ledger"}],
        }  # fmt: skip
        files[f"{base}/baselines/1.yaml"] = {
            "title": "First", "approved_on": "2026-06-01", "approved_by": "boss", "budget": "1000000 EUR",
            "milestones": [{"milestone": m, "date": str(day)} for m, day in BASELINES.items()],
        }  # fmt: skip
        if number % 2:
            files[f"{base}/reviews/2026-08-12.yaml"] = {
                "reviewer": "Audit",
                "rating": "amber_green",
                "summary": "On its way.",
            }
        for place, period in enumerate(PERIODS):
            files[f"{base}/reports/{period}.yaml"] = report(number, place)
    return files


def with_faults(faults: list[dict[str, Any]]) -> dict[str, Any]:
    """The same with some faults planted."""
    files = copy.deepcopy(sound())
    for fault in faults:
        plant(files, fault)
    return files


def plant(files: dict[str, Any], fault: Mapping[str, Any]) -> None:
    base = f"portfolio/projects/{fault['project']}"
    path = f"{base}/reports/{fault.get('period')}.yaml"
    if fault.get("remove"):
        del files[path]
    elif "period" in fault:
        change(files, files[path], base, fault)
    if "refused_by" in fault:
        receiver = files[f"portfolio/projects/{fault['refused_by']}/schedule.yaml"]
        next(d for d in receiver["dependencies"] if d["id"] == "first-site")["state"] = "rejected"
    for day, amount in fault.get("ledger", {}).items():
        files[f"{base}/finance.yaml"]["ledger"].append(
            {
                "as_on": day,
                "booked_on": str(date.fromisoformat(str(day)) + timedelta(days=3)),
                "actual": amount,
                "source": "General ledger",
            }
        )
        files[f"{base}/finance.yaml"]["ledger"].sort(key=lambda entry: entry["as_on"])
        # The lie is told once; from the next report on the figure is the booked one and more.
        for step, later in enumerate(list(later_reports(files, base, str(day)))[1:], 1):
            later["figures"]["actual"] = f"{int(amount.split()[0]) + 20000 * step} EUR"
    for day, rating in fault.get("review", {}).items():
        for later in list(later_reports(files, base, str(day)))[1:]:
            later["claims"]["overall"] = {"rag": "amber", "comment": "The review is right."}
            later["path_to_green"] = {
                "what": "Its advice is followed.",
                "owner": later["author"],
                "due": "2026-12-18",
            }
        files[f"{base}/reviews/{day}.yaml"] = {
            "reviewer": "Audit",
            "rating": rating,
            "summary": "It does not hold.",
        }
    if "promised" in fault:
        schedule = files[f"{base}/schedule.yaml"]
        next(d for d in schedule["dependencies"] if d["id"] == "from-before")["promised_for"] = fault[
            "promised"
        ]


def change(files: dict[str, Any], data: dict[str, Any], base: str, fault: Mapping[str, Any]) -> None:
    data.update(copy.deepcopy(fault.get("set", {})))
    data["figures"].update(fault.get("figures", {}))
    for key in fault.get("drop", ()):
        del data[key]
    if "copy" in fault:
        text = files[f"{base}/reports/{fault['copy']}.yaml"]["summary"]
        for old, new in fault.get("words", {}).items():
            text = text.replace(f" {old} ", f" {new} ")
        data["summary"] = text
    for milestone, days in fault.get("slip", {}).items():
        # From this report on the date stays where it went, and its own change is stated.
        for later in later_reports(files, base, fault["period"]):
            entry = next(f for f in later["forecasts"] if f["milestone"] == milestone)
            day = str(BASELINES[milestone] + timedelta(days=int(days)))
            entry |= {"forecast": day, "actual": day if day <= later["as_on"] else None}
            if later is not data:
                later["claims"]["schedule"] = {
                    "rag": "red" if int(days) >= 30 else "amber",
                    "comment": f"{NAMES[milestone]} is late.",
                }
                later["claims"]["overall"] = {
                    "rag": "red" if int(days) >= 30 else "amber",
                    "comment": f"{NAMES[milestone]} is late.",
                }
                later["path_to_green"] = {
                    "what": "A second crew.",
                    "owner": later["author"],
                    "due": "2026-12-18",
                }
        if max(BASELINES, key=lambda m: BASELINES[m]) == milestone:
            data["change_since_last"] = {"days": str(days), "money": "0 EUR"}
        schedule = files[f"{base}/schedule.yaml"]
        entry = next(m for m in schedule["milestones"] if m["id"] == milestone)
        entry["forecast"] = str(BASELINES[milestone] + timedelta(days=int(days)))
        if "actual" in entry:
            entry["actual"] = entry["forecast"]
        if milestone == "m3":  # whoever waits for it was told
            for other in files:
                if other.endswith("/schedule.yaml"):
                    for dependency in files[other]["dependencies"]:
                        if dependency.get("milestone") == f"{fault['project']}/m3":
                            dependency["promised_for"] = entry["forecast"]
    if "say" in fault:
        data["summary"] += f" {NAMES[fault['say']]} moves."
    if "forecast" in fault.get("figures", {}):
        later = [entry for entry in later_reports(files, base, fault["period"]) if entry is not data]
        if later:
            before = float(fault["figures"]["forecast"].split()[0]) - 1_000_000
            later[0]["change_since_last"] = {"days": "0", "money": f"{-before:.0f} EUR"}
        data["change_since_last"] = {
            "days": "0",
            "money": f"{float(fault['figures']['forecast'].split()[0]) - 1_000_000:.0f} EUR",
        }


def later_reports(files: Mapping[str, Any], base: str, period: str) -> Iterator[dict[str, Any]]:
    for day in PERIODS:
        path = f"{base}/reports/{day}.yaml"
        if str(day) >= period and path in files:
            yield files[path]


def around(data: Mapping[str, Any], project: str) -> dict[str, Any]:
    """A project with the one that it waits for and the one that waits for it, and what is shared.

    No rule about reports looks further; the first of the three waits for nobody here.
    """
    number = project_ids().index(project)
    kept = project_ids()[max(number - 1, 0) : number + 2]
    part = {path: copy.deepcopy(value) for path, value in data.items()
            if not path.startswith("portfolio/projects/") or path.split("/")[2] in kept}  # fmt: skip
    part[f"portfolio/projects/{kept[0]}/schedule.yaml"]["dependencies"] = []
    return part


def as_files(data: Mapping[str, Any]) -> dict[str, bytes]:
    return {path: emit(value).encode() for path, value in data.items()}
