import { Plural, useLingui } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { networkName } from '../../../components/ui/network-mark';

/** From this share of the room on, the number itself matters; before it, "there is room" is enough. */
const TIGHT = 0.8;

/** How much room is left, with everything counted that will be posted. Never a negative number. */
export function RoomLeft({ network, used, max }: { network: string; used: number; max: number }) {
  const { i18n } = useLingui();
  const name = networkName(network);
  const left = max - used;
  const over = -left;
  if (left < 0)
    return (
      <p className="flex items-center gap-2 font-semibold text-danger">
        <TriangleAlert aria-hidden size={18} className="shrink-0" />
        <Plural value={over} one={`${name}: # character too long`} other={`${name}: # characters too long`} />
      </p>
    );
  return (
    <p
      className={`flex items-center gap-2 tabular-nums ${used / max > TIGHT ? 'font-semibold text-warn' : 'text-muted'}`}
      lang={i18n.locale}
    >
      <CircleCheck aria-hidden size={18} className="shrink-0" />
      <Plural value={left} one={`# character left on ${name}`} other={`# characters left on ${name}`} />
    </p>
  );
}
