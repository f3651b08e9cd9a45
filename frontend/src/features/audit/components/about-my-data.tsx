import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEvent } from '../../../api/types';
import { Loaded } from '../../../components/ui/loaded';
import { More } from '../../../components/ui/more';
import { formatMoment } from '../../../lib/format';
import { aboutMyDataQuery } from '../queries';
import { MY_EVENT_ELSE, MY_EVENT_WORDS } from '../words';

function Line({ event }: { event: AuditEvent }) {
  const { i18n } = useLingui();
  const by = event.actor.name ?? 'Fortaler';
  return (
    <li className="px-4 py-3">
      <p className="font-semibold">{i18n._(MY_EVENT_WORDS[event.verb] ?? MY_EVENT_ELSE)}</p>
      <p className="text-sm text-muted">
        {by} · <span className="tabular-nums">{formatMoment(event.at)}</span>
      </p>
    </li>
  );
}

/** Everyone who looked at or changed what the organisation knows about the person, newest first. */
export function AboutMyData() {
  const query = useInfiniteQuery(aboutMyDataQuery);
  return (
    <Loaded query={query} skeleton={<div className="skeleton h-40" />}>
      {({ pages }) => {
        const events = pages.flatMap((page) => page.items);
        if (events.length === 0)
          return (
            <p className="text-muted">
              <Trans>Nobody yet. Whoever opens a list with you on it is named here.</Trans>
            </p>
          );
        return (
          <div className="grid justify-items-start gap-2">
            <ul className="card w-full divide-y divide-line">
              {events.map((event) => (
                <Line key={event.id} event={event} />
              ))}
            </ul>
            <More pages={query} look="quiet">
              <Trans>Show earlier</Trans>
            </More>
          </div>
        );
      }}
    </Loaded>
  );
}
