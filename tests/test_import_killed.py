"""IMP-03, IMP-07: an import and its undo survive SIGKILL at any moment.

On copies of the tests' database, in processes of their own: what was committed
stays committed, so nothing of it may be left for other tests.
"""

import base64
import io
import json
import os
import signal
import subprocess

import openpyxl

from devenv.host import ROOT

CLIENTS, PERSONS = 30, 60
WORKER = ROOT / "tests/import_worker.py"


def workbook():
    """Clients, persons, one superior above them all, and a row that is rejected."""
    names = [f"测试{number}号有限公司" for number in range(CLIENTS)]
    sheets = {
        "客户基本信息": [
            ["客户名称", "省份", "备注"],
            *([name, "陕西省", "维修"] for name in names),
            ["无省有限公司", "南海省", None],
        ],
        "客户相关人员": [
            ["客户名称", "姓名", "联系电话"],
            *(
                [names[number % CLIENTS], f"何辉杰{number}", "029-88765432"]
                for number in range(PERSONS)
            ),
        ],
        "下属单位": [
            ["上级单位", "下属单位"],
            *([names[0], name] for name in names[1:]),
        ],
    }
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    content = io.BytesIO()
    book.save(content)
    return base64.b64encode(content.getvalue()).decode()


def work(odoo, database, deed, kill=""):
    """Let a process do it; return what it says, or None when it was killed."""
    ended = subprocess.run(
        odoo.command("shell", "-d", database, "--no-http", "--log-level=error"),
        input=WORKER.read_text(),
        env={**odoo.env, "DEED": deed, "KILL": kill, "WORKBOOK": workbook()},
        text=True,
        capture_output=True,
        timeout=120,
    )
    if kill:
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        return None
    assert ended.returncode == os.EX_OK, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def test_killed_import_ends_like_any_other(odoo, copied):
    """IMP-03, IMP-07: no duplicates, no half rows, and all of it can be taken back."""
    with copied("whole") as database:
        expected = work(odoo, database, "import")
    assert expected["state"] == "done"
    assert len(expected["rows"]) > CLIENTS + PERSONS
    assert expected["created"] == CLIENTS + PERSONS + CLIENTS - 1
    with copied("killed") as database:
        before = work(odoo, database, "look")
        work(odoo, database, "import", kill="before commit 2")
        work(odoo, database, "resume", kill="after commit 3")
        work(odoo, database, "resume", kill="inside batch 4")
        assert work(odoo, database, "resume") == expected
        work(odoo, database, "undo", kill="before commit 2")
        work(odoo, database, "resume", kill="after commit 3")
        after = work(odoo, database, "resume")
    assert (after["state"], after["left"]) == ("undone", 0)
    assert after["rows"] == before["rows"]
