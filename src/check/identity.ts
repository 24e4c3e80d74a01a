/** Rules about ids, names and roles. */
import { allSources } from '../model/authored.ts';
import type { Place } from '../model/finding.ts';
import { foldName } from '../model/names.ts';
import type { Rule } from './rule.ts';

const uniqueId: Rule = {
  id: 'unique-id',
  level: 'error',
  protects: 'An id must belong to one entity or one source.',
  check({ entities, sources, tables }, report) {
    for (const records of [entities, allSources({ sources, tables })]) {
      const first = new Map<string, (typeof records)[number]>();
      for (const record of records) {
        const before = first.get(record.value.id);
        if (before) {
          const other = before.place(['id']);
          report(
            `the id “${record.value.id}” is taken: ${other.file}:${other.line}`,
            record.place(['id']),
            'Give one of the two another id; `chipkb set` changes the recorded one.',
          );
        } else first.set(record.value.id, record);
      }
    }
  },
};

const sourceFile: Rule = {
  id: 'source-file',
  level: 'error',
  protects: 'The file of a source must be named after its id.',
  check(records, report) {
    for (const { stem, value, place } of allSources(records)) {
      if (stem !== value.id) {
        report(
          `the source “${value.id}” is in ${stem}.yaml`,
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
  protects: 'A name or alias must belong to one entity, ignoring case, hyphens, spaces and Chinese script.',
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
          report(
            `“${name}” contains neither a letter nor a digit`,
            place(path),
            'Give a name that can be typed.',
          );
        else if (other && other.id !== value.id) {
          const { file, line } = other.place();
          const where = `${file}:${line}`;
          report(
            `“${name}” already names ${other.id}: ${where}`,
            place(path),
            'If it can mean both, mark it `ambiguous: true` in each.',
          );
        } else owner.set(key, { id: value.id, place: () => place(path) });
      }
    }
  },
};

const roleOfCompany: Rule = {
  id: 'role-of-company',
  level: 'error',
  protects: 'Only a company may have roles, and each role once.',
  check({ entities }, report) {
    for (const { value, place } of entities) {
      if (value.roles && value.kind !== 'company') {
        report(
          `${value.id} is of kind ${value.kind}, but only a company has roles`,
          place(['roles'], 'key'),
          'Remove the roles.',
        );
      }
      for (const [index, role] of (value.roles ?? []).entries()) {
        if (value.roles?.indexOf(role) !== index)
          report(`the role ${role} is listed twice`, place(['roles', index]));
      }
    }
  },
};

const origin: Rule = {
  id: 'origin',
  needsAll: true,
  acrossSources: true,
  level: 'error',
  protects: 'The origin of a source must be another source, which is no copy itself.',
  check(records, report) {
    const sources = allSources(records);
    const originOf = new Map(
      sources.map(({ value }) => [value.id, 'origin' in value ? value.origin : undefined]),
    );
    for (const { value, place } of records.tables) {
      const { origin: id } = value;
      if (id === undefined) continue;
      const further = originOf.get(id);
      if (!originOf.has(id))
        report(`no source has the id “${id}”`, place(['origin']), '`chipkb sources` lists the ids.');
      else if (id === value.id) report('a source is no copy of itself', place(['origin']), 'Remove it.');
      else if (further !== undefined)
        report(`${id} is a copy of ${further}`, place(['origin']), `Write \`origin: ${further}\`.`);
    }
  },
};

export const identityRules: readonly Rule[] = [uniqueId, sourceFile, uniqueName, roleOfCompany, origin];
