"""Every kind of job is handled in exactly one place, by the service whose queue it stands in."""

import ast
from importlib import import_module
from pkgutil import iter_modules

import kernel.jobs
from kernel.jobs.contract import Job
from sources import SERVICES, all_rooms, parse


def kinds() -> dict[str, type[Job]]:
    for module in iter_modules(kernel.jobs.__path__, "kernel.jobs."):
        import_module(module.name)
    ours = [job for job in Job.__subclasses__() if job.__module__.startswith("kernel.jobs.")]
    return {job.__name__: job for job in ours}


def handled() -> list[tuple[str, str]]:
    """(name of the job's class, service) for every `Class: handler` in the dict that a room's jobs.py returns."""
    found: list[tuple[str, str]] = []
    for room in all_rooms():
        file = room / "jobs.py"
        if not file.exists():
            continue
        for node in ast.walk(parse(file)):
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict):
                service = room.relative_to(SERVICES).parts[0]
                found += [(key.id, service) for key in node.value.keys if isinstance(key, ast.Name)]
    return found


def test_every_job_has_exactly_one_handler_in_the_service_of_its_queue() -> None:
    assert sorted(handled()) == sorted((name, job.queue) for name, job in kinds().items())


def test_kinds_are_unique() -> None:
    assert len({job.kind for job in kinds().values()}) == len(kinds())
