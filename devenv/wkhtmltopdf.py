"""The program that prints PDF, for systems that no longer package it.

Debian dropped it after release 12. Its last build runs on later systems when it finds
the libraries that it was built with.
"""

import shutil

from .host import CACHE, locked, say
from .private_apt import PrivateApt, unpack

SUITE = "bookworm"
PREFIX = CACHE / "wkhtmltopdf"
PROGRAMS = PREFIX / "bin"
# the system's own are newer and serve older programs as well
SYSTEM_LIBRARIES = {"libc6", "libgcc-s1", "libstdc++6", "libcrypt1", "gcc-12-base"}
WRAPPER = """#!/bin/sh
here=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
set -- "$here"/usr/lib/*-linux-gnu* "$@"
export LD_LIBRARY_PATH="$1:$1/pulseaudio:$here/lib/${1##*/}"
export QT_PLUGIN_PATH="$1/qt5/plugins"
shift
exec "$here/usr/bin/wkhtmltopdf" "$@"
"""


def is_unpacked():
    """Whether our own copy is there."""
    return (PROGRAMS / "wkhtmltopdf").exists()


def unpack_program():
    """Fetch the program with its libraries; they appear complete or not at all."""
    with locked("wkhtmltopdf"):
        if is_unpacked():
            return
        say("fetching wkhtmltopdf, which this system does not package (60 MB)")
        apt = PrivateApt(CACHE / "apt-wkhtmltopdf", [SUITE])
        names = set(apt.needed_by("wkhtmltopdf")) - SYSTEM_LIBRARIES
        libraries = [name for name in names if name.startswith(("lib", "wkhtmltopdf"))]
        draft = PREFIX.with_suffix(".tmp")
        shutil.rmtree(draft, ignore_errors=True)
        (draft / "bin").mkdir(parents=True)
        for package in apt.download(*libraries):
            unpack(package, draft, "./usr/share/*", "./etc/*")
        wrapper = draft / "bin/wkhtmltopdf"
        wrapper.write_text(WRAPPER)
        wrapper.chmod(0o755)
        shutil.rmtree(PREFIX, ignore_errors=True)
        draft.rename(PREFIX)
        shutil.rmtree(apt.state)
