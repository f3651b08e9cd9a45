/** What a test of the app found, each with what to do about it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { AppTest } from '../../../api/types';
import { formatMoment } from '../../../lib/format';
import { FINDINGS } from './words';

type Finding = AppTest['findings'][number];

const LOOKS = {
  ok: { icon: CircleCheck, colour: 'text-ok' },
  warning: { icon: TriangleAlert, colour: 'text-warn' },
  error: { icon: CircleX, colour: 'text-danger' },
};

function Severity({ severity }: { severity: Finding['severity'] }) {
  if (severity === 'ok') return <Trans>Good:</Trans>;
  if (severity === 'warning') return <Trans>Note:</Trans>;
  return <Trans>Error:</Trans>;
}

function Line({ code, severity, detail }: Finding) {
  const { i18n } = useLingui();
  const { icon: Icon, colour } = LOOKS[severity];
  const words = FINDINGS[code];
  return (
    <li className="flex gap-3 py-3">
      <Icon aria-hidden size={22} className={`mt-0.5 shrink-0 ${colour}`} />
      <div className="min-w-0">
        <p className="font-bold">
          <span className="sr-only">
            <Severity severity={severity} />{' '}
          </span>
          {words ? i18n._(words.name) : <span lang="en">{detail}</span>}
        </p>
        {words && <p>{i18n._(words.meaning)}</p>}
        {words?.detailed && (
          <p lang="en" className="mt-1 text-sm text-muted [overflow-wrap:anywhere]">
            {detail}
          </p>
        )}
      </div>
    </li>
  );
}

/** Whether people can begin to connect: only an error stands in the way. */
function Verdict({ findings }: { findings: Finding[] }) {
  if (findings.some(({ severity }) => severity === 'error')) return <Trans>People cannot connect yet</Trans>;
  if (findings.some(({ code }) => code === 'app-accepted')) return <Trans>People can connect now</Trans>;
  return <Trans>Not known yet whether people can connect</Trans>;
}

export function Findings({ test }: { test: AppTest }) {
  const when = formatMoment(test.tested_at);
  return (
    <section className="card p-4 sm:p-5">
      <div role="status">
        <h2>
          <Verdict findings={test.findings} />
        </h2>
        <p className="text-sm text-muted">
          <Trans>Tested {when}</Trans>
        </p>
      </div>
      <ul className="divide-y divide-line">
        {test.findings.map((finding) => (
          <Line key={finding.code} {...finding} />
        ))}
      </ul>
    </section>
  );
}
