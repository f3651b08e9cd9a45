import { Trans, useLingui } from '@lingui/react/macro';
import { problemWords } from '../../api/problem-words';
import { isProblem, UNREACHABLE } from '../../api/problems';
import { Button } from './button';
import { Notice } from './notice';

/** A refusal or a silence in plain words, with a way to try again where that may help. */
export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
  const { i18n } = useLingui();
  const silent = isProblem(error, UNREACHABLE);
  return (
    <Notice look={silent ? 'warn' : 'bad'} alert>
      <p>{problemWords(i18n, error)}</p>
      {retry && (
        <div>
          <Button look="outline" onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
    </Notice>
  );
}
