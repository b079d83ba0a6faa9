"""Builds config/moodle/mentoring-course.mbz of course.yaml and surveys.yaml on a trial Moodle.

    python -m tests.build_course MOODLE_FOLDER

Moodle itself makes the course and its backup (build.php), so that any Moodle of that version or a
later one restores it; what tells of the trial site and of the day is taken out of the backup.
"""

import gzip
import io
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from connector import plain_yaml, settings
from connector.bootstrap import load_methodology, load_wording
from connector.services.surveys import forms

HERE: Final = settings.SHIPPED / "config" / "moodle" / "course"
MADE: Final = HERE.parent / "mentoring-course.mbz"
KINDS: Final = ("page", "assignment", "journal", "forum", "wiki", "survey")
LEFT_OUT: Final = (".ARCHIVE_INDEX", "moodle_backup.log")
EPOCH: Final = "1767214800"
"""1 January 2026 in Moscow, instead of the moments at which things were made."""

TRACES: Final[Mapping[str, str]] = {
    r"<original_wwwroot>[^<]*": "<original_wwwroot>https://moodle.invalid",
    r"<original_site_identifier_hash>[^<]*": "<original_site_identifier_hash>mentoring",
    r"<(backup_date|timecreated|timemodified|added)>[1-9]\d{8,}<": (rf"<\1>{EPOCH}<"),
    r'backup_id="[^"]*"': 'backup_id="mentoring"',
    r"<name>backup[^<]*\.mbz": f"<name>{MADE.name}",
}


def told() -> Mapping[str, Any]:
    """The course as build.php takes it: every activity with its kind, surveys with questions."""
    ours = settings.Settings(home=settings.SHIPPED)
    method, wording = load_methodology(ours), load_wording(ours)
    titles = {survey.code: survey.title for survey in method.surveys}
    questions = forms.files(method, wording)
    course = plain_yaml.load((HERE / "course.yaml").read_text(encoding="utf-8"))

    def activity(about: Mapping[str, Any]) -> Mapping[str, Any]:
        (kind,) = [kind for kind in KINDS if kind in about]
        if kind != "survey":
            return {**about, "kind": kind, "name": about[kind]}
        code = about[kind]
        return {
            **about,
            "kind": kind,
            "name": titles[code],
            "questions": next(
                questions[name].decode()
                for name in (f"{code}_pupil.xml", f"{code}.xml")
                if name in questions
            ),
        }

    sections = [
        {**section, "activities": [activity(one) for one in section["activities"]]}
        for section in course["sections"]
    ]
    return {**course, "sections": sections}


def without_traces(backup: bytes) -> bytes:
    """The same backup whatever the day and the site: files in order, no moments, no addresses."""
    with tarfile.open(fileobj=io.BytesIO(backup)) as packed:
        files = {
            member.name: packed.extractfile(member).read()  # type: ignore[union-attr] # a file
            for member in packed.getmembers()
            if member.isfile() and member.name not in LEFT_OUT
        }
    written = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=written, mode="wb", mtime=0, filename="") as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.USTAR_FORMAT) as packed,
    ):
        for name, content in sorted(files.items()):
            clean = _clean(content) if name.endswith(".xml") else content
            member = tarfile.TarInfo(name)
            member.size = len(clean)
            packed.addfile(member, io.BytesIO(clean))
    return written.getvalue()


def _clean(content: bytes) -> bytes:
    text = content.decode()
    for pattern, put in TRACES.items():
        text = re.sub(pattern, put, text)
    return text.encode()


def main() -> None:
    """Build the file."""
    script = ["php", str(HERE / "build.php"), str(Path(sys.argv[1]).resolve())]
    course = json.dumps(told(), ensure_ascii=False).encode()
    done = subprocess.run(script, input=course, capture_output=True, check=False)  # noqa: S603 - our own script
    if not done.stdout.startswith(b"\x1f\x8b"):
        sys.exit(f"{done.stderr.decode()}\n{done.stdout.decode(errors='replace')[:2000]}")
    MADE.write_bytes(without_traces(done.stdout))


if __name__ == "__main__":
    main()
