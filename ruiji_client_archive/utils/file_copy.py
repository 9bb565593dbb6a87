"""Copies of the files that attachments have on disk; free of the ORM."""

import hashlib
import os
import shutil
from pathlib import Path


class FileCopy:
    """The files of attachments, copied to a folder of their own.

    Their names are the checksums of what is in them. What the copy before holds
    unharmed is linked, not stored again.

    :param names: as the attachments have them
    :param source: folder of Odoo's files
    :param target: folder of the copy
    :param previous: folder of the copy before, if there is one
    """

    def __init__(self, names, source, target, previous=None):
        self.names = names
        self.source, self.target = Path(source), Path(target)
        self.previous = previous and Path(previous)

    def make(self):
        """Copy what there is."""
        for name in self.names:
            copy = self.target / name
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self._link(name, copy) and (self.source / name).is_file():
                shutil.copyfile(self.source / name, copy)

    def faults(self):
        """(files that are missing, files whose content is not what it was)."""
        missing, harmed = [], []
        for name in self.names:
            copy = self.target / name
            if not copy.is_file():
                missing.append(name)
            elif not is_whole(copy):
                harmed.append(name)
        return missing, harmed

    def size(self):
        """Bytes of the copy; linked files count like others."""
        copies = (path for path in self.target.rglob("*") if path.is_file())
        return sum(copy.stat().st_size for copy in copies)

    def _link(self, name, copy):
        known = self.previous and self.previous / name
        if not known or not known.is_file() or not is_whole(known):
            return False
        os.link(known, copy)
        return True


def is_whole(path):
    """Whether a file holds what its name promises."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha1").hexdigest() == path.name
