/** Every address of the app. Pages are chunks of their own; only the feed travels with the shell. */
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { feedQuery } from '../features/feed/queries';
import { sessionQuery } from '../features/people/queries';
import { networksQuery, profilesQuery } from '../features/profiles/queries';
import { storyQuery } from '../features/stories/queries';
import { addCatalogue, pages } from '../lib/language';
import { FeedPage } from '../routes/feed';
import { adminRoutes } from './admin-routes';
import { BareLostPage, BareTroublePage, LostPage, PendingPage, TroublePage } from './fallbacks';
import { focusHeadingAfterMoves } from './focus';
import { Shell } from './shell';

export type RouterContext = { client: QueryClient };

/** A page that is fetched, with the words of such pages, when it is opened or about to be. */
const page: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), addCatalogue(pages)]);
    return module;
  }, name);

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  errorComponent: BareTroublePage,
  notFoundComponent: BareLostPage,
  beforeLoad: async ({ context }) => ({ session: await context.client.ensureQueryData(sessionQuery) }),
});

/** A place inside the app to go to after signing in; never another site. */
const ownPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  beforeLoad: ({ context, location }) => {
    if (!context.session.person) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
});

const feed = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: FeedPage,
  loader: ({ context }) => {
    void context.client.prefetchInfiniteQuery(feedQuery);
  },
});

const story = createRoute({
  getParentRoute: () => signedIn,
  path: '/stories/$storyId',
  loader: ({ context, params }) => {
    void context.client.prefetchQuery(storyQuery(params.storyId));
  },
  staticData: { bare: true },
  component: page(() => import('../routes/story'), 'StoryPage'),
});

type Returned = { profile?: string; choice?: string; problem?: string };

/** A network sends people back with the profile it connected, with pages to choose from, or with what went wrong. */
const returnSearch = (search: Record<string, unknown>): Returned => ({
  profile: typeof search.profile === 'string' ? search.profile : undefined,
  choice: typeof search.choice === 'string' ? search.choice : undefined,
  problem: typeof search.problem === 'string' ? search.problem : undefined,
});

/** `question` is the place of the question to start from. */
const composeSearch = (search: Record<string, unknown>): Returned & { question?: number } => ({
  ...returnSearch(search),
  question: typeof search.question === 'number' ? search.question : undefined,
});

/** What every composer needs, asked for while its page is still on its way. */
function prefetchPlaces(client: QueryClient): void {
  void client.prefetchQuery(networksQuery);
  void client.prefetchQuery(profilesQuery);
}

const shareStory = createRoute({
  getParentRoute: () => signedIn,
  path: '/stories/$storyId/share',
  validateSearch: composeSearch,
  loader: ({ context, params }) => {
    void context.client.prefetchQuery(storyQuery(params.storyId));
    prefetchPlaces(context.client);
  },
  staticData: { bare: true },
  component: page(() => import('../routes/share-story'), 'ShareStoryPage'),
});

const write = createRoute({
  getParentRoute: () => signedIn,
  path: '/write',
  validateSearch: returnSearch,
  loader: ({ context }) => prefetchPlaces(context.client),
  staticData: { bare: true },
  component: page(() => import('../routes/write'), 'WritePage'),
});

const share = createRoute({
  getParentRoute: () => signedIn,
  path: '/shares/$shareId',
  validateSearch: returnSearch,
  component: page(() => import('../routes/share'), 'SharePage'),
});

const planned = createRoute({
  getParentRoute: () => signedIn,
  path: '/planned',
  component: page(() => import('../routes/planned'), 'PlannedPage'),
});

const impact = createRoute({
  getParentRoute: () => signedIn,
  path: '/impact',
  component: page(() => import('../routes/impact'), 'ImpactPage'),
});

const you = createRoute({
  getParentRoute: () => signedIn,
  path: '/you',
  component: page(() => import('../routes/you'), 'YouPage'),
});

const profiles = createRoute({
  getParentRoute: () => signedIn,
  path: '/you/profiles',
  validateSearch: returnSearch,
  component: page(() => import('../routes/profiles'), 'ProfilesPage'),
});

const joinByHand = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: page(() => import('../routes/join'), 'JoinByHandPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$code',
  component: page(() => import('../routes/join'), 'JoinPage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: ownPath(search.next) }),
  component: page(() => import('../routes/sign-in'), 'SignInPage'),
});

const signInLink = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/$token',
  component: page(() => import('../routes/sign-in'), 'SignInLinkPage'),
});

const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: page(() => import('../routes/help'), 'HelpPage'),
});

const accessibility = createRoute({
  getParentRoute: () => root,
  path: '/accessibility',
  component: page(() => import('../routes/accessibility'), 'AccessibilityPage'),
});

const tree = root.addChildren([
  signedIn.addChildren([feed, story, shareStory, write, share, planned, impact, you, profiles, adminRoutes(signedIn)]),
  joinByHand,
  join,
  signIn,
  signInLink,
  help,
  accessibility,
]);

export function createAppRouter(client: QueryClient) {
  const router = createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPendingComponent: PendingPage,
    defaultPendingMinMs: 0,
    defaultErrorComponent: TroublePage,
    defaultNotFoundComponent: LostPage,
    scrollRestoration: true,
  });
  focusHeadingAfterMoves(router);
  return router;
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
  interface StaticDataRouteOption {
    /** The page has its own button at the bottom: no bottom bar on phones. */
    bare?: boolean;
  }
}
