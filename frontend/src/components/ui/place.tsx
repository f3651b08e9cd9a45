/** Where a profile is: a network, or the practice network of this installation, which is always named as what it is. */
import { useLingui } from '@lingui/react/macro';
import { createContext, useContext } from 'react';
import { NetworkMark, networkName } from './network-mark';

export type Place = { network: string; instance?: string | null };

/** The host of the practice network, where the installation has one. */
const Practice = createContext<string | null>(null);
export const PracticeProvider = Practice.Provider;

/** The host in an address; null where there is none. */
export const hostOf = (url: string | null | undefined): string | null =>
  url && URL.canParse(url) ? new URL(url).host : null;

const isPractice = ({ instance }: Place, host: string | null): boolean => host !== null && instance === host;

/** Names places: "Mastodon", "Bluesky", or "the practice network". */
export function usePlaceName(): (place: Place) => string {
  const { t } = useLingui();
  const host = useContext(Practice);
  return (place) => (isPractice(place, host) ? t`Practice network` : networkName(place.network));
}

/** `size` in pixels. */
export function PlaceMark({ place, size }: { place: Place; size?: number }) {
  const host = useContext(Practice);
  return <NetworkMark network={isPractice(place, host) ? 'practice' : place.network} size={size} />;
}
