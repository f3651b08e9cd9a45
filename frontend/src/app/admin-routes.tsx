/** The rooms of those who run a programme: chunks of their own, with words of their own, never part of the first load. */
import { type AnyRoute, createRoute, lazyRouteComponent, retainSearchParams } from '@tanstack/react-router';
import { addCatalogue, pages } from '../lib/language';

const words = { da: () => import('../locales/admin/da.po'), en: () => import('../locales/admin/en.po') };

const layout = lazyRouteComponent(async () => {
  const [page] = await Promise.all([import('../routes/admin/layout'), addCatalogue(pages), addCatalogue(words)]);
  return page;
}, 'AdminLayout');

const PEOPLE_STATES = ['applied', 'invited', 'active', 'paused', 'left', 'declined'] as const;
const ROLES = ['ambassador', 'curator', 'administrator', 'viewer'] as const;
const STORY_STATES = ['draft', 'in_review', 'scheduled', 'live', 'expired', 'withdrawn'] as const;
const PERIODS = [7, 28, 90];

const optionalText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** The one of `known` that an address names, if it is one. */
const oneOf = <Value,>(known: readonly Value[], value: unknown): Value | undefined =>
  known.find((one) => one === value);

export function adminRoutes<Parent extends AnyRoute>(parent: Parent) {
  const admin = createRoute({
    getParentRoute: () => parent,
    path: '/admin',
    component: layout,
    validateSearch: (search: Record<string, unknown>): { programme?: string } => ({
      programme: optionalText(search.programme),
    }),
    search: { middlewares: [retainSearchParams(['programme'])] },
  });
  const outcomes = createRoute({
    getParentRoute: () => admin,
    path: '/',
    validateSearch: (search: Record<string, unknown>): { days?: number } => ({
      days: oneOf(PERIODS, search.days),
    }),
    component: lazyRouteComponent(() => import('../routes/admin/outcomes'), 'OutcomesPage'),
  });
  const stories = createRoute({
    getParentRoute: () => admin,
    path: '/stories',
    validateSearch: (search: Record<string, unknown>): { state?: (typeof STORY_STATES)[number] } => ({
      state: oneOf(STORY_STATES, search.state),
    }),
    component: lazyRouteComponent(() => import('../routes/admin/stories'), 'StoriesPage'),
  });
  const newStory = createRoute({
    getParentRoute: () => admin,
    path: '/stories/new',
    staticData: { bare: true },
    component: lazyRouteComponent(() => import('../routes/admin/new-story'), 'NewStoryPage'),
  });
  const story = createRoute({
    getParentRoute: () => admin,
    path: '/stories/$storyId',
    staticData: { bare: true },
    component: lazyRouteComponent(() => import('../routes/admin/story'), 'EditStoryPage'),
  });
  const people = createRoute({
    getParentRoute: () => admin,
    path: '/people',
    validateSearch: (
      search: Record<string, unknown>,
    ): { state?: (typeof PEOPLE_STATES)[number]; role?: (typeof ROLES)[number]; q?: string } => ({
      state: oneOf(PEOPLE_STATES, search.state),
      role: oneOf(ROLES, search.role),
      q: optionalText(search.q),
    }),
    component: lazyRouteComponent(() => import('../routes/admin/people'), 'PeoplePage'),
  });
  const invitations = createRoute({
    getParentRoute: () => admin,
    path: '/invitations',
    component: lazyRouteComponent(() => import('../routes/admin/invitations'), 'InvitationsPage'),
  });
  const invitation = createRoute({
    getParentRoute: () => admin,
    path: '/invitations/$invitationId',
    component: lazyRouteComponent(() => import('../routes/admin/poster'), 'PosterPage'),
  });
  const programmes = createRoute({
    getParentRoute: () => admin,
    path: '/programmes',
    component: lazyRouteComponent(() => import('../routes/admin/programmes'), 'ProgrammesPage'),
  });
  const programme = createRoute({
    getParentRoute: () => admin,
    path: '/programmes/$programmeId',
    staticData: { bare: true },
    component: lazyRouteComponent(() => import('../routes/admin/programme'), 'ProgrammePage'),
  });
  const deliveries = createRoute({
    getParentRoute: () => admin,
    path: '/deliveries',
    component: lazyRouteComponent(() => import('../routes/admin/deliveries'), 'DeliveriesPage'),
  });
  const apps = createRoute({
    getParentRoute: () => admin,
    path: '/apps',
    component: lazyRouteComponent(() => import('../routes/admin/apps'), 'AppsPage'),
  });
  const app = createRoute({
    getParentRoute: () => admin,
    path: '/apps/$network',
    staticData: { bare: true },
    component: lazyRouteComponent(() => import('../routes/admin/app'), 'AppPage'),
  });
  const audit = createRoute({
    getParentRoute: () => admin,
    path: '/audit',
    component: lazyRouteComponent(() => import('../routes/admin/audit'), 'AuditPage'),
  });
  return admin.addChildren([
    outcomes,
    stories,
    newStory,
    story,
    people,
    invitations,
    invitation,
    programmes,
    programme,
    deliveries,
    apps,
    app,
    audit,
  ]);
}
