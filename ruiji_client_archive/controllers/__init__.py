from . import login, portal_address, portal_client_file
