/** Names in a text: longest match, word boundaries, versions, scripts and offsets. */
import { expect, test } from 'vitest';
import { nameMatcher } from '../../src/model/name-matcher.ts';
import type { EntityRecord } from '../../src/model/records.ts';

const entity = (
  id: string,
  name: string,
  kind: EntityRecord['kind'],
  ...aliases: string[]
): EntityRecord => ({
  id,
  name,
  kind,
  roles: [],
  aliases: aliases.map((alias) => ({ name: alias, lang: null, ambiguous: false })),
  description: 'Made up.',
  location: null,
  links: [],
});

const matcher = nameMatcher([
  entity('meridian', 'Meridian', 'company', '子午科技', 'Meridian, Inc.'),
  entity('meridian-cloud', 'Meridian Cloud', 'service'),
  entity('halo-r1', 'Halo-R1', 'model', 'R1'),
  entity('halo-31', 'Halo 3.1', 'model'),
  entity('halo-based', 'Halo-R1-based models', 'model'),
  entity('card', '子午GPU', 'hardware'),
  { ...entity('twin-a', 'Twin', 'company'), aliases: [] },
  { ...entity('twin-b', 'Twin Two', 'company'), aliases: [{ name: 'Twin', lang: null, ambiguous: true }] },
]);

const found = (text: string) =>
  matcher.find(text, 0, text.length).map(({ start, end, entities, ambiguous, partOf, tail }) => {
    const ids = entities.map(({ id }) => id).join('|');
    const whole = partOf ? ` in ${text.slice(partOf.start, partOf.end)}` : '';
    return `${text.slice(start, end)}=${ids}${ambiguous ? '?' : ''}${whole}${tail ? ` -${tail}` : ''}`;
  });

test.each([
  ['Meridian Cloud of Meridian', ['Meridian Cloud=meridian-cloud', 'Meridian=meridian']],
  ['MERIDIAN and its R1', ['MERIDIAN=meridian', 'R1=halo-r1']],
  ['Meridian, Inc. and Meridian Inc', ['Meridian, Inc=meridian', 'Meridian Inc=meridian']],
  ['Halo R1, Halo‑R1', ['Halo R1=halo-r1', 'Halo‑R1=halo-r1']],
  ['Meridiana, AR1, R10', []],
  ['Halo-R1-Zero and R1 Lite', ['Halo-R1=halo-r1 in Halo-R1-Zero', 'R1=halo-r1 in R1 Lite']],
  ['Pre-Meridian, Super-R1', ['Meridian=meridian', 'R1=halo-r1 in Super-R1']],
  ['R1-based tools', ['R1=halo-r1 -based']],
  ['four Halo-R1-based models', ['Halo-R1-based models=halo-based']],
  ['Halo 3.1 is no Halo 31, nor Halo 3.10', ['Halo 3.1=halo-31']],
  ['我们和子午科技的子午GPU，還有子午科技', ['子午科技=meridian', '子午GPU=card', '子午科技=meridian']],
  ['Meridian. Cloud', ['Meridian. Cloud=meridian-cloud']],
  ['Meridian; Cloud', ['Meridian=meridian']],
  ['Twin and Twin Two', ['Twin=twin-a|twin-b?', 'Twin Two=twin-b']],
  ['on the meridian', ['meridian=meridian?']],
  ['Ｍｅｒｉｄｉａｎ', ['Ｍｅｒｉｄｉａｎ=meridian']],
])('in “%s” finds %j', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test('looks up a text only if it is exactly one unambiguous name', () => {
  const ids = ['halo r1', 'Twin', 'Halo', 'Halo R1 and more', ''].map(
    (name) => matcher.lookup(name)?.id ?? null,
  );
  expect(ids).toEqual(['halo-r1', null, null, null, null]);
});
