"""The doors of programs, and what takes data along beside the lists (ACC-09)."""

import json
from datetime import timedelta
from xmlrpc.client import Fault

from odoo import fields
from odoo.http import Request

from .leak_doors import REPORTS, TOLD


class LeakPrograms:
    """Odoo's doors for other programs open what the screen opens (see `LeakDoors`).

    They come with a key or a password in place of a session.
    """

    # Knocking

    def _program(self):
        """(user id, key) of who is signed in; a wrong key for nobody."""
        user = self.env["res.users"].browse(self.session.uid or ())
        if user.id not in self.keys:
            until = fields.Datetime.now() + timedelta(days=1)
            keys = self.env["res.users.apikeys"].with_user(user).sudo()
            self.keys[user.id] = keys._generate("rpc", "leaks", until)
        return user.id, self.keys[user.id]

    @property
    def keys(self):
        """{user id: key}; nobody has none that opens anything."""
        return self.__dict__.setdefault("_keys", {False: "0" * 40})

    def _json2(self, model, method, **values):
        answer = self.opener.post(
            f"{self.base_url()}/json/2/{model}/{method}",
            json=values,
            headers={"Authorization": f"bearer {self._program()[1]}"},
        )
        return json.dumps(answer.json(), ensure_ascii=False)

    def _execute(self, *call):
        return [self.env.cr.dbname, *self._program(), *call]

    # A client's file

    def _file_door_json2(self):
        return self._json2(
            "res.partner", "search_read", domain=self._mine(), fields=TOLD
        )

    def _file_door_json2_groups(self):
        return self._json2(
            "res.partner",
            "formatted_read_group",
            domain=self._mine(),
            groupby=["business_remark"],
        )

    def _file_door_jsonrpc(self):
        call = self._execute("res.partner", "search_read", self._mine(), TOLD)
        service = {"service": "object", "method": "execute", "args": call}
        return self._post("/jsonrpc", service)

    def _file_door_xmlrpc(self):
        call = self._execute("res.partner", "search_read", self._mine(), TOLD)
        try:
            return json.dumps(self.xmlrpc_object.execute(*call))
        except Fault as fault:
            return fault.faultString

    def _file_door_json2_one_by_one(self):
        """Ids are easily guessed."""
        return [
            self._json2("res.partner", "read", ids=[id_], fields=TOLD)
            for id_ in self._partners()
        ]

    # What is taken along

    def _any_door_copy(self):
        """What a copy would hold, of the file and of a person in it."""
        return [
            self._rpc("res.partner", "copy_data", [id_]) for id_ in self._partners()
        ]

    def _any_door_printed_papers(self):
        return [
            self._page(f"/report/pdf/{REPORTS[area]}/{record.id}")
            for area, record in self._sampled(self.papers)
        ]

    def _shut_door_pivot_export(self):
        """The table is the browser's own; whose it is, is looked up for the record."""
        table = {
            "model": "res.partner",
            "title": "x",
            "col_group_headers": [[{"title": "x", "width": 1, "height": 1}]],
            "measure_headers": [{"title": "x", "is_bold": True}],
            "rows": [{"title": "x", "indent": 0, "values": [{"value": 1}]}],
            "measure_count": 1,
            "domain": self._mine(),
        }
        form = {"data": json.dumps(table), "csrf_token": Request.csrf_token(self)}
        answer = self.opener.post(f"{self.base_url()}/web/pivot/export_xlsx", data=form)
        return self._texts_of_book(answer.content)

    def _shut_door_dashboards(self):
        """How dashboards are drawn up; their figures come by the doors of lists."""
        dashboards = self.env["spreadsheet.dashboard"].search([])
        return [
            self._page(f"/spreadsheet/dashboard/data/{dashboard.id}")
            for dashboard in dashboards
        ]
