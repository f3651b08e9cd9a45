import { Trans, useLingui } from '@lingui/react/macro';
import { Notice } from '../../../components/ui/notice';
import { RETURN_PROBLEM_ELSE, RETURN_PROBLEMS } from '../words';

/** What came of the trip to the network. */
export function ReturnNotice({ profile, problem }: { profile?: string; problem?: string }) {
  const { i18n } = useLingui();
  if (problem)
    return (
      <Notice look="warn" alert>
        {i18n._(RETURN_PROBLEMS[problem] ?? RETURN_PROBLEM_ELSE)}
      </Notice>
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
