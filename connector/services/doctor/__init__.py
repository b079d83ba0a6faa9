"""Doctor: finds what keeps the connector from working with a Moodle, by harmless calls only."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from connector.errors import ConnectorError
from connector.mapping.courses import Found, find
from connector.moodle.errors import MoodleError
from connector.moodle.functions import core_course, core_webservice
from connector.moodle.records.site import SiteInfo
from connector.services.deps import Deps
from connector.services.doctor.checks import Check, Checks, Level
from connector.services.doctor.functions import Function, features, load
from connector.services.doctor.probes import Probes

OLDEST: Final = 2022112800
"""Moodle 4.1, the oldest whose answers this connector's functions are known to give."""

__all__ = ["Check", "Level", "examine"]


def examine(deps: Deps, functions: Path) -> list[Check]:
    """Check address, token, release, functions, rights, and everything that the rules name.

    `functions`: config/moodle/functions.yaml. Nothing is written to Moodle.
    """
    checks = Checks(load(functions))
    try:
        site = core_webservice.site_info(deps.moodle)
    except MoodleError as error:
        checks.failed(error)
        return checks.found
    _site(checks, site, deps.moodle.url)
    try:
        rules = deps.rules
    except ConnectorError as error:
        checks.failed(error)
        return checks.found
    _functions(checks, site, checks.functions.values(), features(rules))
    found = _courses(checks, deps)
    if found:
        Probes(deps, checks, found, site).run()
    return checks.found


def _site(checks: Checks, site: SiteInfo, url: str) -> None:
    checks.ok("doctor.token", site=site.name, user=site.user_id)
    if site.url.rstrip("/") != url:
        checks.failure("doctor.other_url", url=url, site_url=site.url)
    version = site.version.partition(".")[0]
    level = Level.OK if version.isdigit() and int(version) >= OLDEST else Level.WARNING
    code = "doctor.release" if level is Level.OK else "doctor.old_release"
    checks.add(level, code, release=site.release)
    if site.is_admin:
        checks.warning("doctor.is_admin", user=site.user_id)


def _functions(
    checks: Checks, site: SiteInfo, functions: Iterable[Function], needed: frozenset[str]
) -> None:
    for function in functions:
        if not function.needs & needed:
            continue
        if function.name in site.functions:
            checks.ok("doctor.function", function=function.name)
        elif "check" in function.needs:
            checks.warning("doctor.function_advised", function=function.name)
        else:
            checks.failure("doctor.function_missing", function=function.name)


def _courses(checks: Checks, deps: Deps) -> Found | None:
    try:
        categories = core_course.categories(deps.moodle)
        found = find(deps.rules, core_course.courses(deps.moodle), categories)
    except MoodleError as error:
        checks.failed(error)
        return None
    for course in found.courses().values():
        checks.ok("doctor.course", course=course.shortname)
    for selector in found.missing:
        checks.failure("sync.course_missing", course=selector, where=selector.where or "-")
    return found
