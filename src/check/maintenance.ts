/** Rules about what a maintainer would want to know: the unused and the contradictory. */

import { idsIn, idsOf } from '../model/references.ts';
import type { AuthoredEdge } from '../model/schema.ts';
import { edgesOf, type Located, type Rule, statementsOf, viaKey } from './rule.ts';

const mentioned: Rule = {
  id: 'mentioned',
  needsAll: true,
  level: 'warning',
  protects: 'An entity is there because a source says something of it.',
  check(records, report) {
    const named = new Set<string>();
    for (const { value, source } of statementsOf(records)) {
      named.add(source.value.publisher);
      for (const { id } of idsOf(value)) named.add(id);
    }
    for (const { value, place } of records.entities) {
      if (!named.has(value.id)) {
        report(
          `no claim or remark names ${value.id}`,
          place(['id']),
          'Record what a source says of it, or remove it.',
          value.id,
        );
      }
    }
  },
};

const sourceUsed: Rule = {
  id: 'source-used',
  level: 'warning',
  protects: 'A source is there because something rests on it.',
  check({ sources }, report) {
    for (const { value, place } of sources) {
      if (value.edges.length === 0 && (value.remarks ?? []).length === 0) {
        report(
          `nothing rests on the source ${value.id}`,
          place(['id']),
          'Record what it states, or remove it.',
          value.id,
        );
      }
    }
  },
};

const developerRole: Rule = {
  id: 'developer-role',
  needsAll: true,
  level: 'warning',
  protects: 'Roles and claims agree: who develops a model is a model developer, and the reverse.',
  check(records, report) {
    const developers = new Set<string>();
    for (const { value } of edgesOf(records)) {
      if (value.relation === 'develops') for (const { id } of idsIn('from', value.from)) developers.add(id);
    }
    for (const { value, place } of records.entities) {
      const hasRole = value.roles?.includes('model-developer') ?? false;
      if (value.kind !== 'company' || hasRole === developers.has(value.id)) continue;
      const message = hasRole
        ? `${value.id} has the role model-developer, and no claim says that it develops a model`
        : `${value.id} develops a model by a claim, and has not the role model-developer`;
      report(message, place(hasRole ? ['roles'] : ['id']), 'Make the two agree.', value.id);
    }
  },
};

const disagreement: Rule = {
  id: 'disagreement',
  level: 'info',
  protects: 'A reader learns that two claims of the same support differ in status or in date.',
  check(records, report) {
    const alike = new Map<string, Located<AuthoredEdge>[]>();
    for (const edge of edgesOf(records)) {
      const { source, value, path } = edge;
      if (value.relation !== 'supports') continue;
      for (const { id: from } of idsIn('from', value.from)) {
        for (const { id: to } of idsIn('to', value.to)) {
          const key = JSON.stringify([from, to, viaKey(value.via)]);
          const others = alike.get(key) ?? [];
          alike.set(key, [...others, edge]);
          const other = others.find((before) => differ(before.value, value));
          if (other === undefined) continue;
          const { file, line } = other.source.place([...other.path, 'status']);
          const said = `“${other.value.status}”${other.value.date ? ` on ${other.value.date}` : ''}`;
          const message = `${from} supports ${to}: another claim says ${said}, ${file}:${line}`;
          report(message, source.place([...path, 'status']), 'Both are shown, and marked.', edge.id);
        }
      }
    }
  },
};

const differ = (a: AuthoredEdge, b: AuthoredEdge): boolean =>
  a.status !== b.status || (a.date !== undefined && b.date !== undefined && a.date !== b.date);

export const upkeepRules: readonly Rule[] = [mentioned, sourceUsed, developerRole, disagreement];
