import inspect
import warnings

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.service.model import get_public_method
from odoo.tests import tagged
from odoo.tools import mute_logger

from .isolation_common import FOREIGN, IsolationCase
from .isolation_routes import NOISE


class _Undone:
    """Undo what a call did, and take a refusal for the answer that it is."""

    def __init__(self, env):
        self.env = env

    def __enter__(self):
        self.savepoint = self.env.cr.savepoint(flush=True)
        self.savepoint.__enter__()

    def __exit__(self, kind, error, trace):
        self.savepoint.rollback()
        self.savepoint.close(rollback=True)
        self.env.invalidate_all(flush=False)
        return kind is not None and not issubclass(kind, AssertionError)


@tagged("post_install", "-at_install")
class TestIsolationOfRecords(IsolationCase):
    """WEB-06: over RPC, on every model of the server."""

    def test_no_row_of_another_client_is_found_or_read(self):
        """WEB-06: rows that hold or point at another client, as portal and public."""
        public = self.env.ref("base.public_user")
        for Model in self._stored_models():
            rows = self._rows_of(Model, self.strangers, FOREIGN)
            for user in (self.user, public):
                self._assert_rows_are_closed(Model.with_user(user), rows)

    def test_rows_that_are_open_tell_nothing(self):
        """WEB-06: whatever a portal user may read, field by field."""
        for Model in self._stored_models():
            Model = Model.with_user(self.user)
            if not Model.has_access("read"):
                continue
            rows = Model.search([], limit=200, order="id desc")
            with self._quietly():
                for field in Model.fields_get(attributes=["type"]):
                    self._assert_clean(repr(self._answer(rows.read, [field])), field)
                self.assertFalse(self._answer(Model.name_search, FOREIGN), Model._name)

    def test_own_person_is_the_only_partner_of_the_archive(self):
        """WEB-06: neither the unit nor colleagues are readable over RPC."""
        Partner = self.env["res.partner"].with_user(self.user)
        archive = self.env["res.partner"].search([("confidentiality", "!=", False)])
        self.assertEqual(Partner.search([("id", "in", archive.ids)]), self.wang)
        with self.assertRaises(AccessError):
            Partner.browse(self.yanan.id).read(["name"])

    def test_internal_fields_of_the_own_person_are_closed(self):
        """WEB-06: what staff note about a person is not for that person."""
        person = self.wang.with_user(self.user)
        for field in "hobbies", "birth_year", "comment", "confidentiality":
            with self.assertRaises(AccessError):
                person.read([field])

    def test_own_models_have_no_portal_access(self):
        """WEB-06: portal pages read in sudo what they chose; RPC reads nothing."""
        for name in self.env.registry:
            if name.startswith("ruiji."):
                Model = self.env[name].with_user(self.user)
                for operation in "read", "write", "create", "unlink":
                    self.assertFalse(Model.has_access(operation), name)

    def test_partner_methods_give_nothing(self):
        """WEB-06: every public method of a partner that can be called as it is."""
        before = self.strangers.read()
        strangers = self.strangers.with_user(self.user)
        for name in dir(type(strangers)):
            if not name.startswith("_"):
                self._call_method(strangers, name)
        self.assertEqual(self.strangers.read(), before)

    def test_own_profile_does_not_change_archived_data(self):
        """WEB-06, ARC-09: Odoo lets users rename themselves over RPC."""
        user = self.user.with_user(self.user)
        for field in "name", "email", "phone", "login":
            with self.assertRaises(AccessError):
                user.write({field: "changed@example.cn"})
        user.write({"tz": "Asia/Shanghai"})

    def _answer(self, method, *args):
        try:
            return method(*args)
        except AccessError:
            return []

    def _call_method(self, records, name):
        try:
            method = get_public_method(records, name)
            inspect.signature(method).bind(records)
        except (AttributeError, AccessError, TypeError):
            return
        with self._quietly(), self._undone(), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            answer = getattr(records, name)()
            self._assert_clean(repr(answer), name)

    def _undone(self):
        return _Undone(self.env)

    def _quietly(self):
        return mute_logger(*NOISE)

    def _stored_models(self):
        for name in sorted(self.env.registry):
            Model = self.env[name].sudo().with_context(active_test=False)
            if Model._auto and not Model._abstract and not Model._transient:
                yield Model

    def _rows_of(self, Model, partners, mark):
        """Rows that contain the mark or point at one of the partners."""
        domains = [Domain.FALSE]
        for field in Model._fields.values():
            if not field.store or field.groups == ".":
                continue
            if field.type in ("char", "text", "html"):
                domains.append(Domain(field.name, "ilike", mark))
            elif field.type == "many2one" and field.comodel_name == "res.partner":
                domains.append(Domain(field.name, "in", partners.ids))
        return Model.search(Domain.OR(domains))

    def _assert_rows_are_closed(self, Model, rows):
        if not rows or not Model.has_access("read"):
            return
        where = f"{Model._name} for {Model.env.user.login}"
        seen = Model.search([("id", "in", rows.ids)])
        self.assertFalse(seen, f"{where}: {seen} found by search")
        for row in rows:
            with self.assertRaises(AccessError, msg=where):
                Model.browse(row.id).read()
