from . import ir_rule_wall
