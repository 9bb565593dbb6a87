from . import archive_card
