/** What happened to one post, line by line: when, what the network said, and what we do next. Nothing is left out. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Attempt, Post } from '../../../api/types';
import { usePlaceName } from '../../../components/ui/place';
import { formatMoment } from '../../../lib/format';
import { type Happening, happenings, isOpen } from '../happenings';
import { placeOf } from '../place';
import { EVIDENCE_WORDS, errorWords } from '../words';
import { NextStep } from './next-step';

type Props = { post: Post; confirmedAt: string; zone: string; open?: boolean };

function sayOutcome({ outcome }: Attempt, name: string): ReactNode {
  switch (outcome) {
    case null:
      return <Trans>We sent it to {name}. The answer is not here yet.</Trans>;
    case 'published':
      return <Trans>We sent it to {name}. The post is there.</Trans>;
    case 'not_sent':
      return <Trans>{name} did not take it. Nothing was posted.</Trans>;
    case 'unknown':
      return <Trans>We sent it to {name}, and the answer was lost.</Trans>;
    case 'refused':
      return <Trans>{name} said no. Nothing was posted.</Trans>;
    case 'reconnect':
      return <Trans>{name} did not let us in. Nothing was posted.</Trans>;
    case 'ours':
      return <Trans>Something in Fortaler stopped it. Nothing was posted.</Trans>;
  }
}

function AttemptLine({ attempt, name }: { attempt: Attempt; name: string }) {
  const { i18n } = useLingui();
  const why = attempt.outcome !== 'published' && errorWords(attempt);
  return (
    <>
      {sayOutcome(attempt, name)} {why && <span className="text-muted">{i18n._(why)}</span>}
    </>
  );
}

function sayConfirmed(post: Post, name: string): ReactNode {
  return post.mode === 'api' ? (
    <Trans>You said yes to the words, and that we post them on {name}.</Trans>
  ) : (
    <Trans>You said yes to the words, to post them on {name} yourself.</Trans>
  );
}

/** How a post ended that nothing more will become of. */
function End({ post, name }: { post: Post; name: string }) {
  const { i18n } = useLingui();
  if (post.state === 'published' || post.state === 'declared')
    return (
      <>
        <Trans>It is out on {name}.</Trans> {post.evidence && i18n._(EVIDENCE_WORDS[post.evidence])}
      </>
    );
  if (post.state === 'withdrawn') return <Trans>The story was withdrawn before it was sent. Nothing was posted.</Trans>;
  if (post.state === 'refused') return <Trans>We do not try again. You can share once more, in other words.</Trans>;
  return <Trans>It is cancelled. Nothing will be sent.</Trans>;
}

function Line({ line, post, name, zone }: { line: Happening; post: Post; name: string; zone: string }) {
  switch (line.kind) {
    case 'confirmed':
      return sayConfirmed(post, name);
    case 'not-taken':
      return (
        <Trans>
          We came to {name} <Plural value={line.times} one="# time" other="# times" /> without being able to begin.
          Nothing was posted.
        </Trans>
      );
    case 'attempt':
      return <AttemptLine attempt={line.attempt} name={name} />;
    case 'looked':
      return (
        <Trans>
          We have looked for it on your profile <Plural value={line.times} one="# time" other="# times" />.
        </Trans>
      );
    case 'end':
      return isOpen(post) ? <NextStep post={post} name={name} zone={zone} /> : <End post={post} name={name} />;
  }
}

/** `confirmedAt` is when its author said yes; `zone` is theirs. */
export function WhatHappened({ post, confirmedAt, zone, open = false }: Props) {
  const name = usePlaceName()(placeOf(post));
  const lines = happenings(post, confirmedAt);
  return (
    <details open={open}>
      <summary className="inline-flex min-h-11 items-center underline underline-offset-4">
        <Trans>What happened</Trans>
      </summary>
      <ol className="history">
        {lines.map((line) => (
          <li key={line.kind === 'attempt' ? line.attempt.number : line.kind}>
            {line.at && (
              <time dateTime={line.at} className="block text-sm text-muted tabular-nums">
                {formatMoment(line.at, zone)}
              </time>
            )}
            <Line line={line} post={post} name={name} zone={zone} />
          </li>
        ))}
      </ol>
    </details>
  );
}
