/** Rules about receipts: the text is the recorded one, and every quote stands in it once, inside the extent. */
import { type Rule, statementsOf } from './rule.ts';

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
      if (text && last > text.starts.length) {
        report(
          `the text has ${text.starts.length} lines`,
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
    for (const { source, value, path } of statementsOf(records)) {
      for (const [index, evidence] of value.evidence.entries()) {
        const state = source.evidence.get(evidence);
        const place = source.place([...path, 'evidence', index, 'quote']);
        const file = source.value.text;
        if (state?.state === 'missing') {
          report(
            `the quote does not stand in ${file}`,
            place,
            'Copy the passage from the text, curly quotes and dashes included.',
          );
        }
        if (state?.state === 'outside') {
          const { first, last } = source.value.extent;
          report(
            `the quote stands only in page furniture, line ${state.lines.join(', ')} of ${file}`,
            place,
            `Lines ${first} to ${last} are the document.`,
          );
        }
        if (state?.state === 'repeated') {
          report(
            `the quote stands ${state.lines.length} times in ${file}, lines ${state.lines.join(', ')}`,
            place,
            'Add `prefix` or `suffix`, the text right before or after it, or quote more.',
          );
        }
        if (state?.state === 'unread' && isPartlyReceipted(source.evidence.values())) {
          report(
            `the quote was not verified when the package was built, and ${file} is not here`,
            place,
            'Verify it where the text is.',
          );
        }
      }
    }
  },
};

function isPartlyReceipted(states: Iterable<{ state: string }>): boolean {
  for (const { state } of states) if (state === 'found-when-built') return true;
  return false;
}

export const evidenceRules: readonly Rule[] = [textSha, extent, quote];
