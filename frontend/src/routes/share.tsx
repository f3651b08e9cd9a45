/** The receipt: ten seconds to undo, then how each post stands, in plain words. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { HeartHandshake } from 'lucide-react';
import type { Share } from '../api/types';
import { buttonClass } from '../components/ui/button';
import { Loaded } from '../components/ui/loaded';
import { PageHeading } from '../components/ui/page';
import { usePlaceName } from '../components/ui/place';
import { usePerson } from '../features/people/use-session';
import { RenewForPost } from '../features/profiles/components/renew';
import { ReturnNotice } from '../features/profiles/components/return-notice';
import { PostReceipt } from '../features/shares/components/post-receipt';
import { UndoBar } from '../features/shares/components/undo-bar';
import { placeOf } from '../features/shares/place';
import { shareQuery } from '../features/shares/queries';
import { isComing, isMoving, isOut, waitsForPerson } from '../features/shares/states';
import { useClock } from '../hooks/use-clock';

function useTitle(share: Share, now: Date): string {
  const { t } = useLingui();
  const { posts } = share;
  if (posts.some((post) => isMoving(post, now))) return t`On its way`;
  if (posts.some(waitsForPerson))
    return posts.some((post) => post.state === 'prepared') ? t`Ready for you` : t`One thing is missing`;
  if (posts.every(isOut)) return t`Shared. Thank you for speaking up.`;
  if (posts.some(isOut)) return t`Shared, but not everywhere`;
  if (posts.some(isComing)) return t`Planned`;
  return t`Nothing was shared`;
}

function Receipt({ share }: { share: Share }) {
  const { name: author, zone } = usePerson();
  const now = useClock(
    1_000,
    share.posts.some((post) => isMoving(post, new Date())),
  );
  const nameOf = usePlaceName();
  const search = useSearch({ from: '/signed-in/shares/$shareId' });
  const title = useTitle(share, now);
  const thanks = share.posts.every(isOut);
  return (
    <div className="mx-auto grid max-w-[44rem] gap-5">
      <div className={thanks ? 'grid gap-3 rounded-lg bg-sun p-5 text-on-sun sm:p-8' : 'lg:mb-2'}>
        {thanks && <HeartHandshake aria-hidden size={40} strokeWidth={1.75} />}
        <div role="status">
          <PageHeading title={title} className="" />
        </div>
        {share.story && <p className={thanks ? '' : 'mt-1 text-muted'}>{share.story.title}</p>}
      </div>
      <ReturnNotice {...search} />
      <UndoBar share={share} />
      {share.posts.map((post) => (
        <PostReceipt
          key={post.id}
          post={post}
          author={author}
          confirmedAt={share.created_at}
          zone={zone}
          now={now}
          renewal={
            <RenewForPost profileId={post.profile.id} returnTo={`/shares/${share.id}`} name={nameOf(placeOf(post))} />
          }
        />
      ))}
      <p className="flex flex-wrap gap-3">
        <Link to="/" className={buttonClass('outline')}>
          <Trans>More stories</Trans>
        </Link>
        <Link to="/planned" className={buttonClass('quiet', '-ml-2 sm:ml-0')}>
          <Trans>See what you have planned</Trans>
        </Link>
      </p>
    </div>
  );
}

export function SharePage() {
  const { shareId } = useParams({ from: '/signed-in/shares/$shareId' });
  const query = useQuery(shareQuery(shareId));
  return (
    <Loaded query={query} skeleton={<div className="skeleton mx-auto h-[60vh] max-w-[44rem]" />}>
      {(share) => <Receipt share={share} />}
    </Loaded>
  );
}
