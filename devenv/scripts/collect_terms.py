# Run by `odoo shell`: brings the terms of our addons into i18n/, translations kept.
# New terms come in untranslated; with PRUNE=1 those that no code uses go out.
import io
import os
import re

import polib

from odoo.tools import file_path
from odoo.tools.translate import trans_export

# Names of Chinese places and the like are in Chinese from the start.
TO_TRANSLATE = re.compile("[A-Za-z]")


def exported(addon):
    """The terms that Odoo exports of an addon now, as a catalogue."""
    buffer = io.BytesIO()
    trans_export(False, [addon], buffer, "po", env)
    return polib.pofile(buffer.getvalue().decode())


def bring_up_to_date(catalogue, current):
    """Add what is new, refresh where terms occur, and drop what is gone."""
    listed = {entry.msgid: entry for entry in catalogue}
    for entry in filter(lambda entry: TO_TRANSLATE.search(entry.msgid), current):
        entry.msgstr = ""
        known = listed.pop(entry.msgid, None)
        if known is None:
            catalogue.append(entry)
        else:
            known.occurrences, known.comment = entry.occurrences, entry.comment
    if os.environ.get("PRUNE"):
        for entry in listed.values():
            catalogue.remove(entry)
    catalogue.sort(key=lambda entry: entry.msgid)
    catalogue.save()


installed = env["ir.module.module"].search([("state", "=", "installed")])
for addon in filter(re.compile("ruiji_").match, sorted(installed.mapped("name"))):
    current = exported(addon)
    for name in (f"{addon}.pot", "zh_CN.po"):
        catalogue = polib.pofile(file_path(f"{addon}/i18n/{name}"))
        bring_up_to_date(catalogue, current)
        print(name, "untranslated:", len(catalogue.untranslated_entries()))
