from odoo.fields import Domain
from odoo.tools import SQL

ROUNDS = 2
# Rows that hang on another one by the name of its model and its number.
ATTACHED = (("res_model", "res_id"), ("model", "res_id"), ("rating_model", "rating_id"))
# That somebody was refused a file is on record with that file (ACC-03).
WANTED = {"ruiji.access.record": SQL("(NEW.action = 'refused')")}
FUNCTION = """
    CREATE OR REPLACE FUNCTION pg_temp.isolation_touched() RETURNS trigger AS $$
    BEGIN
        RAISE WARNING 'isolation: % of %', TG_OP, TG_TABLE_NAME;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$ LANGUAGE plpgsql"""


class Strangers:
    """The rows of another client: what bears its mark and what hangs on it."""

    def __init__(self, env, partners, mark):
        self.env = env(user=env.ref("base.user_root").id)
        self.ids = {"res.partner": set(partners.ids)}
        self._collect(lambda Model: self._marked(Model, mark))
        for _round in range(ROUNDS):
            self._collect(self._hanging)

    def of(self, model):
        """Ids of the rows of a model, in a steady order."""
        return sorted(self.ids.get(model, ()))

    def some(self, model):
        """One row of a model: its first, or none."""
        return self.of(model)[:1]

    def _collect(self, domain_of):
        for name in sorted(self.env.registry):
            Model = self.env[name].with_context(active_test=False)
            if Model._abstract or Model._transient:
                continue
            domain = domain_of(Model)
            if not domain.is_false():
                self.ids.setdefault(name, set()).update(Model.search(domain).ids)

    def _marked(self, Model, mark):
        names = stored(Model, ("char", "text", "html"))
        return Domain.OR(Domain(name, "ilike", mark) for name in names)

    def _hanging(self, Model):
        domains = [
            Domain(field.name, "in", self.of(field.comodel_name))
            for field in references(Model)
            if self.ids.get(field.comodel_name)
        ]
        domains += [
            Domain(model, "=", name) & Domain(number, "in", sorted(ids))
            for model, number in attachments(Model)
            for name, ids in self.ids.items()
            if ids
        ]
        return Domain.OR(domains)


def stored(Model, kinds):
    """Names of the columns of these kinds that can be asked for."""
    return [
        field.name
        for field in Model._fields.values()
        if field.store and field.type in kinds and field.groups != "."
    ]


def references(Model):
    """Columns that point at another row; who wrote a row doesn't make it his."""
    return [
        Model._fields[name]
        for name in stored(Model, ("many2one",))
        if name not in ("create_uid", "write_uid")
    ]


def attachments(Model):
    """Pairs of columns that hang a row on any other one."""
    return [
        pair
        for pair in ATTACHED
        if all(name in Model._fields and Model._fields[name].store for name in pair)
        and Model._fields[pair[0]].type in ("char", "selection")
    ]


class TouchGuard:
    """Tells which rows of strangers were changed, removed or added to.

    Triggers warn: a warning outlives the savepoint that undoes the change.
    """

    def __init__(self, strangers):
        self.env, self.strangers = strangers.env, strangers
        # What the preparation still has to write is no call's deed.
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.cr.execute(FUNCTION)
        for name, ids in strangers.ids.items():
            if ids and self.env[name]._auto:
                self._watch(self.env[name])
        self.touched()

    def touched(self):
        """What was touched since the last question."""
        notices = self.env.cr._cnx.notices
        told = [notice.strip() for notice in notices if "isolation:" in notice]
        del notices[:]
        return told

    def _watch(self, Model):
        of_old = SQL("OLD.id = ANY (%s::int[])", self.strangers.of(Model._name))
        self._trigger(Model, "isolation_kept", "UPDATE OR DELETE", of_old)
        of_new = SQL(" OR ").join(self._points_at_strangers(Model))
        if of_new and Model._name in WANTED:
            of_new = SQL("(%s) AND NOT %s", of_new, WANTED[Model._name])
        if of_new:
            self._trigger(Model, "isolation_alone", "INSERT", of_new)

    def _points_at_strangers(self, Model):
        conditions = [
            SQL(
                "NEW.%s = ANY (%s::int[])",
                SQL.identifier(field.name),
                self.strangers.of(field.comodel_name),
            )
            for field in references(Model)
            if self.strangers.ids.get(field.comodel_name)
            and not field.company_dependent
        ]
        return conditions + [
            SQL(
                "(NEW.%s = %s AND NEW.%s = ANY (%s::int[]))",
                SQL.identifier(model),
                name,
                SQL.identifier(number),
                sorted(ids),
            )
            for model, number in attachments(Model)
            for name, ids in self.strangers.ids.items()
            if ids
        ]

    def _trigger(self, Model, name, deeds, condition):
        self.env.cr.execute(
            SQL(
                """CREATE TRIGGER %s BEFORE %s ON %s FOR EACH ROW WHEN (%s)
                   EXECUTE FUNCTION pg_temp.isolation_touched()""",
                SQL.identifier(name),
                SQL(deeds),
                SQL.identifier(Model._table),
                condition,
            )
        )
