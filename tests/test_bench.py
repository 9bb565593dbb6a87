"""`make bench` can be started and writes its own part of docs/bench.md alone."""

import importlib
import pkgutil

import pytest

import bench
from bench import report


def test_what_people_wrote_stays():
    """The block is replaced, whatever stands around it."""
    text = f"# Title\n\n{report.BEGIN}\n\nold\n\n{report.END}\n\n## By hand\n"
    written = report.replace_block(text, "new")
    assert written == text.replace("old", "new")


def test_no_place_for_the_table():
    """A file without its marks is left alone, with a sentence on what to do."""
    with pytest.raises(SystemExit, match=report.BEGIN):
        report.replace_block("# By hand\n", "new")


def test_the_document_has_its_marks():
    """docs/bench.md can be written."""
    assert "new" in report.replace_block(report.TARGET.read_text(), "new")


@pytest.mark.parametrize(
    "part",
    [
        part.name
        for part in pkgutil.iter_modules(bench.__path__)
        if part.name != "__main__"
    ],
)
def test_every_part_can_be_started(part):
    """What one part needs of another is there: nobody starts the bench every day."""
    assert importlib.import_module(f"bench.{part}")
