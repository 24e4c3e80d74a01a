/** Corrupts sound proposals in many ways, and counts which corruptions the checks refuse, warn about, or can't see. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkEachProposal } from '../../src/kb/check-proposals.ts';
import { loadKb } from '../../src/load/load-kb.ts';
import { parseProposals } from '../../src/load/proposals.ts';
import type { AuthoredRecords, AuthoredSourceFile } from '../../src/model/authored.ts';
import { namesOfEntity } from '../../src/model/references.ts';
import type { AuthoredEdge, AuthoredEntity } from '../../src/model/schema.ts';
import { claimEnds } from '../../src/model/statement-ids.ts';
import { sentencesIn } from '../../src/query/sentences.ts';
import { packageFolder } from '../support/run.ts';

/** A claim as a careful person records it, with one entity at each end. */
interface Sound {
  records: AuthoredRecords;
  source: AuthoredSourceFile;
  edge: AuthoredEdge & { from: string; to: string };
}

/** The bundled knowledge base, and articles written for this test. */
const SOUND: Sound[] = ['data', 'test/fixtures/proposals'].flatMap((name) => {
  const folder = join(packageFolder, name);
  const { records } = loadKb({ folder, shownFrom: packageFolder, receiptsFile: '' });
  return records.sources.flatMap((source) =>
    source.value.edges.flatMap((edge) =>
      claimEnds(edge).map(({ from, to }) => ({ records, source, edge: { ...edge, from, to } })),
    ),
  );
});

/** What `add claims` finds about a claim, if its source has no others. */
function findingsOf({ records, source }: Sound, edge: AuthoredEdge) {
  const empty = { ...source, value: { ...source.value, edges: [], remarks: [], read: [] } };
  const known = { ...records, sources: [empty] };
  const document = parseProposals('claims.yaml', JSON.stringify({ edges: [edge] }));
  const found = checkEachProposal(known, empty, document).flatMap(({ findings }) => findings);
  return [...document.findings, ...found].filter(({ level }) => level !== 'info');
}

const entityOf = ({ records }: Sound, id: string): AuthoredEntity | undefined =>
  records.entities.find(({ value }) => value.id === id)?.value;

/** Whether a claim prints one of the names of an entity. */
const prints = (edge: AuthoredEdge, entity: AuthoredEntity): boolean =>
  namesOfEntity(entity).some((name) => edge.evidence.some(({ quote }) => quote.includes(name)));

/** Another entity of the same kind as one end of a claim, whose name its quotes print or do not. */
function otherThan(sound: Sound, id: string, isPrinted: boolean): string | undefined {
  const { edge, records } = sound;
  const kind = entityOf(sound, id)?.kind;
  const isInside = (one: AuthoredEntity) => {
    const own = [edge.from, edge.to].flatMap((end) => namesOfEntity(entityOf(sound, end) as AuthoredEntity));
    return own.some((name) => namesOfEntity(one).some((part) => name.includes(part)));
  };
  return records.entities
    .map(({ value }) => value)
    .find(
      (one) =>
        one.kind === kind &&
        ![edge.from, edge.to, edge['said-by']].includes(one.id) &&
        !(isPrinted && isInside(one)) &&
        prints(edge, one) === isPrinted,
    )?.id;
}

/** The family of a model and the members of a family, as the sound claims state them. */
const familyOf = (id: string): string | undefined =>
  SOUND.find(({ edge }) => edge.relation === 'member-of' && edge.from === id)?.edge.to;
const memberOf = (id: string): string | undefined =>
  SOUND.find(({ edge }) => edge.relation === 'member-of' && edge.to === id)?.edge.from;

/** Replaces a model at an end of a claim other than `member-of` and `derived-from`. */
function withModel({ edge }: Sound, other: (id: string) => string | undefined): AuthoredEdge | null {
  if (edge.relation !== 'supports' && edge.relation !== 'develops') return null;
  const to = other(edge.to);
  return to === undefined ? null : { ...edge, to };
}

/** Another model than the one that a claim names, and not its family. */
const otherModel = (sound: Sound, isPrinted: boolean): AuthoredEdge | null =>
  withModel(sound, (id) => {
    const other = otherThan(sound, id, isPrinted);
    return other === familyOf(id) ? undefined : other;
  });

const withSpeaker = ({ edge }: Sound, id: string | undefined): AuthoredEdge | null =>
  id === undefined || id === edge['said-by'] ? null : { ...edge, 'said-by': id };

/** Another company, of which the quotes print the name or do not. */
function otherSpeaker(sound: Sound, isPrinted: boolean): AuthoredEdge | null {
  const { records, edge } = sound;
  const other = records.entities.find(
    ({ value }) =>
      value.kind === 'company' && value.id !== edge['said-by'] && prints(edge, value) === isPrinted,
  );
  return withSpeaker(sound, other?.value.id);
}

const isReported = ({ edge, source }: Sound): boolean =>
  edge['said-by'] !== undefined && edge['said-by'] !== source.value.publisher;

const withQuotes = ({ edge }: Sound, ...quotes: (string | undefined)[]): AuthoredEdge | null => {
  const evidence = quotes.flatMap((quote) => (quote ? { quote } : []));
  const { printed: _, channel: _c, 'printed-date': _p, date: _d, 'date-basis': _b, ...rest } = edge;
  return evidence.length === 0 ? null : { ...rest, evidence };
};

const withStatus = ({ edge }: Sound, from: readonly string[], status: AuthoredEdge['status']) =>
  from.includes(edge.status ?? '') ? { ...edge, status } : null;

/** A quote that starts after a word, with the words before it as another quote, so that every name is quoted. */
function cutAfter(sound: Sound, statuses: readonly string[], word: RegExp): AuthoredEdge | null {
  const claim = withStatus(sound, statuses, 'available');
  const quote = claim?.evidence.map((one) => one.quote).find((one) => word.test(one));
  const match = quote === undefined ? null : word.exec(quote);
  if (claim === null || quote === undefined || match === null) return null;
  const [before, after] = [quote.slice(0, match.index), quote.slice(match.index + match[0].length)];
  return withQuotes({ ...sound, edge: { ...sound.edge, status: 'available' } }, after.trim(), before.trim());
}

/** The sentence after the one with the first quote of a claim. */
function nextSentence({ edge, source }: Sound): string | undefined {
  const { text, starts } = source.text ?? { text: '', starts: [] };
  const at = text.indexOf(edge.evidence[0]?.quote ?? '');
  const next = sentencesIn(text, source.value.extent, starts).find(
    ({ start }) => start >= at + (edge.evidence[0]?.quote.length ?? 0),
  );
  return next && text.slice(next.start, next.end);
}

/** A line outside the extent, best one with a name of the claim. */
function boilerplate(sound: Sound): string | undefined {
  const { source, edge } = sound;
  const { first, last } = source.value.extent;
  const lines = (source.text?.text ?? '')
    .split('\n')
    .filter((line, index) => line.length > 10 && (index + 1 < first || index + 1 > last));
  const names = [edge.to, edge.from].flatMap((id) => namesOfEntity(entityOf(sound, id) as AuthoredEntity));
  return lines.find((line) => names.some((name) => line.includes(name))) ?? lines[0];
}

/** The day of another claim of the source, which the quotes of the claim print or do not. */
function otherDate({ edge, source }: Sound, isPrinted: boolean): AuthoredEdge | null {
  const other = source.value.edges.find(
    (one) =>
      one.date !== undefined &&
      one['printed-date'] !== edge['printed-date'] &&
      edge.evidence.some(({ quote }) => quote.includes(one['printed-date'] ?? '')) === isPrinted,
  );
  if (!other) return null;
  const { date, 'printed-date': printed, 'date-basis': basis } = other;
  return { ...edge, date, 'printed-date': printed, 'date-basis': basis };
}

const nameOf = (sound: Sound, id: string) => entityOf(sound, id)?.name ?? id;

/** A way to make a sound claim wrong; null if it does not apply to a claim. `unseen` says why some can't be noticed. */
const KINDS: { kind: string; corrupt(sound: Sound): AuthoredEdge | null; unseen?: string }[] = [
  {
    kind: 'invented quote',
    corrupt: (sound) =>
      withQuotes(
        sound,
        `${nameOf(sound, sound.edge.from)} announced its work with ${nameOf(sound, sound.edge.to)} to the press.`,
      ),
  },
  {
    kind: 'changed digit in the quote',
    corrupt({ edge }) {
      const at = edge.evidence.findIndex(({ quote }) => /\d/.test(quote));
      const evidence = edge.evidence.map((one, index) =>
        index === at
          ? { ...one, quote: one.quote.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) }
          : one,
      );
      return at === -1 ? null : { ...edge, evidence };
    },
  },
  {
    kind: 'quote from boilerplate',
    corrupt: (sound) => withQuotes(sound, boilerplate(sound)),
  },
  {
    kind: 'quote of the next sentence',
    corrupt: (sound) => withQuotes(sound, nextSentence(sound)),
    unseen: 'it names the same entities, and says something else about them',
  },
  {
    kind: 'another vendor, named in the quote',
    corrupt(sound) {
      const from = otherThan(sound, sound.edge.from, true);
      return from === undefined ? null : { ...sound.edge, from };
    },
    unseen: 'who does what in a sentence is not checked',
  },
  {
    kind: 'another vendor, not named in the quote',
    corrupt(sound) {
      const from = otherThan(sound, sound.edge.from, false);
      return from === undefined ? null : { ...sound.edge, from };
    },
  },
  {
    kind: 'another model, named in the quote',
    corrupt: (sound) => otherModel(sound, true),
    unseen: 'which model a word belongs to is not checked',
  },
  {
    kind: 'another model, not named in the quote',
    corrupt: (sound) => otherModel(sound, false),
  },
  {
    kind: 'family for member',
    corrupt: (sound) => withModel(sound, familyOf),
    unseen: 'the quote also has the words of the name of the family',
  },
  {
    kind: 'member for family',
    corrupt: (sound) => withModel(sound, memberOf),
    unseen: 'the quote also names the member',
  },
  {
    kind: 'invented hardware',
    corrupt(sound) {
      const { edge, records } = sound;
      const via = records.entities.find(({ value }) => value.kind === 'hardware' && !prints(edge, value));
      return edge.relation === 'supports' && via ? { ...edge, via: via.value.id } : null;
    },
  },
  {
    kind: 'another claimant, named in the quote',
    corrupt: (sound) => otherSpeaker(sound, true),
    unseen: 'the quote does not name the speaker, or names several',
  },
  {
    kind: 'another claimant, not named in the quote',
    corrupt: (sound) => otherSpeaker(sound, false),
  },
  {
    kind: 'publisher as claimant of reported words',
    corrupt: (sound) => (isReported(sound) ? withSpeaker(sound, sound.source.value.publisher) : null),
    unseen: 'the quote has no verb of speech',
  },
  {
    kind: 'no claimant of reported words',
    corrupt: (sound) => (isReported(sound) ? { ...sound.edge, 'said-by': undefined } : null),
    unseen: 'the quote has no verb of speech',
  },
  {
    kind: 'future for present',
    corrupt: (sound) => withStatus(sound, ['pledged'], 'available'),
  },
  {
    kind: 'work that is going on for a product',
    corrupt: (sound) => withStatus(sound, ['in-progress', 'experimental'], 'available'),
  },
  {
    kind: 'untested for tested',
    corrupt: (sound) =>
      withStatus(sound, ['pledged', 'in-progress', 'experimental', 'available'], 'verified'),
    unseen: 'the quote mentions a test of something else',
  },
  {
    kind: 'denial as support',
    corrupt: (sound) => withStatus(sound, ['unsupported', 'untested'], 'available'),
  },
  {
    kind: 'negation left out of the quote',
    corrupt: (sound) =>
      cutAfter(
        sound,
        ['unsupported', 'untested'],
        /does not(?: yet)?|has not|cannot|no longer|denied that|尚未|否认/u,
      ),
  },
  {
    kind: 'future left out of the quote',
    corrupt: (sound) =>
      cutAfter(sound, ['pledged'], /\b(?:will|would|plans to|intends to)\b|公司将|科技将|计划于/u),
  },
  {
    kind: 'date of another event, in another sentence',
    corrupt: (sound) => otherDate(sound, false),
  },
  {
    kind: 'date of another event, in the same quote',
    corrupt: (sound) => otherDate(sound, true),
    unseen: 'which event a printed date belongs to is not checked',
  },
];

/** Whether a corrupted claim is another sound claim by accident: a sentence can name two vendors that support a model. */
const isSound = ({ source, edge }: Sound, corrupted: AuthoredEdge): boolean =>
  (corrupted.from !== edge.from || corrupted.to !== edge.to) &&
  SOUND.some(
    (other) =>
      other.source === source &&
      other.edge.relation === corrupted.relation &&
      other.edge.from === corrupted.from &&
      other.edge.to === corrupted.to,
  );

test('sound proposals have no findings', () => {
  expect(SOUND.length).toBeGreaterThanOrEqual(100);
  expect(SOUND.flatMap((sound) => findingsOf(sound, sound.edge))).toEqual([]);
});

test('corrupted proposals are refused or warned about, except where the table says why not', async () => {
  const lines = [
    `# ${SOUND.length} sound proposals, each corrupted in every way that applies to it`,
    '',
    '| what is wrong | proposals | refused | warned about | unseen | why unseen | found by |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  const unexplained: string[] = [];
  const total = { proposals: 0, refused: 0, warned: 0, unseen: 0 };
  for (const { kind, corrupt, unseen: why } of KINDS) {
    const count = { proposals: 0, refused: 0, warned: 0, unseen: 0 };
    const rules = new Map<string, number>();
    for (const sound of SOUND) {
      const corrupted = corrupt(sound);
      if (corrupted === null || isSound(sound, corrupted)) continue;
      const found = findingsOf(sound, corrupted);
      const outcome = found.some(({ level }) => level === 'error')
        ? 'refused'
        : found[0]
          ? 'warned'
          : 'unseen';
      count.proposals++;
      count[outcome]++;
      for (const rule of new Set(found.map((finding) => finding.rule)))
        rules.set(rule, (rules.get(rule) ?? 0) + 1);
    }
    for (const key of ['proposals', 'refused', 'warned', 'unseen'] as const) total[key] += count[key];
    const by = [...rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, times]) => `${rule} ${times}`);
    lines.push(
      `| ${[kind, ...Object.values(count), count.unseen > 0 ? why : '', by.join(', ')].join(' | ')} |`,
    );
    if (count.unseen > 0 && why === undefined) unexplained.push(kind);
  }
  lines.push(`| all | ${Object.values(total).join(' | ')} | | |`, '');
  expect(unexplained).toEqual([]);
  await expect(lines.join('\n')).toMatchFileSnapshot('corrupted-proposals.md');
});
