from odoo import models


class IrBinary(models.AbstractModel):
    """Documents that hang on client files and their contracts (ACC-03, ACC-09)."""

    _inherit = "ir.binary"

    def _get_stream_from(self, record, field_name="raw", *args, **kwargs):
        """As Odoo's; a document that somebody takes along is on record."""
        stream = super()._get_stream_from(record, field_name, *args, **kwargs)
        if not self.env.context.get("ruiji_thumbnail"):
            self._note_download(record, field_name)
        return stream

    def _get_image_stream_from(self, record, field_name="raw", *args, **kwargs):
        """As Odoo's; a small picture beside a message is no document."""
        small = kwargs.get("width") or kwargs.get("height")
        images = self.with_context(ruiji_thumbnail=bool(small))
        return super(IrBinary, images)._get_image_stream_from(
            record, field_name, *args, **kwargs
        )

    def _note_download(self, record, field_name):
        """Note whose document this is, if it is a client's."""
        owner = self._owner_of(record, field_name)
        if isinstance(owner, self.pool["ruiji.recorded.reading"]):
            self.env["ruiji.access.record"]._note(
                owner._read_clients(), "download", document=record
            )

    def _owner_of(self, record, field_name):
        """The record that a document belongs to; pictures of people are none."""
        if record._name != "ir.attachment":
            is_picture = record._fields[field_name].type == "image"
            return self.env["base"] if is_picture else record
        # Odoo has decided by now that the reader may have the document.
        attachment = record.sudo()
        if attachment.res_field or attachment.res_model not in self.env:
            return self.env["base"]
        return self.env[attachment.res_model].browse(attachment.res_id)
