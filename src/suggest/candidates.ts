/** Names in a text that the knowledge base does not know: runs of capitalised words, and words that end as firms do. */

/** A name that may be worth trackReads. */
export interface Candidate {
  name: string;
  /** How often it stands in the document. */
  count: number;
  /** UTF-16 offset of the first. */
  start: number;
  why: 'capitalised' | 'corporate suffix' | 'part of another name';
}

/** A stretch of text that is taken, such as by a known name. */
interface Taken {
  start: number;
  end: number;
}

const RUN =
  /(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}\p{M}\p{N}+.]*|[\p{Ll}]+\p{Lu}[\p{L}\p{N}]*)(?:[-‐‑][\p{L}\p{N}]+)*(?:(?: & | )(?:\p{Lu}[\p{L}\p{M}\p{N}+.]*|\p{N}+\p{Lu}*)(?:[-‐‑][\p{L}\p{N}]+)*)*/gu;

const SUFFIX =
  /(?:^| )(?:Inc|Corp|Corporation|Ltd|Limited|LLC|PLC|Holdings?|Group|Technolog(?:y|ies)|Semiconductors?|Microelectronics|Labs?|Systems|Computing|Intelligence|Electronics|Co)\.?$/u;

const HAN_SUFFIX =
  /(?:有限公司|股份公司|公司|集团|集團|科技|半导体|半導體|微电子|微電子|智能|智芯|电子|電子|研究院|实验室|實驗室)/gu;
/** A Chinese name is at most so many characters before its suffix, and holds none of these. */
const HAN_LENGTH = 6;
const HAN_STOP =
  /[的了在与與和及由对對是为為从從向将將其该該这這那等并並而但也都已被把让讓使以于於到说說称稱有家个個名各国國内內据]|表示|宣布|支持|旗下|合作|一家|人工|中国|中國|国产|國產/u;

/** Capitalised words that name no one: days, months, common abbreviations, places and peoples that news is full of. */
const COMMON = new Set(
  (
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December ' +
    'AI GPU GPUs CPU CPUs NPU NPUs API APIs CEO CTO CFO COO IT US UK EU USA UN IPO LLM LLMs PC PCs TV OK FAQ I ' +
    'China Chinese America American Europe European Japan Japanese Korea Korean Taiwan Hong Kong Asia Asian Beijing Shanghai Shenzhen Hangzhou ' +
    'Photo Mr Mrs Ms Dr Lunar New Year'
  ).split(' '),
);

/** Words that begin a sentence and no name, and words such as “Beijing-based”. */
const OPENER =
  /^(?:The|A|An|In|On|At|By|For|From|To|With|While|When|As|After|Before|But|And|Or|If|It|Its|This|That|These|Those|They|We|He|She|You|Our|Their|His|Her|There|Here|However|Meanwhile|Besides|According|Also|Both|Each|Some|Many|More|Most|All|No|Not|Now|Then|Under|Over|Since|Such|Once|Next|Last|Nobody|Another|Other|Will|What|Why|How|Who|Is|Are|Was|Were|[\p{L}\p{N}]+-(?:based|led|made|backed|owned|style|listed|born))(?: |$)/u;

/** The unknown names between the offsets of sentences, most often named first. `taken` are the known names, in order. */
export function candidatesIn(
  text: string,
  sentences: readonly { start: number; end: number }[],
  taken: readonly Taken[],
  parts: readonly Taken[],
): Candidate[] {
  const found = new Map<string, Candidate>();
  const weak: Candidate[] = [];
  const add = (name: string, start: number, why: Candidate['why']) => {
    const known = found.get(name);
    if (known) known.count++;
    else found.set(name, { name, count: 1, start, why });
  };
  const isTaken = overlapWith(taken);
  for (const { start, end } of parts) add(text.slice(start, end), start, 'part of another name');
  for (const sentence of sentences) {
    const words = text.slice(sentence.start, sentence.end);
    for (const match of words.matchAll(RUN)) {
      const { name, offset } = trimmed(match[0]);
      const at = sentence.start + match.index + offset;
      if (name.length < 2 || COMMON.has(name) || name.split(' ').every((word) => COMMON.has(word))) continue;
      if (isTaken(at, at + name.length)) continue;
      const isFirst = !/[\p{L}\p{N}]/u.test(words.slice(0, match.index));
      const why = SUFFIX.test(name) ? 'corporate suffix' : 'capitalised';
      // One plain word that begins a sentence is a name only if it stands elsewhere too.
      if (isFirst && /^\p{Lu}\p{Ll}+$/u.test(name)) weak.push({ name, count: 1, start: at, why });
      else add(name, at, why);
    }
    for (const suffix of words.matchAll(HAN_SUFFIX)) {
      const end = suffix.index + suffix[0].length;
      const before =
        /[\p{Script=Han}A-Za-z0-9]*$/u.exec(
          words.slice(Math.max(0, suffix.index - HAN_LENGTH), suffix.index),
        )?.[0] ?? '';
      const name = before.split(HAN_STOP).at(-1) ?? '';
      const start = sentence.start + suffix.index - name.length;
      if ([...name].length >= 2 && !isTaken(start, sentence.start + end))
        add(name + suffix[0], start, 'corporate suffix');
    }
  }
  for (const { name, start } of weak) {
    const known = found.get(name);
    if (!known) continue;
    known.count++;
    known.start = Math.min(known.start, start);
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.start - b.start);
}

/** A run without the ordinary words at its start, and without a full stop at its end. */
function trimmed(run: string): { name: string; offset: number } {
  let name = run;
  for (let opener = OPENER.exec(name); opener; opener = OPENER.exec(name)) {
    name = name.slice(opener[0].length);
    if (name === '') break;
  }
  const offset = run.length - name.length;
  return { name: /(?:Inc|Corp|Ltd|Co)\.$/.test(name) ? name : name.replace(/\.+$/, ''), offset };
}

/** Whether a stretch overlaps one of some stretches, which stand in order and apart. */
function overlapWith(taken: readonly Taken[]): (start: number, end: number) => boolean {
  return (start, end) => {
    let low = 0;
    let high = taken.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((taken[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return (taken[low]?.start ?? Number.POSITIVE_INFINITY) < end;
  };
}
