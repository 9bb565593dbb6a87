"""Workbooks of any size, and how long and how much memory their import takes."""

import base64
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import xlsxwriter

from .clock import Effort
from .databases import clone, environment
from .report import Row

# One step: a twentieth of what the archive has to take (IMP-05).
CLIENTS, PERSONS, PRICES = 2_500, 7_500, 15_000
UNITS_EACH, PRICES_EACH = 25, 300
CATEGORIES, MODELS_EACH, BOARDS_EACH = 5, 6, 10
BOARDS = [
    (f"种类{category}", f"型号{category}{model}", f"板{category}{model}{board}")
    for category in range(CATEGORIES)
    for model in range(MODELS_EACH)
    for board in range(BOARDS_EACH)
]


def measure(database, steps, say):
    """Rows of the table: one for each size, in a process and a database of its own."""
    rows = []
    for step in steps:
        with clone(database, "scale") as name:
            say(f"importing {CLIENTS * step:,} clients in a process of its own")
            rows.append(_row(step, _in_own_process(name, step)))
    return rows


def _in_own_process(database, step):
    command = [sys.executable, "-m", "bench.import_scale", database, str(step)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _row(step, measured):
    counts = f"{CLIENTS * step:,} clients, {PERSONS * step:,} persons"
    each = 1000 * measured["seconds"] / measured["rows"]
    return Row(
        f"import in the background: {counts}, {PRICES * step:,} prices",
        measured["seconds"],
        None,
        None,
        f"{each:.2f} ms a row, read and checked first; at most "
        f"{measured['megabytes']:,.0f} MB, of which {measured['before']:,.0f} MB are "
        "Odoo without the import",
    )


def workbook(step):
    """An .xlsx of so many steps' rows, nothing wrong in it."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"constant_memory": True})
    for title, rows in _sheets(step).items():
        page = book.add_worksheet(title)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    book.close()
    return output.getvalue()


def _sheets(step):
    names = [f"第{number}通信有限公司" for number in range(CLIENTS * step)]
    tops = names[::UNITS_EACH]
    return {
        "客户基本信息": _clients(names),
        "下属单位": _units(names),
        "客户相关人员": _persons(names, PERSONS * step),
        "业务合同": _contracts(tops, PRICES * step // PRICES_EACH),
        "维修产品目录": [["产品种类", "机型", "板型"], *map(list, BOARDS)],
        "维修价格": _prices(PRICES * step),
    }


def _clients(names):
    yield ["客户名称", "省份", "地市", "地址", "邮政编码", "联系人", "办公电话"]
    for number, name in enumerate(names):
        street, phone = f"未央路{number}号", f"029-8{number:07}"
        yield [name, "陕西省", "西安市", street, "710016", "何辉杰", phone]


def _units(names):
    yield ["上级单位", "下属单位"]
    for number, name in enumerate(names):
        if number % UNITS_EACH:
            yield [names[number - number % UNITS_EACH], name]


def _persons(names, count):
    yield ["客户名称", "姓名", "职务", "性别", "年龄", "联系电话", "Email"]
    for number in range(count):
        name, mobile = f"何辉杰{number}", f"139{number:08}"
        email = f"p{number}@example.com"
        yield [names[number % len(names)], name, "总经理", "男", 45, mobile, email]


def _contracts(clients, count):
    yield ["合同号", "客户名称", "执行日期", "终止日期", "有效标识"]
    for number in range(count):
        start, end = date(2026, 1, 1), date(2027, 12, 31)
        client = clients[number % len(clients)]
        yield [f"RJ-{number}", client, str(start), str(end), "执行"]


def _prices(count):
    yield ["合同号", "产品种类", "机型", "板型", "维修价格"]
    for number in range(count):
        contract, place = divmod(number, PRICES_EACH)
        yield [f"RJ-{contract}", *BOARDS[place], 100 + number % 900]


def _import(env, step):
    """Import as the scheduler does; how long, how many rows, how much memory."""
    record = env["ruiji.archive.import"].create(
        {"file": base64.b64encode(workbook(step)), "file_name": "scale.xlsx"}
    )
    record.action_import()
    env.cr.commit()
    env.invalidate_all()
    # From here on the system counts the peak anew.
    Path("/proc/self/clear_refs").write_text("5")
    before = _megabytes("VmRSS")
    effort = Effort(env)
    env["ruiji.archive.import"]._cron_import()
    took = effort.seconds()
    if record.state != "done" or record.rejected_count:
        raise SystemExit(f"the import ended as {record.state}")
    return {
        "seconds": took,
        "rows": record.accepted_count,
        "before": before,
        "megabytes": _megabytes("VmHWM"),
    }


def _megabytes(name):
    """What the system says of this process's memory."""
    lines = Path("/proc/self/status").read_text().splitlines()
    [line] = [line for line in lines if line.startswith(f"{name}:")]
    return int(line.split()[1]) / 1024


def _main(database, step):
    from odoo.tools import config

    arguments = ["--no-http", "--log-level=warn", "--limit-time-real-cron=0"]
    config.parse_config(arguments, setup_logging=True)
    with environment(database) as env:
        print(json.dumps(_import(env, int(step))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
