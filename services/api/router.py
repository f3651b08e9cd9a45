"""The table of contents: every room's door."""

from fastapi import APIRouter

from api.features.ambassadors.routes import router as ambassadors
from api.features.apps.routes import router as apps
from api.features.assets.routes import router as assets
from api.features.audit.routes import router as audit
from api.features.connections.routes import router as connections
from api.features.deliveries.routes import router as deliveries
from api.features.feed.routes import router as feed
from api.features.impact.routes import router as impact
from api.features.invitations.routes import router as invitations
from api.features.organisations.routes import router as organisations
from api.features.outcomes.routes import router as outcomes
from api.features.people.routes import router as people
from api.features.posts.routes import router as posts
from api.features.previews.routes import router as previews
from api.features.profiles.routes import router as profiles
from api.features.programmes.routes import router as programmes
from api.features.shares.routes import router as shares
from api.features.stories.routes import router as stories
from api.features.withdrawals.routes import router as withdrawals
from api.web.transaction import Route

api = APIRouter(prefix="/api/v1", route_class=Route)
api.include_router(people)
api.include_router(organisations)
api.include_router(audit)
api.include_router(profiles)
api.include_router(connections)
api.include_router(apps)
api.include_router(withdrawals)
api.include_router(ambassadors)
api.include_router(invitations)
api.include_router(programmes)
api.include_router(stories)
api.include_router(assets)
api.include_router(previews)
api.include_router(feed)
api.include_router(impact)
api.include_router(outcomes)
api.include_router(deliveries)
api.include_router(posts)
api.include_router(shares)
