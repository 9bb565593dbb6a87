from . import archive_import, login, portal_address, portal_client_file
