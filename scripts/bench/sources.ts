/** Makes up sources: claims, and a text that states each of them once, between lines that state nothing. */
import { createHash } from 'node:crypto';
import type { Relation, Status } from '../../src/model/vocabulary.ts';
import type { MadeEntity } from './entities.ts';
import type { Random } from './random.ts';

/** Entities of one kind. */
export type ByKind = ReadonlyMap<MadeEntity['kind'], readonly MadeEntity[]>;

interface MadeEdge {
  relation: Relation;
  from: readonly MadeEntity[];
  to: MadeEntity;
  status?: Status;
  via?: MadeEntity;
}

/** The file of a source and its text. */
export interface MadeSource {
  id: string;
  yaml: string;
  text: string;
}

const STATES: readonly [Status, string, string][] = [
  ['available', 'now offers {to} to its customers', '已上线{to}'],
  ['available', 'has opened {to} to all customers', '已开放{to}'],
  ['verified', 'tested {to} and reported the result', '完成了{to}的测试'],
  ['in-progress', 'is adapting its platform to {to}', '正在适配{to}'],
  ['experimental', 'opened a preview of {to}', '开放了{to}的预览'],
  ['pledged', 'will support {to} this year', '将支持{to}'],
  ['unsupported', 'does not support {to}', '不支持{to}'],
  ['untested', 'has tried nothing with {to}', '尚未试用{to}'],
];
const WORDS: Partial<Record<Relation, readonly [english: string, chinese: string]>> = {
  makes: ['designs {to}', '设计了{to}'],
  develops: ['developed {to}', '开发了{to}'],
  operates: ['operates {to}', '运营{to}'],
  'runs-on': ['runs on {to}', '运行于{to}'],
  'partners-with': ['is a partner of {to}', '与{to}合作'],
  owns: ['owns {to}', '拥有{to}'],
  founded: ['founded {to}', '创立了{to}'],
  'worked-at': ['once had a post at {to}', '曾任职于{to}'],
  'derived-from': ['was built on {to}', '基于{to}'],
  'member-of': ['belongs to the family {to}', '属于{to}系列'],
};
const MONTHS = 'January February March April May June July August September October'.split(' ');
const FILLER = [
  'Analysts were not surprised.',
  'Shares in the sector rose in early trading.',
  'No figures were given.',
  'The market has grown quickly in recent years.',
  '业内人士对此没有评论。',
];

/** Claims that name each entity at least once; of the entities from `first` up to, not including, `last`. */
export function* firstEdges(
  entities: readonly MadeEntity[],
  kinds: ByKind,
  first: number,
  last: number,
  random: Random,
): Generator<MadeEdge> {
  const of = (kind: MadeEntity['kind']) => kinds.get(kind) ?? [];
  const developers = of('company').filter(({ role }) => role === 'model-developer');
  const one = (list: readonly MadeEntity[], at: number) => list[at % list.length] as MadeEntity;
  const some = (list: readonly MadeEntity[]) => list[random.tailed(list.length)] as MadeEntity;
  for (let at = first; at < last; at++) {
    const entity = entities[at] as MadeEntity;
    const own = at - entities.indexOf(of(entity.kind)[0] as MadeEntity);
    if (entity.kind === 'company') {
      yield {
        relation: 'partners-with',
        from: [entity],
        to: one(of('company'), own + 1 + random.tailed(of('company').length - 1)),
      };
      // Every model developer develops a model.
      const model = developers.indexOf(entity);
      if (model !== -1) yield { relation: 'develops', from: [entity], to: one(of('model'), model) };
    } else if (entity.kind === 'model') {
      yield { relation: 'develops', from: [some(developers)], to: entity };
      const family = of('model')[own - (own % 8)] as MadeEntity;
      if (family !== entity && random.chance(0.5))
        yield { relation: random.chance(0.7) ? 'member-of' : 'derived-from', from: [entity], to: family };
    } else if (entity.kind === 'hardware' || entity.kind === 'framework')
      yield { relation: 'makes', from: [some(of('company'))], to: entity };
    else if (entity.kind === 'service')
      yield { relation: 'operates', from: [some(of('company'))], to: entity };
    else if (entity.kind === 'publisher') yield { relation: 'owns', from: [some(of('person'))], to: entity };
    else
      yield {
        relation: random.chance(0.5) ? 'founded' : 'worked-at',
        from: [entity],
        to: some(of('company')),
      };
  }
}

/** Any other claim, mostly of support. */
function furtherEdge(kinds: ByKind, random: Random, most: number): MadeEdge {
  const of = (kind: MadeEntity['kind']) => kinds.get(kind) ?? [];
  const some = (kind: MadeEntity['kind']) => of(kind)[random.tailed(of(kind).length)] as MadeEntity;
  const sort = random.next();
  if (sort > 0.96) return { relation: 'partners-with', from: [some('company')], to: some('service') };
  if (sort > 0.92) return { relation: 'runs-on', from: [some('service')], to: some('hardware') };
  const kind = random.chance(0.7) ? 'company' : random.pick(['hardware', 'service', 'framework'] as const);
  const from = new Set([some(kind)]);
  const wanted = random.chance(0.12) ? Math.min(most, of(kind).length, 2 + random.below(3)) : 1;
  while (from.size < wanted) from.add(some(kind));
  const [status] = STATES[random.tailed(STATES.length)] as (typeof STATES)[number];
  return {
    relation: 'supports',
    from: [...from],
    to: some('model'),
    status,
    ...(random.chance(0.35) && { via: some(random.pick(['hardware', 'framework'] as const)) }),
  };
}

/** A source with `count` claims: `first` and others. */
export function makeSource(
  id: string,
  count: number,
  first: Iterable<MadeEdge>,
  kinds: ByKind,
  random: Random,
): MadeSource {
  const publisher = (kinds.get('publisher') ?? [])[
    random.tailed(kinds.get('publisher')?.length ?? 0)
  ] as MadeEntity;
  const isChinese = random.chance(0.2);
  const year = 2023 + random.below(3);
  const month = random.below(MONTHS.length);
  const seen = new Set<string>();
  const lines = [
    'Home | Technology | Subscribe',
    'Share this article',
    '',
    `${publisher.name}: chips and models, report ${id}`,
    '',
  ];
  const edges: string[] = [];
  let left = count;
  const add = (edge: MadeEdge) => {
    const keys = edge.from.map((from) => `${edge.relation} ${from.id} ${edge.to.id}`);
    const reverse = edge.from.map((from) => `${edge.relation} ${edge.to.id} ${from.id}`);
    if (
      edge.from.includes(edge.to) ||
      [...keys, ...reverse].some((key) => seen.has(key)) ||
      keys.length > left
    )
      return;
    for (const key of keys) seen.add(key);
    left -= keys.length;
    const day = 1 + random.below(28);
    const sentence = isChinese ? sayInChinese(edge, year, month, day) : sayInEnglish(edge, year, month, day);
    const line = lines.at(-1) === '' || random.chance(0.5) ? lines.push('') - 1 : lines.length - 1;
    const filler = random.chance(0.3) ? ` ${random.pick(FILLER)}` : '';
    lines[line] = `${lines[line] === '' ? '' : `${lines[line]} `}${sentence}${filler}`;
    edges.push(edgeYaml(edge, sentence, isChinese, year, month, day, random, publisher));
  };
  for (const edge of first) add(edge);
  while (left > 0) add(furtherEdge(kinds, random, left));
  const last = lines.length;
  lines.push('', 'Related articles', '© All rights reserved', '');
  const text = lines.join('\n');
  const yaml = [
    '# yaml-language-server: $schema=../schema/source.schema.json',
    `id: ${id}`,
    `title: "${publisher.name}: chips and models, report ${id}"`,
    `publisher: ${publisher.id}`,
    `url: https://news.example/${publisher.id}/${id}`,
    `published: ${dayOf(year, month + 1, 1)}`,
    `text: ${id}.txt`,
    `sha256: ${createHash('sha256').update(text).digest('hex')}`,
    `extent: { first: 4, last: ${last} }`,
    '',
    'edges:',
    edges.join('\n'),
  ].join('\n');
  return { id, yaml, text };
}

const dayOf = (year: number, month: number, day: number) =>
  `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function sayInEnglish(
  { relation, from, to, status, via }: MadeEdge,
  year: number,
  month: number,
  day: number,
): string {
  const names = from.map(({ name }) => name);
  const who = names.length === 1 ? names[0] : `Each of ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const words = STATES.find(([own]) => own === status)?.[1] ?? WORDS[relation]?.[0] ?? '';
  return `On ${day} ${MONTHS[month]} ${year}, ${who} ${words.replace('{to}', to.name)}${via ? ` by way of ${via.name}` : ''}, according to the statement.`;
}

const inChinese = ({ chinese, name }: MadeEntity) => chinese?.simplified ?? ` ${name} `;

function sayInChinese(
  { relation, from, to, status, via }: MadeEdge,
  year: number,
  month: number,
  day: number,
): string {
  const words = STATES.find(([own]) => own === status)?.[2] ?? WORDS[relation]?.[1] ?? '';
  const said = `${year}年${month + 1}月${day}日，${from.map(inChinese).join('、')}${words.replace('{to}', inChinese(to))}${via ? `，采用${inChinese(via)}` : ''}，声明如此。`;
  return said.replace(/ +/g, ' ');
}

function edgeYaml(
  { relation, from, to, status, via }: MadeEdge,
  sentence: string,
  isChinese: boolean,
  year: number,
  month: number,
  day: number,
  random: Random,
  publisher: MadeEntity,
): string {
  const [first] = from;
  const speaks =
    first?.kind === 'company' && random.chance(0.6) ? first.id : random.chance(0.2) ? publisher.id : null;
  const ids = from.map(({ id }) => id);
  const printed = isChinese ? `${year}年${month + 1}月${day}日` : `${day} ${MONTHS[month]} ${year}`;
  const hasDate = random.chance(0.5);
  return [
    `  - relation: ${relation}`,
    `    from: ${ids.length === 1 ? ids[0] : `[${ids.join(', ')}]`}`,
    `    to: ${to.id}`,
    ...(status ? [`    status: ${status}`] : []),
    ...(via
      ? [
          `    via: ${random.chance(0.1) ? `{ id: ${via.id}, version: "${1 + random.below(4)}.${random.below(10)}" }` : via.id}`,
        ]
      : []),
    ...(speaks ? [`    said-by: ${speaks}`] : []),
    ...(hasDate ? [`    printed-date: ${printed}`, `    date: ${dayOf(year, month, day)}`] : []),
    ...(hasDate && isChinese ? ['    date-basis: the day as it is written in Chinese'] : []),
    '    evidence:',
    ...quoteYaml(sentence),
    '',
  ].join('\n');
}

/** A quote, folded at the right margin if it is long and has spaces. */
function quoteYaml(quote: string): string[] {
  if (quote.length < 90 || !quote.includes(' ')) return [`      - quote: ${quote}`];
  const lines: string[] = ['      - quote: >-'];
  let line = '';
  for (const word of quote.split(' ')) {
    if (line.length + word.length > 100) {
      lines.push(`          ${line}`);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(`          ${line}`);
  return lines;
}
