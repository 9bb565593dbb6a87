"""Take the screenshots of README and manual from the running demo (`make run`).

Start it with the Python of the project's environment, in .cache/venv3.*/bin.

Reads the demo's logins from its database, opens each page as the role it is for,
in Chinese, and fails when the browser's console shows an error.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8069")
DATABASE = os.environ.get("DATABASE", "ruiji_demo")
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
UNIT = "中国电信股份有限公司延安分公司"

# Charts and images come after the page; no event tells when the last one is there.
SETTLE = 1500

LIST = ".o_data_row"
FORM = ".o_form_view .o_form_sheet"


def open_client(page):
    """The file of one prefecture, as a link to it would open it."""
    found = page.request.post(
        f"{BASE_URL}/web/dataset/call_kw/res.partner/search",
        data={
            "params": {
                "model": "res.partner",
                "method": "search",
                "args": [[["name", "=", UNIT]]],
                "kwargs": {},
            }
        },
    )
    page.goto(f"{BASE_URL}/odoo/clients/{found.json()['result'][0]}")
    page.wait_for_selector(FORM)


def open_page(name):
    def act(page):
        open_client(page)
        page.click(f".o_notebook a.nav-link[name='{name}']")

    return act


def go(path, selector):
    def act(page):
        page.goto(BASE_URL + path)
        page.wait_for_selector(selector)

    return act


def open_action(name):
    return go(f"/odoo/action-ruiji_client_archive.{name}", LIST)


def open_first_import(page):
    go("/odoo/archive-imports", LIST)(page)
    page.click(f"{LIST} >> nth=0")
    page.wait_for_selector(FORM)


def open_received_slip(page):
    go("/odoo/repair-slips", LIST)(page)
    page.click(f"{LIST}:has-text('{UNIT}') >> nth=1")
    page.wait_for_selector(FORM)


def open_contract(page):
    go("/odoo/contracts", LIST)(page)
    page.click(f"{LIST} >> nth=2")
    page.wait_for_selector(FORM)


def open_allocation(page):
    go("/odoo/allocations", LIST)(page)
    page.click(f"{LIST} >> nth=0")
    page.wait_for_selector(FORM)


def open_settlement(page):
    go("/odoo/settlements", LIST)(page)
    page.click(f"{LIST} >> nth=-1")
    page.wait_for_selector(FORM)


def open_analysis_report(page):
    open_action("analysis_report_action")(page)
    page.click(f"{LIST} >> nth=0")
    page.wait_for_selector(FORM)


def open_life_line(page):
    scan = ".o_ruiji_board_scan input"
    go("/odoo/board-life", scan)(page)
    page.fill(scan, "ZX-TNET-0412")
    page.press(scan, "Enter")
    page.wait_for_selector(".o_ruiji_board_visit")


def open_portal_slip(page):
    go("/my/repair-slips", "table tbody tr a")(page)
    page.click("table tbody tr a >> nth=0")
    page.wait_for_url("**/my/repair-slips/*")


def open_portal_call(page):
    calls = "main .list-group a:has-text('技术员')"
    go("/my/service-calls", calls)(page)
    page.click(f"{calls} >> nth=0")
    page.wait_for_selector(".o_ruiji_call_steps")


def open_call_on_the_phone(page):
    card = ".o_kanban_record:not(.o_kanban_ghost)"
    go("/odoo/my-service-calls", card)(page)
    page.click(f"{card} >> nth=0")
    page.wait_for_selector(FORM)


SHOTS = [
    ("clients", "marketing_clerk", DESK, go("/odoo/clients", LIST)),
    ("import", "marketing_clerk", DESK, open_first_import),
    ("client-file", "account_manager", DESK, open_client),
    ("client-persons", "account_manager", DESK, open_page("persons")),
    ("client-contracts", "account_manager", DESK, open_page("contracts")),
    ("unit-tree", "marketing_vp", DESK, go("/odoo/unit-tree", ".o_ruiji_unit")),
    (
        "pipeline",
        "account_manager",
        DESK,
        go("/odoo/client-pipeline", ".o_kanban_record"),
    ),
    ("allocation", "marketing_vp", DESK, open_allocation),
    ("verification", "customer_service", DESK, go("/odoo/clients-to-verify", LIST)),
    ("contracts", "finance", DESK, go("/odoo/contracts", LIST)),
    ("contract", "marketing_clerk", DESK, open_contract),
    ("repair-slip", "marketing_vp", DESK, open_received_slip),
    ("goods-register", "marketing_clerk", DESK, go("/odoo/goods-register", LIST)),
    ("settlement", "finance", DESK, open_settlement),
    ("board-life", "account_manager", DESK, open_life_line),
    (
        "dashboard",
        "general_manager",
        DESK,
        go("/odoo/dashboards", ".o-spreadsheet canvas"),
    ),
    ("collection", "finance", DESK, go("/odoo/collection", ".o_pivot table")),
    (
        "performance",
        "marketing_vp",
        DESK,
        open_action("performance_snapshot_action"),
    ),
    ("analysis-report", "marketing_vp", DESK, open_analysis_report),
    ("bench-work", "repair_technician", DESK, go("/odoo/bench", LIST)),
    ("web-accounts", "marketing_clerk", DESK, open_action("web_account_action")),
    ("borrowing", "marketing_vp", DESK, open_action("access_request_action")),
    ("access-record", "customer_service", DESK, open_action("access_record_action")),
    ("backups", "administrator", DESK, open_action("backup_action")),
    (
        "visits",
        "account_manager",
        DESK,
        go("/odoo/client-visits", ".o_calendar_view, .o_kanban_record, .o_data_row"),
    ),
    (
        "feedback",
        "customer_service",
        DESK,
        go("/odoo/client-feedback", ".o_kanban_record"),
    ),
    ("claims", "finance", DESK, go("/odoo/claims-for-finance", LIST)),
    ("satisfaction", "customer_service", DESK, go("/odoo/satisfaction-ratings", LIST)),
    (
        "care-dashboard",
        "customer_service",
        DESK,
        go("/odoo/care-dashboard", ".o-spreadsheet canvas"),
    ),
    (
        "service-board",
        "service_head",
        DESK,
        go("/odoo/service-board", ".o_kanban_record"),
    ),
    (
        "service-dashboard",
        "service_head",
        DESK,
        go("/odoo/service-dashboard", ".o-spreadsheet canvas"),
    ),
    ("service-summaries", "service_head", DESK, go("/odoo/service-summaries", LIST)),
    ("service-fees", "finance", DESK, go("/odoo/service-fees", LIST)),
    ("service-call-phone", "field_technician", PHONE, open_call_on_the_phone),
    ("service-day-phone", "field_technician", PHONE, go("/odoo/my-service-day", FORM)),
    ("client-file-phone", "account_manager", PHONE, open_client),
    ("portal-home", "portal", DESK, go("/my", ".o_portal_docs")),
    ("portal-client-file", "portal", DESK, go("/my/client-file", "main")),
    ("portal-slip", "portal", DESK, open_portal_slip),
    ("portal-new-slip", "portal", PHONE, go("/my/repair-slips/new", "form")),
    ("portal-new-call", "portal", PHONE, go("/my/service-calls/new", "form")),
    ("portal-call", "portal", PHONE, open_portal_call),
]


def demo_logins():
    """{role: (login, password)} as the demo database has them."""
    script = (
        "logins = env['ir.config_parameter'].get_param('ruiji.demo_logins')\n"
        "print('LOGINS', ''.join(logins.split('\\n')))\n"
    )
    shell = subprocess.run(
        [ROOT / "bin" / "odoo", "shell", "-d", DATABASE, "--no-http"],
        input=script,
        text=True,
        capture_output=True,
        check=True,
    )
    line = next(row for row in shell.stdout.splitlines() if "LOGINS " in row)
    rows = json.loads(line.split("LOGINS ", 1)[1])
    logins = {row["role"]: (row["login"], row["password"]) for row in rows}
    return logins | {"administrator": ("admin", "admin")}


def sign_in(page, login, password):
    page.goto(f"{BASE_URL}/web/login")
    page.wait_for_selector("input[name=login]", state="visible")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_url(lambda url: "/web/login" not in url)


def take(browser, logins, name, role, size, act):
    """One picture; returns what the console complained of."""
    complaints = []
    context = browser.new_context(
        viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    page.on(
        "console",
        lambda message: message.type == "error" and complaints.append(message.text),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, *logins[role])
    act(page)
    page.wait_for_timeout(SETTLE)
    page.screenshot(path=TARGET / f"{name}.png")
    context.close()
    return [f"{name}: {complaint}" for complaint in complaints]


def main(names):
    """Take all screenshots, or those named on the command line."""
    TARGET.mkdir(exist_ok=True)
    logins = demo_logins()
    complaints = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for shot in SHOTS:
            if not names or shot[0] in names:
                sys.stdout.write(f"{shot[0]}\n")
                complaints += take(browser, logins, *shot)
        browser.close()
    if complaints:
        sys.exit("\n".join(complaints))


if __name__ == "__main__":
    main(sys.argv[1:])
