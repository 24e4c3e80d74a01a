/** Authored dates: the days that they mean, and which of them are not dates. */
import { expect, test } from 'vitest';
import { areApart, type DayRange, dayRange, publishedBy } from '../../src/model/dates.ts';

test.each([
  ['2025-02-04', '2025-02-04', '2025-02-04'],
  ['2024-02-29', '2024-02-29', '2024-02-29'],
  ['2025-02', '2025-02-01', '2025-02-28'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2025-12', '2025-12-01', '2025-12-31'],
  ['0099-12', '0099-12-01', '0099-12-31'],
  ['2025-02-01/2025-02-07', '2025-02-01', '2025-02-07'],
  ['2024-12-30/2025-01-02', '2024-12-30', '2025-01-02'],
  ['../2025-02-07', null, '2025-02-07'],
])('%s means the days from %s to %s', (text, first, last) => {
  expect(dayRange(text)).toEqual({ first, last });
});

test.each([
  '',
  '2025',
  '2025-13',
  '2025-00',
  '2025-2',
  '2025-02-30',
  '2025-02-07/2025-02-01',
  '2025-02-01/2025-02-01',
  '2025-02-01/2025-02-30',
  '2025-02-01/',
  '/2025-02-07',
  '2025-02-01/..',
  '../2025-02',
  '2025-01/2025-02',
  '2025-02-01/2025-02-03/2025-02-05',
  '2025-02-01 / 2025-02-07',
  '2025-02-04T10:00:00Z',
  'unknown',
  'Tuesday',
])('“%s” is no date', (text) => {
  expect(dayRange(text)).toBeNull();
});

test.each([
  ['2025-02', '2025-02-04', false],
  ['2025-02', '2025-03-01', true],
  ['2025-02-04', '2025-02-05', true],
  ['2025-02-01/2025-02-05', '2025-02-05/2025-02-07', false],
  ['../2025-02-01', '2025-02-04', false],
])('%s and %s are apart: %s', (one, other, apart) => {
  const days = [one, other].map(dayRange) as [DayRange, DayRange];
  expect([areApart(days[0], days[1]), areApart(days[1], days[0])]).toEqual([apart, apart]);
});

test.each([
  ['2025-02-05', undefined, '2025-02-05'],
  ['2025-02', '2025-02-10', '2025-02-28'],
  ['unknown', '2025-02-10', '2025-02-10'],
  ['unknown', undefined, null],
])('a source published on %s and retrieved on %s was published by %s', (published, retrieved, by) => {
  expect(publishedBy({ published, retrieved })).toBe(by);
});
