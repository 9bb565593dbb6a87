"""Side by side on the same rows: this project, Odoo's own way and plain SQL."""
