from itertools import groupby

from odoo import api, fields, models


class IrActionsReport(models.Model):
    """Papers in the format that their client asked for (REP-04).

    A report that names a paper stands for the papers of all clients: where a client's
    document format has a report of its own for that paper, that one prints.
    """

    _inherit = "ir.actions.report"

    paper_field = fields.Selection(
        lambda self: self.env["ruiji.document.format"]._selection_paper_field(),
        string="Follows the document format",
        help="The paper of a document format that takes this report's place for "
        "clients with that format.",
    )

    def _runs_by_format(self, res_ids):
        """Which report prints which of the records, in their order.

        :return: list of (report, ids); neighbours of one report go together
        """
        records = self.env[self.model].browse(res_ids or [])
        if not self.paper_field or not records:
            return [(self, res_ids)]
        runs = groupby(records, lambda record: self._report_for(record))
        return [(report, [record.id for record in run]) for report, run in runs]

    def _report_for(self, record):
        forced = self.env.context.get("document_format_id")
        # Which paper a client gets is looked up for whoever may print it.
        formats = self.env["ruiji.document.format"].sudo()
        document_format = formats.browse(forced) or record._document_format()
        return document_format[self.paper_field] or self

    @api.model
    def _render_qweb_html(self, report_ref, docids, data=None):
        """Show each record on the paper of its client's format."""
        render = super()._render_qweb_html
        runs = self._get_report(report_ref)._runs_by_format(docids)
        if len(runs) == 1:
            return render(runs[0][0], docids, data=data)
        pages = [render(own, ids, data=dict(data or {}))[0] for own, ids in runs]
        return b"".join(pages), "html"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Print each record in its client's format; each report brings its paper."""
        render = super()._render_qweb_pdf_prepare_streams
        runs = self._get_report(report_ref)._runs_by_format(res_ids)
        if len(runs) == 1:
            return render(runs[0][0], data, res_ids=res_ids)
        streams = {}
        for own, ids in runs:
            printed = render(own, dict(data or {}), res_ids=ids)
            streams |= {
                record_id or ids[0]: stream
                for record_id, stream in printed.items()
                if stream["stream"]
            }
        return streams

    def _get_rendering_context(self, report, docids, data):
        """Let nobody print what he may not read, and note what he printed (ACC-03)."""
        records = self.env[report.model].browse(docids)
        if isinstance(records, self.pool["ruiji.printed.paper"]):
            records.check_access("read")
            records._log_print()
        return super()._get_rendering_context(report, docids, data)
