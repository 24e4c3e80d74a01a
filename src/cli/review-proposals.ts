/** `add claims --review`: shows the proposals of a document one by one, each with its passages and what the rules find. */
import { addEntity, addStatements } from '../edit/add.ts';
import { itemLines } from '../edit/new-file.ts';
import { checkEachProposal } from '../kb/check-proposals.ts';
import type { AuthoredSourceFile } from '../model/authored.ts';
import { count } from '../model/count.ts';
import { type Finding, hasError } from '../model/finding.ts';
import type { ProposalDocument, ProposedRecord } from '../model/proposals.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import { findQuote } from '../model/selector.ts';
import type { Block, Line, View } from '../render/view.ts';
import { editedView } from '../render/views/edited.ts';
import { codeLine } from '../render/views/parts.ts';
import { contextBlock } from '../render/views/suggest.ts';
import { runEdit } from './apply-edit.ts';
import type { CommandContext } from './context.ts';
import { RECORD_WORDS } from './record-proposals.ts';
import { type ReviewItem, review } from './review.ts';

/** Reviews the proposals of a document for a source, or entities only if `source` is null. */
export async function reviewProposals(
  context: CommandContext<unknown>,
  document: ProposalDocument,
  source: string | null,
): Promise<View> {
  const { result: items } = await runEdit(context.with({ dryRun: true }), (draft) => {
    const file = source === null ? null : draft.source(source);
    return checkEachProposal(draft.records, file, document).map(({ record, findings }) =>
      itemFor(context, file, record, findings),
    );
  });
  const where = source ?? 'the knowledge base';
  const recorded = await review(context, items, 'Proposal', where);
  const left = `${recorded} of ${count(items.length, 'proposal')} recorded`;
  const right = source === null ? 'chipkb list' : `chipkb coverage ${source}`;
  const answer = { written: recorded > 0, files: [], warnings: [], refused: document.findings };
  return { ...editedView(`Reviewed ${document.name}`, answer, right), footer: { left, right }, empty: null };
}

const yamlLine = (text: string): Line => ({ indent: 0, text: codeLine(text), unbroken: true });

function itemFor(
  context: CommandContext<unknown>,
  source: AuthoredSourceFile | null,
  proposed: ProposedRecord,
  findings: readonly Finding[],
): ReviewItem<object> {
  const { list, value } = proposed;
  return {
    what: RECORD_WORDS[list][0],
    value,
    isInvalid: hasError(findings),
    blocks: [
      ...passages(source, proposed),
      { heading: null, lines: itemLines(value).map(yamlLine) },
      ...(findings.length > 0 ? [{ heading: null, findings }] : []),
    ],
    record: (edited) =>
      runEdit(context, (draft) => {
        if (list === 'entities') addEntity(draft, edited as AuthoredEntity);
        else addStatements(draft, source?.value.id ?? '', { [list]: [edited] });
      }),
  };
}

/** The passages of a proposal that are found in the text, each with the text around it. */
function passages(source: AuthoredSourceFile | null, { list, value }: ProposedRecord): Block[] {
  const text = source?.text;
  if (!text || list === 'entities') return [];
  return (list === 'read' ? [value] : value.evidence).flatMap((evidence) => {
    const found = findQuote(text.text, text.starts, source.value.extent, evidence);
    if (found.state !== 'found') return [];
    const { start, end, line } = found.position;
    return [contextBlock({ sentence: { line, start, end, text: evidence.quote }, cues: [] }, text.text)];
  });
}
