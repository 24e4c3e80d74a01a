/** Days as ISO 8601 `YYYY-MM-DD`, and what else a date can be: a month or a range of days. */

export const WEEKDAYS: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

/** True if a text is a day that exists, written as `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The days that a date can mean, both included. `first` is null if only the last is known, as in “by 7 February”. */
export interface DayRange {
  first: string | null;
  last: string;
}

/** What a date can be, in words. */
export const DATE_FORMS =
  'a day (2025-02-04), a month (2025-02), a range of days (2025-02-01/2025-02-07) or, for “by that day”, ../2025-02-07';

/**
 * The days that a date means; null if there is no date, it has another form, or it names a day that does not exist. The forms are
 * those of ISO 8601, and for an open start of ISO 8601-2.
 */
export function dayRange(text: string | null | undefined): DayRange | null {
  if (text == null) return null;
  if (isIsoDate(text)) return { first: text, last: text };
  const lastOfMonth = [31, 30, 29, 28].map((day) => `${text}-${day}`).find(isIsoDate);
  if (lastOfMonth !== undefined) return { first: `${text}-01`, last: lastOfMonth };
  const [first = '', last = '', ...more] = text.split('/');
  if (!isIsoDate(last) || more.length > 0) return null;
  if (first === '..') return { first: null, last };
  return isIsoDate(first) && first < last ? { first, last } : null;
}

/** True if two dates can't mean the same day; false if one of them has no first day. */
export const areApart = (a: DayRange, b: DayRange): boolean =>
  a.first !== null && b.first !== null && (a.last < b.first || b.last < a.first);

/** What `published` of a source is if its date of publication is not known. */
export const UNKNOWN_DATE = 'unknown';

/**
 * The day by which a source was certainly published: the last that its date can mean or, if that is unknown, the day on which it
 * was retrieved; null if neither is known.
 */
export const publishedBy = (source: { published: string; retrieved?: string | undefined }): string | null =>
  dayRange(source.published)?.last ?? source.retrieved ?? null;

/** When a claim or remark was made: `date` if that is a day; otherwise not before and not after a day, as far as they are known. */
export interface StatementDates {
  date: string | null;
  notBefore: string | null;
  notAfter: string | null;
}

/** The dates of a statement: its authored date with the first and last day of that or, without a date, the day `sourceBy` by which its source was published. */
export function statementDates(date: string | null, sourceBy: string | null): StatementDates {
  const days = dayRange(date);
  if (days === null) return { date: null, notBefore: null, notAfter: sourceBy };
  const isDay = days.first === days.last;
  return { date, notBefore: isDay ? null : days.first, notAfter: isDay ? null : days.last };
}

/** The days on which a claim or remark can have been made; null if nothing is known. */
export function daysOf({ date, notBefore, notAfter }: StatementDates): DayRange | null {
  if (notAfter !== null) return { first: notBefore, last: notAfter };
  return date === null ? null : { first: date, last: date };
}
