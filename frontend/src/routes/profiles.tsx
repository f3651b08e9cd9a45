/** The networks a person shares on, and what Fortaler may do there. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { EmptyState } from '../components/ui/empty-state';
import { Loaded } from '../components/ui/loaded';
import { BackLink, PageHeading } from '../components/ui/page';
import { ConnectList } from '../features/profiles/components/connect-list';
import { ProfileCard } from '../features/profiles/components/profile-card';
import { ReturnNotice } from '../features/profiles/components/return-notice';
import { profilesQuery } from '../features/profiles/queries';
import { sharesQuery } from '../features/shares/queries';
import { waitsOnProfile } from '../features/shares/states';

const HERE = '/you/profiles';

/** How many posts wait on a profile; null until that is known. */
function useWaiting(): (profileId: string) => number | null {
  const { data } = useQuery(sharesQuery('planned'));
  if (!data) return () => null;
  const waiting = data.items.flatMap(({ posts }) => posts).filter(waitsOnProfile);
  return (profileId) => (data.next ? null : waiting.filter(({ profile }) => profile.id === profileId).length);
}

export function ProfilesPage() {
  const { t } = useLingui();
  const search = useSearch({ from: '/signed-in/you/profiles' });
  const query = useQuery(profilesQuery);
  const waiting = useWaiting();
  return (
    <>
      <BackLink to="/you">
        <Trans>You</Trans>
      </BackLink>
      <PageHeading
        title={t`Where you share`}
        lead={t`Your profiles are yours. You can take our access away at any time.`}
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-2">
        <section className="grid gap-4">
          <h2 className="sr-only">
            <Trans>Your profiles</Trans>
          </h2>
          <ReturnNotice {...search} />
          <Loaded query={query} skeleton={<div className="skeleton h-56" />}>
            {(profiles) =>
              profiles.length === 0 ? (
                <EmptyState title={<Trans>No profiles yet</Trans>}>
                  <p>
                    <Trans>Add the place where you know people. One is enough.</Trans>
                  </p>
                </EmptyState>
              ) : (
                profiles.map((profile) => (
                  <ProfileCard
                    key={profile.id}
                    profile={profile}
                    returnTo={HERE}
                    waiting={waiting(profile.id)}
                    explain={profiles.length === 1 || profile.id === search.profile}
                  />
                ))
              )
            }
          </Loaded>
        </section>
        <section>
          <h2 className="mb-3">
            <Trans>Add a network</Trans>
          </h2>
          <ConnectList returnTo={HERE} />
        </section>
      </div>
    </>
  );
}
