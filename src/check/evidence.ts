/** Rules about receipts: the text is the recorded one, and every quote stands in it once, inside the extent. */
import type { AuthoredSourceFile } from '../model/authored.ts';
import { wordsOf } from '../model/names.ts';
import { extentRange } from '../model/selector.ts';
import { passagesOf, type Rule } from './rule.ts';

const textSha: Rule = {
  id: 'text-sha256',
  level: 'error',
  protects: 'The text is, byte for byte, the one that the quotes were taken from.',
  check({ sources }, report) {
    for (const { value, text, place } of sources) {
      if (text && text.sha256 !== value.sha256) {
        report(
          `the sha256 of ${value.text} is ${text.sha256}`,
          place(['sha256']),
          'Restore the text, or read it anew and record its sha256.',
        );
      }
    }
  },
};

const extent: Rule = {
  id: 'extent',
  level: 'error',
  protects: 'The extent names lines that the text has.',
  check({ sources }, report) {
    for (const { value, text, place } of sources) {
      const { first, last } = value.extent;
      if (first > last) report(`line ${first} comes after line ${last}`, place(['extent']));
      const lines = text ? text.starts.length - (text.text.endsWith('\n') ? 1 : 0) : 0;
      if (text && last > lines) {
        report(
          `the text has ${lines} lines`,
          place(['extent', 'last']),
          'End the extent with the last line of the document.',
        );
      }
    }
  },
};

const quote: Rule = {
  id: 'quote',
  level: 'error',
  protects:
    'A quote stands in its source exactly once and outside page furniture: no claim without evidence.',
  check(records, report) {
    for (const { source, evidence, place } of passagesOf(records)) {
      const state = source.evidence.get(evidence);
      const { text: file, extent: range } = source.value;
      if (state?.state === 'missing') {
        const near = nearestPassage(evidence.quote, source);
        const hint = 'Copy the passage from the text, curly quotes and dashes included.';
        const printed = inOtherSigns(evidence.quote, source);
        report(
          `the quote does not stand in ${file}`,
          place,
          printed !== null
            ? `The text prints it with other signs: “${printed}”`
            : near === null
              ? hint
              : `${hint} Nearest: ${near}`,
        );
      }
      if (state?.state === 'outside') {
        const at = state.lines.join(', ');
        const hint = `Lines ${range.first} to ${range.last} are the document.`;
        report(`the quote stands only in page furniture, line ${at} of ${file}`, place, hint);
      }
      if (state?.state === 'repeated') {
        const message = `the quote stands ${state.lines.length} times in ${file}, lines ${state.lines.join(', ')}`;
        report(message, place, 'Add `prefix` or `suffix`, the text right before or after it, or quote more.');
      }
      if (state?.state === 'unread' && isPartlyReceipted(source.evidence.values())) {
        const message = `the quote was not verified when the package was built, and ${file} is not here`;
        report(message, place, 'Verify it where the text is.');
      }
    }
  },
};

/** Signs that people type for those of print, each for one character. */
const TYPED = new Map(
  Object.entries({
    "'": '’‘',
    '"': '“”„',
    '-': '–—‑',
    ' ': '\u00a0\u2009\u202f',
    ',': '，',
    '.': '。',
    ':': '：',
    ';': '；',
    '(': '（',
    ')': '）',
    '?': '？',
    '!': '！',
  }).flatMap(([typed, printed]) => [...printed].map((sign) => [sign, typed] as const)),
);

const asTyped = (text: string): string =>
  text.replace(/[^\w\s]/gu, (sign) => TYPED.get(sign) ?? sign).replace(/[\u00a0\u2009\u202f]/g, ' ');

/** The passage of the document that differs from a quote in its signs alone; null where there is none. */
function inOtherSigns(quoted: string, { text, value }: AuthoredSourceFile): string | null {
  if (text === null) return null;
  const { start, end } = extentRange(text.text, text.starts, value.extent);
  const document = text.text.slice(start, end);
  const at = asTyped(document).indexOf(asTyped(quoted));
  return at === -1 ? null : document.slice(at, at + quoted.length);
}

/** The most characters of a passage that a hint shows. */
const SHOWN = 160;

/** The line of the document that shares the most words with a quote, if it shares half of them: a hint, never a match. */
function nearestPassage(quoted: string, { text, value }: AuthoredSourceFile): string | null {
  if (text === null) return null;
  const wanted = new Set(wordsOf(quoted));
  const shared = (line: string) => new Set(wordsOf(line).filter((word) => wanted.has(word))).size;
  let best = { line: 0, words: 0, shown: '' };
  for (const [index, line] of text.text.split('\n').slice(0, value.extent.last).entries()) {
    const words = index + 1 < value.extent.first ? 0 : shared(line);
    if (words > best.words) best = { line: index + 1, words, shown: line };
  }
  if (best.words * 2 < wanted.size || best.words === 0) return null;
  return `line ${best.line}, “${best.shown.length > SHOWN ? `${best.shown.slice(0, SHOWN)}…` : best.shown}”`;
}

function isPartlyReceipted(states: Iterable<{ state: string }>): boolean {
  for (const { state } of states) if (state === 'found-when-built') return true;
  return false;
}

/** The fewest and the most characters of a quote that a reader can check. */
const QUOTE_LENGTH = { least: 12, most: 1000 };

const quoteLength: Rule = {
  id: 'quote-length',
  level: 'warning',
  protects: 'A quote is long enough to say something, and short enough to be checked by a reader.',
  check(records, report) {
    for (const { evidence, place, record } of passagesOf(records)) {
      const { length } = [...evidence.quote];
      // A Chinese character says about as much as a short word.
      const isShort = length < QUOTE_LENGTH.least && !(/\p{Script=Han}/u.test(evidence.quote) && length >= 4);
      if (isShort)
        report(`a quote of ${length} characters says too little`, place, 'Quote the whole clause.', record);
      if (length > QUOTE_LENGTH.most) {
        report(
          `a quote of ${length} characters is too long to check`,
          place,
          'Quote the sentence that states it.',
          record,
        );
      }
    }
  },
};

export const evidenceRules: readonly Rule[] = [textSha, extent, quote, quoteLength];
