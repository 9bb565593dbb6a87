"""200,000 clients and 1,000,000 repairs of three years, copied by SQL."""

from contextlib import contextmanager

from odoo.fields import Command
from odoo.tools import SQL

from .archive_world import OWN_VALUES, ArchiveWorld
from .portal_world import BOARDS_A_SLIP, columns

SLIP_OWN = {
    "id",
    "name",
    "partner_id",
    "client_token",
    "date_submitted",
    "total",
    "manager_id",
    "confidentiality",
}
BOARD_OWN = {
    "id",
    "name",
    "partner_id",
    "slip_id",
    "serial_number",
    "serial_key",
    "board_state",
    "outcome",
    "price_level",
    "date_received",
    "date_shipped",
    "manager_id",
    "confidentiality",
    "previous_repair_id",
}
VARIED = {
    "grade": "(ARRAY['key', 'stable', 'general', 'potential'])[1 + n %% 4]",
    "lifecycle": "(ARRAY['former', 'current', 'prospective'])[1 + n %% 3]",
    "client_type": "(ARRAY['traditional', 'online'])[1 + n %% 2]",
    "completeness": "n %% 101",
}


class InsightWorld(ArchiveWorld):
    """What the dashboards count."""

    def __init__(self, env, clients, boards):
        regions = env["res.country.state"].search([("country_id.code", "=", "CN")])
        self.own_values = (
            OWN_VALUES
            | VARIED
            | {"state_id": f"(ARRAY{regions.ids})[1 + n %% {len(regions)}]"}
        )
        super().__init__(env, clients)
        slip = self._first_slip()
        with self._without_indexes("ruiji_repair_slip", "repair_order"):
            self._multiply(slip, boards // BOARDS_A_SLIP)
        self.env.cr.commit()
        self.env.cr.execute("ANALYZE")
        self.env.cr.commit()
        self.env.invalidate_all()
        self.manager = self._user("bench_general_manager", "general_manager")
        self.env.flush_all()
        self.env.cr.commit()

    def _fill(self, managers):
        with self._without_indexes("res_partner"):
            super()._fill(managers)

    @contextmanager
    def _without_indexes(self, *tables):
        """Rows go in quickly when indexes are made afterwards; their keys are right."""
        indexes = self.env.execute_query(
            SQL(
                """SELECT indexname, indexdef FROM pg_indexes
                    WHERE tablename = ANY(%s) AND NOT EXISTS (
                          SELECT FROM pg_constraint WHERE conname = indexname)""",
                list(tables),
            )
        )
        for name, _definition in indexes:
            self.env.cr.execute(SQL("DROP INDEX %s", SQL.identifier(name)))
        self.env.cr.execute("SET LOCAL session_replication_role = replica")
        yield
        self.env.cr.execute("SET LOCAL session_replication_role = origin")
        for _name, definition in indexes:
            self.env.cr.execute(definition)

    def _first_slip(self):
        category = self.env["product.category"].create({"name": "Switching"})
        board = self.env["product.product"].create(
            {
                "name": "ZXJ10 TNET",
                "repairable": True,
                "device_model_id": self.env["ruiji.device.model"]
                .create({"name": "ZXJ10", "categ_id": category.id})
                .id,
                "board_type": "TNET",
            }
        )
        slip = self.env["ruiji.repair.slip"].create(
            {
                "partner_id": self.first_id,
                "repair_ids": [
                    Command.create(
                        {"product_id": board.id, "serial_number": f"first{n}"}
                    )
                    for n in range(BOARDS_A_SLIP)
                ],
            }
        )
        slip.action_submit()
        self.env.flush_all()
        return slip

    def _multiply(self, slip, count):
        """Copies of a slip for the clients in turn, a day older each time.

        Every tenth board was in repair before.
        """
        copies = SQL(
            """INSERT INTO ruiji_repair_slip
                      (name, partner_id, date_submitted, total, manager_id,
                       confidentiality, %(same)s)
               SELECT 'BENCH-' || n, client.id,
                      now() AT TIME ZONE 'UTC' - (n %% 1000) * INTERVAL '1 day',
                      1000 + n %% 9000, client.user_id, client.confidentiality,
                      %(slip)s
                 FROM ruiji_repair_slip slip, generate_series(1, %(count)s) AS n
                 JOIN res_partner client ON client.id = %(first)s + 1 + n %% %(many)s
                WHERE slip.id = %(id)s
            RETURNING id""",
            same=columns(self.env, "ruiji_repair_slip", SLIP_OWN),
            slip=columns(self.env, "ruiji_repair_slip", SLIP_OWN, "slip"),
            count=count,
            first=self.first_id,
            many=self.count,
            id=slip.id,
        )
        slips = [slip_id for (slip_id,) in self.env.execute_query(copies)]
        self.env.cr.execute(
            SQL(
                """INSERT INTO repair_order
                          (name, partner_id, slip_id, serial_number, serial_key,
                           board_state, outcome, price_level, date_received,
                           date_shipped, manager_id, confidentiality,
                           previous_repair_id, %(same)s)
                   SELECT 'R-' || other.id || '-' || board.id, other.partner_id,
                          other.id, 'B-' || other.id || '-' || board.id,
                          'B' || other.id || 'X' || board.id,
                          (ARRAY['closed', 'closed', 'closed', 'shipped', 'repairing'])
                              [1 + (other.id + board.id) %% 5],
                          (ARRAY['repaired', 'repaired', 'no_fault_found',
                                 'exchanged', NULL])[1 + (other.id + board.id) %% 5],
                          (ARRAY['province', 'group', 'standard'])
                              [1 + (other.id + board.id) %% 3],
                          other.date_submitted + INTERVAL '2 days',
                          other.date_submitted
                              + (3 + board.id %% 20) * INTERVAL '1 day',
                          other.manager_id, other.confidentiality,
                          CASE WHEN (other.id + board.id) %% 10 = 0
                               -- Any other one: ids run on from the first slip's.
                               THEN %(first)s + (other.id * 7919 + board.id)
                                    %% (%(many)s * %(count)s) END,
                          %(board)s
                     FROM repair_order board
                     JOIN ruiji_repair_slip other ON other.id = ANY(%(slips)s)
                    WHERE board.slip_id = %(slip)s""",
                same=columns(self.env, "repair_order", BOARD_OWN),
                board=columns(self.env, "repair_order", BOARD_OWN, "board"),
                slips=slips,
                slip=slip.id,
                first=min(slip.repair_ids.ids),
                many=len(slips),
                count=BOARDS_A_SLIP,
            )
        )
