"""The table of contents: every room's door."""

from fastapi import APIRouter

from api.features.audit.routes import router as audit
from api.web.transaction import Route

api = APIRouter(prefix="/api/v1", route_class=Route)
api.include_router(audit)
