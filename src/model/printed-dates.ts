/**
 * Finds dates as they are printed and computes the calendar date from the day of publication. The result is never after
 * the publication, and null if the words can mean more than one date. If the day of publication is not known, only a date that is
 * printed with its year is computed.
 */
import { isIsoDate, WEEKDAYS } from './dates.ts';
import { overlaps, type TextRange } from './text-range.ts';

/** A date in a text; its range counts from the start of that text. */
export interface PrintedDate extends TextRange {
  /** As printed. */
  printed: string;
  /** As it can be authored; null if the words are ambiguous or name a date after the publication. */
  date: string | null;
  /** How `date` was computed; null without a date. */
  basis: string | null;
}

const HAN_WEEKDAYS: readonly string[] = ['日', '一', '二', '三', '四', '五', '六'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

const MONTH =
  '(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)';

const MS_PER_DAY = 86_400_000;

/** A date, and how it follows from the words. */
interface ComputedDate {
  date: string;
  how: string;
}
interface Publication {
  /** Milliseconds since 1970. */
  time: number;
  date: string;
}

/** In order of priority: of two patterns that match the same words, the first wins. */
const PATTERNS: readonly {
  pattern: RegExp;
  compute(match: RegExpExecArray, published: Publication | null): ComputedDate | null;
}[] = [
  {
    // “last Tuesday” can mean either of two days, and so can “next Tuesday”.
    pattern: new RegExp(`\\b(last |next |this |coming )?(${WEEKDAYS.join('|')})\\b`, 'gu'),
    compute: ([, which, name], published) =>
      published && which === undefined ? lastWeekday(WEEKDAYS.indexOf(name ?? ''), published) : null,
  },
  {
    pattern: /(上|下|本|这|這)?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])/gu,
    compute: ([, which, name], published) => {
      const weekday = HAN_WEEKDAYS.indexOf(name === '天' ? '日' : (name ?? ''));
      return published && which === undefined ? lastWeekday(weekday, published) : null;
    },
  },
  {
    pattern: new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?:, (\\d{4}))?(?!\\d)`, 'gu'),
    compute: ([, month, day, year], published) =>
      calendarDate(year, monthIndex(month), Number(day), published),
  },
  {
    pattern: new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)? ${MONTH}(?: (\\d{4}))?\\b`, 'gu'),
    compute: ([, day, month, year], published) =>
      calendarDate(year, monthIndex(month), Number(day), published),
  },
  {
    pattern: /(?:(\d{4})\s?年\s?)?(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]/gu,
    compute: ([, year, month, day], published) =>
      calendarDate(year, Number(month) - 1, Number(day), published),
  },
  {
    pattern: /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/gu,
    compute: ([, year, month, day], published) =>
      calendarDate(year, Number(month) - 1, Number(day), published),
  },
  {
    pattern: /\b[Yy]esterday\b|昨[日天]/gu,
    compute: (_, published) =>
      published && { date: dateAt(published.time - MS_PER_DAY), how: 'the day before it' },
  },
  {
    pattern: /\b[Tt]oday\b|今[日天]/gu,
    compute: (_, published) => published && { date: published.date, how: 'that day' },
  },
];

/** Words before a date that make it the last day of an open range. */
const BY = /(?:\b[Bb]y |\b[Aa]s of |截至)$/u;

/** Words that may stand beside a complete date and do not change it. */
const AROUND = new RegExp(`^(?:on|[,，\\s]|${WEEKDAYS.join('|')})*$`, 'iu');

/** A month with its year. */
const MONTH_AND_YEAR = new RegExp(`^(?:in )?${MONTH} (\\d{4})$`, 'iu');
const HAN_MONTH_AND_YEAR = /^(\d{4})\s?年\s?(\d{1,2})\s?月$/u;

/** The date that printed words alone give, such as “4 February 2025”, “in February 2025” or “by 4 February 2025”; null if none. */
export function dateOfPrinted(printed: string): string | null {
  const [, month, year] = MONTH_AND_YEAR.exec(printed) ?? [];
  if (year !== undefined) return `${year}-${String(monthIndex(month) + 1).padStart(2, '0')}`;
  const [, hanYear, hanMonth = ''] = HAN_MONTH_AND_YEAR.exec(printed) ?? [];
  if (hanYear !== undefined) return `${hanYear}-${hanMonth.padStart(2, '0')}`;
  const [only, ...others] = datesIn(printed, null).filter(({ date }) => date !== null);
  if (only === undefined || others.length > 0) return null;
  return AROUND.test(printed.slice(0, only.start) + printed.slice(only.end)) ? only.date : null;
}

/** Returns the dates in a text in order; `published` is the authored date of publication, null if unknown. */
export function datesIn(text: string, published: string | null): PrintedDate[] {
  const isDay = published !== null && isIsoDate(published);
  const publication = isDay ? { time: Date.parse(`${published}T00:00:00Z`), date: published } : null;
  const found: PrintedDate[] = [];
  for (const { pattern, compute } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const [by = ''] = BY.exec(text.slice(Math.max(0, match.index - 7), match.index)) ?? [];
      const range = { start: match.index - by.length, end };
      if (found.some((other) => overlaps(other, range))) continue;
      // “by Friday” and “by 7 March” can mean a day to come.
      const isAmbiguous = by !== '' && by !== '截至' && !/\d{4}/.test(match[0]);
      const computed = isAmbiguous ? null : compute(match, publication);
      const date = computed && `${by === '' ? '' : '../'}${computed.date}`;
      const basis = computed && basisOf(computed, publication);
      found.push({ ...range, printed: text.slice(range.start, end), date, basis });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function basisOf({ how }: ComputedDate, publication: Publication | null): string {
  if (publication === null) return how;
  const weekday = WEEKDAYS[new Date(publication.time).getUTCDay()];
  return `computed from the publication on ${weekday} ${publication.date}, ${how}`;
}

const dateAt = (time: number): string => new Date(time).toISOString().slice(0, 10);
const monthIndex = (name: string | undefined): number =>
  MONTHS.findIndex((month) => name?.toLowerCase().startsWith(month));

/** The last such weekday (0 is Sunday) on or before the publication. */
function lastWeekday(weekday: number, { time }: Publication): ComputedDate {
  const daysBefore = (new Date(time).getUTCDay() - weekday + 7) % 7;
  return { date: dateAt(time - daysBefore * MS_PER_DAY), how: `the ${WEEKDAYS[weekday]} on or before it` };
}

/** The printed date (months count from 0); without a year, the last such date on or before the publication. */
function calendarDate(
  year: string | undefined,
  month: number,
  day: number,
  published: Publication | null,
): ComputedDate | null {
  const inYear = (own: number): string | null => {
    const time = Date.UTC(own, month, day);
    const exists = new Date(time).getUTCMonth() === month && own >= 1000 && own <= 9999;
    return exists ? dateAt(time) : null;
  };
  if (published === null) {
    const date = year === undefined ? null : inYear(Number(year));
    return date === null ? null : { date, how: 'printed with its year' };
  }
  const lastYear = Number(published.date.slice(0, 4));
  const date =
    year === undefined
      ? [inYear(lastYear), inYear(lastYear - 1)].find((own) => own !== null && own <= published.date)
      : inYear(Number(year));
  if (!date || date > published.date) return null;
  return { date, how: year === undefined ? 'the last such day on or before it' : 'which prints the year' };
}
