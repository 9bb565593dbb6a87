"""The doors that a client program or a browser may knock at (ACC-09)."""

import io
import json
import zipfile

from odoo.http import Request

from .leak_marks import mark
from .leak_table import FILES

TOLD = ["phone", "mobile", "email", "street", "business_remark", "comment"]
NESTED = {"fields": {name: {} for name in TOLD}}
# What a form asks for when a client is chosen: Odoo's own fields that copy from it
ONCHANGE = {
    "crm.lead": ("partner_id", ["email_from", "phone", "street", "contact_name"]),
    "sale.order": ("partner_id", ["partner_shipping_id", "note", "client_order_ref"]),
    "account.move": ("partner_id", ["partner_shipping_id", "narration"]),
    "repair.order": ("partner_id", ["shipping_address", "slip_id"]),
    "ruiji.repair.slip": ("partner_id", ["contact_id", "department"]),
    "ruiji.contract": ("partner_id", ["contracting_party_id", "signer"]),
    "res.partner": ("parent_id", TOLD),
    "calendar.event": ("partner_ids", ["attendee_ids", "description"]),
}
SAMPLED = ("conf", "mine")
REPORTS = {
    "f": "ruiji_client_archive.archive_card",
    "c": "ruiji_repair_pricing.price_list",
    "p": "ruiji_repair_pricing.repair_slip_standard",
}


class LeakDoors:
    """Each door answers with all the text that somebody gets who tries it.

    `_file_door_…` shows the files open to the reader, no more and no less;
    `_export_door_…` does so to those who may export; `_any_door_…` shows what hangs on
    files as far as the reader's role has to do with it; `_shut_door_…` shows nobody
    more than names.
    """

    # Knocking

    def _post(self, path, params):
        answer = self.opener.post(
            self.base_url() + path, json={"jsonrpc": "2.0", "params": params}
        )
        return json.dumps(answer.json(), ensure_ascii=False)

    def _rpc(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._post(f"/web/dataset/call_kw/{model}/{method}", params)

    def _page(self, path, **params):
        return self.opener.get(self.base_url() + path, params=params).text

    def _partners(self):
        return [p.id for c in self.clients.values() for p in c | c.child_ids]

    def _sampled(self, by_file):
        """What belongs to two of the files: each is open to some roles alone."""
        return [one for file in SAMPLED for one in by_file[file]]

    def _mine(self):
        return [("id", "in", self._partners())]

    # A client's file

    def _file_door_form(self):
        return [
            self._rpc("res.partner", "web_read", [id_], dict.fromkeys(TOLD, {}))
            for id_ in self._partners()
        ]

    def _file_door_list(self):
        fields = dict.fromkeys(TOLD, {})
        return self._rpc("res.partner", "web_search_read", self._mine(), fields)

    def _file_door_search_read(self):
        return self._rpc("res.partner", "search_read", self._mine(), TOLD)

    def _file_door_search_by_hidden_value(self):
        """What is found is as good as read: letter by letter."""
        found = []
        for area, field in ("s", "mobile"), ("f", "business_remark"):
            for file in FILES:
                domain = [(field, "=", mark(area, file))]
                answer = self._rpc("res.partner", "search_count", domain)
                count = json.loads(answer).get("result")
                found.append(mark(area, file) if count else "")
        return found

    def _file_door_search_through_others(self):
        """Boards are open to technicians, their clients are not."""
        found = []
        for model in ("repair.order", "ruiji.repair.slip", "res.users"):
            for file in FILES:
                domain = [("partner_id.business_remark", "=", mark("f", file))]
                answer = self._rpc(model, "search_count", domain)
                if json.loads(answer).get("result"):
                    found.append(mark("f", file))
        return found

    def _file_door_groups(self):
        by = ["mobile", "business_remark"]
        domain, model = self._mine(), "res.partner"
        return [
            *(
                self._rpc(model, method, domain, [name], ["__count"])
                for method in ("formatted_read_group", "web_read_group")
                for name in by
            ),
            self._rpc(
                model,
                "formatted_read_grouping_sets",
                domain,
                [[name] for name in by],
                ["__count"],
            ),
            *(self._rpc(model, "read_group", domain, [name], [name]) for name in by),
        ]

    def _file_door_order_of_others(self):
        """Partners nested in what refers to them."""
        return [
            self._rpc(model, "web_search_read", [], {"partner_id": NESTED}, limit=5000)
            for model in ("repair.order", "crm.lead", "ruiji.repair.slip", "res.users")
        ]

    def _file_door_name_search(self):
        return [
            self._rpc("res.partner", "name_search", "Zqs", limit=100),
            self._rpc("res.partner", "web_name_search", "Zqs", {"display_name": {}}),
        ]

    def _file_door_mention(self):
        return self._rpc("res.partner", "get_mention_suggestions", "Zqs", limit=100)

    def _file_door_vcard(self):
        return [
            self._page("/web/partner/vcard", partner_ids=str(id_))
            for id_ in self._partners()
        ]

    # Beside the files

    def _export_door_data(self):
        found = json.loads(self._rpc("res.partner", "search", self._mine()))
        ids = found.get("result", [])
        return self._rpc("res.partner", "export_data", ids, TOLD)

    def _export_door_csv(self):
        return self._export("csv").decode()

    def _export_door_workbook(self):
        return self._texts_of_book(self._export("xlsx"))

    def _texts_of_book(self, content):
        """All that a workbook holds, or what was answered in its place."""
        content = io.BytesIO(content)
        if not zipfile.is_zipfile(content):
            return content.getvalue().decode()
        with zipfile.ZipFile(content) as book:
            return [book.read(name).decode() for name in book.namelist()]

    def _export(self, kind):
        data = {
            "model": "res.partner",
            "fields": [{"name": n, "label": n, "type": "char"} for n in TOLD],
            "ids": False,
            "domain": self._mine(),
            "groupby": [],
            "context": {},
            "import_compat": False,
        }
        form = {"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
        path = f"/web/export/{kind}"
        return self.opener.post(self.base_url() + path, data=form).content

    def _any_door_thread(self):
        return [
            self._post(
                "/mail/thread/messages",
                {
                    "thread_model": record._name,
                    "thread_id": record.id,
                    "fetch_params": {"search_term": "Zq"},
                },
            )
            for record in self._sampled(self.threads)
        ]

    def _any_door_messages(self):
        domain = [("body", "ilike", "Zq")]
        return self._rpc("mail.message", "search_read", domain, ["body", "subject"])

    def _any_door_activities(self):
        domain = [("summary", "ilike", "Zq")]
        return [
            self._rpc("mail.activity", "search_read", domain, ["summary", "note"]),
            *(
                self._rpc("mail.activity", "get_activity_data", model, [])
                for model in {record._name for record in self._sampled(self.threads)}
            ),
        ]

    def _any_door_ratings(self):
        domain = [("feedback", "ilike", "Zq")]
        return self._rpc("rating.rating", "search_read", domain, ["feedback"])

    def _any_door_attachments(self):
        domain = [("name", "ilike", "Zq")]
        return self._rpc("ir.attachment", "search_read", domain, ["name", "raw"])

    def _any_door_downloads(self):
        documents = self._sampled(self.documents)
        return [self._page(f"/web/content/{document.id}") for document in documents]

    def _any_door_followers(self):
        domain = [("partner_id", "in", self._partners())]
        names = ["display_name", "partner_id", "name", "email"]
        return self._rpc("mail.followers", "search_read", domain, names)

    def _any_door_avatar_cards(self):
        return [
            self._post("/mail/data", {"fetch_params": [["avatar_card", card]]})
            for id_ in self._partners()
            for card in [{"id": id_, "model": "res.partner"}]
        ]

    def _shut_door_directory(self):
        return self._rpc("ruiji.client.directory", "search_read", [])

    def _any_door_choosing_a_client(self):
        """What forms fill in when a client is chosen, by hand or by a link."""
        answers = []
        for model, (field, copied) in ONCHANGE.items():
            spec = dict.fromkeys([field, *copied], {})
            for client in (self.clients[file] for file in SAMPLED):
                partner = client.child_ids[:1] if model == "crm.lead" else client
                value = [[4, partner.id]] if field.endswith("s") else partner.id
                answers += [
                    self._rpc(model, "onchange", [], {field: value}, [field], spec),
                    self._rpc(
                        model,
                        "default_get",
                        [field, *copied],
                        context={f"default_{field}": value},
                    ),
                ]
        return answers

    def _portal_pages(self):
        """The portal, and its pages of what is others'."""
        mine = ("client-file", "contracts", "repair-slips", "orders", "invoices")
        kinds = {"sale.order": "orders", "account.move": "invoices"}
        others = [
            f"{kinds[record._name]}/{record.id}"
            for record in self._sampled(self.threads)
            if record._name in kinds
        ]
        return [self._page(f"/my/{path}") for path in (*mine, *others)]

    def _any_door_papers(self):
        return [
            self._page(f"/report/html/{REPORTS[area]}/{record.id}")
            for area, record in self._sampled(self.papers)
        ]
