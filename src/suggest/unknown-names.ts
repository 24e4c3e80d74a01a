/** Finds names that the knowledge base does not contain: runs of capitalised words, and Chinese names with a company suffix. */
import type { TextRange } from '../model/text-range.ts';

/** A name that may be worth adding to the knowledge base. */
export interface UnknownName {
  name: string;
  /** The UTF-16 offsets of its occurrences, in order. */
  starts: number[];
  why: 'capitalised' | 'corporate suffix' | 'part of another name';
}

const CAPITALISED_RUN =
  /(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}\p{M}\p{N}+.]*|[\p{Ll}]+\p{Lu}[\p{L}\p{N}]*)(?:[-‐‑][\p{L}\p{N}]+)*(?:(?: & | )(?:\p{Lu}[\p{L}\p{M}\p{N}+.]*|\p{N}+\p{Lu}*)(?:[-‐‑][\p{L}\p{N}]+)*)*/gu;

const COMPANY_SUFFIX =
  /(?:^| )(?:Inc|Corp|Corporation|Ltd|Limited|LLC|PLC|Holdings?|Group|Technolog(?:y|ies)|Semiconductors?|Microelectronics|Labs?|Systems|Computing|Intelligence|Electronics|Co)\.?$/u;

const HAN_COMPANY_SUFFIX =
  /(?:有限公司|股份公司|公司|集团|集團|科技|半导体|半導體|微电子|微電子|智能|智芯|电子|電子|研究院|实验室|實驗室)/gu;
/** The most characters of a Chinese name before its suffix. */
const MAX_HAN_LENGTH = 6;
/** Characters and words that end before a Chinese name starts. */
const HAN_STOP =
  /[的了在与與和及由对對是为為从從向将將其该該这這那等并並而但也都已被把让讓使以于於到说說称稱有家个個名各国國内內据]|表示|宣布|支持|旗下|合作|一家|人工|中国|中國|国产|國產/u;

/** Capitalised words that do not name an organisation or product: weekdays, months, abbreviations, and places in the news. */
const COMMON_WORDS = new Set(
  (
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December ' +
    'AI GPU GPUs CPU CPUs NPU NPUs API APIs CEO CTO CFO COO IT US UK EU USA UN IPO LLM LLMs PC PCs TV OK FAQ I ' +
    'China Chinese America American Europe European Japan Japanese Korea Korean Taiwan Hong Kong Asia Asian Beijing Shanghai Shenzhen Hangzhou ' +
    'Photo Mr Mrs Ms Dr Lunar New Year'
  ).split(' '),
);

/** Words that start a sentence but not a name, and words such as “Beijing-based”. */
const OPENER =
  /^(?:The|A|An|In|On|At|By|For|From|To|With|While|When|As|After|Before|But|And|Or|If|It|Its|This|That|These|Those|They|We|He|She|You|Our|Their|His|Her|There|Here|However|Meanwhile|Besides|According|Also|Both|Each|Some|Many|More|Most|All|No|Not|Now|Then|Under|Over|Since|Such|Once|Next|Last|Nobody|Another|Other|Will|What|Why|How|Who|Is|Are|Was|Were|[\p{L}\p{N}]+-(?:based|led|made|backed|owned|style|listed|born))(?: |$)/u;

/**
 * Returns the unknown names in some sentences, most frequent first. `known` are the ranges of known names; `partial` are
 * those of longer names that contain a known one, such as “R1-Zero”. All ranges are offsets of the text.
 */
export function findUnknownNames(
  text: string,
  sentences: readonly TextRange[],
  known: readonly TextRange[],
  partial: readonly TextRange[],
): UnknownName[] {
  const found = new Map<string, UnknownName>();
  const sentenceStarts: { name: string; start: number }[] = [];
  const add = (name: string, start: number, why: UnknownName['why']) => {
    const earlier = found.get(name);
    if (earlier) earlier.starts.push(start);
    else found.set(name, { name, starts: [start], why });
  };
  // One mark per character, because one sentence can contain thousands of names.
  const isKnownAt = new Uint8Array(text.length);
  for (const { start, end } of known) isKnownAt.fill(1, start, end);
  const isKnown = (start: number, end: number) => isKnownAt.subarray(start, end).includes(1);

  for (const { start, end } of partial) add(text.slice(start, end), start, 'part of another name');
  for (const sentence of sentences) {
    const words = text.slice(sentence.start, sentence.end);
    const firstLetter = words.search(/[\p{L}\p{N}]/u);
    for (const match of words.matchAll(CAPITALISED_RUN)) {
      const { name, offset } = trimRun(match[0]);
      const start = sentence.start + match.index + offset;
      if (name.length < 2 || name.split(' ').every((word) => COMMON_WORDS.has(word))) continue;
      if (isKnown(start, start + name.length)) continue;
      const isFirst = match.index === firstLetter;
      const why = COMPANY_SUFFIX.test(name) ? 'corporate suffix' : 'capitalised';
      // Any word at the start of a sentence is capitalised: it counts only if the same name occurs elsewhere.
      if (isFirst && /^\p{Lu}\p{Ll}+$/u.test(name)) sentenceStarts.push({ name, start });
      else add(name, start, why);
    }
    for (const { 0: suffix, index } of words.matchAll(HAN_COMPANY_SUFFIX)) {
      const before = /[\p{Script=Han}A-Za-z0-9]*$/u.exec(
        words.slice(Math.max(0, index - MAX_HAN_LENGTH), index),
      )?.[0];
      const name = before?.split(HAN_STOP).at(-1) ?? '';
      const start = sentence.start + index - name.length;
      if ([...name].length >= 2 && !isKnown(start, start + name.length + suffix.length))
        add(name + suffix, start, 'corporate suffix');
    }
  }
  for (const { name, start } of sentenceStarts) found.get(name)?.starts.push(start);
  const firstOf = ({ starts: [first = 0] }: UnknownName) => first;
  for (const { starts } of found.values()) starts.sort((a, b) => a - b);
  return [...found.values()].sort((a, b) => b.starts.length - a.starts.length || firstOf(a) - firstOf(b));
}

/** Removes openers from the start of a run, and the full stop from its end unless it belongs to a suffix such as “Inc.”. */
function trimRun(run: string): { name: string; offset: number } {
  let name = run;
  for (let opener = OPENER.exec(name); opener; opener = OPENER.exec(name))
    name = name.slice(opener[0].length);
  const offset = run.length - name.length;
  return { name: /(?:Inc|Corp|Ltd|Co)\.$/.test(name) ? name : name.replace(/(?<!\.)\.+$/, ''), offset };
}
