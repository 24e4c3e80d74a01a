/** The view of `suggest`: suggestions under their sentences, what was ruled out, and unknown names. */
import { count } from '../../model/count.ts';
import { groupBy } from '../../model/group-by.ts';
import { listOf } from '../../model/statement-ids.ts';
import { wordingOf } from '../../model/vocabulary.ts';
import type { SuggestAnswer, SuggestedClaim } from '../../query/answers/suggest.ts';
import { type Line, NONE, type RichText, type Span, span, type TextBlock, type View } from '../view.ts';
import { codeLine, statusSpan } from './parts.ts';

/** The YAML lines of a claim under `edges:`. */
export type YamlOf = (claim: SuggestedClaim['claim']) => readonly string[];

/** Suggestions in the order of the text, each under its sentence. `hidden` is the number of recorded ones that are not shown. */
export function suggestView(answer: SuggestAnswer, hidden: number, yamlOf: YamlOf): View {
  const { source, title, proposals: suggestions, refusals, candidates, names } = answer;
  const inOrder = [...suggestions].sort((a, b) => a.sentence.start - b.sentence.start || a.rank - b.rank);
  const blocks: TextBlock[] = [];
  for (const own of groupBy(inOrder, ({ sentence }) => String(sentence.start)).values()) {
    const [first] = own;
    if (first) blocks.push(sentenceBlock(first));
    for (const suggestion of own) blocks.push(suggestionBlock(suggestion, yamlOf));
  }
  const known = hidden === 0 ? '' : ` · ${hidden} already recorded; --all shows them`;
  const ruledOut = new Set(refusals.map(({ start }) => start)).size;
  return {
    data: answer,
    records: () => ({ columns: SUGGESTION_COLUMNS, rows: suggestions }),
    ids: suggestions.map(({ rank }) => `${source}:${rank}`),
    title: `Claims that “${title}” may state`,
    blocks: () => [
      ...blocks,
      ...(blocks.length > 0 ? [] : [{ heading: null, lines: [{ indent: 2, text: 'No new suggestions.' }] }]),
      ...(refusals.length > 0
        ? [
            {
              heading: 'Ruled out',
              columns: ['Line', 'Words', 'Reason'],
              rows: refusals.map(({ line, words, reason }) => [String(line), shortenWords(words), reason]),
            },
          ]
        : []),
      ...(candidates.length > 0
        ? [
            {
              heading: 'Unknown names',
              columns: ['Name', 'Count', 'First line', 'Reason'],
              rows: candidates.map(({ name, count: times, line, why }) => [
                name,
                String(times),
                String(line),
                why,
              ]),
            },
          ]
        : []),
    ],
    footer: {
      left: `${count(suggestions.length, 'suggestion')}${known} · ${count(names.length, 'known name')} · ${count(ruledOut, 'sentence')} ruled out`,
      right: `chipkb source ${source} shows the text`,
    },
    empty: null,
  };
}

const SUGGESTION_COLUMNS = [
  'rank',
  'score',
  'claim.relation',
  'claim.from',
  'claim.to',
  'claim.status',
  'claim.via',
  'claim.with',
  'claim.said-by',
  'claim.date',
  'sentence.line',
  'sentence.text',
  'cautions',
  'recorded',
];

const MAX_WORDS_LENGTH = 120;
const shortenWords = (words: string): string => {
  const characters = [...words];
  return characters.length > MAX_WORDS_LENGTH ? `${characters.slice(0, MAX_WORDS_LENGTH).join('')}…` : words;
};

/** The sentence that suggestions come from, with the words that triggered them marked. */
function sentenceBlock({ sentence, cues }: Pick<SuggestedClaim, 'sentence' | 'cues'>): TextBlock {
  const spans: Span[] = [];
  let at = sentence.start;
  const slice = (from: number, to: number) => sentence.text.slice(from - sentence.start, to - sentence.start);
  for (const { start, end } of [...cues].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    spans.push(span('plain', slice(at, start)), span('match', slice(start, end)));
    at = end;
  }
  return {
    heading: `Line ${sentence.line}`,
    lines: [{ indent: 2, text: [...spans, span('plain', slice(at, sentence.end))] }],
  };
}

/** A passage, marked as in `sentenceBlock`, with the text around it. */
export function contextBlock(passage: Pick<SuggestedClaim, 'sentence' | 'cues'>, text: string): TextBlock {
  const { start, end } = passage.sentence;
  const { heading, lines } = sentenceBlock(passage);
  const before = text
    .slice(Math.max(0, start - CONTEXT), start)
    .split('\n')
    .filter((line) => line.trim())
    .at(-1);
  const after = text
    .slice(end, end + CONTEXT)
    .split('\n')
    .find((line) => line.trim());
  const around = (words: string | undefined): Line[] =>
    words === undefined ? [] : [{ indent: 2, text: [span('dim', words.trim())] }];
  return { heading, lines: [...around(before), ...lines, ...around(after)] };
}

/** Characters shown on either side of a sentence, at most. */
const CONTEXT = 400;

/** One suggestion: the claim, the words that triggered it, and the YAML to paste under `edges:`. */
export function suggestionBlock(suggestion: SuggestedClaim, yamlOf: YamlOf): TextBlock {
  const { rank, score, claim, cues, cautions, recorded } = suggestion;
  const heading: RichText = [
    span('dim', `${rank}. `),
    span('strong', listOf(claim.from).join(', ')),
    span('plain', ` ${wordingOf(claim.relation, claim.status ?? null, 'out')} `),
    span('strong', listOf(claim.to).join(', ')),
    ...(claim.status ? [span('plain', ' · '), statusSpan(claim.status)] : []),
    span('dim', ` · score ${score.toFixed(2)}`),
  ];
  const triggers = cues.map(({ kind, words }) => `${kind} “${words}”`).join(' · ');
  const line = (text: string): Line => ({ indent: 2, text: [span('dim', text)] });
  return {
    heading,
    lines: [
      line(`Cues: ${triggers || NONE}`),
      ...cautions.map((caution) => line(`Check: ${caution}`)),
      ...recorded.map((id) => line(`Already recorded: ${id}`)),
      ...yamlOf(claim).map((text): Line => ({ indent: 0, text: codeLine(text), unbroken: true })),
    ],
  };
}
