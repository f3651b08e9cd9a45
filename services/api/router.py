"""The table of contents: every room's door."""

from fastapi import APIRouter

from api.features.ambassadors.routes import router as ambassadors
from api.features.audit.routes import router as audit
from api.features.invitations.routes import router as invitations
from api.features.organisations.routes import router as organisations
from api.features.people.routes import router as people
from api.features.profiles.routes import router as profiles
from api.features.programmes.routes import router as programmes
from api.web.transaction import Route

api = APIRouter(prefix="/api/v1", route_class=Route)
api.include_router(people)
api.include_router(organisations)
api.include_router(audit)
api.include_router(profiles)
api.include_router(ambassadors)
api.include_router(invitations)
api.include_router(programmes)
