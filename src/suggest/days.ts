/** Days as they are printed, resolved against the day of publication: never to a later day, never where two are possible. */

/** A day in a text. Offsets are those of the text that was searched. */
export interface PrintedDay {
  start: number;
  end: number;
  /** As printed. */
  printed: string;
  /** ISO 8601; null where the words leave it open or name a day after the publication. */
  date: string | null;
  /** How the date follows; null where there is none. */
  basis: string | null;
}

const WEEKDAYS: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];
const HAN_WEEKDAYS: readonly string[] = ['日', '一', '二', '三', '四', '五', '六'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

const MONTH =
  '(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)';

/** Milliseconds of a day. */
const DAY = 86_400_000;

type Found = { date: string | null; how: string };
type Published = { time: number; iso: string };

const PATTERNS: readonly { pattern: RegExp; read(match: RegExpExecArray, published: Published): Found }[] = [
  {
    // “last Tuesday” and “next Tuesday” leave open which; they are shown as printed, without a date.
    pattern: new RegExp(`\\b(last |next |this |coming )?(${WEEKDAYS.join('|')})\\b`, 'gu'),
    read: ([, which, name], published) =>
      which === undefined ? weekday(WEEKDAYS.indexOf(name ?? ''), published) : open,
  },
  {
    pattern: /(上|下|本|这|這)?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])/gu,
    read: ([, which, name], published) => {
      const day = HAN_WEEKDAYS.indexOf(name === '天' ? '日' : (name ?? ''));
      return which === undefined ? weekday(day, published) : open;
    },
  },
  {
    pattern: new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?:, (\\d{4}))?(?!\\d)`, 'gu'),
    read: ([, month, day, year], published) => dayOf(year, monthOf(month), Number(day), published),
  },
  {
    pattern: new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)? ${MONTH}(?: (\\d{4}))?\\b`, 'gu'),
    read: ([, day, month, year], published) => dayOf(year, monthOf(month), Number(day), published),
  },
  {
    pattern: /(?:(\d{4})\s?年\s?)?(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]/gu,
    read: ([, year, month, day], published) => dayOf(year, Number(month) - 1, Number(day), published),
  },
  {
    pattern: /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/gu,
    read: ([, year, month, day], published) => dayOf(year, Number(month) - 1, Number(day), published),
  },
  {
    pattern: /\b[Yy]esterday\b|昨[日天]/gu,
    read: (_, { time }) => ({ date: iso(time - DAY), how: 'the day before it' }),
  },
  { pattern: /\b[Tt]oday\b|今[日天]/gu, read: (_, published) => ({ date: published.iso, how: 'that day' }) },
];

const open: Found = { date: null, how: '' };

/** The days that a text prints, in its order. `published` is an ISO day. */
export function daysIn(text: string, published: string): PrintedDay[] {
  const day: Published = { time: Date.parse(`${published}T00:00:00Z`), iso: published };
  const found: PrintedDay[] = [];
  for (const { pattern, read } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => other.start < end && other.end > start)) continue;
      const { date, how } = read(match, day);
      const basis =
        date === null ? null : `computed from the publication on ${weekdayOf(day.time)} ${published}, ${how}`;
      found.push({ start, end, printed: match[0], date, basis });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const weekdayOf = (time: number): string => WEEKDAYS[new Date(time).getUTCDay()] ?? '';
const monthOf = (name: string | undefined): number =>
  MONTHS.findIndex((month) => name?.toLowerCase().startsWith(month));

/** The last such day on or before the publication. */
function weekday(index: number, { time }: Published): Found {
  const back = (new Date(time).getUTCDay() - index + 7) % 7;
  return { date: iso(time - back * DAY), how: `the ${WEEKDAYS[index]} on or before it` };
}

/** The day that is printed; without a year, the last such day on or before the publication. */
function dayOf(year: string | undefined, month: number, day: number, { iso: limit }: Published): Found {
  const at = (own: number): string | null => {
    const time = Date.UTC(own, month, day);
    const date = Number.isNaN(time) ? null : new Date(time);
    return date && date.getUTCMonth() === month && own >= 1000 && own <= 9999 ? iso(time) : null;
  };
  const last = Number(limit.slice(0, 4));
  const date =
    year === undefined
      ? [at(last), at(last - 1)].find((own) => own !== null && own <= limit)
      : at(Number(year));
  if (!date || date > limit) return open;
  return { date, how: year === undefined ? 'the last such day on or before it' : 'which prints the year' };
}
