/** Wall times in a person's own zone, as the server wants them: "2026-11-25T16:30" beside "Europe/Copenhagen". */

/** The clock on the wall in `zone` at the instant, to the minute. */
export function wallTime(instant: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);
  return parts.replace(' ', 'T');
}

const toUtc = (wall: string) => Date.parse(`${wall}:00Z`);
const DAY = 86_400_000;

/** The instant at which the clock in `zone` shows `wall`. Where it shows it twice, one of the two; where never, an hour off. */
export function instantOf(wall: string, zone: string): Date {
  const wanted = toUtc(wall.slice(0, 16));
  const first = wanted - (toUtc(wallTime(new Date(wanted), zone)) - wanted);
  return new Date(first + wanted - toUtc(wallTime(new Date(first), zone)));
}

/** The wall time `days` later at `clock` ("08:00"), counted on the calendar so that a change of summer time is no matter. */
export const onDay = (wall: string, days: number, clock: string): string =>
  `${new Date(toUtc(`${wall.slice(0, 10)}T00:00`) + days * DAY).toISOString().slice(0, 10)}T${clock}`;

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export type Suggestion = { wall: string; day: 'today' | 'tomorrow' };

/** One tap away: this afternoon after work while it is at least half an hour off, else tomorrow; and tomorrow morning. */
export function suggestTimes(now: Date, zone: string): Suggestion[] {
  const wall = wallTime(now, zone);
  const afternoon = onDay(wall, 0, '16:30');
  const soon = wallTime(new Date(now.getTime() + 30 * 60_000), zone);
  const first: Suggestion =
    soon <= afternoon ? { wall: afternoon, day: 'today' } : { wall: onDay(wall, 1, '16:30'), day: 'tomorrow' };
  return [first, { wall: onDay(wall, 1, '08:00'), day: 'tomorrow' }];
}
