/** Rules about who is who: ids, names and roles. */

import type { Place } from '../model/finding.ts';
import { foldName } from '../model/names.ts';
import type { Rule } from './rule.ts';

const uniqueId: Rule = {
  id: 'unique-id',
  level: 'error',
  protects: 'An id means one entity or one source, so that a reference can be followed.',
  check({ entities, sources }, report) {
    for (const records of [entities, sources]) {
      const first = new Map<string, (typeof records)[number]>();
      for (const record of records) {
        const before = first.get(record.value.id);
        if (before) {
          const other = before.place(['id']);
          report(
            `the id “${record.value.id}” is taken: ${other.file}:${other.line}`,
            record.place(['id']),
            'Give one of the two another id.',
          );
        } else first.set(record.value.id, record);
      }
    }
  },
};

const sourceFile: Rule = {
  id: 'source-file',
  level: 'error',
  protects: 'A source is found in the file that bears its id.',
  check({ sources }, report) {
    for (const { stem, value, place } of sources) {
      if (stem !== value.id) {
        report(
          `the source “${value.id}” stands in ${stem}.yaml`,
          place(['id']),
          `Name the file ${value.id}.yaml, or change the id.`,
        );
      }
    }
  },
};

const uniqueName: Rule = {
  id: 'unique-name',
  level: 'error',
  protects: 'A name or alias resolves to one entity, whatever its case, hyphens, spaces or Chinese script.',
  check({ entities }, report) {
    const owner = new Map<string, { id: string; place: () => Place }>();
    for (const { value, place } of entities) {
      const names = [
        { name: value.id, path: ['id'] },
        { name: value.name, path: ['name'] },
        ...(value.aliases ?? []).flatMap((alias, index) => {
          if (typeof alias === 'string') return [{ name: alias, path: ['aliases', index] }];
          return alias.ambiguous ? [] : [{ name: alias.name, path: ['aliases', index, 'name'] }];
        }),
      ];
      for (const { name, path } of names) {
        const key = foldName(name);
        const other = owner.get(key);
        if (key === '')
          report(`“${name}” holds neither letter nor digit`, place(path), 'Give a name that can be typed.');
        else if (other && other.id !== value.id) {
          const { file, line } = other.place();
          const where = `${file}:${line}`;
          report(
            `“${name}” already names ${other.id}: ${where}`,
            place(path),
            'Where it can mean both, mark it `ambiguous: true` at each.',
          );
        } else owner.set(key, { id: value.id, place: () => place(path) });
      }
    }
  },
};

const roleOfCompany: Rule = {
  id: 'role-of-company',
  level: 'error',
  protects: 'Only a company has a role, and every company has one or none, never an empty list.',
  check({ entities }, report) {
    for (const { value, place } of entities) {
      if (value.roles && value.kind !== 'company') {
        report(
          `${value.id} is of kind ${value.kind}, and only a company has roles`,
          place(['roles'], 'key'),
          'Remove the roles.',
        );
      }
      for (const [index, role] of (value.roles ?? []).entries()) {
        if (value.roles?.indexOf(role) !== index)
          report(`the role ${role} stands twice`, place(['roles', index]));
      }
    }
  },
};

export const identityRules: readonly Rule[] = [uniqueId, sourceFile, uniqueName, roleOfCompany];
