from odoo import api, fields, models
from odoo.tools import SQL

SUGGESTIONS = 5
# Below this, boards have little more in common than letters.
LEAST_SIMILARITY = 0.3


class CatalogueRequest(models.Model):
    """Boards of the catalogue that a request may mean (PRI-01)."""

    _inherit = "ruiji.catalogue.request"

    suggestion_ids = fields.Many2many(
        "product.product",
        string="Similar boards",
        compute="_compute_suggestion_ids",
        help="What was written may mean one of these: answer with it instead of "
        "adding the board a second time.",
    )

    @api.depends("requested_board", "board_type", "state")
    def _compute_suggestion_ids(self):
        asked = self.filtered(lambda request: request.state == "open")
        found = asked._similar_boards()
        for request in self:
            request.suggestion_ids = found.get(request._origin.id)

    def _similar_boards(self):
        """The boards most like each request, all in one statement.

        :return: {request id: ids of product.product, the most alike first}
        """
        if not self._origin:
            return {}
        for name in ("product.template", "product.product", "ruiji.device.model"):
            self.env[name].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT asked.id, ARRAY_AGG(board.id ORDER BY board.likeness DESC)
                  FROM unnest(%s::int[], %s::text[]) AS asked (id, text)
                 CROSS JOIN LATERAL (
                       SELECT product.id,
                              GREATEST(
                                  similarity(template.board_type, asked.text),
                                  similarity(CONCAT(model.name, ' ',
                                                    template.board_type), asked.text)
                              ) AS likeness
                         FROM product_template template
                         JOIN product_product product
                           ON product.product_tmpl_id = template.id
                         JOIN ruiji_device_model model
                           ON model.id = template.device_model_id
                        WHERE template.repairable AND template.active
                        ORDER BY likeness DESC, product.id
                        LIMIT %s) board
                 WHERE board.likeness >= %s
                 GROUP BY asked.id
                """,
                self._origin.ids,
                [request.requested_board or "" for request in self._origin],
                SUGGESTIONS,
                LEAST_SIMILARITY,
            )
        )
        return dict(rows)


class ProductProduct(models.Model):
    _inherit = "product.product"

    def action_answer_catalogue_request(self):
        """Answer the request of the context with this board."""
        self.ensure_one()
        request = self.env["ruiji.catalogue.request"].browse(
            self.env.context.get("catalogue_request_id")
        )
        request.product_id = self
        return request.action_resolve()
