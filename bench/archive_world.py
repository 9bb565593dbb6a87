"""200,000 client files of all levels, copied from one by SQL."""

from odoo.fields import Datetime
from odoo.tests import new_test_user
from odoo.tools import SQL

MANAGERS = 40
BORROWED = 50
# Levels in a hundred files
CONFIDENTIAL, SECRET = 15, 5
OWN_VALUES = {
    "id": "nextval('res_partner_id_seq')",
    "name": "'通信分公司' || n",
    "complete_name": "'通信分公司' || n",
    "name_key": "'通信分公司' || n",
    "name_pinyin": "'tong xin fen gong si ' || n",
    "name_initials": "'txfgs' || n",
    "complete_name_pinyin": "'tong xin fen gong si ' || n",
    "client_number": "'B' || n",
    "mobile": "'139' || lpad(n::text, 8, '0')",
    "commercial_partner_id": "currval('res_partner_id_seq')",
    "city_id": "(SELECT min(id) FROM res_city) + n %% 300",
}


class ArchiveWorld:
    """Fills a database with files and gives people with each kind of clearance."""

    own_values = OWN_VALUES

    def __init__(self, env, count):
        self.env = env(context=dict(env.context, tracking_disable=True))
        self.count = count
        self.users = {
            name: self._user(f"bench_{name}", role)
            for name, role in {
                "account manager": "account_manager",
                "account manager with 50 borrowed files": "account_manager",
                "marketing clerk": "marketing_clerk",
                "marketing VP": "marketing_vp",
            }.items()
        }
        managers = [
            self._user(f"bench_{n}", "account_manager") for n in range(MANAGERS)
        ]
        self._fill([*self.users.values(), *managers])
        self._lend(self.users["account manager with 50 borrowed files"])
        self.env.flush_all()
        self.env.cr.execute("ANALYZE res_partner")
        self.env.cr.commit()

    def _user(self, login, role):
        group = f"ruiji_client_archive.group_{role}"
        return new_test_user(self.env, login.replace(" ", "_"), group)

    def _fill(self, managers):
        """As many copies of one file, with values of their own where these differ."""
        first = self.env["res.partner"].create(
            {
                "is_client": True,
                "name": "通信分公司",
                "client_tier": "independent",
                "archive_state": "filed",
                "state_id": self.env.ref("base.state_cn_SN").id,
                "street": "唐延路",
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = 'res_partner' AND is_generated = 'NEVER'"
        )
        values = {column: f'"{column}"' for (column,) in self.env.cr.fetchall()}
        values |= self.own_values | {
            "confidentiality": (
                f"CASE WHEN n %% 100 < {SECRET} THEN 'secret' WHEN n %% 100 < "
                f"{SECRET + CONFIDENTIAL} THEN 'confidential' ELSE 'internal' END"
            ),
            "user_id": f"(ARRAY{[user.id for user in managers]})"
            f"[1 + n %% {len(managers)}]",
        }
        columns = SQL(", ").join(map(SQL.identifier, values))
        # The checks of foreign keys are planned now, while the table is all but empty.
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(
            SQL(
                "INSERT INTO res_partner (%s) SELECT "
                + ", ".join(values.values())
                + " FROM res_partner, generate_series(1, %s) n WHERE id = %s",
                columns,
                self.count,
                first.id,
            )
        )
        self.env.cr.execute("RESET enable_seqscan")
        self.first_id = first.id

    def files(self, level, count):
        """Ids of some files of a level."""
        self.env.cr.execute(
            "SELECT id FROM res_partner WHERE confidentiality = %s AND id > %s "
            "ORDER BY id LIMIT %s",
            [level, self.first_id, count],
        )
        return [id_ for (id_,) in self.env.cr.fetchall()]

    def _lend(self, user):
        """One approved request for secret files of others, as of now."""
        request = self.env["ruiji.access.request"].create(
            {
                "borrower_id": user.id,
                "purpose": "other",
                "reason": "bench",
                "client_ids": self.files("secret", BORROWED),
                "date_until": Datetime.add(Datetime.now(), days=1),
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ruiji_access_request SET step = 'approved', carrier = 'screen', "
            "kind = 'own', head_approver_id = 1, granted_until = date_until, "
            "granted_from = now() AT TIME ZONE 'UTC' - interval '1 hour' WHERE id = %s",
            [request.id],
        )
