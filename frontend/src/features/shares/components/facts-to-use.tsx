import { Trans } from '@lingui/react/macro';

/** The story's facts within reach of the pen. */
export function FactsToUse({ facts, language }: { facts: string[]; language: string }) {
  if (facts.length === 0) return null;
  return (
    <details>
      <summary className="inline-flex min-h-11 items-center underline underline-offset-4">
        <Trans>Facts you can use</Trans>
      </summary>
      <ul className="grid list-disc gap-1 pl-5" lang={language}>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </details>
  );
}
