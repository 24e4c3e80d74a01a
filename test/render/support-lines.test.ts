/** The lines of a row of support in a table. */
import { expect, test } from 'vitest';
import type { Claim } from '../../src/query/answers/claim.ts';
import type { SupportRow } from '../../src/query/answers/support.ts';
import { textOf } from '../../src/render/view.ts';
import { linesOfRow } from '../../src/render/views/support-lines.ts';

const acme = { id: 'acme', name: 'Acme', kind: 'company' } as const;
const bolt = { id: 'bolt', name: 'Bolt', kind: 'company' } as const;

const claim = (fields: Partial<Claim>) =>
  ({
    from: acme,
    via: [],
    status: 'available',
    withdrawn: null,
    seen: null,
    precision: null,
    mode: null,
    task: null,
    saidBy: acme,
    date: null,
    notBefore: null,
    notAfter: null,
    evidence: [],
    ...fields,
  }) as unknown as Claim;

const linesOf = (...claims: Claim[]) =>
  linesOfRow(['Acme'], {
    supporter: acme,
    vendor: [acme],
    disagreement: false,
    claims,
  } as unknown as SupportRow).map(({ cells, claims: own }) =>
    `${cells.map(textOf).join(' | ')} (${own.length})`.replaceAll('\u00a0', ' '),
  );

test.each<[string, Claim[], string[]]>([
  ['one line for equal claims', [claim({}), claim({})], ['Acme | ● available | – | itself | – (2)']],
  [
    'a line for each date',
    [claim({ date: '2025-02-04' }), claim({ date: '2025-02-03' })],
    ['Acme | ● available | – | itself | 2025-02-04 (1)', 'Acme | ● available | – | itself | 2025-02-03 (1)'],
  ],
  [
    'an undated claim on the line of a dated one with the same facts',
    [claim({ date: '2025-02-04' }), claim({ notAfter: '2025-02-05' })],
    ['Acme | ● available | – | itself | 2025-02-04 (2)'],
  ],
  [
    'a line for a month beside a day of it',
    [claim({ date: '2025-02-04' }), claim({ notBefore: '2025-02-01', notAfter: '2025-02-28' })],
    ['Acme | ● available | – | itself | 2025-02-04 (1)', 'Acme | ● available | – | itself | 2025-02 (1)'],
  ],
  [
    'an undated claim on the first of several dated lines with the same facts',
    [claim({ date: '2025-02-04' }), claim({ date: '2025-02-03' }), claim({})],
    ['Acme | ● available | – | itself | 2025-02-04 (2)', 'Acme | ● available | – | itself | 2025-02-03 (1)'],
  ],
  [
    'a line for each claimant',
    [claim({}), claim({ saidBy: bolt })],
    ['Acme | ● available | – | itself | – (1)', 'Acme | ● available | – | Bolt | – (1)'],
  ],
  [
    'a line for a denial',
    [claim({}), claim({ status: 'unsupported' })],
    ['Acme | ● available | – | itself | – (1)', 'Acme | ✗ unsupported | – | itself | – (1)'],
  ],
  [
    'one line for claims that differ in what they are restricted to',
    [claim({ precision: 'INT8' }), claim({ precision: 'FP8', mode: 'LoRA' })],
    ['Acme | ● available (only INT8, FP8 LoRA) | – | itself | – (2)'],
  ],
  [
    'one line for claims of which some are restricted',
    [claim({ precision: 'INT8' }), claim({}), claim({ precision: 'FP8', mode: 'LoRA' })],
    ['Acme | ● available (also INT8, FP8 LoRA) | – | itself | – (3)'],
  ],
  [
    'a line of its own for what is denied of a precision',
    [claim({}), claim({ precision: 'INT8', status: 'unsupported' })],
    ['Acme | ● available | – | itself | – (1)', 'Acme | ✗ unsupported (only INT8) | – | itself | – (1)'],
  ],
])('a row has %s', (_, claims, lines) => expect(linesOf(...claims)).toEqual(lines));
