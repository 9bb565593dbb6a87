from . import portal_service_call, portal_service_call_new
