/** Records proposals in one change, and shows what was refused. */
import { UNUSED_RULES } from '../check/maintenance.ts';
import type { Draft } from '../edit/draft.ts';
import { type CheckedProposals, checkProposals } from '../kb/check-proposals.ts';
import type { AuthoredRecords, AuthoredSourceFile } from '../model/authored.ts';
import { count } from '../model/count.ts';
import { fail } from '../model/errors.ts';
import { compareFindings, wholeFile } from '../model/finding.ts';
import { EXIT } from '../model/known-error.ts';
import type { ProposalDocument, ProposalList, ProposedValues } from '../model/proposals.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import { claimEnds } from '../model/statement-ids.ts';
import { runAddition, viewOfEdit } from './apply-edit.ts';
import type { Answer } from './command.ts';
import type { CommandContext } from './context.ts';
import type { IdResolver } from './id-resolver.ts';
import type { OwnOptions } from './option-values.ts';

export type ProposalContext = CommandContext<Pick<OwnOptions, 'acceptValid' | 'strict' | 'dryRun'>>;

/** Where proposals are recorded. */
export interface Destination {
  /** The source that states them; null for entities only. */
  source: AuthoredSourceFile | null;
  /** Adds what was accepted to the draft. */
  add(accepted: ProposedValues): void;
  /** What is recorded besides the proposals; null for nothing. */
  title: string | null;
  /** The command to continue with. */
  next: string;
}

/**
 * Records the valid proposals of a document. Throws `would-be-invalid` if one is not valid, unless `--accept-valid` was typed and
 * at least one is valid.
 */
export async function recordProposals(
  context: ProposalContext,
  document: ProposalDocument,
  destination: (draft: Draft, ids: IdResolver) => Destination | Promise<Destination>,
): Promise<Answer> {
  const { acceptValid = false } = context.options;
  const { edited, result } = await runAddition(context, async (draft, ids) => {
    const { source, add, ...outcome } = await destination(draft, ids);
    const known = withEntities(draft.records, ids.added);
    const checked = checkProposals(known, source, document, context.options);
    const isEmpty = acceptedCount(checked) === 0;
    if (checked.faults.length > 0 && (!acceptValid || isEmpty)) {
      const others = acceptValid
        ? 0
        : acceptedCount(checkProposals(known, source, document, { ...context.options, acceptValid: true }));
      throw refusal(document, checked, others);
    }
    if (!isEmpty) add(checked.accepted);
    return { checked, source, ...outcome };
  });
  const { checked, source, title, next } = result;
  if (checked.recorded > 0) context.note(`${count(checked.recorded, 'proposal')} already recorded.`);
  // A warning about a proposal is shown at its place in the document.
  const others = edited.warnings.filter(
    ({ rule, message }) =>
      !(source === null && UNUSED_RULES.has(rule)) &&
      !checked.warnings.some((own) => own.rule === rule && own.message === message),
  );
  const warnings = [...checked.warnings, ...others];
  const parts = [title, contents(checked.accepted), refusedCount(checked)].filter((part) => part !== null);
  const outcome = { title: parts.join(' · '), next };
  const view = viewOfEdit(context, outcome, { ...edited, warnings, refused: checked.faults });
  return checked.faults.length === 0 ? view : { view, exitCode: EXIT.invalidData };
}

const refusedCount = ({ refused }: CheckedProposals): string | null =>
  refused === 0 ? null : `${count(refused, 'proposal')} refused`;

const withEntities = (records: AuthoredRecords, entities: readonly AuthoredEntity[]): AuthoredRecords => ({
  ...records,
  entities: [
    ...records.entities,
    ...entities.map((value) => ({ value, origin: { file: '', path: [] }, place: () => wholeFile('') })),
  ],
});

const acceptedCount = ({ accepted }: CheckedProposals): number => Object.values(accepted).flat().length;

/** The error for a document that is refused; `others` is the number of its proposals that could be recorded. */
function refusal(
  { name, count: all }: ProposalDocument,
  { refused, faults, warnings }: CheckedProposals,
  others: number,
) {
  const message =
    refused === 0
      ? `${name} is not valid`
      : `${refused} of ${count(all, 'proposal')} in ${name} can't be recorded`;
  const findings = [...faults, ...warnings].sort(compareFindings);
  const hint =
    others > 0 ? ` --accept-valid records ${others === 1 ? 'the other' : `${others} others`}.` : '';
  return fail.invalidProposals(message, findings, `Nothing was written.${hint}`);
}

/** What a record of each list is called, one and many. */
export const RECORD_WORDS: Readonly<Record<ProposalList, readonly [one: string, many: string]>> = {
  entities: ['entity', 'entities'],
  edges: ['claim', 'claims'],
  remarks: ['remark', 'remarks'],
  read: ['read mark', 'read marks'],
};

/** What is recorded, in words: “2 entities, 10 claims”. */
function contents(values: ProposedValues): string {
  const counts = { ...values, edges: values.edges.flatMap(claimEnds) };
  const parts = (Object.keys(RECORD_WORDS) as ProposalList[]).flatMap((list) =>
    counts[list].length === 0 ? [] : [count(counts[list].length, ...RECORD_WORDS[list])],
  );
  return parts.length === 0 ? 'Nothing new' : parts.join(', ');
}
