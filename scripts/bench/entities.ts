/** Makes up entities with names typical of the field: invented words, versions, sizes, and Chinese names in both scripts. */
import { foldName } from '../../src/model/names.ts';
import type { Kind, Role } from '../../src/model/vocabulary.ts';
import type { Random } from './random.ts';

export interface MadeEntity {
  id: string;
  name: string;
  kind: Kind;
  role: Role | null;
  /** Its Chinese name in both scripts; null if it has none. */
  chinese: { simplified: string; traditional: string } | null;
  aliases: string[];
  description: string;
}

/** How many of a thousand entities are of each kind. */
const SHARES: readonly [Kind, number][] = [
  ['company', 150],
  ['model', 400],
  ['hardware', 200],
  ['service', 80],
  ['framework', 50],
  ['publisher', 20],
  ['person', 100],
];

const ONSETS = 'b c d f g h j k l m n p r s t v w y z br ch cl dr fl gl kr pl qu sh st tr zh'.split(' ');
const RIMES = 'a e i o u ai ao ei ia ong an en in ar or el ix um'.split(' ');
/** A character, or a simplified one with its traditional form. */
const CHARACTERS =
  '云雲 华華 龙龍 飞飛 马馬 鸿鴻 腾騰 讯訊 迈邁 图圖 银銀 联聯 灵靈 问問 义義 为為 长長 东東 风風 达達 凤鳳 乐樂 网網 电電 万萬 众眾 寻尋 颖穎 无無 极極 天 海 星 光 明 思 元 百 川 智 谱 月 之 暗 面 阶 跃 沐 曦 摩 尔 壁 仞 燧 原 昆 仑 芯 寒 武 纪 青 山 松 石 金 水 火 木 土'.split(
    ' ',
  );
const COMPANY_ENDINGS =
  'Technologies Semiconductor Computing Systems Microelectronics Intelligence AI Labs'.split(' ');
const CHINESE_ENDINGS = [
  ['科技', '科技'],
  ['智能', '智能'],
  ['半导体', '半導體'],
  ['微电子', '微電子'],
] as const;
const PUBLISHER_ENDINGS = 'Daily Times Post Review Herald Wire'.split(' ');
const VERSIONS = 'R1 V3 1.5 2 2.5 3 3.1 4 V2 R2 K1 M1'.split(' ');
const VARIANTS = ', Chat, Instruct, Coder, 7B, 14B, 32B, 70B, Lite, Distill, Vision'.split(',');
const CHIPS = 'K,S,C,X,N,MTT S,G'.split(',');
const BOARDS = ', Card, Module, Server, Cluster'.split(',');
const GIVEN_NAMES = 'Wei Jian Lan Mei Hao Anna Jonas Maria Peter Yuki Ravi Sofia Omar Lena'.split(' ');
const PLACES = 'China,Shanghai,Shenzhen,Beijing,Hangzhou,Japan,Germany,the United States'.split(',');

/** Makes up `count` entities, kind by kind. No two share a name after folding. */
export function makeEntities(count: number, random: Random): MadeEntity[] {
  const taken = new Set<string>();
  const isFree = (names: readonly string[]) => {
    const folded = names.map(foldName);
    if (folded.some((name) => taken.has(name))) return false;
    for (const name of folded) taken.add(name);
    return true;
  };
  const word = () => {
    const syllables = 2 + random.below(2);
    const text = Array.from({ length: syllables }, () => random.pick(ONSETS) + random.pick(RIMES)).join('');
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  const entities: MadeEntity[] = [];
  let made = 0;
  let share = 0;
  for (const [kind, part] of SHARES) {
    share += part;
    const until = Math.max(made + 2, Math.round((count * share) / 1000));
    let family = '';
    const start = made;
    while (made < until) {
      const index = made - start;
      // A family of models shares its first word.
      if (kind !== 'model' || index % 8 === 0) family = word();
      const name = nameOf(kind, family, random, index);
      const id = idOf(name);
      const chinese =
        kind === 'company' || kind === 'publisher' || random.chance(0.15) ? chineseName(random, kind) : null;
      const aliases = aliasesOf(kind, name, random);
      if (
        !isFree([...new Set([id, name, ...aliases, ...(chinese ? [chinese.simplified] : [])].map(foldName))])
      )
        continue;
      const description = describe(kind, random);
      entities.push({ id, name, kind, role: roleOf(kind, index), chinese, aliases, description });
      made++;
    }
  }
  return entities;
}

function nameOf(kind: Kind, word: string, random: Random, index: number): string {
  switch (kind) {
    case 'company':
      return random.chance(0.4) ? word : `${word} ${random.pick(COMPANY_ENDINGS)}`;
    case 'model':
      return index % 8 === 0
        ? word
        : `${word}${random.pick(['-', ' '])}${random.pick(VERSIONS)}${random.pick(VARIANTS)}`;
    case 'hardware':
      return `${word} ${random.pick(CHIPS)}${100 + 10 * random.below(90)}${random.pick(BOARDS)}`;
    case 'service':
      return `${word} ${random.pick(['Cloud', 'Model Hub', 'Compute', 'Studio'])}`;
    case 'framework':
      return `${word}${random.pick(['Flow', 'Infer', 'RT', 'Serve', ' Runtime'])}`;
    case 'publisher':
      return `${word} ${random.pick(PUBLISHER_ENDINGS)}`;
    case 'person':
      return `${random.pick(GIVEN_NAMES)} ${word}`;
  }
}

const idOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9.]+/g, '-');

function chineseName(random: Random, kind: Kind) {
  const characters = Array.from({ length: kind === 'company' ? 3 : 4 }, () => [...random.pick(CHARACTERS)]);
  const [simplified, traditional] =
    kind === 'company' && random.chance(0.5) ? random.pick(CHINESE_ENDINGS) : (['', ''] as const);
  return {
    simplified: characters.map(([first]) => first).join('') + simplified,
    traditional: characters.map((both) => both.at(-1)).join('') + traditional,
  };
}

function aliasesOf(kind: Kind, name: string, random: Random): string[] {
  if (kind === 'company' && random.chance(0.5))
    return [`${name} ${random.pick(['Co., Ltd.', 'Group', 'Holdings'])}`];
  if (kind === 'hardware' && random.chance(0.3)) return [`${name} Accelerator`];
  return [];
}

const ROLES: readonly (Role | null)[] = [
  'model-developer',
  'chip-vendor',
  'cloud-provider',
  'infrastructure',
];
const roleOf = (kind: Kind, index: number): Role | null =>
  kind === 'company' ? (ROLES[index % ROLES.length] ?? null) : null;

function describe(kind: Kind, random: Random): string {
  const place = random.pick(PLACES);
  switch (kind) {
    case 'company':
      return `A company from ${place} that ${random.pick(['designs processors', 'rents computing', 'builds servers', 'trains language models'])}.`;
    case 'model':
      return `A ${random.pick(['language', 'reasoning', 'vision', 'speech'])} model ${random.pick(['with open weights', 'for chat', 'for code', 'offered as a service'])}.`;
    case 'hardware':
      return `A ${random.pick(['graphics processor', 'neural processor', 'training accelerator', 'server for inference'])} from ${place}.`;
    case 'service':
      return `A ${random.pick(['cloud', 'hosted platform', 'market for models'])} run from ${place}.`;
    case 'framework':
      return `Software that ${random.pick(['serves models', 'compiles models for chips', 'spreads training over machines'])}.`;
    case 'publisher':
      return `A ${random.pick(['newspaper', 'magazine', 'news agency'])} in ${place}.`;
    case 'person':
      return `A ${random.pick(['founder', 'manager', 'engineer'])} from ${place}.`;
  }
}
