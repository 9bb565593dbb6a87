from . import service_fee_collect
