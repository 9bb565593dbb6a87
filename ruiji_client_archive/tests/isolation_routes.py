import inspect
import io
import json
import re
import zipfile

from odoo.http import Request
from odoo.tools import mute_logger

NOISE = ("odoo.http", "odoo.addons", "odoo.sql_db", "odoo.models", "werkzeug")
# Routes that the crawler leaves alone, and why.
LEFT_OUT = {
    "/web/session/logout": "ends the session",
    "/web/session/destroy": "ends the session",
    "/web/database": "works on whole databases; closed by list_db",
    "/web/assets": "scripts and styles, minutes to build",
    "/web/bundle": "scripts and styles, minutes to build",
    "/web/tests": "scripts of tests, minutes to build",
    "/bus/websocket_worker_bundle": "scripts, minutes to build",
    "/mail/font_to_img": "draws an icon",
    "/web_editor/font_to_img": "draws an icon",
    "/websocket$": "takes no request but an upgrade; /websocket/peek_notifications"
    " tells what it would",
}
PLACEHOLDER = re.compile(r"<(?:[^<>]*:)?(\w+)>")
MODEL_NAMES = ("model", "res_model", "thread_model", "model_name", "__model__")
PLAIN_IDS = ("id", "ids", "res_id", "res_ids", "thread_id", "docids", "record_id")
TOKENS = ("access_token", "token", "hash", "_hash", "payment_token", "unique")
# What routes that take anything may be asked with.
GUESSES = (
    *("id", "partner_id", "pid", "res_id", "model", "res_model", "message_id"),
    *("order_id", "invoice_id", "unit_id", "contact_id", "access_token"),
)
DATA = ("/mail/data", "/mail/action")


class RouteCrawler:
    """Opens every route of the server with the ids of another client's rows.

    :param case: the HttpCase that is signed in as somebody
    :param models: {name of a parameter without _id: model whose row it names}
    :param kinds: models whose rows routes are tried with that take any model
    :param tokens: access tokens to try: wrong ones, and those of own rows
    """

    def __init__(self, case, strangers, guard, models, kinds, tokens):
        self.case, self.strangers, self.guard = case, strangers, guard
        self.models, self.kinds, self.tokens = models, kinds, tokens
        self.tried, self.leaks = [], []
        self.secrets = self._secret_contents()

    def crawl(self, below="/"):
        """Try all routes below an address; `leaks` has what they gave away."""
        # The first request fills the cache of the routing map.
        self.case.url_open("/web/health")
        with mute_logger(*NOISE):
            for rule in self.case.env["ir.http"].routing_map().iter_rules():
                left_out = f"{rule.rule}$".startswith(tuple(LEFT_OUT))
                if rule.rule.startswith(below) and not left_out:
                    self.tried.append(rule.rule)
                    self._try_route(rule)

    def open(self, url, **options):
        """Send one request and look at all that it answers, redirections too."""
        answer = self.case.url_open(url, **options)
        for response in (*answer.history, answer):
            told = f"{response.headers} {readable(response)}"
            found = self.case.find_mark(told) or self._secret(response.content)
            if found:
                self._tell(response.request.url, options, f"shows {found}")
        touched = self.guard.touched()
        if touched and self._succeeded(answer):
            self._tell(url, options, str(touched))
        return answer

    def _secret_contents(self):
        """Checksums of the files of another client."""
        cursor, secrets = self.case.env.cr, set()
        for model, ids in self.strangers.ids.items():
            cursor.execute(
                "SELECT checksum FROM ir_attachment"
                " WHERE res_model = %s AND res_id = ANY(%s)",
                [model, sorted(ids)],
            )
            secrets.update(checksum for (checksum,) in cursor.fetchall())
        return secrets

    def _secret(self, content):
        attachments = self.case.env["ir.attachment"]
        if content and attachments._compute_checksum(content) in self.secrets:
            return "a file"
        # Nobody asked for a paper of his own here.
        return "a paper" if content.startswith(b"%PDF") else None

    def _succeeded(self, answer):
        is_json = "json" in answer.headers.get("Content-Type", "")
        return answer.ok and not (is_json and '"error"' in answer.text[:200])

    def _tell(self, url, options, what):
        self.leaks.append(f"{url} {options}: {what}")

    def _try_route(self, rule):
        declared, names = self._parameters(rule)
        takes_any = any(name in MODEL_NAMES for name in declared)
        takes_token = any(name in TOKENS for name in declared)
        for kind in self.kinds if takes_any else ("res.partner",):
            for token in self.tokens if takes_token else self.tokens[:1]:
                self._try_values(rule, names, kind, token)

    def _try_values(self, rule, names, kind, token):
        def value_of(name):
            return self._value(rule, name, kind, token)

        url = PLACEHOLDER.sub(lambda match: plain(value_of(match[1])), rule.rule)
        values = {name: value_of(name) for name in names}
        routing = rule.endpoint.routing
        if routing["type"] == "jsonrpc":
            self.open(url, json={"jsonrpc": "2.0", "id": 0, "params": values})
            return
        values = {name: plain(value) for name, value in values.items()}
        methods = routing.get("methods") or ("GET", "POST")
        if "GET" in methods:
            self.open(url, params=values)
        if "POST" in methods:
            token = Request.csrf_token(self.case)
            self.open(url, data={**values, "csrf_token": token})

    def _parameters(self, rule):
        """(names that the route declares, the same with guesses if it takes any)."""
        signature = inspect.signature(rule.endpoint.original_endpoint)
        _self, *parameters = signature.parameters.values()
        names = [p.name for p in parameters if not p.kind.name.startswith("VAR_")]
        if any(p.kind.name == "VAR_KEYWORD" for p in parameters):
            return names, list(dict.fromkeys([*names, *GUESSES]))
        return names, names

    def _value(self, rule, name, kind, token):
        """A value for a parameter, chosen by its name to reach the other client."""
        if name in MODEL_NAMES:
            return kind
        if name in TOKENS:
            return token
        if name == "fetch_params" and rule.rule in DATA:
            return self._everything_about(kind)
        known = self._known_values(kind)
        if name in known:
            return known[name]
        ids = self._ids(rule, name, kind)
        if not ids:
            return "x"
        return ids if name.endswith("s") else ids[0]

    def _ids(self, rule, name, kind):
        converter = rule._converters.get(name)
        model = getattr(converter, "model", None)
        if not model and name in PLAIN_IDS:
            model = kind
        stem = re.sub(r"_?ids?$", "", name) or name
        model = model or self.models.get(stem) or self.models.get(stem.rstrip("s"))
        if model or name.endswith(("id", "ids")):
            return self.strangers.some(model) or self.strangers.some("res.partner")
        return []

    def _known_values(self, kind):
        """Values that let calls, exports and messages get as far as they can."""
        ids = self.strangers.of(kind)
        fields = [{"name": name, "type": "char"} for name in ("id", "display_name")]
        export = {"model": kind, "ids": ids, "fields": fields, "domain": []}
        return {
            "field": "display_name",
            "fields": ["display_name"],
            "domain": [],
            "method": "read",
            "args": [ids, ["display_name"]],
            "kwargs": {},
            "context": {},
            "channels": [f"{kind}_{row}" for row in ids],
            "last": 0,
            "data": json.dumps({**export, "import_compat": False, "groupby": []}),
            "fetch_params": {"limit": 30},
            "post_data": {"body": "x", "partner_ids": self.strangers.of("res.partner")},
            "update_data": {"body": "x"},
            "subpath": f"{kind}/{ids[0] if ids else 0}",
            "path": f"{kind}/read",
            **dict.fromkeys(("width", "height", "size", "alpha", "page", "amount"), 1),
        }

    def _everything_about(self, kind):
        """What the web client asks Discuss for, about another client."""
        thread = {"thread_model": kind, "thread_id": self.strangers.of(kind)[0]}
        wanted = ["activities", "attachments", "followers", "suggestedRecipients"]
        partners = {"partners_to": self.strangers.of("res.partner")}
        return [
            "init_messaging",
            "failures",
            "channels_as_member",
            ["mail.thread", {**thread, "request_list": wanted}],
            ["avatar_card", {"model": kind, "id": thread["thread_id"]}],
            ["discuss.channel", self.strangers.of("discuss.channel")],
            ["/discuss/get_or_create_chat", partners],
            ["/discuss/create_group", partners],
        ]


def readable(response):
    """The text of an answer, also that within a workbook or another archive."""
    if not response.content.startswith(b"PK"):
        return response.text
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return b" ".join(parts).decode(errors="replace")


def plain(value):
    """The value as a browser sends it: lists of ids with commas between."""
    if isinstance(value, list) and all(isinstance(item, int) for item in value):
        return ",".join(map(str, value))
    return json.dumps(value) if isinstance(value, list | dict) else str(value)
