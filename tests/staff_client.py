"""A member of staff at the web client, who opens what its menus open."""

import ast

from lxml import etree

from bench.portal_client import PATIENCE, PortalClient

# Written as the web client asks for it: names of what is linked to.
LINKS = {"many2one", "many2many", "one2many"}
NOT_ASKED_FOR = {"properties", "properties_definition", "binary"}


class StaffClient(PortalClient):
    """Signed in once; every answer is checked."""

    def call(self, model, method, *args, **kwargs):
        """What a method gives over RPC."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._rpc(f"/web/dataset/call_kw/{model}/{method}", params)

    def menus(self, prefix):
        """Ids of the window actions behind menus of addons with this prefix."""
        answer = self.session.get(self.address + "/web/webclient/load_menus")
        answer.raise_for_status()
        return [
            menu["actionID"]
            for menu in answer.json().values()
            if menu.get("actionModel") == "ir.actions.act_window"
            and (menu.get("xmlid") or "").startswith(prefix)
        ]

    def open_action(self, action_id):
        """Open its list and the first record in its form, as one who clicks does."""
        action = self._rpc("/web/action/load", {"action_id": action_id})
        model = action["res_model"]
        shown = [view for view in action["views"] if view[1] in ("list", "form")]
        got = self.call(model, "get_views", [*shown, [False, "search"]], options={})
        arches = {kind: view["arch"] for kind, view in got["views"].items()}
        fields = got["models"][model]["fields"]
        rows = self.call(
            model,
            "web_search_read",
            _domain(action),
            _specification(arches.get("list", "<list/>"), fields),
            limit=80,
        )["records"]
        if rows and "form" in arches:
            spec = _specification(arches["form"], fields)
            self.call(model, "web_read", [rows[0]["id"]], spec)

    def open_dashboards(self):
        """Open every dashboard that the user has."""
        boards = self.call("spreadsheet.dashboard", "search", [])
        for board in boards:
            path = f"/spreadsheet/dashboard/data/{board}"
            self.session.get(self.address + path, timeout=PATIENCE).raise_for_status()

    def _rpc(self, path, params):
        question = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.session.post(self.address + path, json=question, timeout=PATIENCE)
        answer.raise_for_status()
        assert "error" not in answer.json(), (path, params, answer.json()["error"])
        return answer.json()["result"]


def _domain(action):
    """The action's domain, where no program has to work it out."""
    try:
        return ast.literal_eval(action["domain"] or "[]")
    except ValueError:
        return []


def _specification(arch, fields):
    """What a view asks of a record: its own fields, not those of lists in it."""
    names = etree.fromstring(arch).xpath("//field[not(ancestor::field)]/@name")
    return {
        name: {"fields": {"display_name": {}}} if fields[name]["type"] in LINKS else {}
        for name in names
        if fields[name]["type"] not in NOT_ASKED_FOR
    }
