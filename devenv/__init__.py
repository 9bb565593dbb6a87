"""How a bare machine gets Odoo, PostgreSQL and everything else this project needs.

Standard library only: these modules run before anything is installed. `make` and
`bin/odoo` are the doors; `python3 -m devenv --help` lists the commands behind them.
"""
