/** Rules about evidence: the text must be the recorded one, and each quote must occur in it once, within the extent. */
import type { AuthoredSourceFile } from '../model/authored.ts';
import type { AuthoredQuote } from '../model/schema.ts';
import { extentRange, lineAt } from '../model/selector.ts';
import {
  describeDifferences,
  type FoldedDocument,
  foldDocument,
  nearestPassage,
  printable,
} from './nearest-passage.ts';
import { allEvidence, type Rule } from './rule.ts';
import { similarPassage } from './similar-passage.ts';

const textSha: Rule = {
  id: 'text-sha256',
  level: 'error',
  protects: 'The text must be, byte for byte, the one that the quotes were taken from.',
  check({ sources }, report) {
    for (const { value, text, place } of sources) {
      if (text && text.sha256 !== value.sha256) {
        report(
          `the sha256 of ${value.text} is ${text.sha256}`,
          place(['sha256']),
          'Restore the text, or check the quotes again and record its new sha256.',
        );
      }
    }
  },
};

const extent: Rule = {
  id: 'extent',
  level: 'error',
  protects: 'The extent must lie within the text.',
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
  protects: 'A quote must occur in its source exactly once, and not in boilerplate.',
  check(records, report) {
    // A source can have thousands of quotes, so each document is folded once.
    const documents = new Map<AuthoredSourceFile, FoldedDocument>();
    const documentOf = (source: AuthoredSourceFile): FoldedDocument => {
      const document = documents.get(source) ?? foldDocument(documentText(source));
      documents.set(source, document);
      return document;
    };
    for (const { source, evidence, place } of allEvidence(records)) {
      const state = source.evidence.get(evidence);
      const { text: file, extent: range } = source.value;
      if (state?.state === 'missing') {
        report(`quote not found in ${file}`, place, missingHint(evidence, source, documentOf(source)));
      }
      if (state?.state === 'outside') {
        const at = state.lines.join(', ');
        const hint = `The document is lines ${range.first} to ${range.last}.`;
        report(`the quote occurs only in boilerplate, line ${at} of ${file}`, place, hint);
      }
      if (state?.state === 'repeated') {
        const message = `the quote occurs ${state.lines.length} times in ${file}, lines ${state.lines.join(', ')}`;
        report(message, place, 'Add `prefix` or `suffix`, the text right before or after it, or quote more.');
      }
      if (state?.state === 'unread' && hasAnyReceipt(source.evidence.values())) {
        const message = `the quote was not checked when the package was built, and ${file} is missing`;
        report(message, place, 'Check it with a copy of the knowledge base that has the text.');
      }
    }
  },
};

/** The part of a text that is the document; empty if the text is missing. */
function documentText({ text, value }: AuthoredSourceFile): string {
  if (text === null) return '';
  const { start, end } = extentRange(text.text, text.starts, value.extent);
  return text.text.slice(start, end);
}

/** The next step for a quote that was not found. */
function missingHint(
  { quote: quoted, prefix, suffix }: AuthoredQuote,
  source: AuthoredSourceFile,
  document: FoldedDocument,
): string {
  if ((prefix ?? suffix) !== undefined && document.text.includes(quoted))
    return 'The text has the quote, but not with this prefix and suffix.';
  const passage = nearestPassage(document, quoted);
  if (passage !== null)
    return `The text prints it as ${printable(passage)}: it has ${describeDifferences(passage, quoted)}.`;
  const copy = 'Copy the passage from the text, curly quotes and dashes included.';
  const similar = similarPassage(document, quoted);
  if (similar === null || source.text === null) return copy;
  const { start } = extentRange(source.text.text, source.text.starts, source.value.extent);
  const nearest = `Nearest: line ${lineAt(source.text.starts, start + similar.start)}, “${similar.shown}”`;
  return similar.differences === null
    ? `${copy} ${nearest}`
    : `${nearest}; it has ${similar.differences}. Copy the passage from the text.`;
}

function hasAnyReceipt(states: Iterable<{ state: string }>): boolean {
  for (const { state } of states) if (state === 'found-when-built') return true;
  return false;
}

const MIN_QUOTE_LENGTH = 12;
const LONG_QUOTE_LENGTH = 1000;

/** A Chinese character says about as much as a short word. */
const MIN_CHINESE_QUOTE_LENGTH = 4;

const quoteLength: Rule = {
  id: 'quote-length',
  level: 'warning',
  protects: 'A quote must be long enough to state something, and short enough for a reader to check.',
  check(records, report) {
    for (const { evidence, place, record } of allEvidence(records)) {
      const { length } = [...evidence.quote];
      const isChinese = /\p{Script=Han}/u.test(evidence.quote);
      if (length < (isChinese ? MIN_CHINESE_QUOTE_LENGTH : MIN_QUOTE_LENGTH))
        report(`a quote of ${length} characters says too little`, place, 'Quote the whole clause.', record);
      if (length > LONG_QUOTE_LENGTH) {
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
