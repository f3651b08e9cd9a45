"""The table of contents: every room's door."""

from fastapi import APIRouter

from api.features.audit.routes import router as audit
from api.features.organisations.routes import router as organisations
from api.features.people.routes import router as people
from api.web.transaction import Route

api = APIRouter(prefix="/api/v1", route_class=Route)
api.include_router(people)
api.include_router(organisations)
api.include_router(audit)
