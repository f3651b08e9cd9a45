import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense } from 'react';
import { Notice } from '../../../components/ui/notice';
import { RETURN_PROBLEM_ELSE, RETURN_PROBLEMS } from '../words';

/** Few people look after several pages: what asks them comes when it is needed. */
const ChoosePages = lazy(async () => ({ default: (await import('./choose-pages')).ChoosePages }));

type Props = { profile?: string; choice?: string; problem?: string };

/** What came of the trip to the network: a profile, pages to choose from, or what went wrong. */
export function ReturnNotice({ profile, choice, problem }: Props) {
  const { i18n } = useLingui();
  if (problem)
    return (
      <Notice look="warn" alert>
        {i18n._(RETURN_PROBLEMS[problem] ?? RETURN_PROBLEM_ELSE)}
      </Notice>
    );
  if (choice)
    return (
      <Suspense fallback={<div className="skeleton h-56" />}>
        <ChoosePages choiceId={choice} />
      </Suspense>
    );
  if (!profile) return null;
  return (
    <Notice look="good">
      <p role="status">
        <Trans>Connected. You can share there now.</Trans>
      </p>
    </Notice>
  );
}
