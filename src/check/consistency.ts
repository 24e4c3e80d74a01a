/** Rules about claims that can't hold together: days, loops, repeats. */

import { isAscii } from '../model/ascii.ts';
import { WEEKDAYS } from '../model/dates.ts';
import type { Place } from '../model/finding.ts';
import { mentions } from '../model/names.ts';
import { idsIn } from '../model/references.ts';
import { relationTerms } from '../model/vocabulary.ts';
import { edgesOf, type Rule, statementsOf, viaKey } from './rule.ts';

/** The day that a whole printed date gives, such as “4 February 2025”; null where it leaves something out. */
function dayOf(printed: string): string | null {
  const time = /\d{4}/.test(printed) && /\d{1,2}\D/.test(printed) ? Date.parse(`${printed} UTC`) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}

const days: Rule = {
  id: 'days',
  level: 'error',
  protects: 'A day is no later than its source, and says how it is known where the source prints none.',
  check(records, report) {
    for (const { value, place } of records.sources) {
      if (value.retrieved !== undefined && value.retrieved < value.published) {
        report(
          `retrieved on ${value.retrieved}, before it was published on ${value.published}`,
          place(['retrieved']),
        );
      }
    }
    for (const { source, value, path } of statementsOf(records)) {
      const { date, 'printed-date': printed, 'date-basis': basis } = value;
      if (date === undefined) {
        if (basis !== undefined)
          report('there is a basis, and no date', source.place([...path, 'date-basis'], 'key'));
        continue;
      }
      const place = () => source.place([...path, 'date']);
      if (date > source.value.published) {
        report(`${date} is later than the source, published on ${source.value.published}`, place);
      }
      // All names of weekdays end alike, which is seen sooner.
      const isWeekday = printed !== undefined && (!isAscii(printed) || /day/i.test(printed));
      const weekday = isWeekday ? WEEKDAYS.find((name) => mentions(printed, name)) : undefined;
      const actual = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];
      if (weekday && weekday !== actual) report(`${date} is a ${actual}, not a ${weekday}`, place);
      if (printed === undefined) report('a date without the day as printed', place, 'Add `printed-date`.');
      else if (basis === undefined && dayOf(printed) !== date) {
        report(
          `“${printed}” alone does not give ${date}`,
          place,
          'Say in `date-basis` how the day is known.',
        );
      }
    }
  },
};

const selfEdge: Rule = {
  id: 'self-edge',
  level: 'error',
  protects: 'A relation connects two entities.',
  check(records, report) {
    for (const { source, value, path } of edgesOf(records)) {
      const from = new Set(idsIn('from', value.from).map(({ id }) => id));
      for (const { id, path: field } of idsIn('to', value.to)) {
        if (from.has(id)) report(`${id} stands at both ends`, source.place([...path, ...field]));
      }
    }
  },
};

const duplicate: Rule = {
  id: 'duplicate',
  level: 'error',
  protects: 'A claim is recorded once in each source, so that counts mean something.',
  check(records, report) {
    const seen = new Map<string, () => Place>();
    for (const { source, value, path } of edgesOf(records)) {
      const beside = idsIn('with', value.with)
        .map(({ id }) => id)
        .sort();
      for (const { id: from, path: field } of idsIn('from', value.from)) {
        for (const { id: to } of idsIn('to', value.to)) {
          const ends = relationTerms(value.relation).symmetric ? [from, to].sort() : [from, to];
          const key = JSON.stringify([
            source.value.id,
            value.relation,
            ends,
            value.status,
            viaKey(value.via),
            beside,
            value['said-by'],
            value.date,
          ]);
          const first = seen.get(key);
          const place = () => source.place([...path, ...field]);
          if (first)
            report(
              `${from} ${value.relation} ${to} is already recorded, line ${first().line}`,
              place,
              'Merge the two; one claim can hold several passages.',
            );
          else seen.set(key, place);
        }
      }
    }
  },
};

const cycle: Rule = {
  id: 'cycle',
  level: 'error',
  protects: 'Nothing is derived from, a member of, or owned by itself, by any number of steps.',
  check(records, report) {
    for (const relation of ['derived-from', 'member-of', 'owns'] as const) {
      const next = new Map<string, Set<string>>();
      for (const { source, value, path } of edgesOf(records)) {
        if (value.relation !== relation) continue;
        for (const { id: from } of idsIn('from', value.from)) {
          for (const { id: to, path: field } of idsIn('to', value.to)) {
            if (from !== to && reaches(next, to, from)) {
              report(
                `${from} ${relation} ${to} closes a circle`,
                source.place([...path, ...field]),
                'Remove one of its edges.',
              );
            } else next.set(from, (next.get(from) ?? new Set()).add(to));
          }
        }
      }
    }
  },
};

function reaches(next: ReadonlyMap<string, ReadonlySet<string>>, start: string, goal: string): boolean {
  const seen = new Set([start]);
  for (const id of seen) {
    if (id === goal) return true;
    for (const other of next.get(id) ?? []) seen.add(other);
  }
  return false;
}

export const consistencyRules: readonly Rule[] = [days, selfEdge, duplicate, cycle];
