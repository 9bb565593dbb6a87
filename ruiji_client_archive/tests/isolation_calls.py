import inspect
import warnings
from contextlib import contextmanager
from unittest.mock import patch

from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from odoo.service.model import call_kw, get_public_method
from odoo.tools import SQL, mute_logger

from .isolation_guard import stored

QUIET = (
    "odoo",
    "odoo.addons",
    "odoo.models",
    "odoo.sql_db",
    "odoo.http",
    "py.warnings",
)
TEXTS = ("char", "text", "html")
VALUES = {
    **dict.fromkeys(TEXTS, "x"),
    **dict.fromkeys(("boolean", "many2one"), False),
    **dict.fromkeys(("integer", "float", "monetary"), 7),
    **dict.fromkeys(("date", "datetime"), "2026-01-01"),
}
READABLE = 8  # fields of a kind that a question names


class Probe:
    """What one may ask a model for, chosen to reach the rows of another client."""

    def __init__(self, Model, strangers, mark):
        self.Model, self.mark = Model, mark
        self.partner = strangers.some("res.partner")
        self.ids = strangers.of(Model._name)
        self.is_about_strangers = bool(self.ids)
        if not self.ids and Model._auto and not Model._abstract:
            any_rows = SQL("SELECT id FROM %s LIMIT 2", SQL.identifier(Model._table))
            self.ids = [row_id for (row_id,) in Model.env.execute_query(any_rows)]
        names = stored(Model, TEXTS)[:READABLE] + ["display_name"]
        self.fields = [name for name in names if name in Model._fields]
        self.spec = {name: {} for name in self.fields}
        self.group = next(iter(stored(Model, ("many2one",))), "id")
        self.hidden = [(self.fields[0], "ilike", mark)]

    def of_base(self):
        """{method of every model: [positional arguments]}; ids come first."""
        ids, fields, spec, group = self.ids, self.fields, self.spec, self.group
        among = [("id", "in", ids)]
        first = ids[:1] or [0]
        own = {fields[0]: "x"}
        return {
            "copy": [[ids]],
            "copy_data": [[ids]],
            "create": [[[own]]],
            "default_get": [[fields]],
            "export_data": [[ids, fields], [ids, [".id", "id"]]],
            "formatted_read_group": [[among, [group], ["__count"]]],
            "formatted_read_grouping_sets": [[among, [[group], []], ["__count"]]],
            "get_external_id": [[ids]],
            "get_field_translations": [[first, fields[0]]],
            "get_formview_action": [[first]],
            "get_metadata": [[ids]],
            "get_property_definition": [[f"{fields[0]}.x"]],
            "get_view": [[]],
            "get_views": [[[(False, "form"), (False, "list")]]],
            "load": [[[".id", fields[0]], [[str(ids[0]) if ids else "0", "x"]]]],
            "name_create": [["x"]],
            "name_search": [[self.mark], ["", among], [f"{self.mark}", [], "="]],
            "onchange": [[first, own, [fields[0]], spec], [[], own, fields, spec]],
            "read": [[ids, fields], [ids]],
            "read_group": [[among, fields[:2], [group]]],
            "read_progress_bar": [[among, group, {"field": fields[0], "colors": {}}]],
            "search": [[among], [self.hidden]],
            "search_count": [[among], [self.hidden]],
            "search_panel_select_multi_range": [[group]],
            "search_panel_select_range": [[group]],
            "search_read": [[among, fields], [self.hidden]],
            "unlink": [[ids]],
            "update_field_translations": [[ids, fields[0], {"en_US": "x"}]],
            "web_name_search": [[self.mark, spec], ["", spec, among]],
            "web_override_translations": [[ids, {fields[0]: "x"}]],
            "web_read": [[ids, spec]],
            "web_read_group": [[among, [group], ["__count"]]],
            "web_resequence": [[ids, spec]],
            "web_save": [[first, own, spec], [[], own, spec]],
            "web_save_multi": [[ids, [own for _id in ids], spec]],
            "web_search_read": [[among, spec], [self.hidden, spec]],
            "write": [[ids, own], *self._one_field_each()],
        }

    def _one_field_each(self):
        """Changes of another client's row, whose refusal might tell what it holds."""
        for name, field in self.Model._fields.items():
            if self.is_about_strangers and field.store and field.type in VALUES:
                yield [self.ids, {name: VALUES[field.type]}]

    def by_name(self, name):
        """A value for a parameter, chosen by its name."""
        if name in ("fields", "fields_list", "field_names", "allfields"):
            return self.fields
        if name in ("specification", "fields_spec"):
            return self.spec
        if "domain" in name:
            return [("id", "in", self.ids)]
        if "model" in name:
            return "res.partner"
        if name.endswith("ids") or name in ("partners", "records"):
            return self.partner
        if name.endswith("id") or name in ("partner", "limit", "offset"):
            return self.partner[0]
        if name.startswith(("vals", "values", "data", "params", "options")):
            return {}
        return "x"


class Spy:
    """Notes what a call asks of the database."""

    def __init__(self, cursor):
        self.cursor = cursor

    def begin(self):
        self.asked = self.wrote = False

    def execute(self, query, *args, **kwargs):
        code = query.code if isinstance(query, SQL) else str(query)
        self.asked = True
        self.wrote = self.wrote or not code.lstrip().startswith("SELECT")
        return type(self.cursor).execute(self.cursor, query, *args, **kwargs)


class Caller:
    """Calls methods as the RPC of one user does, and undoes whatever they did."""

    def __init__(self, user, strangers, guard, mark, find_mark):
        self.env = user.env(user=user.id, context={})
        self.strangers, self.guard = strangers, guard
        self.mark, self.find_mark = mark, find_mark
        self.calls, self.leaks = 0, []
        self.spy = Spy(self.env.cr)
        self.context = {
            "active_model": "res.partner",
            "active_id": strangers.some("res.partner")[0],
            "active_ids": strangers.of("res.partner"),
            "lang": "zh_CN",
        }

    def try_every_method(self, model):
        """Call all that RPC reaches of a model, with another client's ids."""
        Model = self.env[model]
        probe = Probe(Model, self.strangers, self.mark)
        of_base = probe.of_base()
        # The ORM's own methods give nothing of a closed model that holds nothing of
        # the other client; what a model does in its own way is called anywhere.
        barren = not probe.is_about_strangers and not Model.has_access("read")
        self._open()
        with self._watched():
            for name in public_methods(Model):
                if barren and self._is_inherited(Model, name):
                    continue
                for arguments in of_base.get(name) or self._arguments(probe, name):
                    self._call(Model, name, arguments)
        self._undo()

    def _is_inherited(self, Model, name):
        return getattr(type(Model), name) is getattr(type(self.env["base"]), name, None)

    @contextmanager
    def _watched(self):
        with (
            mute_logger(*QUIET),
            warnings.catch_warnings(),
            patch.object(self.env.cr, "execute", self.spy.execute),
        ):
            warnings.simplefilter("ignore")
            yield

    def _arguments(self, probe, name):
        """Once with what the method asks for, once with all that it takes."""
        method = getattr(type(probe.Model), name)
        parameters = list(inspect.signature(method).parameters.values())[1:]
        plain = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
        needed = [p for p in plain if p.default is p.empty]
        start = [] if is_of_model(method) else [probe.ids]
        variants = [start + [probe.by_name(p.name) for p in needed]]
        if len(plain) > len(needed):
            variants.append(start + [probe.by_name(p.name) for p in plain])
        return variants

    def _call(self, Model, name, arguments):
        self.calls += 1
        self.spy.begin()
        answer, refused = self._answer(Model, name, arguments)
        found = self.find_mark(answer)
        if found:
            self._tell(Model, name, arguments, f"shows {found}: {answer[:300]}")
        # What was refused in the end is undone with the request.
        touched = self.guard.touched()
        if touched and not refused:
            self._tell(Model, name, arguments, str(touched))
        if self.spy.wrote or self._is_dirty():
            self._undo()
            self._open()
        elif self.spy.asked and not refused:
            self.env.transaction.clear()

    def _answer(self, Model, name, arguments):
        """(what comes back or the message of what was raised, whether it was)."""
        try:
            answer = call_kw(Model, name, arguments, {"context": self.context})
            self.env.flush_all()
        except (Exception, AssertionError) as error:
            return f"{error!r} {error}", True
        return repr(answer), False

    def _is_dirty(self):
        failed = self.env.cr._cnx.info.transaction_status == TRANSACTION_STATUS_INERROR
        return failed or bool(self.env.transaction.field_dirty)

    def _tell(self, Model, name, arguments, what):
        self.leaks.append(
            f"{Model._name}.{name}{tuple(arguments)} for {self.env.user.login}: {what}"
        )

    def _open(self):
        self.savepoint = self.env.cr.savepoint(flush=False)

    def _undo(self):
        self.savepoint.close(rollback=True)
        self.env.transaction.clear()


def public_methods(Model):
    """Names of what RPC may call of a model."""
    for name in dir(type(Model)):
        try:
            if not name.startswith("_") and get_public_method(Model, name):
                yield name
        except Exception:
            continue


def is_of_model(method):
    """Whether RPC passes no ids to it."""
    return getattr(method, "_api_model", False)
