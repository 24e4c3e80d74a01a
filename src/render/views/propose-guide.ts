/** The parts of the text of `propose` that do not depend on the source: how to write a document, the vocabulary, and an example. */
import { BASES, DERIVATIONS, KINDS, RELATIONS, ROLES, STATUSES, TOPICS } from '../../model/vocabulary.ts';
import { recordsToMarkdown } from '../markdown.ts';

/** How to write proposals: what no check of chipkb can prove. */
export const GUIDANCE: readonly string[] = [
  'State only what the text states. Leave out a field that no quote supports.',
  'Copy a quote from the text, character by character, with its quotation marks, dashes and spaces. The line number and the bar before each line are not part of the text.',
  'Quote enough for another person to rebuild the record from its quotes alone.',
  'If a quote occurs more than once, add `prefix` or `suffix`: the text right before or right after it.',
  'Name what the text names. A family of models is not its members, and a model based on another is not that model.',
  'Take the status from the words of the text: a plan is not work under way, and an offer is not a test.',
  '`said-by` is who says it: whom the text reports as saying it, otherwise the publisher of the source.',
  'Copy a printed date to `printed-date`. Add `date` only if it follows from the text and the date of publication, with `date-basis`: a day, or as printed a month or a range of days.',
  'Praise, performance and background are `remarks`, never support.',
  '“Clouds including A and B” states A and B, with a `note` that the list is not complete.',
  'Use the ids below. Add an entity only if the text names it and no id below means it, with what the text says of it and nothing else.',
  'Do not repeat what is recorded already.',
  'List a sentence that names an entity and states nothing to record, such as a headline, in `read`. If the text states nothing, write nothing but that.',
];

const VOCABULARIES: Readonly<Record<string, Readonly<Record<string, { means: string }>>>> = {
  'Statuses of support, weakest first': STATUSES,
  'Kinds of entities': KINDS,
  'Roles of companies': ROLES,
  'Kinds of `derived-from`': DERIVATIONS,
  'Bases of a status': BASES,
  'Topics of remarks': TOPICS,
};

const relations = Object.entries(RELATIONS).map(([relation, { from, to, means }]) => ({
  relation,
  from: from.join(', '),
  to: to.join(', '),
  meaning: means,
}));

/** The words that a document may use, as Markdown. */
export const vocabularyParts = (): string[] => [
  '### Relations',
  recordsToMarkdown({ columns: ['relation', 'from', 'to', 'meaning'], rows: relations }).trimEnd(),
  ...Object.entries(VOCABULARIES).flatMap(([title, words]) => [
    `### ${title}`,
    Object.entries(words)
      .map(([word, { means }]) => `- \`${word}\`: ${means}`)
      .join('\n'),
  ]),
];

/** A text, and a document of proposals from it. */
export const EXAMPLE = {
  text: `Example Chips said on Tuesday that it will support Example Model on its E1 card.
Photo: Example Chips`,
  document: `source: example-news

entities:
  - id: e1-card
    name: E1 card
    kind: hardware
    description: A card of Example Chips.

edges:
  - relation: supports
    from: example-chips
    to: example-model
    status: pledged
    via: e1-card
    printed: will support
    said-by: example-chips
    printed-date: Tuesday
    date: 2025-02-04
    date-basis: the Tuesday before publication
    evidence:
      - quote: Example Chips said on Tuesday that it will support Example Model on its E1 card.

  - relation: makes
    from: example-chips
    to: e1-card
    said-by: example-chips
    note: The possessive says whose the card is.
    evidence:
      - quote: Example Chips said on Tuesday that it will support Example Model on its E1 card.

read:
  - quote: "Photo: Example Chips"
    why: the credit of a photo`,
};
