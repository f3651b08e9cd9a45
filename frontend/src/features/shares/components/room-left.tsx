import { Plural } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { excess, type Room } from '../mistakes';

/** From this share of the room on, the number itself matters. */
const TIGHT = 0.8;

/** How much room is left, with everything counted that will be posted. Never a negative number. */
export function RoomLeft({ room }: { room: Room }) {
  const { name, used, max } = room;
  const over = excess(room);
  if (max === null) return null;
  if (over > 0)
    return (
      <p className="flex items-center gap-2 font-semibold text-danger">
        <TriangleAlert aria-hidden size={18} className="shrink-0" />
        <Plural value={over} one={`${name}: # character too long`} other={`${name}: # characters too long`} />
      </p>
    );
  const left = max - used;
  return (
    <p
      className={`flex items-center gap-2 text-sm tabular-nums ${used / max > TIGHT ? 'font-semibold text-warn' : 'text-muted'}`}
    >
      <CircleCheck aria-hidden size={18} className="shrink-0" />
      <Plural value={left} one={`# character left on ${name}`} other={`# characters left on ${name}`} />
    </p>
  );
}
