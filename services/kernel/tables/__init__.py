"""The shared Postgres schema: one module per room. Imports its siblings, so that every foreign key finds its table."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
