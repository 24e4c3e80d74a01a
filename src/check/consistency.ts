/** Rules about claims that can't all be true: dates, self-references, duplicates, cycles. */
import { edgesOf, quotedStatementsOf } from '../model/authored.ts';
import { dayRange, isIsoDate, publishedBy, UNKNOWN_DATE, WEEKDAYS } from '../model/dates.ts';
import type { Place } from '../model/finding.ts';
import { dateOfPrinted } from '../model/printed-dates.ts';
import { idsIn } from '../model/references.ts';
import { claimEnds, claimKey, listOf, qualifiersOf } from '../model/statement-ids.ts';
import type { Relation } from '../model/vocabulary.ts';
import type { Rule } from './rule.ts';

const days: Rule = {
  id: 'days',
  level: 'error',
  protects:
    'A date must not be later than its source, and must have a basis if the source does not print it.',
  check(records, report) {
    for (const { value, place } of records.sources) {
      const first = dayRange(value.published)?.first ?? '';
      if (value.retrieved !== undefined && value.retrieved < first) {
        report(
          `retrieved on ${value.retrieved}, before it was published on ${value.published}`,
          place(['retrieved']),
        );
      }
    }
    // The dates of cells come from commits, not from the words of the source.
    for (const { source, value, path } of quotedStatementsOf(records)) {
      const { date, 'printed-date': printed, 'date-basis': basis } = value;
      if (date === undefined) {
        if (basis !== undefined)
          report('`date-basis` without a date', source.place([...path, 'date-basis'], 'key'));
        continue;
      }
      const place = () => source.place([...path, 'date']);
      const range = dayRange(date);
      const latest = publishedBy(source.value);
      // “By that day” has no first day; its last day must not be after the publication.
      if (range !== null && latest !== null && (range.first ?? range.last) > latest) {
        const { published, retrieved } = source.value;
        const when = published === UNKNOWN_DATE ? `retrieved on ${retrieved}` : `published on ${published}`;
        report(`${date} is later than the source, ${when}`, place);
      }
      const weekday = printed && WEEKDAYS.find((name) => new RegExp(`\\b${name}\\b`, 'i').test(printed));
      const actual = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];
      if (weekday && isIsoDate(date) && weekday !== actual)
        report(`${date} is a ${actual}, not a ${weekday}`, place);
      if (printed === undefined) report('a date without its printed form', place, 'Add `printed-date`.');
      else if (basis === undefined && dateOfPrinted(printed) !== date) {
        report(
          `“${printed}” alone does not give ${date}`,
          place,
          'Say in `date-basis` how the date was established.',
        );
      }
    }
  },
};

const selfEdge: Rule = {
  id: 'self-edge',
  level: 'error',
  protects: 'A relation must connect two different entities.',
  check(records, report) {
    for (const { source, value, path } of edgesOf(records)) {
      const from = new Set(listOf(value.from));
      for (const { id, path: field } of idsIn('to', value.to)) {
        if (from.has(id)) report(`${id} is at both ends`, source.place([...path, ...field]));
      }
    }
  },
};

const duplicate: Rule = {
  id: 'duplicate',
  level: 'error',
  protects: 'A source must not contain the same claim twice, because it would be counted twice.',
  check(records, report) {
    const seen = new Map<string, () => Place>();
    for (const { source, value, path } of edgesOf(records)) {
      const qualifiers = qualifiersOf(value);
      for (const { id: from, path: field } of idsIn('from', value.from)) {
        for (const to of listOf(value.to)) {
          const key = JSON.stringify([source.value.id, claimKey(value.relation, from, to), qualifiers]);
          const first = seen.get(key);
          const place = () => source.place([...path, ...field]);
          if (first === undefined) seen.set(key, place);
          else
            report(
              `${from} ${value.relation} ${to} is already recorded, ${first().file}:${first().line}`,
              place,
              'cells' in source
                ? 'Say what distinguishes the two: by a column, or by a `given` field of the table, such as its task.'
                : 'Merge the two; a claim can have several quotes.',
            );
        }
      }
    }
  },
};

/** The relations that must not lead back to where they start. */
export const ACYCLIC_RELATIONS = ['derived-from', 'member-of', 'owns'] as const satisfies Relation[];

const cycle: Rule = {
  id: 'cycle',
  level: 'error',
  protects:
    'Nothing may be derived from itself, a member of itself, or owned by itself, in any number of steps.',
  check(records, report) {
    for (const relation of ACYCLIC_RELATIONS) {
      const next = new Map<string, Set<string>>();
      for (const { source, value, path } of edgesOf(records)) {
        if (value.relation !== relation) continue;
        for (const { from, to } of claimEnds(value)) {
          if (from !== to && isReachable(next, to, from)) {
            const field = Array.isArray(value.to) ? ['to', value.to.indexOf(to)] : ['to'];
            report(
              `${from} ${relation} ${to} closes a cycle`,
              source.place([...path, ...field]),
              'Remove one of its claims.',
            );
          } else next.set(from, (next.get(from) ?? new Set()).add(to));
        }
      }
    }
  },
};

function isReachable(next: ReadonlyMap<string, ReadonlySet<string>>, start: string, goal: string): boolean {
  const reached = new Set([start]);
  // A set is iterated in insertion order, including what is added meanwhile.
  for (const id of reached) {
    if (id === goal) return true;
    for (const other of next.get(id) ?? []) reached.add(other);
  }
  return false;
}

export const consistencyRules: readonly Rule[] = [days, selfEdge, duplicate, cycle];
