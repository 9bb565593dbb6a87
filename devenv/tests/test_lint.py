"""What `make lint` checks by itself."""

from devenv import lint


def write_views(root, name, lines):
    folder = root / "ruiji_addon/views"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("<line />\n" * lines)


def test_long_views_are_named(tmp_path):
    write_views(tmp_path, "short_views.xml", lint.LONGEST)
    write_views(tmp_path, "long_views.xml", lint.LONGEST + 1)
    assert lint.too_long(tmp_path) == ["ruiji_addon/views/long_views.xml"]


def test_what_may_be_longer_still_is():
    for name in lint.LONGER:
        path = lint.ROOT / name
        assert len(path.read_text().splitlines()) > lint.LONGEST, name
