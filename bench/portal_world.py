"""Clients with persons at the portal and any number of boards."""

from odoo.fields import Command
from odoo.tools import SQL

PASSWORD = "a-password-of-the-bench"
BOARDS_A_SLIP = 10
QUIET = {"tracking_disable": True, "no_reset_password": True}
# Columns of a copied row that have to be its own.
SLIP_OWN = {"id", "name", "partner_id", "client_token"}
BOARD_OWN = {"id", "name", "partner_id", "slip_id", "serial_number", "serial_key"}


class PortalWorld:
    """Fills a database; what it made is committed.

    :param units: how many clients, each with one person
    :param boards: how many boards in all, ten a slip
    """

    def __init__(self, env, units, boards):
        self.env = env(context=dict(env.context, **QUIET))
        self.units = self._create_units(units)
        self.logins = self._create_persons()
        self._create_prices()
        self._multiply(self._create_slip(), boards // BOARDS_A_SLIP)
        self.strangers = self._create_strangers(len(self.logins))

    def _create_units(self, count):
        province = self._client("province", 0, None)
        return self.env["res.partner"].create(
            [self._client_vals("prefecture", n, province) for n in range(count)]
        )

    def _client(self, tier, number, superior):
        values = self._client_vals(tier, number, superior)
        return self.env["res.partner"].create(values)

    def _client_vals(self, tier, number, superior):
        return {
            "name": f"{tier} of the bench {number}",
            "is_client": True,
            "client_tier": tier,
            "archive_state": "filed",
            "superior_id": superior and superior.id,
        }

    def _create_persons(self):
        persons = self.env["res.partner"].create(
            [{"name": "Sender", "parent_id": unit.id} for unit in self.units]
        )
        return self._create_users(persons, "sender")

    def _create_strangers(self, count):
        """Portal users who are no clients: what they open is Odoo's own."""
        partners = self.env["res.partner"].create([{"name": "Stranger"}] * count)
        return self._create_users(partners, "stranger")

    def _create_users(self, partners, name):
        group = self.env.ref("base.group_portal")
        logins = [f"{name}{number}" for number in range(len(partners))]
        users = self.env["res.users"].create(
            [
                {
                    "login": login,
                    "name": login,
                    "partner_id": partner.id,
                    "group_ids": [Command.set(group.ids)],
                }
                for login, partner in zip(logins, partners, strict=True)
            ]
        )
        # One hash for all: hundreds of them would take longer than the bench.
        users[:1].password = PASSWORD
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE res_users SET password = one.password
                 FROM res_users one WHERE one.id = %s AND res_users.id = ANY(%s)""",
            [users[:1].id, users.ids],
        )
        return logins

    def _create_prices(self):
        category = self.env["product.category"].create({"name": "Switching"})
        model = self.env["ruiji.device.model"].create(
            {"name": "ZXJ10", "categ_id": category.id}
        )
        self.board = self.env["product.product"].create(
            {
                "name": "ZXJ10 TNET",
                "repairable": True,
                "is_storable": False,
                "device_model_id": model.id,
                "board_type": "TNET",
            }
        )
        contract = self.env["ruiji.contract"].create(
            {
                "name": "Repair contract",
                "number": "BENCH-PORTAL",
                "partner_id": self.units[:1].superior_id.id,
                "date_start": "2020-01-01",
                "date_end": "2099-12-31",
            }
        )
        self.env["ruiji.repair.price"].create(
            {"contract_id": contract.id, "product_id": self.board.id, "price": 800}
        )

    def _create_slip(self):
        slip = self.env["ruiji.repair.slip"].create(
            {
                "partner_id": self.units[:1].id,
                "repair_ids": [
                    Command.create(
                        {"product_id": self.board.id, "serial_number": f"first{n}"}
                    )
                    for n in range(BOARDS_A_SLIP)
                ],
            }
        )
        slip.action_submit()
        self.env.flush_all()
        return slip

    def _multiply(self, slip, count):
        """Give the units copies of a slip in turn, by two statements."""
        copies = SQL(
            """INSERT INTO ruiji_repair_slip (name, partner_id, %(same)s)
               SELECT 'BENCH-' || number, (%(units)s::int[])[1 + number %% %(many)s],
                      %(same)s
                 FROM ruiji_repair_slip, generate_series(1, %(count)s) AS number
                WHERE id = %(slip)s
            RETURNING id""",
            same=columns(self.env, "ruiji_repair_slip", SLIP_OWN),
            units=self.units.ids,
            many=len(self.units),
            count=count,
            slip=slip.id,
        )
        slips = [slip_id for (slip_id,) in self.env.execute_query(copies)]
        self.env.cr.execute(
            SQL(
                """INSERT INTO repair_order
                          (name, partner_id, slip_id, serial_number, serial_key,
                           %(same)s)
                   SELECT 'R-' || other.id || '-' || board.id, other.partner_id,
                          other.id, 'B-' || other.id || '-' || board.id,
                          'B' || other.id || 'X' || board.id, %(board)s
                     FROM repair_order board
                     JOIN ruiji_repair_slip other ON other.id = ANY(%(slips)s)
                    WHERE board.slip_id = %(slip)s""",
                same=columns(self.env, "repair_order", BOARD_OWN),
                board=columns(self.env, "repair_order", BOARD_OWN, "board"),
                slips=slips,
                slip=slip.id,
            )
        )
        self.env.cr.commit()
        self.env.cr.execute("ANALYZE")
        self.env.cr.commit()
        self.env.invalidate_all()


def columns(env, table, own, alias=None):
    """The columns of a table but for those that a copied row has of its own."""
    env.cr.execute(
        """SELECT column_name FROM information_schema.columns
            WHERE table_name = %s AND table_schema = 'public'
            ORDER BY ordinal_position""",
        [table],
    )
    names = [name for (name,) in env.cr.fetchall() if name not in own]
    return SQL(", ").join(
        SQL.identifier(alias, name) if alias else SQL.identifier(name) for name in names
    )
