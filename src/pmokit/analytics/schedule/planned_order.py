"""Tasks that are planned before what they wait for has ended."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import TEXT
from pmokit.model.project import Project
from pmokit.model.schedule import Task


def _tasks(project: Project, _run: Run) -> dict[str, Task]:
    return {task.id: task for task in project.schedule.tasks}


@fact("task", "planned_before", TEXT, needs=("schedule",), of_project=True)
def planned_before(task: Task, project: Project, run: Run) -> str:
    """The task that it waits for and that is planned to end on a later day than the one on which it starts
    itself; empty where there is none. A link with a lead allows it."""
    if task.start is None or task.actual_start is not None:
        return ""
    for link in task.after:
        other = run.once(_tasks, project).get(link.task)
        if other is None or link.link != "finish_start" or (link.lag or 0) < 0:
            continue
        ends = other.actual_finish or other.finish
        if ends is not None and ends > task.start:
            return other.title
    return ""
