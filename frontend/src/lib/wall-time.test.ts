import { describe, expect, it } from 'vitest';
import { onDay, suggestTimes, wallTime } from './wall-time';

const ZONE = 'Europe/Copenhagen';
const walls = (instant: string) => suggestTimes(new Date(instant), ZONE).map(({ wall }) => wall);

it('the clock on the wall is the person’s own, whatever the device’s', () => {
  expect(wallTime(new Date('2026-11-24T23:30:00Z'), ZONE)).toBe('2026-11-25T00:30');
  expect(wallTime(new Date('2026-07-01T12:00:00Z'), ZONE)).toBe('2026-07-01T14:00');
});

describe('good times', () => {
  it('are this afternoon and tomorrow morning', () => {
    expect(walls('2026-11-24T09:00:00Z')).toEqual(['2026-11-24T16:30', '2026-11-25T08:00']);
  });

  it('never have passed, nor are only minutes away', () => {
    expect(walls('2026-11-24T15:05:00Z')[0]).toBe('2026-11-25T16:30');
  });
});

it('a day on is a day on the calendar, also when the clocks change', () => {
  expect(onDay('2026-10-24T23:50', 1, '08:00')).toBe('2026-10-25T08:00');
  expect(onDay('2026-12-31T10:00', 1, '08:00')).toBe('2027-01-01T08:00');
});
