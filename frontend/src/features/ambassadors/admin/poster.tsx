/** The sheet to hang up: what it is, the code to scan, and the same code in large letters for whoever cannot. */
import './poster.css';
import { Trans, useLingui } from '@lingui/react/macro';
import type { CSSProperties } from 'react';
import type { Invitation, Organisation, Programme } from '../../../api/types';
import { deriveBrand } from '../../../lib/brand';

/** Fortaler's own green, where the organisation has no colour. */
const GREEN = '#0b5c4a';

type Props = {
  invitation: Invitation;
  programme: Pick<Programme, 'name' | 'purpose'>;
  organisation: Pick<Organisation, 'name' | 'brand_colour'>;
};

/** Where to write the code by hand, short enough to be typed. */
const joinAddress = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, '');

export function Poster({ invitation, programme, organisation }: Props) {
  const { t, i18n } = useLingui();
  const name = programme.name;
  const address = joinAddress(invitation.url);
  // Paper is light whatever the screen is.
  const ground = { '--poster': deriveBrand(organisation.brand_colour ?? GREEN).light.brand } as CSSProperties;
  return (
    <article lang={i18n.locale} aria-label={t`Poster`} className="poster" style={ground}>
      <div className="poster-top">
        <p>{organisation.name}</p>
        <p className="poster-title">
          <Trans>Your words reach further than ours</Trans>
        </p>
        <p className="poster-lead">
          <Trans>Join {name} and tell what you know in your own words.</Trans> {programme.purpose}
        </p>
      </div>
      <div className="poster-middle">
        <img
          src={`/api/v1/invitations/${invitation.id}/qr`}
          alt={t`QR code that opens ${invitation.url}`}
          className="poster-qr"
        />
        <ol className="poster-steps">
          <li>
            <Trans>Scan with the camera of your phone</Trans>
          </li>
          <li>
            <Trans>Say yes to the guidelines</Trans>
          </li>
          <li>
            <Trans>Find your first story</Trans>
          </li>
        </ol>
        <div className="poster-by-hand">
          <p>
            <Trans>Or write this code at {address}</Trans>
          </p>
          <p className="poster-code">{invitation.code}</p>
        </div>
      </div>
      <div className="poster-foot">
        <p>
          <Trans>You need only your phone: no app, no work e-mail.</Trans>
        </p>
        <p>
          <Trans>You decide what you share. Nobody can see what you leave.</Trans>
        </p>
      </div>
    </article>
  );
}
