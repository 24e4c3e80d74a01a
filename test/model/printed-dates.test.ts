/** Dates as printed, in a source published on Wednesday, 5 February 2025. */
import { expect, test } from 'vitest';
import { datesIn } from '../../src/model/printed-dates.ts';

test.each([
  ['said on Tuesday', 'Tuesday', '2025-02-04'],
  ['said on Wednesday', 'Wednesday', '2025-02-05'],
  ['said on Thursday', 'Thursday', '2025-01-30'],
  ['said next Tuesday', 'next Tuesday', null],
  ['said last Tuesday', 'last Tuesday', null],
  ['on February 4', 'February 4', '2025-02-04'],
  ['on Feb. 4, 2025', 'Feb. 4, 2025', '2025-02-04'],
  ['on 4 February 2025', '4 February 2025', '2025-02-04'],
  ['on December 31', 'December 31', '2024-12-31'],
  ['on February 6', 'February 6', '2024-02-06'],
  ['on February 6, 2025', 'February 6, 2025', null],
  ['on February 30', 'February 30', null],
  ['周二表示', '周二', '2025-02-04'],
  ['星期日表示', '星期日', '2025-02-02'],
  ['週二表示', '週二', '2025-02-04'],
  ['下周二发布', '下周二', null],
  ['2月4日，', '2月4日', '2025-02-04'],
  ['2024年12月31日', '2024年12月31日', '2024-12-31'],
  ['2025-02-03 note', '2025-02-03', '2025-02-03'],
  ['yesterday', 'yesterday', '2025-02-04'],
  ['今日宣布', '今日', '2025-02-05'],
  ['by 4 February 2025', 'by 4 February 2025', '../2025-02-04'],
  ['As of Feb. 4, 2025,', 'As of Feb. 4, 2025', '../2025-02-04'],
  ['has of 4 February 2025', '4 February 2025', '2025-02-04'],
  ['截至2月4日', '截至2月4日', '../2025-02-04'],
  ['by 4 February', 'by 4 February', null],
  ['by Tuesday', 'by Tuesday', null],
  ['by February 6, 2025', 'by February 6, 2025', null],
])('in “%s” finds “%s”, which means %s', (text, printed, date) => {
  expect(datesIn(text, '2025-02-05').map(({ printed: words, date: found }) => [words, found])).toEqual([
    [printed, date],
  ]);
});

test.each(['2025-02', '../2025-02-07', null])(
  'without the day of publication (%s), finds only dates with their year',
  (published) => {
    const text = 'on Tuesday, 昨天, today, February 3, 4 February 2024, 2024年2月5日 and February 30, 2024';
    expect(datesIn(text, published).map(({ printed, date, basis }) => [printed, date, basis])).toEqual([
      ['Tuesday', null, null],
      ['昨天', null, null],
      ['today', null, null],
      ['February 3', null, null],
      ['4 February 2024', '2024-02-04', 'printed with its year'],
      ['2024年2月5日', '2024-02-05', 'printed with its year'],
      ['February 30, 2024', null, null],
    ]);
  },
);

test('does not take the words May and March, versions or numbers for dates', () => {
  expect(datesIn('It may march on 12 servers in May, version 3.1 of 2025.', '2025-02-05')).toEqual([]);
});
