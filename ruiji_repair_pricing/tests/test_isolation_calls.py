from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.ruiji_client_archive.tests.isolation_calls import QUIET, Caller
from odoo.addons.ruiji_client_archive.tests.isolation_common import FOREIGN
from odoo.addons.ruiji_client_archive.tests.isolation_guard import (
    TouchGuard,
    references,
)

from .foreign_world import FOREIGN_PRICE, ForeignWorldCase

# Models that no call is sent to, and why.
NO_REACH = {"_unknown": "stands for models of addons that are gone; has no table"}
# They refuse everybody with one sentence, whatever he sends.
REFUSE_ALL = ("ruiji.access.record", "ruiji.settlement")
PATHS = 2  # relations that a question may follow


@tagged("post_install", "-at_install")
class TestIsolationOfCalls(ForeignWorldCase):
    """WEB-06: every public method of every model, with another client's rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.flush_all()
        cls.guard = TouchGuard(cls.strangers_of)
        cls.public = cls.env.ref("base.public_user")

    def _caller(self, user):
        return Caller(user, self.strangers_of, self.guard, FOREIGN, self.find_mark)

    def _crawl(self, user):
        caller = self._caller(user)
        for model in sorted(set(self.registry) - set(NO_REACH)):
            caller.try_every_method(model)
        self.assertGreater(caller.calls, 5000)
        self.assertEqual(caller.leaks, [])

    def test_every_method_as_portal_user(self):
        """WEB-06: signed in at a sister prefecture; nothing told, nothing changed."""
        self._crawl(self.user)

    def test_every_method_as_public(self):
        """WEB-06: not signed in at all."""
        self._crawl(self.public)

    def test_hidden_values_are_not_found_by_questions(self):
        """WEB-06: no count betrays a value that stands behind a relation."""
        for user in self.user, self.public:
            for name in sorted(set(self.registry) - set(NO_REACH)):
                Model = self.env[name].with_user(user).with_context(active_test=False)
                if not Model._abstract and Model.has_access("read"):
                    with mute_logger(*QUIET):
                        self._assert_tells_nothing(Model)

    def _assert_tells_nothing(self, Model):
        depth = PATHS if Model._name in ("res.partner", "res.users") else 1
        for path, Comodel in self._paths(Model, depth):
            domain = Domain.OR(
                Domain(".".join([*path, name]), *question)
                for name, question in self._questions(Comodel)
            )
            found = self._answer(Model, domain)
            self.assertFalse(found, f"{Model._name} tells by {'.'.join(path)}")

    def _paths(self, Model, depth):
        """(names of relations, model at their end) that a question can take."""
        yield [], Model
        for field in references(Model) if depth else ():
            Comodel = Model.env[field.comodel_name]
            if Model._has_field_access(field, "read") and Comodel._auto:
                for path, end in self._paths(Comodel, depth - 1):
                    yield [field.name, *path], end

    def _questions(self, Model):
        """What to ask for each column that the user may ask about at all."""
        for name, field in Model._fields.items():
            if not field.store or not Model._has_field_access(field, "read"):
                continue
            if field.type in ("char", "text", "html"):
                for mark in self.hidden_marks:
                    yield name, ("ilike", mark)
            elif field.type in ("float", "monetary"):
                yield name, ("=", FOREIGN_PRICE)

    def _answer(self, Model, domain):
        with self.env.cr.savepoint(flush=False) as savepoint:
            try:
                return Model.search(domain, limit=1)
            except AccessError:
                savepoint.rollback()
                return None

    def test_refusals_confirm_nothing(self):
        """WEB-06: who may not create is told that, never that the name is taken."""
        for user in self.user, self.public:
            for model, ids in self.strangers_of.ids.items():
                Model = self.env[model].with_user(user)
                if ids and Model._auto and not Model.has_access("create"):
                    values = self._values_of(model, min(ids))
                    refusal = UserError if model in REFUSE_ALL else AccessError
                    with self.subTest(model=model), self.assertRaises(refusal):
                        Model.create(values)

    def _values_of(self, model, row_id):
        """What stands in a row, as far as another one could be made of it."""
        row = self.env[model].browse(row_id)
        kinds = ("char", "text", "boolean", "date", "many2one", "selection")
        names = [
            name
            for name, field in row._fields.items()
            if field.store and field.type in kinds and not field.compute
        ]
        return row.with_context(lang=None)._convert_to_write(
            dict(row.read(names, load=None)[0])
        ) | {"id": False}
