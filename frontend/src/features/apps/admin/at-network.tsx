/** What to do on the network's own page: where it is, what to add there, and what to enter, exactly. */
import { Trans, useLingui } from '@lingui/react/macro';
import { ExternalLink } from 'lucide-react';
import type { AppPlace } from '../../../api/types';
import { buttonClass } from '../../../components/ui/button';
import { CopyField } from '../../../components/ui/copy-field';

export function AtNetwork({ place, mode, name }: { place: AppPlace; mode: string; name: string }) {
  const { t } = useLingui();
  const { scopes = [], products = [] } = place.modes.find((one) => one.mode === mode) ?? {};
  return (
    <ol className="grid list-decimal gap-5 pl-6 marker:font-bold">
      <li>
        <p>
          <Trans>Open {name}’s page for apps and make an app in the name of your organisation.</Trans>
        </p>
        <a href={place.console} target="_blank" rel="noopener noreferrer" className={buttonClass('outline', 'mt-2')}>
          <ExternalLink aria-hidden size={18} />
          <Trans>Open {name}’s page for apps</Trans>
        </a>
      </li>
      {products.length > 0 && (
        <li>
          <p>
            <Trans>Add this to the app there:</Trans>
          </p>
          <ul lang="en" className="mt-1 list-disc pl-5 font-semibold">
            {products.map((product) => (
              <li key={product}>{product}</li>
            ))}
          </ul>
        </li>
      )}
      <li>
        <p className="mb-2">
          <Trans>Enter this address where {name} asks where people are sent back to, letter by letter:</Trans>
        </p>
        <CopyField label={t`Redirect address`} value={place.redirect_uri} />
      </li>
      {place.deauthorise_uri && place.deletion_uri && (
        <li>
          <p className="mb-2">
            <Trans>
              Enter these where {name} asks whom to tell when somebody removes the app, or wants their data deleted.
              What they had connected then ends here as well:
            </Trans>
          </p>
          <CopyField label={t`Address for removals`} value={place.deauthorise_uri} />
          <CopyField label={t`Address for deletions`} value={place.deletion_uri} />
        </li>
      )}
      <li>
        <p className="mb-2">
          <Trans>If {name} asks which rights the app needs, these are all that we use:</Trans>
        </p>
        <CopyField label={t`Rights`} value={scopes.join(' ')} />
      </li>
    </ol>
  );
}
