/** `add entity` and `add edge`. */
import { addClaim, addEntity } from '../../edit/add.ts';
import { fail } from '../../model/errors.ts';
import type { AuthoredEdge, AuthoredEntity, AuthoredEvidence } from '../../model/schema.ts';
import { KINDS, RELATIONS, type Relation, words } from '../../model/vocabulary.ts';
import type { View } from '../../render/view.ts';
import { applyAddition, type IdResolver, missing, newId, single } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import { idFrom } from '../id-from.ts';
import { openPrompts } from '../prompts.ts';

export async function answerAddEntity(ask: CommandContext): Promise<View> {
  const entity = await entityFrom(ask);
  return applyAddition(ask, (draft) => {
    addEntity(draft, entity);
    return { title: `${entity.name} (${entity.id})`, next: `chipkb show ${entity.id}` };
  });
}

async function entityFrom(ask: CommandContext): Promise<AuthoredEntity> {
  const { kind, role, alias, link, location } = ask.options;
  const name = ask.words[0] ?? '';
  const prompts = await openPrompts(ask.io);
  const id =
    ask.options.id ??
    idFrom(name) ??
    (await prompts?.text('Its id, in Latin letters', null)) ??
    missing('--id', `no id can be derived from “${name}”`);
  const ownKind =
    single('--kind', kind) ??
    (await prompts?.choose(
      'What it is',
      Object.entries(KINDS).map(([value, { means }]) => ({ value, hint: means })),
    )) ??
    missing('--kind', `it is one of ${words(KINDS).join(', ')}`);
  const description =
    ask.options.description ??
    (await prompts?.text('What the sources say it is, in your own words', null)) ??
    missing('--description', 'it says what the sources say of it, in your own words');
  return {
    id: newId(id),
    name,
    kind: ownKind as AuthoredEntity['kind'],
    ...(role && { roles: role }),
    ...(alias && { aliases: alias }),
    description,
    ...(location !== undefined && { location }),
    ...(link && { links: link }),
  };
}

export async function answerAddEdge(ask: CommandContext): Promise<View> {
  const source =
    single('--source', ask.options.source) ?? missing('--source', 'it names the source of the claim');
  const evidence = evidenceFrom(ask);
  return applyAddition(ask, async (draft, ids) => {
    draft.source(source);
    const claim = await claimFrom(ask, ids, evidence);
    if (claim['said-by'] === undefined) ask.note('No claimant is recorded; --said-by names who says it.');
    addClaim(draft, source, claim);
    return {
      title: `${claim.from} ${RELATIONS[claim.relation].out} ${claim.to}`,
      next: `chipkb why ${claim.from} ${claim.to}`,
    };
  });
}

async function claimFrom(
  ask: CommandContext,
  ids: IdResolver,
  evidence: AuthoredEvidence[],
): Promise<AuthoredEdge> {
  const [from = '', relation = '', to = ''] = ask.words;
  if (!(words(RELATIONS) as string[]).includes(relation))
    throw fail.usage(`there is no relation “${relation}”`, `It is one of ${words(RELATIONS).join(', ')}.`);
  const { channel, printed, printedDate, date, dateBasis, note, status, saidBy } = ask.options;
  const via = await ids.entities(ask.options.via);
  const participants = await ids.entities(ask.options.with);
  const claimant = single('--said-by', saidBy);
  const ownStatus = single('--status', status);
  return {
    relation: relation as Relation,
    from: await ids.entity(from),
    to: await ids.entity(to),
    ...(ownStatus && { status: ownStatus }),
    ...(via && { via: oneOrList(via) }),
    ...(participants && { with: oneOrList(participants) }),
    ...(printed !== undefined && { printed }),
    ...(claimant !== undefined && { 'said-by': await ids.entity(claimant) }),
    ...(channel !== undefined && { channel }),
    ...(printedDate !== undefined && { 'printed-date': printedDate }),
    ...(date !== undefined && { date }),
    ...(dateBasis !== undefined && { 'date-basis': dateBasis }),
    ...(note !== undefined && { note }),
    evidence,
  };
}

const oneOrList = (ids: string[]): string | string[] => (ids.length === 1 ? (ids[0] ?? ids) : ids);

function evidenceFrom({ options: { quote = [], prefix, suffix } }: CommandContext): AuthoredEvidence[] {
  if (quote.length === 0) missing('--quote', 'a claim needs a verbatim quote that states it');
  if (quote.length > 1 && (prefix !== undefined || suffix !== undefined))
    throw fail.usage('--prefix and --suffix go with one quote', 'Quote more of the text instead.');
  return quote.map((text) => ({
    quote: text,
    ...(prefix !== undefined && { prefix }),
    ...(suffix !== undefined && { suffix }),
  }));
}
